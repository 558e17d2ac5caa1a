"""Follow a surge of demand: without a fault, machines only hear of it from the people."""

SURGE = {
    "kind": "surge", "categories": ["messaging"], "factor": 4.0, "ramp_min": 30.0,
    "lasts": {"median_h": 2.0},
}  # fmt: skip


def test_a_surge_begins_and_ends_and_breaks_nothing_by_itself(struck, live):
    story = live(struck(SURGE))
    assert [(row.t_h, row.kind, row.value) for row in story.events] == [
        (1.0, "surge-began", 4.0),
        (3.5, "surge-ended", 2.0),  # half an hour later it has gone
    ]
    assert story.chain("surge-ended", "messaging") == [
        ("surge-ended", "messaging", "conditions"),
        ("surge-began", "messaging", "conditions"),
    ]
    assert story.states == []


def test_a_surge_after_a_blackout_names_it(struck, live):
    blackout = {"kind": "power-loss", "sites": ["south"], "lasts": {"median_h": 1.0}}
    surge = SURGE | {"follows": "power-loss-0", "delay": {"median_h": 0.5}}
    story = live(struck(blackout, surge))
    assert story.chain("surge-began", "messaging") == [
        ("surge-began", "messaging", "conditions"),
        ("power-failed", "south", "supply"),
    ]
    assert story.times("surge-began", "messaging") == [1.5]
