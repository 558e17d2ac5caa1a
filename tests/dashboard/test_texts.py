"""Check that both languages say the same things and that nothing is left unsaid."""

import ast
import re
import string
from pathlib import Path
from typing import get_args

import pytest

from dashboard.blows import KINDS
from dashboard.texts import LANGUAGES, count, language, plot_text, say, words
from dashboard.theme import LINK_DASHES
from dashboard.viewmodels.state import CONDITIONS
from simulator.model.hazards import HazardKind
from simulator.model.patterns import Pattern

HANGUL = re.compile("[가-힣]")
KIND = re.compile("[a-z]+(-[a-z]+)+")
NO_EVENTS = {
    "admin-domain", "around-tools", "by-chance", "drain-works", "failover-works", "site-power",
    "stage-works", "switch-by-hand", "undo-by-itself",
}  # fmt: skip
"""Addresses of luck and values of declarations."""
SAME = {"unit.h"}


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert set(words("en")) == set(words("ko"))


@pytest.mark.parametrize("key", sorted(words("en")))
def test_a_text_has_the_same_values_in_both_languages(key):
    english, korean = places(words("en")[key]), places(words("ko")[key])
    assert {name.removesuffix("_name") for name in english} - {"month"} == korean - {"month"}


def test_korean_is_korean():
    foreign = [k for k, said in words("ko").items() if not HANGUL.search(said)]
    assert foreign == []


def test_english_is_english():
    assert [k for k, said in words("en").items() if HANGUL.search(said) and k != "language"] == []


def test_every_text_that_the_code_names_is_there(checkout: Path):
    code = "\n".join(p.read_text("utf-8") for p in (checkout / "dashboard").rglob("*.py"))
    code += (checkout / "dashboard" / "templates" / "report.html").read_text("utf-8")
    named = set(re.findall(r"say(?:_or)?\(\s*(?:[\w.]+, )?\"([a-z_.]+)\"", code))
    assert len(named) > 60
    assert {key for key in named if not key.endswith(".")} - set(words("en")) == set()


def test_every_event_of_the_machines_has_a_name(checkout: Path):
    made = set()
    for path in (checkout / "simulator" / "infrastructure").glob("*.py"):
        parts = ast.walk(ast.parse(path.read_text("utf-8")))
        made |= {part.value for part in parts if isinstance(part, ast.Constant)}
    hyphened = {name for name in made if isinstance(name, str) and KIND.fullmatch(name)}
    events = hyphened - set(get_args(HazardKind)) - set(get_args(Pattern)) - NO_EVENTS
    assert len(events) > 55
    assert {f"event.{kind}" for kind in events} - set(words("en")) == set()
    said = {key.removeprefix("event.") for key in words("en") if key.startswith("event.")}
    assert said - events == set()


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("hazard", get_args(HazardKind)),
        ("pattern", get_args(Pattern)),
        ("condition", CONDITIONS),
        ("strike.name", KINDS),
        ("strike.question", KINDS),
        ("link", [relation for relation in LINK_DASHES if relation != "needs"]),
    ],
)
def test_every_value_of_a_kind_has_a_name(prefix, names):
    assert names
    assert {f"{prefix}.{name}" for name in names} - set(words("ko")) == set()


def test_every_condition_that_machines_can_have_is_known(checkout: Path):
    code = (checkout / "simulator" / "infrastructure" / "part.py").read_text("utf-8")
    parts = [p for p in ast.walk(ast.parse(code)) if isinstance(p, ast.FunctionDef)]
    conditions = [p for p in parts if p.name.endswith("condition")]
    returned = [r for p in conditions for r in ast.walk(p) if isinstance(r, ast.Return)]
    told = {c.value for r in returned for c in ast.walk(r.value) if isinstance(c, ast.Constant)}
    assert len(conditions) == 3
    assert {name for name in told if isinstance(name, str)} <= set(CONDITIONS)


def test_nothing_speaks_of_a_fire_where_something_else_may_have_struck():
    of_fires = re.compile(
        r"\.(fire|fire-out|fire-started|site-cut)$|^(case|zero|evidence\.about)\.|^empty\."
    )
    for lang, fire in (("en", re.compile(r"\bfires?\b|burn", re.IGNORECASE)),
                       ("ko", re.compile(r"화재|불[이은을도 ]|탄다"))):  # fmt: skip
        told = [k for k, text in words(lang).items() if fire.search(text)]
        assert [key for key in told if not of_fires.search(key)] == []


@pytest.mark.parametrize(
    ("wish", "given"), [("ko", "ko"), ("en", "en"), ("xx", "en"), (None, "en")]
)
def test_an_unknown_language_is_english(wish, given):
    assert language(wish) == given
    assert given in LANGUAGES


def test_large_numbers_are_said_as_people_say_them():
    assert count("en", 1_234) == "1,230"
    assert count("en", 2.1e9) == "2.1 billion"
    assert count("ko", 43_930_000) == "4,390만"
    assert count("ko", 1.15e9) == "11.5억"


def test_markup_is_shown_as_text():
    assert plot_text("<a href='x'>") == "&lt;a href='x'&gt;"
    assert say("en", "kpi.observed", value="{x}") == "Observed: {x}"
