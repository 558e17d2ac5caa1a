"""Say how much people use each function, service and component on an ordinary day."""

from math import prod

from simulator.model.people import AGE_GROUPS, Category, Option, People
from simulator.model.scenario import Scenario
from simulator.model.services import Service


def needs_by_feature(scenario: Scenario, *, urgent: bool = False) -> dict[str, float]:
    """Share out the needs of an average resident among features, by who has which usual app.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.
    urgent : bool
        Whether only needs that cannot wait are counted.

    Returns
    -------
    dict of str to float
        Needs per resident over ten and day by service.feature; first choices of those who have
        any of the apps, by holders times primacy, without second apps. Needs per day, >= 0.
    """
    services = {service.id: service for service in scenario.services}
    shares = segment_shares(scenario.people)
    found = {f"{s.id}.{f.id}": 0.0 for s in scenario.services for f in s.features}
    for category in scenario.people.categories:
        needs = category.needs_per_day * (category.urgent_share if urgent else 1.0)
        for segment, share in shares.items():
            wanted = needs * share * category.factor.get(segment, 1.0)
            for option, part in zip(category.options, _usual(category, segment), strict=True):
                for feature, weight in _features(option, services[option.service]).items():
                    found[feature] += wanted * part * weight
    return found


def service_use(scenario: Scenario) -> dict[str, float]:
    """Add up the needs that go to each service. Needs per resident over ten and day."""
    use = dict.fromkeys((service.id for service in scenario.services), 0.0)
    for name, needs in needs_by_feature(scenario).items():
        use[name.partition(".")[0]] += needs
    return use


def component_use(scenario: Scenario) -> dict[str, float]:
    """Add up, for each component, the needs of the features that need it directly.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.

    Returns
    -------
    dict of str to float
        Needs per resident over ten and day, each weighted by how badly the feature needs it.
    """
    use = dict.fromkeys((component.id for component in scenario.components), 0.0)
    needs_of = needs_by_feature(scenario)
    for service in scenario.services:
        for feature in service.features:
            for need in feature.needs:
                for name in use.keys() & set(need.names):
                    use[name] += needs_of[f"{service.id}.{feature.id}"] * need.weight
    return use


def segment_shares(people: People) -> dict[str, float]:
    """Find the share of each segment among residents over ten. Shares, 0 to 1."""
    counts = dict.fromkeys((segment.id for segment in people.segments), 0.0)
    for age in AGE_GROUPS[1:]:
        residents = sum(region.residents.get(age, 0) for region in people.regions)
        here = [segment for segment in people.segments if age in segment.ages]
        taken = sum(segment.within or 0.0 for segment in here)
        for segment in here:
            share = 1.0 - taken if segment.within is None else segment.within
            counts[segment.id] += residents * share
    total = sum(counts.values()) or 1.0
    return {name: count / total for name, count in counts.items()}


def _usual(category: Category, segment: str) -> list[float]:
    """Find which part of a segment has each option as usual app, were holdings independent."""
    held = [_held(option, segment) if option.primacy > 0.0 else 0.0 for option in category.options]
    weights = [share * option.primacy for share, option in zip(held, category.options, strict=True)]
    any_held, total = 1.0 - prod(1.0 - share for share in held), sum(weights)
    return [any_held * weight / total if total > 0.0 else 0.0 for weight in weights]


def _held(option: Option, segment: str) -> float:
    if isinstance(option.holders, dict):
        return option.holders.get(segment, 0.0)
    return float(option.holders)


def _features(option: Option, service: Service) -> dict[str, float]:
    """Share an option's use among the features that it uses, by their weights."""
    used = [f for f in service.features if not option.features or f.id in option.features]
    total = sum(feature.weight for feature in used)
    return {f"{service.id}.{feature.id}": feature.weight / total for feature in used}
