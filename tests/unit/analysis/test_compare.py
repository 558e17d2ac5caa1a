"""Check what counts as a difference where something was never lost, or never came back."""

import pytest

from simulator.analysis.compare import Measure, differences, metrics
from simulator.analysis.summary import summarise


@pytest.fixture
def summary(fake):
    """Sum up a run whose every number can be changed."""
    return summarise(fake.fake_paired())


def service(summary, name, **changed):
    """Give a summary in which a service had another course."""
    services = summary["services"]
    return summary | {"services": services | {name: services[name] | changed}}


def row(first, second, metric, ends_h=None):
    """Find one row of a comparison."""
    found = {one.metric: one for one in differences(first, second, ends_h)}
    return found[metric]


def test_what_was_never_lost_counts_as_back_at_once(summary):
    lost = [service(summary, "talk", first_function_h=h) for h in (8.0, 10.0)]
    sound = service(summary, "talk", down_from_h=None, first_function_h=None)
    found = row(lost, [sound, sound], "talk: first function")
    assert (found.first, found.second) == (9.0, None)
    assert found.difference.mean == -9.0
    assert found.difference.pairs == 2
    assert (found.happened, found.cut) == ((2, 0), (0, 0))


def test_a_loss_under_some_seeds_is_compared_under_all(summary):
    """Leaving out the pair in which nothing was lost would hide what the remedy prevents."""
    lost = [service(summary, "talk", first_function_h=h) for h in (8.0, 10.0)]
    half = [lost[0], service(summary, "talk", down_from_h=None, first_function_h=None)]
    found = row(lost, half, "talk: first function")
    assert (found.first, found.second) == (9.0, 4.0)
    assert found.difference.mean == found.second - found.first
    assert found.happened == (2, 1)


def test_what_is_not_back_counts_as_back_at_the_end_and_says_so(summary):
    whole = service(summary, "talk", full_function_h=20.0)
    never = service(summary, "talk", impaired=True, full_function_h=None)
    found = row([whole, whole], [whole, never], "talk: fully back", 48.0)
    assert (found.first, found.second) == (20.0, 34.0)
    assert found.difference.mean == 14.0
    assert found.cut == (0, 1)
    assert row([whole], [never], "talk: fully back").difference is None  # nobody said when it ended


def test_nothing_is_told_of_what_was_lost_nowhere(summary):
    sound = service(summary, "talk", down_from_h=None, first_function_h=None)
    assert "talk: first function" not in {one.metric for one in differences([sound], [sound])}


def test_functions_are_told_apart_where_a_service_lost_several(summary):
    lost = {"name": "F", "name_ko": "F", "own": True, "down_from_h": 0.0, "full_function_h": 5.0}
    features = {"talk.text": lost | {"first_function_h": 3.0}}
    features["talk.media"] = lost | {"first_function_h": 5.0}
    ours, theirs = summary | {"features": features}, summary | {"features": {}}
    found = row([ours], [theirs], "talk.media: works again")
    assert (found.first, found.second, found.difference.mean) == (5.0, None, -5.0)
    alone = summary | {"features": {"talk.text": features["talk.text"]}}
    assert "talk.text: works again" not in {one.metric for one in differences([alone], [theirs])}


def test_money_is_told_line_by_line(summary):
    lines = summary["harm"]["accounts"]["money"]["lines"]
    found = metrics(summary)
    assert {name for name, one in found.items() if one.unit == "KRW"} == {
        f"won: {line['id']}" for line in lines
    }
    assert found[f"won: {lines[0]['id']}"] == Measure("KRW", lines[0]["central"])


def test_single_differences_have_their_spread(summary):
    ours = [service(summary, "talk", first_function_h=10.0)] * 21
    theirs = [service(summary, "talk", first_function_h=10.0 + n) for n in range(21)]
    found = row(ours, theirs, "talk: first function")
    assert found.spread == pytest.approx((1.0, 19.0))
    assert found.difference.mean == 10.0
    assert found.difference.high < 19.0  # the mean is known better than any one of them
    assert row(ours[:1], theirs[:1], "talk: first function").spread is None
