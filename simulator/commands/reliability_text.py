"""Write what is known of a scenario's reliability as short tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from simulator.commands.amounts import NOTHING
from simulator.commands.console import Table, write, write_table
from simulator.commands.reliability_rates import write_judged, write_rates

if TYPE_CHECKING:
    from simulator.model.scenario import Scenario
    from simulator.reliability.summary import Explained, Rate, Summary

_NAMED: Final = 4
"""Names that a cell lists before it counts."""
_INTRO: Final = """\
What can take services down, from the structure and the rates of hazards, without a run. A chance \
is that of a random instant; times a year it is given as h/yr. Overload, people who turn \
elsewhere, announced events, destruction of machines and attacks on part of the machines are not \
in it: `linchpin run` has them."""
_EVENTS: Final = """\
Events: HAZARD@PLACE; restart:OWNER@SITE, machines are intact but not yet running again; \
switching:X, a failover is under way; no-failover:X, it does not work; not-by-hand:X, people \
have not moved it yet; sent:X@ZONE, a request still goes to a lost place; backups-hit:OWNER, an \
attack reached them, too."""


def write_reliability(found: "Summary", scenario: "Scenario") -> None:
    """Write all tables to standard output."""
    write(f"{scenario.title}: reliability")
    write()
    write(_INTRO)
    if found.left_out:
        told = "Left out, since they take nothing down by themselves, or for good"
        write(f"{told}: {', '.join(found.left_out)}.")
    if not found.chained:
        write("Services lean on each other in long chains; soft ones are followed by one step.")
    write()
    write_rates(found)
    _services(found)
    if found.service is not None:
        _cut_sets(found.service, found.rates)
        _importance(found.service, found.definitions)
    _users(found)
    _elements(found)
    _recovery(found)
    _ranks(found)


def _services(found: "Summary") -> None:
    rows = [
        [
            row.id,
            f"{row.needs_per_day:.2f}",
            _hours(row.down_h_per_year),
            NOTHING if row.failing_h_per_year is None else _hours(row.failing_h_per_year),
        ]
        for row in found.services
    ]
    headings = ("service", "needs per person and day", "down, h/yr", "requests fail, h/yr")
    write_table(Table("Services, the most used first", headings, rows))
    write(
        "Down: its main functions fail by hard dependencies. Requests fail: soft dependencies "
        f"count by weight. Of all needs, {_share(found.unmet_share)} meet a failure at first."
    )
    write()


def _cut_sets(service: "Explained", rates: "Sequence[Rate]") -> None:
    rows = [
        [_hours(cut.h_per_year), f"{cut.probability:.2e}", " + ".join(cut.events)]
        for cut in service.cut_sets
    ]
    title = f"What is enough to take {service.id} down ({_hours(service.h_per_year)} h/yr in all)"
    if len(service.features_h_per_year) > 1:
        told = (f"{n} {_hours(value)}" for n, value in service.features_h_per_year.items())
        write(f"Its features are down, in h/yr: {', '.join(told)}.")
        write()
    if not rows:
        write(f"No failures of hard dependencies take {service.id} down altogether.")
        write()
        return
    headings = ("h/yr", "chance", "minimal cut set")
    write_table(Table(title, headings, rows, left=(2,), whole=(0, 1)))
    more = service.n_cut_sets - len(rows)
    notes = [f"{more} more sets were found (--top)." if more else ""]
    notes += ["Larger or rarer sets were left out." if service.cut_off else ""]
    write(" ".join(note for note in (*notes, _EVENTS) if note))
    write_judged(service, rates)
    write()


def _importance(service: "Explained", definitions: dict[str, str]) -> None:
    if not service.importance:
        return
    rows = [
        [
            one.event,
            f"{one.probability:.1e}",
            _hours(one.h_per_year) if one.rate_per_year > 0.0 else NOTHING,
            *map(_figure, (one.birnbaum, one.criticality, one.fussell_vesely, one.raw, one.rrw)),
        ]
        for one in service.importance
    ]
    headings = ("event", "chance", "h/yr", "Birnb.", "crit.", "F-V", "RAW", "RRW")
    title = f"Importance for {service.id}: Q = {service.unavailability:.3e}"
    write_table(Table(title, headings, rows, whole=()))
    names = {
        "birnbaum": "Birnb.",
        "criticality": "crit.",
        "fussell_vesely": "F-V",
        "raw": "RAW",
        "rrw": "RRW",
    }
    for key, told in definitions.items():
        write(f"  {names[key]}: {told}")
    write()


def _users(found: "Summary") -> None:
    rows = [
        [
            one.event,
            f"{one.probability:.1e}",
            _share(one.birnbaum_users),
            f"x{one.raw_users:.3g}",
            _hours(one.lost_h_per_year),
        ]
        for one in found.users
    ]
    headings = ("event", "chance", "Birnbaum x users", "RAW x users", "needs lost, h/yr")
    write_table(Table("Importance for all users", headings, rows, whole=()))
    write(
        "Birnbaum x users: share of all needs that fail because it is so. RAW x users: unmet share "
        "while it is so over the ordinary one. Needs lost: chance times Birnbaum x users."
    )
    write()


def _elements(found: "Summary") -> None:
    rows = [
        [
            f"{one.level} {one.id}",
            _share(one.needs_lost),
            f"x{one.raw:.3g}",
            _share(one.own_share),
            _names(one.down),
            _names(one.without_failover),
        ]
        for one in found.elements
    ]
    headings = ("lost", "needs lost", "RAW", "own part", "single point of", "also without failover")
    write_table(Table("What the loss of each element does", headings, rows, (0, 4, 5), (0,)))
    write(
        "Needs lost: share of all needs that fail while it is lost, on average over its loss. Own "
        "part: share of all failing that would go if nothing ever struck it. Single point of: "
        "down with it although every failover works; also: down with it where none works."
    )
    write()


def _recovery(found: "Summary") -> None:
    rows = [
        [one.element, _names(one.stuck), _names(one.tools)] for one in found.recovery_single_points
    ]
    if not rows:
        write("No site holds the tools that its own recovery needs.")
        write()
        return
    headings = ("element", "cannot recover", "since it needs")
    title = "Recovery single points: lost together with the tools to recover from the loss"
    write_table(Table(title, headings, rows, left=(0, 1, 2)))
    write("`linchpin recovery` says how everything would come back, and in which order.")
    write()


def _ranks(found: "Summary") -> None:
    rows = [
        [
            one.id,
            _share(one.debtrank),
            NOTHING if one.inoperability is None else _share(one.inoperability),
        ]
        for one in found.ranks
    ]
    headings = ("component or service", "DebtRank", "inoperability")
    write_table(Table("How far a loss spreads, weighed by urgent needs", headings, rows))
    write(
        "DebtRank (Battiston et al. 2012, Bardoscia et al. 2015): share of urgent needs lost after "
        "its total loss. Inoperability (Haimes and Jiang 2001): the same per unit of a small loss."
    )


def _names(names: Sequence[str]) -> str:
    """List names, and count those beyond the first few."""
    if not names:
        return NOTHING
    more = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _hours(value: float) -> str:
    """Write hours a year with three digits.

    >>> _hours(12.345), _hours(0.012345), _hours(0.0), _hours(1e-7)
    ('12.3', '0.0123', '0', '1e-07')
    """
    return f"{value:.3g}"


def _share(value: float) -> str:
    """Write a share with two or three digits.

    >>> _share(0.8521), _share(0.00108)
    ('85.2 %', '0.108 %')
    """
    return f"{value * 100:.3g} %"


def _figure(value: float) -> str:
    """Write a factor or a share with three digits, large ones whole.

    >>> _figure(1657.2), _figure(0.43724), _figure(float("inf"))
    ('1657', '0.437', 'inf')
    """
    return f"{value:.0f}" if abs(value) >= 1000.0 and value < float("inf") else f"{value:.3g}"  # noqa: PLR2004 - four digits
