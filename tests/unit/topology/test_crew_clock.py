"""Check how long crews take, against adding up their work minute by minute."""

from math import exp

import pytest

from simulator.model.operations import Crews
from simulator.topology.crew_clock import CrewClock

SMALL_H = 1e-3
CASES = [
    Crews(),
    Crews(first_share=0.2, surge_h=12.0, aid_after_h=5.0, aid_share=0.7),
    Crews(first_share=1.0, manual_servers_per_h=100.0, automated_servers_per_h=100.0),
]


def by_small_steps(crews, job):
    """Follow the work in steps of a few seconds."""
    start_h, machines, speed, tools_from_h = job
    left, t_h = float(machines), start_h
    while left > 0.0:
        middle_h = t_h + SMALL_H / 2
        strength = 1.0 - (1.0 - crews.first_share) * exp(-middle_h / crews.surge_h)
        if crews.aid_after_h is not None and middle_h > crews.aid_after_h:
            strength += crews.aid_share
        tools = middle_h > tools_from_h
        rate = crews.automated_servers_per_h if tools else crews.manual_servers_per_h
        left -= speed * rate * strength * SMALL_H
        t_h += SMALL_H
    return t_h


@pytest.mark.parametrize("crews", CASES)
@pytest.mark.parametrize(
    "job", [(0.0, 900, 1.0, float("inf")), (2.5, 3000, 1.0, 4.0), (1.0, 300, 0.1, 0.5)]
)
def test_work_ends_when_small_steps_say(crews, job):
    expected = by_small_steps(crews, job)
    assert CrewClock(crews).finish(*job) == pytest.approx(expected, abs=2 * SMALL_H)


@pytest.mark.parametrize("crews", CASES)
def test_the_time_of_an_amount_of_work_is_the_inverse_of_the_work_done(crews):
    clock = CrewClock(crews)
    for t_h in (0.0, 0.01, 1.0, 5.0, 5.1, 40.0, 1000.0):
        assert clock.when(clock.gathered(t_h)) == pytest.approx(t_h, rel=1e-9, abs=1e-9)


def test_nothing_takes_no_time():
    assert CrewClock(CASES[0]).finish(3.0, 0) == 3.0
