"""Check a whole run of the toy: the tables agree with each other and with themselves."""

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from simulator.engine.run import run, without_hazards
from simulator.model.scenario import Scenario
from simulator.results.columns import TABLES, keys
from simulator.results.digest import digest

PEOPLE = 400


@pytest.fixture(scope="module")
def toy(checkout: Path) -> Scenario:
    """Read the toy with two sites, one of which burns."""
    text = (checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8")
    return Scenario.model_validate_json(text)


@pytest.fixture(scope="module")
def burnt(toy):
    return run(toy, seed=1, people=PEOPLE)


def test_every_table_is_there_with_its_columns_and_sorted_keys(burnt):
    assert set(burnt.tables) == set(TABLES)
    for name, frame in burnt.tables.items():
        assert list(frame.columns) == [column.name for column in TABLES[name]]
        assert not frame.duplicated(list(keys(name))).any()
        assert frame["hour"].is_monotonic_increasing if "hour" in frame else True


def test_the_same_run_gives_the_same_bytes(toy, burnt):
    again = run(toy, seed=1, people=PEOPLE)
    assert digest(again.tables) == digest(burnt.tables)
    cut = run(toy, seed=1, people=PEOPLE, threads=2)
    assert digest(cut.tables) == digest(burnt.tables)
    assert digest(run(toy, seed=2, people=PEOPLE).tables) != digest(burnt.tables)


def test_needs_add_up_hour_by_hour(burnt):
    hours = burnt.tables["need_hours"]
    ends = hours[["met", "met_elsewhere", "fallback", "deferred", "abandoned"]].sum(axis=1)
    gone = (hours["arrived"] - ends).cumsum()
    assert gone.tolist() == hours["pending"].tolist()  # the toy has one category
    assert (hours["pending"] >= 0).all()


def test_tries_are_served_or_fail(burnt):
    hours = burnt.tables["service_hours"]
    assert (hours["served"] + hours["failed"] == hours["attempts"]).all()
    assert hours["quality"].between(0.0, 1.0 + 1e-12).all()


def test_causes_come_before_what_they_cause(burnt):
    events = burnt.tables["events"]
    assert (events["because"] < events["event"]).all()
    assert set(events.loc[events["because"] < 0, "kind"]) == {"fire-started"}
    assert all(a <= b for a, b in pairwise(events["t_s"]))


def test_the_outage_is_felt_where_and_when_machines_are_down(burnt):
    hours = burnt.tables["service_hours"]
    talk = hours[hours["service"] == "talk"].set_index("hour")
    dark = talk.index[talk["quality"] == 0.0]
    assert len(dark) > 0
    assert talk.loc[dark, "served"].sum() == 0
    assert talk.loc[dark, "attempts"].sum() > 0
    assert talk.loc[0, "failed"] == 0
    assert burnt.tables["harm"]["unmet_ms"].sum() > 0


def test_its_twin_is_untouched_and_has_the_same_needs(toy, burnt):
    twin = run(without_hazards(toy), seed=1, people=PEOPLE)
    assert twin.tables["events"].empty
    assert twin.tables["harm"].empty
    assert (twin.tables["service_hours"]["quality"] == 1.0).all()
    needs = twin.tables["need_hours"]
    assert needs["arrived"].equals(burnt.tables["need_hours"]["arrived"])
    assert (needs["met"] == needs["arrived"]).all()
    pd.testing.assert_frame_equal(twin.tables["people"], burnt.tables["people"])


def test_moves_tell_where_needs_went(burnt):
    moves = burnt.tables["moves"]
    assert set(moves["means"]) >= {"talk", "sms", "nothing"}
    lost = moves[moves["means"] == "nothing"]
    assert set(lost["outcome"]) <= {"abandoned", "pending"}
    assert (moves[moves["outcome"] == "fallback"]["means"] == "sms").all()


def test_progress_is_told_and_rises(toy):
    told: list[float] = []
    run(toy, seed=1, people=10, progress=told.append)
    assert told == sorted(told)
    assert len(told) > 10


def test_a_finer_beat_leaves_needs_alone_and_harm_nearly(toy):
    runs = [
        run(toy.model_copy(update={"clock": toy.clock.model_copy(update={"beat_s": beat_s})}), 1, n)
        for beat_s, n in ((300, 3000), (150, 3000))
    ]
    usual, fine = (one.tables["need_hours"]["arrived"] for one in runs)
    assert fine.equals(usual)
    usual, fine = (one.tables["harm"]["unmet_ms"].sum() for one in runs)
    assert fine == pytest.approx(usual, rel=0.01)
