"""Check how news, fear and examples reach people in the social steps."""

import numpy as np
import pytest
from scipy.special import betainc

from simulator.population.air import (
    ADVERT,
    MEDIA,
    NOTICE,
    OUTAGE,
    SAME_HOUSE,
    STRUCK,
    clear_air,
)
from simulator.population.arrays import COMMUNITY, NEVER
from simulator.population.contact_arrays import (
    ADOPT,
    AWARE,
    CAUSES,
    FEAR,
    FEARS_HOUSE,
    FEARS_STRUCK,
)
from simulator.population.contact_arrays import ADVERT as BY_ADVERT
from simulator.population.contact_arrays import CONTACT as BY_CONTACT
from simulator.population.contact_arrays import MEDIA as BY_MEDIA
from simulator.population.contact_arrays import NOTICE as BY_NOTICE
from simulator.population.social import live_socially
from simulator.units import HOUR_MS

TALK = {"service": "talk", "primacy": 1.0, "network": True}
RIVAL = {"service": "rival", "holders": 0.3, "network": True, "adoption": 0.1}
ABROAD = {"outside_share": 1.0, "fear_per_h": 0.0}
"""All contacts but those of the household follow the shares of the country."""
SILENT = {"media_per_h": 0.0, "told_by_contacts_per_h": 0.0}
STILL = {"adopt_by_media_per_h": 0.0, "adopt_by_contacts_per_h": 0.0}
N = 2 * COMMUNITY


@pytest.fixture
def crowd(lives, friends):
    """Bear people of a society who know each other."""

    def bear(**society):
        scenario = friends.with_society(lives.toy(TALK, RIVAL), **society)
        return friends.befriended(scenario, N)

    return bear


def talk_of(world, **row):
    """Say what is in the air during an outage of everything."""
    air = clear_air(world.customs, len(world.habits.service))
    air.row[OUTAGE] = 1
    for place, value in row.items():
        air.row[{"media": MEDIA, "notice": NOTICE, "advert": ADVERT}[place]] = value
    air.struck[:] = air.menace[:] = STRUCK
    return air


def live(town, air, steps, each=None):
    """Live through some steps and return what was told and what was decided, in order."""
    _, block, contacts = town
    told, decisions = np.zeros(len(CAUSES), np.int64), []
    for step in range(steps):
        if each is not None:
            each(step, told, decisions)
        for q in range(len(contacts.head)):
            done = False
            while not done:
                done = live_socially(contacts, air, told, block.segment, 0, np.uint64(1), q, step)
                decisions += contacts.decisions[q, : contacts.decided[q]].tolist()
                contacts.decided[q] = 0
    return told, decisions


def aware(contacts):
    return contacts.person["flags"] & AWARE == AWARE


def make_eligible(contacts):
    """Let everybody know, and have failed in whatever step comes."""
    contacts.outage[:] = 1
    contacts.person["flags"] |= AWARE
    contacts.moves["failed_step"] = 60_000


def begin(town, air):
    """Begin the outage for everybody, then let everybody know and have failed lately."""
    live(town, air, 1)
    make_eligible(town[2])


def test_nothing_happens_while_nothing_is_in_the_air(crowd):
    town = crowd(media_per_h=50.0)
    told, decisions = live(town, clear_air(town[0].customs, 2), 8)
    assert told.sum() == 0
    assert decisions == []


@pytest.mark.parametrize(("hours", "expected"), [(2 / 3, 0.165), (4.0, 0.951)])
def test_media_alone_tell_a_sixth_in_forty_minutes_and_nearly_all_in_four_hours(
    crowd, hours, expected
):
    town = crowd(told_by_contacts_per_h=0.0)
    air, step_h = talk_of(town[0]), 1 / 12
    world, block, contacts = town
    fine = contacts._replace(
        customs=world.customs._replace(step_ms=HOUR_MS // 12),
        head=np.full((len(contacts.head), 300), 65_535, np.uint16),
    )

    def rise(step, _told, _decisions):
        air.row[MEDIA] = 1 - np.exp(-(step + 0.5) * step_h)

    told, _ = live((world, block, fine), air, round(hours / step_h), rise)
    share = told[BY_MEDIA] / N
    assert share == pytest.approx(expected, abs=4 * (expected * (1 - expected) / N) ** 0.5 + 0.002)
    assert told.sum() - told[FEAR] == aware(contacts).sum() == told[BY_MEDIA]


def test_contacts_tell_those_sooner_who_have_more_who_know(crowd, friends):
    town = crowd(media_per_h=0.0, told_by_contacts_per_h=2.0)
    contacts, air = town[2], talk_of(town[0])
    contacts.person["flags"][:200] = AWARE
    contacts.person["failed_ms"] = 0
    known = np.zeros(COMMUNITY)
    for i, j in friends.tie_ends(contacts):
        known[i] += j < 200
    told, _ = live(town, air, 4)
    heard = aware(contacts)[:COMMUNITY]
    heard[:200] = False
    assert told[BY_CONTACT] > 100
    assert heard[known >= 2].mean() > 2 * heard[(known == 0)].mean() > 0.0


def test_an_official_notice_is_heard_from_when_it_is_given(crowd):
    town = crowd(**SILENT, notice_after_h=1.0, notice_per_h=2.0)
    air = talk_of(town[0])

    def tell(step, _told, _decisions):
        air.row[NOTICE] = step >= 4

    told, _ = live(town, air, 4, tell)
    assert told.sum() == 0
    town[2].outage[:] = 0
    told, _ = live(town, air, 8, tell)
    expected = 1 - np.exp(-2.0)
    assert told[BY_NOTICE] / N == pytest.approx(expected, abs=4 * (0.12 / N) ** 0.5)


def test_the_length_of_a_step_moves_no_news_of_media(crowd):
    heard = []
    for parts in (1, 3):
        world, block, contacts = crowd(told_by_contacts_per_h=0.0)
        contacts = contacts._replace(
            customs=world.customs._replace(step_ms=HOUR_MS // 4 // parts),
            head=np.full((len(contacts.head), 200), 65_535, np.uint16),
        )
        live((world, block, contacts), talk_of(world, media=0.5), 6 * parts)
        heard.append(aware(contacts).copy())
    assert 0.2 < heard[0].mean() < 0.7
    assert (heard[0] == heard[1]).all()


def test_fear_comes_at_its_rate_to_those_who_know_and_ends(crowd):
    town = crowd(**STILL, fear_per_h=0.1, fear_spillover=0.3, fear_lasts_h=5.0)
    air, contacts = talk_of(town[0], media=1.0), town[2]
    begin(town, air)
    told, _ = live(town, air, 20)
    expected = 0.1 * 1.3 * 4.75 * N
    assert told[FEAR] == pytest.approx(expected, abs=4 * expected**0.5)
    kinds = contacts.person["flags"][contacts.person["flags"] > AWARE]
    assert (kinds & FEARS_STRUCK > 0).mean() == pytest.approx(1 / 1.3, abs=0.06)
    until = contacts.person["fear_until_ms"][contacts.person["fear_until_ms"] > 0]
    assert 3.0 < (until / HOUR_MS).mean() < 3 + 2 * 5.0


def test_who_does_not_know_is_neither_afraid_nor_moved(crowd):
    town = crowd(**SILENT, fear_per_h=1.0, adopt_by_media_per_h=1.0)
    town[2].moves["failed_step"] = 60_000
    told, decisions = live(town, talk_of(town[0], media=1.0), 8)
    assert told.sum() == 0
    assert decisions == []


def test_media_move_those_who_failed_lately_and_adverts_move_more(crowd):
    moved = {"adopt_by_media_per_h": 0.1, "adopt_by_contacts_per_h": 0.0, "advert_after_h": 0.0}
    town = crowd(**moved, advert_factor=2.0, fear_per_h=0.0)
    air = talk_of(town[0], media=1.0, advert=2.0)
    begin(town, air)
    _, decisions = live(town, air, 16)
    causes = np.array([cause for *_, cause in decisions])
    expected = 0.2 * 3.75 * N
    assert len(decisions) == pytest.approx(expected, abs=4 * expected**0.5)
    assert {kind for _, _, kind, _, _ in decisions} == {ADOPT}
    assert (causes == BY_MEDIA).mean() == pytest.approx(0.5, abs=0.05)
    assert set(causes) == {BY_MEDIA, BY_ADVERT}


def test_failures_of_long_ago_move_nobody_unless_there_is_fear(crowd):
    town = crowd(adopt_by_media_per_h=0.1, fear_per_h=0.0)
    air, contacts = talk_of(town[0], media=1.0), town[2]
    begin(town, air)
    contacts.moves["failed_step"] = 0
    assert live(town, air, 8)[1] == []
    contacts.person["flags"] |= FEARS_STRUCK
    contacts.person["fear_until_ms"] = 100 * HOUR_MS
    contacts.outage[:] = 0
    live(town, air, 1)
    contacts.person["flags"] |= AWARE
    _, decisions = live(town, air, 8)
    assert {cause for *_, cause in decisions} == {FEAR}
    air.struck[:] = SAME_HOUSE  # their fear was for what was struck
    assert live(town, air, 12)[1] == []


def failed_before(world, hours, step):
    """Count from 1 the step that begins so many hours before another one."""
    return step - hours * HOUR_MS // world.customs.step_ms + 1


@pytest.mark.parametrize(("hours", "moves"), [(1, True), (2, False)])
def test_lately_is_two_hours_at_most(crowd, hours, moves):
    town = crowd(adopt_by_media_per_h=0.5, adopt_by_contacts_per_h=0.0, fear_per_h=0.0)
    air, contacts = talk_of(town[0], media=1.0), town[2]
    begin(town, air)

    def fail_before(step, _told, _decisions):
        contacts.moves["failed_step"] = 0 if step < 12 else failed_before(town[0], hours, step)

    _, decisions = live(town, air, 20, fail_before)
    assert (len(decisions) > 0) is moves


def test_fear_may_last_beyond_any_run_but_has_an_end(crowd):
    town = crowd(**STILL, fear_per_h=5.0, fear_lasts_h=20_000.0)
    begin(town, talk_of(town[0], media=1.0))
    live(town, talk_of(town[0], media=1.0), 8)
    until = town[2].person["fear_until_ms"]
    assert until.max() == NEVER
    assert until.min() >= 0


def test_fear_that_is_over_does_not_come_back_with_another(crowd):
    town = crowd(**STILL, fear_per_h=2.0, fear_spillover=0.0)
    contacts, air = town[2], talk_of(town[0], media=1.0)
    begin(town, air)
    contacts.person["flags"] |= FEARS_HOUSE
    live(town, air, 8)
    afraid = contacts.person["fear_until_ms"] > 0
    assert afraid.sum() > 1000
    assert (contacts.person["flags"][afraid] & FEARS_STRUCK).all()
    assert not (contacts.person["flags"][afraid] & FEARS_HOUSE).any()


def test_with_contagion_off_contacts_move_nobody(crowd):
    town = crowd(contagion="off", adopt_by_contacts_per_h=5.0, adopt_by_media_per_h=0.0)
    air = talk_of(town[0])
    air.adopters[:] = 1.0
    begin(town, air)
    assert [d for d in live(town, air, 8)[1] if d[2] == ADOPT] == []


def test_thresholds_hold_people_back_until_enough_contacts_have_moved(crowd):
    town = crowd(contagion="complex", **ABROAD)
    air = talk_of(town[0])
    begin(town, air)
    assert live(town, air, 8)[1] == []
    air.adopters[:] = 0.25
    _, some = live(town, air, 40)
    movers = {person for person, *_ in some}
    own = town[2].person
    share = 0.25 * own["outside"] / (own["ties"].astype(int) + own["outside"])
    expected = betainc(2.0, 6.0, share).mean()
    assert len(movers) / N == pytest.approx(expected, abs=4 * (0.25 / N) ** 0.5)
    assert {cause for *_, cause in some} == {BY_CONTACT}


def test_a_new_outage_is_news_again_but_to_those_who_failed_lately(crowd):
    town = crowd(**SILENT)
    contacts, air = town[2], talk_of(town[0])
    contacts.person["flags"] = AWARE
    contacts.person["failed_ms"][: N // 2] = 30 * HOUR_MS
    contacts.moves["movers"] = 3
    live(town, air, 1)
    air.row[OUTAGE] = 2
    told = np.zeros(len(CAUSES), np.int64)
    for q in range(len(contacts.head)):
        assert live_socially(contacts, air, told, town[1].segment, 0, np.uint64(1), q, 32 * 4 - 60)
    assert told.sum() == 0
    assert aware(contacts)[: N // 2].all()
    assert not aware(contacts)[N // 2 :].any()
    assert contacts.person["knowing"][: COMMUNITY // 2].max() > 0
    assert (contacts.moves["movers"] == 0).all()  # shares of movers begin anew, here as elsewhere
