"""Check that a run of whatever kind of hazard, or of none or several, can be looked at."""

from typing import get_args

import pytest
from pydantic import TypeAdapter

from dashboard.pages.pictures import TABLES, wish
from dashboard.pages.what_happened import layout
from dashboard.ports import Loaded
from dashboard.report import write_report
from dashboard.texts import say, words
from dashboard.viewmodels.events import events
from dashboard.viewmodels.hazards import hazards
from dashboard.viewmodels.kpis import kpis
from dashboard.viewmodels.names import names
from dashboard.viewmodels.state import CONDITIONS, conditions
from simulator.analysis.summary import summarise
from simulator.experiments.paired import run_paired
from simulator.model.hazards import Hazard, HazardKind

PEOPLE = 200
HAZARD = TypeAdapter(Hazard)
FIELDS = {
    "fire": {"site": "north", "power_stages": ({"after_h": 4.0},)},
    "power-loss": {"sites": ("north",)},
    "cooling-failure": {"zones": ("north-a", "north-b")},
    "network-failure": {"region": "town"},
    "software-fault": {"owner": "post"},
    "bad-push": {"owner": "post"},
    "expired-certificate": {"components": ("text",)},
    "ransomware": {"owner": "post", "backups": "hit"},
    "machine-failure": {"component": "text", "zone": "north-a", "count": 20},
    "surge": {"categories": ("messaging",), "factor": 30.0, "lasts": {"median_h": 2.0}},
    "strike": {"owners": ("post",)},
    "withdrawal": {"owner": "post"},
}
CAUSES = [*([kind] for kind in FIELDS), [], ["strike", "power-loss", "surge"]]


def declared(scenario, kinds):
    at = scenario.clock.event
    return tuple(
        HAZARD.validate_python({"kind": kind, "id": f"cause-{n}", "at": at, **FIELDS[kind]})
        for n, kind in enumerate(kinds)
    )


@pytest.fixture(scope="module", params=CAUSES, ids="-and-".join)
def struck(request, loaded):
    """Let something else strike the small town."""
    causes = declared(loaded.scenario, request.param)
    scenario = loaded.scenario.model_copy(update={"hazards": causes, "name": "other"})
    paired = run_paired(scenario, 1, PEOPLE)
    return Loaded("a" * 26, paired, summarise(paired))


def test_every_kind_of_hazard_is_tried():
    assert set(FIELDS) == set(get_args(HazardKind))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_it_has_its_page_its_tables_and_its_report(struck, tmp_path, lang):
    w = wish(struck, {}, lang)
    page = str(layout(w, []).to_plotly_json())
    for table in TABLES.values():
        columns = {f"column.{column}" for column in table(w).columns}
        assert columns <= set(words(lang))
    html = write_report(struck.paired, (), tmp_path / "r.html", lang).read_text("utf-8")
    for hazard in struck.scenario.hazards:
        assert say(lang, f"hazard.{hazard.kind}") in page
        assert say(lang, f"hazard.{hazard.kind}") in html


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_it_names_every_event_and_condition(struck, lang):
    run = struck.paired.run
    kinds = set(run.tables["events"]["kind"])
    assert {f"event.{kind}" for kind in kinds} <= set(words(lang))
    told = run.tables["states"]
    assert set(told.loc[told["level"] == "component", "condition"]) <= set(CONDITIONS)
    for level in ("zone", "component", "service"):
        assert set(conditions(run, level, 41).values()) <= set(CONDITIONS)


def test_nothing_speaks_of_a_fire_where_there_is_none(struck):
    if any(hazard.kind == "fire" for hazard in struck.scenario.hazards):
        return
    story = events(struck.paired.run, "en")
    told = " ".join([*story["what"], *story["because"], *story["detail"]]).lower()
    assert "fire" not in told
    cards = kpis(struck.summary, names(struck.scenario, "en"), "en", None)
    assert not any("fire" in card.label.lower() for card in cards)


def test_first_causes_are_listed_with_what_they_strike(loaded):
    scenario = loaded.scenario.model_copy(
        update={"hazards": declared(loaded.scenario, list(FIELDS))}
    )
    table = hazards(scenario, "en")
    assert len(table) == len(FIELDS)
    where = dict(zip(table["hazard"], table["where"], strict=True))
    assert where["Network failure"] == "Town"
    assert where["Broken machines"] == "Text, North hall A"
    lasts = dict(zip(table["hazard"], table["lasts"], strict=True))
    assert lasts["Withdrawal of a company"] == "for good"
    assert lasts["Fire"] == "4.0 h"


def test_what_cannot_strike_is_not_listed_and_what_may_is(loaded):
    [one, other] = declared(loaded.scenario, ["power-loss", "ransomware"])
    never = one.model_copy(update={"chance": 0.0})
    maybe = other.model_copy(update={"at": None, "follows": never.id, "chance": 0.25})
    scenario = loaded.scenario.model_copy(update={"hazards": (never, maybe)})
    table = hazards(scenario, "en")
    assert list(table["at"]) == ["after: Power loss, chance 25%"]


def test_a_strike_names_the_companies_in_its_detail(loaded):
    scenario = loaded.scenario.model_copy(update={"hazards": declared(loaded.scenario, ["strike"])})
    told = events(run_paired(scenario, 1, PEOPLE).run, "en")
    [detail] = told.loc[told["what"] == "Strike begins", "detail"]
    assert detail.startswith("Crews of Post: telegraph & telephone walk out")
