"""Check that a story names causes and can be walked from cause to effect."""

from simulator.analysis.story import consequences, story


def test_every_event_but_the_first_names_its_cause(paired):
    told = story(paired.run)
    assert [h.because for h in told] == [None, 0, 1, 1, 2, 3]
    assert told[1].cause == "fire-started north"
    assert told[4].t_h == 10.0
    assert told[0].at == "2022-10-15 15:00"


def test_depth_counts_the_causes_before(paired):
    assert [h.depth for h in story(paired.run)] == [0, 1, 2, 2, 3, 3]


def test_the_chain_keeps_effects_behind_their_cause(paired):
    chain = list(consequences(story(paired.run)))
    assert [h.event for h in chain] == [0, 1, 2, 4, 3, 5]


def test_a_calm_run_has_no_story(paired):
    assert story(paired.baseline) == []
