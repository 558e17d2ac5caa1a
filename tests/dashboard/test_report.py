"""Check that the report is one file that asks the network for nothing."""

import re

import pytest

from dashboard.ports import Loaded
from dashboard.report import render, write_report
from dashboard.report_evidence import evidence_section
from dashboard.texts import say

ASKS = re.compile(r"(?:src|href)\s*=\s*[\"']?(?!data:|#)\w", re.IGNORECASE)
LINKS = re.compile(r"<a href=\"https?://[^\"]+\" rel=\"noopener noreferrer\"")
"""What a reader may follow; nothing is asked for until then."""
MB = 1_000_000


@pytest.fixture(scope="module")
def html(loaded):
    """Render the report in English."""
    return render(loaded, "en")


def without_plotly(html):
    return max(html.split("<script>"), key=len), re.sub(
        r"<script>.*?</script>", "", html, flags=re.DOTALL
    )


def test_it_asks_for_nothing(html):
    library, rest = without_plotly(html)
    assert len(library) > MB
    assert ASKS.findall(LINKS.sub("<a", rest)) == []
    assert "default-src 'none'" in html
    assert "PlotlyGeoAssets" in html


def test_it_says_what_happened_and_how_it_was_made(loaded, html):
    assert loaded.scenario.question in html
    assert str(loaded.summary["digest"]) in html
    assert "judgement" in html
    drawn = set(re.findall(r'<div class="figure" id="([a-z-]+)"', html))
    assert {"quality", "map", "moves", "heads", "money"} < drawn
    assert len(html) < 7 * MB


def test_only_a_long_table_scrolls_and_none_on_paper(html):
    boxes = re.findall(r'<div class="box( long)?"', html)
    assert boxes
    assert "@media print { .box, .box.long { max-height: none; overflow: visible; }" in html
    rows = [body.count("<tr>") for body in re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL)]
    assert [bool(long) for long in boxes] == [count > 60 for count in rows]


def test_it_says_what_affected_means_and_how_sure_it_is(html):
    assert say("en", "affected.note") in html
    assert "Hour 0 is" in html
    assert "uncertain by a tenth" in html


def test_a_korean_report_is_korean_and_carries_its_type(loaded):
    korean = render(loaded, "ko")
    assert '<html lang="ko">' in korean
    assert loaded.scenario.question_ko in korean
    assert "font/woff2;base64," in korean
    assert "What became of" not in korean


def test_names_cannot_become_markup(loaded):
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    scenario = loaded.scenario.model_copy(update={"question": evil, "title": evil})
    site = scenario.sites[0].model_copy(update={"name": evil})
    scenario = scenario.model_copy(update={"sites": (site, *scenario.sites[1:])})
    paired = loaded.paired
    run = type(paired.run)(scenario, 1, 1000, paired.run.tables)
    shown = render(Loaded("x", type(paired)(run, paired.baseline), loaded.summary), "en")
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown


def test_it_is_written_in_one_go(loaded, tmp_path):
    path = write_report(loaded.paired, (), tmp_path / "r.html")
    assert path.read_text("utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["r.html"]


def test_a_real_case_carries_its_predictions(loaded, shelf):
    section = evidence_section(shelf, "exchange-fire-2018", "ko")
    rows = shelf.validation("exchange-fire-2018").rows
    assert section.count("strip-row") == len(rows)
    assert section.count('role="img"') == sum(row.band is not None for row in rows)
    assert "실행이 끝날 때까지 돌아오지 않음" in section
    assert ASKS.findall(LINKS.sub("<a", section)) == []
    assert LINKS.findall(section)
    assert evidence_section(shelf, "quake-2016", "en").count(say("en", "evidence.unrecorded")) == 1
    assert "strip-row" not in render(loaded, "en", shelf).partition("<body>")[2]


def test_a_case_as_it_happened_has_the_section_and_a_changed_one_has_not(loaded, shelf):
    def shown(**changes):
        scenario = loaded.scenario.model_copy(update={"name": "kakao-2022", "case": "kakao-2022"})
        run = type(loaded.paired.run)(scenario, 1, 1000, loaded.paired.run.tables)
        paired = type(loaded.paired)(run, loaded.paired.baseline)
        return render(Loaded("x", paired, loaded.summary, **changes), "en", shelf)

    assert shown().count('<li class="strip-row">') == len(shelf.validation("kakao-2022").rows)
    assert '<li class="strip-row">' not in shown(changed=True)
