"""Name the components that stand for a service when something is wrong with its software."""

from simulator.model.scenario import Scenario
from simulator.model.services import Service
from simulator.topology.usage import service_use


def vital_components(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Share out components among the services of their owner that cannot do without them.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    dict of str to tuple of str
        By service, those of its owner's components without which it loses a function. One that
        several services need stands for the one that uses it most; a service that would have
        none left has all that it needs.
    """
    owners = {component.id: component.owner for component in scenario.components}
    use = service_use(scenario)
    weights: dict[str, dict[str, float]] = {}
    for service in scenario.services:
        for name, share in _hard(service).items():
            if owners.get(name) == service.owner:
                weights.setdefault(name, {})[service.id] = share * use[service.id]
    main = {name: max(by, key=lambda one: by[one]) for name, by in weights.items()}
    needed: dict[str, list[str]] = {service.id: [] for service in scenario.services}
    for name, by in weights.items():
        for service_id in by:
            needed[service_id].append(name)
    return {
        service_id: tuple(name for name in names if main[name] == service_id) or tuple(names)
        for service_id, names in needed.items()
    }


def _hard(service: Service) -> dict[str, float]:
    """Add up the weights of the features that cannot do without each name."""
    found: dict[str, float] = {}
    for feature in service.features:
        for need in feature.needs:
            if need.hard and need.at_least == len(need.names):
                for name in need.names:
                    found[name] = found.get(name, 0.0) + feature.weight
    return found
