"""Measure speed and memory; seconds are written down, and only work counts are held to be right."""

import statistics
import time

import pytest

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]

PEOPLE = 100_000
PLAIN_PEOPLE = 2_000
REPEATS = 3
STANDARD_ERRORS = 4
MOST_BYTES = 1e9


@pytest.fixture(scope="module")
def ours(measured):
    """Measure our own case on one thread."""
    return measured(PEOPLE, 1)


@pytest.fixture(scope="module")
def plain(plain_simpy):
    """Measure plain SimPy on the common workload: counts, share moved, least processor time."""
    took_s = []
    for _ in range(REPEATS):
        began = time.process_time()
        counts, moved = plain_simpy.simulate(PLAIN_PEOPLE, 1)
        took_s.append(time.process_time() - began)
    return counts, moved, min(took_s)


def figures(name: str, found: dict[str, float]) -> str:
    """Write one measurement on one line."""
    needs, attempts, cpu_s, wall_s = (found[k] for k in ("needs", "attempts", "cpu_s", "wall_s"))
    return (
        f"{name}: {needs / 1e6:.1f} M needs, {attempts / 1e6:.1f} M attempts; "
        f"wall {wall_s:.2f} s, CPU {cpu_s:.2f} s; a CPU second: {needs / cpu_s / 1e6:.2f} M needs, "
        f"{attempts / cpu_s / 1e6:.2f} M attempts; peak memory {found['peak_bytes'] / 1e6:.0f} MB"
    )


def test_a_hundred_thousand_people_live_twelve_days(ours, measured, write):
    two = measured(PEOPLE, 2)
    write(figures(f"{PEOPLE:,} people, 12 days, 1 thread", ours))
    write(figures(f"{PEOPLE:,} people, 12 days, 2 threads", two))
    assert ours["needs"] > 100 * PEOPLE
    assert ours["ended"] == ours["needs"]
    assert ours["attempts"] > ours["needs"] * 0.9
    assert [two[k] for k in ("needs", "ended", "attempts")] == [
        ours[k] for k in ("needs", "ended", "attempts")
    ]
    assert max(ours["peak_bytes"], two["peak_bytes"]) < MOST_BYTES


def test_work_grows_with_people_and_no_faster(ours, measured, write):
    tenth = measured(PEOPLE // 10, 1)
    write(f"ten times the people take {ours['cpu_s'] / tenth['cpu_s']:.1f} times the CPU time")
    assert ours["needs"] / tenth["needs"] == pytest.approx(10, rel=0.02)
    assert ours["attempts"] / tenth["attempts"] == pytest.approx(10, rel=0.05)


def test_plain_simpy_lives_the_common_workload(plain, plain_simpy):
    counts, moved, _ = plain
    for name, expected in plain_simpy.MEANS.items():
        each = [person[name] for person in counts]
        error = statistics.stdev(each) / len(each) ** 0.5
        assert abs(statistics.mean(each) - expected) <= STANDARD_ERRORS * error, name
    expected = plain_simpy.MOVED_AT_RECOVERY
    error = (expected * (1 - expected) / len(counts)) ** 0.5
    assert abs(moved - expected) <= STANDARD_ERRORS * error


def test_an_attempt_costs_less_than_in_plain_simpy(ours, plain, write):
    counts, _, plain_cpu_s = plain
    attempts = sum(person["attempts"] for person in counts)
    assert attempts > 40 * PLAIN_PEOPLE
    each_s, our_s = plain_cpu_s / attempts, ours["cpu_s"] / ours["attempts"]
    write(
        f"CPU time of an attempt: plain SimPy, a process per person, {PLAIN_PEOPLE:,} people: "
        f"{each_s * 1e6:.2f} us; ours, full rules, {PEOPLE:,} people: {our_s * 1e6:.3f} us; "
        f"ratio {each_s / our_s:.0f}"
    )
    assert each_s > 0
    assert our_s > 0
