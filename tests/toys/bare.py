"""Declare just enough of a country for machines to fail and be repaired in it."""

from typing import Any

from simulator.model.scenario import Scenario

START = "2022-10-01T00:00:00+09:00"
AT_ONCE = {"median_h": 0.0}


def named(name: str, **more: Any) -> dict[str, Any]:
    """Give an element its id and names."""
    return {"id": name, "name": name, "name_ko": name} | more


def site(name: str, zones: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """Declare a site; without names it has one zone, called like itself."""
    place = {"provider": "P", "region": "kr-11", "latitude": 37.0, "longitude": 127.0}
    return named(name, **place, zones=[{"id": zone} for zone in zones or (name,)], **more)


def owner(name: str, *, teams: int = 1, rate: float = 1e6, **more: Any) -> dict[str, Any]:
    """Declare an owner whose operators lose no time and whose crews have one speed."""
    crews = {
        "manual_servers_per_h": rate, "automated_servers_per_h": rate, "first_share": 1.0,
        "batch_servers": 1, "teams": teams,
    }  # fmt: skip
    quick = {"detect": AT_ONCE, "decide_drilled": AT_ONCE, "decide_undrilled": AT_ONCE}
    crews |= more.pop("crews", {})
    return named(name, operations=quick | {"crews": crews} | more)


def component(name: str, owner: str, servers: dict[str, int], **more: Any) -> dict[str, Any]:
    """Declare a component that serves as soon as enough of its machines run."""
    plain = {"kind": "compute", "verification": AT_ONCE}
    return named(name, owner=owner, servers=servers) | plain | more


def service(name: str, owner: str, needs: list[Any]) -> dict[str, Any]:
    """Declare a service of one feature."""
    return named(name, owner=owner, features=[named("f", weight=1.0, needs=needs)])


def bare(*, horizon_h: float, **parts: Any) -> Scenario:
    """Put a country together; nobody in it matters."""
    everyone = ["10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+"]
    first = parts["services"][0]["id"]
    messaging = named(
        "messaging", needs_per_day=1.0, urgent_share=0.5, tolerance_urgent_min=15.0,
        tolerance_deferrable_min=240.0, lapse_h=12.0, attempts=3, by_hour=[1.0] * 24,
        by_weekday=[1.0] * 7, options=[{"service": first, "primacy": 1.0}],
    )  # fmt: skip
    people = {
        "residents": 1000,
        "regions": [named("kr-11", residents={"20-29": 1000})],
        "segments": [named("all", ages=everyone)],
        "categories": [messaging],
    }
    declaration = {
        "name": "bare", "title": "Bare", "title_ko": "맨", "question": "?", "question_ko": "?",
        "clock": {"start": START, "event": START, "horizon_h": horizon_h}, "people": people,
    }  # fmt: skip
    return Scenario.model_validate(declaration | parts, strict=False)
