"""Check the fastest black start against every order, followed event by event in fractions."""

import json
from fractions import Fraction
from itertools import chain, combinations, permutations, product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.scenario import Scenario
from simulator.topology.black_start import black_start

MANUAL, AUTOMATED, SLOW = Fraction(1), Fraction(4), Fraction(1, 2)
OWNERS = ("acme", "other")


@pytest.fixture(scope="module")
def declare(checkout):
    """Offer a way to declare jobs (owner, machines, tail, needs, bypass, tool) as components."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    crews = {
        "manual_servers_per_h": float(MANUAL),
        "automated_servers_per_h": float(AUTOMATED),
        "first_share": 1.0,
    }
    for owner in toy["owners"]:
        owner["operations"]["crews"] = crews
    toy |= {"services": [toy["services"][3]], "hazards": []}
    toy["people"]["categories"][0]["options"] = [{"service": "sms", "outside": True}]

    def made(jobs):
        toy["components"] = [
            {
                "id": f"c{number}",
                "name": "C",
                "name_ko": "C",
                "owner": OWNERS[owner],
                "kind": "control" if tool else "compute",
                "servers": {"north-a": machines},
                "minimum_share": 1.0,
                "restart_needs": [f"c{need}" for need in needs],
                "bypass": None if bypass is None else {"median_h": float(bypass)},
                "bypass_speed": float(SLOW),
                "verification": {"median_h": float(tail)},
            }
            for number, (owner, machines, tail, needs, bypass, tool) in enumerate(jobs)
        ]
        return Scenario.model_validate_json(json.dumps(toy))

    return made


class Follow:
    """Let each crew work through its order, event by event, in fractions."""

    def __init__(self, jobs, orders, prepared):
        self.jobs, self.orders, self.prepared = jobs, orders, prepared
        self.now, self.serves, self.running = Fraction(0), {}, {}
        self.at = [0] * len(orders)

    def until_everything_serves(self):
        """Tell when; never if the crews wait for each other."""
        while any(at < len(order) for at, order in zip(self.at, self.orders, strict=True)):
            self.begin()
            ends = [time for time in self.serves.values() if time > self.now]
            ends += [Fraction(self.jobs[n][4]) for n in self.prepared if self.jobs[n][4] > self.now]
            ends += [self.now + left / self.rate(c) for c, (left, _) in self.running.items()]
            if not ends:
                return inf
            self.work_until(min(ends))
        return max(self.serves.values())

    def begin(self):
        """Let idle crews begin what comes next, if it can begin."""
        for crew, order in enumerate(self.orders):
            if crew not in self.running and self.at[crew] < len(order):
                _, machines, _, needs, bypass, _ = self.jobs[order[self.at[crew]]]
                whole = all(self.serves.get(need, inf) <= self.now for need in needs)
                if whole or (order[self.at[crew]] in self.prepared and bypass <= self.now):
                    self.running[crew] = (Fraction(machines), Fraction(1) if whole else SLOW)

    def rate(self, crew):
        """Tell how many machines an hour a crew restarts now."""
        tools = [n for n in self.orders[crew] if self.jobs[n][5]]
        automated = all(self.serves.get(tool, inf) <= self.now for tool in tools)
        return self.running[crew][1] * (AUTOMATED if automated else MANUAL)

    def work_until(self, later):
        """Let all crews work; book what is restarted then."""
        for crew, (left, speed) in list(self.running.items()):
            self.running[crew] = (left - self.rate(crew) * (later - self.now), speed)
        for crew, (left, _) in list(self.running.items()):
            if left == 0:
                number = self.orders[crew][self.at[crew]]
                self.serves[number] = later + self.jobs[number][2]
                self.at[crew] += 1
                del self.running[crew]
        self.now = later


def fastest(jobs):
    """Try every order of every crew with every choice of bypasses."""
    crews = sorted({job[0] for job in jobs})
    own = [[n for n, job in enumerate(jobs) if job[0] == crew] for crew in crews]
    ways = [n for n, job in enumerate(jobs) if job[3] and job[4] is not None]
    choices = list(chain.from_iterable(combinations(ways, k) for k in range(len(ways) + 1)))
    return min(
        Follow(jobs, orders, set(prepared)).until_everything_serves()
        for orders in product(*(list(permutations(mine)) for mine in own))
        for prepared in choices
    )


JOB = st.tuples(
    st.integers(0, 1),
    st.integers(1, 6),
    st.integers(0, 5),
    st.sets(st.integers(0, 3), max_size=2),
    st.one_of(st.none(), st.integers(0, 6)),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(JOB, min_size=3, max_size=4))
def test_no_order_and_no_bypass_is_faster(declare, drawn):
    jobs = [
        (*job[:3], sorted(need for need in job[3] if need < len(drawn) and need != n), *job[4:])
        for n, job in enumerate(drawn)
    ]
    expected = fastest(jobs)
    if expected == inf:  # a circle without a way round; checks refuse it
        return
    plan = black_start(declare(jobs))
    assert plan.serves_h == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
    assert plan.proved


SEVEN = [  # two circles, tools, and a long check that waits for the second of them
    (0, 5, 1, [1], 3, False),
    (0, 3, 2, [0], None, False),
    (0, 4, 1, [3], 2, True),
    (0, 2, 6, [2], None, False),
    (0, 6, 0, [], None, False),
    (0, 1, 9, [1], None, False),
    (0, 3, 3, [], None, False),
]


@pytest.mark.slow
def test_seven_components_in_two_circles_have_no_faster_order(declare):
    plan = black_start(declare(SEVEN))
    assert plan.serves_h == pytest.approx(float(fastest(SEVEN)), rel=1e-9)
    assert [str(ring) for ring in plan.circles] == ["c0 > c1 > c0", "c2 > c3 > c2"]
    assert {step.component for step in plan.steps if step.bypassed} == {"c0", "c2"}


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 90)), min_size=8, max_size=40))
def test_crews_that_never_wait_begin_with_the_longest_tail(declare, sizes):
    """Lawler's rule for 1 | prec | max (C_j + q_j): of many, too, its order is proved."""
    jobs = [(0, machines, tail, [], None, False) for machines, tail in sizes]
    plan = black_start(declare(jobs))
    assert plan.proved
    end, latest = Fraction(0), Fraction(0)
    for machines, tail in sorted(sizes, key=lambda job: -job[1]):
        end += Fraction(machines) / AUTOMATED
        latest = max(latest, end + tail)
    assert plan.serves_h == pytest.approx(float(latest), rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.lists(JOB, min_size=8, max_size=14))
def test_a_long_plan_is_one_that_crews_can_follow(declare, drawn):
    """Follow the plan of many components, whose needs point back, event by event."""
    jobs = [(*job[:3], sorted(n for n in job[3] if n < k), *job[4:]) for k, job in enumerate(drawn)]
    plan = black_start(declare(jobs))
    crews = sorted({OWNERS[job[0]] for job in jobs})
    orders = [[int(s.component[1:]) for s in plan.steps if s.owner == crew] for crew in crews]
    bypassed = {int(step.component[1:]) for step in plan.steps if step.bypassed}
    assert sorted(number for order in orders for number in order) == list(range(len(jobs)))
    assert float(Follow(jobs, orders, bypassed).until_everything_serves()) == pytest.approx(
        plan.serves_h, rel=1e-9
    )
    assert plan.serves_h >= plan.bound_h * (1 - 1e-9)
