"""Walk through the pages as a reader would, and look for what should not be there."""

import json
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from simulator.io.store import RunStore

SERIOUS = ("serious", "critical")
DRAWN = ("#what-map .choroplethlayer path", "#what-demand .scatterlayer path",
         "#what-moves .sankey-node", "#what-quality .heatmaplayer image")  # fmt: skip
DRAWN_OF_PEOPLE = ("#people-heads .barlayer path", "#people-money .scatterlayer path",
                   "#people-moved .barlayer path", "#people-reach .scatterlayer path",
                   "#people-later .scatterlayer path", "#people-life .barlayer path",
                   "#people-jobs .scatterlayer path")  # fmt: skip
STATES = """() => Object.fromEntries(document.getElementById("what-graph")._cyreg.cy.nodes()
    .map(n => [n.id(), n.data("state")]))"""


def visit(page, address, path="/"):
    page.set_default_timeout(60_000)
    page.goto(address + path)
    drawn = {"/people": DRAWN_OF_PEOPLE, "/compare": (), "/evidence": ("h1",)}
    for place in drawn.get(path.partition("?")[0], DRAWN):
        page.wait_for_selector(place, state="attached")
    until(page, "document.fonts.status === 'loaded'")


def until(page, condition):
    """Ask again and again from outside, since the pages let nobody evaluate text."""
    for _ in range(600):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {condition}")


def looks(page, scheme):
    return page.evaluate("document.documentElement.dataset.mantineColorScheme") == scheme


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["target"] for n in v["nodes"]]) for v in found if v["impact"] in SERIOUS]


@pytest.mark.slow
def test_the_page_asks_nobody_else_and_complains_of_nothing(watched_page, address):
    page, watch = watched_page
    visit(page, address)
    assert "Pangyo" in page.inner_text("h1")
    assert watch.strangers == []
    assert watch.complaints == []


@pytest.mark.slow
def test_moving_in_time_changes_graph_map_mark_and_address(watched_page, address):
    page, watch = watched_page
    visit(page, address, "/?t=-3")
    until(page, f"Object.values(({STATES})()).length > 5")
    assert set(page.evaluate(STATES).values()) == {"works"}
    thumb = page.locator("#what-hour [role=slider]")
    thumb.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    until(page, f"Object.values(({STATES})()).includes('down')")
    until(page, "document.getElementById('what-when').innerText.includes(' 5 h after')")
    until(page, "document.querySelector('#what-demand .js-plotly-plot').layout.shapes[0].x0 === 5")
    assert "t=5" in page.evaluate("location.search")
    assert watch.complaints == []


@pytest.mark.slow
def test_the_clock_runs_until_it_is_stopped(watched_page, address):
    page, _ = watched_page
    visit(page, address, "/?t=0")
    page.click("#what-play")
    until(page, "!document.getElementById('what-when').innerText.includes(' 0 h after')")
    page.click("#what-play")


@pytest.mark.slow
def test_language_and_colours_change_and_the_hour_stays(watched_page, address):
    page, watch = watched_page
    visit(page, address, "/?t=7")
    page.click("text=한국어")
    page.wait_for_selector("text=무엇이 무엇에 기대는가")
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert "t=7" in page.evaluate("location.search")
    until(page, "document.getElementById('what-when').innerText.includes('7시간 뒤')")
    assert looks(page, "light")
    page.click("#shell-scheme-button")
    until(page, "document.documentElement.dataset.mantineColorScheme === 'dark'")
    assert watch.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        *[("/", "light"), ("/", "dark"), ("/?lang=ko", "light"), ("/compare", "dark")],
        *[("/people", "light"), ("/people?lang=ko", "dark")],
    ],
)
def test_nobody_is_shut_out(browser, address, path, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    visit(page, address, path)
    page.wait_for_selector("h1")
    found = violations(page)
    context.close()
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "size", "scheme", "path"),
    [
        ("english-light", (1280, 900), "light", "/?lang=en"),
        ("korean-dark", (1280, 900), "dark", "/?lang=ko"),
        ("phone", (390, 844), "light", "/?lang=ko"),
        ("compare-phone", (390, 844), "dark", "/compare?lang=en"),
        ("people", (1280, 900), "light", "/people?lang=en"),
        ("people-korean-dark", (1280, 900), "dark", "/people?lang=ko"),
        ("people-phone", (390, 844), "light", "/people?lang=ko"),
    ],
)
def test_pictures_for_people_to_look_at(browser, address, album, name, size, scheme, path):
    width, height = size
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": height}, device_scale_factor=1
    )
    page = context.new_page()
    visit(page, address, path)
    page.wait_for_selector("h1")
    page.wait_for_timeout(800)
    page.screenshot(path=album / f"{name}.png")
    page.screenshot(path=album / f"{name}-whole.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth")
    colours = looks(page, scheme)
    context.close()
    assert wide <= width
    assert colours


@pytest.mark.slow
def test_the_drawer_of_a_phone_leads_to_the_other_page(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit(page, address)
    page.click("#shell-burger")
    page.click(".drawer >> text=Compare")
    page.wait_for_selector("h1:has-text('Setups side by side')")
    context.close()


@pytest.mark.slow
def test_readers_choose_a_rule_and_a_person(watched_page, address):
    page, watch = watched_page
    visit(page, address, "/people")
    drawn = "JSON.stringify(document.querySelector('#people-moved .js-plotly-plot').data[0].x)"
    before = page.evaluate(drawn)
    page.click("#people-rule")
    page.click("[role=option][value=decay]")
    until(page, f"{drawn} !== {json.dumps(before)}")
    page.click("#people-person")
    page.locator("[role=option]:visible").nth(1).click()
    page.locator("#people-life-table").locator("xpath=..").locator("summary").click()
    page.wait_for_selector("#people-life-table table")
    assert "←" in page.inner_text("#people-life-table")
    assert watch.strangers == []
    assert watch.complaints == []


@pytest.mark.slow
def test_the_setups_that_are_there_are_compared(watched_page, address, folder):
    page, watch = watched_page
    [run] = RunStore(folder / "runs").ids()[:1]
    visit(page, address, f"/compare?setups={run}")
    page.wait_for_selector("#compare-unmet .scatterlayer path", state="attached")
    assert page.locator("table").first.inner_text().count("\n") > 10
    assert watch.complaints == []


@pytest.mark.slow
def test_something_else_strikes_and_is_run_from_the_page(watched_page, address):
    page, watch = watched_page
    visit(page, address)
    page.click("text=What if something else struck?")
    assert page.is_visible("#strike-site")
    assert not page.is_visible("#strike-backups")
    page.click("#strike-kind")
    page.click("[role=option][value=ransomware]")
    page.wait_for_selector("#strike-backups")
    assert not page.is_visible("#strike-site")
    page.click("#strike-backups")
    page.click("[role=option][value=hit]")
    page.click("#strike-run")
    page.wait_for_selector("#asking-box:not([hidden])")
    page.wait_for_selector("h1:has-text('What if attackers')", timeout=240_000)
    assert "run=" in page.evaluate("location.search")
    assert watch.strangers == []
    assert watch.complaints == []


@pytest.mark.slow
def test_the_report_works_from_the_disk_alone(watched_page, folder, tmp_path):
    page, watch = watched_page
    run = RunStore(folder / "runs").ids()[0]
    code = (
        "import sys; from pathlib import Path; from dashboard.report import write_report;"
        "from simulator.io.store import RunStore;"
        "write_report(RunStore(Path(sys.argv[1])).load(sys.argv[2]), (), Path(sys.argv[3]), 'ko')"
    )
    path = tmp_path / "report.html"
    command = [sys.executable, "-c", code, str(folder / "runs"), run, str(path)]
    subprocess.run(command, check=True)  # noqa: S603 - a fixed command
    page.goto(path.as_uri())
    page.wait_for_selector("#map .choroplethlayer path", state="attached")
    page.wait_for_selector("#moves .sankey-node", state="attached")
    assert watch.strangers == []
    assert watch.complaints == []
