"""Write figures with what they rest on: counts first, then one row each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from simulator.analysis.provenance import WEAKEST_FIRST, Figure
from simulator.commands.console import Table, write, write_lines, write_table

_BY_NAME: Final = frozenset({"residents", "holders", "factor", "servers"})
"""Mappings whose elements are told together."""
_TOGETHER: Final = 3
"""As many figures of one list are told as one row."""
_CONVENTION: Final = "convention"
_NO_REASON: Final = "no reason stands beside it"
_LARGE: Final = 1000.0
_PATH: Final = 58
"""Letters of a path before its value; longer ones push it to the right."""


def write_figures(
    scenario: str | None, every: Sequence[Figure], chosen: Sequence[Figure] | None
) -> None:
    """Write how many figures rest on what, then the chosen ones.

    Parameters
    ----------
    scenario : str or None
        As it was asked for; none for the defaults of the model.
    every : sequence of Figure
        What is counted.
    chosen : sequence of Figure, optional
        What is listed; none to leave it at the counts.
    """
    write_table(_counts(scenario, every))
    if chosen:
        _write_list(chosen)
    elif chosen is not None:
        write("No figure fits.")
    else:
        write(f"What rests on judgement: linchpin parameters {scenario} --basis judgement")


def write_markdown(chosen: Iterable[Figure]) -> None:
    """Write figures as a table in Markdown, one row each."""
    lines = ["| parameter | value | unit | 5 to 95 % | basis | confidence | source or reason |",
             "|---|---|---|---|---|---|---|"]  # fmt: skip
    for one in chosen:
        sure = "" if one.convention else one.confidence
        source = one.source.replace("|", "/")
        cells = (f"`{one.path}`", _number(one.value), one.unit, _range(one), _basis(one), sure)
        lines.append("| " + " | ".join((*cells, source)) + " |")
    write_lines("\n".join(lines))


def badge(basis: str) -> str:
    """Write a basis as a badge.

    >>> badge("judgement")
    '[judgement]'
    """
    return f"[{basis}]"


def badge_of(summary: Mapping[str, Any], section: str) -> str:
    """Write what a section of a summary rests on, to stand behind its title.

    >>> badge_of({"rests_on": {"needs": {"basis": "judgement"}}}, "needs")
    ' [judgement]'
    """
    told = summary["rests_on"].get(section)
    return f" {badge(told['basis'])}" if told else ""


def _counts(scenario: str | None, every: Iterable[Figure]) -> Table:
    """Count by room and basis."""
    counts = Counter((_room(one.path), _basis(one)) for one in every)
    rooms = dict.fromkeys(room for room, _ in counts)
    bases = [b for b in (*reversed(WEAKEST_FIRST), _CONVENTION) if any(b == k for _, k in counts)]
    rows = [[room, *(f"{counts[room, basis]:,}" for basis in bases)] for room in rooms]
    rows.append(["in all", *(f"{sum(counts[r, basis] for r in rooms):,}" for basis in bases)])
    rows = [[cell if cell != "0" else "-" for cell in row] for row in rows]
    title = f"What {scenario} rests on, figures" if scenario else "Defaults of the model, figures"
    return Table(title, ("where", *bases), rows)


def _write_list(chosen: Sequence[Figure]) -> None:
    """Write figures below what they rest on: the basis, and the source or the reason."""
    below: dict[tuple[str, ...], list[tuple[str, str, str]]] = {}
    for one, shown in _gathered(chosen):
        heading = (_room(one.path), badge(_basis(one)), one.source or _NO_REASON)
        unit = "" if one.unit == "1" else f" {one.unit}"
        below.setdefault(heading, []).append((one.path, f"{shown}{unit}", _range(one)))
    across = max(len(row[1]) for rows in below.values() for row in rows)
    for (_, basis, source), rows in below.items():
        write(f"{basis} {source}")
        for path, value, ends in rows:
            write_lines(f"  {path:{_PATH}}  {value:{across}}  {ends}".rstrip())
    write()


def _gathered(chosen: Iterable[Figure]) -> Iterator[tuple[Figure, str]]:
    """Tell the elements of a long list or mapping together, with the least and the largest."""
    for parent, group in groupby(chosen, key=_parent):
        found = list(group)
        if parent and len(found) >= _TOGETHER and len({one.source for one in found}) == 1:
            values = [one.value for one in found]
            shown = f"{len(found)}: {_number(min(values))} to {_number(max(values))}"
            yield replace(found[0], path=parent), shown
        else:
            yield from ((one, _number(one.value)) for one in found)


def _parent(figure: Figure) -> str:
    """Name the list or mapping that a figure is an element of; nothing if it stands alone."""
    if figure.path.endswith("]"):
        return figure.path.rpartition("[")[0]
    above = figure.path.rpartition(".")[0]
    return above if above.rpartition(".")[2] in _BY_NAME else ""


def _room(path: str) -> str:
    """Name the part of a scenario: two steps below people, one elsewhere."""
    first, _, rest = path.partition(".")
    if first == "people" and rest:
        return f"people.{rest.partition('.')[0].partition('[')[0]}"
    return first.partition("[")[0]


def _basis(figure: Figure) -> str:
    return _CONVENTION if figure.convention else figure.basis


def _range(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{_number(figure.low)} to {_number(figure.high)}"


def _number(value: float) -> str:
    """Write a number as people do.

    >>> _number(22_651.0), _number(1 / 3), _number(0.00025)
    ('22,651', '0.3333', '0.00025')
    """
    return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:.4g}"
