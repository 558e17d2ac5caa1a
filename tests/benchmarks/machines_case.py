"""Run machines alone in a country of some size, and write what they did, took and held as JSON."""

import importlib.util
import json
import resource
import sys
import time
from pathlib import Path

from simulator.engine.machines_alone import run_machines

KIB = 1_024 if sys.platform != "darwin" else 1  # unit in which memory is told
TOY = Path(__file__).parents[1] / "toys" / "many.py"


def main(components: int, repeats: int) -> None:
    """Run a month of random faults, and keep the quickest of some times."""
    spec = importlib.util.spec_from_file_location("many", TOY)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(TOY)
    many = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(many)
    scenario = many.many(components)
    run_machines(many.many(10, days=1), 1)  # load what is loaded late
    walls, cpus, result = [], [], None
    for _ in range(repeats):
        began, busy = time.perf_counter(), time.process_time()
        result = run_machines(scenario, 1)
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - busy)
    found = {
        "sites": len(scenario.sites),
        "services": len(scenario.services),
        "wall_s": min(walls),
        "cpu_s": min(cpus),
        "events": len(result.tables["events"]) if result else 0,
        "lost_h": sum(result.lost_h.values()) if result else 0.0,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
