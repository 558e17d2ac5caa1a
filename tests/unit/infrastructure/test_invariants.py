"""Check what holds whatever burns, and however things are declared."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.patterns import TRAITS

COMPONENT = st.fixed_dictionaries(
    {
        "pattern": st.sampled_from(sorted(set(TRAITS) - {"quorum"})),
        "minimum_share": st.floats(0.05, 1.0),
        "priority": st.integers(1, 3),
        "servers": st.dictionaries(
            st.sampled_from(["north-a", "north-b", "south-a"]), st.integers(1, 300), min_size=1
        ),
        "standby": st.lists(
            st.fixed_dictionaries(
                {"zone": st.sampled_from(["south-b", "north-c"]), "capacity": st.floats(0.1, 3.0)}
            ),
            max_size=2,
        ),
        "verification": st.just({"median_h": 1.0, "sigma": 0.5}),
    }
)
FIRE = st.fixed_dictionaries(
    {
        "site": st.sampled_from(["north", "south"]),
        "cut_after_min": st.floats(0.0, 200.0),
        "out_after_h": st.floats(0.0, 30.0),
        "destroyed_share": st.sampled_from([0.0, 0.25, 1.0]),
        "power_stages": st.floats(4.0, 20.0).map(
            lambda h: [{"after_h": h, "zones": ["north-a"]}, {"after_h": h + 5.0}]
        ),
    }
)


def declare(toy, components, fire):
    """Put other arrangements and another fire into the toy."""
    toy = copy.deepcopy(toy)
    toy["clock"]["horizon_h"] = 400.0
    toy["sites"][0]["zones"].append({"id": "north-c"})
    toy["sites"][1]["zones"].append({"id": "south-b"})
    for component, changes in zip(toy["components"], components, strict=False):
        component.update(changes)
    toy["hazards"][0].update(fire)
    return toy


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(COMPONENT, min_size=3, max_size=4), FIRE, st.integers(0, 99))
def test_whatever_burns_is_told_in_order_and_repaired(toy, live, components, fire, seed):
    story = live(declare(toy, components, fire), seed=seed)
    times = [row.t_h for row in story.events]
    assert times == sorted(times)
    assert all(-1 <= row.because < number for number, row in enumerate(story.events))
    assert sum(row.because == -1 for row in story.events) == 1
    assert all(0.0 <= row.quality <= 1.0 and 0.0 <= row.live <= 1.0 for row in story.states)
    for part in story.machines.plant.parts.values():
        total = sum(part.component.servers.values())
        running = sum(part.live.values())
        assert sum(part.off.values()) == 0  # whatever is intact runs again in the end
        assert running == total or fire["destroyed_share"] > 0.0
        assert part.quality == 1.0 or fire["destroyed_share"] > 0.0
    ends = {row.where for row in story.events if row.kind == "function-lost"}
    if fire["destroyed_share"] == 0.0:
        assert ends == {row.where for row in story.events if row.kind == "function-restored"}
