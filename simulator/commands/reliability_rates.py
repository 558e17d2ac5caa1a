"""Write how often each hazard strikes, what that rests on, and which answers hang on judgement."""

from typing import TYPE_CHECKING

from simulator.commands.amounts import NOTHING
from simulator.commands.console import Table, write, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.reliability.summary import Explained, Rate, Summary


def write_rates(found: "Summary") -> None:
    """Write the rates that count."""
    if not found.rates:
        write("No hazard class is left, so nothing can fail.")
        write()
        return
    rows = [
        [one.id, _scope(one), f"{one.rate_per_year:.3g}", _range(one), one.basis]
        for one in found.rates
    ]
    headings = ("hazard class", "per", "a year", "5-95 %", "basis")
    title = "Rates that count (leave one out: --without CLASS)"
    write_table(Table(title, headings, rows, left=(0, 1, 4)))


def write_judged(service: "Explained", rates: "Sequence[Rate]") -> None:
    """Say which of the likeliest cut sets hang on rates that nobody has measured."""
    judged = {one.id for one in rates if one.basis == "judgement"}
    used = [
        [name for event in cut.events if (name := event.partition("@")[0]) in judged]
        for cut in service.cut_sets
    ]
    n_judged = sum(map(bool, used))
    if n_judged:
        names = ", ".join(dict.fromkeys(name for cut in used for name in cut))
        write(
            f"Of these {len(used)} sets {n_judged} rest on rates that are judgement ({names}): "
            "read their order with the ranges above."
        )


def _scope(one: "Rate") -> str:
    return f"{one.per} ({', '.join(one.only)})" if one.only else one.per


def _range(one: "Rate") -> str:
    """Write the 5 and 95 % points; a dash where they are not given."""
    if one.low is None or one.high is None:
        return NOTHING
    return f"{one.low:.3g} to {one.high:.3g}"
