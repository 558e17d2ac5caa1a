"""Check that pictures show their tables, and states by more than colour."""

import json

import pandas as pd
import pytest

from dashboard.components.graph import elements, stylesheet
from dashboard.figures.demand import demand_figure
from dashboard.figures.hours_axis import hours_axis
from dashboard.figures.lines import lines_figure
from dashboard.figures.map import extent, map_figure
from dashboard.figures.quality import quality_figure
from dashboard.figures.regions import is_mapped, region_figure
from dashboard.figures.sankey import sankey_figure
from dashboard.theme import CONDITION_SIGNS, STATE_SIGNS, STATE_SYMBOLS, Look
from dashboard.viewmodels.demand import demand
from dashboard.viewmodels.dependence import dependence
from dashboard.viewmodels.moves import moves
from dashboard.viewmodels.provinces import provinces
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.sites import sites
from dashboard.viewmodels.state import CONDITIONS

LOOKS = [Look("en"), Look("ko", dark=True)]
SQUARE = [[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]
ISLET = [[9, 9], [9, 9.1], [9.1, 9.1], [9.1, 9], [9, 9]]
SHAPE = {"type": "MultiPolygon", "coordinates": [[SQUARE], [ISLET]]}
OUTLINES = {"type": "FeatureCollection", "features": [{"id": "town", "geometry": SHAPE}]}


@pytest.mark.parametrize("look", LOOKS)
def test_areas_carry_the_table_and_a_mark(loaded, look):
    table = demand(loaded.paired, "messaging")
    figure = demand_figure(table, look, 3)
    assert len(figure.data) == 5
    assert list(figure.data[0].y) == table["met"].round().tolist()
    assert figure.layout.shapes[0].x0 == 3
    patterns = [trace.fillpattern.shape for trace in figure.data[:4]]
    assert len(set(patterns)) == 4


@pytest.mark.parametrize("look", LOOKS)
def test_the_map_has_shapes_as_well_as_colours(loaded, look):
    run = loaded.paired.run
    figure = map_figure(provinces(run, 5, "any", "en"), sites(run, 5, "en"), OUTLINES, 0.5, look)
    assert list(figure.data[0].locations) == ["town"]
    assert list(figure.data[1].marker.symbol) == ["x", "circle"]
    assert figure.layout.geo.visible is False


def test_a_far_islet_does_not_shrink_the_country():
    west, south, east, north = extent(OUTLINES)
    assert max(abs(west), abs(south)) < 0.5
    assert max(east, north) < 2.5


def test_ribbons_add_up(loaded):
    table = moves(loaded.paired, "messaging", "en")
    link = sankey_figure(table, Look()).data[0].link
    assert sum(link.value) == pytest.approx(table["needs"].sum(), rel=1e-6)
    assert max(link.target) < len(sankey_figure(table, Look()).data[0].node.label)


def test_no_move_is_said_in_words():
    nothing = pd.DataFrame({"source": [], "target": [], "fate": [], "needs": []})
    assert sankey_figure(nothing, Look()).layout.annotations[0].text.startswith("Nothing")


def test_bands_are_the_services(loaded):
    figure = quality_figure(quality(loaded.paired.run, "en"), Look(), 1)
    assert list(figure.data[0].y) == ["Chat", "Shouting"]  # one down, the other overrun
    assert figure.data[0].z.min() < 50


def test_curves_differ_by_dashes_too():
    curve = pd.DataFrame({"t_h": [0, 1], "affected": [1, 2]})
    figure = lines_figure({"<b>A</b>": curve, "B": curve}, "affected", Look())
    assert len({trace.line.dash for trace in figure.data}) == 2
    assert figure.data[0].name == "&lt;b&gt;A&lt;/b&gt;"


def test_a_picture_of_a_long_run_opens_shortly_before_the_event():
    axis = hours_axis(pd.Series(range(-360, 72)), Look())
    assert axis["range"] == [-48.5, 71.5]
    assert axis["dtick"] == 24
    assert hours_axis(pd.Series(range(-24, 500)), Look())["dtick"] == 48
    assert "range" not in hours_axis(pd.Series(dtype=float), Look("ko"))


def test_korean_axes_count_by_ten_thousands():
    curve = pd.DataFrame({"t_h": [0, 1], "affected": [1, 41_000_000]})
    axis = lines_figure({"A": curve}, "affected", Look("ko")).layout.yaxis
    assert list(axis.ticktext) == ["0", "1,000만", "2,000만", "3,000만", "4,000만"]
    assert lines_figure({"A": curve}, "affected", Look("en")).layout.yaxis.ticktext is None


def test_a_node_tells_its_state_by_sign_border_and_colour(loaded):
    picture = dependence(loaded.paired.run, "post", 5, "en")
    nodes = [e for e in elements(picture) if "position" in e]
    dark = next(e for e in nodes if e["data"]["id"] == "zone:north-a")
    assert dark["data"]["label"].startswith(CONDITION_SIGNS["dark"])
    assert len({(n["position"]["x"], n["position"]["y"]) for n in nodes}) == len(nodes)
    rules = {rule["selector"]: rule["style"] for rule in stylesheet(Look())}
    assert set(CONDITION_SIGNS) == set(CONDITIONS)
    drawn = {rules[f"node.is-{c}"]["border-style"] + CONDITION_SIGNS[c] for c in CONDITIONS}
    assert len(drawn) == len(set(CONDITION_SIGNS.values())) == len(CONDITIONS)
    assert len(set(STATE_SYMBOLS.values())) == len(set(STATE_SIGNS.values())) == 3


def test_lines_of_recovery_differ_from_those_of_running_by_more_than_colour(loaded):
    picture = dependence(loaded.paired.run, "post", 5, "en")
    assert ("component:tools", "component:text", "recovery") in set(
        picture.links.itertuples(index=False, name=None)
    )
    rules = {rule["selector"]: rule["style"] for rule in stylesheet(Look())}
    dashes = {rules[f"edge.{relation}"]["line-style"] for relation in ("recovery", "restart")}
    assert len(dashes) == 2
    assert rules["edge.restart"]["target-arrow-shape"] == "triangle"
    assert "target-arrow-shape" not in rules["edge.houses"]
    ids = [e["data"]["id"] for e in elements(picture)]
    assert len(ids) == len(set(ids))


def test_a_country_without_a_map_is_drawn_as_bars(loaded):
    run, look = loaded.paired.run, Look("ko")
    shares, placed = provinces(run, 5, "any", "ko"), sites(run, 5, "ko")
    elsewhere = {"type": "FeatureCollection", "features": []}
    assert not is_mapped(shares, elsewhere)
    figure = region_figure(shares, placed, elsewhere, 0.9, look)
    assert [trace.type for trace in figure.data] == ["bar", "scatter"]
    assert list(figure.data[0].x) == list((100 * shares["share"]).round(2))
    assert "중단" in figure.data[1].text[0]
    assert region_figure(shares, placed, OUTLINES, 0.9, look).data[0].type == "choropleth"


@pytest.mark.parametrize("look", LOOKS)
def test_no_figure_is_heavier_than_a_page_can_bear(loaded, look):
    figure = demand_figure(demand(loaded.paired, "messaging"), look, 3)
    assert len(json.dumps(figure.to_plotly_json(), default=list)) < 200_000
