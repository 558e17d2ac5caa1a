"""Let one of the other programs live the common outage; write what it counted and took as JSON."""

import importlib
import json
import resource
import statistics
import sys
import time

from workload import MEANS

PROGRAMS = {"simpy": "plain_simpy", "mesa": "mesa_ticks", "starsim": "starsim_ticks"}
KIB = 1_024 if sys.platform != "darwin" else 1  # unit in which memory is told
WARM_UP = 100


def main(name: str, people: int, seed: int) -> None:
    """Run a program once to load what is loaded late, and once more to measure."""
    program = importlib.import_module(PROGRAMS[name])
    program.simulate(WARM_UP, seed)
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    lived = program.simulate(people, seed)
    wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    found = {
        "attempts": sum(lived.counts["attempts"]),
        "means": {k: statistics.fmean(lived.counts[k]) for k in MEANS},
        "errors": {k: statistics.stdev(lived.counts[k]) / people**0.5 for k in MEANS},
        "moved_at_recovery": lived.moved_at_recovery,
        "wall_s": wall_s,
        "cpu_s": cpu_s,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
