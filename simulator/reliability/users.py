"""Say how many needs go to each function on an ordinary day, so that losses can be weighed."""

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
        Needs per resident over ten and day by service.feature; first choices, by holders times
        primacy, without second apps and means outside apps. Needs per day, >= 0.
    """
    services = {service.id: service for service in scenario.services}
    segments = segment_shares(scenario.people)
    found = {f"{s.id}.{f.id}": 0.0 for s in scenario.services for f in s.features}
    for category in scenario.people.categories:
        needs = category.needs_per_day * (category.urgent_share if urgent else 1.0)
        weights = _weights(category, segments)
        total = sum(weights) or 1.0
        for option, weight in zip(category.options, weights, strict=True):
            for feature, share in _features(option, services[option.service]).items():
                found[feature] += needs * weight / total * share
    return found


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


def _weights(category: Category, segments: dict[str, float]) -> list[float]:
    """Weigh the options of a category by how many have them as usual app."""
    return [
        sum(
            share * _held(option, segment) * category.factor.get(segment, 1.0)
            for segment, share in segments.items()
        )
        * option.primacy
        for option in category.options
    ]


def _held(option: Option, segment: str) -> float:
    if isinstance(option.holders, dict):
        return option.holders.get(segment, 0.0)
    return float(option.holders)


def _features(option: Option, service: Service) -> dict[str, float]:
    """Share an option's use among the features that it uses, by their weights."""
    used = [f for f in service.features if not option.features or f.id in option.features]
    total = sum(feature.weight for feature in used)
    return {f"{service.id}.{feature.id}": feature.weight / total for feature in used}
