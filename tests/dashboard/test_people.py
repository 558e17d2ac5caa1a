"""Check the page about people: accounts, what moved them, what stays, one life."""

import copy

import pandas as pd
import pytest

from dashboard.figures.heads import heads_figure, later_figure, money_figure
from dashboard.figures.lines import reach_figure
from dashboard.figures.moved import CAUSE_COLOURS, CAUSE_PATTERNS, life_figure, moved_figure
from dashboard.pages import people
from dashboard.pages.pictures import TABLES, wish
from dashboard.ports import Loaded
from dashboard.report import people_parts
from dashboard.texts import say, words
from dashboard.theme import Look
from dashboard.viewmodels.accounts import accounts
from dashboard.viewmodels.jobs import jobs, suppliers
from dashboard.viewmodels.later import later, markets
from dashboard.viewmodels.life import needs, spans, steps
from dashboard.viewmodels.life import people as lived
from dashboard.viewmodels.moved import moved, reachable
from simulator.model.base import Basis
from simulator.results.steps import CAUSES, ENDS, RULES, STEPS

LOOKS = [Look("en"), Look("ko", dark=True)]
TOLD = {
    "attribution": {
        "chat": {rule: dict(zip(CAUSES, range(6), strict=True)) for rule in RULES},
        "shouting": {rule: dict.fromkeys(CAUSES, 10.0) for rule in RULES},
    },
    "reachability": {"at_h": [-1.0, 0.0], "share": [1.0, 0.4], "by_messenger": [0.9, 0.1],
                     "lowest": 0.4, "lowest_at_h": 0.0},
    "afterwards": {
        "days_after": [7, 30], "dates": ["2022-10-22", "2022-11-14"],
        "apps": {"chat": {"gained": [0, 0], "lost": [5, 2], "kept": [0, 0]},
                 "shouting": {"gained": [9, 3], "lost": [0, 0], "kept": [1, 1]}},
        "markets": {"messaging": [
            {"days_after": 0, "shares": {"chat": 0.9, "shouting": 0.1}, "hhi": 8200.0,
             "effective_apps": 1.2195},
            {"days_after": 7, "shares": {}, "hhi": None, "effective_apps": None},
        ]},
    },
}  # fmt: skip


@pytest.fixture
def told(loaded):
    """Put numbers that can be checked by hand in place of the simulated ones."""
    summary = copy.deepcopy(dict(loaded.summary)) | TOLD
    return Loaded(loaded.id, loaded.paired, summary)


def test_every_code_has_its_words():
    keys = [f"step.{step}" for step in (*STEPS, *ENDS)]
    keys += [f"cause.{cause}" for cause in CAUSES] + [f"rule.{rule}" for rule in RULES]
    keys += [f"basis.{basis}" for basis in Basis.__args__]
    keys += [f"column.{name}" for name in ("reachable", "by_messenger", "jobs", "jobs_usual")]
    assert [key for key in keys if key not in words("ko")] == []


def test_three_accounts_stand_side_by_side(loaded):
    cards = accounts(loaded.summary, {}, "en")
    assert [card.label.split(":")[0] for card in cards] == ["People", "Money", "Distribution"]
    assert "need-hours" in cards[0].simulated
    assert "won" in cards[1].simulated
    assert "not to be added" in cards[1].note


@pytest.mark.parametrize("look", LOOKS)
def test_ranges_are_drawn_from_low_to_high(loaded, look):
    table = TABLES["money"](wish(loaded, {}, look.lang))
    shown = table[table["low_krw"] > 0]
    figure = money_figure(table, look)
    assert sum(len(trace.x) for trace in figure.data) == len(shown)
    assert len({trace.marker.symbol for trace in figure.data}) == 2
    for trace in figure.data:
        assert (pd.Series(trace.error_x.array, dtype=float) >= 0).all()


def test_groups_are_drawn_hardest_hit_first(loaded):
    table = TABLES["segments"](wish(loaded, {}, "en"))
    figure = heads_figure(table, Look())
    assert list(figure.data[0].x) == sorted(table["per_head_h"], reverse=True)


@pytest.mark.parametrize("look", LOOKS)
def test_causes_are_told_apart_by_pattern_too(told, look):
    table = moved(told.summary, {}, look.lang, "linear")
    assert table["app"].iloc[0] == "shouting"
    figure = moved_figure(table, look)
    assert len(figure.data) == len(CAUSES) == len(set(CAUSE_PATTERNS.values()))
    assert set(CAUSE_COLOURS) == set(CAUSES)
    assert sum(sum(trace.x) for trace in figure.data) == 75.0


def test_who_can_reach_whom_is_a_share(told):
    figure = reach_figure(reachable(told.summary), Look())
    assert [list(trace.y) for trace in figure.data] == [[1.0, 0.4], [0.9, 0.1]]
    assert len({trace.line.dash for trace in figure.data}) == 2


def test_later_days_show_gains_less_losses(told):
    figure = later_figure(later(told.summary, {}), Look())
    assert {trace.name: list(trace.y) for trace in figure.data} == {
        "shouting": [9, 3], "chat": [-5, -2],
    }  # fmt: skip
    (row,) = markets(told.summary, {}, "en").to_dict("records")
    assert (row["largest"], row["hhi"], row["when"]) == ("chat", 8200.0, "before")


def test_an_empty_picture_says_so():
    nothing = {
        "attribution": {},
        "reachability": {"at_h": [], "share": [], "by_messenger": []},
        "afterwards": {"days_after": [], "dates": [], "apps": {}, "markets": {}},
    }
    for figure in (
        moved_figure(moved(nothing, {}, "en", "first"), Look()),
        reach_figure(reachable(nothing), Look()),
        later_figure(later(nothing, {}), Look()),
        life_figure(spans([], {}), Look()),
    ):
        assert figure.layout.annotations[0].text == say("en", "no_rows")


def test_a_life_is_drawn_as_it_was_recorded(loaded):
    run = loaded.paired.run
    named = wish(loaded, {}, "en").named
    known = lived(run, named)
    assert known
    person, label = known[0]
    assert label.startswith(f"{person} · ")
    found = needs(run, person)
    table = spans(found, named)
    assert (table["end_h"] >= table["born_h"]).all()
    figure = life_figure(table, Look("ko"))
    assert sum(len(trace.y) for trace in figure.data) == len(table) > 0
    listed = steps(found, named, "en")
    assert list(listed["at"]) == sorted(listed["at"])
    failed = listed[listed["step"] == say("en", "step.try_failed")]
    assert failed["why"].str.len().min() > 0
    assert listed["why"].str.contains("←").any()


def test_without_suppliers_there_are_no_jobs(loaded):
    assert suppliers(loaded.paired) == []
    assert jobs(loaded.paired, "nobody").empty


def test_a_wish_takes_only_what_the_run_knows(loaded):
    asked = wish(loaded, {"rule": "last", "person": "12", "supplier": "x"}, "en")
    assert (asked.rule, asked.person, asked.supplier) == ("last", 12, "")
    odd = wish(loaded, {"rule": "none", "person": "-3"}, "en")
    assert (odd.rule, odd.person) == ("first", -1)
    assert wish(loaded, {"person": "9" * 40}, "en").person == -1


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_page_has_every_part(told, lang):
    shown = str(people.layout(wish(told, {}, lang), []))
    for name in ("heads", "money", "moved", "reach", "later", "markets", "life"):
        assert say(lang, f"{name}.title") in shown
    assert "column." not in shown


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_report_tells_of_people_too(told, lang):
    names = [name for name, _, _ in people_parts(wish(told, {}, lang))]
    assert names == ["segments", "money", "moved", "reach", "later", "markets"]
