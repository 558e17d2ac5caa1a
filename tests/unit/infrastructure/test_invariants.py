"""Check what holds whatever goes wrong, and however things are declared."""

import copy
from collections import defaultdict
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.infrastructure.part import DESTROYED
from simulator.model.patterns import TRAITS

ZONES = ("north-a", "north-b", "north-c", "south-a", "south-b")
OWN = ("text", "media", "tools")
BEGINNINGS = {
    "fire-started", "power-failed", "cooling-failed", "network-failed", "software-failed",
    "change-pushed", "certificate-expired", "data-corrupted", "machines-broke", "surge-began",
    "strike-began", "end-announced", "owner-withdrew",
}  # fmt: skip
HOUR = st.sampled_from([1, 1, 1, 2, 3, 5, 8, 20, 100])  # many at one instant, some long after
SHARE = st.sampled_from([0.01, 0.3, 0.6, 1.0])


def length(most_h):
    """Vary a length of time."""
    return st.builds(
        lambda median, sigma: {"median_h": median, "sigma": sigma},
        st.floats(0.0, most_h), st.sampled_from([0.0, 0.8]),
    )  # fmt: skip


@st.composite
def components(draw, name):
    """Vary how a component stands, moves and restarts."""
    pattern = draw(st.sampled_from(sorted(TRAITS)))
    zones = draw(st.permutations(ZONES))
    n_places, n_standbys = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    standbys = [] if pattern == "none" else zones[n_places : n_places + n_standbys]
    others = [other for other in OWN if other != name]
    quorum = draw(st.integers(1, n_places + n_standbys)) if pattern == "quorum" else None
    return {
        "pattern": pattern,
        "servers": {zone: draw(st.integers(1, 300)) for zone in zones[:n_places]},
        "standby": [{"zone": z, "capacity": draw(st.floats(0.1, 3.0))} for z in standbys],
        "quorum": quorum,
        "minimum_share": draw(st.sampled_from([0.05, 0.5, 0.8, 1.0])),
        "priority": draw(st.integers(1, 3)),
        "verification": draw(length(3.0)),
        "switch_effort": draw(st.none() | length(5.0)),
        "recovery_needs": draw(st.lists(st.sampled_from(others), unique=True)),
        "restart_needs": draw(st.lists(st.sampled_from(others), unique=True)),
        "bypass": draw(length(5.0)),
        "cache": draw(st.none() | st.just({"hit_ratio": 0.9, "warm_up_min": 30.0})),
    }


PLACES = st.one_of(
    st.sampled_from(["north", "south"]).map(lambda site: {"sites": [site]}),
    st.lists(st.sampled_from(ZONES), min_size=1, max_size=3, unique=True).map(
        lambda zones: {"zones": zones}
    ),
    st.just({"region": "kr-11"}),
)
OWNED = st.one_of(
    st.just({"owner": "acme"}),
    st.lists(st.sampled_from(OWN), min_size=1, unique=True).map(lambda p: {"components": p}),
)
MARKS = {
    "fire": st.fixed_dictionaries(
        {
            "site": st.sampled_from(["north", "south"]),
            "cut_after_min": st.floats(0.0, 200.0),
            "out_after_h": st.floats(0.0, 30.0),
            "destroyed_share": st.sampled_from([0.0, 0.0, 0.25, 1.0]),
            "power_stages": st.floats(4.0, 20.0).map(
                lambda h: [{"after_h": h, "zones": ["north-a"]}, {"after_h": h + 5.0}]
            ),
        }
    ),
    "power-loss": st.builds(lambda p, h: p | {"lasts": h}, PLACES, length(12.0)),
    "cooling-failure": st.builds(
        lambda p, h, s: p | {"lasts": h, "share": s}, PLACES, length(12.0), SHARE
    ),
    "network-failure": st.builds(
        lambda p, h, s: p | {"lasts": h, "share": s},
        PLACES | st.just({"owner": "acme"}), length(12.0), SHARE,
    ),
    "software-fault": st.builds(
        lambda p, h, s: p | {"lasts": h, "share": s}, OWNED, length(5.0), SHARE
    ),
    "bad-push": st.builds(
        lambda p, h, s, hands: p | {"undo": h, "reach": s, "hands_on": hands},
        OWNED, length(5.0), SHARE, st.booleans(),
    ),
    "expired-certificate": st.builds(lambda p, h: p | {"renew": h}, OWNED, length(5.0)),
    "ransomware": st.builds(
        lambda p, h, s, b: p | {"contain": h, "share": s, "backups": b},
        OWNED, length(5.0), SHARE, st.sampled_from(["by-chance", "hit", "clean"]),
    ),
    "machine-failure": st.builds(
        lambda n, lot: {"component": "rival-core", "zone": "south-a", "count": n, "by_lot": lot},
        st.integers(1, 10), st.booleans(),
    ),
    "surge": st.builds(
        lambda h: {"categories": ["messaging"], "factor": 3.0, "lasts": h}, length(5.0)
    ),
    "strike": st.builds(
        lambda h, s: {"owners": ["acme", "other"], "lasts": h, "crew_share": s},
        length(100.0), st.floats(0.2, 1.0),
    ),
    "withdrawal": st.builds(
        lambda who, h: {"owner": who, "lasts": h}, st.sampled_from(["acme", "other"]), length(50.0)
    ),
}  # fmt: skip


@st.composite
def hazards(draw):
    """Let several things go wrong, some of them after another one, some only by chance."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(sorted(MARKS)))
        hazard = {"id": f"h{number}", "kind": kind} | draw(MARKS[kind])
        if found and draw(st.booleans()):
            hazard["follows"] = draw(st.sampled_from(found))["id"]
            hazard["delay"] = draw(length(10.0))
            hazard["chance"] = draw(st.sampled_from([0.5, 1.0]))
        else:
            day, hour = divmod(draw(HOUR), 24)
            hazard["at"] = f"2022-10-{15 + day:02d}T{hour:02d}:00:00+09:00"
        found.append(hazard)
    return found


PRACTICE = st.fixed_dictionaries(
    {
        "drill_age_months": st.sampled_from([0.0, 1200.0]),
        "triage": st.sampled_from(["priority", "users", "smallest"]),
        "rollout": st.none() | st.just({"works": 0.5}),
        "switch_teams": st.integers(1, 2),
    }
)
WORLD = st.tuples(*map(components, OWN))


def declare(toy, world, practice, struck):
    """Put other arrangements and hazards into the toy, with time to get over them."""
    toy = copy.deepcopy(toy)
    toy["clock"]["horizon_h"] = 8000.0
    toy["sites"][0]["zones"].append({"id": "north-c", "ups_loss_min": 15.0})
    toy["sites"][1]["zones"].append({"id": "south-b"})
    for component, changes in zip(toy["components"], world, strict=False):
        component.update(changes)
    toy["owners"][0]["operations"].update(practice)
    toy["owners"][0]["operations"]["crews"]["teams"] = 2
    return toy | {"hazards": struck}


whatever = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""Enough to meet most pairs of kinds and patterns in a few runs of the suite."""


@whatever
@given(WORLD, PRACTICE, hazards(), st.integers(0, 99))
def test_whatever_goes_wrong_is_told_in_order_from_its_cause(
    toy, live, world, practice, struck, seed
):
    story = live(declare(toy, world, practice, struck), seed=seed)
    assert all(before.t_h <= after.t_h for before, after in pairwise(story.events))
    for number, row in enumerate(story.events):
        assert 0.0 <= row.t_h < 8000.0
        assert abs(row.value) < 1e7
        assert row.detail.endswith(".")
        assert row.module.startswith("simulator.infrastructure.")
        assert row.because < number
        assert row.because >= 0 or row.kind in BEGINNINGS


@whatever
@given(WORLD, PRACTICE, hazards(), st.integers(0, 99))
def test_states_are_shares_and_functions_return(toy, live, world, practice, struck, seed):
    story = live(declare(toy, world, practice, struck), seed=seed)
    for row in story.states:
        assert 0.0 <= row.quality <= 1.0
        assert 0.0 <= row.live <= 1.0
    turns = defaultdict(list)
    for row in story.events:
        if row.kind in {"function-lost", "function-restored"}:
            turns[row.where].append(row.kind)
    for name, kinds in turns.items():
        assert kinds[0] == "function-lost", name
        assert all(one != other for one, other in pairwise(kinds)), name
        destroyed = any(hazard.get("destroyed_share") for hazard in struck)
        assert destroyed or kinds[-1] == "function-restored", name


@whatever
@given(WORLD, PRACTICE, hazards(), st.integers(0, 99))
def test_in_the_end_everything_intact_runs_and_nothing_is_left_over(
    toy, live, world, practice, struck, seed
):
    story = live(declare(toy, world, practice, struck), seed=seed)
    plant = story.machines.plant
    destroyed = any(hazard.get("destroyed_share") for hazard in struck)
    for part in plant.parts.values():
        total, running = sum(part.component.servers.values()), sum(part.live.values())
        shut = {key for key in part.shut if key[0] != DESTROYED}
        assert (part.losses, shut, part.held, part.bricked) == ({}, set(), set(), set())
        assert not part.restoring
        assert (sum(part.off.values()), part.dark_standbys) == (0, set())
        assert running == total or (destroyed and 0 <= running < total)
        assert part.quality == 1.0 or destroyed
        assert part.capacity > 1.0 - 1e-9 or destroyed
        assert part.condition == "up" or destroyed
    grounds = plant.grounds
    assert (grounds.dark, grounds._gated, grounds._closed) == ({}, {}, {})  # noqa: SLF001
    assert not any(plant.broken.values())
    assert (plant.repair_since, plant.surges) == ({}, {})


@whatever
@given(WORLD, PRACTICE, hazards(), st.integers(0, 99), st.floats(1.0, 120.0))
def test_machines_are_neither_lost_nor_made_at_any_time(
    toy, live, world, practice, struck, seed, until_h
):
    story = live(declare(toy, world, practice, struck), seed=seed, until_h=until_h)
    destroyed = any(hazard.get("destroyed_share") for hazard in struck)
    for part in story.machines.plant.parts.values():
        for zone, total in part.component.servers.items():
            assert part.live[zone] >= 0
            assert part.off[zone] >= 0
            known = part.live[zone] + part.off[zone]
            assert known == total or (destroyed and known < total)


@settings(whatever, max_examples=20)
@given(WORLD, PRACTICE, hazards(), st.integers(0, 99))
def test_the_same_seed_tells_the_same_story(toy, live, world, practice, struck, seed):
    declaration = declare(toy, world, practice, struck)
    first, second = (live(declaration, seed=seed) for _ in range(2))
    assert first.events == second.events
    assert first.states == second.states
