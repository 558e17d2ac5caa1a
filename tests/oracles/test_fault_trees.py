"""Compare fault trees with golden values and with the listing of all states, one by one."""

import json
from itertools import combinations, product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.catalogue import HazardClass
from simulator.model.scenario import Scenario
from simulator.reliability.blueprint import Blueprint
from simulator.reliability.cut_sets import MOST_SETS, minimal_cut_sets
from simulator.reliability.diagram import read
from simulator.reliability.events import BasicEvent
from simulator.reliability.functions import FunctionTrees
from simulator.reliability.gates import Gates
from simulator.reliability.importance import importances
from simulator.topology.groups import chance_of_enough
from simulator.topology.quality import qualities, wire

LETTERS = "abcdef"


@pytest.fixture(scope="module")
def golden(checkout):
    """Read the values that were computed by other means."""
    return json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))


def variables(gates, chances):
    """Make one basic event for each chance."""
    return {
        name: gates.event(BasicEvent(name, "hazard", f"site:{name}", q))
        for name, q in chances.items()
    }


def states(chances):
    """List all sets of happening events with their chances."""
    for flags in product((False, True), repeat=len(chances)):
        happening = {name for name, flag in zip(chances, flags, strict=True) if flag}
        yield happening, prod(q if n in happening else 1 - q for n, q in chances.items())


def summed(holds, chances):
    """Add up the chances of the states in which something holds."""
    return sum(chance for happening, chance in states(chances) if holds(happening))


def test_importance_is_that_of_the_textbook(golden):
    chances = {"A": 0.01, "B": 0.1, "C": 0.2}
    gates = Gates()
    a, b, c = variables(gates, chances).values()
    tree = read(gates, gates.any_of([a, gates.all_of([b, c])]))
    cuts = minimal_cut_sets(tree, chances)
    found = {one.event.name: one for one in importances(tree, gates.events, cuts)}
    expected = golden["V25"]
    assert tree.probability(chances) == pytest.approx(expected["Q"], rel=1e-9)
    assert [sorted(one) for one in cuts.sets] == [["B", "C"], ["A"]]
    assert not cuts.cut_off
    for name in "AB":
        assert found[name].birnbaum == pytest.approx(expected[f"IB_{name}"], rel=1e-9)
        assert found[name].fussell_vesely == pytest.approx(expected[f"FV_{name}"], rel=1e-9)
        assert found[name].raw == pytest.approx(expected[f"RAW_{name}"], rel=1e-9)
        assert found[name].rrw == pytest.approx(expected[f"RRW_{name}"], rel=1e-9)
        criticality = expected[f"IB_{name}"] * chances[name] / expected["Q"]
        assert found[name].criticality == pytest.approx(criticality, rel=1e-9)


def test_a_voting_gate_fails_as_the_binomial_says():
    chances = dict.fromkeys(LETTERS[:3], 0.01)
    gates = Gates()
    tree = read(gates, gates.at_least(2, list(variables(gates, chances).values())))
    assert 1 - tree.probability(chances) == pytest.approx(0.999702, rel=1e-9)
    unlike = dict(zip(LETTERS, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], strict=True))
    gates = Gates()
    inputs = list(variables(gates, unlike).values())
    for k in range(8):
        expected = chance_of_enough(list(unlike.values()), k) if k <= 6 else 0.0
        found = read(gates, gates.at_least(k, inputs)).probability(unlike)
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(
    weights=st.lists(st.sampled_from([0.1, 0.2, 0.25, 0.4]), min_size=1, max_size=6),
    limit=st.floats(0.0, 1.5),
)
def test_a_weighted_gate_adds_up_weights(weights, limit):
    chances = dict.fromkeys(LETTERS[: len(weights)], 0.3)
    gates = Gates()
    inputs = list(variables(gates, chances).values())
    weight = dict(zip(chances, weights, strict=True))
    tree = read(gates, gates.heavier(list(zip(weights, inputs, strict=True)), limit))
    for happening, _ in states(chances):
        total = sum(weight[name] for name in happening)
        if abs(total - limit) > 1e-5:
            assert tree.holds(happening) == (total > limit)


def trees(inputs):
    """Make random coherent trees: a list of gates, each over earlier ones."""
    gate = st.tuples(st.integers(1, 3), st.lists(st.integers(0, 20), min_size=1, max_size=4))
    return st.lists(gate, min_size=1, max_size=6).map(lambda found: (inputs, found))


def grow(gates, inputs, found):
    """Build a random tree in the library, and as a function of the happening events."""
    built = [gates.variable(name) for name in inputs]
    meaning = [lambda happening, name=name: name in happening for name in inputs]
    for k, children in found:
        members = [child % len(built) for child in children]
        built.append(gates.at_least(k, [built[member] for member in members]))
        parts = [meaning[member] for member in members]
        meaning.append(lambda happening, k=k, parts=parts: sum(p(happening) for p in parts) >= k)
    return built[-1], meaning[-1]


@settings(max_examples=150, deadline=None)
@given(made=trees(LETTERS), seed=st.integers(0, 1000))
def test_random_trees_agree_with_the_listing_of_all_states(made, seed):
    rng = np.random.Generator(np.random.Philox(seed))
    chances = dict(zip(LETTERS, rng.uniform(0.01, 0.9, 6).tolist(), strict=True))
    gates = Gates()
    variables(gates, chances)
    top, holds = grow(gates, *made)
    tree = read(gates, top)
    exact = summed(holds, chances)
    assert tree.probability(chances) == pytest.approx(exact, rel=1e-12, abs=1e-15)

    enough = [set(c) for n in range(7) for c in combinations(LETTERS, n) if holds(set(c))]
    least = {frozenset(one) for one in enough if not any(less < one for less in enough)}
    cuts = minimal_cut_sets(tree, chances, most_events=6)
    assert set(cuts.sets) == least
    assert not cuts.cut_off

    slopes = tree.derivatives(chances)
    for name in tree.events:
        sure, never = chances | {name: 1.0}, chances | {name: 0.0}
        slope = summed(holds, sure) - summed(holds, never)
        assert slopes[name] == pytest.approx(slope, rel=1e-9, abs=1e-12)
    for one in importances(tree, gates.events, cuts):
        mine = [cut for cut in least if one.event.name in cut]
        part = summed(lambda h, mine=mine: any(cut <= h for cut in mine), chances)
        assert one.fussell_vesely == pytest.approx(part / exact, rel=1e-9, abs=1e-12)


def test_cut_sets_that_are_cut_off_are_still_minimal():
    chances = dict.fromkeys(LETTERS, 0.1)
    gates = Gates()
    a, b, c, d, e, f = variables(gates, chances).values()
    sets = [[a, b, c], [d, e], [a, b, e, f]]
    tree = read(gates, gates.any_of(map(gates.all_of, sets)))
    short = minimal_cut_sets(tree, chances, most_events=2)
    assert [sorted(one) for one in short.sets] == [["d", "e"]]
    assert short.cut_off
    assert not minimal_cut_sets(tree, chances, most_events=4).cut_off


def test_too_many_cut_sets_leave_the_likeliest():
    chances = {f"e{number:03}": 1e-3 * (1 + number) / 500 for number in range(500)}
    gates = Gates()
    tree = read(gates, gates.any_of(variables(gates, chances).values()))
    cuts = minimal_cut_sets(tree, chances)
    assert cuts.cut_off
    assert len(cuts.sets) == MOST_SETS
    assert cuts.sets[0] == {"e499"}
    assert cuts.sets[-1] == {f"e{500 - MOST_SETS:03}"}


FEATURES = st.lists(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([0.0, 0.2, 0.7, 1.0])),
        min_size=1,
        max_size=3,
        unique_by=lambda need: need[0],
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(features=FEATURES, odds=st.lists(st.floats(1.0, 400.0), min_size=4, max_size=4))
def test_requests_fail_as_often_as_the_mean_quality_says(checkout, features, odds):
    """One service over four components, in all 16 states: 1 - E[quality] exactly."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    names = [component["id"] for component in toy["components"]]
    for component in toy["components"]:
        component.update(owner="acme", recovery_needs=[])
    toy["services"][0]["features"] = [
        {
            "id": f"f{number}", "name": "F", "name_ko": "F", "weight": 1.0 / len(features),
            "needs": [{"on": names[on], "weight": weight} for on, weight in needs],
        }
        for number, needs in enumerate(features)
    ]  # fmt: skip
    compare_with_qualities(toy, odds, "talk")


def compare_with_qualities(toy, odds, service, error=1e-9):
    """Fail components apart from each other; the trees must give 1 - E[quality]."""
    names = [component["id"] for component in toy["components"]]
    scenario = Scenario.model_validate_json(json.dumps(toy))
    catalogue = [
        HazardClass(
            id=f"h{n}", kind="software-fault", per="component", only=(name,), while_up=True,
            rate_per_year=rate, lasts={"median_h": 24.0},
        )
        for n, (name, rate) in enumerate(zip(names, odds, strict=True))
    ]  # fmt: skip
    down = {f"h{n}@{name}": name for n, name in enumerate(names)}
    busy = [rate * 24.0 / 8766.0 for rate in odds]
    chances = dict(zip(down, (b / (1 + b) for b in busy), strict=True))
    wiring = wire(scenario)
    place = wiring.service_ids.index(service)
    lost = 0.0
    for happening, chance in states(chances):
        up = np.array([float(f"h{n}@{name}" not in happening) for n, name in enumerate(names)])
        lost += chance * (1.0 - float(qualities(wiring, up)[1][place]))
    trees = FunctionTrees(Blueprint(scenario, catalogue), Gates())
    tree = read(trees.gates, trees.service_refused(service))
    chances = {name: event.chance for name, event in trees.gates.events.items()}
    found = tree.probability(chances)
    assert found == pytest.approx(lost, rel=error, abs=1e-12)


@pytest.mark.parametrize("service", ["talk", "pay", "rival"])
@pytest.mark.parametrize(("back", "error"), [(0.0, 1e-9), (0.2, 0.01)])
def test_services_that_lean_on_each_other_fail_as_their_mean_quality_says(
    checkout, service, back, error
):
    """A chain rival > pay > talk exactly; with a circle talk > pay, to the second order."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    for component in toy["components"]:
        component.update(owner="acme", recovery_needs=[])
    services = {one["id"]: one for one in toy["services"]}
    services["talk"]["features"][1]["needs"].append({"on": "pay", "weight": back})
    services["pay"]["features"][0]["needs"].append({"on": "tools", "weight": 0.6})
    services["rival"]["features"][0]["needs"].append({"on": "pay", "weight": 0.3})
    compare_with_qualities(toy, [30.0, 60.0, 90.0, 120.0], service, error)


@pytest.mark.parametrize("enough", [1, 2, 3])
def test_a_group_of_which_some_are_enough(checkout, enough):
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    for component in toy["components"]:
        component.update(owner="acme", recovery_needs=[])
    group = {"on": ["text", "media", "tools"], "at_least": enough}
    toy["services"][0]["features"][0]["needs"] = [group, {"on": "rival-core", "weight": 0.5}]
    compare_with_qualities(toy, [30.0, 60.0, 90.0, 120.0], "talk")
