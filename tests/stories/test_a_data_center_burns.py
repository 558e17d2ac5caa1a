"""Walk the story of the fire event by event, each with its cause and the module that made it."""

import ast
import re
from dataclasses import dataclass
from pathlib import PurePath

import pytest

from simulator.engine.run import run
from simulator.io.scenario_files import read_scenario

pytestmark = pytest.mark.slow

PEOPLE = 1_000  # machines do not feel how many there are
SEED = 1
FIRST_CAUSE = -1
BURNT = "pangyo"

TOUR = (  # what to open, in this order, and the name to look for in each file
    (("scenarios/kakao-2022.yaml", "battery-fire"),),
    (("simulator/model/hazards.py", "Fire"),),
    (("simulator/engine/run.py", "run"),),
    (("simulator/topology/compile.py", "compile_scenario"),),
    (("simulator/infrastructure/fire.py", "burn"),),
    (
        ("simulator/infrastructure/failover.py", "Operators"),
        ("simulator/infrastructure/switching.py", "SwitchTeams"),
        ("simulator/infrastructure/repair.py", "RepairCrew"),
    ),
    (("simulator/infrastructure/plant.py", "Plant"),),
    (("simulator/topology/quality.py", "qualities"),),
    (("simulator/engine/seam.py", "Seam"),),
    (("simulator/population/choice.py", "flight_option"),),
    (("simulator/analysis/summary.py", "summarise"),),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One expected event, the event that caused it, and the module that made it."""

    kind: str
    where: str
    cause: tuple[str, str] | None
    module: str


FIRE = ("fire-started", BURNT)
ACTS = {
    "the building": (
        Step(*FIRE, None, "fire"),
        Step("zone-lost", "pangyo-a", FIRE, "fire"),
        Step("zone-lost", "pangyo-b", FIRE, "fire"),
        Step("site-cut", BURNT, FIRE, "fire"),
        Step("zone-lost", "pangyo-c", ("site-cut", BURNT), "fire"),
        Step("fire-out", BURNT, FIRE, "fire"),
        Step("power-returned", BURNT, ("fire-out", BURNT), "fire"),
        Step("restart-started", BURNT, ("power-returned", BURNT), "repair"),
    ),
    "the machines and what people know them by": (
        Step("component-failed", "kakao-tools", ("zone-lost", "pangyo-a"), "plant"),
        Step("component-failed", "kakao-text", ("zone-lost", "pangyo-a"), "plant"),
        Step("function-lost", "kakaotalk.text", ("component-failed", "kakao-text"), "functions"),
        Step("component-failed", "kakao-media", ("zone-lost", "pangyo-b"), "plant"),
        Step("component-failed", "daum-mail-store", ("zone-lost", "pangyo-c"), "plant"),
    ),
    "the operators": (
        Step("alarm-raised", "kakao", ("component-failed", "kakao-tools"), "failover"),
        Step("switch-decided", "kakao", ("alarm-raised", "kakao"), "failover"),
        Step("failover-blocked", "kakao-text", ("component-failed", "kakao-tools"), "failover"),
        Step(
            "manual-switch-started", "kakao-text", ("failover-blocked", "kakao-text"), "switching"
        ),
        Step(
            "component-switched", "kakao-text", ("manual-switch-started", "kakao-text"), "switching"
        ),
        Step(
            "component-switched",
            "kakao-login-core",
            ("manual-switch-started", "kakao-login-core"),
            "switching",
        ),
    ),
    "the return": (
        Step(
            "function-restored", "kakaotalk.text", ("component-switched", "kakao-text"), "functions"
        ),
        Step(
            "function-restored",
            "kakao_login.login",
            ("component-switched", "kakao-login-core"),
            "functions",
        ),
        Step(
            "function-restored",
            "kakaotalk.media",
            ("component-restored", "kakao-media"),
            "functions",
        ),
        Step("function-restored", "talk_channel.channel", None, "functions"),
        Step("function-restored", "daum_mail.mail", None, "functions"),
        Step("data-verified", "kakao-drawer", ("restart-started", BURNT), "repair"),
        Step("component-restored", "kakao-drawer", ("data-verified", "kakao-drawer"), "plant"),
        Step(
            "function-restored",
            "kakaotalk.drawer",
            ("component-restored", "kakao-drawer"),
            "functions",
        ),
    ),
    "the crews": (
        Step("component-restarted", "kakao-media", ("restart-started", BURNT), "repair"),
        Step("data-verified", "kakao-media", ("restart-started", BURNT), "repair"),
        Step("component-restored", "kakao-media", ("data-verified", "kakao-media"), "plant"),
    ),
    "Naver, in the same building": (
        Step("component-degraded", "naver-core", ("zone-lost", "pangyo-b"), "plant"),
        Step("traffic-drained", "naver-core", ("component-degraded", "naver-core"), "failover"),
    ),
}


def events_of(name):
    """Run a scenario and list its events in order."""
    result = run(read_scenario(name), SEED, PEOPLE)
    return result.tables["events"].sort_values("event").to_dict("records")


@pytest.fixture(scope="module")
def events():
    return events_of("kakao-2022")


def first(events, kind, where):
    """Find the first event of a kind at a place."""
    found = [e for e in events if (e["kind"], e["where"]) == (kind, where)]
    assert found, f"there is no {kind} {where}"
    return found[0]


@pytest.mark.parametrize("act", ACTS)
def test_each_step_follows_in_its_order_from_its_cause_by_its_module(events, act):
    numbers = []
    for step in ACTS[act]:
        event = first(events, step.kind, step.where)
        assert event["module"] == f"simulator.infrastructure.{step.module}", step
        numbers.append(event["event"])
        if step.cause:
            cause = events[event["because"]]
            assert (cause["kind"], cause["where"]) == step.cause, step
    assert numbers == sorted(numbers)


def test_every_cause_is_earlier_and_only_the_fire_has_none(events):
    assert [e["event"] for e in events] == list(range(len(events)))
    assert len(events) > 100
    for event in events:
        if event["because"] == FIRST_CAUSE:
            assert event["kind"] == "fire-started"
        else:
            assert 0 <= event["because"] < event["event"]
            assert events[event["because"]]["t_s"] <= event["t_s"]


def test_every_chain_ends_at_the_fire(events):
    for event in events:
        cause = event
        while cause["because"] != FIRST_CAUSE:
            cause = events[cause["because"]]
        assert (cause["kind"], cause["where"]) == FIRE


def test_every_event_names_a_module_that_exists_and_says_a_sentence(events, checkout):
    for name in {e["module"] for e in events}:
        assert (checkout / name.replace(".", "/")).with_suffix(".py").is_file()
    assert [e for e in events if not re.fullmatch(r"[A-Z0-9].*\.", e["detail"])] == []


def test_failover_is_blocked_because_the_tools_stood_in_the_fire(events):
    scenario = read_scenario("kakao-2022")
    zones = {zone.id for site in scenario.sites if site.id == BURNT for zone in site.zones}
    tools = next(c for c in scenario.components if c.id == "kakao-tools")
    assert set(tools.servers) <= zones
    blocked = [e for e in events if e["kind"] == "failover-blocked"]
    assert len(blocked) > 5
    assert all("kakao-tools in pangyo-a" in e["detail"] for e in blocked)


def test_with_tools_elsewhere_no_failover_of_kakao_is_blocked():
    events = events_of("kakao-2022-tools-outside")
    assert [e for e in events if e["kind"] == "failover-blocked"] == []
    switched = first(events, "component-switched", "kakao-text")
    assert switched["module"] == "simulator.infrastructure.failover"


def test_what_was_lost_comes_back_and_the_drawer_is_last(events):
    lost = {e["where"] for e in events if e["kind"] == "function-lost"}
    restored = [e["where"] for e in events if e["kind"] == "function-restored"]
    assert lost == set(restored)
    assert restored[-1] == "kakaotalk.drawer"
    order = ["kakaotalk.text", "kakao_login.login", "kakaotalk.media", "daum_mail.mail"]
    assert [name for name in restored if name in order] == order


@pytest.mark.parametrize("stop", TOUR, ids=lambda stop: stop[0][0])
def test_every_stop_of_the_tour_is_there(checkout, stop):
    for path, name in stop:
        text = (checkout / path).read_text("utf-8")
        if path.endswith(".py"):
            tree = ast.parse(text)
            assert name in {getattr(node, "name", "") for node in tree.body}
        else:
            assert f"id: {name}" in text


def test_the_readme_tells_the_same_tour(checkout):
    lines = (checkout / "README.md").read_text("utf-8").splitlines()
    stops = [line.split("|")[2] for line in lines if re.match(r"\| \d+ \|", line)]
    told = [[PurePath(path).name for path in re.findall(r"`([^`]+)`", stop)] for stop in stops]
    assert told == [[PurePath(path).name for path, _ in stop] for stop in TOUR]
