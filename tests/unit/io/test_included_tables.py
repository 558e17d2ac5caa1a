"""Check that residents come from a named table."""

import pytest

from simulator.errors import ScenarioError
from simulator.io.scenario_files import read_scenario_text


@pytest.fixture
def by_table(town):
    """Take the regions out of the file and name a table instead."""
    start = town.index("  regions:\n")
    end = town.index("  segments:\n")
    text = town[:start] + "  population: korea_population_2022\n" + town[end:]
    return text.replace("region: town", "region: kr-11")


def test_a_table_of_residents_becomes_the_regions(by_table):
    regions = read_scenario_text(by_table, "town.yaml").people.regions
    assert len(regions) == 17
    assert sum(sum(region.residents.values()) for region in regions) == 51_200_910
    assert (regions[0].id, regions[0].name) == ("kr-11", "Seoul")


@pytest.mark.parametrize("name", ["no_such_table", "../tables/conflicts", "5", "[a]", "conflicts"])
def test_what_is_not_such_a_table_is_told_at_its_line(by_table, name):
    text = by_table.replace("korea_population_2022", name)
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(text, "town.yaml")
    problem = next(found for found in caught.value.problems if found.where == "people.population")
    assert problem.code == "S304"
    assert "population: " in text.splitlines()[problem.line - 1]


def test_regions_beside_a_table_are_a_contradiction(town):
    text = town.replace("  residents: 10000\n", "  residents: 10000\n  population: x\n")
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(text, "town.yaml")
    assert [problem.code for problem in caught.value.problems] == ["S309"]


def test_a_wrong_reference_into_the_table_is_told_where_it_stands(by_table):
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(by_table.replace("region: kr-11", "region: kr-99", 1), "town.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("S301", "sites.north.region")


def test_the_standard_catalogue_is_taken_by_name(town):
    catalogue = read_scenario_text(town + "catalogue: standard\n", "town.yaml").catalogue
    rates = {kind.id: kind.rate_per_year for kind in catalogue}
    assert rates["site-fire"] == 0.0025
    assert not [name for name in rates if name.startswith("flagship")]  # not in this town


def test_a_rate_of_the_standard_catalogue_is_changed_by_its_path(town):
    text = town + "catalogue: standard\nset: {catalogue.site-fire.rate_per_year: 0.001}\n"
    kinds = {kind.id: kind for kind in read_scenario_text(text, "town.yaml").catalogue}
    assert kinds["site-fire"].rate_per_year == 0.001
    assert kinds["site-fire"].high == 0.007


def test_another_catalogue_is_told_at_its_line(town):
    text = town + "catalogue: standart\n"
    with pytest.raises(ScenarioError) as caught:
        read_scenario_text(text, "town.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where, problem.hint) == (
        "S304", "catalogue", "did you mean 'standard'?"
    )  # fmt: skip
    assert problem.line == len(text.splitlines())
