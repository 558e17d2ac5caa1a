"""Check what is in the air: media, notices, advertising, shares, and under whose name."""

import numpy as np
import pytest

from simulator.population.air import (
    ADVERT,
    AWARE_SHARE,
    MEDIA,
    NOTICE,
    OUTAGE,
    SAME_HOUSE,
    STRUCK,
    UNTOUCHED,
)
from simulator.population.attention import Attention
from simulator.topology.compile import compile_scenario

TALK = {"service": "talk", "primacy": 1.0}
RIVAL = {"service": "rival", "holders": 0.3, "adoption": 0.1}
SMS = {"service": "sms", "outside": True}
PAY = {
    "id": "pay", "name": "Pay", "needs_per_day": 1.0, "urgent_share": 0.5,
    "tolerance_urgent_min": 3.0, "tolerance_deferrable_min": 60.0, "lapse_h": 2.0, "attempts": 2,
    "by_hour": [1] * 24, "by_weekday": [1] * 7, "options": [{"service": "pay", "primacy": 1.0}],
}  # fmt: skip
NONE = np.zeros(4, np.int64)
PEOPLE = 1000
TALK_LOST, PAY_LOST = np.array([True, False, False, False]), np.array([False] * 3 + [True])
NOTHING_LOST = np.zeros(4, np.bool_)


@pytest.fixture
def attention(lives, friends):
    """Follow what is talked of in a society."""

    def follow(tries=None, **society):
        scenario = lives.toy(TALK, RIVAL, SMS, beyond=[PAY])
        world = compile_scenario(friends.with_society(scenario, **society))
        return Attention(world, np.array([PEOPLE, 0.0, 0.0, PEOPLE]) if tries is None else tries)

    return follow


def breathed(attention, lost, beats, told=0, adopted=NONE):
    """Breathe for some beats and return the last row."""
    for _ in range(beats):
        air = attention.breathe(lost, told, adopted, PEOPLE)
    return air


def test_the_air_is_clear_until_something_is_lost(attention):
    calm = attention()
    assert breathed(calm, NOTHING_LOST, 100).row[OUTAGE] == 0
    assert calm.clear
    assert breathed(calm, TALK_LOST, 1).row[OUTAGE] == 1
    assert not calm.clear
    outside = attention()
    assert breathed(outside, np.array([False, False, True, False]), 5).row[OUTAGE] == 0


def test_media_rise_within_hours_and_fade_within_a_day_of_return(attention):
    media, ahead_h = attention(), 0.125
    row = breathed(media, TALK_LOST, 12 * 4).row
    assert row[MEDIA] == pytest.approx(1 - np.exp(-(47 / 12 + ahead_h)))
    turned = breathed(media, NOTHING_LOST, 12 * 18).row
    assert turned[MEDIA] == pytest.approx(row[MEDIA] * np.exp(-1.0))


def test_attention_turns_after_a_cycle_of_news_though_nothing_is_back(attention):
    media = attention(attention_lasts_h=24.0)
    first_day = breathed(media, TALK_LOST, 12 * 24).row[MEDIA]
    second_day = breathed(media, TALK_LOST, 12 * 24).row[MEDIA]
    assert first_day > 0.99
    assert second_day == pytest.approx(first_day * np.exp(-24 / 18), rel=0.01)


def test_attention_turns_when_most_is_back(attention):
    media, both = attention(), TALK_LOST | PAY_LOST
    held = breathed(media, both, 24).row[MEDIA]
    still = breathed(media, TALK_LOST, 12).row[MEDIA]  # ten needs a day against one
    assert still > held
    assert breathed(media, PAY_LOST, 12).row[MEDIA] < still


def test_attention_weighs_apps_by_their_ordinary_tries_not_by_who_has_them(attention):
    both = TALK_LOST | PAY_LOST
    media = attention(np.array([0.01 * PEOPLE, 0.0, 0.0, PEOPLE]))  # a tenth of needs to talk
    held = breathed(media, both, 24).row[MEDIA]
    still = breathed(media, PAY_LOST, 12).row[MEDIA]
    assert still > held
    assert breathed(media, TALK_LOST, 12).row[MEDIA] < still


def test_an_outage_is_one_until_attention_has_faded(attention):
    media = attention()
    breathed(media, TALK_LOST, 24)
    assert breathed(media, NOTHING_LOST, 12).row[OUTAGE] == 1
    assert breathed(media, TALK_LOST, 12).row[OUTAGE] == 1
    assert breathed(media, NOTHING_LOST, 12 * 24 * 5).row[OUTAGE] == 0
    assert media.clear
    assert breathed(media, TALK_LOST, 1).row[OUTAGE] == 2


def test_shares_count_from_the_beginning_of_the_outage(attention):
    media = attention()
    breathed(media, NOTHING_LOST, 1, told=70, adopted=np.array([0, 50, 0, 0]))
    air = breathed(media, TALK_LOST, 1, told=100, adopted=np.array([0, 60, 0, 0]))
    assert air.row[AWARE_SHARE] == 0.0
    air = breathed(media, TALK_LOST, 1, told=350, adopted=np.array([0, 160, 0, 0]))
    assert air.row[AWARE_SHARE] == pytest.approx(0.25)
    assert air.adopters.tolist() == pytest.approx([0.1])


def test_notices_and_adverts_come_when_declared(attention):
    media = attention(notice_after_h=1.0, advert_after_h=2.0, advert_factor=3.0)
    rows = [breathed(media, TALK_LOST, 1).row for _ in range(36)]
    assert [row[NOTICE] for row in rows] == [0.0] * 12 + [1.0] * 24
    assert [row[ADVERT] for row in rows] == [1.0] * 24 + [3.0] * 12
    silent = attention()
    assert breathed(silent, TALK_LOST, 1000).row[[NOTICE, ADVERT]].tolist() == [0.0, 1.0]


def test_what_bears_the_name_of_what_is_struck_is_feared_for(attention):
    media = attention()
    air = breathed(media, TALK_LOST, 1)  # talk and pay are the same owner's
    assert air.menace.tolist() == [STRUCK, UNTOUCHED, UNTOUCHED, SAME_HOUSE]
    assert air.struck.tolist() == [STRUCK]
    one_name = attention(houses=(("acme", "other"),))
    assert breathed(one_name, TALK_LOST, 1).menace[1] == SAME_HOUSE
    back = breathed(media, NOTHING_LOST, 12)
    assert back.menace[0] == STRUCK  # fear outlasts recovery
