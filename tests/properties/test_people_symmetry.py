"""Check what may not matter: names, order, and how many people stand for all."""

import numpy as np
import pytest

SE = 4.0
SEEDS = range(1, 25)
TRIES_AN_HOUR = 20.0
NARROW = 0.75
"""Room, as a part of the ordinary peak: less than is wanted."""


def struck(beat):
    """Take most of both apps away for two hours."""
    return dict.fromkeys(("talk", "rival"), 0.2 if 24 <= beat < 48 else 1.0)


def twins():
    """Declare two apps of which neither is better."""
    alike = {"holders": 0.6, "primacy": 1.0, "second_use": 0.1, "adoption": 0.02}
    return [{"service": name, **alike} for name in ("talk", "rival")]


def tries_of_each(world, sums):
    """Count the tries at each service."""
    first = dict(zip(world.habits.service.tolist(), sums.tally.attempts.sum(axis=0), strict=True))
    return {name: first[world.service_ids.index(name)] for name in ("talk", "rival")}


@pytest.fixture(scope="module")
def tried(lives):
    """Let crowds live with the two apps declared in both orders."""
    orders = [twins(), twins()[::-1]]
    return [
        [
            tries_of_each(*lives.live(lives.toy(*order, horizon_h=8.0), struck, 2_000, seed=seed))
            for seed in SEEDS
        ]
        for order in orders
    ]


def test_v30_identical_apps_are_used_alike(tried):
    gaps = np.array([one["talk"] - one["rival"] for one in tried[0]], float)
    error = gaps.std(ddof=1) / len(gaps) ** 0.5
    assert abs(gaps.mean()) < SE * error
    assert 0.0 < SE * error < 0.1 * tried[0][0]["talk"]


def test_v30_the_order_of_apps_does_not_matter(tried):
    one, other = (np.array([found["talk"] for found in runs], float) for runs in tried)
    error = ((one.var(ddof=1) + other.var(ddof=1)) / len(one)) ** 0.5
    assert abs(one.mean() - other.mean()) < SE * error


def narrowed(lives):
    """Declare an app that has less room than is wanted at all times."""
    scenario = lives.toy(needs_per_day=24 * TRIES_AN_HOUR, horizon_h=6.0)
    talk = [
        s.model_copy(update={"peak_capacity": NARROW, "goodput_decay": 0.0})
        for s in scenario.services
    ]
    return scenario.model_copy(update={"services": tuple(talk)})


def test_v30_ten_times_the_people_and_the_room_are_served_alike(lives):
    scenario, served = narrowed(lives), {}
    for people in (300, 3_000):
        shares = []
        for seed in SEEDS:
            _, sums = lives.live(scenario, people=people, seed=seed)
            shares.append(sums.tally.served.sum() / sums.tally.attempts.sum())
        served[people] = np.mean(shares), np.std(shares, ddof=1) / len(shares) ** 0.5
    (few, error), (many, less) = served.values()
    assert many < 0.95  # it is crowded
    assert few == pytest.approx(many, abs=SE * (error**2 + less**2) ** 0.5 + 1e-3)
