"""Check how a crowd lives through a surge, and whether a collapse outlasts its trigger."""

import json

import numpy as np
import pytest

from simulator.model.scenario import Scenario
from simulator.population.arrays import NEVER

RUSH = {
    "id": "rush",
    "categories": ["messaging"],
    "factor": 4.0,
    "ramp_min": 10.0,
    "lasts": {"median_h": 2.0},
    "at": "2022-10-15T10:00:00+09:00",
}
PEOPLE = 3000
KS_LEVEL = 1.95
"""Kolmogorov's statistic times the root of the number, exceeded by chance once in a thousand."""
DAILY = 48.0
"""Needs a day, so that twice as many of them come in an hour as there are people."""
OUTAGE = (4, 5)
"""From when to when talk is dark, hours."""
STUBBORN = {"attempts": 4, "urgent_share": 1.0, "tolerance_urgent_min": 60.0}
RULES = {"goodput_decay": 0.5, "client_requests": 1.5, "retry_urgent_per_h": 6.0}
"""The defaults: kappa, m_c and theta."""
TYPICAL, NARROW = 1.8, 1.25
"""Room as a multiple of the load: the default of a service, and far less."""


def tight(lives, headroom, **levers):
    """Give talk some headroom over a steady load, and people nothing else and patience."""
    category = STUBBORN | {"needs_per_day": DAILY, "lapse_h": 12.0}
    scenario = lives.toy(lives.TALK, behaviour=RULES, horizon_h=16.0, **category)
    declared = json.loads(scenario.model_dump_json())
    declared["services"][0].update(peak_capacity=headroom, **levers)
    return Scenario.model_validate_json(json.dumps(declared))


def served_by_hour(lives, scenario):
    """Let talk be dark for an hour; return the share of tries that it serves in each hour."""
    dark = range(OUTAGE[0] * 12, OUTAGE[1] * 12)
    _, sums = lives.live(scenario, lambda beat: {"talk": 0.0} if beat in dark else {}, PEOPLE)
    return sums.tally.served[:, 0] / np.maximum(sums.tally.attempts[:, 0], 1)


def test_needs_arrive_as_often_as_the_surge_says(lives):
    kind = {"needs_per_day": DAILY}
    plain, rush = (lives.live(lives.toy(surges=s, **kind), people=PEOPLE)[1] for s in ([], [RUSH]))
    arrived = rush.tally.arrived[:, 0]
    assert arrived[:10].tolist() == plain.tally.arrived[:10, 0].tolist()  # the very same needs
    usual = PEOPLE * DAILY / 24
    assert arrived[11] == pytest.approx(4 * usual, abs=4 * (4 * usual) ** 0.5)
    added = arrived[10:13].sum() - 3 * usual
    assert added == pytest.approx(3 * 2 * usual, abs=4 * (9 * usual) ** 0.5)
    assert arrived[13:].sum() == pytest.approx(11 * usual, abs=4 * (11 * usual) ** 0.5)


def test_v18_first_needs_are_exponential_in_the_needs_that_a_surge_expects(lives):
    early = RUSH | {"at": "2022-10-15T00:05:00+09:00", "lasts": {"median_h": 0.5}}
    _, crowd = lives.crowd_of(lives.toy(surges=[early], needs_per_day=12.0), people=16_000)
    habits = crowd._world.habits  # noqa: SLF001
    coming = crowd._block.coming["next_ms"]  # noqa: SLF001
    born = coming[coming < NEVER]
    assert len(born) > 15_900
    mark = np.interp(born, habits.knot_ms, habits.cumulative[0])
    assert lives.ks_statistic(mark, lambda x: -np.expm1(-x)) * len(born) ** 0.5 < KS_LEVEL
    ordinary = born / 3_600_000 * 0.5  # as if there had been no surge
    assert lives.ks_statistic(ordinary, lambda x: -np.expm1(-x)) * len(born) ** 0.5 > 10


@pytest.mark.parametrize("beat_s", [60, 150])
def test_a_surge_does_not_feel_the_beat(lives, beat_s):
    runs = [lives.live(lives.toy(surges=[RUSH], beat_s=s))[1] for s in (300, beat_s)]
    assert np.array_equal(runs[0].tally.arrived, runs[1].tally.arrived)


def test_capacity_is_that_of_an_ordinary_day(lives):
    markets = [lives.crowd_of(lives.toy(surges=s))[1].market for s in ([], [RUSH])]
    assert np.array_equal(markets[0]._capacity, markets[1]._capacity)  # noqa: SLF001


def test_a_surge_beyond_capacity_is_refused_and_passes(lives):
    declared = json.loads(lives.toy(surges=[RUSH], needs_per_day=DAILY).model_dump_json())
    declared["services"][0].update(peak_capacity=1.82, goodput_decay=0.0)
    scenario = Scenario.model_validate_json(json.dumps(declared))
    _, sums = lives.live(scenario, people=PEOPLE)
    share = sums.tally.served[:, 0] / sums.tally.attempts[:, 0]
    assert (share[:10] == 1.0).all()
    assert share[11] < 0.6
    assert share[-1] == 1.0


def test_the_market_tells_load_and_served_share(lives):
    world, crowd = lives.crowd_of(tight(lives, NARROW), PEOPLE)
    everything = np.ones(len(world.service_ids))
    crowd.live(0, lives.qualities(world, {}), everything)
    assert crowd.market.served.tolist() == everything.tolist()
    assert crowd.market.load_over_capacity[0] == pytest.approx(1 / NARROW)
    crowd.live(1, lives.qualities(world, {}), everything * 0.5)
    assert crowd.market.load_over_capacity[0] > 2 / NARROW  # and what the app repeats
    assert crowd.market.served[0] < NARROW / 2
    crowd.live(2, lives.qualities(world, {}), everything * 0.0)
    assert crowd.market.load_over_capacity[0] == 0.0


def test_a_collapse_outlasts_its_trigger_where_overload_wastes_work(lives):
    share = served_by_hour(lives, tight(lives, TYPICAL))
    assert (share[: OUTAGE[0]] == 1.0).all()
    assert share[OUTAGE[0]] == 0.0
    assert (share[OUTAGE[1] :] < 0.2).all()


@pytest.mark.parametrize("lever", [{"goodput_decay": 0.0}, {"client_requests": 1.1}])
def test_admission_control_or_a_retry_budget_bring_it_back(lives, lever):
    share = served_by_hour(lives, tight(lives, TYPICAL, **lever))
    assert share[OUTAGE[0]] == 0.0
    assert share[-1] == 1.0


RIDES = (
    {"service": "talk", "primacy": 1.0, "holders": 0.65},
    {"service": "sms", "outside": True, "reluctance": 0.7},
)
"""An app for two thirds of all riders, and the street."""


def taxis(lives, people, seed):
    """Let the app be dark for four hours; return tries in the street that failed, and rides."""
    needs = {"needs_per_day": 1.0, "urgent_share": 1.0, "attempts": 2}
    declared = json.loads(lives.toy(*RIDES, horizon_h=12.0, **needs).model_dump_json())
    channels = [{"service": "talk", "share": 0.9}, {"service": "sms", "share": 0.5}]
    drivers = {"id": "drivers", "name": "Drivers", "channels": channels, "room": 1.3}
    declared["people"]["supply"] = [drivers]
    scenario = Scenario.model_validate_json(json.dumps(declared))
    dark = range(4 * 12, 8 * 12)
    _, sums = lives.live(scenario, lambda b: {"talk": 0.0} if b in dark else {}, people, seed)
    tried, done = (getattr(sums.tally, name).sum(axis=0)[1] for name in ("attempts", "served"))
    return (tried - done) / people, done / people


def test_v30_small_samples_see_nearly_the_crowd_that_large_ones_see(lives):
    few = np.array([taxis(lives, 2_000, seed) for seed in range(1, 9)])
    many = np.array([taxis(lives, 20_000, seed) for seed in range(1, 4)])
    failed, rides = few.mean(axis=0) / many.mean(axis=0)
    assert many[:, 0].mean() > 0.05  # the street is crowded
    assert 0.6 < failed < 1.2  # a deviation within the noise of a sample is not believed
    assert rides == pytest.approx(1.0, abs=4 * few[:, 1].std(ddof=1) / 8**0.5 / few[:, 1].mean())


def test_admission_control_is_not_enough_where_apps_repeat_more_than_there_is_room(lives):
    """Of X = m_c F requests C are served, C / m_c of them first tries: too few if m_c > C / F."""
    shed = {"goodput_decay": 0.0}
    assert served_by_hour(lives, tight(lives, NARROW, **shed))[-1] < 0.4
    both = shed | {"client_requests": 1.1}
    assert served_by_hour(lives, tight(lives, NARROW, **both))[-1] == 1.0
