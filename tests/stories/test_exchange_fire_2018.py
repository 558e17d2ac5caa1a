"""Check who is cut off by the burnt duct, in which order lines return, and what would help."""

from collections import Counter

import pytest

from simulator.analysis.observed import compare_with
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_observations

pytestmark = pytest.mark.slow

CASE = "exchange-fire-2018"
PEOPLE = 5_000


def test_one_duct_takes_phones_cards_and_cash_machines_at_once(tell):
    story = tell(CASE)
    story.follows(
        ("fire-started", "ahyeon"),
        ("zone-lost", "duct-1"),
        ("component-failed", "fibre-1"),
        ("function-lost", "kt_line.first"),
        ("function-lost", "card_terminals.kt"),
        ("function-lost", "cash_machines.kt"),
        ("fire-out", "ahyeon"),
        ("function-restored", "kt_phone.first"),
        ("function-restored", "kt_line.first"),
        ("function-restored", "kt_telephone.first"),
        ("function-restored", "kt_telephone.last"),
    )
    assert {story.root(event)["kind"] for event in story.events} == {"fire-started"}
    assert all(story.minutes(event) < 5 for event in story.all("function-lost"))


def test_lines_come_back_as_reported():
    rows = compare_with(run_paired(read_scenario(CASE), 1, 200), read_observations(CASE))
    lines = [row for row in rows if row["quantity"] == "servers_live"]
    assert len(lines) == len(rows) - 1 == 11
    assert [row["id"] for row in lines if not row["hit"]] == []
    assert Counter(row["use"] for row in lines) == {"fit": 7, "check": 4}


def test_copper_takes_about_a_week(tell):
    story = tell(CASE)
    last = story.first("function-restored", "kt_telephone.last")
    assert 5 * 24 < story.hour(last) < 8 * 24


def test_a_shop_in_two_takes_no_cards_and_people_turn_to_cash_or_wait(tell):
    story = tell(CASE, people=PEOPLE)
    assert story.served("card_terminals", -2) == 1.0
    assert 0.45 < story.served("card_terminals", 3) < 0.65
    assert story.served("cash", 3) == 1.0
    needs = story.result.tables["need_hours"].groupby("category").sum(numeric_only=True).loc["pay"]
    assert needs["fallback"] > 0
    assert needs["deferred"] > needs["fallback"]


def test_customers_of_other_carriers_only_find_their_neighbours_lines_crowded(tell):
    harm = tell(CASE, people=PEOPLE).result.tables["harm"]
    hit = harm[harm["category"] == "messaging"].groupby("segment")["unmet_ms"].sum()
    assert 0 < hit["others"] < 0.01 * hit["kt"]


@pytest.mark.parametrize(
    ("remedy", "spared"),
    [
        ("second-route", {"messaging", "pay", "merchant"}),
        ("two-carriers", {"pay"}),
        ("roaming", {"messaging"}),
    ],
)
def test_each_remedy_spares_what_it_is_for(tell, remedy, spared):
    plain, better = (tell(CASE, *r, people=PEOPLE) for r in ((), (remedy,)))
    for category in ("messaging", "pay", "merchant"):
        if category in spared:
            assert better.unmet_h(category) < 0.2 * plain.unmet_h(category)
        else:
            assert better.unmet_h(category) == plain.unmet_h(category)


def test_twice_the_crews_help_less_than_half_since_they_wait_for_the_duct(tell):
    plain, better = (tell(CASE, *r, people=PEOPLE) for r in ((), ("double-crews",)))
    assert 0.5 * plain.unmet_h() < better.unmet_h() < plain.unmet_h()
