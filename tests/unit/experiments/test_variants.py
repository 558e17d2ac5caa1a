"""Check which forms a scenario may be swapped to, and that processes change no result."""

import json

import pytest

from simulator.experiments.fire_priors import OF_A_YEAR, a_year
from simulator.experiments.parallel import spread
from simulator.experiments.variants import (
    Asked,
    harm_by_seed,
    harm_of,
    hits_by_form,
    hits_of,
    variants_of,
)
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_hazard_classes, read_observations
from simulator.model.scenario import Scenario
from simulator.model.structure import OPERATOR_FIRES, Structure, under_prior


@pytest.fixture(scope="module")
def declared(checkout):
    """Read the toy with two sites as plain data."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def scenario_of(declared, **changed):
    """Read it with changes."""
    return Scenario.model_validate_json(json.dumps({**declared, **changed}))


def forms(declared, **changed):
    """List its variants by id."""
    return {one.id: one for one in variants_of(scenario_of(declared, **changed))}


def test_every_form_is_swapped_to_its_opposite(declared):
    found = forms(declared)
    assert list(found) == ["contagion", "hard-needs", "restoration", "kappa", "fire-rate"]
    assert found["restoration"].values == {"structure.restoration.law": "weibull"}
    assert found["kappa"].values == {"services.*.goodput_decay": 0.0}
    structure = {
        "hard_needs": "minimum",
        "restoration": {"law": "weibull"},
        "fire_rate": "operator",
    }
    other = forms(declared, structure=structure)
    assert other["hard-needs"].values == {"structure.hard_needs": "product"}
    assert other["restoration"].values == {"structure.restoration.law": "crew-limited"}
    assert other["fire-rate"].values == {"structure.fire_rate": "buildings"}


def test_a_form_that_cannot_matter_says_why(declared):
    found = forms(declared)
    assert "declared with its time" in found["fire-rate"].idle
    assert {name for name, one in found.items() if one.idle} == {"fire-rate"}
    plain = json.loads(json.dumps(declared["services"]))
    plain[0]["features"][1]["needs"] = [{"on": "media"}]
    assert "no function has two hard" in forms(declared, services=plain)["hard-needs"].idle
    fault = {"id": "bug", "kind": "software-fault", "owner": "acme"}
    fault["at"] = declared["hazards"][0]["at"]
    assert "no" in forms(declared, hazards=[fault])["restoration"].idle


def test_without_overload_harm_the_other_form_has_it(declared):
    services = [service | {"goodput_decay": 0.0} for service in declared["services"]]
    assert forms(declared, services=services)["kappa"].values == {"services.*.goodput_decay": 0.5}


@pytest.mark.parametrize("name", ["kakao-2022", "tessera", "singles-day"])
def test_shipped_scenarios_take_every_form(name):
    for form in variants_of(read_scenario(name)):
        swapped = {one.id: one for one in variants_of(read_scenario(name, values=form.values))}
        assert swapped[form.id].values != form.values


def test_a_remedy_acts_on_top_of_a_form():
    """Admission control sheds load even where the form says that overload harms."""
    harms = {"services.*.goodput_decay": 0.5}
    found = read_scenario("kakao-2022", {}, ["admission-control"], harms)
    assert {service.goodput_decay for service in found.services} == {0.0}
    assert {one.goodput_decay for one in read_scenario("kakao-2022", values=harms).services} == {
        0.5
    }


def test_processes_change_no_result(declared):
    toy = scenario_of(declared)
    cases = {("base", "none"): toy, ("base", "calm"): scenario_of(declared, hazards=[])}
    alone = harm_by_seed(cases, [1, 2], 300)
    assert alone == harm_by_seed(cases, [1, 2], 300, workers=2)
    assert alone["base", "none"][0] == harm_of(Asked(toy, 1, 300))
    assert alone["base", "none"][0].unmet > alone["base", "calm"][0].unmet


def test_hits_are_counted_by_use_and_a_made_up_case_has_none(declared):
    assert hits_of(Asked(scenario_of(declared), 1, 300)) == {}
    real = read_scenario("quake-2016")
    counted = hits_by_form({"base": real}, [1, 2], 300)["base"]
    alone = [hits_of(Asked(real, seed, 300)) for seed in (1, 2)]
    rows = read_observations("quake-2016")
    assert sum(of for _, of in counted.values()) == len(rows)
    for use, (hit, of) in counted.items():
        assert hit == sum(one[use][0] for one in alone) / 2
        assert 0 <= hit <= of


def test_work_is_told_and_keeps_its_order():
    told = []
    assert spread(str, [3, 1, 2], 1, told.append) == ["3", "1", "2"]
    assert told == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert spread(str, [], 4) == []


def test_a_year_is_the_sum_of_rates_times_hours():
    """Only the fire's share moves with the prior, by the ratio of its rates."""
    catalogue = {one.id: one for one in read_hazard_classes()}
    fires = [float(cause.of == "site-fire") * 40.0 for cause in OF_A_YEAR]
    rest = [float(cause.of == "software") * 2.0 for cause in OF_A_YEAR]
    hours = {"fire": [fires], "rest": [rest]}
    plain, bold = (a_year(hours, catalogue, prior) for prior in ("buildings", "operator"))
    assert plain["fire"][0] == pytest.approx(40.0 * catalogue["site-fire"].rate_per_year)
    assert bold["fire"][0] == pytest.approx(40.0 * OPERATOR_FIRES[0])
    assert plain["rest"] == bold["rest"]
    assert plain["rest"][0] == pytest.approx(2.0 * catalogue["software"].rate_per_year)


def test_the_prior_changes_fires_alone():
    classes = read_hazard_classes()
    assert under_prior(Structure(), classes) == tuple(classes)
    changed = under_prior(Structure(fire_rate="operator"), classes)
    moved = [new.id for old, new in zip(classes, changed, strict=True) if new != old]
    assert moved == ["site-fire"]
