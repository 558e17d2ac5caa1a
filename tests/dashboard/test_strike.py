"""Check that whatever a reader lets strike can be simulated, and that the rest is refused."""

import pytest

from dashboard.blows import KINDS, OF_SITE, Blow
from dashboard.pages.strike_form import BACKUPS, LENGTHS_H, declare, form, original, usual
from dashboard.ports import Card, Loaded
from dashboard.strike import Moment, TooLateError, strike
from dashboard.texts import say
from simulator.experiments.paired import run_paired
from simulator.model.consistency import find_problems
from simulator.model.hazards import Surge
from simulator.model.scenario import Scenario

ASKED = {
    "kind": "power-loss", "site": "south", "owner": "post", "backups": "clean", "day": "1",
    "hour": "9", "lasts": "usual", "people": "20000",
}  # fmt: skip


class Shelf:
    """Shipped scenarios by name."""

    def __init__(self, *scenarios):
        self.scenarios = {scenario.name: scenario for scenario in scenarios}

    def shipped(self):
        """List them."""
        return [Card(name, name, name, name) for name in self.scenarios]

    def scenario(self, name):
        """Give one."""
        return self.scenarios[name]


def target(kind):
    return "south" if kind in OF_SITE else "post"


def test_another_site_burns_at_the_chosen_hour(loaded):
    moved = strike(loaded.scenario, Blow("fire", "south"), Moment(1, 9))
    [fire] = moved.hazards
    assert fire.site == "south"
    assert (fire.at.weekday(), fire.at.hour) == (1, 9)
    assert moved.clock.event == fire.at
    assert [stage.zones for stage in fire.power_stages] == [()]
    assert fire.power_stages[0].after_h == 30
    assert list(find_problems(moved)) == []


def test_the_same_site_keeps_the_stages_of_its_power(loaded):
    moved = strike(loaded.scenario, Blow("fire", "north"), Moment(5, 3))
    assert moved.hazards[0].power_stages == loaded.scenario.hazards[0].power_stages
    assert moved.clock.start == loaded.scenario.clock.start


def test_no_observation_is_held_against_it(loaded):
    real = loaded.scenario.model_copy(update={"case": "kakao-2022"})
    moved = strike(real, Blow("fire", "south"), Moment(0, 12))
    assert moved.case is None
    assert moved.title == "A fire at South hall, Monday 12:00"
    assert "월요일" in moved.title_ko


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lasts_h", [None, 1.0, 168.0])
def test_every_kind_can_be_simulated_wherever_it_strikes(loaded, kind, lasts_h):
    moved = strike(loaded.scenario, Blow(kind, target(kind), lasts_h, "hit"), Moment(5, 23))
    assert list(find_problems(moved)) == []
    assert Scenario.model_validate_json(moved.model_dump_json()) == moved
    assert moved.hazards[-1].kind == kind
    assert (len(moved.hazards) == 2) == (kind == "strike")
    if lasts_h is not None:
        assert f"{lasts_h:g} h" in moved.title
        assert f"{lasts_h:g}시간" in moved.title_ko


def test_a_longer_outage_ends_within_the_run(loaded):
    moved = strike(loaded.scenario, Blow("power-loss", "north", 168.0), Moment(6, 23))
    hours = (moved.clock.event - moved.clock.start).total_seconds() / 3600
    assert moved.clock.horizon_h >= hours + 168 + 96


def test_lost_backups_are_worse_than_clean_ones(loaded):
    def out_h(backups):
        blow = Blow("ransomware", "post", None, backups)
        paired = run_paired(strike(loaded.scenario, blow, Moment(5, 15)), 1, 200)
        rows = paired.run.tables["events"]
        return rows.loc[rows["kind"] == "data-restored", "t_s"].max() / 3600

    assert 24 < out_h("clean") < out_h("hit")


def test_a_strike_comes_on_top_of_what_goes_wrong_already(loaded):
    moved = strike(loaded.scenario, Blow("strike", "post", 12.0), Moment(4, 6))
    assert moved.hazards[0] == loaded.scenario.hazards[0]
    assert moved.hazards[1].owners == ("post",)
    assert moved.clock == loaded.scenario.clock
    again = strike(moved, Blow("strike", "post"), Moment(4, 7))
    assert list(find_problems(again)) == []
    assert len(again.hazards) == 3


def test_a_strike_after_the_end_of_the_run_is_refused_in_words(loaded):
    with pytest.raises(TooLateError):
        strike(loaded.scenario, Blow("strike", "post"), Moment(2, 0))
    asked = ASKED | {"kind": "strike", "day": "2"}
    assert declare(Shelf(), loaded, asked, "ko") == say("ko", "strike.too_late")


@pytest.mark.parametrize(
    ("blow", "moment"),
    [
        (Blow("fire", "moon"), Moment(0, 0)),
        (Blow("fire", "post"), Moment(0, 0)),
        (Blow("strike", "south"), Moment(0, 0)),
        (Blow("meteor", "south"), Moment(0, 0)),
        (Blow("fire", "south"), Moment(7, 0)),
        (Blow("fire", "south"), Moment(0, 24)),
        (Blow("fire", "south", -1.0), Moment(0, 0)),
        (Blow("fire", "south", float("nan")), Moment(0, 0)),
        (Blow("ransomware", "post", None, "eaten"), Moment(0, 0)),
    ],
)
def test_what_is_not_there_cannot_strike(loaded, blow, moment):
    with pytest.raises(ValueError, match="no such"):
        strike(loaded.scenario, blow, moment)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "meteor"},
        {"site": "moon"},
        {"day": "x"},
        {"hour": None},
        {"lasts": "1e9"},
        {"lasts": "nan"},
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_nonsense_is_answered_in_words(loaded, change, lang):
    assert declare(Shelf(), loaded, ASKED | change, lang) == say(lang, "strike.unknown")


def test_what_cannot_be_simulated_is_told(loaded):
    sites = tuple(site.model_copy(update={"region": "moon"}) for site in loaded.scenario.sites)
    scenario = loaded.scenario.model_copy(update={"sites": sites, "name": "kakao-2022"})
    told = declare(Shelf(scenario), None, ASKED, "en")
    assert isinstance(told, str)
    assert told.startswith("This cannot be simulated: sites.")


def test_the_form_offers_what_goes_wrong_in_the_scenario_first(loaded):
    assert usual(loaded.scenario) == ("fire", "north", "post")
    calm = loaded.scenario.model_copy(update={"hazards": ()})
    assert usual(calm) == ("power-loss", "north", "post")
    surge = Surge.model_validate(
        {"kind": "surge", "id": "rush", "at": calm.clock.event, "categories": ("messaging",),
         "factor": 3.0, "lasts": {"median_h": 1.0}}
    )  # fmt: skip
    rush = calm.model_copy(update={"hazards": (surge,)})
    assert usual(rush)[0] == "power-loss"
    for scenario in (loaded.scenario, calm, rush):
        assert all(say(lang, "strike.run") in str(form(scenario, lang)) for lang in ("en", "ko"))
    assert set(BACKUPS) == {"clean", "hit"}
    assert all(0 < float(length) <= 240 for length in LENGTHS_H)


def test_a_what_if_of_a_what_if_starts_from_the_shipped_scenario(loaded):
    shelf = Shelf(loaded.scenario)
    moved = strike(loaded.scenario, Blow("fire", "south"), Moment(0, 1))
    shown = Loaded(loaded.id, run_paired(moved, 1, 200), loaded.summary)
    assert original(shelf, shown, "fire") == loaded.scenario
    assert original(shelf, shown, "strike") == moved
    assert original(Shelf(), shown, "fire") == moved
