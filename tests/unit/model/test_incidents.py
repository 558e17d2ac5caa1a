"""Check that hazards and classes which cannot be are found where they stand."""

import json

import pytest

from simulator.model.consistency import find_problems
from simulator.model.scenario import Scenario

AT = "2022-10-15T03:00:00+09:00"
LATE = "2022-10-18T03:00:00+09:00"


@pytest.fixture
def toy(checkout):
    """Read the toy with two sites, with a campus, domains and administrators."""
    toy = json.loads((checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8"))
    toy["sites"][0] |= {"campus": "hill", "power_domain": "grid", "network_domain": "line"}
    toy["owners"][0]["operations"]["admin_domain"] = "admins"
    return toy


def problems(toy):
    """Find all problems of a changed toy."""
    return [(p.code, p.where) for p in find_problems(Scenario.model_validate_json(json.dumps(toy)))]


def hazard(kind, **more):
    """Declare a hazard called h."""
    return {"id": "h", "kind": kind, **({} if "follows" in more else {"at": AT}), **more}


@pytest.mark.parametrize(
    "sound",
    [
        hazard("power-loss", sites=["north"], zones=["south-a"]),
        hazard("power-loss", region="kr-11"),
        hazard("power-loss", power_domain="grid"),
        hazard("cooling-failure", zones=["north-a"], share=0.3),
        hazard("network-failure", network_domain="line"),
        hazard("network-failure", owner="acme"),
        hazard("software-fault", owner="acme"),
        hazard("bad-push", components=["text", "rival-core"]),
        hazard("expired-certificate", components=["tools"]),
        hazard("ransomware", admin_domain="admins"),
        hazard("machine-failure", component="text", zone="north-a", count=100),
        hazard("surge", categories=["messaging"], factor=3.0, lasts={"median_h": 1.0}),
        hazard("strike", owners=["acme"], windows=[{"at": AT, "lasts_h": 2.0}]),
        hazard("withdrawal", owner="acme", notice_days=0.1),
        hazard("power-loss", sites=["south"], follows="fire", delay={"median_h": 1.0}, chance=0.5),
    ],
)
def test_a_sound_hazard_has_no_problem(toy, sound):
    toy["hazards"].append(sound)
    assert problems(toy) == []


@pytest.mark.parametrize(
    ("wrong", "code", "where"),
    [
        (hazard("power-loss"), "S309", "hazards.h"),
        (hazard("network-failure"), "S309", "hazards.h"),
        (hazard("software-fault"), "S309", "hazards.h"),
        (hazard("power-loss", sites=["nroth"]), "S301", "hazards.h.sites[0]"),
        (hazard("power-loss", zones=["north-z"]), "S301", "hazards.h.zones[0]"),
        (hazard("power-loss", region="kr-99"), "S301", "hazards.h.region"),
        (hazard("power-loss", power_domain="gird"), "S301", "hazards.h.power_domain"),
        (hazard("network-failure", network_domain="x"), "S301", "hazards.h.network_domain"),
        (hazard("network-failure", owner="acmee"), "S301", "hazards.h.owner"),
        (hazard("bad-push", components=["txet"]), "S301", "hazards.h.components[0]"),
        (hazard("ransomware", admin_domain="x"), "S301", "hazards.h.admin_domain"),
        (hazard("strike", owners=["acme", "x"]), "S301", "hazards.h.owners[1]"),
        (hazard("withdrawal", owner="x"), "S301", "hazards.h.owner"),
        (hazard("surge", categories=["x"], factor=2.0, lasts={"median_h": 1.0}), "S301",
         "hazards.h.categories[0]"),
        (hazard("machine-failure", component="text", zone="south-a"), "S309", "hazards.h.zone"),
        (hazard("machine-failure", component="text", zone="north-a", count=101), "S402",
         "hazards.h.count"),
        (hazard("power-loss", sites=["north"], at=LATE), "S403", "hazards.h.at"),
        (hazard("strike", owners=["acme"], windows=[{"at": LATE, "lasts_h": 2.0}]), "S403",
         "hazards.h.windows[0].at"),
        (hazard("withdrawal", owner="acme", notice_days=2.0), "S403", "hazards.h.notice_days"),
        (hazard("power-loss", sites=["north"], follows="fier"), "S301", "hazards.h.follows"),
        (hazard("power-loss", sites=["north"], follows="h"), "S307", "hazards.h.follows"),
        (hazard("power-loss", sites=["north"], id="fire"), "S306", "hazards[1].id"),
    ],
)  # fmt: skip
def test_a_hazard_that_cannot_be_is_told_where_it_stands(toy, wrong, code, where):
    toy["hazards"].append(wrong)
    assert problems(toy) == [(code, where)]


def test_hazards_that_wait_for_each_other_are_a_circle(toy):
    names = ("first", "second", "third")
    toy["hazards"] += [
        hazard("power-loss", sites=["north"], id=name, follows=other)
        for name, other in zip(names, (*names[1:], names[0]), strict=True)
    ]
    assert problems(toy) == [("S307", f"hazards.{name}.follows") for name in names]


def kind(**more):
    """Declare a class of random hazards called k."""
    return {"id": "k", "kind": "power-loss", "per": "site", "rate_per_year": 1.0, **more}


@pytest.mark.parametrize(
    ("declared", "code", "where"),
    [
        (kind(), None, ""),
        (kind(only=["north"], beta=0.2, common="campus"), None, ""),
        (kind(kind="ransomware", per="owner", beta=0.2, common="admin-domain"), None, ""),
        (kind(kind="surge", per="category", lasts={"median_h": 1.0}), None, ""),
        (kind(per="owner"), "S309", "catalogue.k.per"),
        (kind(kind="fire", per="region"), "S309", "catalogue.k.per"),
        (kind(kind="machine-failure", per="component"), "S309", "catalogue.k.per"),
        (kind(only=["nroth"]), "S301", "catalogue.k.only[0]"),
        (kind(common="admin-domain"), "S309", "catalogue.k.common"),
        (kind(kind="ransomware", per="owner", common="campus"), "S309", "catalogue.k.common"),
        (kind(kind="surge", per="category"), "S201", "catalogue.k.lasts"),
        (kind(kind="machine-failure", per="machine", rate_per_year=1e5), "S404",
         "catalogue.k.rate_per_year"),
    ],
)  # fmt: skip
def test_a_class_must_be_counted_for_what_it_can_strike(toy, declared, code, where):
    toy["catalogue"] = [declared]
    toy["random_hazards"] = True
    assert problems(toy) == ([(code, where)] if code else [])


def test_random_hazards_need_a_catalogue(toy):
    toy["random_hazards"] = True
    assert problems(toy) == [("S309", "random_hazards")]
    toy["catalogue"] = [kind(), kind()]
    assert problems(toy) == [("S306", "catalogue[1].id")]


def test_a_hazard_that_follows_itself_is_told_so(toy):
    toy["hazards"].append(hazard("power-loss", sites=["north"], id="dark", follows="dark"))
    (problem,) = find_problems(Scenario.model_validate_json(json.dumps(toy)))
    assert (problem.code, problem.where) == ("S307", "hazards.dark.follows")
    assert problem.found == "'dark', the hazard itself"
