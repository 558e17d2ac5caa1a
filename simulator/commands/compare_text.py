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
FEW_SEEDS: Final = 5
"""Seeds below which an interval is wide and rough."""
_BETTER: Final = 10
"""Seeds to try instead, and how many times as many people."""
_ALMOST: Final = 1.0 - 1e-9
"""What is just one person is not less, whatever its last digit."""
_COUNTED: Final = {"persons", "needs", "need-h"}
"""Units of what simulated people stand for."""


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
    people: int
    """Simulated people in each run."""
    one_of: float
    """Residents for whom one of them stands, in the setup where these are most."""


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
    for name, rows in found.items():
        write(f"A  {told.first}")
        write(f"B  {name}")
        write()
        _write_rows(rows, named, told)
    _write_reading(told)
    _write_caution(told, found)
    every = [row for rows in found.values() for row in rows if row.unit == "h"]
    if any(not all(row.happened) for row in every):
        write("A time until something is back counts as 0 where it was never lost.")
    if any(any(row.cut) for row in every):
        write("> In some runs it was not back when they ended; it counts as back then.")


def _write_rows(rows: "Sequence[Difference]", named: dict[str, str], told: Told) -> None:
    """Write the rows that differ, and how many do not."""
    last = "middle 90 %" if told.ensemble else "95 % interval"
    every = [(row, _row(row, named, told)) for row in rows]
    shown = [cells for row, cells in every if not _equal(row, cells)]
    if shown:
        write_table(Table("", ("", "A", "B", "B - A", last), shown, whole=(1, 2, 3, 4)))
    if equal := len(rows) - len(shown):
        write(f"{_numbered(equal, 'row')} left out: equal in A and B to the digits shown.")
    if told.ensemble is None and told.pairs > 1 and any(row[-1] == NOTHING for row in shown):
        write(
            "A dash stands where both ends of the interval would read the same: these seeds vary "
            "too little to give one."
        )
    write()


def _equal(row: "Difference", cells: Sequence[str]) -> bool:
    """Tell whether a row shows no difference; what was cut off may still differ."""
    if row.difference is None or any(row.cut) or row.happened[0] != row.happened[1]:
        return False
    return all(not part.strip("-0. h") for cell in cells[3:] for part in cell.split(" to "))


def _write_caution(told: Told, found: "Mapping[str, Sequence[Difference]]") -> None:
    """Say where people or pairs are too few for what is shown."""
    coarse, few = _coarse(told, found), told.pairs < (2 if told.ensemble else FEW_SEEDS)
    if not coarse and not few:
        return
    kind, holds = ("member", "range") if told.ensemble else ("seed", "interval")
    faults = [f"one person stands for {told.one_of:,.0f} residents"]
    tried = [f"--seeds {_BETTER}"] if few else []
    if coarse:
        faults.append(f"{_numbered(coarse, 'difference')} {_are(coarse)} smaller than that")
        tried.append(f"--people {round(told.people * min(_BETTER, told.one_of))}")
    if told.pairs == 1:
        faults.append(f"one {kind} gives no {holds}")
    elif few:
        faults.append("intervals from so few seeds are wide and rough")
    *before, last = faults
    text = f"{', '.join(before)}, and {last}" if before else last
    pairs = _numbered(told.pairs, kind)
    write(f"{pairs}, {told.people:,} people: {text}; try {' '.join(tried)}.")


def _coarse(told: Told, found: "Mapping[str, Sequence[Difference]]") -> int:
    """Count differences for which a single simulated person stands for too many."""
    apart = [
        abs(row.difference.mean)
        for rows in found.values()
        for row in rows
        if row.difference and row.unit in _COUNTED
    ]
    least = told.one_of * _ALMOST if told.one_of > 1.0 else 0.0
    return sum(0.0 < size < least for size in apart)


def _numbered(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _write_reading(told: Told) -> None:
    if told.pairs == 1:
        write(
            f"One pair of runs ({SHORT}). Both have the same luck, so the differences are due to "
            "the setups."
        )
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
        bounds = _bounds(low, high, "difference in h" if row.unit == "h" else row.unit, told)
    return [
        _label(row.metric, named),
        _mean(row.first, row, 0),
        _mean(row.second, row, 1),
        amount(apart.mean, row.unit) if apart else NOTHING,
        bounds,
    ]


def _bounds(low: float, high: float, unit: str, told: Told) -> str:
    """Write an interval; equal differences under a few seeds give none."""
    text = span(low, high, unit)
    ends = {end.removesuffix(" h") for end in text.split(" to ")}
    return NOTHING if told.ensemble is None and len(ends) == 1 else text


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
