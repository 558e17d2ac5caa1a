"""Check that the fate of the backups alone makes days of hours."""

import pytest

from simulator.analysis.observed import compare_with
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import read_scenario
from simulator.io.tables import read_observations

pytestmark = pytest.mark.slow

JUNE, AUGUST = "yes24-2025-june", "yes24-2025-august"
OWNER = "yes24_corp"
DAY = 24
SEEDS = (1, 2, 3)


def last_back(story):
    """Tell when the last function was back, hours after the attack."""
    return max(story.hour(event) for event in story.all("function-restored"))


@pytest.mark.parametrize("seed", SEEDS)
def test_june_ends_in_days_and_august_in_hours(tell, seed):
    june, august = tell(JUNE, seed=seed), tell(AUGUST, seed=seed)
    assert 4 * DAY < last_back(june) < 6 * DAY
    assert last_back(august) < 12
    assert last_back(june) > 10 * last_back(august)


def test_only_the_date_the_backups_and_what_people_remember_differ():
    june, august = (read_scenario(name) for name in (JUNE, AUGUST))
    said = {"name", "title", "title_ko", "question", "question_ko", "case", "source"}
    differ = {
        name for name in type(june).model_fields if getattr(june, name) != getattr(august, name)
    }
    assert differ == said | {"clock", "hazards", "services"}
    for before, after in zip(june.services, august.services, strict=True):
        same = after.model_copy(update={"long_outages_before": before.long_outages_before})
        assert same == before
        assert after.long_outages_before == (1 if after.owner == "yes24_corp" else 0)
    attacks = [scenario.hazards[0].model_dump() for scenario in (june, august)]
    differ = {key for key in attacks[0] if attacks[0][key] != attacks[1][key]}
    assert differ == {"at", "backups", "source"}
    assert (attacks[0]["backups"], attacks[1]["backups"]) == ("hit", "clean")


def test_june_with_clean_backups_ends_in_hours(tell):
    assert last_back(tell(JUNE, settings={"hazards.attack.backups": "clean"})) < 12
    assert last_back(tell(JUNE, "clean-backup")) < 12


@pytest.mark.parametrize(("name", "found"), [(JUNE, "backups-lost"), (AUGUST, "backups-clean")])
def test_each_step_follows_from_the_attack(tell, name, found):
    story = tell(name)
    story.follows(
        ("data-corrupted", OWNER),
        ("component-failed", "yes24-checkin"),
        ("function-lost", "yes24_tickets.entry"),
        ("component-failed", "yes24-orders"),
        ("attack-noticed", OWNER),
        ("attack-contained", OWNER),
        (found, OWNER),
        ("restore-started", "yes24-orders"),
        ("data-restored", "yes24-orders"),
        ("function-restored", "yes24_books.orders"),
    )
    assert all(story.root(event)["kind"] == "data-corrupted" for event in story.events)
    assert {e["where"] for e in story.all("function-lost")} == {
        e["where"] for e in story.all("function-restored")
    }


@pytest.mark.parametrize("name", [JUNE, AUGUST])
def test_the_published_times_are_hit(name):
    rows = compare_with(run_paired(read_scenario(name), 1, 200), read_observations(name))
    assert rows
    assert [row["id"] for row in rows if not row["hit"]] == []


def test_readers_turn_to_rivals_more_than_ticket_holders_can(tell):
    needs = tell(JUNE, people=20_000).result.tables["need_hours"]
    total = needs.groupby("category").sum(numeric_only=True)
    elsewhere = total["met_elsewhere"] / total["arrived"]
    assert elsewhere["commerce"] > 2 * elsewhere["ticketing"] > 0
    assert (total["abandoned"] > 0).all()


def test_a_second_office_and_a_list_at_the_door_help_those_with_tickets(tell):
    plain, helped = tell(JUNE, people=20_000), tell(JUNE, "second-office", people=20_000)
    for category in ("ticketing", "entry"):
        assert helped.unmet_h(category) < 0.8 * plain.unmet_h(category)
