"""Check that nonsense about society is refused where it stands."""

import pytest
from pydantic import ValidationError

from simulator.model.company import society_problems
from simulator.model.society import Society


@pytest.fixture
def problems(toybox):
    """Find all problems of a society among the toy's owners."""
    toy, among = toybox("lives").toy, toybox("lives").among

    def find(*options, **society):
        return [(p.code, p.where) for p in society_problems(among(toy(*options), **society))]

    return find


def test_the_defaults_and_houses_of_known_owners_are_sound(problems):
    assert problems() == []
    assert problems(houses=(("acme", "other"),)) == []


def test_houses_name_known_owners_once(problems):
    first, second = "people.society.houses[0]", "people.society.houses[1]"
    assert problems(houses=(("acme", "acne"),)) == [("S301", f"{first}[1]")]
    twice = (("acme", "other"), ("other", "acme"))
    assert problems(houses=twice) == [("S306", f"{second}[0]"), ("S306", f"{second}[1]")]


def test_more_messengers_than_fit_in_a_word_are_refused(toybox):
    lives = toybox("lives")
    five = [{"service": "rival", "network": True}] * 5
    calls = lives.toy(*five).people.categories[0].model_dump(mode="json") | {"id": "calls"}
    fits = lives.toy(*five, beyond=[calls | {"options": five[:3]}])
    assert list(society_problems(fits)) == []
    (problem,) = society_problems(lives.toy(*five, beyond=[calls | {"options": five[:4]}]))
    assert (problem.code, problem.where) == ("S405", "people.categories")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mean_contacts", 0.0), ("outside_share", 1.1), ("contagion", "viral"),
        ("fear_per_h", -0.1), ("fear_per_h", float("nan")), ("fear_lasts_h", 0.0),
        ("advert_factor", 0.5), ("threshold_mean", 1.0), ("houses", (("acme",),)),
        ("notice_after_h", -1.0), ("touch_half_life_h", 1.0),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused(field, value):
    with pytest.raises(ValidationError):
        Society.model_validate({field: value}, strict=False)
