"""Say by which events a component's places are lost: its zones, its standbys, a quorum of both."""

from math import fsum

from simulator.model.base import ROUNDING
from simulator.model.scenario import Scenario
from simulator.model.services import Component
from simulator.reliability.events import BasicEvent, house, recurring
from simulator.reliability.gates import Gates, Node
from simulator.reliability.hazards import Hazards
from simulator.reliability.lengths import Lengths, restart_h


class Places:
    """Fault trees of the places where components run or could run."""

    def __init__(self, scenario: Scenario, gates: Gates, hazards: Hazards) -> None:
        self.gates = gates
        self.hazards = hazards
        self.owners = {owner.id: owner for owner in scenario.owners}
        self.owned: dict[str, list[Component]] = {}
        for component in scenario.components:
            self.owned.setdefault(component.owner, []).append(component)
        self._site_of = {z.id: site.id for site in scenario.sites for z in site.zones}
        self._zones = {site.id: {z.id for z in site.zones} for site in scenario.sites}
        self._restarts: dict[tuple[str, str], BasicEvent | None] = {}

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
        site = self._site_of[zone]
        events = [house(f"site:{site}"), house(f"zone:{zone}")]
        blows = self.hazards.at_site.get(site, [])
        events += [b.event for b in blows if 1.0 - b.share < component.minimum_share - ROUNDING]
        if main and (restart := self._restart(component.owner, site)) is not None:
            events.append(restart)
        return self.gates.any_of(map(self.gates.event, events))

    def _restart(self, owner: str, site: str) -> BasicEvent | None:
        """Let an owner's crews start all its machines in a site again after a loss of power."""
        if (owner, site) not in self._restarts:
            blows = [b for b in self.hazards.at_site.get(site, []) if b.restart]
            rate = fsum(b.event.rate_per_year * b.share for b in blows)
            mean_h = restart_h(self.owners[owner], self.owned[owner], self._zones[site])
            name = f"restart:{owner}@{site}"
            event = recurring(name, "restart", f"site:{site}", rate, mean_h)
            self._restarts[owner, site] = event if event.chance > 0.0 else None
        return self._restarts[owner, site]

    def lengths(self, component: Component) -> Lengths:
        """List how often and how long its places are lost, restarts included."""
        found: Lengths = []
        zones = list(component.servers)
        if component.pattern == "active-active":
            zones += [standby.zone for standby in component.standby]
        for site in dict.fromkeys(self._site_of[zone] for zone in zones):
            restart = self._restart(component.owner, site)
            more_h = restart.mean_h if restart is not None else 0.0
            for blow in self.hazards.at_site.get(site, []):
                if 1.0 - blow.share < component.minimum_share - ROUNDING:
                    after_h = more_h if blow.restart else 0.0
                    found.append((blow.event.rate_per_year, blow.event.mean_h + after_h))
        return found
