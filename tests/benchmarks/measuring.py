"""Measure in processes of their own: ours, the machines alone, and other programs."""

import json
import math
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from statistics import linear_regression

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venv-peers"
WITHIN_S = 3_600
Found = dict[str, float]


def _told(command: list[str], environment: dict[str, str] | None = None) -> dict[str, object]:
    """Run a program whose standard output is one JSON object."""
    done = subprocess.run(  # noqa: S603 - our own programs
        command, check=True, stdout=subprocess.PIPE, timeout=WITHIN_S, env=environment
    )
    return dict(json.loads(done.stdout.decode().splitlines()[-1]))


@cache
def compile_kernels() -> None:
    """Have kernels compiled and kept, since a compiler in the same process takes memory too."""
    _told([sys.executable, str(HERE / "our_case.py"), "100", "1", "--hours", "48"])


def ours(people: int, threads: int = 1, hours: int | None = None, *, watched: bool = False):
    """Measure our own case, full rules."""
    compile_kernels()
    more = ["--hours", str(hours)] if hours else []
    more += ["--watched"] if watched else []
    return _told([sys.executable, str(HERE / "our_case.py"), str(people), str(threads), *more])


def interpreter(name: str) -> Path | None:
    """Find the Python that has a program's library: SimPy is ours, others are a visit."""
    if name == "simpy":
        return Path(sys.executable)
    folder, exe = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    packages = PEERS.glob(f"[Ll]ib/**/site-packages/{name}/__init__.py")
    return PEERS / folder / exe if any(packages) else None


def peer(name: str, people: int, *, common: bool = True):
    """Measure another program on the common outage; `common` leaves its luck paired, as ours is."""
    python = interpreter(name)
    if python is None:
        raise FileNotFoundError(name)
    environment = os.environ | {"STARSIM_CRN": str(int(common)), "STARSIM_INSTALL_FONTS": "0"}
    command = [str(python), "-W", "ignore", str(HERE / "peer_case.py"), name, str(people), "1"]
    return _told(command, environment)


def exponent(seconds: dict[int, float]) -> float:
    """Fit log time against log size."""
    sizes = [math.log(n) for n in seconds]
    return linear_regression(sizes, [math.log(took) for took in seconds.values()]).slope


def figures(name: str, found: Found) -> str:
    """Write one measurement of ours on one line."""
    needs, attempts, cpu_s, wall_s = (found[k] for k in ("needs", "attempts", "cpu_s", "wall_s"))
    return (
        f"{name}: {needs / 1e6:.1f} M needs, {attempts / 1e6:.1f} M attempts; "
        f"wall {wall_s:.2f} s, CPU {cpu_s:.2f} s, {cpu_s / needs * 1e9:.0f} ns a need; "
        f"peak memory {found['peak_bytes'] / 1e6:.0f} MB"
    )
