"""Check how people are counted by the length of their unmet time."""

import numpy as np
import pytest

from simulator.population.arrays import UNMET, empty_block
from simulator.population.spread import BANDS, add_spread
from simulator.topology.compile import compile_scenario
from simulator.units import MINUTE_MS

CATEGORIES = 2


@pytest.fixture(scope="module")
def spread(lives):
    """Give intervals (slot, from, to in minutes) to people of one segment, and count them."""

    def call(*intervals):
        block = empty_block(0, 10, compile_scenario(lives.toy()).habits)
        block.segment[:] = 0
        rows = np.array([(s, a * MINUTE_MS, b * MINUTE_MS) for s, a, b in intervals], UNMET)
        counts = np.zeros((BANDS, 1, 2), np.int64)
        add_spread(block, rows, CATEGORIES, counts)
        return {
            int(band): (int(counts[band, 0, 0]), int(counts[band, 0, 1]) / MINUTE_MS)
            for band in np.flatnonzero(counts[:, 0, 0])
        }

    return call


def test_a_person_is_counted_once_with_the_union_of_each_need(spread):
    found = spread((0, 0, 60), (0, 30, 90), (1, 0, 60), (1, 100, 130))
    assert found == {found_band(180): (1, 180.0)}


def test_people_stand_in_bands_of_their_own_time(spread):
    found = spread((0, 0, 60), (2, 0, 60), (4, 10, 6000))
    assert found == {found_band(60): (2, 120.0), found_band(5990): (1, 5990.0)}


def test_an_interval_within_another_adds_nothing(spread):
    assert spread((6, 0, 100), (6, 10, 20)) == {found_band(100): (1, 100.0)}


@pytest.mark.parametrize("minutes", [1, 3, 4, 7, 11, 12, 100, 34_000])
def test_bands_are_four_to_each_doubling(spread, minutes):
    assert spread((0, 0, minutes)) == {found_band(minutes): (1, float(minutes))}


def found_band(minutes):
    """Work the band out with logarithms."""
    doublings = int(np.floor(np.log2((minutes + 4) / 4)))
    return 4 * doublings + int((minutes + 4) / 2**doublings) - 4
