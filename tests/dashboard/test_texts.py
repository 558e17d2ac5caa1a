"""Check that both languages say the same things and that nothing is left unsaid."""

import re
import string
from pathlib import Path

import pytest

from dashboard.texts import LANGUAGES, count, language, plot_text, say, words

HANGUL = re.compile("[가-힣]")
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
    folder = checkout / "simulator" / "infrastructure"
    code = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    made = set(
        re.findall(
            r"\"((?:\w+-)+(?:lost|failed|out|cut|started|returned|raised|decided|drained|blocked|switched|restarted|verified|restored|degraded))\"",
            code,
        )
    )
    assert len(made) > 12
    assert {f"event.{kind}" for kind in made} - set(words("ko")) == set()


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
