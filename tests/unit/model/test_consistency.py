"""Check that each contradiction between fields is found where it stands, and nothing else."""

import json

import pytest

from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

TEXT = "components.text"
NEED = "services.talk.features.text.needs[0]"


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def problems(toy):
    """Find all problems of a changed toy."""
    return list(find_problems(Scenario.model_validate_json(json.dumps(toy))))


def put(toy, path, value):
    """Change one value; steps are keys or positions, a plus sign appends."""
    *above, last = path.split("/")
    node = toy
    for step in above:
        node = node[int(step)] if isinstance(node, list) else node[step]
    if last == "+":
        node.append(value)
    else:
        node[int(last) if isinstance(node, list) else last] = value


def test_a_sound_scenario_has_no_problem(toy):
    assert problems(toy) == []


FEATURE = "services/0/features/0"
CATEGORY = "people/categories/0"
STAGES = "hazards/0/power_stages"
LOOSE = {"id": "late", "kind": "fire", "site": "north", "at": "2022-10-15T03:00:00+09:00",
         "power_stages": [{"after_h": 5.0}]}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        # places
        ("sites/0/region", "kr-12", "S301", "sites.north.region"),
        ("sites/1/zones/0/id", "north-a", "S306", "sites.south.zones[0].id"),
        ("sites/1/id", "north", "S306", "sites[1].id"),
        # components
        ("components/0/owner", "acmee", "S301", f"{TEXT}.owner"),
        ("components/0/servers", {}, "S207", f"{TEXT}.servers"),
        ("components/0/servers", {"north-c": 3}, "S301", f"{TEXT}.servers.north-c"),
        ("components/0/standby/0/zone", "south-b", "S301", f"{TEXT}.standby[0].zone"),
        ("components/0/standby/0/zone", "north-a", "S309", f"{TEXT}.standby[0].zone"),
        ("components/0/standby/+", {"zone": "south-a"}, "S306", f"{TEXT}.standby[1].zone"),
        ("components/0/standby", [], "S309", f"{TEXT}.pattern"),
        ("components/0/recovery_needs", ["tool"], "S301", f"{TEXT}.recovery_needs[0]"),
        ("components/0/recovery_needs", ["text"], "S307", f"{TEXT}.recovery_needs[0]"),
        ("components/0/recovery_needs", ["tools"] * 2, "S306", f"{TEXT}.recovery_needs[1]"),
        ("components/0/restart_needs", ["tool"], "S301", f"{TEXT}.restart_needs[0]"),
        ("components/0/restart_needs", ["text"], "S307", f"{TEXT}.restart_needs[0]"),
        ("components/0/restart_needs", ["tools"] * 2, "S306", f"{TEXT}.restart_needs[1]"),
        ("components/0/restart_needs", ["tools"], "", ""),
        # patterns
        ("components/0/pattern", "none", "", ""),
        ("components/0/failover", {"switch": {"median_h": 1.0}, "rpo_h": 1.0}, "", ""),
        ("components/1/failover", {"switch": {"median_h": 1.0}}, "S309",
         "components.media.failover.switch"),
        ("components/1/failover", {"rpo_h": 1.0}, "S309", "components.media.failover.rpo_h"),
        ("components/0/quorum", 2, "S309", f"{TEXT}.quorum"),
        ("components/0/pattern", "quorum", "S201", f"{TEXT}.quorum"),
        ("components/3/id", "media", "S306", "components[3].id"),
        ("owners/1/id", "acme", "S306", "owners[1].id"),
        # services
        ("services/0/owner", "nobody", "S301", "services.talk.owner"),
        ("services/3/id", "text", "S306", "services[3].id"),
        (f"{FEATURE}/needs/0", {"on": ["text", "tools", "rival"], "at_least": 2}, "", ""),
        (f"{FEATURE}/needs/0", {"on": ["text", "tools"], "at_least": 3}, "S309",
         f"{NEED}.at_least"),
        (f"{FEATURE}/needs/0", {"on": "text", "at_least": 2}, "S309", f"{NEED}.at_least"),
        (f"{FEATURE}/needs/0/on", ["text", "txet"], "S301", f"{NEED}.on[1]"),
        (f"{FEATURE}/needs/0/on", ["text", "talk"], "S307", f"{NEED}.on[1]"),
        (f"{FEATURE}/needs/0/on", ["text", "tools", "text"], "S306", f"{NEED}.on[2]"),
        ("services/0/features/1/id", "text", "S306", "services.talk.features[1].id"),
        (f"{FEATURE}/needs/0/on", "txet", "S301", "services.talk.features.text.needs[0].on"),
        (f"{FEATURE}/needs/0/on", "talk", "S307", "services.talk.features.text.needs[0].on"),
        (f"{FEATURE}/needs/+", {"on": "text"}, "S306", "services.talk.features.text.needs[1].on"),
        # people
        ("people/segments/0/ages/7", "80-99", "S301", "people.segments.all.ages[7]"),
        ("people/segments/0/within", 0.5, "S401", "people.segments"),
        ("people/regions/0/residents", {"20-29": 0}, "S405", "people.regions"),
        ("people/regions/0/residents", {"20+": 9}, "S301", "people.regions.kr-11.residents.20+"),
        (f"{CATEGORY}/factor", {"young": 2.0}, "S301",
         "people.categories.messaging.factor.young"),
        (f"{CATEGORY}/by_weekday", [0] * 7, "S405", "people.categories.messaging.by_weekday"),
        (f"{CATEGORY}/needs_per_day", 1000.0, "", ""),
        (f"{CATEGORY}/options/0/service", "tolk", "S301",
         "people.categories.messaging.options[0].service"),
        (f"{CATEGORY}/options/1/service", "talk", "S306",
         "people.categories.messaging.options[1].service"),
        (f"{CATEGORY}/options/0/features", ["voice"], "S301",
         "people.categories.messaging.options[0].features[0]"),
        (f"{CATEGORY}/options/0/holders", {"young": 0.5}, "S301",
         "people.categories.messaging.options[0].holders.young"),
        (f"{CATEGORY}/options/0/sessions", [{"share": 0.6, "lasts_h": 1}] * 2, "S401",
         "people.categories.messaging.options[0].sessions"),
        # clock
        ("clock/start", "2022-10-15T00:30:00+09:00", "S403", "clock.start"),
        ("clock/event", "2022-10-20T00:00:00+09:00", "S403", "clock.event"),
        ("clock/event", "2022-10-14T15:30:00Z", "", ""),
        ("clock/horizon_h", 40.5, "S208", "clock.horizon_h"),
        ("clock/beat_s", 700, "S208", "clock.beat_s"),
        ("clock/beat_s", 1800, "S404", "people.behaviour.retry_urgent_per_h"),
        ("clock/beat_s", 1200, "", ""),
        # hazards
        ("hazards/0/site", "nroth", "S301", "hazards.fire.site"),
        ("hazards/0/at", "2022-10-17T01:00:00+09:00", "S403", "hazards.fire.at"),
        (f"{STAGES}/0/zones", ["south-a"], "S301", "hazards.fire.power_stages[0].zones[0]"),
        (f"{STAGES}/0/after_h", 0.5, "S403", "hazards.fire.power_stages[0].after_h"),
        (f"{STAGES}/1/after_h", 5.0, "S403", "hazards.fire.power_stages[1].after_h"),
        (f"{STAGES}/1/zones", ["north-b"], "S309", "hazards.fire.power_stages[1].zones"),
        ("hazards/+", LOOSE, "S403", "hazards.late.at"),
        ("hazards/+", {**LOOSE, "id": "late", "at": "2022-10-15T21:00:00+09:00"}, "", ""),
        ("hazards/+", {**LOOSE, "id": "fire", "site": "south"}, "S306", "hazards[1].id"),
    ],
)  # fmt: skip
def test_a_single_defect_is_found_where_it_stands(toy, path, value, code, where):
    put(toy, path, value)
    found = [(problem.code, problem.where) for problem in problems(toy)]
    assert (code, where) in found if code else found == []


def test_a_misspelt_name_gets_a_hint_and_the_choices(toy):
    toy["hazards"][0]["site"] = "nroth"
    (problem,) = problems(toy)
    assert problem.found == "'nroth'"
    assert problem.expected == "a declared site (north, south)"
    assert problem.hint == "did you mean 'north'?"


def test_all_defects_are_found_at_once(toy):
    toy["hazards"][0]["site"] = "nroth"
    toy["components"][0]["owner"] = "acmee"
    toy["clock"]["beat_s"] = 700
    assert {problem.code for problem in problems(toy)} == {"S301", "S208"}
    assert len(problems(toy)) == 3


def test_a_circle_of_services_must_have_a_soft_edge(toy):
    needs = toy["services"][0]["features"][0]["needs"]
    needs.append({"on": "pay", "weight": 1.0})
    assert problems(toy) == []  # pay leans on talk by half
    toy["services"][1]["features"][0]["needs"][0]["weight"] = 1.0
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S307", "services.talk.features")
    assert problem.found == "talk > pay > talk"


def test_mirrors_in_several_zones_need_no_standby(toy):
    toy["components"][0].update(pattern="active-active", standby=[], minimum_share=0.5)
    assert problems(toy) == []
    toy["components"][0]["minimum_share"] = 0.8  # no zone could be lost
    assert [problem.where for problem in problems(toy)] == ["components.text.minimum_share"]
    toy["components"][0]["servers"] = {"north-a": 10}
    assert [problem.where for problem in problems(toy)] == ["components.text.pattern"]


PATTERNS = ["cold-backup", "pilot-light", "warm-standby", "active-passive", "active-active"]


@pytest.mark.parametrize("pattern", [*PATTERNS, "quorum"])
def test_redundancy_in_one_place_is_refused(toy, pattern):
    toy["components"][1].update(pattern=pattern, quorum=1 if pattern == "quorum" else None)
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S309", "components.media.pattern")
    assert problem.found == f"{pattern!r} in one place"


def test_a_quorum_of_more_places_than_there_are_is_refused(toy):
    toy["components"][0].update(pattern="quorum", quorum=3)
    assert problems(toy) == []  # two zones and a standby
    toy["components"][0]["quorum"] = 4
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S309", "components.text.quorum")
    assert (problem.found, problem.expected) == ("4 of 3 places", "at most 3")


@pytest.mark.parametrize(
    ("pattern", "refused"),
    [
        ("active-active", ["first_capacity", "ramp_h", "rpo_h"]),
        ("none", ["switch", "first_capacity", "ramp_h", "rpo_h"]),
        ("quorum", ["switch", "first_capacity", "ramp_h", "rpo_h"]),
        *((pattern, []) for pattern in PATTERNS[:-1]),
    ],
)
def test_a_failover_says_only_what_its_pattern_uses(toy, pattern, refused):
    own = {"switch": {"median_h": 1.0}, "first_capacity": 0.5, "ramp_h": 2.0, "rpo_h": 0.1}
    quorum = 2 if pattern == "quorum" else None
    toy["components"][0].update(pattern=pattern, quorum=quorum, failover=own)
    found = [(problem.code, problem.where) for problem in problems(toy)]
    assert found == [("S309", f"components.text.failover.{name}") for name in refused]


def test_machines_that_wait_for_each_other_need_a_way_round(toy):
    text, media, tools, _ = toy["components"]
    text.update(restart_needs=["media"], bypass=None)
    media.update(restart_needs=["tools"], bypass=None)
    tools.update(restart_needs=["text"])
    assert problems(toy) == []  # the tools can be restarted by hand
    tools.update(bypass=None)
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S307", "components.text.restart_needs")
    assert problem.found == "text > media > tools > text"
    assert "bypass" in problem.hint


def test_a_second_way_opens_a_circle_of_services(toy):
    toy["services"][0]["features"][0]["needs"].append({"on": ["pay", "rival"]})
    toy["services"][1]["features"][0]["needs"][0]["weight"] = 1.0
    assert problems(toy) == []
    toy["services"][0]["features"][0]["needs"][-1]["at_least"] = 2
    (problem,) = problems(toy)
    assert (problem.code, problem.found) == ("S307", "talk > pay > talk")


def test_segments_of_an_age_share_it_out(toy):
    part = {"id": "some", "name": "Some", "name_ko": "일부", "ages": ["20-29"], "within": 0.7}
    toy["people"]["segments"].insert(0, part)
    assert problems(toy) == []
    toy["people"]["segments"].insert(0, {**part, "id": "more", "within": 0.4})
    (problem,) = problems(toy)
    assert (problem.code, problem.found) == ("S401", "shares of ages 20-29 that add up to 1.1")


def test_nobody_may_have_more_needs_than_can_be_numbered(toy):
    toy["people"]["categories"][0].update(needs_per_day=1000.0, factor={"all": 31.0})
    (problem,) = problems(toy)
    assert (problem.code, problem.found) == ("S404", "62000 in 2 days")


def test_needs_of_a_surge_count_as_well(toy):
    toy["people"]["categories"][0]["needs_per_day"] = 30.0
    rush = {"kind": "surge", "id": "rush", "at": "2022-10-15T02:00:00+09:00", "factor": 1000.0}
    rush |= {"categories": ["messaging"], "lasts": {"median_h": 60.0}}
    toy["hazards"].append(rush)
    (problem,) = problems(toy)
    assert (problem.code, problem.found) == ("S404", "60000 in 2 days")
    toy["hazards"][-1]["lasts"] = {"median_h": 24.0}
    assert problems(toy) == []


def test_english_stands_in_where_no_korean_was_said(toy):
    del toy["title_ko"], toy["sites"][0]["name_ko"]
    scenario = Scenario.model_validate_json(json.dumps(toy))
    assert (scenario.title_ko, scenario.sites[0].name_ko) == ("Two sites", "North")
    assert scenario.sites[1].name_ko == "남"


def test_ages_that_belong_to_no_segment_are_one_problem(toy):
    toy["people"]["segments"] = [
        {"id": "some", "name": "Some", "ages": ["20-29", "30-39"]},
        {"id": "half", "name": "Half", "ages": ["10-19"], "within": 0.5},
    ]
    (problem,) = problems(toy)
    left = "10-19, 40-49, 50-59, 60-69, 70-79, 80+"
    assert (problem.code, problem.where) == ("S401", "people.segments")
    assert problem.found == f"no segment for whoever is left of ages {left}"
    assert problem.hint == f"add these ages to a segment that has no 'within': {left}"


def test_segments_that_take_the_same_ages_whole_are_one_problem(toy):
    more = {"id": "more", "name": "More", "ages": ["20-29", "30-39"]}
    toy["people"]["segments"].append(more)
    (problem,) = problems(toy)
    assert (problem.code, problem.where) == ("S401", "people.segments.more")
    assert problem.found == "segments all, more that each take whoever is left of ages 20-29, 30-39"
    assert "within" in problem.hint
