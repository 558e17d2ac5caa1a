"""Check that a wheel installed elsewhere brings its scenarios and data along."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SHOW = """
import pathlib, simulator, dashboard
from simulator.io.bundled import bundled, bundled_root
print(pathlib.Path(simulator.__file__).parent.parent)
print(pathlib.Path(dashboard.__file__).parent.parent)
print(bundled_root("scenarios"))
print(bundled("scenarios", "kakao-2022.yaml").read_text("utf-8").splitlines()[0])
"""


def run(*command: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603
        command, cwd=cwd, capture_output=True, text=True, check=False, env=os.environ | environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=checkout)
    return next(folder.glob("linchpin-*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("elsewhere")
    install = ("pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target))
    run(sys.executable, "-m", *install, str(wheel), cwd=target)
    return target


def test_it_finds_its_scenarios_from_another_directory(checkout, elsewhere, tmp_path):
    shown = run(sys.executable, "-c", SHOW, cwd=tmp_path, PYTHONPATH=str(elsewhere)).splitlines()
    question = (checkout / "scenarios" / "kakao-2022.yaml").read_text("utf-8").splitlines()[0]
    packed = elsewhere / "simulator" / "_bundled" / "scenarios"
    assert shown == [str(elsewhere), str(elsewhere), str(packed), question]


def test_every_scenario_and_table_travels_and_nothing_else_does(checkout, wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    packed = "simulator/_bundled/"
    travelling = {name.removeprefix(packed) for name in names if name.startswith(packed)}
    shipped = {
        path.relative_to(checkout).as_posix()
        for folder in ("scenarios", "data")
        for path in (checkout / folder).rglob("*")
        if path.is_file() and path.name != ".gitkeep"
    }
    assert shipped
    assert travelling - {"scenarios/.gitkeep"} == shipped
    tops = {name.split("/")[0] for name in names}
    assert tops == {"simulator", "dashboard", "linchpin-0.1.0.dist-info"}


def test_it_declares_the_command(wheel):
    archive = zipfile.ZipFile(wheel)
    entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "linchpin = dashboard.cli:main" in archive.read(entry).decode()
