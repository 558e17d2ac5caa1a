"""Hold every program that lives the common outage to the same means, and compare their speed."""

import pytest

PEOPLE, FEW = 10_000, 1_000


@pytest.fixture(scope="module")
def peers(bench):
    """Lend what measures other programs."""
    return bench("peers")


@pytest.fixture(params=["simpy", "mesa", "starsim"])
def name(request, bench):
    """Name a program whose library is there."""
    if bench("measuring").interpreter(request.param) is None:
        pytest.skip(f"{request.param} is not installed: python3 start.py bench --peers")
    return request.param


def test_a_program_lives_the_common_outage(name, bench, peers):
    found = bench("measuring").peer(name, FEW)
    assert found["attempts"] > 40 * FEW
    assert peers.misses(found, FEW) == []


@pytest.mark.parametrize("wrong", ["attempts", "installs"])
def test_another_outage_would_be_noticed(bench, peers, wrong):
    workload = bench("workload")
    found = {
        "means": workload.MEANS | {wrong: 0.9 * workload.MEANS[wrong]},
        "errors": dict.fromkeys(workload.MEANS, 0.01),
        "moved_at_recovery": workload.MOVED_AT_RECOVERY,
    }
    assert [text.split()[0] for text in peers.misses(found, FEW)] == [wrong]


@pytest.mark.benchmark
def test_an_attempt_costs_less_than_elsewhere(measured, peers, write, capsys):
    found = measured(100_000)
    our_us = peers.per_attempt_us(found)
    write(f"CPU time of an attempt: ours, full rules, 100,000 people: {our_us:.4f} us")
    with capsys.disabled():
        same = [peers.report(program, PEOPLE, our_us) for program in peers.NAMES]
    assert all(same)
    assert our_us > 0
