"""Check that every number of a scenario is found, with what it rests on."""

from functools import cache

import pytest

from simulator.analysis.figure_paths import names_of, spelled
from simulator.analysis.provenance import WEAKEST_FIRST, counted, defaults, figures
from simulator.analysis.rests_on import rests_on, weakest
from simulator.io import scenario_files
from simulator.model.base import Declaration

CASE = "kakao-2022"
SHIPPED = [name for name, _ in scenario_files.list_scenarios()]
IN_THE_CODE = ("constants.", "patterns.", "harm.")


@cache
def read_scenario(name, *settings):
    """Read a scenario with settings, once."""
    return scenario_files.read_scenario(name, dict(settings))


@pytest.fixture(scope="module")
def kakao():
    """List the figures of the case by path."""
    return {one.path: one for one in figures(read_scenario(CASE))}


def numbers(value):
    """Count the numbers of a declaration in the plainest way."""
    if isinstance(value, Declaration):
        return sum(numbers(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, dict):
        return sum(numbers(element) for element in value.values())
    if isinstance(value, tuple):
        return sum(numbers(element) for element in value)
    return int(isinstance(value, int | float) and not isinstance(value, bool))


@pytest.mark.parametrize("name", SHIPPED)
def test_no_number_of_a_scenario_is_left_out_or_told_twice(name):
    scenario = read_scenario(name)
    found = [one.path for one in figures(scenario)]
    assert len(set(found)) == len(found)
    own = [path for path in found if not path.startswith((*IN_THE_CODE, "catalogue."))]
    assert len(own) == numbers(scenario.model_copy(update={"remedies": (), "catalogue": ()}))


def test_values_and_paths_are_those_that_settings_take(kakao):
    path = "people.categories.messaging.options.line.adoption"
    changed = figures(read_scenario(CASE, (path, "0.5")))
    assert kakao[path].value == 0.0037
    assert next(one.value for one in changed if one.path == path) == 0.5


def test_a_figure_of_the_world_has_the_range_of_its_row(kakao):
    crews = kakao["owners.kakao.operations.crews.manual_servers_per_h"]
    assert (crews.value, crews.unit, crews.low, crews.high) == (1000, "servers/h", 500, 2000)
    assert (crews.basis, crews.confidence) == ("derived", "medium")


def test_a_figure_that_was_set_has_no_range_of_another_value():
    path = "owners.kakao.operations.crews.manual_servers_per_h"
    changed = figures(read_scenario(CASE, (path, "700")))
    (crews,) = [one for one in changed if one.path == path]
    assert (crews.value, crews.low, crews.high, crews.unit) == (700, None, None, "servers/h")


def test_what_nobody_set_rests_on_the_rule(kakao):
    surge = kakao["owners.naver_corp.operations.crews.surge_h"]
    assert (surge.low, surge.high, surge.basis) == (2, 12, "judgement")
    inertia = kakao["people.behaviour.inertia"]
    assert (inertia.basis, inertia.source) == ("literature", "Dube, Hitsch and Rossi 2010")


def test_what_a_declaration_says_wins_over_the_rule(kakao):
    used = kakao["people.behaviour.failed_attempt_use"]
    assert used.source.startswith("both parts of a session are fitted")
    assert (used.low, used.high) == (0.1, 0.5)


def test_counted_residents_are_measured(kakao):
    seoul = kakao["people.regions.kr-11.residents.20-29"]
    assert (seoul.value, seoul.unit, seoul.basis) == (1_384_252, "persons", "measured")
    assert "Ministry of the Interior" in seoul.source


def test_conventions_count_for_nothing(kakao):
    assert kakao["clock.beat_s"].convention
    assert kakao["clock.horizon_h"].convention
    assert not kakao["people.behaviour.inertia"].convention
    assert sum(counted(kakao.values()).values()) < len(kakao)


def test_classes_of_hazards_keep_the_range_of_their_rate():
    found = {one.path: one for one in figures(read_scenario("tessera", ("catalogue", "standard")))}
    rate = found["catalogue.site-fire.rate_per_year"]
    assert (rate.value, rate.unit) == (0.0025, "1/year")
    assert rate.low < rate.value < rate.high


def test_an_invented_country_is_invented_where_nothing_else_is_said():
    found = {one.path: one for one in figures(read_scenario("tessera"))}
    assert found["people.residents"].basis == "invented"
    assert found["people.categories.messaging.needs_per_day"].basis == "invented"
    assert found["people.behaviour.inertia"].basis == "literature"
    assert "measured" not in counted(found.values())


def test_rates_of_harm_are_among_the_figures(kakao):
    assert kakao["harm.wage"].value == 22_651
    assert kakao["harm.margin"].basis == "judgement"
    assert {"harm.value.pay", "harm.free_year.messaging", "harm.order_share"} <= kakao.keys()


def test_the_patterns_in_use_are_among_the_figures(kakao):
    assert "patterns.active-passive.undrilled" in kakao
    assert "patterns.quorum.undrilled" not in kakao
    assert kakao["constants.function_works"].value == 1 / 3


def test_defaults_are_those_of_every_scenario():
    assert {one.path for one in defaults()} > {"people.society.fear_per_h", "constants.overrun"}


def test_elements_are_named_by_what_they_are_about():
    scenario = read_scenario(CASE)
    assert names_of(scenario.hazards) == [f".{scenario.hazards[0].id}"]
    assert names_of((1.0, 2.0)) == ["[0]", "[1]"]
    assert spelled(scenario, "hazards[0].chance") == f"hazards.{scenario.hazards[0].id}.chance"
    assert spelled(scenario, "people.categories.taxi.by_hour[23]") is not None
    for lost in ("hazards[9].chance", "people.nobody", "people.categories.taxi.by_hour[24]"):
        assert spelled(scenario, lost) is None


@pytest.mark.parametrize("name", SHIPPED)
def test_a_badge_names_the_weakest_figure_of_its_section(name):
    scenario = read_scenario(name)
    found = [one for one in figures(scenario) if not one.convention]
    badges = rests_on(scenario)
    for section, room in (("population", "people.regions."), ("hazards", "hazards.")):
        bases = {one.basis for one in found if one.path.startswith(room)}
        if section == "population":
            bases |= {one.basis for one in found if one.path == "people.residents"}
        if scenario.catalogue and section == "hazards":
            bases |= {one.basis for one in found if one.path.startswith("catalogue.")}
        if bases:
            expected = "invented" if scenario.basis == "invented" else weakest(bases)
            assert badges[section].basis == expected
    assert sum(badges["money"].counts.values()) == len(
        [one for one in found if not one.path.startswith("catalogue.") and "." in one.path]
    )


def test_fiction_is_invented_throughout():
    for name in ("tessera", "bad-push", "singles-day", "cloud-monoculture"):
        badges = rests_on(read_scenario(name))
        assert {badge.basis for badge in badges.values()} == {"invented"}
        assert all("invented" in badge.why for badge in badges.values())


def test_real_cases_rest_on_judgement_and_say_so():
    badges = rests_on(read_scenario(CASE))
    assert badges["services"].basis == badges["needs"].basis == "judgement"
    assert badges["observations"].basis == "measured"
    assert f"{badges['needs'].counts['judgement']:,} judgement" in badges["needs"].why
    assert {"hazards", "services", "needs", "harm", "money", "apps", "moves"} <= badges.keys()


def test_a_harder_ground_is_not_hidden_by_a_softer_section():
    badges = rests_on(read_scenario(CASE))
    assert badges["population"].basis == "literature"
    assert WEAKEST_FIRST.index("literature") > WEAKEST_FIRST.index(badges["money"].basis)
