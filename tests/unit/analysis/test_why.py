"""Check that a failure finds its machine event, and that lives are told as they were recorded."""

from dataclasses import replace

import pandas as pd
import pytest

from simulator.analysis.blame import Span, blame
from simulator.analysis.lives import hardest, needs_of, watched
from simulator.analysis.why import why
from simulator.results.run_result import PairedRun


@pytest.fixture
def troubled(paired, fake):
    """Add to the record that functions were lost, and that line was overrun."""
    events = paired.run.tables["events"]
    module = "simulator.infrastructure.functions"
    more = fake.table(
        "events",
        (6, fake.hour(0.5), "function-lost", "talk.text", "kaka", 2, module, 0.0, ""),
        (7, fake.hour(10), "function-restored", "talk.text", "kaka", 4, module, 0.0, ""),
        (8, fake.hour(1.0), "service-overrun", "line", "other", 6, module, 2.0, ""),
        (9, fake.hour(1.5), "service-relieved", "line", "other", -1, module, 0.0, ""),
    )
    tables = paired.run.tables | {"events": pd.concat([events, more], ignore_index=True)}
    run = type(paired.run)(paired.run.scenario, 1, paired.run.people, tables)
    return PairedRun(run, paired.baseline)


def test_a_lost_function_is_blamed_before_a_crowd(troubled):
    found = blame(troubled.run)
    cause = found.cause("talk", 0.6)
    assert cause.why == "machines"
    assert [h.kind for h in cause.chain] == [
        "function-lost", "component-failed", "zone-lost", "fire-started",
    ]  # fmt: skip
    assert cause.first == "fire-started north"
    assert found.cause("line", 1.2).why == "crowd"
    assert found.cause("line", 1.2).chain[-1].kind == "fire-started"


def test_of_several_lost_functions_the_one_that_is_used_most_is_blamed(troubled):
    found = blame(troubled.run)
    found.lost["talk"].insert(0, Span(3, "talk.media", 0.4))
    assert found.cause("talk", 0.6).chain[0].event == 6  # text carries more than media
    found.uses[("pictures", "talk")] = frozenset({"talk.media"})
    assert found.cause("talk", 0.6, "pictures").chain[0].event == 3
    assert found.cause("talk", 0.6, "messaging").chain[0].event == 6


def test_a_crowd_flees_the_lost_function_that_its_needs_use_most(troubled):
    found = blame(troubled.run)
    found.told[99] = replace(found.told[6], event=99, where="talk.media")
    found.told[8] = replace(found.told[8], because=99)  # as if pictures had been named first
    found.lost["talk"].insert(0, Span(99, "talk.media", 0.4))
    assert [h.where for h in found.cause("line", 1.2, "messaging").chain[:2]] == [
        "line", "talk.text",
    ]  # fmt: skip
    found.uses[("pictures", "talk")] = frozenset({"talk.media"})
    assert found.cause("line", 1.2, "pictures").chain[1].where == "talk.media"


def test_what_works_in_part_or_wholly_has_other_causes(troubled):
    found = blame(troubled.run)
    assert found.cause("talk", 11.0).why == "impaired"
    assert found.cause("talk", 40.0).why == "scarce"
    assert found.cause("line", 2.0).first == "scarce"


def test_people_meet_the_mean_of_a_beat(troubled):
    found = blame(troubled.run)
    assert found.cause("talk", 0.45).why == "machines"  # lost later in the same five minutes
    assert found.cause("talk", 0.3).why == "scarce"


def test_a_life_is_told_step_by_step(troubled):
    needs = needs_of(troubled.run, blame(troubled.run), category="messaging")
    assert [need.person for need in needs] == [20, 40]
    first = needs[0]
    assert [step.step for step in first.steps] == ["try_failed", "wait", "try_failed", "abandoned"]
    assert first.outcome == "abandoned"
    assert (first.born_h, first.end_h) == (0.6, 2.0)
    assert first.steps[0].cause.why == "machines"
    assert first.covers(1.0)
    assert not first.covers(2.1)
    assert hardest(needs) is first
    assert hardest([]) is None


def test_the_watched_are_known_by_segment_and_region(troubled):
    assert watched(troubled.run) == {20: ("all", "kr-11"), 40: ("all", "kr-11")}


def test_an_answer_adds_up(troubled):
    told = why(troubled, "messaging")
    assert told["unmet_need_hours"] == 9000.0
    assert told["affected_residents"] == 5500
    (talk,) = told["by_usual"]
    assert talk["unmet"] == (13 + 10 + 8) * 100
    assert talk["mostly_instead"] == "sms"
    assert [(row["service"], row["why"], row["failed_tries"]) for row in told["causes"]] == [
        ("talk", "machines", 28_000), ("talk", "impaired", 2_000),
    ]  # fmt: skip
    assert [life["person"] for life in told["lives"]] == [20]


def test_an_answer_can_be_narrowed(troubled):
    assert why(troubled, "messaging", t_h=1.0)["affected_residents"] == 0
    assert why(troubled, "messaging", t_h=2.5)["affected_residents"] == 5500
    assert why(troubled, "messaging", segment="none")["unmet_need_hours"] == 0.0
    (life,) = why(troubled, "messaging", person=40)["lives"]
    assert (life["outcome"], life["steps"][0]["why"]) == ("fallback", "scarce")
    assert why(troubled, "messaging", person=40, t_h=1.0)["lives"] == []
