"""Check how fast people learn of an outage with the defaults of society."""

import numpy as np
import pytest

from simulator.io.scenario_files import read_scenario
from simulator.population.air import AWARE_SHARE
from simulator.population.contact_arrays import CONTACT, MEDIA, OWN_FAILURE

PEOPLE = 8192
HOURS = 45.0
"""The fire breaks out at 15:30 on the second day."""


@pytest.fixture
def afternoon(lives):
    """Let everything that Kakao itself runs fail at 15:30 on a Saturday."""

    def live(**society):
        scenario = read_scenario("kakao-2022")
        clock = scenario.clock.model_copy(update={"horizon_h": HOURS})
        scenario = lives.among(scenario.model_copy(update={"clock": clock}), **society)
        world, crowd = lives.crowd_of(scenario, PEOPLE)
        lost = {s.id: 0.0 for s in scenario.services if s.owner == "kakao"}
        event = world.habits.event_ms // world.habits.beat_ms
        everything = np.ones(len(world.service_ids))
        for beat in range(world.beats):
            told = lost if beat >= event else {}
            crowd.live(beat, lives.qualities(world, told), everything)
        per_hour = world.beats / HOURS
        shares = crowd.trajectory.air.row[event:, AWARE_SHARE]
        return shares[round(per_hour * 2 / 3)], shares[round(per_hour * 4)], crowd.finish()

    return live


def test_half_know_after_forty_minutes_and_nearly_all_after_four_hours(afternoon):
    soon, later, sums = afternoon()
    assert soon == pytest.approx(0.5, abs=0.1)
    assert later > 0.95
    told = sums.tally.told
    assert told[OWN_FAILURE] > 0.2 * PEOPLE
    assert told[CONTACT] > 0.1 * PEOPLE
    assert told[MEDIA] > 0.1 * PEOPLE


def test_without_media_and_talk_only_own_failures_tell(afternoon):
    soon, later, sums = afternoon(media_per_h=0.0, told_by_contacts_per_h=0.0)
    assert 0.1 < soon < 0.4
    assert 0.6 < later < 0.95
    told = sums.tally.told
    assert told[CONTACT] == told[MEDIA] == 0
