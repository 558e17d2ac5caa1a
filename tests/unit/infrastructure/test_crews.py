"""Check crews: teams, batches, nights, help, strikes, the order of work, what a restart needs."""

import pytest

from simulator.infrastructure.staff import Staff, helped
from simulator.model.operations import Crews

POWER = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 4.0}}


@pytest.fixture
def dark(struck):
    """Let the power fail in the north for four hours, with other crews."""

    def put(*hazards, crews=None, **practice):
        toy = struck(POWER, *hazards, pattern="none", standby=[], recovery_needs=[])
        toy["owners"][0]["operations"].update(practice)
        toy["owners"][0]["operations"]["crews"].update(crews or {})
        return toy

    return put


def order(story):
    """List components by the time at which all their machines ran."""
    return [row.where for row in story.events if row.kind == "component-restarted"]


@pytest.mark.parametrize("teams", [1, 2, 5, 9])
def test_teams_share_the_rate_and_end_together(dark, live, teams):
    story = live(dark(crews={"teams": teams, "batch_servers": 10}))
    ends_h = max(row.t_h for row in story.events if row.kind == "component-restarted")
    batches = 45  # of ten machines, 0.1 h each by one team
    rounds = -(-batches // teams)
    assert ends_h == pytest.approx(5.0 + rounds * teams * 0.1)
    assert story.part("text").live_share == 1.0


def test_batches_of_random_length_take_their_mean_in_the_end(dark, live):
    toy = dark(crews={"batch_time": "exponential", "batch_servers": 5})
    ends = [live(toy, seed).times("component-restarted", "tools")[0] - 5.0 for seed in range(60)]
    mean = sum(ends) / len(ends)
    assert mean == pytest.approx(4.5, abs=4 * 0.05 * 90**0.5 / 60**0.5)
    assert len(set(ends)) == 60


def test_nights_are_slow(dark, live, at):
    toy = dark(crews={"night_share": 0.25, "batch_servers": 10})
    toy["hazards"][0]["at"] = at(1)  # power is back at five; the night ends at six
    story = live(toy)
    # two batches of 0.4 h end at 5.8; a third begins at night and ends at 6.2; 42 by day
    assert story.times("component-restarted", "tools") == [pytest.approx(6.2 + 4.2)]


@pytest.mark.parametrize(("hour", "share"), [(21.99, 1.0), (22.0, 0.3), (5.99, 0.3), (6.0, 1.0)])
def test_the_night_is_from_ten_to_six(dark, hour, share, scenario_of):
    staff = Staff(scenario_of(dark(crews={"night_share": 0.3})))
    assert staff.strength("acme", 0.0, hour) == pytest.approx(share)
    assert staff.strength("acme", 0.0, hour + 24.0) == pytest.approx(share)


def test_help_comes_after_its_time_and_is_not_on_strike(dark, scenario_of):
    crews = {"aid_after_h": 8.0, "aid_share": 0.5}
    assert [helped(Crews(**crews), hour) for hour in (0.0, 7.9, 8.0, 99.0)] == [0.0, 0.0, 0.5, 0.5]
    assert helped(Crews(aid_share=0.5), 99.0) == 0.0
    staff = Staff(scenario_of(dark(crews=crews)))
    staff.walk_out("acme", "one", 0.4, 2.0)
    staff.walk_out("acme", "two", 0.6, 3.0)
    assert staff.strength("acme", 9.0, 12.0) == pytest.approx(0.4 + 0.5)
    assert staff.detection_factor("acme") == 3.0
    staff.come_back("acme", "one")
    assert staff.strength("acme", 9.0, 12.0) == pytest.approx(0.6 + 0.5)
    staff.come_back("acme", "two")
    assert staff.strength("acme", 9.0, 12.0) == pytest.approx(1.0 + 0.5)
    assert staff.detection_factor("acme") == staff.detection_factor("other") == 1.0


def test_help_shortens_a_restart(dark, live):
    alone = live(dark()).times("component-restarted", "tools")
    aided = live(dark(crews={"aid_after_h": 4.0, "aid_share": 1.0}))
    assert aided.times("component-restarted", "tools")[0] - 5.0 == (alone[0] - 5.0) / 2


def test_the_order_of_work_is_the_owners_policy(dark, live):
    assert order(live(dark())) == ["text", "media", "tools"]
    assert order(live(dark(triage="smallest"))) == ["tools", "text", "media"]
    toy = dark(triage="users")
    toy["services"][0]["features"][0]["needs"] = [{"on": "media"}]
    toy["services"][0]["features"][1]["needs"] = [{"on": "text", "weight": 0.1}]
    assert order(live(toy))[0] == "media"


def test_an_announced_strike_counts_only_within_its_windows(dark, live, at):
    strike = {
        "kind": "strike", "owners": ["acme"], "crew_share": 0.5,
        "windows": [{"at": at(6), "lasts_h": 1.0}, {"at": at(3), "lasts_h": 1.5}],
    }  # fmt: skip
    story = live(dark(strike, crews={"batch_servers": 10}))
    assert story.times("strike-began", "acme") == [3.0, 6.0]
    assert story.times("strike-ended", "acme") == [4.5, 7.0]
    assert [r.value for r in story.events if r.kind == "strike-began"] == [1.5, 1.0]
    # ten batches till six, five in the strike, thirty after it
    assert story.times("component-restarted", "tools") == [pytest.approx(10.0)]


def test_windows_that_overlap_are_one_strike_after_the_other(struck, live, at):
    windows = [
        {"at": at(2), "lasts_h": 4.0}, {"at": at(3), "lasts_h": 1.0}, {"at": at(5), "lasts_h": 3.0}
    ]  # fmt: skip
    story = live(struck({"kind": "strike", "owners": ["acme", "other"], "windows": windows}))
    assert [row.t_h for row in story.events] == [2.0, 6.0, 6.0, 8.0]
    assert story.machines.plant.staff.detection_factor("other") == 1.0


def test_a_strike_without_a_fault_hurts_nobody(struck, live):
    story = live(struck({"kind": "strike", "owners": ["acme"], "lasts": {"median_h": 24.0}}))
    assert [row.kind for row in story.events] == ["strike-began", "strike-ended"]
    assert story.states == []


@pytest.fixture
def needy(dark):
    """Let text need tools, which need an hour more than text would, in order to be restarted."""

    def put(**text):
        toy = dark(crews={"batch_servers": 200})
        toy["components"][0].update(restart_needs=["tools"], **text)
        return toy

    return put


def test_what_needs_something_waits_for_it_where_there_is_no_way_round(needy, live):
    story = live(needy(bypass=None))
    assert story.times("restart-blocked", "text") == [5.0]
    assert story.cause("restart-blocked", "text") == ("component-failed", "tools")
    assert order(story) == ["media", "tools", "text"]
    tools_h = story.times("component-restored", "tools")[0]
    assert tools_h == 5.0 + 2.0 + 0.5 + 1.0  # media, tools, and their verification
    assert story.times("component-restarted", "text") == [tools_h + 200 / 400]  # by tools now
    assert "bypass-prepared" not in story.kinds("text")


def test_a_bypass_is_slow_but_does_not_wait(needy, live):
    story = live(needy(bypass={"median_h": 0.5}, bypass_speed=0.25))
    assert story.cause("bypass-prepared", "text") == ("restart-blocked", "text")
    assert story.times("bypass-prepared", "text") == [5.5]
    assert story.row("bypass-prepared", "text").value == 0.5
    # the team ends its batch for media first, then text by the bypass: 200 at 25 an hour
    assert story.times("component-restarted", "text") == [7.0 + 8.0]


def test_a_bypass_is_dropped_when_what_it_goes_round_serves_again(needy, live):
    toy = needy(bypass={"median_h": 3.6}, bypass_speed=0.1)
    story = live(toy)  # tools serve from half past eight, before the bypass is ready at 8.6
    assert story.times("component-restarted", "text") == [9.0]


def test_a_way_round_outlasts_a_blackout_of_what_was_down_anyway(needy, live, at):
    toy = needy(bypass={"median_h": 1.0})
    toy["hazards"].append(POWER | {"id": "again", "at": at(5.5), "lasts": {"median_h": 1.0}})
    toy["components"][2]["verification"] = {"median_h": 30.0}
    story = live(toy, until_h=47.0)
    assert story.times("bypass-prepared", "text") == [6.0]
    assert story.times("restart-blocked", "text") == [5.0]


def test_a_way_round_must_be_prepared_anew_after_another_loss(needy, live, at):
    toy = needy(bypass={"median_h": 1.0}, bypass_speed=1.0)
    toy["hazards"].append(POWER | {"id": "again", "at": at(20), "lasts": {"median_h": 1.0}})
    toy["components"][2]["verification"] = {"median_h": 90.0}
    story = live(toy, until_h=47.0)
    assert story.times("component-failed", "text") == [1.0, 20.0]
    assert story.times("bypass-prepared", "text") == [6.0, 22.0]
    assert story.part("text").quality == 1.0


def test_two_that_need_each_other_are_started_by_a_bypass(dark, live):
    toy = dark()
    toy["components"][0].update(restart_needs=["tools"], bypass={"median_h": 2.0})
    toy["components"][2].update(restart_needs=["text"], bypass=None)
    story = live(toy, until_h=48.0)
    assert order(story) == ["media", "text", "tools"]
    assert story.part("tools").quality == 1.0


def test_a_gate_holds_what_runs_and_what_does_not(struck, live, at):
    hot = {
        "kind": "cooling-failure", "sites": ["north"], "share": 0.1, "lasts": {"median_h": 6.0},
        "at": at(2),
    }  # fmt: skip
    story = live(struck(POWER, hot, pattern="none", standby=[]))
    assert story.times("restart-started", "north") == [8.0]  # dark till five, hot till eight
    assert story.cause("restart-started", "north") == ("cooling-returned", "north")


def test_a_check_waits_for_nobody_but_is_void_after_a_new_loss(dark, live, at):
    again = POWER | {"at": at(7.5), "lasts": {"median_h": 1.0}}
    story = live(dark(again))  # text runs again at seven and would be checked at nine
    assert story.times("component-restarted", "text") == [7.0, 10.5]
    assert story.times("data-verified", "text") == [12.5]
    assert story.times("component-restored", "text") == [12.5]
