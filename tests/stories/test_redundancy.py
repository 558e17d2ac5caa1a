"""Play every cause against every redundancy pattern and check who is helped by what."""

import json
from dataclasses import replace

import pytest

from simulator.cli import main
from simulator.commands.asking import read
from simulator.commands.redundancy import prepare
from simulator.commands.redundancy_text import heading, redundancy_text, row_text
from simulator.experiments.arrangements import AS_DECLARED, arrange
from simulator.experiments.causes import CAUSES
from simulator.experiments.redundancy import LEAST_H, a_year, lasting, matrix

SEEDS = range(1, 21)
OF_A_SITE = ("fire", "power", "cooling", "network", "telecom", "grid", "machines", "strike")
EVERYWHERE = (
    "owner-network", "software", "push", "push-staged", "certificate", "ransom-hit", "surge", "ban",
)  # fmt: skip
IN_THE_PAGE = ("network", "telecom", "owner-network", "software", "surge")


@pytest.fixture(scope="module")
def study():
    """Read the reference owner."""
    return prepare(None, None, [])


@pytest.fixture(scope="module")
def hours(study):
    """Find the mean unserved hours by cause and arrangement."""
    return {
        row.cause.id: {
            by.short: cell.mean_h for by, cell in zip(study.arrangements, row.cells, strict=True)
        }
        for row in matrix(study, SEEDS)
    }


def test_every_cause_is_there_and_harms_whoever_has_no_redundancy(hours):
    assert set(hours) == {*OF_A_SITE, *EVERYWHERE, "push-hands-on", "ransom-clean"}
    assert all(row["none"] > 0.1 for row in hours.values())


@pytest.mark.parametrize("cause", EVERYWHERE)
def test_other_sites_are_no_help_against_what_follows_the_owner_there(hours, cause):
    assert len(set(hours[cause].values())) == 1


@pytest.mark.parametrize("cause", OF_A_SITE)
def test_other_sites_help_against_the_loss_of_one_if_the_tools_are_not_lost_too(hours, cause):
    row = hours[cause]
    assert row["2-of-3"] == 0.0
    assert row["both"] < 0.4 * row["none"]
    assert row["hot+tools"] < 0.6 * row["none"]


@pytest.mark.parametrize("cause", ["fire", "power", "cooling", "grid"])
def test_with_the_tools_in_the_lost_site_a_hot_standby_is_worth_no_more_than_a_pilot_light(
    hours, cause
):
    row = hours[cause]
    assert row["hot"] > 0.8 * row["pilot"]
    assert row["hot"] > 10.0 * row["hot+tools"]


def test_stages_help_where_sites_do_not(hours):
    assert hours["push-staged"]["none"] < 0.5 * hours["push"]["2-of-3"]


def test_against_an_attack_on_the_data_clean_copies_count_and_hot_ones_are_none(hours):
    row = hours["ransom-clean"]
    assert row["cold"] <= row["none"]
    assert row["pilot"] == row["hot"] == row["both"] == row["2-of-3"] == row["none"]
    assert all(hours["ransom-hit"][name] > 4.0 * row[name] for name in row)


def test_a_strike_makes_the_same_loss_longer(hours):
    assert hours["strike"]["none"] > hours["power"]["none"]


def test_redundancy_cuts_the_worst_far_more_than_the_mean_of_a_year(study, hours):
    year = a_year(study, matrix(study, range(1, 6)))
    by = dict(zip((each.short for each in study.arrangements), year, strict=True))
    assert 0.3 < by["2-of-3"].mean_h / by["none"].mean_h < 0.8
    assert hours["fire"]["both"] < 0.05 * hours["fire"]["none"]


def test_the_page_shows_what_the_command_writes(study, checkout, update_baselines):
    file = checkout / "docs" / "redundancy.md"
    page = file.read_text("utf-8")
    seeds = int(page.split(" seeds.\n")[0].rsplit(" ", 1)[-1])
    if update_baselines:  # the figures in the text below it are for a person to read again
        whole = redundancy_text(study, seeds, matrix(study, range(1, seeds + 1)))
        before, after = page.split("```text\n")[0], page.rpartition("```")[2]
        page = f"{before}```text\n{whole}\n```{after}"
        file.write_text(page, "utf-8")
    causes = [cause for cause in CAUSES if cause.id in IN_THE_PAGE]
    rows = matrix(study, range(1, seeds + 1), causes)
    found = page.splitlines()
    assert [row_text(row) for row in rows if row_text(row) not in found] == []
    assert heading(study) in found
    assert redundancy_text(study, seeds, []).splitlines()[-1] in found


def test_every_cause_is_followed_for_as_long_as_in_the_reference(study):
    assert study.horizon_h == LEAST_H
    kakao = prepare("kakao-2022", None, [])
    assert read("kakao-2022").clock.horizon_h < LEAST_H
    assert kakao.horizon_h == LEAST_H
    longer = lasting(lasting(study.scenario.model_copy(deep=True)))
    assert longer.clock == study.scenario.clock


def test_whoever_is_named_is_struck_as_declared_first(study):
    kakao = prepare("kakao-2022", None, [])
    assert [by.short for by in kakao.arrangements][:2] == ["declared", "none"]
    assert arrange(kakao.scenario, kakao.place, AS_DECLARED) == kakao.scenario
    assert "declared" not in [by.short for by in study.arrangements]


def test_what_is_not_over_when_a_run_ends_is_marked(study):
    scenario = study.scenario
    before_h = scenario.clock.horizon_h - study.horizon_h
    clock = scenario.clock.model_copy(update={"horizon_h": before_h + 1.0})
    short = replace(study, scenario=scenario.model_copy(update={"clock": clock}))
    power = [cause for cause in CAUSES if cause.id == "power"]
    [cut], [whole] = matrix(short, range(1, 3), power), matrix(study, range(1, 3), power)
    assert cut.cells[0].cut
    assert not whole.cells[0].cut
    assert ">" in row_text(cut)
    assert ">" not in row_text(whole)
    assert not cut.cells[-1].cut  # a quorum of other sites is whole all along


def test_the_command_writes_json(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["redundancy", "--seeds", "2", "--format", "json"])
    assert ended.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["owner"], found["seeds"], found["horizon_h"]) == ("platform", 2, 710.0)
    assert set(found["causes"]) == {cause.id for cause in CAUSES}
    assert found["causes"]["network"]["unserved_h"]["2-of-3"]["mean"] == 0.0
    assert found["causes"]["fire"]["rate_per_year"] == 0.0025
    for name, year in found["unserved_h_per_year"].items():
        total = sum(
            c["rate_per_year"] * c["unserved_h"][name]["mean"] for c in found["causes"].values()
        )
        assert year["mean"] == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--owner", "platfrom"], "did you mean 'platform'"), (["no-such"], "S101")],
)
def test_what_is_not_there_is_refused(capsys, words, said):
    with pytest.raises(SystemExit) as ended:
        main(["redundancy", *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_second_site_in_the_same_region_is_no_second_region(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["redundancy", "kakao-2022", "--seeds", "1", "--format", "json"])
    assert ended.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["owner"], found["site"]) == ("kakao", "pangyo")
    struck = found["causes"]["telecom"]["unserved_h"]
    telecom = [cell["mean"] for name, cell in struck.items() if name != "declared"]
    fire = found["causes"]["fire"]["unserved_h"]
    assert len(set(telecom)) == 1
    assert telecom[0] > 0.1
    assert fire["2-of-3"]["mean"] < 0.1 * fire["none"]["mean"]
