"""Say by which events a component's places are lost: its zones, its standbys, a quorum of both."""

from math import fsum

from simulator.model.base import ROUNDING, Duration
from simulator.model.services import Component
from simulator.reliability.blueprint import Blueprint
from simulator.reliability.events import BasicEvent, house
from simulator.reliability.gates import Gates, Node
from simulator.reliability.lengths import Lengths, lengthened


class Places:
    """Fault trees of the places where components run or could run."""

    def __init__(self, blueprint: Blueprint, gates: Gates) -> None:
        self.blueprint = blueprint
        self.gates = gates

    def main_lost(self, component: Component) -> Node:
        """Lose more of its machines than it can do without."""
        total = sum(component.servers.values())
        weighted = [
            (count / total, self._zone_lost(component, zone))
            for zone, count in component.servers.items()
        ]
        return self.gates.heavier(weighted, 1.0 - component.minimum_share)

    def standbys_lost(self, component: Component) -> list[Node]:
        """Lose each of its standbys."""
        return [self._zone_lost(component, s.zone, main=False) for s in component.standby]

    def quorum_lost(self, component: Component) -> Node:
        """Lose so many places that those left are no quorum."""
        zones = [self._zone_lost(component, zone) for zone in component.servers]
        zones += self.standbys_lost(component)
        enough = component.quorum or len(zones) // 2 + 1
        return self.gates.at_least(len(zones) - enough + 1, zones)

    def sent_to_lost(self, component: Component) -> Node:
        """Send a request to a lost one of several places that serve all the time."""
        total = sum(component.servers.values())
        everything = 1.0 + fsum(standby.capacity for standby in component.standby)
        places = [(zone, n / total / everything) for zone, n in component.servers.items()]
        lost = [self._zone_lost(component, zone) for zone, _ in places]
        places += [(s.zone, s.capacity / everything) for s in component.standby]
        lost += self.standbys_lost(component)
        sent = [
            BasicEvent(f"sent:{component.id}@{zone}", "share", f"component:{component.id}", share)
            for zone, share in places
        ]
        return self.gates.any_of(
            self.gates.all_of([gone, self.gates.event(there)])
            for gone, there in zip(lost, sent, strict=True)
        )

    def _zone_lost(self, component: Component, zone: str, *, main: bool = True) -> Node:
        """Lose too many of a component's machines in a zone, or wait there for their restart."""
        site = self.blueprint.site_of[zone]
        events = [house(f"site:{site}"), house(f"zone:{zone}")]
        blows = self.blueprint.hazards.at_site.get(site, [])
        events += [b.event for b in blows if 1.0 - b.share < component.minimum_share - ROUNDING]
        if main and (restart := self.blueprint.restart(component.owner, site)) is not None:
            events.append(restart)
        return self.gates.any_of(map(self.gates.event, events))

    def lengths(self, component: Component) -> Lengths:
        """List how often and how long its places are lost, restarts included."""
        spoilt = self.blueprint.hazards.on_main.get(component.id, [])
        found: Lengths = [(e.rate_per_year, Duration(median_h=e.mean_h)) for e in spoilt]
        zones = list(component.servers)
        if component.pattern == "active-active":
            zones += [standby.zone for standby in component.standby]
        for site in dict.fromkeys(self.blueprint.site_of[zone] for zone in zones):
            restart = self.blueprint.restart(component.owner, site)
            more_h = restart.mean_h if restart is not None else 0.0
            for blow in self.blueprint.hazards.at_site.get(site, []):
                if 1.0 - blow.share < component.minimum_share - ROUNDING:
                    lasts = lengthened(blow.lasts, more_h if blow.restart else 0.0)
                    found.append((blow.event.rate_per_year, lasts))
        return found
