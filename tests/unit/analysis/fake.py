"""A small world and hand-written result tables, so that every answer can be worked out by hand."""

import datetime as dt

import pandas as pd

from simulator.model.base import Duration
from simulator.model.hazards import Fire, PowerStage
from simulator.model.operations import Operations
from simulator.model.people import AGE_GROUPS, Category, Option, People, Segment
from simulator.model.places import Region, Site, Zone
from simulator.model.scenario import Clock, Scenario
from simulator.model.services import Component, Dependency, Feature, Owner, Service
from simulator.results.columns import TABLES, keys, names
from simulator.results.run_result import PairedRun, RunResult

KST = dt.timezone(dt.timedelta(hours=9))
EVENT_HOUR = 15
"""The event is at 15:00 of the first day, so hour 15 of the run is hour 0 of the event."""
HORIZON_H = 72


def hour(after_event: float) -> float:
    """Seconds of the run at so many hours after the event."""
    return (EVENT_HOUR + after_event) * 3600.0


def fake_scenario(name: str = "toy-fire") -> Scenario:
    """Declare two sites, a messenger with a login link, a bank, SMS, and 10,000 residents."""
    flat = (1.0,) * 24

    def site(place: str, zone: str) -> Site:
        return Site(
            id=place, name=place, name_ko=place, provider="P", region="kr-11",
            latitude=37.0, longitude=127.0, zones=(Zone(id=zone),),
        )  # fmt: skip

    def component(ident: str, owner: str, servers: dict[str, int]) -> Component:
        return Component(
            id=ident, name=ident, name_ko=ident, owner=owner, kind="compute", servers=servers,
            switch_effort=Duration(median_h=1.0),
        )  # fmt: skip

    def feature(ident: str, weight: float, *on: str, own: bool = True) -> Feature:
        needs = tuple(Dependency(on=target) for target in on)
        return Feature(id=ident, name=ident, name_ko=ident, weight=weight, needs=needs, own=own)

    def service(ident: str, owner: str | None, *features: Feature) -> Service:
        return Service(id=ident, name=ident.title(), name_ko=ident, owner=owner, features=features)

    messaging = Category(
        id="messaging", name="Messages", name_ko="메시지", needs_per_day=2.0, urgent_share=0.5,
        tolerance_urgent_min=15.0, tolerance_deferrable_min=240.0, lapse_h=24.0, attempts=4,
        weight=10.0, by_hour=flat, by_weekday=(1.0,) * 7,
        options=(
            Option(service="talk", primacy=1.0, network=True),
            Option(service="line", holders=0.1, network=True),
            Option(service="sms", outside=True),
        ),
    )  # fmt: skip
    return Scenario(
        name=name, title="Toy", title_ko="장난감", question="What if?", question_ko="만약?",
        case="toy",
        clock=Clock(
            start=dt.datetime(2022, 10, 15, tzinfo=KST),
            event=dt.datetime(2022, 10, 15, EVENT_HOUR, tzinfo=KST),
            horizon_h=float(HORIZON_H),
        ),
        sites=(site("north", "north-a"), site("south", "south-a")),
        owners=(
            Owner(id="kaka", name="Kaka", name_ko="카카", operations=Operations()),
            Owner(id="other", name="Other", name_ko="다른", operations=Operations()),
        ),
        components=(
            component("text", "kaka", {"north-a": 100}),
            component("media", "kaka", {"north-a": 60, "south-a": 40}),
            component("line-all", "other", {"south-a": 10}),
        ),
        services=(
            service(
                "talk", "kaka", feature("text", 0.6, "text"), feature("media", 0.3, "media"),
                feature("bank-link", 0.1, "line", own=False),
            ),
            service("line", "other", feature("all", 1.0, "line-all")),
            service("sms", None, feature("send", 1.0)),
        ),
        people=People(
            residents=10_000,
            regions=(Region(id="kr-11", name="S", name_ko="서울", residents={"20-29": 10_000}),),
            segments=(Segment(id="all", name="All", name_ko="모두", ages=AGE_GROUPS),),
            categories=(messaging,),
        ),
        hazards=(
            Fire(
                kind="fire",
                id="fire", site="north",
                at=dt.datetime(2022, 10, 15, EVENT_HOUR, tzinfo=KST),
                power_stages=(PowerStage(after_h=10.0),),
            ),
        ),
    )  # fmt: skip


def table(name: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    """Arrange rows as the data dictionary says."""
    kinds = {"int": "int64", "float": "float64", "text": "str"}
    frame = pd.DataFrame(list(rows), columns=names(name))
    frame = frame.astype({column.name: kinds[column.kind] for column in TABLES[name]})
    return frame.sort_values(keys(name), ignore_index=True)


def nothing() -> dict[str, pd.DataFrame]:
    """Write every table without a row."""
    return {name: table(name) for name in TABLES}


def fake_tables() -> dict[str, pd.DataFrame]:
    """Write what a run leaves in which text is down 0.5 to 10 h and media 0.5 to 30 h."""
    module = "simulator.infrastructure.hazards"
    return nothing() | {
        "events": table(
            "events",
            (0, hour(0), "fire-started", "north", "", -1, module, 0.0, "It burns."),
            (1, hour(0.5), "zone-lost", "north-a", "", 0, module, 0.0, "Power is gone."),
            (2, hour(0.5), "component-failed", "text", "kaka", 1, module, 0.0, ""),
            (3, hour(0.5), "component-failed", "media", "kaka", 1, module, 0.0, ""),
            (4, hour(10), "component-switched", "text", "kaka", 2, module, 9.5, ""),
            (5, hour(30), "component-restored", "media", "kaka", 3, module, 0.0, ""),
        ),
        "states": table(
            "states",
            (0, hour(0.5), "zone", "north-a", 0.0, 0.0, "dark"),
            (1, hour(0.5), "component", "text", 0.0, 0.0, "off"),
            (2, hour(0.5), "component", "media", 0.0, 0.4, "off"),
            (3, hour(0.5), "feature", "talk.text", 0.0, 0.0, ""),
            (4, hour(0.5), "feature", "talk.media", 0.0, 0.0, ""),
            (5, hour(0.5), "feature", "talk.bank-link", 0.0, 0.0, ""),
            (6, hour(0.5), "service", "talk", 0.1, 0.0, ""),
            (7, hour(10), "feature", "talk.text", 0.5, 0.0, ""),
            (8, hour(10), "service", "talk", 0.4, 0.0, ""),
            (9, hour(12), "feature", "talk.text", 1.0, 0.0, ""),
            (10, hour(12), "service", "talk", 0.7, 0.0, ""),
            (11, hour(20), "component", "media", 0.0, 0.7, "off"),
            (12, hour(30), "feature", "talk.media", 1.0, 1.0, ""),
            (13, hour(30), "service", "talk", 1.0, 1.0, ""),
        ),
        "service_hours": table(
            "service_hours",
            (10, "talk", 100, 100, 0, 1.0),
            (16, "talk", 300, 20, 280, 0.1),
            (16, "sms", 50, 50, 0, 1.0),
            (30, "talk", 100, 80, 20, 0.7),
        ),
        "need_hours": table(
            "need_hours",
            (10, "messaging", 100, 100, 0, 0, 0, 0, 0),
            (16, "messaging", 100, 20, 5, 45, 10, 8, 12),
            (71, "messaging", 10, 9, 0, 0, 3, 2, 8),
        ),
        "moves": table(
            "moves",
            ("messaging", "talk", "talk", "met", 29),
            ("messaging", "talk", "line", "met_elsewhere", 5),
            ("messaging", "talk", "sms", "fallback", 45),
            ("messaging", "talk", "talk", "deferred", 13),
            ("messaging", "talk", "nothing", "abandoned", 10),
            ("messaging", "talk", "nothing", "pending", 8),
        ),
        "app_days": table(
            "app_days",
            (0, "talk", 90, 0),
            (0, "line", 25, 12),
            (1, "talk", 80, 0),
            (1, "line", 20, 3),
            (2, "talk", 95, 0),
            (2, "line", 11, 0),
        ),
        "affected_hours": table(
            "affected_hours",
            (16, "kr-11", "any", 40),
            (17, "kr-11", "any", 55),
            (17, "kr-11", "messaging", 55),
            (18, "kr-11", "any", 10),
        ),
        "harm": table("harm", ("messaging", "all", "kr-11", 60, 90 * 3_600_000)),
        "harm_spread": table(
            "harm_spread", (10, "all", 50, 50 * 3_600_000), (20, "all", 10, 40 * 3_600_000)
        ),
        "people": table("people", ("all", "kr-11", 100)),
        **social_tables(),
    }


def social_tables() -> dict[str, pd.DataFrame]:
    """Write what people learned: three moved, one for good; a person who waits and gives up."""
    who = ("all", "kr-11", "messaging")
    return {
        "adoptions": table(
            "adoptions",
            ("line", "contact", 1_000_000, 2_000_000, 1_500_000, 1_600_000),
            ("line", "failure", 2_000_000, 1_000_000, 1_500_000, 1_400_000),
        ),
        "reachability": table("reachability", (15, 50, 5, 10), (16, 50, 5, 20), (17, 0, 0, 0)),
        "afterwards": table(
            "afterwards",
            (7, "talk", 0, 1, 0), (7, "line", 3, 0, 1), (7, "sms", 0, 0, 0),
            (30, "talk", 0, 0, 0), (30, "line", 1, 0, 1), (30, "sms", 0, 0, 0),
        ),
        "panel": table(
            "panel",
            (0, 20, *who, 4, hour(0.6), "try_failed", "talk", 1, hour(0.6), ""),
            (1, 20, *who, 4, hour(0.7), "wait", "talk", 1, hour(0.6), ""),
            (2, 20, *who, 4, hour(1.7), "try_failed", "talk", 2, hour(0.6), ""),
            (3, 20, *who, 4, hour(2.0), "abandoned", "nothing", 2, hour(0.6), "abandoned"),
            (4, 40, *who, 1, hour(11), "try_failed", "line", 1, hour(11), ""),
            (5, 40, *who, 1, hour(11.1), "fallback", "sms", 1, hour(11), "fallback"),
        ),
    }  # fmt: skip


def calm_tables() -> dict[str, pd.DataFrame]:
    """Write what the same run leaves when nothing goes wrong."""
    return nothing() | {
        "service_hours": table(
            "service_hours",
            (10, "talk", 100, 100, 0, 1.0),
            (16, "talk", 100, 100, 0, 1.0),
            (16, "sms", 10, 10, 0, 1.0),
            (30, "talk", 100, 100, 0, 1.0),
        ),
        "need_hours": table(
            "need_hours",
            (10, "messaging", 100, 100, 0, 0, 0, 0, 0),
            (16, "messaging", 100, 100, 0, 0, 0, 0, 0),
            (71, "messaging", 10, 10, 0, 0, 0, 0, 0),
        ),
        "moves": table("moves", ("messaging", "talk", "talk", "met", 110)),
        "app_days": table(
            "app_days",
            (0, "talk", 95, 0),
            (0, "line", 10, 0),
            (1, "talk", 90, 0),
            (1, "line", 10, 0),
            (2, "talk", 96, 0),
            (2, "line", 10, 0),
        ),
        "people": table("people", ("all", "kr-11", 100)),
    }


def fake_paired(seed: int = 1) -> PairedRun:
    """Pair the two: 100 simulated people, so each stands for 100 residents."""
    scenario = fake_scenario()
    calm = scenario.model_copy(update={"hazards": ()})
    return PairedRun(
        RunResult(scenario, seed, 100, fake_tables()), RunResult(calm, seed, 100, calm_tables())
    )
