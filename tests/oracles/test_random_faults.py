"""Compare machines that fail at random with chains and formulas that are solved exactly.

Everything here runs through the simulator's own catalogue, operators and crews. A simulated mean
must lie within four standard errors of the exact value: 1 in 16,000 tests fails by bad luck, and
with fixed seeds none that passes once.
"""

import json
import math
from collections import defaultdict
from itertools import pairwise, product
from statistics import fmean, stdev

import pytest

from simulator.engine.machines_alone import run_machines
from simulator.reliability.renewal import availability, pair_unavailability
from simulator.reliability.repairs import exponential_makespan, machines_down, makespan
from simulator.units import HOUR_S

YEAR_H = 8766.0
"""The year of rates; the exact values of the pair count hours in one of 8,760."""
ERRORS = 4.0
SITES = 500


@pytest.fixture(scope="module")
def golden(checkout):
    """Read the exact values."""
    return json.loads((checkout / "tests" / "oracles" / "golden.json").read_text("utf-8"))


def cut(rate_per_h, mean_h, law="exponential", **more):
    """Declare that sites lose their network while they have it, and get it back at their mean."""
    sigma = 1.0 if law == "lognormal" else 0.0
    median_h = mean_h * (math.log(2.0) if law == "exponential" else math.exp(-(sigma**2) / 2.0))
    return {
        "id": "cut", "kind": "network-failure", "per": "site", "rate_per_year": rate_per_h * YEAR_H,
        "lasts": {"median_h": median_h, "sigma": sigma, "law": law}, "while_up": True, **more,
    }  # fmt: skip


def within(values, exact):
    """Assert that the mean of independent values is the exact one, as far as luck allows."""
    error = stdev(values) / math.sqrt(len(values))
    assert error > 0.0
    assert fmean(values) == pytest.approx(exact, abs=ERRORS * error)
    return error / exact


def lonely(toys, kind, horizon_h):
    """Declare sites that each carry a service of their own."""
    names = [f"s{number}" for number in range(SITES)]
    return toys.bare(
        horizon_h=horizon_h, catalogue=[kind], random_hazards=True, owners=[toys.owner("o")],
        sites=[toys.site(name) for name in names],
        components=[toys.component(f"c-{name}", "o", {name: 1}) for name in names],
        services=[toys.service(f"v-{name}", "o", [{"on": f"c-{name}"}]) for name in names],
    )  # fmt: skip


def places(toys, n, k, horizon_h=24.0, **parts):
    """Declare a service that works while k of n sites do."""
    first, *others = (f"s{number}" for number in range(n))
    standby = [{"zone": name} for name in others]
    part = toys.component("c", "o", {first: 1}, pattern="quorum", quorum=k, standby=standby)
    return toys.bare(
        horizon_h=horizon_h, sites=[toys.site(name) for name in (first, *others)],
        owners=[toys.owner("o")], components=[part],
        services=[toys.service("v", "o", [{"on": "c"}])], **parts,
    )  # fmt: skip


@pytest.mark.parametrize(("k", "n", "up"), [(2, 3, 0.99), (3, 4, 0.98), (1, 2, 0.99)])
def test_k_of_n_by_every_set_of_sites_that_can_fail(toys, golden, k, n, up):
    """V1: run every combination of lost sites and weigh it by its chance."""
    available = 0.0
    for lost in product((False, True), repeat=n):
        sites = [f"s{number}" for number, is_lost in enumerate(lost) if is_lost]
        hazard = {"id": "cut", "kind": "network-failure", "at": toys.START, "sites": sites,
                  "lasts": {"median_h": 100.0}}  # fmt: skip
        run = run_machines(places(toys, n, k, hazards=[hazard] if sites else []), 1)
        serves = 1.0 - run.lost_h["v"] / 24.0
        assert serves in {0.0, 1.0}
        available += serves * up ** lost.count(False) * (1.0 - up) ** len(sites)
    assert available == pytest.approx(golden["V1"][f"{k}of{n}@.{up * 100:.0f}"], rel=1e-9)


def test_k_of_n_by_sites_that_fail_and_return_at_random(toys):
    """V1 again: with sites up nine hours of ten, 2 of 3 serve p^3 + 3 p^2 (1 - p)."""
    horizon_h, up = 5000.0, 0.9
    lost = []
    for seed in range(40):
        kind = cut(0.1 / 9.0, 10.0)
        run = run_machines(
            places(toys, 3, 2, horizon_h, catalogue=[kind], random_hazards=True), seed
        )
        lost.append(run.lost_h["v"] / horizon_h)
    within(lost, 1.0 - up**3 - 3.0 * up**2 * (1.0 - up))


def test_availability_approaches_its_limit_as_an_alternating_renewal_does(toys, golden):
    """V2: 10,000 sites that all begin up; the share that is up after 1, 10 and 100 hours."""
    up = defaultdict(int)
    n_runs = 10_000 // SITES
    for seed in range(n_runs):
        states = run_machines(lonely(toys, cut(0.001, 10.0), 101.0), seed).tables["states"]
        services = states[states["level"] == "service"]
        for t_h in (1, 10, 100):
            now = services[services["t_s"] <= t_h * HOUR_S].drop_duplicates("element", keep="last")
            up[t_h] += SITES - int((now["quality"] < 0.5).sum())
    for t_h, count in up.items():
        exact = golden["V2"][str(t_h)]
        assert availability(t_h, 0.001, 0.1) == pytest.approx(exact, rel=1e-9)
        error = math.sqrt(exact * (1.0 - exact) / (n_runs * SITES))
        assert count / (n_runs * SITES) == pytest.approx(exact, abs=ERRORS * error)


@pytest.mark.parametrize("law", ["exponential", "lognormal"])
def test_steady_availability_knows_only_the_mean_of_repairs(toys, law):
    """V3: over 10,000 cycles, exponential and lognormal repairs of one mean lose the same share."""
    failures, mean_h, horizon_h = 0.01, 10.0, 2600.0
    run = run_machines(lonely(toys, cut(failures, mean_h, law), horizon_h), 1)
    assert (run.tables["events"]["kind"] == "network-failed").sum() > 10_000
    exact = mean_h / (1.0 / failures + mean_h)
    transient = failures / (failures + 1.0 / mean_h) ** 2 / horizon_h  # all begin up
    error = within([lost / horizon_h for lost in run.lost_h.values()], exact - transient)
    assert error < 0.02


@pytest.mark.parametrize("beta", [0.0, 0.05, 0.1])
def test_a_pair_with_common_causes_repaired_apart(toys, golden, beta):
    """V4: both sites down, at 1 failure a year, and again at 12, where luck matters less."""
    exact = pair_unavailability(1.0 / 8760.0, 1.0 / 24.0, beta)
    assert exact * 8760.0 == pytest.approx(golden["V4_h_per_yr"][f"{beta:g}"], rel=1e-9)
    for per_year, runs in ((1.0, 12), (12.0, 1)):
        exact = pair_unavailability(per_year / 8760.0, 1.0 / 24.0, beta)
        lost = [
            hours / 8760.0
            for seed in range(runs)
            for hours in run_machines(pairs(toys, per_year, beta), seed).lost_h.values()
        ]
        error = within(lost, exact)
        assert error < (0.5 if per_year == 1.0 else 0.15)


def pairs(toys, per_year, beta):
    """Declare 250 services on two sites each, of which one is enough."""
    numbers = range(SITES // 2)
    kind = cut(per_year / 8760.0, 24.0, beta=beta, common="campus")
    return toys.bare(
        horizon_h=8760.0, catalogue=[kind], random_hazards=True, owners=[toys.owner("o")],
        sites=[toys.site(f"{half}{n}", campus=f"p{n}") for n in numbers for half in "ab"],
        components=[
            toys.component(f"c{n}", "o", {f"a{n}": 1}, pattern="quorum", quorum=1,
                           standby=[{"zone": f"b{n}"}])
            for n in numbers
        ],
        services=[toys.service(f"v{n}", "o", [{"on": f"c{n}"}]) for n in numbers],
    )  # fmt: skip


def crews_of(toys, n_owners, machines, **practice):
    """Declare owners with a component each, all in one site; see what their crews do."""
    numbers = range(n_owners)
    return {
        "sites": [toys.site("s")],
        "owners": [toys.owner(f"o{n}", **practice) for n in numbers],
        "components": [
            toys.component(f"c{n}", f"o{n}", {"s": machines}, minimum_share=1e-9) for n in numbers
        ],
        "services": [toys.service(f"v{n}", f"o{n}", [{"on": f"c{n}"}]) for n in numbers],
    }


def test_machines_that_wait_for_two_crews(toys, golden):
    """V5: M/M/2//10, mean number down and chance of none, over 30 owners as batches."""
    horizon_h, n_owners = 400.0, 30
    exponential = {"batch_time": "exponential"}
    breaks = {"id": "m", "kind": "machine-failure", "per": "machine", "rate_per_year": 0.1 * YEAR_H}
    scenario = toys.bare(
        horizon_h=horizon_h, catalogue=[breaks], random_hazards=True,
        **crews_of(toys, n_owners, 10, teams=2, rate=2.0, crews=exponential),
    )  # fmt: skip
    states = run_machines(scenario, 1).tables["states"]
    down, whole = [], []
    for _, rows in states[states["level"] == "component"].groupby("element"):
        times = [*(rows["t_s"] / HOUR_S), horizon_h]
        spans = [later - earlier for earlier, later in pairwise(times)]
        live = rows["live"].tolist()
        down.append(sum(s * 10.0 * (1.0 - n) for s, n in zip(spans, live, strict=True)) / horizon_h)
        broken = sum(s for s, n in zip(spans, live, strict=True) if n < 1.0 - 1e-9)
        whole.append(1.0 - broken / horizon_h)
    assert len(down) == n_owners
    chain = machines_down(10, 2, 0.1, 1.0)
    assert chain[0] == pytest.approx(golden["V5"]["P0"], rel=1e-9)
    within(down, golden["V5"]["Edown"])
    within(whole, golden["V5"]["P0"])


def restarted_h(toys, n_owners, machines, **practice):
    """Let power fail and return at once; list when each owner's machines all run again, hours."""
    blink = {"id": "blink", "kind": "power-loss", "at": toys.START, "sites": ["s"],
             "lasts": toys.AT_ONCE}  # fmt: skip
    parts = crews_of(toys, n_owners, machines, **practice)
    run = run_machines(toys.bare(horizon_h=100.0, hazards=[blink], **parts), 1)
    states = run.tables["states"]
    whole = states[(states["level"] == "component") & (states["live"] >= 1.0 - 1e-9)]
    return (whole.groupby("element")["t_s"].max() / HOUR_S).tolist()


@pytest.mark.parametrize(("jobs", "crews"), [(200, 10), (203, 10), (7, 3), (5, 8)])
def test_crews_finish_equal_jobs_in_rounds(toys, jobs, crews):
    """V6: ceil(N / c) / mu."""
    (last_h,) = restarted_h(toys, 1, jobs, teams=crews, rate=float(crews))
    assert last_h == pytest.approx(makespan(jobs, crews, 1.0), rel=1e-9)


def test_crews_finish_jobs_of_exponential_length(toys, golden):
    """V6: (N - c) / (c mu) + sum of 1 / (i mu), over 40 owners."""
    found = restarted_h(toys, 40, 200, teams=10, rate=10.0, crews={"batch_time": "exponential"})
    exact = golden["V6"]["exp_makespan_N200_c10"]
    assert exponential_makespan(200, 10, 1.0) == pytest.approx(exact, rel=1e-9)
    within(found, exact)
