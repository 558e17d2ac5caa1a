"""Say how much people use each service and component on an ordinary day."""

from simulator.model.people import Option
from simulator.model.scenario import Scenario


def service_use(scenario: Scenario) -> dict[str, float]:
    """Share out the needs of an average resident among services.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    dict of str to float
        Needs per resident and day that go to each service first, by holders and primacy; apart
        from retries and moves. Needs per day, >= 0.
    """
    use = dict.fromkeys((service.id for service in scenario.services), 0.0)
    for category in scenario.people.categories:
        weights = [_holders(option) * option.primacy for option in category.options]
        total = sum(weights)
        for option, weight in zip(category.options, weights, strict=True):
            if total > 0.0:
                use[option.service] += category.needs_per_day * weight / total
    return use


def component_use(scenario: Scenario) -> dict[str, float]:
    """Add up, for each component, the use of the functions that need it directly.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    dict of str to float
        Needs per resident and day, each weighted by how badly the function needs it.
    """
    use = dict.fromkeys((component.id for component in scenario.components), 0.0)
    of_service = service_use(scenario)
    for service in scenario.services:
        for feature in service.features:
            for need in feature.needs:
                for name in need.names:
                    if name in use:
                        use[name] += of_service[service.id] * feature.weight * need.weight
    return use


def _holders(option: Option) -> float:
    if isinstance(option.holders, float | int):
        return float(option.holders)
    return sum(option.holders.values()) / max(len(option.holders), 1)
