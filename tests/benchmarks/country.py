"""Measure the whole country on two threads, and how cost grows with people."""

import sys

from measuring import exponent, figures, ours

RESIDENTS = 51_700_000
HOURS = 128
"""From the start of the case; the clock knows whole hours, and 127.5 is what was promised."""
FIRST, THEN = (240.0, 6e9), (60.0, 4e9)
"""Aims: seconds and bytes."""
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LOWEST, HIGHEST = 0.95, 1.05


def measure(people: int, threads: int) -> int:
    """Let everybody live, with a progress bar, and write the figures beside the aims."""
    found = ours(people, threads, HOURS, watched=True)
    wall_s, peak = found["wall_s"], found["peak_bytes"]
    lines = [figures(f"{people:,} people, {found['hours']:.0f} h, {threads} threads", found)]
    held = max(peak - found["resting_bytes"], 0.0) / people
    lines.append(f"memory: {peak / people:.0f} bytes a person, {held:.0f} above an empty run")
    for aim_s, aim_bytes in (FIRST, THEN):
        lines.append(
            f"aim {aim_s:.0f} s and {aim_bytes / 1e9:.0f} GB: "
            f"{wall_s / aim_s:.2f} of the time, {peak / aim_bytes:.2f} of the memory"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    return int(found["ended"] != found["needs"])


def grow() -> int:
    """Run ever more people on one thread, and tell how time and memory grow.

    Machines and the clock take the same time for one person as for a country; people grow above it.
    """
    took, lost = {}, False
    alone_s = min(ours(1, 1, HOURS)["cpu_s"] for _ in range(3))
    for people in SIZES:
        found = ours(people, 1, HOURS)
        took[people], lost = found["cpu_s"], lost or found["ended"] != found["needs"]
        held = max(found["peak_bytes"] - found["resting_bytes"], 0.0)
        sys.stdout.write(figures(f"{people:,} people, 1 thread", found))
        sys.stdout.write(f", {held / people:.0f} bytes a person above an empty run\n")
        sys.stdout.flush()
    own = {people: cpu_s - alone_s for people, cpu_s in took.items()}
    large = {people: cpu_s for people, cpu_s in took.items() if people >= SIZES[-2]}
    sys.stdout.write(
        f"CPU time grows as people^{exponent(took):.3f} (aim {LOWEST} to {HIGHEST}); above the "
        f"{alone_s:.2f} s of a single person as people^{exponent(own):.3f}; "
        f"from {SIZES[-2]:,} people on as people^{exponent(large):.3f}\n"
    )
    return int(lost)
