"""Tell how drivers and riders fare when the apps that bring them work go dark."""

import pytest

from simulator.engine.run import run, without_hazards
from simulator.io.scenario_files import read_scenario

PEOPLE = 20_000
SETTINGS = {"clock.horizon_h": "60"}
OUTAGE = range(40, 58)
"""Hours of the run in which the taxi app was dark."""


@pytest.fixture(scope="module")
def kakao():
    """Live through the fire, and through the same days without it."""
    scenario = read_scenario("kakao-2022", SETTINGS)
    return run(scenario, 1, PEOPLE), run(without_hazards(scenario), 1, PEOPLE)


def jobs(result, supplier, hours=OUTAGE):
    """Add up requests and jobs of a supplier by service."""
    table = result.tables["jobs"]
    here = table[(table["supplier"] == supplier) & table["hour"].isin(hours)]
    return here.groupby("service")[["requests", "jobs"]].sum()


def test_an_ordinary_day_serves_every_rider(kakao):
    table = kakao[1].tables["jobs"]
    assert table["jobs"].sum() > 1000
    assert (table["jobs"] == table["requests"]).all()


def test_the_street_takes_many_of_those_who_lost_the_app_but_not_all(kakao):
    during, usual = (jobs(result, "taxis") for result in kakao)
    assert during.loc["kakao_t", "jobs"] == 0
    assert during.loc["street_hail", "jobs"] > 1.5 * usual.loc["street_hail", "jobs"]
    share = during["jobs"].sum() / usual["jobs"].sum()
    assert 0.5 < share < 0.95


def test_drivers_income_comes_back_with_the_app(kakao):
    later, usual = (jobs(result, "taxis", range(58, 60))["jobs"].sum() for result in kakao)
    assert later > 0.7 * usual


def test_the_second_domino_leaves_riders_without_jobs_that_their_app_could_bring(kakao):
    during, usual = (jobs(result, "riders").loc["baemin"] for result in kakao)
    table = kakao[0].tables["service_hours"]
    app = table[(table["service"] == "baemin") & table["hour"].isin(OUTAGE)]["quality"].mean()
    assert app > 0.7
    assert during["requests"] > usual["requests"]
    assert during["jobs"] < 0.97 * usual["jobs"]
    assert during["jobs"] / during["requests"] < app - 0.1


@pytest.mark.parametrize("congestion", ["loss", "waiting"])
def test_a_network_with_two_lines_refuses_even_on_an_ordinary_day(congestion):
    lines = {"services.sms.congestion": congestion, "services.sms.servers": "2"}
    scenario = read_scenario("kakao-2022", {"clock.horizon_h": "48", **lines})
    table = run(without_hazards(scenario), 1, 2_000).tables["service_hours"]
    texts = table[table["service"] == "sms"]
    assert 0.5 < texts["served"].sum() / texts["attempts"].sum() < 0.99
    others = table[table["service"].isin(["card", "naver"])]
    assert (others["failed"] == 0).all()
