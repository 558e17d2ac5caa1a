"""Check who is named where too few people were simulated for crowds to show."""

import pytest

from simulator.analysis.crowding import enough_people, room_used, too_few_people_for
from simulator.population.market import SHOWS_PER_H


def test_room_is_that_of_the_twins_largest_hour(paired):
    talk = paired.run.scenario.services[0]
    assert room_used(paired)["talk"] == pytest.approx(100 * talk.peak_capacity / SHOWS_PER_H)
    assert "sms" not in room_used(paired)  # nobody's, so nobody can overrun it


def test_whoever_has_too_few_tries_is_named_with_the_people_it_needs(paired):
    talk = paired.run.scenario.services[0]
    table = paired.baseline.tables["service_hours"]
    few = table.service.isin(["talk", "line"])
    table.loc[few, "attempts"] = 2
    assert "talk" in too_few_people_for(paired)
    enough = enough_people(paired)
    least = paired.run.people * SHOWS_PER_H / (2 * talk.peak_capacity)
    assert least <= enough < least + 10


def test_with_enough_tries_nobody_is_named(paired):
    table = paired.baseline.tables["service_hours"]
    for name in ("line", "talk"):
        table.loc[len(table)] = [40, name, 10_000, 10_000, 0, 1.0]
    assert too_few_people_for(paired) == []
    assert enough_people(paired) is None
