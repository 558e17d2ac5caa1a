"""Check the shipped worlds against the measured figures that their holders are derived from."""

import numpy as np
import pytest

from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_table
from simulator.model.means import holders_in
from simulator.topology.compile import compile_scenario

CATEGORIES = {
    *("messaging", "pay", "taxi", "maps", "bank", "mail", "login", "commerce", "delivery"),
    *("ticketing", "public_service", "content", "merchant"),
}
MONTHLY = {  # category, app -> period and panel of the row from which its holders are derived
    ("messaging", "line"): ("2022-08", "MobileIndex"),
    ("messaging", "telegram"): ("2022-10", "press"),
    ("messaging", "messenger"): ("2022-10", "press"),
    ("pay", "samsung_pay"): ("2022", "WiseApp"),
    ("taxi", "tada"): ("2022-01", "press"),
    ("maps", "kakao_map"): ("2022-08", "MobileIndex"),
    ("maps", "naver_map"): ("2022-08", "MobileIndex"),
    ("maps", "tmap"): ("2022", "WiseApp"),
    ("maps", "kakao_bus"): ("2022-09", "MobileIndex"),
    ("bank", "kakaobank"): ("2022-08", "MobileIndex"),
    ("content", "daum"): ("2022-08", "MobileIndex"),
}


@pytest.fixture(scope="module")
def korea():
    return read_scenario("kakao-2022")


@pytest.fixture(scope="module")
def residents(korea):
    """Count residents over ten by segment."""
    habits = compile_scenario(korea).habits
    ages = np.diff(habits.person_cumulative, prepend=0.0).reshape(-1, 9).sum(axis=0)
    shares = np.diff(habits.segment_cumulative, axis=1, prepend=0.0)
    people = korea.people.residents * (ages[:, None] * shares).sum(axis=0)
    return dict(zip((s.id for s in korea.people.segments), people, strict=True))


def option(scenario, category, service):
    found = next(c for c in scenario.people.categories if c.id == category)
    return next(o for o in found.options if o.service == service)


def with_it(scenario, residents, category, service):
    means = option(scenario, category, service)
    return sum(holders_in(means, segment) * n for segment, n in residents.items())


@pytest.mark.parametrize("name", ["kakao-2022", "tessera"])
def test_both_countries_have_every_category(name):
    scenario = read_scenario(name)
    assert {c.id for c in scenario.people.categories} == CATEGORIES


def test_segments_have_their_shares(residents):
    total = sum(residents.values())
    shares = {segment: n / total for segment, n in residents.items()}
    assert total == pytest.approx(51.7e6 * (1 - 0.069), rel=0.001)  # children have no needs
    expected = {
        "youth": 0.22,
        "adults": 0.443,
        "elderly": 0.24,
        "merchants": 0.05,
        "drivers": 0.007,
    }
    assert {k: shares[k] for k in expected} == pytest.approx(expected, abs=0.021)
    assert shares["foreign"] == pytest.approx(0.04)


@pytest.mark.parametrize(("category", "app"), MONTHLY)
def test_holders_add_up_to_the_users_of_a_month(korea, residents, category, app):
    period, panel = MONTHLY[category, app]
    (row,) = [
        row
        for row in read_table("app_baselines")
        if (row["app"], row["measure"], row["period"], row["panel"])
        == (app, "monthly_users", period, panel)
    ]
    assert with_it(korea, residents, category, app) == pytest.approx(float(row["value"]), rel=0.03)


def test_as_many_have_both_maps_as_were_measured(korea, residents):
    kakao, naver = (option(korea, "maps", app) for app in ("kakao_map", "naver_map"))
    together = korea.people.behaviour.repertoire_together
    both = 0.0
    for segment, n in residents.items():
        a, b = holders_in(kakao, segment), holders_in(naver, segment)
        both += n * ((1 - together**2) * a * b + together**2 * min(a, b))
    (row,) = [r for r in read_table("app_baselines") if r["measure"] == "shared_monthly_users"]
    assert both == pytest.approx(float(row["value"]), rel=0.01)


def test_the_second_messenger_follows_the_pattern_of_the_surveys(korea):
    surveys = {"youth": 0.85, "adults": 0.62, "elderly": 0.30, "merchants": 0.5, "drivers": 0.3,
               "foreign": 0.8}  # fmt: skip
    for app in ("line", "telegram", "messenger"):
        means = option(korea, "messaging", app)
        ratios = [holders_in(means, segment) / share for segment, share in surveys.items()]
        assert max(ratios) == pytest.approx(min(ratios), rel=0.03)


def test_what_the_page_says_of_second_messengers(korea, checkout):
    apps = [o for c in korea.people.categories if c.id == "messaging" for o in c.options]
    second = [o for o in apps if o.network and o.service != "kakaotalk"]
    page = (checkout / "docs" / "scenarios.md").read_text("utf-8").replace("\n", " ")
    found = [
        f"{100 * (1 - np.prod([1 - holders_in(o, segment) for o in second])):.0f} %"
        for segment in ("youth", "adults", "elderly")
    ]
    assert f"{found[0]} of the young, {found[1]} of adults and {found[2]} of the old" in page


def test_nothing_is_worth_trying_once_a_show_has_begun(korea):
    habits = compile_scenario(korea).habits
    c = [category.id for category in korea.people.categories].index("ticketing")
    others = np.arange(len(habits.tries)) != c
    whole = habits.tolerance_ms + habits.lapse_ms
    assert habits.worth_ms[c].tolist() == [12 * 3_600_000, 5 * 60_000 + 3 * 3_600_000]
    assert np.array_equal(habits.worth_ms[others], whole[others])


def test_a_payment_that_can_wait_may_be_made_tomorrow(korea):
    habits = compile_scenario(korea).habits
    c = [category.id for category in korea.people.categories].index("pay")
    assert habits.lapse_ms[c].tolist() == [24 * 3_600_000, 2 * 3_600_000]
