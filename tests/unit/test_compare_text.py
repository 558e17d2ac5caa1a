"""Check what the table of a comparison shows, what it leaves out and what it warns of."""

import pytest

from simulator.analysis.compare import Difference
from simulator.analysis.intervals import paired_interval
from simulator.commands.compare_text import Told, write_comparison

PERSON = 10_000.0


def row(metric, unit, first, second, cut=0):
    """Compare two series."""
    apart = [b - a for a, b in zip(first, second, strict=True)]
    n = len(apart)
    means = (sum(first) / n, sum(second) / n)
    ends = (min(apart), max(apart))
    return Difference(metric, unit, *means, paired_interval(apart), ends, (n, n), (cut, cut))


VARIED = row("varied", "h", [9.0, 12.0], [1.0, 2.0])
STEADY = row("steady", "h", [9.0, 12.0], [5.3, 8.3])
EQUAL = row("equal", "h", [9.0, 12.0], [9.0, 12.0])
NEVER = row("never", "needs", [0.0, 0.0], [0.0, 0.0])
CUT = row("cut", "h", [50.0, 50.0], [50.0, 50.0], cut=2)
SMALL = row("small", "persons", [PERSON, 0.0], [0.0, 0.0])
ONE = row("one", "persons", [PERSON, 2 * PERSON], [0.0, PERSON])
MONEY = row("money", "KRW", [900.0, 800.0], [100.0, 300.0])


@pytest.fixture
def shown(capsys, monkeypatch):
    """Write a comparison; give its rows by the name of the number, and its words."""
    monkeypatch.setenv("COLUMNS", "120")

    def call(*rows, pairs=2, ensemble=None):
        told = Told("ours", pairs, ensemble, ensemble and "fire", 3_000, PERSON)
        write_comparison(told, {"theirs": rows}, {})
        out = capsys.readouterr().out
        lines = [line.split("  ") for line in out.splitlines()]
        cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
        return {line[0]: line[1:] for line in cells if len(line) == 5}, " ".join(out.split())

    return call


def test_pairs_that_differ_alike_show_a_dash_and_no_interval_without_width(shown):
    table, words = shown(VARIED, STEADY)
    assert table["steady"] == ["10.5 h", "6.8 h", "-3.7 h", "-"]
    assert table["varied"][-1] == "-21.7 to 3.7 h"
    assert "A dash stands where both ends" in words
    assert "A dash" not in shown(VARIED)[1]


def test_all_intervals_have_a_width_as_they_are_read(shown):
    near = row("near", "persons", [5e6, 5e6, 5e6], [1e6, 1e6 + 1, 1e6 - 1])
    assert shown(near, pairs=3)[0]["near"][-1] == "-"


def test_rows_without_a_difference_are_counted_instead_of_shown(shown):
    table, words = shown(VARIED, EQUAL, NEVER)
    assert set(table) == {"varied"}
    assert "2 rows left out: equal in A and B" in words
    assert "left out" not in shown(VARIED)[1]
    table, words = shown(EQUAL)
    assert table == {}
    assert "1 row left out" in words
    assert "95 % interval" not in words


def test_what_was_cut_off_in_both_is_not_called_equal(shown):
    table, words = shown(CUT)
    assert table["cut"] == ["> 50.0 h", "> 50.0 h", "0.0 h", "-"]
    assert "left out" not in words


def test_few_seeds_are_told_below_the_table(shown):
    said = (
        "2 seeds, 3,000 people: one person stands for 10,000 residents, "
        "and intervals from so few seeds are wide and rough; try --seeds 10."
    )
    assert said in shown(VARIED)[1]
    assert "one seed gives no interval; try --seeds 10." in shown(VARIED, pairs=1)[1]
    assert "one person" not in shown(VARIED, ONE, MONEY, pairs=5)[1]


def test_a_difference_of_less_than_one_person_is_told_whatever_the_seeds(shown):
    said = (
        "5 seeds, 3,000 people: one person stands for 10,000 residents, "
        "and 1 difference is smaller than that; try --people 30000."
    )
    assert said in shown(VARIED, SMALL, ONE, pairs=5)[1]
    assert "try --seeds 10 --people 30000." in shown(SMALL, pairs=2)[1]


def test_the_range_of_an_ensemble_is_shown_as_it_is(shown):
    table, words = shown(STEADY, pairs=2, ensemble="posterior")
    assert table["steady"][-1] == "-3.7 to -3.7 h"
    assert "dash" not in words
    assert "2 members are few" in words
    assert "one person" not in words
    assert "one member gives no range" in shown(VARIED, pairs=1, ensemble="posterior")[1]
