"""Know of every zone whether it has power and whether crews may work there."""

from simulator.model.scenario import Scenario


class Grounds:
    """Sites and zones, and the hazards that keep each of them dark, hot or closed."""

    def __init__(self, scenario: Scenario) -> None:
        self.site_of = {zone.id: site.id for site in scenario.sites for zone in site.zones}
        self.dark: dict[str, set[str]] = {}
        """Zones without power and the hazards that took it."""
        self.repairable_since: dict[str, int] = {}
        """By zone, the event that made repair there possible."""
        self._gated: dict[str, set[str]] = {}
        self._closed: dict[str, set[str]] = {}

    def darken(self, zone: str, hazard: str) -> bool:
        """Take the power from a zone; tell whether it had some."""
        had = zone not in self.dark
        self.dark.setdefault(zone, set()).add(hazard)
        return had

    def lighten(self, zone: str, hazard: str, because: int) -> bool:
        """Give power back as far as this hazard took it; tell whether it is there again."""
        if not _released(self.dark, zone, hazard):
            return False
        self.repairable_since[zone] = because
        return True

    def gate(self, zone: str, hazard: str) -> None:
        """Let nothing be restarted in a zone."""
        self._gated.setdefault(zone, set()).add(hazard)

    def ungate(self, zone: str, hazard: str, because: int) -> None:
        """Let machines be restarted as far as this hazard forbade it."""
        _released(self._gated, zone, hazard)
        self.repairable_since[zone] = because

    def close(self, site: str, hazard: str) -> None:
        """Keep crews out of a site."""
        self._closed.setdefault(site, set()).add(hazard)

    def open(self, site: str, hazard: str) -> bool:
        """Let crews in as far as this hazard kept them out; tell whether they may enter."""
        return _released(self._closed, site, hazard)

    def may_work(self, zone: str) -> bool:
        """Tell whether crews can restart machines in a zone."""
        shut = zone in self.dark or zone in self._gated
        return not shut and self.site_of[zone] not in self._closed


def _released(keepers: dict[str, set[str]], place: str, hazard: str) -> bool:
    """Take a hazard from those that keep a place; tell whether it was the last."""
    if place not in keepers:
        return False
    keepers[place].discard(hazard)
    if keepers[place]:
        return False
    del keepers[place]
    return True
