"""Set Linchpin up on a fresh machine with the standard library alone, then do what was asked."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON, UV, LINCHPIN = BIN / f"python{EXE}", BIN / f"uv{EXE}", BIN / f"linchpin{EXE}"
LOCK, STAMP = ROOT / "requirements.lock", VENV / "linchpin-set-up.txt"
PYTEST, MEASURE = (PYTHON, "-m", "pytest", "-q"), (PYTHON, ROOT / "tests/benchmarks/bench.py")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHECKS = (("ruff", "format", "--check"), ("ruff", "check"), ("mypy",), ("lint-imports",))
EFFORTS = {"all": "every suite in full, with the measurements", "nightly": "the longest runs"}
GOLDEN = ("tests/baselines", "tests/house/test_generated_blocks.py")
BASELINES = (*PYTEST, "--update-baselines", *GOLDEN)
COMMANDS: dict[str, tuple[str, tuple[str | Path, ...]]] = {
    "demo": ("show the Kakao fire of 2022 (as without a command)", (LINCHPIN, "demo")),
    "test": ("run every test; makes sure of a Chromium; more options go to pytest", ()),
    "check": ("check format, lint, types and imports", ()),
    "bench": ("measure speed; --country, --scaling and --peers go further", MEASURE),
    "baselines": ("write golden stories, summaries and quoted outputs anew", BASELINES),
    "dashboard": ("serve the dashboard", (LINCHPIN, "dashboard")),
    "shell": ("open a Python prompt", (PYTHON, "-ic", "import simulator")),
}
NO_VENV = "This Python has no venv module: apt-get install python3-venv (Debian), or install uv."


def say(text: str) -> None:
    """Tell what happens now, apart from the results on standard output."""
    print(f"[start] {text}", file=sys.stderr, flush=True)


def run(*command: str | Path, **environment: str) -> int:
    """Run a command in the checkout to its end and return its status."""
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def fingerprints() -> list[str]:
    """Say which environment is wanted: where and with what Python, then with which packages."""
    wanted = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return [f"{ROOT} {sys.version}", hashlib.sha256(wanted).hexdigest()]


def make_environment() -> None:
    """Make an empty environment, with venv or else with uv."""
    say(f"making an environment in .venv (Python {sys.version.split()[0]})")
    if importlib.util.find_spec("ensurepip"):
        status = run(sys.executable, "-m", "venv", "--clear", VENV)
    elif uv := shutil.which("uv"):
        status = run(uv, "venv", "-q", "--seed", "--clear", "-p", sys.executable, VENV)
    else:
        raise SystemExit(NO_VENV)
    if status:
        raise SystemExit("The environment could not be made; the lines above say why.")


def install() -> None:
    """Install the locked packages, each checked by its hash, then the checkout in place."""
    say("installing the locked packages (about 200 MB; a minute, more on a slow line)")
    pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    locked_uv = re.search(r"^uv==.*?(?=^\S)", LOCK.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (only_uv := VENV / "uv.txt").write_text(locked_uv[0] if locked_uv else "", "utf-8")
    run(*pip, "--require-hashes", "-r", only_uv)  # uv is ten times as fast as pip
    for way in ((UV, "pip", "install", "-q", "--compile-bytecode", "--python", PYTHON), pip):
        if way is pip or UV.exists():
            done = run(*way, "--require-hashes", "-r", LOCK) == 0
            if done and run(*way, "--no-deps", "--no-build-isolation", "-e", ".") == 0:
                return
            say(f"{'pip' if way is pip else 'uv'} could not install; the lines above say why")
    raise SystemExit("Set-up stopped. Is there a network? Start again to continue.")


def set_up() -> None:
    """Bring the environment up to date; do nothing when it is."""
    wanted = fingerprints()
    found = STAMP.read_text("utf-8").splitlines() if STAMP.exists() else []
    if found[:1] != wanted[:1]:
        make_environment()
    if found != wanted:
        STAMP.write_text(wanted[0], "utf-8")
        install()
        STAMP.write_text("\n".join(wanted), "utf-8")
        say("set-up is complete; now compiling what people live by (once, about a minute)")
        run(PYTHON, "-m", "simulator.commands.warm")


def find_browser() -> str:
    """Find a Chromium for the browser tests, or install one where that is allowed."""
    names = filter(None, (os.environ.get("CHROME_PATH"), *BROWSERS))
    found = next(filter(None, map(shutil.which, names)), "")
    if found or not shutil.which("apt-get") or os.geteuid():
        return found
    say("installing Chromium for the browser tests (about a minute)")
    run("apt-get", "update", "-qq")
    lean = ("-y", "-qq", "--no-install-recommends")
    run("apt-get", "install", *lean, "chromium", DEBIAN_FRONTEND="noninteractive")
    return shutil.which("chromium") or ""


def test(effort: str, more: list[str]) -> int:
    """Run the tests on two cores, then the measurements when everything is asked for."""
    if not (browser := find_browser()):
        say("no Chromium found (set CHROME_PATH): the browser tests will be skipped")
        if os.environ.get("CI") == "true":
            raise SystemExit("Where CI=true, the browser tests must not be skipped.")
    status = run(*PYTEST, "-n2", "--dist=loadfile", "--effort", effort, *more, CHROME_PATH=browser)
    return status or (0 if effort == "everyday" else run(*MEASURE))


def check() -> int:
    """Run every static check, also those after one that failed."""
    failed = [" ".join(words) for words in CHECKS if run(BIN / (words[0] + EXE), *words[1:])]
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return len(failed)


def main() -> int:
    """Read the command, set up, do it and return its status."""
    if sys.version_info < (3, 11):
        raise SystemExit(f"Linchpin needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    parser = argparse.ArgumentParser(prog="start.py", description=__doc__)
    parser.add_argument("--no-serve", action="store_true", help="end the demo after its report")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    known = {name: commands.add_parser(name, help=text) for name, (text, _) in COMMANDS.items()}
    for flag, text in EFFORTS.items():
        known["test"].add_argument(f"--{flag}", action="store_true", help=text)
    asked, more = parser.parse_known_args()
    set_up()
    if asked.command == "test":
        return test(next((e for e in EFFORTS if getattr(asked, e)), "everyday"), more)
    if asked.command == "check":
        return check()
    command = [*COMMANDS[asked.command or "demo"][1], *["--no-serve"] * asked.no_serve, *more]
    if os.name == "posix":  # signals reach the program itself
        os.execv(command[0], [str(word) for word in command])
    return run(*command)


if __name__ == "__main__":
    sys.exit(main())
