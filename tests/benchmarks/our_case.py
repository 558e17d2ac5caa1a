"""Simulate the shipped case once compiled, and write what it counted, took and held as JSON."""

import argparse
import json
import resource
import sys
import time

from simulator.engine.run import run
from simulator.io.scenario_files import read_scenario
from simulator.model.scenario import Scenario

CASE = "kakao-2022"
WARM_UP = 1_000
BAR = 40
FATES = ["met", "met_elsewhere", "fallback", "deferred", "abandoned"]
KIB = 1_024 if sys.platform != "darwin" else 1  # unit in which memory is told


class Bar:
    """A bar on standard error: drawn anew where somebody watches, a line each tenth elsewhere."""

    def __init__(self) -> None:
        self.began, self.shown, self.watched = time.perf_counter(), 0.0, sys.stderr.isatty()

    def __call__(self, done: float) -> None:
        """Show that a share of the run is done."""
        if done < self.shown + (0.01 if self.watched else 0.1) and done < 1.0:
            return
        self.shown, full = done, round(BAR * done)
        took = time.perf_counter() - self.began
        bar = f"[{'#' * full}{'.' * (BAR - full)}] {done:4.0%} {took:6.1f} s"
        sys.stderr.write(f"\r{bar}" if self.watched else f"{bar}\n")
        sys.stderr.flush()


def case(hours: float | None) -> Scenario:
    """Read the shipped case, cut to its first hours where that is asked for."""
    scenario = read_scenario(CASE)
    if hours is None:
        return scenario
    clock = scenario.clock.model_copy(update={"horizon_h": hours})
    return scenario.model_copy(update={"clock": clock})


def main(people: int, threads: int, hours: float | None, *, watched: bool) -> None:
    """Run the case twice: with few people to compile, then with those asked for."""
    scenario = case(hours)
    run(scenario, 1, WARM_UP, threads=threads)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB
    bar = Bar() if watched else None
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    result = run(scenario, 1, people, threads=threads, progress=bar)
    wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    if bar:
        bar(1.0)
        sys.stderr.write("\n")
    needs, tries = result.tables["need_hours"], result.tables["service_hours"]
    last = needs["hour"] == needs["hour"].max()
    found = {
        "needs": int(needs["arrived"].sum()),
        "ended": int(needs[FATES].sum().sum() + needs.loc[last, "pending"].sum()),
        "attempts": int(tries["attempts"].sum()),
        "wall_s": wall_s,
        "cpu_s": cpu_s,
        "hours": float(scenario.clock.horizon_h),
        "resting_bytes": before,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("threads", type=int)
    parser.add_argument("--hours", type=float)
    parser.add_argument("--watched", action="store_true")
    asked = parser.parse_args()
    main(asked.people, asked.threads, asked.hours, watched=asked.watched)
