"""The command line: reads what is asked, and turns every outcome into an exit status."""

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from simulator.commands.calibrate import calibrate
from simulator.commands.compare import compare
from simulator.commands.console import tell
from simulator.commands.parameters import parameters
from simulator.commands.recovery import recovery
from simulator.commands.redundancy import redundancy
from simulator.commands.reliability import reliability
from simulator.commands.run import run
from simulator.commands.runs import runs
from simulator.commands.scenarios import scenarios
from simulator.commands.story import story
from simulator.commands.validate import validate
from simulator.commands.variants import variants
from simulator.commands.why import why
from simulator.errors import SimulatorError

DONE: Final = 0
BAD_INPUT: Final = 2
FAILED: Final = 3
INTERRUPTED: Final = 4
_DEBUG: Final = "--debug"
_STOPPED: Final = 130
"""What typer returns after Ctrl-C."""

app = typer.Typer(
    name="linchpin",
    help="Simulate what happens to people when one platform, building or operator fails.",
    epilog="Begin with: linchpin demo. Help on a command: linchpin run --help",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(epilog="Example: linchpin run kakao-2022 --seed 1 --people 20000 --format json")(run)
app.command(epilog="Example: linchpin story kakao-2022")(story)
app.command(epilog="Example: linchpin why kakao-2022 --need messaging --at 3 --segment elderly")(
    why
)
app.command(epilog="Example: linchpin compare kakao-2022 kakao-2022-tools-outside --seeds 5")(
    compare
)
app.command(epilog="Example: linchpin parameters kakao-2022 --basis judgement")(parameters)
app.command(epilog="Example: linchpin recovery kakao-2022")(recovery)
app.command(epilog="Example: linchpin redundancy --seeds 20")(redundancy)
app.command(epilog="Example: linchpin reliability kakao-2022 --service kakao_t")(reliability)
app.command(epilog="Example: linchpin variants kakao-2022 --seeds 4")(variants)
app.command(epilog="Example: linchpin calibrate kakao-2022 --workers 2")(calibrate)
app.command(epilog="Example: linchpin validate kakao-2022")(validate)
app.add_typer(scenarios, name="scenarios")
app.add_typer(runs, name="runs")


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it with the flag
    if asked:
        from simulator.io.program import version  # noqa: PLC0415

        sys.stdout.write(f"linchpin {version()}\n")
        raise typer.Exit


@app.callback()
def common(
    *,
    debug: Annotated[bool, typer.Option(_DEBUG, help="Show the traceback of a fault.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Write the version.")
    ] = False,
) -> None:
    """Take the options that every command has; `main` acts on them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks, and exit with a status that a script can use.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after the program's name; those of the process where none are given.

    Raises
    ------
    SystemExit
        0 done, 2 bad input, 3 the run failed or a fault of ours, 4 interrupted.
    """
    asked = list(sys.argv[1:] if arguments is None else arguments)
    words = [word for word in asked if word != _DEBUG]
    try:
        status = app(words, prog_name="linchpin", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        status = _STOPPED
    except Exception as error:  # noqa: BLE001 - the last place where an error can be told
        raise SystemExit(_status(error, debug=len(words) < len(asked))) from None
    if status == _STOPPED:
        tell("interrupted; what was finished is kept")
        raise SystemExit(INTERRUPTED)
    raise SystemExit(status if isinstance(status, int) else DONE)


def _status(error: Exception, *, debug: bool) -> int:
    """Tell an error in words, and choose the exit status."""
    if debug:
        tell("".join(traceback.format_exception(error)))
    if isinstance(error, SimulatorError):
        tell(str(error))
        return error.exit_status
    if callable(show := getattr(error, "show", None)):
        show()
        return BAD_INPUT
    kind = type(error).__name__
    tell(
        f"A fault of Linchpin: {kind}: {error}. Please report it with the command that "
        f"you gave; {_DEBUG} shows where it happened."
    )
    return FAILED
