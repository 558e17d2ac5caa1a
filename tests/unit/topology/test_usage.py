"""Check how the needs of a day are shared out among services."""

import pytest

from simulator.io.scenario_files import read_scenario
from simulator.topology.usage import component_use, needs_by_feature, segment_shares, service_use


@pytest.fixture(scope="module")
def korea():
    """Read the Kakao case."""
    return read_scenario("kakao-2022")


def test_segments_share_everybody_out(korea):
    shares = segment_shares(korea.people)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert 0.03 < shares["merchants"] < 0.07


def test_needs_of_one_segment_count_for_that_segment_alone(korea):
    use, shares = service_use(korea), segment_shares(korea.people)
    assert use["talk_channel"] == pytest.approx(12 * 0.5 * shares["merchants"])


def test_no_more_needs_are_shared_out_than_there_are(korea):
    wanted = sum(c.needs_per_day for c in korea.people.categories if not c.factor)
    merchants = 12 * segment_shares(korea.people)["merchants"]
    assert 0.5 * wanted < sum(service_use(korea).values()) < wanted + merchants
    assert all(
        needs_by_feature(korea, urgent=True)[name] <= needs
        for name, needs in needs_by_feature(korea).items()
    )


def test_a_component_has_the_use_of_the_features_that_need_it(korea):
    use, needs = component_use(korea), needs_by_feature(korea)
    assert use["kakao-drawer"] == pytest.approx(needs["kakaotalk.drawer"])
    assert use["kakao-text"] > use["kakao-media"]
