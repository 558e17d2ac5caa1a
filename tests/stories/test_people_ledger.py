"""The fire as people lived it: books that balance, causes that reach machines, days that follow."""

import pytest

from simulator.analysis.afterwards import afterwards
from simulator.analysis.blame import blame
from simulator.analysis.lives import causes_of, needs_of
from simulator.analysis.money import money_lines
from simulator.analysis.why import why
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario
from simulator.results.steps import RULES

PEOPLE = 6_000


@pytest.fixture(scope="module")
def fire():
    """Let enough people live through the fire to fill the first community, and their twins."""
    return run_paired(read_scenario("kakao-2022"), 1, PEOPLE)


@pytest.fixture(scope="module")
def tables(fire):
    """Take the tables of the run."""
    return fire.run.tables


def test_every_book_of_harm_has_the_same_sum(tables):
    assert tables["harm_spread"]["unmet_ms"].sum() == tables["harm"]["unmet_ms"].sum() > 0
    hit = tables["harm_spread"].groupby("segment")["people"].sum()
    assert (hit <= tables["people"].groupby("segment")["people"].sum()[hit.index]).all()


def test_users_of_all_segments_are_all_users(tables):
    keys = ["day", "service"]
    parts = tables["segment_days"].groupby(keys)["daily_users"].sum()
    whole = tables["app_days"].set_index(keys)["daily_users"]
    assert parts.equals(whole[whole > 0].sort_index())


def test_an_adoption_is_credited_once_under_every_rule(tables):
    credits_ = tables["adoptions"].groupby("service")[[f"{rule}_ppm" for rule in RULES]].sum()
    installs = tables["app_days"].groupby("service")["installs"].sum()
    assert len(credits_) > 3
    for rule in RULES:
        assert (credits_[f"{rule}_ppm"] == 1_000_000 * installs[credits_.index]).all()


def test_nobody_adopts_without_a_fault(fire):
    calm = fire.baseline.tables
    assert calm["adoptions"].empty
    assert calm["app_days"]["installs"].sum() == 0
    assert calm["afterwards"][["gained", "lost", "kept"]].to_numpy().sum() == 0


def test_ties_are_cut_while_messages_fail_and_whole_before_and_after(fire):
    rows = fire.run.tables["reachability"].sort_values("hour")
    assert rows["ties"].nunique() == 1
    assert (rows["by_messenger"] <= rows["reachable"]).all()
    share = rows["by_messenger"] / rows["ties"]
    assert share.iloc[0] > 0.8
    assert share.min() < 0.3
    assert share.iloc[-1] >= share.iloc[0]
    calm = fire.baseline.tables["reachability"]
    assert calm["by_messenger"].nunique() == 1


def test_suppliers_never_do_more_than_is_asked(fire):
    for part in (fire.run, fire.baseline):
        rows = part.tables["jobs"]
        assert len(rows)
        assert (rows["jobs"] <= rows["requests"]).all()


def test_failures_of_kakao_are_traced_to_the_fire(fire):
    needs = needs_of(fire.run, blame(fire.run), category="messaging")
    assert len({need.person for need in needs}) > 100
    kakao = [c for c in causes_of(needs) if c.service == "kakaotalk" and c.why == "machines"]
    assert len(kakao) > 100
    assert {cause.first for cause in kakao} == {"fire-started pangyo"}


def test_every_watched_need_ends_once(tables):
    ended = tables["panel"][tables["panel"]["outcome"] != ""]
    assert len(ended) > 100
    assert not ended.duplicated(["person", "category", "need"]).any()
    assert (ended["t_s"] >= ended["born_s"]).all()


def test_why_blames_the_lost_function_most(fire):
    told = why(fire, "messaging", t_h=3.0)
    worst = told["causes"][0]
    assert (worst["service"], worst["why"]) == ("kakaotalk", "machines")
    assert worst["chain"][-1] == "fire-started pangyo"
    assert told["affected_residents"] > 1_000_000
    assert told["by_usual"][0]["usual"] == "kakaotalk"


def test_a_loss_has_a_price_and_a_range(fire):
    lines = {line.id: line for line in money_lines(fire)}
    for name in ("time_cost", "driver_income", "merchant_income", "consumer_surplus.messaging"):
        assert 0 < lines[name].low < lines[name].central < lines[name].high


def test_the_market_stays_a_little_less_concentrated(fire):
    before, *later = afterwards(fire)["markets"]["messaging"]
    assert [told["days_after"] for told in later] == [7, 30, 55, 180]
    assert later[-1]["hhi"] < before["hhi"]
    assert later[-1]["effective_apps"] > before["effective_apps"]
