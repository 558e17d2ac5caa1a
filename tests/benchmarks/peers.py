"""Hold other programs on the common outage against our own full rules, in one sitting."""

import sys

from measuring import exponent, interpreter, ours, peer
from workload import MEANS, MOVED_AT_RECOVERY

NAMES = {
    "simpy": "plain SimPy, a process per person",
    "mesa": "Mesa, an agent per person, ticks",
    "starsim": "Starsim, arrays, ticks",
}
SIZES = (10_000, 100_000)
AIMS = {"simpy": (150, 600), "starsim": (9, 35)}
STANDARD_ERRORS, SLACK = 4.0, 0.01
"""The reference means were themselves measured."""


def misses(found: dict[str, object], people: int) -> list[str]:
    """Name the figures of a program that are not those of the common outage."""
    means, errors = found["means"], found["errors"]
    wrong = [
        f"{name} {means[name]:.3f} for {expected}"
        for name, expected in MEANS.items()
        if abs(means[name] - expected) > STANDARD_ERRORS * errors[name] + SLACK * expected
    ]
    moved = found["moved_at_recovery"]
    error = (MOVED_AT_RECOVERY * (1.0 - MOVED_AT_RECOVERY) / people) ** 0.5
    if abs(moved - MOVED_AT_RECOVERY) > STANDARD_ERRORS * error + SLACK:
        wrong.append(f"moved at recovery {moved:.4f} for {MOVED_AT_RECOVERY}")
    return wrong


def per_attempt_us(found: dict[str, float]) -> float:
    """Tell the processor time of one simulated attempt. Microseconds."""
    return found["cpu_s"] / found["attempts"] * 1e6


def report(name: str, people: int, our_us: float, *, common: bool = True) -> bool:
    """Measure one program and write its line; tell whether it lived the common outage."""
    label = NAMES[name] + ("" if common else ", without common random numbers")
    if interpreter(name) is None:
        sys.stdout.write(f"{label}: skipped, not installed (start.py bench --peers)\n")
        return True
    found = peer(name, people, common=common)
    wrong, each = misses(found, people), per_attempt_us(found)
    aims = " / ".join(map(str, AIMS.get(name, ()))) or "none"
    sys.stdout.write(
        f"{label}: CPU {found['cpu_s']:.2f} s, {each:.3f} us an attempt, "
        f"{found['peak_bytes'] / 1e6:.0f} MB; ours is {each / our_us:.0f} times as fast "
        f"(aims {aims}){'; NOT THE SAME OUTAGE: ' + ', '.join(wrong) if wrong else ''}\n"
    )
    sys.stdout.flush()
    return not wrong


def compare() -> int:
    """Measure everything at every size; status 1 if a program lived another outage."""
    same, took = True, {}
    for people in SIZES:
        found = ours(people)
        our_us, took[people] = per_attempt_us(found), found["cpu_s"]
        sys.stdout.write(
            f"\n{people:,} people\nours, full rules, 12 days: CPU {found['cpu_s']:.2f} s, "
            f"{our_us:.4f} us an attempt, {found['peak_bytes'] / 1e6:.0f} MB\n"
        )
        for name in NAMES:
            same &= report(name, people, our_us)
        same &= report("starsim", people, our_us, common=False)
    sys.stdout.write(f"\nour CPU time grows as people^{exponent(took):.2f}\n")
    return int(not same)
