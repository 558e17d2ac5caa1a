"""Give every test the same options and keep it out of the home of whoever runs it."""

import importlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

EFFORTS = ("everyday", "all", "nightly")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare how much work the long suites do and whether baselines are written."""
    parser.addoption("--effort", choices=EFFORTS, default=EFFORTS[0], help="size of long suites")
    parser.addoption("--update-baselines", action="store_true", help="write baselines anew")


def pytest_configure(config: pytest.Config) -> None:
    """Send what the program stores to a folder that goes away, but keep compiled kernels."""
    importlib.import_module("simulator.population.jit")  # it chooses the kernels' folder
    home = tempfile.TemporaryDirectory(prefix="linchpin-test-")
    os.environ["LINCHPIN_HOME"] = home.name
    config.add_cleanup(home.cleanup)


@pytest.fixture(scope="session")
def effort(request: pytest.FixtureRequest) -> str:
    """Tell how much work is wanted: everyday, all or nightly."""
    return str(request.config.getoption("--effort"))


@pytest.fixture(scope="session")
def update_baselines(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-baselines"))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Locate the root of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def toybox(checkout: Path) -> Callable[[str], ModuleType]:
    """Load modules of tests/toys, which stand in no package, once each."""

    def load(name: str) -> ModuleType:
        full = f"toy_{name}"
        if full not in sys.modules:
            path = checkout / "tests" / "toys" / f"{name}.py"
            spec = importlib.util.spec_from_file_location(full, path)
            assert spec
            assert spec.loader
            sys.modules[full] = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(sys.modules[full])
        return sys.modules[full]

    return load
