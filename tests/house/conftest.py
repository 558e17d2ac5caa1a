"""Collect the project's own files for the tests that read them."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

CODE = ("simulator", "dashboard")


@pytest.fixture(scope="session")
def sources(checkout: Path) -> dict[str, ast.Module]:
    """Parse every source file of the two packages, named by its path."""
    paths = sorted(path for room in CODE for path in (checkout / room).rglob("*.py"))
    assert len(paths) > 20
    return {
        path.relative_to(checkout).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths
    }


@pytest.fixture(scope="session")
def tracked(checkout: Path) -> dict[str, str]:
    """Read every text file that git knows, named by its path."""
    git = shutil.which("git")
    if git is None or not (checkout / ".git").exists():
        pytest.skip("only a git checkout knows which files belong to it")
    command = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=checkout, check=True, capture_output=True)  # noqa: S603
    names = [name for name in listed.stdout.decode().split("\0") if (checkout / name).is_file()]
    return {name: (checkout / name).read_text("utf-8", errors="ignore") for name in names}
