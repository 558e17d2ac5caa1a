"""Check the queue for the teams that move components by hand."""

import copy
import json

from simulator.infrastructure.plant import Plant
from simulator.infrastructure.switching import SwitchTeams
from simulator.model.scenario import Scenario
from simulator.units import seconds_from_hours


def with_a_second_standby(toy):
    """Declare another component that has to be moved, after text by declaration, before by need."""
    second = copy.deepcopy(toy["components"][0])
    second.update(id="login", priority=2, switch_effort={"median_h": 1.0})
    third = copy.deepcopy(second)
    third.update(id="push", priority=1)
    toy["components"][0]["priority"] = 3
    toy["components"] += [second, third]
    return toy


def test_one_team_works_in_order_of_priority(toy, live):
    story = live(with_a_second_standby(toy))
    switched = [(r.where, r.t_h, r.value) for r in story.events if r.kind == "component-switched"]
    assert switched == [("push", 4.0, 1.0), ("login", 5.0, 1.0), ("text", 8.0, 3.0)]


def test_more_teams_work_side_by_side(toy, live):
    toy["owners"][0]["operations"]["switch_teams"] = 3
    story = live(with_a_second_standby(toy))
    switched = {r.where: r.t_h for r in story.events if r.kind == "component-switched"}
    assert switched == {"push": 4.0, "login": 4.0, "text": 6.0}


def test_what_is_back_on_site_leaves_the_queue(toy, live):
    with_a_second_standby(toy)
    toy["components"][-1].update(  # push holds the only team
        switch_effort={"median_h": 40.0}, verification={"median_h": 10.0}
    )
    story = live(toy)
    assert story.times("component-restored", "push") == [32.0]  # its team stops then
    assert story.times("component-switched", "push") == []
    assert story.times("manual-switch-started", "text") == []
    assert story.times("component-restored", "text") != []


def test_without_a_known_effort_it_cannot_be_moved_by_hand(toy, live):
    del toy["components"][0]["switch_effort"]
    story = live(toy)
    assert story.times("failover-blocked", "text") == [3.0]
    assert story.times("component-switched", "text") == []
    assert story.times("component-restored", "text") == [24.0]


def test_tools_that_serve_again_shorten_the_work(toy, live):
    with_a_second_standby(toy)
    toy["components"][-1]["switch_effort"] = {"median_h": 22.0}  # until the tools are back
    toy["components"][2].update(servers={"north-b": 50}, priority=1)
    toy["components"][3]["servers"] = {"north-a": 100}  # login needs machines without power
    story = live(toy)
    started = next(
        r for r in story.events if (r.kind, r.where) == ("manual-switch-started", "login")
    )
    assert started.t_h > story.times("component-restored", "tools")[0]
    assert started.value == 0.25


def test_a_team_leaves_a_long_move_for_something_more_urgent_and_resumes_it(toy, story):
    later = {
        **toy["components"][0],
        "id": "mail",
        "priority": 9,
        "switch_effort": {"median_h": 8.0},
    }
    toy["components"] = [*toy["components"], later]
    scenario = Scenario.model_validate_json(json.dumps({**toy, "hazards": []}))
    plant = Plant(story.env, scenario, 1, story)
    teams = SwitchTeams(plant, scenario.owners[0])
    fire = story.event("fire-started", "north", "", -1, "test")
    for zone in ("north-a", "north-b"):
        plant.lose_zone(zone, fire, "fire")

    def ask(name: str, after_h: float):
        yield story.env.timeout(seconds_from_hours(after_h))
        yield from teams.switch_by_hand(plant.parts[name], fire, "fire")

    story.env.process(ask("mail", 0.0))
    story.env.process(ask("text", 2.0))
    story.env.run()
    assert story.times("manual-switch-paused", "mail") == [2.0]
    assert story.times("component-switched", "text") == [5.0]  # three hours from the second
    assert story.times("component-switched", "mail") == [11.0]  # eight of work, three of pause


def test_teams_asked_at_one_instant_in_the_wrong_order_keep_to_the_order_of_work(toy, story):
    mail = {**toy["components"][0], "id": "mail", "priority": 9}
    toy["components"] = [mail, *toy["components"]]
    scenario = Scenario.model_validate_json(json.dumps({**toy, "hazards": []}))
    plant = Plant(story.env, scenario, 1, story)
    teams = SwitchTeams(plant, scenario.owners[0])
    fire = story.event("fire-started", "north", "", -1, "test")
    for zone in ("north-a", "north-b"):
        plant.lose_zone(zone, fire, "fire")
    for name in ("mail", "text"):  # mail takes the team and loses it before it can begin
        story.env.process(teams.switch_by_hand(plant.parts[name], fire, "fire"))
    story.env.run()
    assert story.times("component-switched", "text") == [3.0]
    assert story.times("component-switched", "mail") == [6.0]
