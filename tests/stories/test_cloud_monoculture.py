"""Check that unrelated platforms fall together when the cloud under them does."""

import pytest

from simulator.io.scenario_files import read_scenario

pytestmark = pytest.mark.slow

CASE = "cloud-monoculture"
PEOPLE = 20_000
TENANTS = {"bazaar", "courier", "hop", "stagepass", "civic", "reel"}
HOSTED_ELSEWHERE = {"market_row", "tuck", "oak_bank", "folio", "lumen", "parley", "wire"}


def lost_services(story):
    """Name the services that lost a function."""
    return {event["where"].split(".")[0] for event in story.all("function-lost")}


def test_platforms_of_several_owners_fall_at_one_instant(tell):
    story = tell(CASE)
    assert lost_services(story) == TENANTS
    assert {event["t_s"] for event in story.all("function-lost")} == {
        story.first("change-pushed")["t_s"]
    }
    assert all(story.root(e)["where"] == "nimbus-database" for e in story.events)
    services = read_scenario(CASE).services
    owners = {service.owner for service in services if service.id in TENANTS}
    assert len(owners) > 1
    assert "nimbus_corp" not in owners


def test_their_own_machines_run_all_the_time(tell):
    story = tell(CASE)
    assert {event["where"] for event in story.all("component-failed")} == {"nimbus-database"}


def test_whoever_is_hosted_elsewhere_stays(tell):
    assert lost_services(tell(CASE)).isdisjoint(HOSTED_ELSEWHERE)
    story = tell(CASE, people=PEOPLE)
    assert story.unmet_h("messaging", "bank", "mail", "maps") == 0.0
    for category in ("commerce", "delivery", "public_service"):
        assert story.unmet_h(category) > 0


def test_it_is_over_in_about_the_102_minutes_of_2023(tell):
    lengths = [tell(CASE, seed=seed).first("change-undone") for seed in range(1, 10)]
    minutes = sorted(tell(CASE).minutes(event) for event in lengths)
    assert minutes[len(minutes) // 2] == pytest.approx(102, rel=0.25)


def test_the_rivals_carry_what_turns_to_them(tell):
    story = tell(CASE, people=PEOPLE)
    needs = story.result.tables["need_hours"].groupby("category").sum(numeric_only=True)
    assert needs.loc["commerce", "met_elsewhere"] > 0
    assert {event["where"] for event in story.all("service-overrun")} <= TENANTS  # on their return


@pytest.mark.parametrize("remedy", ["second-cloud", "staged-rollout"])
def test_either_of_two_clouds_or_a_staged_release_spares_them(tell, remedy):
    story = tell(CASE, remedy, people=PEOPLE)
    assert lost_services(story) == set()
    assert story.unmet_h() < 0.05 * tell(CASE, people=PEOPLE).unmet_h()


def test_more_sites_of_one_tenant_do_not_help(tell):
    story = tell(CASE, "second-site", people=PEOPLE)
    assert story.unmet_h() == tell(CASE, people=PEOPLE).unmet_h()
