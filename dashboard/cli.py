"""The console script: the simulator's commands, and those that draw."""

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from simulator.cli import app
from simulator.cli import main as simulator_main
from simulator.commands.asking import (
    FEWEST,
    MOST,
    PEOPLE,
    SEED,
    known_or_run,
    observations,
    read,
    rules,
)
from simulator.commands.asking import stored as stored_run
from simulator.commands.console import tell, write, write_lines

if TYPE_CHECKING:
    from simulator.results.run_result import PairedRun

_CASE: Final = "kakao-2022"
_HOST: Final = "127.0.0.1"
_PORT: Final = 8050
_PORTS: Final = 20
_PAUSE_S: Final = 1.5
_INTRO: Final = """\
On Saturday, 15 October 2022, at about half past three, batteries caught fire in a data center \
at Pangyo, south of Seoul. With the building, KakaoTalk fell silent, and with KakaoTalk went \
payments, taxis, maps, mail and the log-in to other services for most of South Korea, some of \
it for more than five days. Naver, in the same building, was back within hours. Linchpin \
simulates the machines, the people who repair them, and the people who need them. This is what \
the model makes of that day, beside what was observed."""

_Host = Annotated[str, typer.Option(help="Address to serve at.")]
_Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to serve at.")]
_Exposed = Annotated[
    bool, typer.Option("--no-auth-i-understand", help="Serve others although there is no log-in.")
]
_People = Annotated[int, typer.Option(min=FEWEST, max=MOST, help="Simulated people.")]


@app.command(epilog="Example: linchpin demo --no-serve")
def demo(
    *,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the report.")] = False,
    port: _Port = _PORT,
    people: _People = PEOPLE,
) -> None:
    """Show the Kakao fire of 2022: run, report, pages."""
    declared = read(_CASE)
    write(_INTRO)
    write()
    paired = known_or_run(declared, SEED, people)

    from simulator.analysis.summary import summarise  # noqa: PLC0415 - loads pandas
    from simulator.commands.run_text import write_run  # noqa: PLC0415

    write_run(summarise(paired, observations(declared), rules(declared)), declared)
    path = _report_path(f"linchpin-{_CASE}.html")
    _write_report(paired, path, "en")
    write()
    write_lines(f"Report: {path}")
    if not no_serve:
        _serve(_HOST, port, browse=True)


@app.command(epilog="Example: linchpin report kakao-2022 -o kakao.html")
def report(
    name: Annotated[str, typer.Argument(metavar="RUN|SCENARIO", help="A kept run, or a scenario.")],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.html", help="File to write.")],
    language: Annotated[Literal["en", "ko"], typer.Option(help="Of the report.")] = "en",
    people: _People = PEOPLE,
) -> None:
    """Write one self-contained HTML file that works offline."""
    paired = stored_run(name) or known_or_run(read(name), SEED, people)
    _write_report(paired, out, language)
    write_lines(f"Report: {out}")


@app.command(epilog="Example: linchpin dashboard --port 8050")
def dashboard(*, host: _Host = _HOST, port: _Port = _PORT, exposed: _Exposed = False) -> None:
    """Serve the pages until you stop them with Ctrl-C."""
    _serve(host, port, browse=False, exposed=exposed)


def _write_report(paired: "PairedRun", path: Path, language: Literal["en", "ko"]) -> None:
    from dashboard.report import write_report  # noqa: PLC0415 - loads plotly

    write_report(paired, observations(paired.run.scenario), path, language)


def _report_path(name: str) -> Path:
    """Choose a folder below the working one if that can be written, else the user's own."""
    from simulator.io.bundled import user_data_dir  # noqa: PLC0415

    here = Path.cwd()
    folder = (here if os.access(here, os.W_OK) else user_data_dir()) / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def _serve(host: str, port: int, *, browse: bool, exposed: bool = False) -> None:
    from dashboard.server import serve  # noqa: PLC0415 - loads dash

    port = _free(host, port)
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    tell(f"Dashboard: {address} (stop it with Ctrl-C)")
    if browse and _has_screen():
        opener = threading.Timer(_PAUSE_S, webbrowser.open, [address])
        opener.daemon = True
        opener.start()
    serve(host, port, exposed=exposed)


def _free(host: str, port: int) -> int:
    """Find the first port from the wanted one on that nobody listens at."""
    for candidate in range(port, port + _PORTS):
        try:
            socket.create_connection((host, candidate), timeout=_PAUSE_S).close()
        except OSError:
            return candidate
    return port


def _has_screen() -> bool:
    """Tell whether a browser can show itself, rather than take over the terminal."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks; see `simulator.cli.main`."""
    simulator_main(arguments)
