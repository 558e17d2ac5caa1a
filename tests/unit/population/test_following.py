"""Check what people do because of others, in whole runs: adopt, withdraw, be credited."""

import numpy as np
import pytest

from simulator.population.arrays import COMMUNITY
from simulator.population.contact_arrays import ADVERT, FEAR, MEDIA, OWN_FAILURE
from simulator.population.contacts import MILLION
from simulator.population.reaching import BY_ANYTHING, BY_MESSENGER, TIES

TALK = {"service": "talk", "primacy": 1.0, "network": True}
RIVAL = {"service": "rival", "holders": 0.2, "network": True, "adoption": 0.02}
SMS = {"service": "sms", "outside": True}
PEOPLE = 4096
BANKING = 1
"""Place of the bank among categories."""


def dark(beat):
    """Let talk fail from two in the morning to noon."""
    return {"talk": 0.0 if 24 <= beat < 144 else 1.0}


@pytest.fixture(scope="module")
def ordinary(lives):
    """Let people live through an outage of talk, with a bank of the same owner."""
    return lives.live(lives.toy(TALK, RIVAL, SMS, beyond=[lives.BANK]), dark, people=PEOPLE)[1]


def test_every_adoption_is_credited_in_full_each_way(ordinary):
    adopted = ordinary.tally.adopted
    assert adopted[1] > 100
    whole = ordinary.tally.credit.sum(axis=2)
    assert (whole == adopted[:, None] * MILLION).all()
    last = ordinary.tally.credit[1, 1]
    assert last[OWN_FAILURE] > 0
    assert last[MEDIA] > 0
    assert last[ADVERT] == 0


def test_ties_are_unreachable_by_messenger_while_it_is_lost_but_by_message(ordinary):
    reach = ordinary.tally.reach
    assert (reach[:, TIES] == reach[0, TIES]).all()
    assert (reach[:, BY_ANYTHING] == reach[:, TIES]).all()
    share = reach[:, BY_MESSENGER] / reach[:, TIES]
    assert (share[:2] == 1.0).all()
    assert (share[12:] == 1.0).all()
    during = share[2:12]
    assert during[0] == pytest.approx(0.2**2, abs=0.01)
    assert (np.diff(during) >= 0).all()
    assert during[-1] > during[0]


def test_fear_for_a_struck_owner_makes_people_withdraw_once(lives, ordinary):
    scenario = lives.toy(TALK, RIVAL, SMS, beyond=[lives.BANK])
    calm = lives.among(scenario, fear_per_h=0.0)
    _, without = lives.live(calm, dark, people=PEOPLE)
    assert without.tally.told[FEAR] == 0
    came = ordinary.tally.arrived[:, BANKING] - without.tally.arrived[:, BANKING]
    assert (came >= 0).all()
    assert came[:2].sum() == 0
    assert 0 < came.sum() <= ordinary.tally.told[FEAR]
    panic = lives.among(scenario, fear_per_h=5.0, fear_lasts_h=500.0)
    _, run = lives.live(panic, dark, people=PEOPLE)
    withdrawn = run.tally.arrived[:, BANKING].sum() - without.tally.arrived[:, BANKING].sum()
    assert 0.9 * PEOPLE < withdrawn <= PEOPLE


def test_a_bank_of_another_name_is_not_feared_for(lives):
    bank = {**lives.BANK, "options": [{"service": "other_bank", "primacy": 1.0}]}
    bank["options"] = [{"service": "rival", "primacy": 1.0}, {"service": "sms", "outside": True}]
    scenario = lives.toy(TALK, SMS, beyond=[bank])
    apart = lives.among(scenario, fear_per_h=5.0)
    needs = [
        lives.live(case, dark, people=1000)[1].tally.arrived[:, BANKING].sum()
        for case in (lives.among(scenario, fear_per_h=0.0), apart)
    ]
    assert needs[0] == needs[1]
    one_house = lives.among(apart, houses=(("acme", "other"),))
    assert lives.live(one_house, dark, people=1000)[1].tally.arrived[:, BANKING].sum() > needs[0]
    struck_alone = lives.among(one_house, fear_spillover=0.0)
    _, calm = lives.live(struck_alone, dark, people=1000)
    assert calm.tally.told[FEAR] > 100
    assert calm.tally.arrived[:, BANKING].sum() == needs[0]


def test_whoever_is_moved_by_others_must_be_able_to_sign_up_too(lives):
    moved = {"adopt_by_media_per_h": 0.05, "adopt_by_contacts_per_h": 0.0, "fear_per_h": 0.0}
    rival = {**RIVAL, "holders": 0.0, "network": False, "adoption": 1e-6, "sign_up_needs": "pay"}
    scenario = lives.among(lives.toy({**TALK, "network": False}, rival), **moved)
    adopted = []
    for quality in (1.0, 0.3, 0.0):
        _, sums = lives.live(scenario, lambda beat, q=quality: {**dark(beat), "pay": q})
        adopted.append(sums.tally.adopted[1])
    assert adopted[0] > 100
    assert 0.2 < adopted[1] / adopted[0] < 0.5
    assert adopted[2] == 0


def test_advertising_multiplies_adoption(lives, ordinary):
    scenario = lives.toy(TALK, RIVAL, SMS, beyond=[lives.BANK])
    loud = lives.among(scenario, advert_after_h=0.0, advert_factor=3.0)
    _, sums = lives.live(loud, dark, people=PEOPLE)
    assert sums.tally.adopted[1] > 1.5 * ordinary.tally.adopted[1]


def test_threads_and_followers_live_the_same_social_lives(lives):
    scenario = lives.toy(TALK, RIVAL, SMS, beyond=[lives.BANK])
    _, one = lives.live(scenario, dark, people=3 * PEOPLE, leaders=COMMUNITY)
    _, two = lives.live(scenario, dark, people=3 * PEOPLE, threads=2, leaders=COMMUNITY)
    assert lives.same(one, two)
    _, led = lives.live(scenario, dark, people=PEOPLE)
    followers = one.tally.told - led.tally.told
    assert followers.sum() > led.tally.told.sum() > 0
