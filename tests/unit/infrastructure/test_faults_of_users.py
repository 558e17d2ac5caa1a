"""Check that a fault of some users takes every function from the same ones, and once."""

import pytest


def faulty(toy, live, fault):
    """Strike both stores of the toy for ten hours; give the least of each function by name."""
    toy["services"][1]["features"][0]["needs"] = [{"on": "media"}, {"on": "talk"}]
    toy["hazards"] = [fault | {"id": "fault", "at": toy["clock"]["event"]}]
    story = live(toy)
    rows = [row for row in story.states if row.level in {"feature", "service"}]
    return {row.element: min(r.quality for r in rows if r.element == row.element) for row in rows}


@pytest.mark.parametrize("share", [0.1, 0.4, 0.9])
@pytest.mark.parametrize("kind", ["software-fault", "bad-push", "network-failure"])
def test_a_fault_of_some_users_takes_each_function_from_them_once(toy, live, kind, share):
    name = "reach" if kind == "bad-push" else "share"
    least = faulty(toy, live, {"kind": kind, "owner": "acme", name: share})
    # alone, with another component, through a service: the same users fail, and no others
    for element in ("talk.text", "talk.media", "pay.pay", "talk", "pay"):
        assert least[element] == pytest.approx(1.0 - share, rel=1e-12)
    assert "rival" not in least


def test_two_faults_reach_users_independently(toy, live):
    fault = {"kind": "software-fault", "owner": "acme", "at": toy["clock"]["event"]}
    toy["hazards"] = [fault | {"id": "one", "share": 0.4}, fault | {"id": "two", "share": 0.5}]
    rows = [row.quality for row in live(toy).states if row.element == "talk.media"]
    assert min(rows) == pytest.approx(0.6 * 0.5)
    assert rows[-1] == 1.0


def test_a_soft_need_takes_its_weight_of_the_users_whom_a_fault_reaches(toy, live):
    toy["services"][1]["features"][0]["needs"] = [{"on": "text", "weight": 0.25}]
    fault = {"kind": "software-fault", "components": ["text"], "share": 0.4, "id": "soft"}
    toy["hazards"] = [fault | {"at": toy["clock"]["event"]}]
    rows = [row.quality for row in live(toy).states if row.element == "pay.pay"]
    assert min(rows) == pytest.approx(1.0 - 0.25 * 0.4)
