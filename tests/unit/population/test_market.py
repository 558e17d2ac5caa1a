"""Check what chance of success people meet: sessions, crowding, calm."""

import json
from itertools import pairwise

import numpy as np
import pytest

from simulator.model.scenario import Scenario
from simulator.population.market import SMOOTHING_H, Market
from simulator.population.queueing import erlang_b
from simulator.topology.compile import compile_scenario

RULES = {"goodput_decay": 0.5, "client_requests": 1.5}
HOUR = 12
"""Beats."""
PEOPLE = 1000


def market_of(scenario, ordinary):
    """Open a market under a scenario."""
    world = compile_scenario(scenario)
    return world, Market(world, np.array(ordinary), PEOPLE)


def changed(scenario, **service):
    """Declare talk otherwise."""
    declared = json.loads(scenario.model_dump_json())
    declared["services"][0].update(service)
    return Scenario.model_validate_json(json.dumps(declared))


@pytest.fixture
def narrow(lives):
    """Give talk room for 1.2 times its ordinary peak, and a constant load of 1,000 an hour."""
    declared = json.loads(lives.toy(lives.TALK, lives.SMS, behaviour=RULES).model_dump_json())
    declared["services"][0]["peak_capacity"] = 1.2
    scenario = Scenario.model_validate_json(json.dumps(declared))
    hourly = 10.0 / 24.0
    return market_of(scenario, [1000.0 / hourly, 100.0 / hourly])


def ask(world, market, beat, lives, quality=None, capacity=1.0, waiting=0):
    """Ask for the chance of success at talk; waiting needs all wait for talk and are urgent."""
    crowd = np.array([[0, 0], [waiting, 0]])
    share = np.ones(len(world.service_ids)) * capacity
    return market.success(beat, lives.qualities(world, quality or {}), share, crowd)[0]


def test_an_ordinary_hour_is_certain(narrow, lives):
    assert ask(*narrow, 0, lives) == 1.0


def test_quality_is_the_mean_of_its_features_by_weight(narrow, lives):
    assert ask(*narrow, 0, lives, {"talk.media": 0.2}) == pytest.approx(0.75 + 0.25 * 0.2)


def test_waiting_needs_crowd_out_each_other(narrow, lives):
    chances = [ask(*narrow, 0, lives, waiting=n) for n in (0, 30, 300, 3000)]
    assert chances[0] == chances[1] == 1.0  # 1,000 + 6 x 30 tries are less than 1,200
    assert all(more > less for more, less in pairwise(chances[1:]))
    assert chances[-1] < 0.1


def test_half_of_the_machines_serve_less_than_half(narrow, lives):
    chance = ask(*narrow, 0, lives, capacity=0.5)
    assert 0.0 < chance < 0.6  # 600 an hour of 1,000, and retries on top


def test_a_few_tries_of_a_small_sample_are_no_crowd(lives):
    world, market = market_of(lives.toy(), [0.1])  # far less than one try in a beat
    everything, quality = np.ones(len(world.service_ids)), np.ones(len(world.feature_ids))
    chances = [market.success(0, quality, everything, np.array([[0], [n]]))[0] for n in (3, 300)]
    assert chances[0] == 1.0
    assert chances[1] < 1.0


def test_sessions_carry_people_through_and_expire(lives):
    kept = {"share": 0.5, "lasts_h": 2.0}
    world, market = market_of(lives.toy({**lives.TALK, "sessions": [kept]}), [1.0])
    everything, nobody = np.ones(len(world.service_ids)), np.zeros((2, 1), np.int64)
    dark = lives.qualities(world, {"talk": 0.0})
    chances = [market.success(beat, dark, everything, nobody)[0] for beat in (6, 6 + 2 * HOUR)]
    assert chances == pytest.approx([0.5, 0.5 * np.exp(-1.0)])
    bright = lives.qualities(world, {})
    assert market.success(40, bright, everything, nobody)[0] == 1.0
    again = market.success(50, dark, everything, nobody)[0]
    assert again == pytest.approx(0.5)  # people logged in anew in between


def test_a_slight_loss_is_no_news(narrow, lives):
    world, market = narrow
    ask(world, market, 24, lives, {"talk.media": 0.0})
    assert not market.lost.any()
    ask(world, market, 25, lives, {"talk": 0.0})
    assert market.lost.tolist() == [True, False]


def calm_of(narrow, lives, beat=0, quality=None, capacity=1.0):
    """Ask whether nobody can be refused."""
    world, market = narrow
    everything = np.ones(len(world.service_ids)) * capacity
    return market.calm(beat, lives.qualities(world, quality or {}), everything)


def test_calm_is_where_everything_works_and_people_are_where_they_always_are(narrow, lives):
    assert calm_of(narrow, lives)
    assert not calm_of(narrow, lives, quality={"talk.media": 0.99})
    assert calm_of(narrow, lives, capacity=0.9)  # there is room for 1.2 times the ordinary peak
    assert not calm_of(narrow, lives, capacity=0.8)
    moved, failed = np.array([300, 8]), np.array([100, 0])
    narrow[1].learn(0, moved, failed, failed)
    assert not calm_of(narrow, lives, 1)


def test_people_who_have_moved_to_where_there_is_room_disturb_no_calm(narrow, lives):
    few, nobody = np.array([100, 8]), np.zeros(2, np.int64)
    narrow[1].learn(0, few, np.array([1, 0]), nobody)
    assert narrow[1]._shift.any()  # noqa: SLF001
    assert calm_of(narrow, lives, 1)
    assert ask(*narrow, 1, lives) == 1.0


def test_a_queue_with_few_servers_is_never_calm(lives):
    scenario = changed(lives.toy(), congestion="loss", servers=3)
    assert not calm_of(market_of(scenario, [1000.0]), lives)
    assert calm_of(market_of(changed(lives.toy()), [1000.0]), lives)


def test_a_queue_refuses_as_erlang_says(lives):
    scenario = changed(lives.toy(), congestion="loss", servers=10, peak_capacity=1.25)
    world, market = market_of(scenario, [24_000.0])
    everything, quality = np.ones(len(world.service_ids)), np.ones(len(world.feature_ids))
    nobody = np.zeros((2, 1), np.int64)
    chance = market.success(0, quality, everything, nobody)[0]
    assert chance == pytest.approx(1.0 - erlang_b(10, 8.0), abs=0.06)
    assert chance < 1.0


def test_what_a_sign_up_needs_decides_whether_it_works(lives):
    options = (
        {**lives.TALK, "sign_up_needs": "rival"},
        {**lives.RIVAL, "sign_up_needs": "talk.text"},
    )
    world, market = market_of(lives.toy(*options, lives.SMS), [1.0, 1.0, 1.0])
    told = market.sign_up(lives.qualities(world, {"rival": 0.25, "talk.text": 0.5, "sms": 0.0}))
    assert told.tolist() == [0.25, 0.5, 1.0]
    whole = market_of(lives.toy({**lives.TALK, "sign_up_needs": "talk"}), [1.0])
    told = whole[1].sign_up(lives.qualities(whole[0], {"talk.media": 0.0}))
    assert told.tolist() == [0.75]


def test_places_without_staff_leave_those_alone_who_fled_there(lives):
    shut = {
        "id": "kiosks",
        "name": "Kiosks",
        "category": "messaging",
        "share": 0.4,
        "shut": ["sms"],
    }
    declared = json.loads(lives.toy(lives.TALK, lives.SMS).model_dump_json())
    declared["people"]["unstaffed"] = [shut]
    scenario = Scenario.model_validate_json(json.dumps(declared))
    world, market = market_of(scenario, [10.0 / 24.0 * 24.0 * 10_000, 24_000.0])
    everything, dark = np.ones(len(world.service_ids)), lives.qualities(world, {"talk": 0.0})
    nobody = np.zeros((2, 2), np.int64)
    assert market.success(0, dark, everything, nobody)[1] == 1.0  # those of an ordinary day
    usual = market._usual(0)[1]  # noqa: SLF001
    for beat in range(5 * HOUR):
        market.learn(beat, np.array([0, round(4 * usual / HOUR)]), np.array([9, 0]), np.zeros(2))
    chance = market.success(5 * HOUR, dark, everything, nobody)[1]
    assert chance == pytest.approx(1.0 - 0.4 * 0.75, abs=0.01)


def test_moves_become_expected_load_and_are_forgotten(narrow, lives):
    world, market = narrow
    usual, nothing = np.array([1000.0, 100.0]) / HOUR, np.zeros(2, np.int64)
    rush = np.array([300, 8])
    assert ask(world, market, 0, lives) == 1.0
    market.learn(0, rush, np.array([100, 0]), np.array([90, 0]))
    weight = 1.0 - np.exp(-(1.0 / HOUR) / SMOOTHING_H)
    expected = 1000.0 + weight * (300 - usual[0]) * HOUR
    assert expected > 1200.0
    assert ask(world, market, 1, lives) < 1.0
    for beat in range(1, 5 * HOUR):
        market.learn(beat, usual.round().astype(np.int64), nothing, nothing)
    assert ask(world, market, 5 * HOUR, lives) == 1.0
