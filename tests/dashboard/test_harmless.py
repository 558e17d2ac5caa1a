"""Check that a run which harms nobody can be looked at like any other."""

import pytest

from dashboard.figures.map import map_figure
from dashboard.figures.quality import quality_figure
from dashboard.figures.sankey import sankey_figure
from dashboard.pages.pictures import TABLES, wish
from dashboard.pages.what_happened import layout
from dashboard.ports import Loaded
from dashboard.report import write_report
from dashboard.texts import say, words
from dashboard.theme import Look
from dashboard.viewmodels.affected import affected
from dashboard.viewmodels.kpis import kpis, lead
from dashboard.viewmodels.moves import moves
from dashboard.viewmodels.names import names
from dashboard.viewmodels.provinces import largest_share, provinces
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.sites import sites
from simulator.analysis.summary import summarise
from simulator.results.run_result import PairedRun

RUN = "a" * 26
SHAPE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]]}
OUTLINES = {"type": "FeatureCollection", "features": [{"id": "town", "geometry": SHAPE}]}


@pytest.fixture(scope="module")
def calm(loaded):
    """Take the twin without the event for the run itself."""
    paired = PairedRun(loaded.paired.baseline, loaded.paired.baseline)
    return Loaded(RUN, paired, summarise(paired))


def test_the_run_is_indeed_without_harm(calm):
    assert calm.paired.run.tables["affected_hours"].empty


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_table_has_its_columns(calm, name, lang):
    table = TABLES[name](wish(calm, {}, lang))
    assert {f"column.{column}" for column in table.columns} <= set(words(lang))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_empty_pictures_say_so(calm, lang):
    run, look = calm.paired.run, Look(lang)
    bands = quality_figure(quality(run, lang), look)
    assert bands.layout.annotations[0].text == say(lang, "nothing_impaired")
    ribbons = sankey_figure(moves(calm.paired, "messaging", lang), look)
    assert ribbons.layout.annotations[0].text == say(lang, "nothing_moved")
    shares, placed = provinces(run, 5, "any", lang), sites(run, 5, lang)
    country = map_figure(shares, placed, OUTLINES, largest_share(run, "any"), look)
    assert list(country.data[0].z) == [0]
    assert affected(run)["affected"].sum() == 0


def test_nobody_is_said_in_words(calm):
    assert lead(calm.summary, "en") == say("en", "lead.nobody")
    assert kpis(calm.summary, names(calm.scenario, "en"), "en", None)[0].simulated == "0"
    page = str(layout(wish(calm, {}, "ko"), []).to_plotly_json())
    assert say("ko", "lead.nobody") in page
    assert say("ko", "no_rows") in page


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_report_is_written(calm, tmp_path, lang):
    html = write_report(calm.paired, (), tmp_path / "r.html", lang).read_text("utf-8")
    assert say(lang, "lead.nobody") in html
    assert say(lang, "no_rows") in html
