"""Open the pages on evidence as a reader would: cards, a case, a filter, badges, pictures."""

import pytest

from simulator.experiments.gallery import GALLERY, recorded_validation
from tests.browser.test_pages import looks, until, violations, visit

PATHS = ("/evidence", "/evidence?case=kakao-2022", "/evidence?view=parameters",
         "/evidence?view=figures")  # fmt: skip
ROWS = "document.querySelectorAll('.strip-row').length"


def rows_of(case):
    """Count the observations of a case that has a record; none where it has none."""
    found = recorded_validation(case)
    return 0 if found is None else len(found.rows)


@pytest.mark.slow
def test_a_card_leads_to_its_case_and_from_there_to_another(watched_page, address):
    page, watch = watched_page
    visit(page, address, "/evidence")
    assert page.locator(".case").count() == len(GALLERY)
    page.click(".case-link >> nth=0")
    page.wait_for_selector("h1:has-text('Kakao')")
    until(page, f"{ROWS} === {rows_of('kakao-2022')}")
    page.click("#evidence-case")
    page.click("[role=option][value=exchange-fire-2018]")
    page.wait_for_selector("h1:has-text('Ahyeon')")
    until(page, f"{ROWS} === {rows_of('exchange-fire-2018')}")
    assert "case=exchange-fire-2018" in page.evaluate("location.search")
    assert watch.strangers == []
    assert watch.complaints == []


@pytest.mark.slow
def test_the_filter_leaves_what_was_held_out_and_stays_in_the_address(watched_page, address):
    page, watch = watched_page
    visit(page, address, "/evidence?case=exchange-fire-2018")
    page.click("#evidence-shown")
    page.click("[role=option][value=check]")
    rows = recorded_validation("exchange-fire-2018").rows
    held = [row for row in rows if row.use == "check"]
    assert 0 < len(held) < len(rows)
    until(page, f"{ROWS} === {len(held)}")
    assert "show=check" in page.evaluate("location.search")
    page.reload()
    until(page, f"{ROWS} === {len(held)}")
    assert watch.complaints == []


@pytest.mark.slow
def test_readers_find_figures_by_their_grounds(watched_page, address):
    page, watch = watched_page
    visit(page, address, "/evidence?view=figures")
    first = page.inner_text("#figures-rows td >> nth=0")
    assert "judgement" in first
    page.click(".mantine-MultiSelect-input")
    page.click("[role=option][value=literature]")
    until(page, "document.querySelector('#figures-rows td').innerText.includes('literature')")
    page.fill("#figures-find", "inertia")
    until(page, "document.querySelectorAll('#figures-rows tbody tr').length === 1")
    assert watch.strangers == []
    assert watch.complaints == []


@pytest.mark.slow
def test_badges_say_why_and_the_filter_folds_what_rests_on_more(watched_page, address):
    page, watch = watched_page
    page.set_default_timeout(60_000)
    page.goto(address)
    page.wait_for_selector(".card .badge", state="attached")
    folded = """[...document.querySelectorAll('.card')].filter(card =>
        card.querySelector('.head .badge') && !card.querySelector('.hint').offsetHeight).length"""
    until(page, f"{folded} === 0")
    measured = page.locator(".card:has(.head .badge.measured)").count()
    assert measured > 0
    page.focus("#only-judgement")
    page.keyboard.press("Space")
    until(page, f"{folded} >= {measured}")
    assert page.locator(".card:has(.head .badge.judgement) .hint:visible").count() > 0
    summary = page.locator(".badge.judgement summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".badge.judgement .why").first.is_visible()
    assert watch.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_evidence(browser, address, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = {}
    for path in PATHS:
        visit(page, address, path)
        page.wait_for_selector("h1")
        found[path] = violations(page)
    context.close()
    assert found == {path: [] for path in PATHS}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "size", "scheme", "path"),
    [
        ("evidence", (1280, 900), "light", "/evidence?lang=en"),
        ("evidence-case", (1280, 900), "light", "/evidence?case=kakao-2022&lang=en"),
        ("evidence-case-korean-dark", (1280, 900), "dark", "/evidence?case=kakao-2022&lang=ko"),
        ("evidence-phone", (390, 844), "dark", "/evidence?lang=ko"),
        ("evidence-case-phone", (390, 844), "light", "/evidence?case=kakao-2022&lang=ko"),
        ("evidence-parameters", (1280, 900), "light", "/evidence?view=parameters&lang=en"),
        ("evidence-parameters-phone", (390, 844), "dark", "/evidence?view=parameters&lang=ko"),
        ("evidence-figures", (1280, 900), "dark", "/evidence?view=figures&lang=en"),
        ("evidence-figures-phone", (390, 844), "light", "/evidence?view=figures&lang=ko"),
    ],
)
def test_pictures_of_the_evidence(browser, address, album, name, size, scheme, path):
    width, height = size
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
    page = context.new_page()
    visit(page, address, path)
    page.wait_for_selector("h1")
    page.wait_for_timeout(500)
    page.screenshot(path=album / f"{name}.png")
    page.screenshot(path=album / f"{name}-whole.png", full_page=True)
    wide, colours = page.evaluate("document.documentElement.scrollWidth"), looks(page, scheme)
    context.close()
    assert wide <= width
    assert colours
