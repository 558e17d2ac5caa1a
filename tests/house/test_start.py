"""Check the set-up script without setting anything up."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

AT_MOST_LINES = 150
OLDEST_THAT_IS_TOLD = (3, 8)
COMMANDS = {"demo", "test", "check", "bench", "baselines", "dashboard", "shell"}


@pytest.fixture
def start(checkout: Path):
    spec = importlib.util.spec_from_file_location("start", checkout / "start.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def refuse(*command, **_environment):
    pytest.fail(f"nothing should be run, but this was: {command}")


def test_it_needs_the_standard_library_alone(checkout: Path):
    text = (checkout / "start.py").read_text("utf-8")
    tree = ast.parse(text, feature_version=OLDEST_THAT_IS_TOLD)  # or it cannot say "too old"
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= AT_MOST_LINES


def test_help_names_every_command_and_sets_nothing_up(checkout: Path):
    command = [sys.executable, str(checkout / "start.py"), "--help"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert set(shown.stdout.split()) >= COMMANDS
    assert shown.stderr == ""


def test_a_second_start_does_nothing(start, monkeypatch, tmp_path):
    stamp = tmp_path / "stamp"
    stamp.write_text("\n".join(start.fingerprints()), "utf-8")
    monkeypatch.setattr(start, "STAMP", stamp)
    monkeypatch.setattr(start, "run", refuse)
    start.set_up()
    assert stamp.read_text("utf-8").splitlines() == start.fingerprints()


def test_a_changed_lock_installs_again_into_the_same_environment(start, monkeypatch, tmp_path):
    stamp = tmp_path / "stamp"
    stamp.write_text(start.fingerprints()[0] + "\nanother lock", "utf-8")
    called = []
    monkeypatch.setattr(start, "STAMP", stamp)
    monkeypatch.setattr(start, "make_environment", lambda: called.append("make"))
    monkeypatch.setattr(start, "install", lambda: called.append("install"))
    monkeypatch.setattr(start, "run", lambda *command: called.append(command[-1]))
    start.set_up()
    assert called == ["install", "simulator.commands.warm"]
    start.set_up()
    assert called == ["install", "simulator.commands.warm"]


def test_an_interrupted_set_up_is_taken_up_again(start, monkeypatch, tmp_path):
    monkeypatch.setattr(start, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(start, "make_environment", lambda: None)
    monkeypatch.setattr(start, "install", lambda: sys.exit("no network"))
    for _ in range(2):
        with pytest.raises(SystemExit, match="no network"):
            start.set_up()


def test_a_python_that_is_too_old_is_told(start, monkeypatch):
    monkeypatch.setattr(start.sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(start, "set_up", refuse)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        start.main()


def test_without_a_venv_module_the_package_to_install_is_named(start, monkeypatch):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(start.shutil, "which", lambda _name: None)
    monkeypatch.setattr(start, "run", refuse)
    with pytest.raises(SystemExit, match="python3-venv"):
        start.make_environment()


def test_without_pip_and_network_the_reason_is_given(start, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "UV", tmp_path / "no-uv")
    monkeypatch.setattr(start, "run", lambda *_command: 1)
    with pytest.raises(SystemExit, match="network"):
        start.install()
    assert "uv==" in (tmp_path / "uv.txt").read_text("utf-8")
    assert "could not install" in capsys.readouterr().err


def test_the_chosen_browser_comes_first(start, monkeypatch, tmp_path):
    chosen = tmp_path / "my-chromium"
    chosen.write_text("#!/bin/sh\n", "utf-8")
    chosen.chmod(0o755)
    monkeypatch.setenv("CHROME_PATH", str(chosen))
    assert start.find_browser() == str(chosen)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no roots here")
def test_nothing_is_installed_without_the_right_to(start, monkeypatch):
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start, "run", refuse)
    assert start.find_browser() == ""


def test_browser_tests_may_not_be_skipped_in_ci(start, monkeypatch):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(start, "find_browser", lambda: "")
    monkeypatch.setattr(start, "run", refuse)
    with pytest.raises(SystemExit, match="must not be skipped"):
        start.test("everyday", [])


@pytest.mark.parametrize(("effort", "runs"), [("everyday", 1), ("all", 2)])
def test_measurements_run_only_when_all_is_asked_for(start, monkeypatch, effort, runs):
    calls = []
    monkeypatch.setattr(start, "find_browser", lambda: "chromium")
    monkeypatch.setattr(start, "run", lambda *command, **_env: calls.append(command) or 0)
    assert start.test(effort, ["-k", "word"]) == 0
    assert len(calls) == runs
    assert calls[0][-2:] == ("-k", "word")


def test_a_failed_check_is_named_and_does_not_stop_the_others(start, monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(start, "run", lambda *c: seen.append(c) or int("check" in c))
    assert start.check() == 1
    assert len(seen) == len(start.CHECKS)
    assert "failed: ruff check" in capsys.readouterr().err
