"""Check the observed values: that all targets stand there, sourced, in their intervals."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest

from simulator.io.tables import read_observations, read_table
from simulator.model.evidence import MEANINGS, MEASURES, UNITS, Observation

CASE = "kakao-2022"
NOT_ON_THE_WEB = "엠포스"

# The targets laid down before any comparison, expanded into single values:
# (quantity, use, informed) -> subjects, one for each row.
TARGETS = {
    ("first_function_h", "fit", False): "kakao_login kakao_pay kakao_t kakaotalk daum_mail",
    ("full_function_h", "fit", False): "kakao",
    ("first_function_h", "check", False): "kakaotalk talk_channel",
    ("servers_live", "fit", False): "pangyo pangyo pangyo pangyo",
    ("full_function_h", "check", True): "naver",
    ("first_function_h", "check", True): "kakaobank",
    ("use_change", "fit", False): "kakaotalk kakaotalk",
    ("excess_daily_users", "fit", False): "line line",
    ("excess_daily_users", "check", True): "line line telegram",
    ("gain_kept_share", "check", True): "telegram",
    ("new_installs", "check", False): "line naver_map tmap ut bus_app telegram",
    ("attention_ratio", "check", True): "kakao kakao",
    ("loss_regained_share", "check", False): "kakaotalk",
    ("volume_ratio", "check", True): "sms voice",
    ("daily_users_ratio", "fit", False): "ut",
    ("trips_change", "check", True): "taxi",
    ("revenue_change", "check", True): "taxi",
    ("stated_switch_share", "check", True): "kakaotalk",
    ("switched_share", "check", True): "kakaotalk",
}

# id -> observed, low, high: the agreed values and tolerances.
STATED = {
    "text-first": (10, 9, 11),
    "login-first": (18.9, 16.5, 22.2),
    "taxi-first": (19.5, 17.5, 22.5),
    "pay-first": (16.5, 3.5, 27.5),
    "mail-first": (86.5, 85.5, 87.5),
    "kakao-full": (127.5, 126.5, 128.5),
    "media-first": (30, 0, 30),
    "channel-first": (65.5, 0, 65.5),
    "servers-cut": (0, 0, 2_000),
    "servers-22h": (12_000, 10_000, 14_000),
    "servers-before-power": (22_000, 0, 24_000),
    "servers-full": (32_000, 30_000, 32_000),
    "naver-full": (4, 0.33, 12),
    "use-15-oct": (-0.219, -0.259, -0.179),
    "use-16-oct": (-0.132, -0.172, -0.092),
    "line-15-oct": (530_000, 380_000, 680_000),
    "line-16-oct": (850_000, 700_000, 1_000_000),
    "ut-15-oct": (3.6, 2.9, 4.3),
    "sms-volume": (2.6, 2.5, 2.7),
    "voice-volume": (1.06, 1.0, 1.12),
    "taxi-trips": (-0.057, -0.077, -0.037),
    "taxi-revenue": (-0.086, -0.106, -0.066),
    "attention-15-oct": (8.9, 1, 1000),
    "attention-16-oct": (1, 0, 1),
}


@pytest.fixture(scope="module")
def observations() -> dict[str, Observation]:
    return {observation.id: observation for observation in read_observations(CASE)}


def test_every_target_stands_there_and_no_other(observations):
    found = Counter((o.quantity, o.use, o.informed, o.subject) for o in observations.values())
    expected = Counter((*key, name) for key, names in TARGETS.items() for name in names.split())
    assert found == expected
    assert len(observations) == 38


def test_fit_and_check_are_counted(observations):
    counts = Counter((o.use, o.informed) for o in observations.values())
    assert counts == {("fit", False): 15, ("check", False): 9, ("check", True): 14}


def test_stated_intervals_are_the_agreed_ones(observations):
    found = {name: (o.observed, o.low, o.high) for name, o in observations.items()}
    assert {name: found[name] for name in STATED} == STATED
    installs = {name for name, o in observations.items() if o.quantity == "new_installs"}
    stated = {name for name, o in observations.items() if o.interval == "stated"}
    assert stated == set(STATED) | installs


def test_installs_may_be_off_by_half(observations):
    installs = [o for o in observations.values() if o.quantity == "new_installs"]
    assert [o.observed for o in installs] == [235e3, 82e3, 64e3, 52e3, 33e3, 16e3]
    for o in installs:
        assert o.low == pytest.approx(o.observed / 1.5, abs=1)
        assert o.high == pytest.approx(o.observed * 1.5, abs=1)


def test_a_judged_interval_gives_its_reason(observations):
    judged = [o for o in observations.values() if o.interval == "judged"]
    assert judged
    assert [o.id for o in judged if "Interval" not in o.note] == []


def test_values_lie_in_intervals_wide_enough(observations):
    for o in observations.values():
        assert o.low <= o.observed <= o.high, o.id
        assert o.low < o.high, o.id
        if o.unit == "h" and o.relation == "about":
            assert o.high - o.low >= 2, o.id


def test_every_row_has_a_source_that_can_be_found(observations):
    assert all(o.source for o in observations.values())
    bare = [o for o in observations.values() if not o.source_url]
    assert all(NOT_ON_THE_WEB in o.source for o in bare)
    assert len(bare) < len(observations) / 4


def test_days_and_hours_fit_what_is_measured(observations):
    for o in observations.values():
        times = (o.quantity.endswith("function_h"), o.at_h is not None, o.day is not None)
        assert sum(times) == 1, o.id
        if o.day is not None:
            assert dt.date(2022, 10, 15) <= o.day <= dt.date(2022, 12, 31)
            assert o.panel, o.id
    hours = [o.at_h for o in observations.values() if o.at_h is not None]
    assert hours == [1.4, 22, 85.4, 90]
    assert all(a < b for a, b in pairwise(hours))


def test_panels_are_not_mixed(observations):
    assert observations["line-15-oct"].panel == "MobileIndex"
    assert observations["line-16-oct"].panel == "WiseApp"


def test_what_is_counted_by_a_panel_names_one_that_is_known(observations):
    counted = {name: o for name, o in observations.items() if o.quantity in MEASURES}
    assert len(counted) == 20
    for name, o in counted.items():
        assert o.seen_by is not None, name
        assert (o.seen_by.panel, o.seen_by.measure) == (o.panel, MEASURES[o.quantity])
    assert all(o.seen_by is None for o in observations.values() if o.id not in counted)


def test_a_base_is_the_day_before_the_fault_or_none(observations):
    bases = {o.base for o in observations.values()}
    assert bases == {None, dt.date(2022, 10, 14)}
    of_twin = {o.id for o in observations.values() if o.seen_by and o.base is None}
    assert of_twin - {name for name in of_twin if name.startswith("installs")} == {
        "use-15-oct",  # base not stated
        "use-16-oct",
        "taxi-trips",  # two Saturdays that lie outside the run
    }


def test_the_vocabulary_is_closed_and_used(observations):
    used = {row["quantity"] for row in read_table("observations")}
    assert set(UNITS) == set(MEANINGS) == used >= {o.quantity for o in observations.values()}
    assert all(o.unit == UNITS[o.quantity] for o in observations.values())


def test_times_agree_with_the_timeline(observations):
    hours = {row["id"]: float(row["t_h"] or "nan") for row in read_table("timeline_kakao_2022")}
    pairs = {
        "text-first": "text-first",
        "login-first": "pc-login",
        "taxi-first": "taxi-company",
        "pay-first": "pay-listed",
        "mail-first": "daum-mail",
        "kakao-full": "all-restored",
        "media-first": "media",
        "channel-first": "channel",
        "kakaobank-core": "kakaobank",
        "naver-full": "naver-most",
    }
    for name, event in pairs.items():
        assert observations[name].observed == pytest.approx(hours[event], abs=0.05), name


def test_panel_figures_follow_from_the_baselines(observations):
    users = {
        (row["app"], row["panel"], row["period"]): float(row["value"])
        for row in read_table("app_baselines")
        if row["measure"] == "daily_users"
    }
    gains = [o for o in observations.values() if o.quantity == "excess_daily_users"]
    assert len(gains) == 5
    for o in gains:
        gain = users[o.subject, o.panel, str(o.day)] - users[o.subject, o.panel, "2022-10-14"]
        assert o.observed == pytest.approx(gain), o.id


def test_the_other_cases_have_their_rows():
    cases = Counter(row["case"] for row in read_table("observations"))
    assert cases == {
        CASE: 38,
        "exchange-fire-2018": 12,
        "quake-2016": 1,
        "yes24-2025-june": 2,
        "yes24-2025-august": 1,
    }


@pytest.mark.parametrize(
    "case", ["exchange-fire-2018", "yes24-2025-june", "yes24-2025-august", "quake-2016"]
)
def test_their_rows_keep_the_same_rules(case):
    for o in read_observations(case):
        assert o.low < o.observed < o.high or o.observed == o.high, o.id
        assert o.source_url, o.id
        assert "Interval" in o.note, o.id
        if o.quantity == "servers_live":
            whole = {"kt_mobile": 2833, "kt_internet": 220, "kt_landline": 232}[o.feature or ""]
            assert o.high <= whole
            assert o.observed - o.low == pytest.approx(0.05 * whole, abs=0.6)
        elif o.quantity == "overrun_h":
            assert o.high - o.low == pytest.approx(1)
        elif o.quantity == "sales_change":
            assert o.day is not None
            assert o.until_day == o.day + dt.timedelta(days=1)
            assert o.seen_by is not None
        else:
            assert o.high - o.low >= 2
