"""Hold the page on forms of the model to what was recorded, and a part of that to new runs."""

import json
import re
from statistics import fmean

import pytest

from simulator.commands.variants import prepare_and_run
from simulator.commands.variants_page import variants_page
from simulator.commands.variants_study import plain
from simulator.experiments.parallel import usual_workers
from simulator.experiments.variants import Asked, harm_of, variants_of
from simulator.io.scenario_files import read_scenario

pytestmark = pytest.mark.slow

CASE, SEEDS, PEOPLE = "kakao-2022", 4, 20_000
BLOCK = re.compile(r"(<!-- variants -->\n).*?(<!-- end of variants -->)", re.DOTALL)
TOLERANCE = 2e-6  # other processors may differ in the last digit that is kept


@pytest.fixture(scope="module")
def found(checkout, update_baselines):
    """Read what was recorded, made anew if that was asked for."""
    file = checkout / "data" / "variants" / f"{CASE}.json"
    if update_baselines:
        study = plain(prepare_and_run(CASE, (), SEEDS, PEOPLE, usual_workers()))
        file.write_text(json.dumps(study, indent=1) + "\n", "utf-8", newline="\n")
    return json.loads(file.read_text("utf-8"))


def test_the_page_shows_what_was_recorded(found, checkout, update_baselines):
    file = checkout / "docs" / "variants.md"
    page = file.read_text("utf-8")
    block = f"<!-- variants -->\n{variants_page(found)}<!-- end of variants -->"
    if update_baselines:  # the sentences below the block are for a person to read again
        page = BLOCK.sub(lambda _: block, page)
        file.write_text(page, "utf-8", newline="\n")
    assert block in page


def test_all_forms_and_remedies_of_the_case_were_recorded(found):
    declared = read_scenario(CASE)
    assert (found["scenario"], found["seeds"], found["people"]) == (CASE, SEEDS, PEOPLE)
    assert found["remedies"] == [one.id for one in declared.remedies]
    ran = [one for one in variants_of(declared) if not one.idle]
    assert list(found["unmet_need_hours"]) == ["base", *(one.id for one in ran)]
    told = {one["id"]: one["values"] for one in found["variants"]}
    assert {one.id: dict(one.values) for one in ran}.items() <= told.items()


@pytest.mark.parametrize("form", ["base", "restoration"])
def test_a_part_of_it_comes_out_the_same_anew(found, form):
    values = next((one["values"] for one in found["variants"] if one["id"] == form), {})
    scenario = read_scenario(CASE, {}, ["tools-outside"], values)
    runs = [harm_of(Asked(scenario, seed, PEOPLE)) for seed in range(1, SEEDS + 1)]
    for key, harm in (
        ("unmet_need_hours", [one.unmet for one in runs]),
        ("unmet_need_hours_weighted", [one.weighted for one in runs]),
    ):
        recorded = found[key][form]["remedies"]["tools-outside"]
        assert recorded["mean"] == pytest.approx(fmean(harm), rel=TOLERANCE)
