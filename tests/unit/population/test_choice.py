"""Check by which means people meet a need, on ordinary days and after failures."""

import numpy as np
import pytest

NEED = 4.0  # standard errors that an estimate may miss


def attempts(world, sums):
    """Name the tries at each service over the run."""
    total = sums.tally.attempts.sum(axis=0)
    return {world.service_ids[s]: int(n) for s, n in zip(world.habits.service, total, strict=True)}


def test_on_an_ordinary_day_a_second_app_gets_its_share(lives):
    rival = {**lives.RIVAL, "holders": 1.0, "second_use": 0.2}
    tried = attempts(*lives.live(lives.toy(lives.TALK, rival), people=1000))
    n = sum(tried.values())
    assert tried["rival"] / n == pytest.approx(0.2, abs=NEED * (0.2 * 0.8 / n) ** 0.5)


def test_a_means_outside_apps_gets_what_its_reluctance_leaves(lives):
    sms = {**lives.SMS, "reluctance": 1.0}
    rules = {"inertia": 1.0, "trust": 2.0}
    tried = attempts(*lives.live(lives.toy(lives.TALK, sms, behaviour=rules), people=1000))
    n, share = sum(tried.values()), 1.0 / (1.0 + np.exp(2.0))  # utilities 3 and 1
    assert tried["sms"] / n == pytest.approx(share, abs=NEED * (share * (1 - share) / n) ** 0.5)


def test_failures_turn_people_away_and_time_brings_them_back(lives):
    def dark_for_six_hours(beat):
        return {"talk": 0.0 if 72 <= beat < 144 else 1.0}

    sms = {**lives.SMS, "reluctance": 1.0}
    scenario = lives.toy(lives.TALK, sms, horizon_h=48.0, tolerance_deferrable_min=0.0)
    _, sums = lives.live(scenario, dark_for_six_hours, people=2000)
    by_sms = sums.tally.served[:, 1]  # the second option
    before, during, after, later = (by_sms[h : h + 6].sum() for h in (0, 6, 12, 42))
    assert during > 5 * before
    assert after > before
    assert later == pytest.approx(before, abs=NEED * (2 * max(before, 1)) ** 0.5)


def test_a_messenger_helps_only_if_the_other_end_has_it_too(lives):
    talk = {**lives.TALK, "network": True}
    rival = {**lives.RIVAL, "holders": 0.5, "second_use": 0.001, "network": True}
    rules = {"inertia": 20.0}  # whoever can turn to the rival does
    more = {"urgent_share": 1.0, "attempts": 1, "tolerance_deferrable_min": lives.FOREVER_MIN}
    scenario = lives.toy(talk, rival, behaviour=rules, **more)
    _, sums = lives.live(scenario, {"talk": 0.0}, people=1000)
    served = sums.tally.served.sum() / sums.tally.arrived.sum()
    assert 0.2 < served < 0.3  # half of the people times half of their contacts


def test_who_has_nothing_else_opens_the_usual_app_whatever_it_did(lives):
    """Its weight is zero to the last bit: exp(-4000)."""
    rules = {"failure_aversion": 20.0, "inertia": 20.0, "trust": 20.0, "most_remembered": 200}
    rules |= {"retry_urgent_per_h": 20.0, "memory_half_life_h": 1000.0}
    always = {"urgent_share": 1.0, "needs_per_day": 200.0, "attempts": 20}

    def dark_for_half_a_day(beat):
        return {"talk": 0.0 if beat < 144 else 1.0}

    scenario = lives.toy(lives.TALK, {**lives.RIVAL, "holders": 0.0}, behaviour=rules, **always)
    _, sums = lives.live(scenario, dark_for_half_a_day, people=50)
    failed = sums.tally.attempts[:12].sum()
    assert failed > 100 * 50  # enough for the weight to vanish
    assert sums.tally.attempts.sum(axis=0)[1] == 0
    arrived, served = (counts[12:].sum() for counts in (sums.tally.arrived, sums.tally.served))
    assert served > 0.9 * arrived
    everything = sums.tally.outcome.sum(axis=(0, 2)) + sums.pending
    assert np.array_equal(sums.tally.arrived.sum(axis=0), everything)
