"""Write how setups differ, number by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulator.commands.amounts import NOTHING, SHORT, amount, span
from simulator.commands.console import Table, write, write_table

if TYPE_CHECKING:
    from simulator.analysis.compare import Difference

FEW: Final = 20
"""Members below which the ends of their middle 90 % are little more than the extremes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was compared, for those who read it."""

    first: str
    """The base."""
    pairs: int
    """Pairs of runs."""
    ensemble: str | None
    """Where parameters came from; none where all were as declared."""
    origin: str | None
    """The case whose calibration that was."""


def write_comparison(
    told: Told, found: "Mapping[str, Sequence[Difference]]", named: dict[str, str]
) -> None:
    """Write a table for every setup, and how to read it.

    Parameters
    ----------
    told : Told
        What was compared.
    found : mapping of str to sequence of Difference
        By setup, how it differs from the base.
    named : dict of str to str
        Names of services, functions and needs by id.
    """
    last = "middle 90 %" if told.ensemble else "95 % interval"
    for name, rows in found.items():
        write(f"A  {told.first}")
        write(f"B  {name}")
        write()
        shown = [_row(row, named, told) for row in rows if row.first or row.second]
        write_table(Table("", ("", "A", "B", "B - A", last), shown, whole=(1, 2, 3, 4)))
    _write_reading(told)
    every = [row for rows in found.values() for row in rows if row.unit == "h"]
    if any(not all(row.happened) for row in every):
        write("A time until something is back counts as 0 where it was never lost.")
    if any(any(row.cut) for row in every):
        write("> In some runs it was not back when they ended; it counts as back then.")


def _write_reading(told: Told) -> None:
    if told.pairs == 1:
        write("One pair gives no interval: use --seeds 3 or more.")
        return
    if told.ensemble is None:
        write(
            f"Means over {told.pairs} seeds ({SHORT}). Each pair of runs has the same luck, so the "
            "differences are due to the setups. The intervals are of the mean and cover luck "
            "alone, not what the model leaves out."
        )
        return
    write(
        f"Means over {told.pairs} members of the {told.ensemble} ensemble of {told.origin} "
        f"({SHORT}). Each pair of runs has one member's parameters and the same luck. The last "
        "column holds the middle 90 % of the single differences: luck and parameters together, "
        "for one such event, but not what the model leaves out."
    )
    if told.pairs < FEW:
        write(f"{told.pairs} members are few: the ends of that range are rough.")


def _row(row: "Difference", named: dict[str, str], told: Told) -> list[str]:
    apart = row.difference
    bounds = NOTHING
    ends = (apart.low, apart.high) if apart else (None, None)
    low, high = (row.spread or (None, None)) if told.ensemble else ends
    if low is not None and high is not None:
        bounds = span(low, high, "difference in h" if row.unit == "h" else row.unit)
    return [
        _label(row.metric, named),
        _mean(row.first, row, 0),
        _mean(row.second, row, 1),
        amount(apart.mean, row.unit) if apart else NOTHING,
        bounds,
    ]


def _label(metric: str, named: dict[str, str]) -> str:
    """Name a number as `run` does."""
    from simulator.analysis.compare import MONEY  # noqa: PLC0415
    from simulator.commands.ledger_text import line_name  # noqa: PLC0415

    kind, _, line = metric.partition(": ")
    if kind == MONEY:
        return f"{MONEY}, {line_name(line, named)}"
    return ": ".join(named.get(part, part) for part in metric.split(": "))


def _mean(value: float | None, row: "Difference", side: int) -> str:
    """Write a mean; what was never lost is not back after any time."""
    if row.unit == "h" and not row.happened[side]:
        return "not lost"
    return ("> " if row.cut[side] else "") + amount(value, row.unit)
