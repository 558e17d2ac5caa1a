"""Measure speed and memory; seconds are written down, and only work counts are held to be right."""

import pytest

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]

PEOPLE, PREVIEW = 100_000, 20_000
MOST_BYTES = 400e6
COUNTS = ("needs", "ended", "attempts")


@pytest.fixture(scope="module")
def figures(bench):
    """Lend what puts a measurement on one line."""
    return bench("measuring").figures


@pytest.fixture(scope="module")
def ours(measured):
    """Measure our own case on one thread."""
    return measured(PEOPLE)


def test_a_hundred_thousand_people_live_twelve_days(ours, measured, figures, write):
    two = measured(PEOPLE, 2)
    write(figures(f"{PEOPLE:,} people, 12 days, 1 thread (aim 2 s of CPU, then 0.5)", ours))
    write(figures(f"{PEOPLE:,} people, 12 days, 2 threads", two))
    assert ours["needs"] > 100 * PEOPLE
    assert ours["ended"] == ours["needs"]
    assert ours["attempts"] > ours["needs"] * 0.9
    assert [two[k] for k in COUNTS] == [ours[k] for k in COUNTS]
    assert max(ours["peak_bytes"], two["peak_bytes"]) < MOST_BYTES


def test_a_preview_behind_a_slider(measured, figures, write):
    found = measured(PREVIEW)
    write(figures(f"{PREVIEW:,} people, 12 days, a preview (aim 0.2 s, then 0.08)", found))
    assert found["ended"] == found["needs"] > 100 * PREVIEW


def test_work_grows_with_people_and_no_faster(ours, measured, write):
    tenth = measured(PEOPLE // 10)
    write(f"ten times the people take {ours['cpu_s'] / tenth['cpu_s']:.1f} times the CPU time")
    assert ours["needs"] / tenth["needs"] == pytest.approx(10, rel=0.02)
    assert ours["attempts"] / tenth["attempts"] == pytest.approx(10, rel=0.05)
