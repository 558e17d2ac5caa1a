"""Say without a run how things would come back, and what stands in the way."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulator.commands.asking import read
from simulator.commands.console import Format, Table, progress, write, write_json, write_table

if TYPE_CHECKING:
    from simulator.model.scenario import Scenario
    from simulator.reliability.promises import Promise
    from simulator.reliability.tipping import Tipping
    from simulator.topology.black_start import BlackStart
    from simulator.topology.recovery import RecoveryCircle

_TOP: Final = 40
_MINUTES: Final = 60


def recovery(
    scenario: Annotated[str, typer.Argument(help="A shipped scenario or a file.")],
    *,
    top: Annotated[int, typer.Option(min=1, max=5000, help="Rows of each table.")] = _TOP,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a field.")
    ] = None,
    remedy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Apply a remedy of the scenario.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Show what failovers promise, circles of recovery, a black start, tipping points."""
    declared = read(scenario, set_ or (), remedy or ())
    from simulator.reliability.promises import promises  # noqa: PLC0415
    from simulator.reliability.tipping import tipping_points  # noqa: PLC0415
    from simulator.topology.black_start import black_start  # noqa: PLC0415 - loads networkx
    from simulator.topology.recovery import recovery_circles  # noqa: PLC0415

    with progress(f"planning the recovery of {declared.name}"):
        promised, circles = promises(declared), recovery_circles(declared)
        plan, tipping = black_start(declared), tipping_points(declared)
    if format_ is Format.JSON:
        write_json(
            {
                "scenario": declared.name,
                "failovers": [asdict(one) for one in promised],
                "circles": [asdict(one) for one in circles],
                "black_start": {**asdict(plan), "proved": plan.proved},
                "tipping_points": [{**asdict(one), "returns": one.returns} for one in tipping],
            }
        )
        return
    _write_promises(promised[:top])
    _write_circles(circles)
    _write_plan(plan, declared, top)
    _write_tipping(tipping[:top])


def _write_promises(promised: "list[Promise]") -> None:
    if not promised:
        write("No component has a second place to serve from.")
        write()
        return
    rows = [
        [
            one.component,
            one.pattern,
            "lost too" if one.stuck_in else f"{one.chance:.0%}",
            "-" if one.stuck_in or one.rto_h is None else _time(one.rto_h),
            _time(one.by_hand_h),
            f"{one.room:.0%}",
            _time(one.rpo_h) if one.rpo_h else "none",
        ]
        for one in promised
    ]
    headings = ("component", "pattern", "works", "back in", "by hand", "room", "work lost")
    write_table(Table("What redundancy promises when the main place is lost", headings, rows))
    if any(one.stuck_in for one in promised):
        sites = sorted({site for one in promised for site in one.stuck_in})
        write(
            f"lost too: losing {', '.join(sites)} takes along the standby or what the failover "
            "itself needs; people must move it by hand, without tools, where there is a place."
        )
    write(
        "works: chance by the age of the last drill. back in: medians of detection, decision and "
        "switch. by hand: the same with a free team. room: share of capacity at once."
    )
    write()


def _write_circles(circles: "list[RecoveryCircle]") -> None:
    for circle in circles:
        out = f"way round: {', '.join(circle.ways_out)}" if circle.ways_out else "no way round"
        need = "restart" if circle.recovery == "restart" else "fail over"
        write(f"Circle: each needs the next to {need}: {circle} ({out}).")
    if circles:
        write()


def _write_plan(plan: "BlackStart", declared: "Scenario", top: int) -> None:
    if not plan.steps:
        return
    owners = {owner.id: owner.name for owner in declared.owners}
    rows = [
        [
            step.component,
            owners[step.owner],
            f"{step.start_h:.1f}",
            f"{step.restarted_h:.1f}",
            f"{step.serves_h:.1f}",
            "by hand, round " + ", ".join(step.waits_for)
            if step.bypassed
            else ", ".join(step.waits_for),
        ]
        for step in plan.steps[:top]
    ]
    headings = ("component", "owner", "start", "restarted", "serves", "waits for")
    title = "Fastest black start: all is dark, power is back at hour 0 (medians, hours)"
    write_table(Table(title, headings, rows, left=(0, 1, 5)))
    proved = "no order is faster" if plan.proved else f"no order is faster than {plan.bound_h:.1f}"
    more = len(plan.steps) - top
    rest = f" {more} more with --top {len(plan.steps)}." if more > 0 else ""
    write(f"Everything serves after {plan.serves_h:.1f} hours ({proved}).{rest}")
    if declared.structure.restoration.law != "crew-limited":
        write("In runs of this scenario machines come back by a law of time; the plan is of crews.")
    write()


def _write_tipping(tipping: "list[Tipping]") -> None:
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in tipping:
        figures = (
            f"{one.peak_load:.2f}",
            f"{one.kappa:g}",
            f"{one.requests:g}",
            *(f"{load:.2f}" for load in one.vulnerable_loads),
            f"{one.room_needed_at_most:.0%}",
            "returns" if one.returns else "may stay\ndown",
        )
        alike.setdefault(figures, []).append(one.service)
    rows = [[", ".join(names), *figures] for figures, names in alike.items()]
    from simulator.reliability.tipping import PERSISTENCES  # noqa: PLC0415 - loads numpy

    loads = (f"from\n{rho:g}" for rho in PERSISTENCES)
    headings = ("service", "peak", "kappa", "m", *loads, "room", "at peak")
    write_table(Table("Overload: what can be caught in its own retries", headings, rows, whole=()))
    write(
        "peak: ordinary peak load over capacity. kappa: how fast goodput falls under overload (0: "
        "load is shed). m: requests of an app for one failed try. from: load from which an "
        "overload may outlast its trigger, where so large a share of failures is tried again "
        "(runs measure it: it is large where people have no alternative). room: share of its "
        "capacity that must be up at the peak so that the service returns by itself at any of "
        "these shares, and has room for m requests of everybody; where that is all of it or more, "
        "it may stay down."
    )


def _time(n_hours: float | None) -> str:
    if n_hours is None:
        return "-"
    return f"{n_hours:.1f} h" if n_hours >= 1.0 else f"{n_hours * _MINUTES:.1f} min"
