"""Follow a fault in software: it is the same in every site, so that redundancy is no help."""

import pytest

FAULT = {"kind": "software-fault", "owner": "acme", "share": 0.8, "lasts": {"median_h": 1.5}}
MIRROR = {"standby": [{"zone": "south-a"}], "recovery_needs": []}


def test_a_fault_lasts_until_it_is_fixed(struck, live):
    story = live(struck(FAULT))
    assert story.chain("function-restored", "talk.text") == [
        ("function-restored", "talk.text", "functions"),
        ("component-restored", "text", "plant"),
        ("software-fixed", "acme", "software"),
        ("software-failed", "acme", "software"),
    ]
    assert story.course("text") == [(1.0, 0.2, 1.0, "degraded"), (2.5, 1.0, 1.0, "up")]


@pytest.mark.parametrize("pattern", ["warm-standby", "active-passive", "active-active", "quorum"])
def test_no_second_place_helps(struck, live, pattern):
    toy = struck(FAULT, pattern=pattern, quorum=2 if pattern == "quorum" else None, **MIRROR)
    story = live(toy)
    assert [row[:2] for row in story.course("text")] == [(1.0, 0.2), (2.5, 1.0)]
    assert {"switch-decided", "alarm-raised"}.isdisjoint(story.kinds("acme"))


def test_a_fault_of_one_component_spares_the_others(struck, live):
    story = live(struck(FAULT | {"components": ["media"]}))
    assert story.course("text") == []
    assert {row.where for row in story.events if row.kind == "function-lost"} == {"talk.media"}


def test_a_small_fault_is_felt_and_takes_no_function(struck, live):
    story = live(struck(FAULT | {"share": 0.1}))
    talk = [row.quality for row in story.states if row.element == "talk"]
    assert min(talk) == pytest.approx(0.9)  # the same users, though pictures need text as well
    assert "function-lost" not in {row.kind for row in story.events}
