"""List what may strike an owner, one cause at a time, with marks drawn from the catalogue."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from simulator.experiments.arrangements import CONTROL, Ground, components_of
from simulator.infrastructure.exposure import Target
from simulator.infrastructure.marks import Event, mark
from simulator.model.base import Duration
from simulator.model.catalogue import HazardClass
from simulator.model.hazards import (
    BadPush,
    Hazard,
    MachineFailure,
    NetworkFailure,
    Ransomware,
    Strike,
)
from simulator.model.operations import Rollout
from simulator.model.parameters import constant
from simulator.model.scenario import Scenario
from simulator.model.services import Component

BROKEN_SHARE = constant("broken_share")
"""Share of the machines that break at once in the row of machine failures."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a cause strikes."""

    scenario: Scenario
    place: Ground
    catalogue: Mapping[str, HazardClass]
    """Standard classes by id."""
    seed: int

    @property
    def region(self) -> str:
        """Region of the main site."""
        return next(s.region for s in self.scenario.sites if s.id == self.place.site)

    def at(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a hazard
        """Give a hazard its name and time."""
        return {"id": "cause", "at": self.scenario.clock.event} | more

    def drawn(self, kind: str, **place: Any) -> tuple[Hazard, ...]:  # noqa: ANN401
        """Draw the marks of a class at a place."""
        clock = self.scenario.clock
        after_h = (clock.event - clock.start) / timedelta(hours=1)
        event = Event("cause", clock.event, after_h, ("matrix", kind))
        target = Target("matrix", place, "matrix")
        return (mark(self.catalogue[kind], target, event, self.seed),)

    @property
    def serving(self) -> tuple[str, ...]:
        """Everything of the owner but its control plane."""
        components = components_of(self.scenario, self.place.owner)
        return tuple(each.id for each in components if each.kind != CONTROL)


@dataclass(frozen=True, slots=True)
class Cause:
    """A row of the matrix."""

    id: str
    """Short name."""
    name: str
    """What a planner calls it."""
    strike: Callable[[Scene], tuple[Hazard, ...]]
    """Makes its hazards."""
    staged: bool = False
    """Whether the owner releases changes in stages."""
    of: str = ""
    """The class of the catalogue whose events it stands for; empty if it is a variant."""
    part: float = 1.0
    """Share of these events."""

    def prepare(self, scenario: Scenario, owner: str) -> Scenario:
        """Give the owner the practice that the row is about."""
        rollout = Rollout() if self.staged else None
        owners = tuple(
            one
            if one.id != owner
            else one.model_copy(
                update={"operations": one.operations.model_copy(update={"rollout": rollout})}
            )
            for one in scenario.owners
        )
        return scenario.model_copy(update={"owners": owners})


def _site(scene: Scene) -> tuple[str, ...]:
    return (scene.place.site,)


def _push(scene: Scene, *, hands_on: bool = False) -> tuple[Hazard, ...]:
    """Push a bad change to all that serves, not to the tools that can undo it."""
    return (BadPush(kind="bad-push", components=scene.serving, hands_on=hands_on, **scene.at()),)


def _ransom(scene: Scene, backups: Literal["clean", "hit"]) -> tuple[Hazard, ...]:
    owner = scene.place.owner
    return (Ransomware(kind="ransomware", owner=owner, backups=backups, **scene.at()),)


def _machines(scene: Scene) -> tuple[Hazard, ...]:
    """Break a share of the machines of everything that serves."""
    return tuple(
        MachineFailure(
            kind="machine-failure",
            component=component.id,
            zone=zone,
            count=math.ceil(BROKEN_SHARE * count),
            **scene.at(id=f"cause-{number}" if first else f"cause-{number}-{zone}"),
        )
        for number, component in enumerate(components_of(scene.scenario, scene.place.owner))
        if component.kind != CONTROL
        for first, zone, count in _zones(component)
    )


def _zones(component: Component) -> list[tuple[bool, str, int]]:
    """List where a component has machines: whether it is the first zone, its id, how many."""
    return [(n == 0, *place) for n, place in enumerate(component.servers.items())]


def _struck_during_strike(scene: Scene) -> tuple[Hazard, ...]:
    """Lose a site's power while half of the crews strike."""
    week = Duration(median_h=336.0)
    walkout = Strike(
        kind="strike", owners=(scene.place.owner,), lasts=week, **scene.at(id="walkout")
    )
    return (walkout, *scene.drawn("site-power", sites=_site(scene)))


CAUSES = (
    Cause(
        "fire", "fire in the main site", lambda s: s.drawn("site-fire", site=s.place.site),
        of="site-fire",
    ),
    Cause(
        "power", "power of the main site", lambda s: s.drawn("site-power", sites=_site(s)),
        of="site-power",
    ),
    Cause(
        "cooling", "cooling of the main site", lambda s: s.drawn("site-cooling", sites=_site(s)),
        of="site-cooling",
    ),
    Cause(
        "network", "network of the main site",
        lambda s: (NetworkFailure(kind="network-failure", sites=_site(s), **s.at()),),
    ),
    Cause(
        "telecom", "telecom of its region", lambda s: s.drawn("region-telecom", region=s.region),
        of="region-telecom",
    ),
    Cause(
        "grid", "grid of its region", lambda s: s.drawn("region-grid", region=s.region),
        of="region-grid",
    ),
    Cause("machines", "a quarter of its machines", _machines),
    Cause("strike", "power, while crews strike", _struck_during_strike),
    Cause(
        "owner-network", "network of the owner", lambda s: s.drawn("network", owner=s.place.owner),
        of="network",
    ),
    Cause(
        "software", "software fault", lambda s: s.drawn("software", components=s.serving),
        of="software",
    ),
    Cause("push", "bad push, to all at once", _push, of="bad-push"),
    Cause("push-staged", "bad push, in stages", _push, staged=True),
    Cause("push-hands-on", "bad push, machines dead", lambda s: _push(s, hands_on=True)),
    Cause(
        "certificate", "expired certificate",
        lambda s: s.drawn("certificate", owner=s.place.owner), of="certificate",
    ),
    Cause(
        "ransom-clean", "ransomware, backups clean", lambda s: _ransom(s, "clean"),
        of="ransomware", part=0.5,
    ),
    Cause(
        "ransom-hit", "ransomware, backups hit", lambda s: _ransom(s, "hit"),
        of="ransomware", part=0.5,
    ),
    Cause(
        "surge", "surge of demand",
        lambda s: s.drawn(
            "surge-shock", categories=tuple(each.id for each in s.scenario.people.categories)
        ),
        of="surge-shock",
    ),
    Cause("ban", "the owner is banned", lambda s: s.drawn("ban", owner=s.place.owner)),
)  # fmt: skip
"""First what a second site is made for, then what follows the owner into every site. Backups that
are not isolated are hit half of the time (judgement)."""
