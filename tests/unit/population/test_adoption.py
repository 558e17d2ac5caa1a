"""Check who takes up another app, when, and for how long it is opened first."""

import numpy as np
import pytest

from simulator.units import HOURS_PER_DAY

SURE = {"install_delay_h": 0.1, "aware_after_failures": 2}
PEOPLE = 500


def installed(lives, behaviour, quality, society=None, **option):
    """Let people live in which the rival can be taken up; return their sums."""
    rival = {**lives.RIVAL, "holders": 0.0, "adoption": 0.5, "second_use": 0.0, **option}
    scenario = lives.toy(lives.TALK, rival, behaviour=behaviour, attempts=1)
    scenario = lives.among(scenario, **lives.UNMOVED | (society or {}))
    return lives.live(scenario, quality, people=PEOPLE)[1]


def test_nobody_changes_without_a_failure(lives):
    sums = installed(lives, SURE, {})
    assert sums.tally.adopted.sum() == sums.tally.installs.sum() == 0


def test_failures_make_nearly_everyone_change_in_time(lives):
    sums = installed(lives, SURE, {"talk": 0.0})
    assert sums.tally.adopted[0] == 0
    assert 0.9 * PEOPLE < sums.tally.adopted[1] <= PEOPLE
    assert sums.tally.installs.sum() == sums.tally.adopted.sum()
    assert 0.9 * PEOPLE < sums.tally.users[0].sum(axis=1).max() <= PEOPLE


def test_who_does_not_know_does_not_change(lives):
    unaware = {**SURE, "aware_after_failures": 20, "memory_half_life_h": 0.01}
    sums = installed(lives, unaware, {"talk": 0.0})
    assert sums.tally.adopted.sum() == 0
    told = installed(lives, unaware, {"talk": 0.0}, {"media_per_h": 50.0, "media_rise_h": 0.1})
    assert told.tally.adopted.sum() > 0.9 * PEOPLE


def test_the_chance_is_per_failed_session_and_by_skill(lives):
    rules = {**SURE, "aware_after_failures": 1, "install_delay_h": 1000.0}
    slow = installed(lives, rules, {"talk": 0.0}, adoption=1.0)
    assert slow.tally.adopted.sum() < 0.2 * PEOPLE  # almost nobody is done within a day
    never = installed(lives, SURE, {"talk": 0.0}, adoption=0.0)
    assert never.tally.adopted.sum() == 0


@pytest.mark.parametrize("share", [0.0, 0.4])
def test_a_new_app_is_opened_first_for_a_share_of_needs(lives, share):
    def dark_at_first(beat):
        return {"talk": 0.0 if beat < 12 * 12 else 1.0}

    rules = {**SURE, "aware_after_failures": 1, "active_use": share, "retained_share": 1.0}
    rules["memory_half_life_h"] = 0.01
    sums = installed(lives, rules, dark_at_first)
    adopters = sums.tally.adopted[1] / PEOPLE
    later = slice(HOURS_PER_DAY - 6, HOURS_PER_DAY)
    first = sums.tally.attempts[later]
    n = sums.tally.arrived[later].sum()
    opened = first[:, 1].sum() / n
    expected = share * adopters
    assert opened == pytest.approx(expected, abs=4 * np.sqrt(0.25 / n) + 0.02)
    assert (opened > 0.2) == (share > 0.0)
