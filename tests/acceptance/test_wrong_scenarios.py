"""Check that whoever gives a wrong scenario is told so, soon, in words, with exit status 2."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import dump_scenario

MOST_CPU_S = 0.5
TRIES = 5  # a busy machine makes any one measurement longer than it need be
COMMANDS = (("run",), ("scenarios", "check"))
BOMB_BYTES = 428
BRACKETS = 100_000

CHANGES = {  # what is wrong -> a line of the full scenario, what stands there instead, what is told
    "an unknown site": (r"^    site: pangyo$", "    site: atlantis", ("atlantis", "pangyo")),
    "a negative duration": (
        r"^    cut_after_min: 93\.0$",
        "    cut_after_min: -93",
        ("cut_after_min", "-93", "from 0"),
    ),
    "a category that lacks a key": (
        r"^      tolerance_urgent_min: [\d.]+$",
        "      # nothing is said of patience",
        ("tolerance_urgent_min", "found nothing"),
    ),
    "a duplicate key": (
        r"^  beat_s: 300$",
        "  beat_s: 300\n  beat_s: 300",
        ("beat_s", "again", "expected it once"),
    ),
    "a number in quotes": (
        r"^  beat_s: 300$",
        '  beat_s: "300"',
        ("beat_s", "'300'", "without quotation marks"),
    ),
}


def changed(name: str) -> tuple[str, int, tuple[str, ...]]:
    """Spoil one line of the full scenario; give the text, the line, and what must be told."""
    pattern, instead, told = CHANGES[name]
    text = dump_scenario(read_scenario("kakao-2022"))
    found = re.search(pattern, text, re.MULTILINE)
    assert found, "the shipped scenario no longer has such a line"
    wrong = text[: found.start()] + instead + text[found.end() :]
    line = text[: found.start()].count("\n") + 1
    return wrong, line, told


def bomb() -> str:
    """Write aliases that would grow to nine to the ninth power of texts."""
    names = "abcdefghi"
    lines = [f"a: &a [{','.join(['lol'] * 9)}]"]
    lines += [f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]" for old, new in pairwise(names)]
    text = "\n".join(lines) + "\n#"
    return text + "." * (BOMB_BYTES - len(text))


def setting(*lines: str) -> bytes:
    """Write a scenario that changes the full one; the first change is on line 4."""
    return "\n  ".join(["base: kakao-2022\nname: mine\nset:", *lines, ""]).encode()


FILES = {  # what is wrong -> the bytes of the file, and what must be told
    "an alias bomb": (bomb().encode(), ("wrong.yaml:1", "&a", "the value itself")),
    "nested brackets": (
        b"a: " + b"[" * BRACKETS + b"]" * BRACKETS,
        ("wrong.yaml:1", "levels"),
    ),
    "a binary file": (bytes(range(256)) * 16, ("wrong.yaml",)),
    "an empty file": (b"", ("wrong.yaml", "found nothing")),
    "a failover to itself": (
        setting("components.kakao-text.standby: [{zone: pangyo-b}]"),
        ("wrong.yaml:4", "standby[0].zone", "pangyo-b", "fail over to itself"),
    ),
    "tools that wait for each other": (
        setting(
            "components.kakao-tools.bypass: null",
            "components.kakao-text.bypass: null",
            "components.kakao-text.restart_needs: [kakao-tools]",
            "components.kakao-tools.restart_needs: [kakao-text]",
        ),
        ("restart_needs", "kakao-tools > kakao-text > kakao-tools", "a bypass"),
    ),
    "more of several than there are": (
        setting("services.kakaotalk.features.text.needs: [{on: [kakao-text], at_least: 2}]"),
        ("wrong.yaml:4", "needs[0].at_least", "2 of 1", "at most 1"),
    ),
    "a probability above one": (
        setting("hazards.battery-fire.chance: 1.2"),
        ("wrong.yaml:4", "hazards.battery-fire.chance", "1.2", "from 0 to 1"),
    ),
    "a negative rate of needs": (
        setting("people.categories.pay.needs_per_day: -1"),
        ("wrong.yaml:4", "needs_per_day", "-1", "from 0 to 1,000"),
    ),
    "nobody": (
        setting("people.residents: 0"),
        ("wrong.yaml:4", "people.residents", "0", "from 1,000"),
    ),
    "an alternative that nobody has": (
        setting(
            "people.categories.taxi.options.ut.holders: 0",
            "people.categories.taxi.options.ut.adoption: 0",
        ),
        ("wrong.yaml:4", "options[1].holders", "nobody has", "adoption above 0"),
    ),
    "more merchants than there are people": (
        setting("people.segments.merchants.within: 0.99"),
        ("people.segments", "add up to 1.04", "at most 1"),
    ),
    "a rate that is not a number": (
        setting("people.categories.pay.needs_per_day: .nan"),
        ("wrong.yaml:4", ".nan"),
    ),
    "a segment without any means": (
        setting(
            "people.categories.mail.options.naver.holders: {youth: 0.5}",
            "people.categories.mail.options.daum_mail.holders: {youth: 0.1}",
        ),
        ("people.categories.mail.options", "no means", "elderly", "factor"),
    ),
    "a category without options": (
        setting("people.categories.taxi.options: []"),
        ("wrong.yaml:4", "people.categories.taxi.options", "1 to 8"),
    ),
}


@pytest.fixture(params=COMMANDS, ids=" ".join)
def refuse(request, linchpin, toybox, tmp_path) -> Callable[..., str]:
    """Give the command a file that it must refuse, and return what it told."""

    def call(file: Path) -> str:
        least_cpu_s, slowness = float("inf"), toybox("pace").slowness
        for _ in range(TRIES):
            found = linchpin(*request.param, file.name, cwd=tmp_path)
            assert (found.status, found.out) == (2, "")
            assert "Traceback" not in found.err
            assert "fault of Linchpin" not in found.err
            assert str(file.name) in found.err
            assert len(found.err) < 3_000
            least_cpu_s = min(least_cpu_s, found.cpu_s / slowness())
            if least_cpu_s <= MOST_CPU_S:
                break
        assert least_cpu_s <= MOST_CPU_S
        return " ".join(found.err.split())

    return call


@pytest.mark.slow
@pytest.mark.parametrize("wrong", CHANGES)
def test_a_wrong_line_is_named_with_its_number(refuse, tmp_path, wrong):
    text, line, expected = changed(wrong)
    file = tmp_path / "wrong.yaml"
    file.write_text(text, "utf-8")
    told = refuse(file)
    named = [int(n) for n in re.findall(r"wrong\.yaml:(\d+)", told)]
    assert named
    if wrong == "a category that lacks a key":  # the line where the category begins
        assert all(line - 30 < n < line for n in named)
    else:
        assert set(named) <= {line, line + 1}
    assert [words for words in expected if words not in told] == []


@pytest.mark.slow
@pytest.mark.parametrize("wrong", FILES)
def test_a_file_that_is_no_scenario_is_refused(refuse, tmp_path, wrong):
    content, expected = FILES[wrong]
    file = tmp_path / "wrong.yaml"
    file.write_bytes(content)
    told = refuse(file)
    assert [words for words in expected if words not in told] == []


@pytest.mark.slow
def test_a_folder_is_refused(refuse, tmp_path):
    folder = tmp_path / "wrong.yaml"
    folder.mkdir()
    assert "a folder" in refuse(folder)


@pytest.mark.slow
def test_the_unspoilt_scenario_is_fine(linchpin, tmp_path):
    file = tmp_path / "right.yaml"
    file.write_text(dump_scenario(read_scenario("kakao-2022")), "utf-8")
    found = linchpin("scenarios", "check", file)
    assert (found.status, found.err) == (0, "")


def test_the_bomb_is_as_small_as_they_come():
    assert len(bomb()) == BOMB_BYTES
