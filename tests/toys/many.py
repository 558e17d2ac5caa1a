"""Build a country of any number of components, with sites, owners and services in proportion."""

from typing import Any

from simulator.model.scenario import Scenario

PATTERNS = (
    ("none", 0),
    ("active-passive", 1),
    ("cold-backup", 1),
    ("active-active", 1),
    ("pilot-light", 1),
    ("warm-standby", 1),
    ("quorum", 2),
)
HUBS = 5
"""Services on which all others lean a little."""
KINDS = ("compute", "storage", "login", "compute")
PER_YEAR = {
    ("power-loss", "site"): 2.0,
    ("cooling-failure", "site"): 2.0,
    ("fire", "site"): 0.2,
    ("network-failure", "owner"): 6.0,
    ("software-fault", "service"): 12.0,
    ("bad-push", "service"): 6.0,
    ("expired-certificate", "service"): 1.0,
    ("ransomware", "owner"): 0.5,
    ("strike", "owner"): 1.0,
    ("machine-failure", "machine"): 0.5,
}
"""Far above real rates, so that a month has much to do: events per element and year."""


def many(components: int, days: int = 30) -> Scenario:
    """Declare a country: a site for ten components, a service for four, an owner for twenty."""
    n_sites, n_owners = max(3, components // 10), max(1, components // 20)
    n_services = max(1, components // 4)
    parts = [_component(number, n_sites, n_owners) for number in range(components)]
    declaration = {
        "name": "many", "title": "Many", "title_ko": "많음", "question": "?", "question_ko": "?",
        "clock": {"start": "2022-10-01T00:00:00+09:00", "event": "2022-10-01T00:00:00+09:00",
                  "horizon_h": 24.0 * days},
        "sites": [_site(number) for number in range(n_sites)],
        "owners": [_named(f"o{n}", operations=_practice(n)) for n in range(n_owners)],
        "components": parts,
        "services": [_service(number, parts) for number in range(n_services)],
        "people": _people(),
        "catalogue": [
            {"id": kind, "kind": kind, "per": per, "rate_per_year": rate, "share_mean": 0.5,
             "share_concentration": 2.0, "while_up": kind == "fire"}
            for (kind, per), rate in PER_YEAR.items()
        ],
        "random_hazards": True,
    }  # fmt: skip
    return Scenario.model_validate(declaration, strict=False)


def _named(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "name_ko": name} | more


def _site(number: int) -> dict[str, Any]:
    zones = [{"id": f"z{number}-{zone}"} for zone in "ab"]
    return _named(
        f"s{number}", provider="P", region="kr-11", latitude=37.0, longitude=127.0, zones=zones
    )


def _practice(number: int) -> dict[str, Any]:
    """Let owners differ in how they work."""
    crews = {
        "batch_servers": 10,
        "teams": 1 + number % 2,
        "night_share": (1.0, 0.5)[number % 2],
        "aid_after_h": (None, 6.0)[number % 2],
        "aid_share": 0.5,
    }
    return {
        "drill_age_months": 6.0,
        "crews": crews,
        "switch_teams": 2,
        "triage": ("priority", "users", "smallest")[number % 3],
        "rollout": (None, {})[number % 2],
        "admin_domain": (None, "shared")[number % 2],
    }


def _component(number: int, n_sites: int, n_owners: int) -> dict[str, Any]:
    pattern, n_standby = PATTERNS[number % len(PATTERNS)]
    home = number % n_sites
    owner = number // 4 % n_owners
    tools = owner * 4  # the first component of each owner is its control plane
    standby = [
        {"zone": f"z{(home + step) % n_sites}-a", "capacity": 0.8}
        for step in range(1, n_standby + 1)
    ]
    return _named(
        f"c{number}",
        owner=f"o{owner}",
        kind="control" if number == tools else KINDS[number % 4],
        servers={f"z{home}-a": 20, f"z{home}-b": 10},
        standby=standby,
        pattern=pattern,
        quorum=2 if pattern == "quorum" else None,
        priority=1 + number % 99,
        recovery_needs=[f"c{tools}"] if standby and pattern != "quorum" and number != tools else [],
        switch_effort={"median_h": 2.0, "sigma": 0.5} if standby and pattern != "quorum" else None,
        restart_needs=[f"c{tools}"] if number % 3 == 0 and number != tools else [],
        cache={} if number % 5 == 0 else None,
    )


def _service(number: int, parts: list[dict[str, Any]]) -> dict[str, Any]:
    mine = parts[number * 4 : number * 4 + 4]
    weights = (1.0, 0.9, 0.5, 1.0)
    needs = [
        [{"on": part["id"], "weight": weight}] for part, weight in zip(mine, weights, strict=False)
    ]
    if number >= HUBS:
        needs[-1].append({"on": f"v{number % HUBS}", "weight": 0.3, "session_h": 12.0})
    weight = 1.0 / len(needs)
    features = [_named(f"f{place}", weight=weight, needs=need) for place, need in enumerate(needs)]
    return _named(f"v{number}", owner=mine[0]["owner"], features=features)


def _people() -> dict[str, Any]:
    everyone = ["10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+"]
    return {
        "residents": 1000,
        "regions": [_named("kr-11", residents={"20-29": 1000})],
        "segments": [_named("all", ages=everyone)],
        "categories": [
            _named(
                "messaging", needs_per_day=1.0, urgent_share=0.5, tolerance_urgent_min=15.0,
                tolerance_deferrable_min=240.0, lapse_h=12.0, attempts=3, by_hour=[1.0] * 24,
                by_weekday=[1.0] * 7, options=[{"service": "v0", "primacy": 1.0}],
            )
        ],
    }  # fmt: skip
