"""Check the pages on evidence as they are asked for: cards, filters, files, badges."""

import json
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.components.badges import FILTER
from dashboard.downloads import evidence_table
from dashboard.pages import evidence, what_happened
from dashboard.pages.pictures import wish
from dashboard.report import render
from dashboard.report_evidence import styles
from dashboard.texts import say
from dashboard.viewmodels.gallery import scores, tallies
from dashboard.viewmodels.grounds import (
    SECTIONS,
    rests,
)
from dashboard.viewmodels.names import names
from dashboard.viewmodels.strips import KINDS
from simulator.analysis.rests_on import Badge
from simulator.analysis.validation import count
from simulator.experiments.gallery import GALLERY
from tests.dashboard.test_app import ask, page, strings


def test_the_gallery_has_a_card_for_every_case_and_says_what_is_missing(client, shelf):
    said = page(client, "/evidence")
    for case in GALLERY:
        assert json.dumps(case.title)[1:-1] in said
    assert said.count(say("en", "evidence.unrecorded")) == 3
    fire = shelf.validation("exchange-fire-2018")
    for tally in tallies(fire, names(shelf.scenario(fire.scenario), "en"), "en"):
        assert tally.said in said


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_case_shows_its_groups_and_no_ids(shelf, lang):
    layout = evidence.layout(shelf, {"case": "kakao-2022"}, lang)
    shown = list(strings(layout))
    assert say(lang, "evidence.reading") in shown
    ids = {row.observation.id for row in shelf.validation("kakao-2022").rows}
    assert ids & set(shown) == set()
    assert [text for text in shown if text.startswith(("evidence.", "outcome."))] == []


def test_the_filter_leaves_misses_or_one_use(client, shelf):
    def rows(show):
        context = [("shell-context", "data", {"lang": "en", "case": "kakao-2022"})]
        inputs = [("evidence-shown", "value", show)]
        return str(ask(client, [("evidence-rows", "children")], inputs, context).get_json())

    assert say("en", "outcome.inner") in rows("all")
    left = rows("miss")
    assert say("en", "outcome.miss") in left
    missed = sum(row.band is not None and not row.band.hit90
                 for row in shelf.validation("kakao-2022").rows)  # fmt: skip
    assert left.count("strip-row") == missed
    assert "outcome inner" in rows("all")
    assert "outcome inner" not in left
    fit = rows("fit")
    assert say("en", "evidence.proves.fit") in fit
    assert say("en", "evidence.proves.check") not in fit
    judged = shelf.validation("kakao-2022").rows
    assert sum(row.use == "fit" for row in judged) == fit.count("strip-row")


def test_another_case_is_turned_to_by_its_address(app, client):
    output = next(k for k, v in app.callback_map.items() if "evidence-case" in str(v["inputs"]))
    context = [("shell-context", "data", {"lang": "ko", "case": "naver"})]

    def turn(case):
        there = [tuple(output.rsplit(".", 1))]
        answer = ask(client, there, [("evidence-case", "value", case)], context)
        return str(answer.get_json()["response"])

    assert "case=kakaobank" in turn("kakaobank")
    assert "lang=ko" in turn("kakaobank")
    assert turn("naver") == "{}"
    assert turn("nonsense") == "{}"
    said = page(client, "/evidence", "?case=naver&lang=ko")
    assert say("ko", "evidence.part") in str(json.loads(said))


def test_parameters_and_figures_have_their_views(client):
    assert "Not identified: 1" in page(client, "/evidence", "?view=parameters")
    said = page(client, "/evidence", "?view=figures&basis=judgement")
    assert "c.d_share" in said
    assert "A counter" not in said


def test_every_table_is_had_as_a_file(client, shelf):
    for name in ("scores", "parameters", "figures", "kakao-2022", "naver"):
        answer = client.get(f"/csv/evidence/{name}.csv?lang=ko")
        assert answer.status_code == 200
        assert answer.mimetype == "text/csv"
        lines = answer.get_data(as_text=True).strip().splitlines()
        assert len(lines) >= 2
    assert client.get("/csv/evidence/quake-2016.csv").status_code == 404
    assert client.get("/csv/evidence/nonsense.csv").status_code == 404
    left = evidence_table(shelf, "figures", {"basis": "measured"}, "en")
    assert list(left["path"]) == ["a.b"]


def test_every_section_of_a_page_has_a_badge_that_says_why(loaded):
    badges = loaded.badges
    shown = PlotlyJSONEncoder().encode(what_happened.layout(wish(loaded, {}, "ko"), []))
    heads, frames = shown.count('"className": "titled"'), shown.count('"className": "head"')
    names = {name for name, result in SECTIONS.items() if result in badges}
    assert {"map", "graph", "demand", "quality", "moves", "services", "events"} <= names
    assert heads >= frames >= 8
    for name in names:
        told = rests(badges, name, "ko")
        assert told.basis == badges[SECTIONS[name]].basis
        assert say("ko", f"basis.{told.basis}") in told.said
        assert len(told.why) > 20


def test_a_badge_counts_its_weakest_figures_and_nothing_is_said_of_what_has_none():
    badges = {"harm": Badge("judgement", "", {"judgement": 2, "measured": 3}),
              "observations": Badge("measured", "", {})}  # fmt: skip
    told = rests(badges, "numbers", "en")
    assert told.said == "▲ judgement 2 of 5 figures"
    assert "judgement 2, measured 3" in told.why
    assert rests(badges, "observations", "en").said == "● measured"
    assert rests(badges, "jobs", "en") is None


def test_the_style_sheet_knows_the_filter_and_every_badge():
    sheet = styles()
    assert f"#{FILTER}:checked" in sheet
    assert ".badge.judgement" in sheet
    for kind in KINDS:
        assert f".mark-on.{kind}" in sheet


def test_the_report_has_badges_and_the_filter(loaded):
    html = render(loaded, "en")
    body = html.partition("<body>")[2]
    assert f'<input type="checkbox" id="{FILTER}">' in body
    sections = body.count('<div class="head titled">')
    assert sections > 8
    assert body.count('<details class="badge ') == sections + 1


def test_a_page_says_how_its_predictions_were_made(shelf):
    validation = shelf.validation("exchange-fire-2018")
    luck = {"origin": "luck", "members": {"luck": 60}}
    alone = tuple(replace(row, prior=None) for row in validation.rows)
    chance = replace(validation, provenance=luck, rows=alone, counts=count(alone))
    assert "luck alone" in evidence.made_from(chance, "en")
    assert evidence.marks_of(chance) == evidence.MARKS[:-1]
    named = names(shelf.scenario(validation.scenario), "en")
    table = scores([("Fire", chance, named), ("Fire", validation, named)], "en")
    uses = len(table) // 2
    assert table["prior_hit90"][:uses].eq("").all()
    assert not table["prior_hit90"][uses:].eq("").any()
    carried = {"origin": "kakao-2022", "members": {"prior": 7, "posterior": 9}}
    told = evidence.made_from(replace(validation, provenance=carried), "en")
    assert told.endswith(say("en", "evidence.carried"))
    own = replace(validation, provenance={**carried, "origin": validation.scenario})
    assert "9 runs with calibrated" in evidence.made_from(own, "en")
    assert say("en", "evidence.carried") not in evidence.made_from(own, "en")
