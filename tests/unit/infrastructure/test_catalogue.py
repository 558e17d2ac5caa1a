"""Check that random hazards strike as often as declared, on luck that no remedy touches."""

import json
import math
from collections import Counter
from statistics import fmean, stdev

import pytest

from simulator.infrastructure.catalogue import LONGEST_NAME, random_hazards
from simulator.infrastructure.marks import known_length_h
from simulator.model.scenario import Scenario
from simulator.units import HOUR_S

YEAR = 8760.0
N = 300


@pytest.fixture
def toy(toy):
    """Let the toy run for a year without hazards by the clock."""
    toy["clock"]["horizon_h"] = YEAR
    toy["hazards"] = []
    return toy


@pytest.fixture
def drawn(toy):
    """Draw the random hazards of the toy under some classes."""

    def draw(*classes, seed=1, **changes):
        declaration = toy | changes | {"catalogue": list(classes)}
        return random_hazards(Scenario.model_validate_json(json.dumps(declaration)), seed)

    return draw


def power(rate, **more):
    """Declare losses of power at each site."""
    return {"id": "power", "kind": "power-loss", "per": "site", "rate_per_year": rate, **more}


def test_events_come_at_their_rate_and_vary_as_poisson_counts(drawn):
    counts = [len(drawn(power(3.0), seed=seed)) for seed in range(N)]
    mean = 2 * 3.0 * YEAR / 8766.0  # two sites
    assert fmean(counts) == pytest.approx(mean, abs=4 * math.sqrt(mean / N))
    error = mean * math.sqrt(2.0 / N)  # of a variance near that of a normal law
    assert stdev(counts) ** 2 == pytest.approx(mean, abs=4 * error)


def test_a_lower_rate_keeps_a_subset_of_the_same_events(drawn):
    for seed in range(30):
        often = {hazard.id: hazard for hazard in drawn(power(8.0, high=8.0), seed=seed)}
        seldom = {hazard.id: hazard for hazard in drawn(power(2.0, high=8.0), seed=seed)}
        assert seldom.items() <= often.items()
    kept = sum(len(drawn(power(2.0, high=8.0), seed=seed)) for seed in range(100))
    assert kept == pytest.approx(400.0, abs=4 * 20.0)


def test_the_operators_prior_moves_the_rate_of_fires_alone(drawn):
    """Two sites, a rate of 0.119: Poisson counts over all seeds, whatever the class says."""
    fire = {**power(0.0025), "id": "site-fire", "kind": "fire"}
    told = {"structure": {"fire_rate": "operator"}}
    both = [drawn(power(3.0), fire, seed=seed, **told) for seed in range(N)]
    fires = sum(hazard.kind == "fire" for found in both for hazard in found)
    expected = 2 * N * (1.5 / 12.6) * YEAR / 8766.0
    assert fires == pytest.approx(expected, abs=4 * math.sqrt(expected))
    others = [hazard for found in both for hazard in found if hazard.kind != "fire"]
    assert others == [hazard for seed in range(N) for hazard in drawn(power(3.0), seed=seed)]


def test_no_pattern_standby_or_practice_moves_an_event(drawn, toy):
    before = drawn(
        power(5.0), {**power(2.0), "id": "soft", "kind": "software-fault", "per": "owner"}
    )
    toy["components"][0].update(pattern="active-active", priority=9)
    toy["components"][1].update(pattern="cold-backup", standby=[{"zone": "south-a"}])
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    after = drawn(
        power(5.0), {**power(2.0), "id": "soft", "kind": "software-fault", "per": "owner"}
    )
    assert before
    assert before == after


def test_another_class_or_site_moves_no_event_of_the_first(drawn, toy):
    before = {hazard.id: hazard for hazard in drawn(power(5.0))}
    third = {**toy["sites"][1], "id": "east", "zones": [{"id": "east-a"}]}
    after = {
        h.id: h
        for h in drawn(power(5.0), {**power(9.0), "id": "other"}, sites=[*toy["sites"], third])
    }
    assert before.items() < after.items()


@pytest.mark.parametrize("beta", [0.0, 0.3, 1.0])
def test_a_beta_factor_moves_part_of_the_rate_to_the_group(drawn, beta):
    found = [
        hazard
        for seed in range(N)
        for hazard in drawn(power(2.0, beta=beta, common="provider"), seed=seed)
    ]
    times = Counter(hazard.at for hazard in found)
    pairs = sum(count == 2 for count in times.values())
    expected = 2.0 * N * YEAR / 8766.0
    assert max(times.values()) <= 2
    assert pairs == pytest.approx(beta * expected, abs=4 * math.sqrt(beta * expected) + 1e-9)
    per_site = Counter(hazard.sites for hazard in found)
    for site in ("north", "south"):
        assert per_site[site,] == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_a_shared_event_is_repaired_at_each_member_by_itself(drawn):
    north, south = drawn(power(7.0, beta=1.0, common="provider"), seed=3)[:2]
    assert north.at == south.at
    assert north.id == "random-power--north-g1"
    assert known_length_h(north, 3) != known_length_h(south, 3)


def test_whoever_is_alone_in_a_group_has_the_whole_rate(drawn, toy):
    toy["sites"][0]["provider"] = "Q"
    alone = drawn(power(5.0, beta=0.5, common="provider"))
    assert [(h.at, h.sites) for h in alone] == [(h.at, h.sites) for h in drawn(power(5.0))]


def test_spared_while_struck_means_no_overlap(drawn):
    days = {"median_h": 200.0, "sigma": 0.5}
    for while_up in (False, True):
        found = drawn(power(40.0, lasts=days, while_up=while_up), seed=2)
        north = [hazard for hazard in found if hazard.sites == ("north",)]
        ends = [hazard.at.timestamp() + HOUR_S * known_length_h(hazard, 2) for hazard in north]
        overlaps = sum(
            later.at.timestamp() < end for later, end in zip(north[1:], ends, strict=False)
        )
        assert (overlaps == 0) == while_up


def test_the_length_known_beforehand_is_the_one_that_the_machines_draw(drawn, toy, live):
    first = drawn(power(5.0))[0]
    declared = json.loads(first.model_dump_json(exclude_none=True))
    story = live(toy | {"hazards": [declared]}, until_h=YEAR)
    began, ended = (
        story.times(kind, first.sites[0])[0] for kind in ("power-failed", "power-returned")
    )
    assert ended - began == pytest.approx(known_length_h(first, 1), abs=1e-6)


def test_marks_have_the_mean_of_their_beta_law(drawn):
    soft = {"kind": "software-fault", "per": "component", "share_mean": 0.4}
    soft |= {"share_concentration": 2.0, "only": ["media"]}
    shares = [hazard.share for hazard in drawn(power(2000.0) | {"id": "soft"} | soft)]
    deviation = math.sqrt(0.4 * 0.6 / 3.0)
    assert fmean(shares) == pytest.approx(0.4, abs=4 * deviation / math.sqrt(len(shares)))
    assert stdev(shares) == pytest.approx(deviation, rel=0.1)


def test_nobody_enters_a_fire_before_the_cut_nor_has_power_before_the_fire_is_out(drawn):
    fires = drawn(
        {**power(300.0), "kind": "fire", "id": "fire", "access": {"median_h": 2.0, "sigma": 1.0}}
    )
    entry = [fire.out_after_h for fire in fires]
    assert min(entry) == pytest.approx(93 / 60)  # some draws are shorter than the cut
    assert all(fire.power_stages[-1].after_h >= fire.out_after_h for fire in fires)


def test_a_service_stands_for_what_it_cannot_do_without(drawn, toy):
    toy["services"][1]["features"][0]["needs"] = [{"on": "text"}]
    faults = drawn({**power(50.0), "kind": "software-fault", "per": "service", "id": "soft"})
    struck = {hazard.id.split("--")[1].rsplit("-", 1)[0]: hazard.components for hazard in faults}
    assert struck == {"talk": ("text", "media"), "pay": ("text",), "rival": ("rival-core",)}


def test_machines_fail_in_proportion_to_their_number(drawn, toy):
    single = {
        **power(0.5),
        "kind": "machine-failure",
        "per": "machine",
        "id": "m",
        "only": ["text"],
    }
    toy["components"][0]["servers"] = {"north-a": 900, "north-b": 100}
    zones = Counter(hazard.zone for hazard in drawn(single))
    assert zones["north-a"] == pytest.approx(450, abs=4 * math.sqrt(450))
    assert zones["north-b"] == pytest.approx(50, abs=4 * math.sqrt(50))


def test_names_stay_short_and_differ(drawn, toy):
    long = "a-component-with-the-longest-name-of-all"
    for number, component in enumerate(toy["components"][:2]):
        component["id"] = long[:-1] + str(number)
    toy["services"] = toy["services"][-1:]
    toy["components"][0]["recovery_needs"] = []
    kind = {
        "kind": "software-fault",
        "per": "component",
        "id": "a-class-with-a-name-that-is-long-as-well",
    }
    names = [hazard.id for hazard in drawn(power(50.0) | kind)]
    assert len(set(names)) == len(names) > 100
    assert max(map(len, names)) <= LONGEST_NAME + 7


def test_a_fault_takes_its_share_once_on_a_way_through_two_components(drawn, live, toy):
    fixed = {"kind": "software-fault", "per": "service", "share_mean": 0.4, "only": ["talk"]}
    hazard = drawn(power(50.0) | {"id": "soft"} | fixed)[0]
    assert hazard.components == ("text", "media")
    assert hazard.share == pytest.approx(0.4, rel=1e-12)
    story = live(toy | {"hazards": [json.loads(hazard.model_dump_json(exclude_none=True))]})
    media = [row.quality for row in story.states if row.element == "talk.media"]
    assert min(media) == pytest.approx(0.6, rel=1e-9)


def test_an_owner_without_services_can_fail_as_well(drawn, toy):
    toy["services"] = [each for each in toy["services"] if each.get("owner") != "other"]
    found = drawn(power(50.0) | {"id": "soft", "kind": "software-fault", "per": "owner"})
    assert {hazard.owner for hazard in found} == {"acme", "other"}
