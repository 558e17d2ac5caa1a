"""Check what the catalogue strikes, how often and how long, and how it is shared out."""

import json

import pytest

from simulator.infrastructure import ransomware, software
from simulator.infrastructure.exposure import targets
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_hazard_classes
from simulator.model.base import Duration
from simulator.model.catalogue import HazardClass
from simulator.model.operations import AROUND_TOOLS, HIT_CHANCE, UNDRILLED
from simulator.model.scenario import Scenario
from simulator.reliability.hazards import strike
from simulator.reliability.lengths import lengthened, limited_mean_h, part_within
from simulator.streams import length_h
from simulator.topology.usage import needs_by_feature, segment_shares
from simulator.topology.vital import vital_components

POWER = {"id": "power", "kind": "power-loss", "per": "site", "rate_per_year": 0.5}


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites."""
    return json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))


def struck(toy, *classes):
    """Strike a changed toy."""
    scenario = Scenario.model_validate_json(json.dumps(toy))
    return strike(scenario, [HazardClass.model_validate_json(json.dumps(one)) for one in classes])


def test_a_common_cause_takes_its_part_of_the_rate(toy):
    shared = POWER | {"beta": 0.2, "common": "campus"}
    alone = struck(toy, shared)
    assert [blow.event.rate_per_year for blow in alone.at_site["north"]] == [0.5]
    for site in toy["sites"]:
        site["campus"] = "hill"
    blows = struck(toy, shared).at_site
    rates = {blow.event.name: blow.event.rate_per_year for blow in blows["north"]}
    assert rates == {"power@north": 0.4, "power@campus:hill": 0.1}
    assert blows["south"][1].event is blows["north"][1].event


def test_administrators_share_attacks(toy):
    attack = {
        "id": "attack", "kind": "ransomware", "per": "owner", "rate_per_year": 0.1,
        "beta": 0.7, "common": "admin-domain", "lasts": {"median_h": 24.0},
    }  # fmt: skip
    for owner in toy["owners"]:
        owner["operations"]["admin_domain"] = "group"
    found = struck(toy, attack).on_component
    assert [event.name for event in found["rival-core"]] == [
        "attack@other", "attack@admin-domain:group",
    ]  # fmt: skip
    assert found["text"][1] is found["rival-core"][1]
    rates = [event.rate_per_year for event in found["text"]]
    assert rates == pytest.approx([0.03, 0.07])


def test_a_cold_backup_may_be_spared_by_an_attack(toy):
    attack = {"id": "attack", "kind": "ransomware", "per": "owner", "rate_per_year": 0.1}
    assert "text" in struck(toy, attack).on_component
    toy["components"][0]["pattern"] = "cold-backup"
    found = struck(toy, attack)
    assert "text" in found.on_main
    assert "text" not in found.on_component


def test_what_takes_nothing_down_is_left_out(toy):
    surge = {
        "id": "rush", "kind": "surge", "per": "category", "rate_per_year": 2.0,
        "lasts": {"median_h": 1.0},
    }  # fmt: skip
    gone = {"id": "gone", "kind": "withdrawal", "per": "owner", "rate_per_year": 0.1}
    ban = gone | {"id": "ban", "lasts": {"median_h": 100.0}}
    found = struck(toy, surge, gone, ban)
    assert found.left_out == ["rush", "gone"]
    assert [event.name for event in found.on_component["text"]] == ["ban@acme"]


def test_only_chosen_elements_are_struck(toy):
    found = struck(toy, POWER | {"only": ["south"]})
    assert set(found.at_site) == {"south"}


def test_single_machines_matter_to_small_components_alone(toy):
    machines = {
        "id": "broken", "kind": "machine-failure", "per": "machine", "rate_per_year": 10.0,
        "lasts": {"median_h": 8.766},
    }  # fmt: skip
    toy["components"][3].update(servers={"south-a": 2}, minimum_share=1.0)
    found = struck(toy, machines).on_component
    q = 0.01 / 1.01
    assert found["rival-core"][0].chance == pytest.approx(1 - (1 - q) ** 2, rel=1e-9)
    assert "text" not in found  # 40 of 200 at once


def test_the_standard_catalogue_strikes_what_a_run_strikes():
    """Every element that random hazards can strike in a run has its basic event, and no other."""
    scenario = read_scenario("kakao-2022")
    catalogue = read_hazard_classes()
    found = strike(scenario, catalogue)
    events = [blow.event.name for blows in found.at_site.values() for blow in blows]
    events += [event.name for struck in found.on_component.values() for event in struck]
    known = {service.id for service in scenario.services}
    expected = {
        f"{kind.id}@{target.name}"
        for kind in catalogue
        if kind.id not in found.left_out and not (set(kind.only) - known)
        for target in targets(scenario, kind)
    }
    sharing = {kind.id for kind in catalogue if kind.beta > 0.0}
    assert {e for e in events if e.split("@")[0] not in sharing} == {
        e for e in expected if e.split("@")[0] not in sharing
    }
    assert len(expected) > 80


def test_shared_components_stand_for_who_uses_them_most():
    found = vital_components(read_scenario("kakao-2022"))
    assert "kakao-text" in found["kakaotalk"]
    assert found["talk_channel"] == ("kakao-channel",)
    assert found["kakao_bus"] == found["kakao_map"] == ("kakao-map-core",)
    assert found["cash"] == ()


def test_figures_of_people_at_work_are_those_of_a_run():
    assert (ransomware.HIT_CHANCE, ransomware.UNDRILLED) == (HIT_CHANCE, UNDRILLED)
    assert software.AROUND_TOOLS == AROUND_TOOLS


def test_a_limited_mean_is_that_of_drawn_lengths():
    lasts = Duration(median_h=5.0, sigma=0.9)
    drawn = [min(length_h(lasts, 1, "length", number), 6.0) for number in range(20_000)]
    mean = sum(drawn) / len(drawn)
    error = (sum((one - mean) ** 2 for one in drawn) / len(drawn) ** 2) ** 0.5
    assert limited_mean_h(lasts, 6.0) == pytest.approx(mean, abs=4 * error)
    waits = Duration(median_h=5.0, law="exponential")
    assert limited_mean_h(waits, 1e9) == pytest.approx(waits.mean_h, rel=1e-9)
    assert limited_mean_h(lasts, 0.0) == 0.0
    assert part_within([], 1.0) == 0.0
    assert lengthened(lasts, 2.0).mean_h == pytest.approx(lasts.mean_h + 2.0, rel=1e-12)


def test_needs_go_to_usual_apps_alone(toy):
    scenario = Scenario.model_validate_json(json.dumps(toy))
    needs = needs_by_feature(scenario)
    assert needs["talk.text"] == pytest.approx(7.5)
    assert needs["talk.media"] == pytest.approx(2.5)
    assert needs["sms.text"] == 0.0
    assert needs_by_feature(scenario, urgent=True)["talk.text"] == pytest.approx(0.3 * 7.5)
    shares = segment_shares(read_scenario("kakao-2022").people)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["foreign"] == pytest.approx(0.04)
    assert 0.2 < shares["youth"] < 0.25
