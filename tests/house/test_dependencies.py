"""Check that the installed packages are the locked ones, and none of them a known danger."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

FLOORS = {  # package -> the oldest version without a known way in
    "dash": "4.4.1",
    "flask": "3.1.3",
    "werkzeug": "3.1.6",
    "gunicorn": "23.0",
    "waitress": "3.0.1",
    "jinja2": "3.1.6",
    "pydantic": "2.4",
    "pyyaml": "6.0.3",
}
FORBIDDEN = {
    "diskcache": "reads pickles from its folder, without a fix",
    "selenium": "comes with dash[testing], pinned to an old version",
    "dash-testing-stub": "comes with dash[testing]",
}


@pytest.fixture(scope="module")
def lock(checkout: Path) -> str:
    return (checkout / "requirements.lock").read_text("utf-8")


@pytest.fixture(scope="module")
def declared(checkout: Path) -> list[Requirement]:
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    return [Requirement(text) for text in wanted]


def locked_versions(lock: str) -> dict[str, Version]:
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^ ;\\]+)", lock, re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in pins}


@pytest.mark.parametrize("package", FLOORS)
def test_no_version_is_below_its_floor(package, lock, declared):
    floor = Version(FLOORS[package])
    assert locked_versions(lock)[package] >= floor
    lowest = {
        canonicalize_name(wanted.name): Version(bound.version)
        for wanted in declared
        for bound in wanted.specifier
    }
    assert lowest[package] >= floor
    if package != "waitress":  # only Windows installs it
        assert Version(metadata.version(package)) >= floor


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_forbidden_package_is_absent(package, lock):
    assert package not in locked_versions(lock)
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version(package)


def test_dependencies_have_lower_bounds_only(declared):
    assert {bound.operator for wanted in declared for bound in wanted.specifier} == {">="}


def test_every_dependency_gives_its_reason(checkout: Path):
    text = (checkout / "pyproject.toml").read_text("utf-8")
    lines = re.findall(r'^    "[\w.\[\]-]+>=[^"]+",.*$', text, re.MULTILINE)
    assert len(lines) > 20
    assert [line for line in lines if "#" not in line] == []


def test_every_dependency_is_locked(lock, declared):
    assert {canonicalize_name(wanted.name) for wanted in declared} <= set(locked_versions(lock))


def test_the_lock_names_no_index_and_hashes_everything(lock):
    assert "://" not in lock
    assert not re.search(r"^-", lock, re.MULTILINE)  # an option such as an index
    blocks = re.split(r"^(?=[a-zA-Z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(blocks) > 50
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
