"""Make a hazard of what a reader chose: its kind, its target, and how long it lasts."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from simulator.model.base import Duration
from simulator.model.hazards import Fire, Hazard, PowerStage
from simulator.model.scenario import Scenario
from simulator.units import HOUR_S, MINUTE_S

OF_SITE: Final = ("fire", "power-loss")
OF_OWNER: Final = ("network-failure", "bad-push", "ransomware", "strike")
KINDS: Final = (*OF_SITE, *OF_OWNER)
"""Kinds of hazard that a reader may choose."""
FIRE_POWER_H: Final = 60.0
"""Until power is back after a fire in a scenario that has none (judgement; 24 to 120)."""
_HAZARDS: Final[TypeAdapter[Hazard]] = TypeAdapter(Hazard)


@dataclass(frozen=True, slots=True)
class Blow:
    """What strikes, where, and for how long."""

    kind: str
    """One of `KINDS`."""
    target: str
    """Id of a site or of a company."""
    lasts_h: float | None = None
    """Until it ends, hours; none is as usual for its kind."""
    backups: str = "clean"
    """Of ransomware: clean or hit."""


def hazard(scenario: Scenario, blow: Blow, at: dt.datetime) -> Hazard:
    """Declare what was chosen.

    Parameters
    ----------
    scenario : Scenario
        In which it strikes; a fire of its own lends a chosen one its course.
    blow : Blow
        What strikes.
    at : datetime
        When.

    Returns
    -------
    Hazard
        With a fixed length where one was chosen, else with the usual one of its kind.
    """
    if blow.kind == "fire":
        return _fire(scenario, blow, at)
    values = {"kind": blow.kind, "id": f"chosen-{len(scenario.hazards)}", "at": at}
    values |= _TARGETS[blow.kind](blow)
    if blow.lasts_h is not None:
        values[_LENGTHS.get(blow.kind, "lasts")] = Duration(median_h=blow.lasts_h)
    return _HAZARDS.validate_python(values)


_TARGETS: Final[Mapping[str, Callable[[Blow], dict[str, Any]]]] = {
    "power-loss": lambda blow: {"sites": (blow.target,)},
    "network-failure": lambda blow: {"owner": blow.target},
    "bad-push": lambda blow: {"owner": blow.target},
    "ransomware": lambda blow: {"owner": blow.target, "backups": blow.backups},
    "strike": lambda blow: {"owners": (blow.target,)},
}
"""Fields by which each kind says what it strikes."""
_LENGTHS: Final = {"bad-push": "undo", "ransomware": "contain"}
"""The field of its length, where that is not `lasts`."""


def _fire(scenario: Scenario, blow: Blow, at: dt.datetime) -> Fire:
    """Let a site burn as the scenario's own fire did, as far as that says."""
    found = (own for own in scenario.hazards if isinstance(own, Fire))
    own = next(found, None) or Fire(
        id="chosen-fire",
        kind="fire",
        at=at,
        site=blow.target,
        power_stages=(PowerStage(after_h=FIRE_POWER_H),),
    )
    stages = own.power_stages
    if blow.target != own.site or blow.lasts_h is not None:
        last_h = stages[-1].after_h if blow.lasts_h is None else blow.lasts_h
        stages = (
            PowerStage(after_h=last_h, source="chosen, or as the last stage of the original"),
        )
    end_h = stages[-1].after_h
    return own.model_copy(
        update={
            "site": blow.target,
            "at": at,
            "follows": None,
            "chance": 1.0,
            "power_stages": stages,
            "out_after_h": min(own.out_after_h, end_h),
            "cut_after_min": min(own.cut_after_min, end_h * HOUR_S / MINUTE_S),
        }
    )
