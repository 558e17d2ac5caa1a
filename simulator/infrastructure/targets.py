"""Find what a hazard strikes: zones of buildings, components of owners."""

from typing import Final

from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.model.hazards import NetworkFailure, OwnerWide, Places, PowerLoss, Ransomware
from simulator.model.places import Site

_WIDE: Final = ("region", "power_domain", "network_domain")
"""Fields by which a hazard may strike sites that it does not name."""


def struck_zones(plant: Plant, hazard: Places) -> list[str]:
    """List the zones that a hazard of buildings and lines strikes, in declaration order.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : Places
        Its sites, zones, region or domain.

    Returns
    -------
    list of str
        Ids of zones.
    """
    named = {*hazard.sites, *(plant.grounds.site_of[zone] for zone in hazard.zones)}
    is_wide = any(getattr(hazard, field, None) is not None for field in _WIDE)
    return [
        zone.id
        for site in plant.scenario.sites
        if is_wide or site.id in named
        for zone in site.zones
        if zone.id in hazard.zones or _is_struck(site, hazard)
    ]


def struck_parts(plant: Plant, hazard: OwnerWide) -> list[Part]:
    """List the components that a hazard strikes wherever they run, in declaration order.

    Parameters
    ----------
    plant : Plant
        All machines.
    hazard : OwnerWide
        Its components, owner or administrators.

    Returns
    -------
    list of Part
        State of the components.
    """
    if hazard.components:
        return [plant.parts[name] for name in hazard.components]
    owners = {hazard.owner}
    if isinstance(hazard, Ransomware) and hazard.admin_domain is not None:
        owners |= {
            owner.id
            for owner in plant.scenario.owners
            if owner.operations.admin_domain == hazard.admin_domain
        }
    return [part for part in plant.parts.values() if part.component.owner in owners]


def _is_struck(site: Site, hazard: Places) -> bool:
    if site.id in hazard.sites or (hazard.region is not None and site.region == hazard.region):
        return True
    if isinstance(hazard, PowerLoss):
        return hazard.power_domain is not None and site.power_domain == hazard.power_domain
    if isinstance(hazard, NetworkFailure):
        return hazard.network_domain is not None and site.network_domain == hazard.network_domain
    return False
