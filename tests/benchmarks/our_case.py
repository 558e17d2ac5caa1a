"""Simulate the shipped case once compiled, and write what it counted, took and held as JSON."""

import json
import resource
import sys
import time

from simulator.engine.run import run
from simulator.io.scenario_files import read_scenario

WARM_UP = 1_000
KIB = 1_024 if sys.platform != "darwin" else 1  # unit in which memory is told


def main(people: int, threads: int) -> None:
    """Run the case twice: with few people to compile, then with those asked for."""
    scenario = read_scenario("kakao-2022")
    run(scenario, 1, WARM_UP, threads=threads)
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    result = run(scenario, 1, people, threads=threads)
    wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    needs, tries = result.tables["need_hours"], result.tables["service_hours"]
    fates = ["met", "met_elsewhere", "fallback", "deferred", "abandoned"]
    last = needs["hour"] == needs["hour"].max()
    found = {
        "needs": int(needs["arrived"].sum()),
        "ended": int(needs[fates].sum().sum() + needs.loc[last, "pending"].sum()),
        "attempts": int(tries["attempts"].sum()),
        "wall_s": wall_s,
        "cpu_s": cpu_s,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
