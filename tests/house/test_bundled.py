"""Check that shipped files and user folders are found from anywhere."""

import os
import subprocess
import sys
from pathlib import Path

from simulator.io.bundled import bundled, bundled_root, user_cache_dir, user_data_dir

SHOW = """
from simulator.io.bundled import bundled
print(bundled("scenarios", "kakao-2022.yaml").is_file(), bundled("data", "README.md").is_file())
"""


def test_shipped_files_are_found_from_another_directory(tmp_path):
    command = [sys.executable, "-c", SHOW]
    shown = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)  # noqa: S603
    assert shown.stdout.split() == ["True", "True"]


def test_in_a_checkout_the_files_stand_beside_the_package(checkout: Path):
    assert bundled_root("scenarios") == checkout / "scenarios"
    assert bundled("data", "tables/x.csv") == checkout / "data" / "tables" / "x.csv"


def test_one_variable_moves_everything(tmp_path):
    there = {"LINCHPIN_HOME": str(tmp_path), "XDG_DATA_HOME": os.sep + "elsewhere"}
    assert user_data_dir(there) == tmp_path
    assert user_cache_dir(there).parent == tmp_path


def test_without_it_the_habit_of_the_system_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    assert user_data_dir({}) == tmp_path / ".local" / "share" / "linchpin"
    assert user_cache_dir({"XDG_CACHE_HOME": "not/absolute"}) == tmp_path / ".cache" / "linchpin"
    assert user_data_dir({"XDG_DATA_HOME": str(tmp_path / "d")}) == tmp_path / "d" / "linchpin"
