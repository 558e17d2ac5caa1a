"""Check that each complaint about a field says where, what, and what instead."""

import pytest

from simulator.errors import ScenarioError
from simulator.io.complaints import TRANSLATED_AT_MOST
from simulator.io.scenario_files import read_scenario_text


def line_of(text: str, piece: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if piece in line)


@pytest.mark.parametrize(
    ("old", "new", "code", "where", "found", "expected"),
    [
        (
            "attempts: 4",
            "attempts: 44",
            "S204",
            "people.categories.messaging.attempts",
            "44",
            "a whole number from 1 to 20",
        ),
        (
            "horizon_h: 48",
            "horizon_h: -3",
            "S204",
            "clock.horizon_h",
            "-3",
            "a number above 0 and up to 8,784",
        ),
        (
            "pattern: active-passive",
            "pattern: active-pasive",
            "S205",
            "components.text.pattern",
            "'active-pasive'",
            (
                "one of (none, cold-backup, pilot-light, warm-standby, active-passive, "
                "active-active, quorum)"
            ),
        ),
        (
            "servers: {north-b: 5}",
            "servers: [north-b]",
            "S203",
            "components.tools.servers",
            "a list of 1",
            "a mapping",
        ),
        (
            "- id: south-a",
            "- id: South A",
            "S206",
            "sites.south.zones.South A.id",
            "'South A'",
            "an id of small letters, digits, '-' and '_', a letter first",
        ),
        (
            "by_weekday: [1, ",
            "by_weekday: [",
            "S207",
            "people.categories.messaging.by_weekday",
            "a list of 6",
            "a list of 7 elements",
        ),
        (
            "holders: {youth: 0.98, adults: 0.9}",
            "holders: {youth: 1.98, adults: 0.9}",
            "S204",
            "people.categories.messaging.options[0].holders.youth",
            "1.98",
            "a number from 0 to 1",
        ),
        (
            "holders: {youth: 0.98, adults: 0.9}",
            "holders: NO",
            "S203",
            "people.categories.messaging.options[0].holders",
            "'NO'",
            "a number from 0 to 1 or a mapping",
        ),
        (
            "factor: {youth: 1.5}",
            "factor: {Young People: 1.5}",
            "S206",
            "people.categories.messaging.factor.Young People",
            "the key 'Young People'",
            "an id as key",
        ),
        (
            "at: 2022-10-15T15:19:00+09:00",
            "at: 2022-10-15T15:19:00",
            "S203",
            "hazards.fire.at",
            "'2022-10-15T15:19:00'",
            "a date and time with its zone, such as 2022-10-15T15:30:00+09:00 or nothing",
        ),
    ],
)
def test_one_wrong_field_gives_one_problem_at_its_line(
    problems_after, town, old, new, code, where, found, expected
):
    (problem,) = problems_after(old, new)
    assert (problem.code, problem.where) == (code, where)
    assert (problem.found, problem.expected) == (found, expected)
    assert (problem.file, problem.line) == ("small-town.yaml", line_of(town, old))


def test_a_missing_field_is_reported_where_it_should_stand(problems_after, town):
    (problem,) = problems_after("  residents: 10000\n", "")
    assert (problem.code, problem.where) == ("S201", "people.residents")
    assert problem.line == line_of(town, "people:")
    assert problem.hint.endswith("All residents, children included.")


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("beat_s: 300", "beat_sec: 300", "did you mean 'beat_s'?"),
        ("basis: invented", "wordl: invented", "did you mean 'world'?"),
        ("  residents: 10000", "  popluation: x\n  residents: 10000", "did you mean 'population'?"),
        ("attempts: 4", "attempts: '4'", "write the number without quotation marks"),
        ("attempts: 4", "attempts: 04", "write the number without quotation marks"),
        ("latitude: 37.4", "latitude: 37,4", "write the number without quotation marks"),
        ("network: true", "network: yes", "write true or false"),
        ("kind: compute", "kind: computer", "did you mean 'compute'?"),
    ],
)
def test_a_slip_of_the_pen_gets_a_hint(problems_after, town, old, new, hint):
    (problem,) = problems_after(old, new)
    assert problem.hint.startswith(hint)
    assert problem.line == line_of(town, old.strip())


@pytest.mark.parametrize(
    ("new", "code", "found", "hint"),
    [
        ("kind: fier", "S205", "'fier'", "did you mean 'fire'?"),
        ("kind: 3", "S205", "3", ""),
        ("chance: 1.0", "S201", "nothing", ""),
    ],
)
def test_a_hazard_of_no_known_kind_gets_the_list_of_kinds(
    problems_after, town, new, code, found, hint
):
    (problem,) = problems_after("kind: fire", new)
    assert (problem.code, problem.where, problem.found) == (code, "hazards.fire.kind", found)
    assert problem.expected.startswith("one of (fire, power-loss, cooling-failure, ")
    assert problem.expected.endswith(", surge, strike, withdrawal)")
    assert hint in problem.hint
    assert problem.line == line_of(town, "kind: fire")


def test_a_hazard_that_is_no_mapping_is_told_plainly(problems_after):
    (problem, *_) = problems_after("hazards:\n", "hazards:\n  - fire\n")
    assert (problem.where, problem.found, problem.expected) == ("hazards[0]", "'fire'", "a mapping")
    assert problem.hint == ""


@pytest.mark.parametrize("chance", ["1.2", "-0.1"])
def test_a_probability_beyond_its_range_is_told_with_field_and_range(problems_after, chance):
    (problem,) = problems_after("    site: north\n", f"    site: north\n    chance: {chance}\n")
    assert (problem.code, problem.where, problem.found) == ("S204", "hazards.fire.chance", chance)
    assert problem.expected == "a number from 0 to 1"


def test_a_field_named_like_the_kind_beside_it_is_found(problems_after):
    """A component of the kind cache may have a cache."""
    wrong = "kind: cache\n    cache: {hit_ratio: 1.5}"
    (problem,) = problems_after("kind: compute", wrong)
    assert problem.where == "components.text.cache.hit_ratio"
    assert problem.expected == "a number above 0 and up to 0.999"


def test_a_broken_rule_is_quoted(problems_after):
    (problem,) = problems_after("weight: 0.8", "weight: 0.7")
    assert (problem.code, problem.where) == ("S208", "services.chat")
    assert "0.9" in problem.found


def test_a_hazard_needs_one_start(problems_after):
    (problem,) = problems_after("    at: 2022-10-15T15:19:00+09:00\n", "")
    assert (problem.code, problem.where) == ("S208", "hazards.fire")
    assert problem.found == "neither at nor follows"
    assert problem.expected == "either a time or another hazard that it follows"


def test_what_another_field_makes_necessary_is_reported_by_its_own_name(problems_after, town):
    (problem,) = problems_after("pattern: active-passive", "pattern: quorum")
    assert (problem.code, problem.where) == ("S201", "components.text.quorum")
    assert problem.line == line_of(town, "id: text")


def test_a_value_inside_a_line_is_at_its_line_not_at_its_list(problems_after, town):
    (problem,) = problems_after("5.6, 5.3", "-5.6, 5.3")
    assert problem.line == line_of(town, "5.6, 5.3")
    assert problem.where == "people.categories.messaging.by_hour[12]"


def test_all_problems_come_at_once_those_of_the_text_first(town):
    broken = town.replace("beat_s: 300", "beat_s: 3").replace("attempts: 4", "attempts: 0")
    broken = broken.replace("drill_age_months: 12", "drill_age_months: .nan")
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(broken, "small-town.yaml")
    assert [problem.code for problem in caught.value.problems] == ["S116", "S204", "S204"]
    lines = [problem.line for problem in caught.value.problems[1:]]
    assert lines == sorted(lines)


def test_a_flood_of_problems_is_counted_but_not_written_out(town):
    flood = town.replace("hazards:\n", "hazards:\n" + "  - 5\n" * 900)
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(flood, "small-town.yaml")
    assert len(caught.value.problems) == TRANSLATED_AT_MOST
    assert caught.value.count == 900


@pytest.mark.parametrize(
    ("old", "new", "where", "hint"),
    [
        (
            "servers: {north-b: 5}",
            "servers: 20",
            "components.tools.servers",
            "write {ZONE: 20}",
        ),
        (
            "pattern: active-passive",
            "pattern: active-passive\n    switch_effort: 1.5",
            "components.text.switch_effort",
            "write {median_h: 1.5}",
        ),
        (
            "factor: {youth: 1.5}",
            "factor: 2",
            "people.categories.messaging.factor",
            "write {SEGMENT: 2}",
        ),
        (
            "pattern: active-passive",
            "pattern: active-passive\n    restart_needs: tools",
            "components.text.restart_needs",
            "write [tools]",
        ),
    ],
)
def test_a_bare_value_is_shown_in_its_usual_form(problems_after, old, new, where, hint):
    (problem,) = problems_after(old, new)
    assert (problem.code, problem.where, problem.hint) == ("S203", where, hint)


def test_a_field_of_another_hazard_gets_the_fields_of_this_one(problems_after):
    push = "  - {kind: bad-push, id: p, sites: [north], owner: x, at: 2022-10-15T15:19:00+09:00}\n"
    (problem,) = problems_after("hazards:\n", f"hazards:\n{push}")
    assert (problem.code, problem.where, problem.hint) == ("S202", "hazards.p.sites", "")
    assert "owner, components, " in problem.expected
    assert "basis" not in problem.expected
