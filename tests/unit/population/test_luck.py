"""Check that luck is uniform, and independent of every neighbouring address."""

import ast
from pathlib import Path

import numpy as np
import pytest

from simulator.model.people import People
from simulator.population import luck
from simulator.population.jit import compiled
from simulator.population.luck import draw, need_key

N = 40_000
KS_LEVEL = 1.95  # sqrt(n) D exceeds it with probability 0.001
CHI2_LEVEL = 330.5  # 255 degrees of freedom, probability 0.001
CELLS = 16
PARTS = {"person": 0, "category": 1, "occurrence": 2, "attempt": 3, "purpose": 4}


@compiled
def fill(out, seed, steps):
    """Draw at addresses that lie in a row: all parts of the address move by their step."""
    for i in range(len(out)):
        key = need_key(seed, 7 + i * steps[0], 1 + i * steps[1], 3 + i * steps[2])
        out[i] = draw(key, i * steps[3], 2 + i * steps[4])


def row(part, seed=1, n=N):
    """Draw in a row along one part of the address."""
    steps = np.zeros(5, np.int64)
    steps[PARTS[part]] = 1
    numbers = np.empty(n)
    fill(numbers, np.uint64(seed), steps)
    return numbers


def chi2(first, second):
    """Compare pairs with independent uniform ones, on a board of 16 by 16."""
    board, _, _ = np.histogram2d(first, second, bins=CELLS, range=[[0, 1], [0, 1]])
    expected = len(first) / CELLS**2
    return ((board - expected) ** 2 / expected).sum()


@pytest.mark.parametrize("part", ["person", "occurrence", "attempt"])
def test_numbers_in_a_row_are_uniform(part, lives):
    numbers = row(part)
    assert numbers.min() > 0.0
    assert numbers.max() < 1.0
    assert lives.ks_statistic(numbers, lambda x: x) * N**0.5 < KS_LEVEL


@pytest.mark.parametrize("part", ["person", "occurrence", "attempt"])
@pytest.mark.parametrize("gap", [1, 2, 7])
def test_neighbours_know_nothing_of_each_other(part, gap):
    numbers = row(part)
    assert chi2(numbers[:-gap], numbers[gap:]) < CHI2_LEVEL


def test_purposes_of_one_try_know_nothing_of_each_other():
    steps = np.array([1, 0, 0, 0, 0], np.int64)
    first, second = np.empty(N), np.empty(N)
    fill(first, np.uint64(1), steps)
    steps[1] = 1
    fill(second, np.uint64(1), steps)
    assert chi2(first, second) < CHI2_LEVEL


def test_seeds_know_nothing_of_each_other():
    assert chi2(row("person", seed=1), row("person", seed=2)) < CHI2_LEVEL


def test_this_board_sees_dependence():
    numbers = row("person")
    assert chi2(numbers, (numbers + row("person", seed=2) / 4) % 1.0) > CHI2_LEVEL


def test_a_number_belongs_to_its_address_not_to_the_order_of_questions():
    steps = np.array([1, 0, 0, 0, 0], np.int64)
    short, long = np.empty(10), np.empty(1000)
    fill(long, np.uint64(5), steps)
    fill(short, np.uint64(5), steps)
    assert np.array_equal(short, long[:10])


PLACES = {"need_key": 2, "key_of": 1}
"""Where functions that address luck take the category."""


def need_key_categories():
    """Read which names stand in place of a category wherever luck is addressed."""
    for file in sorted(Path(luck.__file__).parent.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            place = PLACES.get(getattr(getattr(call, "func", None), "id", ""))
            if isinstance(call, ast.Call) and place is not None:
                name = getattr(call.args[place], "id", "")
                if name.isupper():
                    yield file.stem, name


def test_whatever_stands_in_place_of_a_category_has_a_number_of_its_own():
    used = list(need_key_categories())
    assert {file for file, _ in used} >= {"afterwards", "birth", "rumour", "ties", "moving"}
    numbers = {name: getattr(luck, name) for _, name in used}  # all of them stand in one place
    assert len(set(numbers.values())) == len(numbers) >= 5
    bounds = People.model_fields["categories"].metadata
    most = max(bound.max_length for bound in bounds if hasattr(bound, "max_length"))
    assert min(numbers.values()) >= most
    assert max(numbers.values()) < 64
