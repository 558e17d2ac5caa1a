"""Check that the table behind each picture says what the run says."""

import pytest

from dashboard.pages.pictures import TABLES, wish
from dashboard.texts import words
from dashboard.viewmodels.affected import affected
from dashboard.viewmodels.demand import demand
from dashboard.viewmodels.dependence import dependence, owners
from dashboard.viewmodels.differences import differences
from dashboard.viewmodels.events import events
from dashboard.viewmodels.hours import event_hour, first_and_last, run_hour, said_when, worst_hour
from dashboard.viewmodels.kpis import kpis
from dashboard.viewmodels.moves import moves
from dashboard.viewmodels.names import names
from dashboard.viewmodels.overrun import overrun_at, overrun_spans, served_share
from dashboard.viewmodels.provinces import largest_share, provinces
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.services import services
from dashboard.viewmodels.sites import sites
from dashboard.viewmodels.state import conditions, state_of
from dashboard.viewmodels.troubles import first_struck, worst_need
from dashboard.viewmodels.verdicts import tally, verdicts
from simulator.analysis.harm import hour_from, peak_affected


def test_needs_add_up_to_those_of_the_run(loaded):
    run = loaded.paired.run
    table = demand(loaded.paired, "messaging")
    rows = run.tables["need_hours"]
    resolved = rows[["met", "met_elsewhere", "fallback", "deferred", "abandoned"]].sum().sum()
    drawn = table[["met", "shifted", "late", "unmet"]].sum().sum()
    assert drawn == pytest.approx(resolved * run.residents_each)
    assert len(table) == run.scenario.clock.horizon_h


def test_an_ordinary_day_is_that_of_the_twin(loaded):
    table = demand(loaded.paired, "messaging")
    before = table[table["t_h"] < -1]
    assert (before["usual"] >= before["met"] - 1e-6).all()
    assert table["usual"].sum() > table["met"].sum()


def test_before_the_fire_everything_works_and_afterwards_the_burnt_site_is_dark(loaded):
    run = loaded.paired.run
    assert set(sites(run, -1, "en")["state"]) == {"works"}
    dark = sites(run, 5, "en").set_index("site")["state"]
    assert dark.to_dict() == {"north": "down", "south": "works"}
    nodes = dependence(run, "post", 5, "en").nodes.set_index("key")
    assert nodes.loc["zone:north-a", "state"] == "down"
    assert set(dependence(run, "post", -1, "en").nodes["state"]) == {"works"}


def test_every_link_joins_two_nodes_and_services_stand_last(loaded):
    run = loaded.paired.run
    picture = dependence(run, owners(run.scenario)[0], 0, "ko")
    keys = set(picture.nodes["key"])
    assert set(picture.links["source"]) | set(picture.links["target"]) == keys
    assert set(picture.nodes.loc[picture.nodes["level"] == "service", "column"]) == {2}


def test_a_share_of_affected_people_is_a_share(loaded):
    run = loaded.paired.run
    most = largest_share(run, "any")
    for t_h in range(-6, 30, 6):
        table = provinces(run, t_h, "any", "en")
        assert table["share"].between(0, most + 1e-9).all()
    assert 0 < most <= 1
    assert affected(run)["affected"].max() == pytest.approx(most * 10_000, rel=0.01)


def test_moved_needs_are_gains_against_the_twin(loaded):
    table = moves(loaded.paired, "messaging", "en")
    assert (table["needs"] > 0).all()
    assert set(table["fate"]) <= {"shifted", "late", "unmet"}
    assert "Shouting" in set(table["target"])
    assert table.groupby("target")["fate"].nunique().max() == 1


def test_an_hour_is_found_again(loaded):
    scenario = loaded.scenario
    first, last = first_and_last(scenario)
    assert (first, last) == (-6, 8)
    assert run_hour(scenario, 0) == int(event_hour(scenario)) == 39
    assert run_hour(scenario, 10_000) == scenario.clock.horizon_h - 1
    assert said_when(scenario, 2, "en").startswith("Saturday 15 October 2022, 17:30")
    assert (
        said_when(scenario, -2, "ko") == "2022년 10월 15일 토요일 13:30 \u2013 사고 시작 2시간 전"
    )


def test_quality_is_named_and_ordered(loaded):
    table = quality(loaded.paired.run, "ko")
    assert list(table["name"].unique()) == ["대화", "외치기"]
    assert all(bands["t_h"].is_monotonic_increasing for _, bands in table.groupby("name"))


def test_an_overrun_service_serves_what_it_has_room_for(loaded):
    run = loaded.paired.run
    [(service, begun, ended)] = [span for span in overrun_spans(run) if span[0] == "shouting"][:1]
    rows = run.tables["service_hours"].assign(share=served_share(run))
    rows = rows[rows["service"] == service].set_index("hour")
    crowded = rows.loc[int(begun) : int(ended)]
    assert (crowded["share"] < 1).any()
    assert (crowded["share"] == (crowded["served"] / crowded["attempts"])).all()
    assert (rows.loc[: int(begun) - 1, "share"] == rows.loc[: int(begun) - 1, "quality"]).all()
    middle = (begun + ended) / 2
    assert service in overrun_at(run, middle)
    assert conditions(run, "service", middle)[service] == "overrun"
    assert overrun_at(run, 0.0) == set()
    listed = services(loaded.summary, names(loaded.scenario, "en"), "en").set_index("service")
    since = loaded.summary["services"]["shouting"]["overrun_from_h"]
    assert 0 < since < ended
    spans = [till - start for name, start, till in overrun_spans(run) if name == "shouting"]
    pauses = f", with pauses: {sum(spans):.1f} h in all" if len(spans) > 1 else ""
    assert listed.loc["Shouting", "overrun"] == f"from {since:.1f} h on{pauses}"
    assert listed.loc["Shouting", "down_from"] == "-"


NAMED = [(1, "works"), (0.95, "works"), (0.94, "impaired"), (0.34, "impaired"), (0.33, "down")]


@pytest.mark.parametrize(("share", "state"), NAMED)
def test_a_quality_has_a_name(share, state):
    assert state_of(share) == state


def test_without_observations_cards_tell_the_plain_course(loaded):
    cards = kpis(loaded.summary, names(loaded.scenario, "en"), "en", None)
    assert len(cards) >= 4
    assert all(card.observed == "" for card in cards)
    assert cards[0].simulated != "0"


def observation(**change):
    row = {"id": "text-first", "quantity": "first_function_h", "subject": "chat", "feature": "text",
           "unit": "h", "use": "fit", "informed": True, "observed": 10.0, "low": 9.0, "high": 11.0,
           "simulated": 10.5, "hit": True, "source": "a paper"}  # fmt: skip
    return row | change


def test_a_hit_a_miss_and_an_open_question_are_told_apart(loaded):
    rows = [observation(), observation(hit=False), observation(simulated=None, hit=False)]
    table = verdicts({"observations": rows}, names(loaded.scenario, "en"), "en")
    assert [said.split()[1] for said in table["verdict"]] == ["hit", "miss", "open"]
    assert table["what"][0] == "Chat: Text: first function back"
    assert table["use"][0] == "used to fit, known beforehand"


def test_rows_tell_their_day_hour_and_bound(loaded):
    rows = [
        observation(day="2022-10-16", quantity="use_change", unit="share", low=-0.2, high=-0.1),
        observation(at_h=22.0, quantity="servers_live", unit="servers", relation="at_most"),
        observation(relation="at_most", low=0, high=30.0),
        observation(relation="order", low=1, high=1000, unit="ratio"),
    ]
    table = verdicts({"observations": rows}, names(loaded.scenario, "en"), "en")
    assert list(table["what"])[:2] == [
        "Chat: Text: change of use, 16 October",
        "Chat: Text: servers or lines running, at 22 h",
    ]
    assert list(table["range"]) == [
        "-20% - -10%",
        "at most 11 units",
        "by 30.0 h",
        "more than usual",
    ]
    korean = verdicts({"observations": rows}, names(loaded.scenario, "ko"), "ko")
    assert korean["what"][0].endswith("10월 16일")


def test_fit_and_check_are_counted_apart():
    rows = [
        observation(),
        observation(hit=False),
        observation(use="check", simulated=None, hit=False),
        observation(use="check"),
    ]
    counted = {"all": 4, "fit": 2, "fit_hits": 1, "check": 1, "check_hits": 1}
    assert tally({"observations": rows}) == counted


def test_the_page_opens_within_the_worst_hour_and_names_it(loaded):
    run = loaded.paired.run
    peak = peak_affected(run)
    assert run_hour(run.scenario, worst_hour(run)) == peak.hour
    said = kpis(loaded.summary, {}, "en", None)[0].note
    assert hour_from(peak.at_h) in said
    start, end = map(float, hour_from(peak.at_h).split("-"))
    assert start <= worst_hour(run) < end


def test_details_name_things_and_separate_thousands(loaded):
    shown = events(loaded.paired.run, "en")
    ids = {zone.id for site in loaded.scenario.sites for zone in site.zones}
    assert not any(i in detail for i in ids for detail in shown["detail"])
    assert names(loaded.scenario, "en")["north-a"].endswith(" A")
    assert set(events(loaded.paired.run, "ko")["detail"]) == {""}


def test_a_what_if_is_neither_hit_nor_miss(loaded):
    told = dict(loaded.summary) | {"observations": [observation()]}
    real = kpis(told, {}, "en", loaded.scenario.name)
    other = kpis(told, {}, "en", "another-case")
    assert [card.verdict for card in real[1:]] == ["hit"]
    assert [card.verdict for card in other[1:]] == [""]
    assert "10.0 h" in other[1].note


def test_setups_differ_from_the_first(loaded):
    half = dict(loaded.summary)
    half["harm"] = dict(half["harm"])
    half["harm"]["unmet_need_hours"] = loaded.summary["harm"]["unmet_need_hours"] / 2
    table = differences({"A": loaded.summary, "B": half}, {}, "en")
    unmet = table.set_index("measure").loc["Unmet need-hours"]
    assert unmet["B"].endswith("(-50%)")
    assert "(" not in unmet["A"]


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_column_has_a_heading(loaded, name, lang):
    table = TABLES[name](wish(loaded, {}, lang))
    missing = {f"column.{column}" for column in table.columns} - set(words(lang))
    assert missing == set()


def test_what_an_address_asks_for_is_kept_within_the_run(loaded):
    asked = wish(loaded, {"t": "1e9", "need": "../../etc", "owner": "<script>"}, "en")
    assert (asked.t_h, asked.need, asked.owner) == (8, "messaging", "post")
    assert wish(loaded, {"t": "soon"}, "en").t_h == wish(loaded, {}, "en").t_h


def test_an_overrun_service_has_a_card_and_a_row(loaded):
    told = {name: dict(service) for name, service in loaded.summary["services"].items()}
    told["chat"] |= {"overrun_from_h": 1.0, "overrun_until_h": 3.5}
    named = names(loaded.scenario, "en")
    cards = kpis(dict(loaded.summary) | {"services": told}, named, "en", None)
    [card] = [card for card in cards if card.label == "Services overrun by requests"]
    assert (card.simulated, card.note) == ("2", "Shouting to the end of the run")
    told["shouting"] |= {"overrun_until_h": 2.0}
    shown = dict(loaded.summary) | {"services": told}
    [card] = [c for c in kpis(shown, named, "en", None) if "overrun" in c.label]
    assert card.note == "the last, Chat, until 3.5 h"
    assert "Chat: overrun until" in set(differences({"A": shown}, named, "en")["measure"])


def test_a_page_opens_with_whom_and_what_was_hit(loaded):
    run = loaded.paired.run
    assert first_struck(run, ["nobody", "post"]) == "post"
    assert first_struck(loaded.paired.baseline, ["a", "b"]) == "a"
    assert first_struck(run, []) == ""
    needs = {"messaging": {"unmet_need_hours": 1.0}, "pay": {"unmet_need_hours": 2.0}}
    assert worst_need({"needs": needs}, ["messaging", "pay"]) == "pay"
    needs["pay"] = needs["messaging"]
    assert worst_need({"needs": needs}, ["messaging", "pay"]) == "messaging"


def test_a_company_without_services_is_shown_with_those_that_it_carries(loaded):
    scenario = loaded.scenario
    [chat, shouting] = scenario.services
    sold = scenario.model_copy(
        update={"services": (chat.model_copy(update={"owner": None}), shouting)}
    )
    run = loaded.paired.run
    nodes = dependence(type(run)(sold, 1, 1000, run.tables), "post", 5, "en").nodes
    assert "service:chat" in set(nodes["key"])
    assert dict(zip(nodes["id"], nodes["pattern"], strict=True))["text"] == "active-passive"
