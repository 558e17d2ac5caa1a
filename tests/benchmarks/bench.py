"""Measure speed: everything small, or the whole country, or growth, or other programs."""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import country
import peers
from measuring import PEERS, ROOT

TESTS = (sys.executable, "-m", "pytest", "-q", "-s", "-m", "benchmark", "tests")


def install_peers() -> int:
    """Install the other programs into an environment of their own, beside the project's."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*declared["optional-dependencies"]["peers"], "simpy"]
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    python = PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if uv:
        make = [uv, "venv", "-q", "--allow-existing", "-p", sys.executable, str(PEERS)]
        fill = [uv, "pip", "install", "-q", "-p", str(python), *wanted]
    else:
        make = [sys.executable, "-m", "venv", str(PEERS)]
        fill = [str(python), "-m", "pip", "install", "-q", *wanted]
    return any(subprocess.run(command, check=False).returncode for command in (make, fill))  # noqa: S603


def main() -> int:
    """Do what was asked and return a status; only a run that fails is a failure."""
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("--country", action="store_true", help="all residents for 128 hours")
    parser.add_argument("--scaling", action="store_true", help="10^4 to 10^7 people")
    parser.add_argument("--peers", action="store_true", help="install and measure Mesa, Starsim")
    parser.add_argument("--people", type=int, default=country.RESIDENTS)
    parser.add_argument("--threads", type=int, default=2)
    asked, more = parser.parse_known_args()
    status = 0
    if asked.peers:
        if install_peers():
            sys.stderr.write("The other programs could not be installed; is there a network?\n")
        status |= peers.compare()
    if asked.country:
        status |= country.measure(asked.people, asked.threads)
    if asked.scaling:
        status |= country.grow()
    if asked.peers or asked.country or asked.scaling:
        return status
    return subprocess.run([*TESTS, *more], cwd=ROOT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
