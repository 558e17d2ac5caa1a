"""Check that drivers limit what apps broker, move to other apps, and need their tools."""

import json

import numpy as np
import pytest

from simulator.model.scenario import Scenario
from simulator.population.market import Market
from simulator.population.supply import Suppliers, jobs
from simulator.topology.compile import compile_scenario

PEOPLE = 1000
"""Of 100,000 residents."""
HOUR = 12
"""Beats."""
APP, RIVAL, STREET = range(3)
MEANS = (
    {"service": "talk", "primacy": 1.0},
    {"service": "rival", "holders": 0.3},
    {"service": "sms", "outside": True},
)
CHANNELS = [
    {"service": "talk", "share": 0.9},
    {"service": "rival", "share": 0.3, "moved": 0.8},
    {"service": "sms", "share": 0.4},
]
LOAD = (600.0, 60.0, 240.0)
"""Ordinary tries an hour by option."""


def town(lives, people=PEOPLE, load=LOAD, **supplier):
    """Open a market in which drivers work through talk, rival and sms (the street)."""
    declared = json.loads(lives.toy(*MEANS).model_dump_json())
    drivers = {"id": "drivers", "name": "Drivers", "channels": CHANNELS, "room": 1.0}
    declared["people"]["supply"] = [drivers | supplier]
    scenario = Scenario.model_validate_json(json.dumps(declared))
    world = compile_scenario(scenario)
    hourly = 10.0 / 24.0
    ordinary = np.array(load) / hourly
    return world, Market(world, ordinary, people)


def ask(world, market, beat, lives, quality=None):
    """Ask for the chances of success with nobody waiting."""
    everything, nobody = np.ones(len(world.service_ids)), np.zeros((2, 3), np.int64)
    return market.success(beat, lives.qualities(world, quality or {}), everything, nobody)


def flee(market, beats, to_street, first=0):
    """Let so many people an hour hail in the street while talk is dark."""
    for beat in range(first, first + beats):
        tries = np.array([0, 0, round(to_street / HOUR)])
        market.learn(beat, tries, np.array([50, 0, 0]), np.zeros(3, np.int64))


def test_an_ordinary_day_is_served_as_it_is(lives):
    world, market = town(lives)
    assert market.calm(0, np.ones(len(world.feature_ids)), np.ones(len(world.service_ids)))
    assert ask(world, market, 0, lives).tolist() == [1.0] * 3
    told = ask(world, market, 1, lives, {"pay": 0.5})  # no longer calm, but enough drivers
    assert told.tolist() == [1.0] * 3


def test_the_street_cannot_take_all_who_lost_their_app(lives):
    world, market = town(lives)
    dark = {"talk": 0.0}
    assert ask(world, market, 0, lives, dark).tolist() == [0.0, 1.0, 1.0]
    flee(market, 4 * HOUR, 840.0)
    chance = ask(world, market, 4 * HOUR, lives, dark)[STREET]
    assert chance == pytest.approx(0.4 * 900 / 840, rel=0.05)  # 900 rides an hour in all
    assert market.matched[list(world.service_ids).index("sms")] == pytest.approx(chance)
    assert market.served[list(world.service_ids).index("sms")] == pytest.approx(chance)


def test_more_drivers_than_an_ordinary_day_needs_serve_more(lives):
    chances = []
    for number in (0.0, 3e5):  # of 100,000 residents: 1,000 simulated ones have 0 or 3,000
        world, market = town(lives, number=number, availability=0.4, jobs_per_h=2.0)
        ask(world, market, 0, lives, {"talk": 0.0})
        flee(market, 4 * HOUR, 840.0)
        chances.append(ask(world, market, 4 * HOUR, lives, {"talk": 0.0})[STREET])
    assert chances[0] < 0.5
    assert chances[1] == 1.0  # 0.4 of 2,400 rides an hour


def test_drivers_take_up_another_app_with_a_delay_and_return(lives):
    _, market = town(lives, delay_h=2.0, return_h=10.0)
    suppliers = market.suppliers
    gone = np.array([True, False, False, False])
    suppliers.move(3.0, gone)
    assert suppliers.way[0] == pytest.approx(1.0 - np.exp(-3.0 / 2.0))
    there = suppliers.way[0]
    suppliers.move(8.0, np.zeros(4, np.bool_))
    assert suppliers.way[0] == pytest.approx(there * np.exp(-5.0 / 10.0))


def test_the_way_does_not_feel_the_beat(lives):
    ways = []
    for beats in (6, 60):
        _, market = town(lives)
        for beat in range(1, beats + 1):
            market.suppliers.move(3.0 * beat / beats, np.array([True, False, False, False]))
        ways.append(market.suppliers.way[0])
    assert ways[0] == pytest.approx(ways[1], rel=1e-12)


def test_moved_drivers_serve_the_rival_app(lives):
    _, market = town(lives)
    quality = np.ones(5)
    before = market.suppliers.hands(0.0, quality, 0.0).reach
    market.suppliers.move(100.0, np.array([True, False, False, False]))
    after = market.suppliers.hands(0.0, quality, 0.0).reach
    assert before[RIVAL] == pytest.approx(0.3 * 900)
    assert after[RIVAL] == pytest.approx(0.8 * 900)
    assert after[[APP, STREET]].tolist() == before[[APP, STREET]].tolist()


def test_the_loss_of_a_channel_of_few_moves_nobody(lives):
    _, market = town(lives)
    market.suppliers.move(100.0, np.array([False, False, True, True]))
    assert market.suppliers.way[0] == 0.0


def test_the_second_domino_falls_where_riders_lack_their_tools(lives):
    tools = [{"on": "pay", "weight": 0.5}, {"on": "talk.media", "weight": 0.5}]
    world, market = town(lives, tools=tools)
    half = {"pay": 0.0, "talk.media": 0.0}
    chance = ask(world, market, 0, lives, half)
    assert chance @ LOAD == pytest.approx(0.25 * 900, rel=0.05)  # and the rival app itself works
    assert (chance[[RIVAL, STREET]] < 0.7).all()
    none = town(lives)
    assert ask(*none, 0, lives, half)[RIVAL] == 1.0


def test_declared_numbers_are_scaled_to_the_people_who_are_simulated(lives):
    for people in (1000, 10_000):
        world, market = town(lives, people, number=2000.0, availability=0.5, jobs_per_h=2.0,
                             load=(1.0, 1.0, 1.0))  # fmt: skip
        total = market.suppliers.hands(0.0, np.ones(len(world.feature_ids)), 0.0).total
        assert total[0] == pytest.approx(2000 * people / 100_000)


def test_a_segment_may_be_the_suppliers(lives):
    world, market = town(lives, segment="all", availability=0.1, jobs_per_h=1.0)
    total = market.suppliers.hands(0.0, np.ones(len(world.feature_ids)), 0.0).total
    assert total[0] == pytest.approx(900.0)  # their ordinary load is more than 100
    world, market = town(lives, segment="all", availability=1.0, jobs_per_h=10.0)
    total = market.suppliers.hands(0.0, np.ones(len(world.feature_ids)), 0.0).total
    assert total[0] == pytest.approx(10_000.0)


def test_jobs_are_the_tries_that_succeeded(lives):
    world, market = town(lives)
    attempts, served = np.array([[5, 3, 2], [7, 0, 9]]), np.array([[4, 3, 1], [0, 0, 6]])
    rows = list(jobs(world, attempts, served))
    assert (0, "drivers", "talk", 5, 4) in rows
    assert (1, "drivers", "sms", 9, 6) in rows
    assert len(rows) == 6
    assert isinstance(market.suppliers, Suppliers)


def test_a_town_without_suppliers_needs_none(lives):
    world = compile_scenario(lives.toy())
    market = Market(world, np.array([1000.0]), PEOPLE)
    everything, quality = np.ones(len(world.service_ids)), np.ones(len(world.feature_ids))
    assert market.success(0, quality, everything, np.array([[0], [5]])).tolist() == [1.0]
    assert list(jobs(world, np.ones((1, 1), int), np.ones((1, 1), int))) == []
