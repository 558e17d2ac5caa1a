"""Check where fewer hazards, more redundancy or more crews never make an outage longer (V28).

Pathwise, on the same luck: at no instant does any service serve less. It holds exactly where
nothing is shared that could be taken away by help elsewhere; in the other cases, where the theory
promises nothing, violations are counted, and docs/redundancy.md explains one.
"""

import re
from bisect import bisect_right
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.machines_alone import run_machines
from simulator.units import HOUR_S

HORIZON_H = 240.0
SHORTEST_S = 1e-3
"""Differences shorter than that are rounding."""
CASES = 60
SEEDS = st.integers(0, 10_000)
PER_YEAR = 100.0
QUICK = {"median_h": 3.0, "sigma": 1.0}


def luck_of(number):
    """Make a case from its number."""
    return Random(number)  # noqa: S311 - a case, no secret


def course(result):
    """Read the quality of every service over time, seconds and shares."""
    found = {service.id: ([0.0], [1.0]) for service in result.scenario.services}
    for row in result.record.states:
        if row[2] == "service":
            times, qualities = found[row[3]]
            times.append(row[1])
            qualities.append(row[4])
    return found


def serves_less(help_, without):
    """List the services that serve less at some time with what should help them."""
    worse = []
    for name, (times, qualities) in course(without).items():
        other_times, other_qualities = course(help_)[name]
        instants = sorted({*times, *other_times, HORIZON_H * HOUR_S})
        for start, end in pairwise(instants):
            if end - start < SHORTEST_S:
                continue
            middle = (start + end) / 2.0
            here = qualities[bisect_right(times, middle) - 1]
            there = other_qualities[bisect_right(other_times, middle) - 1]
            if there < here - 1e-9:
                worse.append(name)
                break
    return worse


class Country:
    """A small country at random: sites, owners, components, services that lean on each other."""

    def __init__(self, toys, luck, *, pattern="quorum", owners=3):
        self.toys, self.luck = toys, luck
        self.rate = 5.0 if owners > 1 else 2.0  # one crew for all has its hands full
        self.sites = [f"s{number}" for number in range(luck.randint(2, 4))]
        self.owners = [f"o{number}" for number in range(owners)]
        self.parts = []
        for number in range(luck.randint(3, 6)):
            home, *others = luck.sample(self.sites, len(self.sites))
            standby = others[: luck.randint(1, len(others))] if pattern != "none" else []
            part = {
                "pattern": pattern if standby else "none",
                "standby": [{"zone": zone} for zone in standby],
                "priority": number + 1,
                "verification": {"median_h": luck.choice((0.0, 1.0, 4.0))},
            }
            if part["pattern"] == "quorum":
                part["quorum"] = luck.randint(1, len(standby) + 1)
            owner = luck.choice(self.owners)
            machines = luck.randint(5, 40)
            self.parts.append(toys.component(f"c{number}", owner, {home: machines}, **part))
        self.services = [self._service(number) for number in range(4)]
        self.batch = luck.choice((5, 100))

    def _service(self, number):
        """Need some components, and earlier services a little."""
        luck = self.luck
        chosen = luck.sample(self.parts, luck.randint(1, 2))
        needs = [{"on": part["id"], "weight": luck.choice((0.5, 1.0))} for part in chosen]
        if number:
            needs.append({"on": f"v{luck.randrange(number)}", "weight": 0.4})
        return self.toys.service(f"v{number}", luck.choice(self.owners), needs)

    def scenario(self, catalogue, **changes):
        """Put it together under some classes of hazards."""
        crews = {"batch_servers": self.batch}
        practice = {"rate": self.rate, "crews": crews, "drill_age_months": 0.0}
        practice |= {"detect": {"median_h": 0.5}, "switch_teams": 1}
        parts = {
            "sites": [self.toys.site(name) for name in self.sites],
            "owners": [self.toys.owner(name, **practice) for name in self.owners],
            "components": self.parts,
            "services": self.services,
        }
        return self.toys.bare(
            horizon_h=HORIZON_H, catalogue=catalogue, random_hazards=True, **(parts | changes)
        )


def rates(share, *kinds, mark=0.6):
    """Declare classes that strike at a share of their highest rate, with marks around a mean."""
    scope = {"power-loss": "site", "network-failure": "site", "software-fault": "component"}
    return [
        {"id": kind, "kind": kind, "per": scope[kind], "rate_per_year": share * PER_YEAR,
         "high": PER_YEAR, "lasts": QUICK, "share_mean": mark, "share_concentration": 3.0}
        for kind in kinds
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), SEEDS, st.floats(0.0, 1.0))
def test_fewer_hazards_never_serve_less_where_each_is_repaired_by_itself(toys, luck, seed, share):
    country = Country(toys, luck)
    kinds = ("network-failure", "software-fault")
    often = run_machines(country.scenario(rates(1.0, *kinds)), seed)
    seldom = run_machines(country.scenario(rates(share, *kinds)), seed)
    assert serves_less(seldom, often) == []


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), SEEDS)
def test_one_more_place_of_a_quorum_never_serves_less(toys, luck, seed):
    country = Country(toys, luck)
    kinds = rates(1.0, "power-loss", "network-failure", "software-fault")
    before = run_machines(country.scenario(kinds), seed)
    spare = toys.site("spare")
    more = [part | {"standby": [*part["standby"], {"zone": "spare"}]} for part in country.parts]
    sites = [*(toys.site(name) for name in country.sites), spare]
    after = run_machines(country.scenario(kinds, components=more, sites=sites), seed)
    assert serves_less(after, before) == []


STRIKES_PLACES = ("power-loss", "network-failure", "software-fault")


def with_and_without_standby(toys, luck, pattern):
    """Declare a country with standbys, and the same one without."""
    country = Country(toys, luck, pattern=pattern)
    kinds = rates(1.0, *STRIKES_PLACES, mark=1.0)
    bare = [part | {"pattern": "none", "standby": []} for part in country.parts]
    return country.scenario(kinds), country.scenario(kinds, components=bare)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), SEEDS, st.sampled_from(["cold-backup", "active-passive"]))
def test_a_standby_where_there_was_none_never_serves_less(toys, luck, seed, pattern):
    """Where a place is lost wholly or not at all."""
    after, before = with_and_without_standby(toys, luck, pattern)
    assert serves_less(run_machines(after, seed), run_machines(before, seed)) == []


def restart(toys, luck, teams, **changes):
    """Restart one owner's components after a single loss of power, by some teams of one speed."""
    sizes = [luck.randint(1, 30) for _ in range(luck.randint(4, 12))]
    parts = [
        toys.component(f"c{n}", "o", {f"z{n % 3}": size}, priority=n + 1, minimum_share=1.0)
        for n, size in enumerate(sizes)
    ]
    crews = {"batch_servers": luck.choice((4, 100))}
    hazards = [
        {"id": f"cut-{zone}", "kind": "power-loss", "at": toys.START, "zones": [zone],
         "lasts": {"median_h": delay}}
        for zone, delay in changes.pop("delays", dict.fromkeys(("z0", "z1", "z2"), 0.0)).items()
    ]  # fmt: skip
    for number, needs in changes.pop("needs", lambda _n: {})(len(sizes)).items():
        parts[number] |= {"restart_needs": [f"c{need}" for need in needs], "bypass": None}
    return toys.bare(
        horizon_h=HORIZON_H, sites=[toys.site("s", ("z0", "z1", "z2"))], components=parts,
        owners=[toys.owner("o", teams=teams, rate=float(teams), crews=crews)], hazards=hazards,
        services=[toys.service(f"v{n}", "o", [{"on": f"c{n}"}]) for n in range(len(sizes))],
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_one_more_team_never_serves_less_where_jobs_wait_for_nothing(toys, number, teams):
    few, many = (restart(toys, luck_of(number), n) for n in (teams, teams + 1))
    assert serves_less(run_machines(many, 1), run_machines(few, 1)) == []


# --- where nothing is promised ----------------------------------------------------------------


def fewer_hazards(pattern, owners):
    """Thin losses of power and network, with crews that components share."""

    def case(toys, number):
        country = Country(toys, luck_of(number), pattern=pattern, owners=owners)
        kinds = ("power-loss", "network-failure")
        return (country.scenario(rates(share, *kinds)) for share in (0.5, 1.0))

    return case


def second_active_site(toys, number):
    """Let every component serve from a second site as well, all the time."""
    country = Country(toys, luck_of(number), pattern="active-active")
    kinds = rates(1.0, "power-loss", "network-failure")
    bare = [part | {"pattern": "none", "standby": []} for part in country.parts]
    return country.scenario(kinds), country.scenario(kinds, components=bare)


def more_teams(**changes):
    """Add a team of the same speed where jobs wait for power or for each other."""

    def case(toys, number):
        made = {key: make(luck_of(number + 10**6)) for key, make in changes.items()}
        return (restart(toys, luck_of(number), n, **made) for n in (3, 2))

    return case


def random_needs(luck):
    """Let components need earlier ones in order to be restarted."""
    return lambda n: {
        later: luck.sample(range(later), 1) for later in range(1, n) if luck.random() < 0.6
    }


def random_delays(luck):
    """Let power return to each zone at another time."""
    return {"z0": luck.uniform(1.0, 30.0), "z1": 0.0, "z2": luck.choice((0.0, 5.0))}


NOT_PROMISED = {
    "half the hazards, one crew for all": fewer_hazards("none", 1),
    "half the hazards, with failovers": fewer_hazards("active-passive", 3),
    "a second active site": second_active_site,
    "a third crew, restarts that need each other": more_teams(needs=random_needs),
    "a third crew, power back zone by zone": more_teams(delays=random_delays),
}


def count(toys, case):
    """Count the cases in which something serves less at some time, with help."""
    found = 0
    for number in range(CASES):
        help_, without = case(toys, number)
        found += bool(serves_less(run_machines(help_, number), run_machines(without, number)))
    return found


def test_elsewhere_help_may_harm_and_the_page_says_how_often(
    toys, checkout, capsys, update_baselines
):
    file = checkout / "docs" / "redundancy.md"
    page = file.read_text("utf-8")
    found = {name: count(toys, case) for name, case in NOT_PROMISED.items()}
    with capsys.disabled():
        for name, cases in found.items():
            print(f"\n{name}: worse at some time in {cases} of {CASES} cases", end="")  # noqa: T201
    assert sum(found.values()) > 0
    if update_baselines:
        for name, cases in found.items():
            row = rf"^(\| {re.escape(name)} +\|) +\d+ of {CASES}"
            page = re.sub(row, rf"\1 {cases} of {CASES}", page, flags=re.MULTILINE)
        file.write_text(page, "utf-8")
    told = dict(re.findall(rf"^\| ([^|]+?) +\| +(\d+) of {CASES} +\|$", page, re.MULTILINE))
    assert told == {name: str(cases) for name, cases in found.items()}


@pytest.mark.parametrize(("teams", "last_h"), [(3, 12.0), (4, 15.0)])
def test_a_fourth_crew_makes_nine_restarts_end_later(toys, teams, last_h):
    """Graham 1966, the example of the page: jobs of 3, 2, 2, 2, 4, 4, 4, 4 and 9 hours."""
    hours = (3, 2, 2, 2, 4, 4, 4, 4, 9)
    needs = {8: 0, 4: 3, 5: 3, 6: 3, 7: 3}
    parts = [
        toys.component(f"c{n}", "o", {"s": size}, priority=n + 1, minimum_share=1.0)
        | ({"restart_needs": [f"c{needs[n]}"], "bypass": None} if n in needs else {})
        for n, size in enumerate(hours)
    ]
    crews = {"batch_servers": 100}
    scenario = toys.bare(
        horizon_h=HORIZON_H, sites=[toys.site("s")], components=parts,
        owners=[toys.owner("o", teams=teams, rate=float(teams), crews=crews)],
        services=[toys.service("v", "o", [{"on": part["id"]} for part in parts])],
        hazards=[{"id": "cut", "kind": "power-loss", "at": toys.START, "sites": ["s"],
                  "lasts": toys.AT_ONCE}],
    )  # fmt: skip
    assert run_machines(scenario, 1).lost_h["v"] == pytest.approx(last_h, rel=1e-9)
