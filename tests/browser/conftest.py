"""Open a Chromium once, and serve the pages to it as the program does."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario
from simulator.io.store import RunStore

PEOPLE = 2000
SEED = 1
SCENARIO = "kakao-2022"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = ("http://127.0.0.1", "http://localhost", "data:", "blob:", "file:", "about:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that it can be left out by name."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Locate a Chromium; without one, skip, or fail where CI=true."""
    names = filter(None, (os.environ.get("CHROME_PATH"), *NAMES))
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up("no Chromium: set CHROME_PATH, or install the package chromium")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Open one browser for the whole session."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield opened
        opened.close()


class Watch:
    """What a page did that it should not have done."""

    def __init__(self, page: Page) -> None:
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith(HERE):
            self.strangers.append(url)

    def _said(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(text)


@pytest.fixture
def watched_page(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """Open an empty page and watch it for requests off the machine and for errors."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    yield page, Watch(page)
    context.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """Run the fire for 2,000 people and keep it as the pages expect."""
    home = tmp_path_factory.mktemp("pages")
    RunStore(home / "runs").save(run_paired(read_scenario(SCENARIO), SEED, PEOPLE))
    return home


@pytest.fixture(scope="session")
def address(folder):
    """Serve the pages as the program does, at a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; from dashboard.server import serve;"
        "serve(port=int(sys.argv[1]), folder=Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(port), str(folder)]
    server = subprocess.Popen(command)  # noqa: S603 - a fixed command
    here = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{here}/health")
        yield here
    finally:
        server.terminate()
        server.wait()


def wait_for(url):
    for _ in range(900):
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - this machine
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {url}")


@pytest.fixture(scope="session")
def album(checkout: Path) -> Path:
    """Make room for screenshots in a folder that git ignores."""
    there = checkout / "screenshots"
    there.mkdir(exist_ok=True)
    return there
