"""Check that no file, however hostile, gets anything but a scenario or clear problems."""

import gc
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import CODES, ScenarioError
from simulator.io.scenario_files import SOUGHT_AT_MOST, read_scenario, read_scenario_text
from simulator.io.scenario_text import dump_scenario
from simulator.model.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "tests" / "hostile").glob("*.yaml"))
SEEDS = [
    *sorted((ROOT / "tests" / "hostile" / "seeds").glob("*.yaml")),
    *sorted((ROOT / "scenarios").glob("*.yaml")),
]
N_MUTANTS = {"everyday": 2_000, "all": 20_000, "nightly": 500_000}
N_LITTERS = 8
WHOLE_SHARE = 0.75  # of mutants come from the whole declaration, the rest from shipped files
MOST_S = 0.5  # of processor time, since other tests run beside these

NASTY = [
    *("", "~", "NO", "on", "22:22", "010", "1e5", "-1", "0", "1e308", "1e999", ".nan", ".inf"),
    *("9" * 40, "''", "[]", "{}", "[[]]", "{a: b}", "'5'", "true", "&a x", "*a", "!!str x", "<<"),
    *("? x", "- x", "|", ">", "%", "@", "`", "x: y", "'", '"', "[", "}", "#", "\u202e", "\x00"),
    *("é", "불", "2022-10-15", "2001-99-99", "2022-10-15T15:30:00+09:00", "x" * 3000, "-0.0"),
]


PACE: list[Callable[[], float]] = []  # how slow this machine is now


@pytest.fixture(autouse=True, scope="module")
def pace(toybox):
    PACE[:] = [toybox("pace").slowness]


def read(text: bytes | str) -> Scenario | ScenarioError:
    """Read a text, and hold whatever comes back to what is promised."""
    began = time.process_time()
    outcome = read_or_catch(text)
    took = time.process_time() - began
    if took >= MOST_S:  # collecting the garbage of other tests may have taken part of it
        gc.collect()
        gc.freeze()
        began = time.process_time()
        read_or_catch(text)
        took = (time.process_time() - began) / PACE[0]()
        gc.unfreeze()
    assert took < MOST_S
    if isinstance(outcome, ScenarioError):
        assert 0 < len(str(outcome)) < 40_000
        for problem in outcome.problems:
            assert problem.code in CODES
            assert problem.file
            assert problem.found
            assert problem.expected
            assert problem.line is None or problem.line >= 1
        assert outcome.problems
    return outcome


def read_or_catch(text: bytes | str) -> Scenario | ScenarioError:
    try:
        return read_scenario_text(text, "mutant.yaml")
    except ScenarioError as error:
        return error


def bytes_changed(luck: random.Random, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(len(data))
        match luck.randrange(4):
            case 0:
                data[at] = luck.randrange(256)
            case 1:
                del data[at : at + luck.randint(1, 20)]
            case 2:
                data[at:at] = bytes(
                    luck.choice(b":-[]{}#&*!|>'\"%@` \t\n?,.0\xff\x00") for _ in "ab"
                )
            case _:
                data[at:at] = data[at : at + luck.randint(1, 40)]
    return bytes(data)


def lines_changed(luck: random.Random, text: str) -> bytes:
    lines = text.split("\n")
    for _ in range(luck.randint(1, 3)):
        at, other = luck.randrange(len(lines)), luck.randrange(len(lines))
        match luck.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " " * luck.randint(0, 6) + lines[at].lstrip()
            case _:
                lines[at] = lines[at][: luck.randint(0, 12)]
        lines = lines or [""]
    return "\n".join(lines).encode()


def values_changed(luck: random.Random, text: str) -> bytes:
    places = list(re.finditer(r"(?<=: )[^\s,{}\[\]#][^,{}\[\]#\n]*|(?<=[\[,{] )[^,\[\]{}]+", text))
    for place in sorted(luck.sample(places, luck.randint(1, 2)), key=lambda p: -p.start()):
        text = text[: place.start()] + luck.choice(NASTY) + text[place.end() :]
    return text.encode()


@pytest.mark.slow
@pytest.mark.parametrize("litter", range(N_LITTERS))
def test_a_mutant_is_a_scenario_or_a_clear_error(litter, effort):
    luck = random.Random(f"mutants {litter}")  # noqa: S311 - the same mutants every time
    whole, *others = [path.read_text("utf-8") for path in SEEDS]
    n_accepted = 0
    n_mutants = N_MUTANTS[effort] // N_LITTERS
    for _ in range(n_mutants):
        change = luck.choice([bytes_changed, lines_changed, values_changed])
        outcome = read(change(luck, whole if luck.random() < WHOLE_SHARE else luck.choice(others)))
        if isinstance(outcome, Scenario):
            n_accepted += 1
            assert read_scenario_text(dump_scenario(outcome), "again.yaml") == outcome
    assert 0 < n_accepted < n_mutants / 2


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_known_trap_gets_its_code(path):
    expected = path.read_text("utf-8").split("\n")[0].removeprefix("# ")
    outcome = read(path.read_bytes())
    assert isinstance(outcome, ScenarioError)
    assert expected in {problem.code for problem in outcome.problems}


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "100,000 open brackets": ("S113", lambda: b"[" * 100_000),
    "100,000 closed brackets": ("S113", lambda: b"[" * 100_000 + b"]" * 100_000),
    "30,000 open braces": ("S113", lambda: b"{a: " * 30_000),
    "100,000 dashes": ("S113", lambda: b"- " * 100_000),
    "30,000 steps of indentation": (
        "S113",
        lambda: b"".join(b" " * n + b"a:\n" for n in range(1_000)),
    ),
    "50,000 question marks": ("S117", lambda: b"? " * 50_000),
    "an integer of 4,301 digits": ("S116", lambda: b"clock: {beat_s: " + b"9" * 1_999 + b"}"),
    "an integer of a million digits": ("S115", lambda: b"clock: " + b"9" * 900_000),
    "a hexadecimal of a million digits": ("S115", lambda: b"clock: 0x" + b"f" * 900_000),
    "a clock time of 100,000 parts": ("S115", lambda: b"clock: " + b":".join([b"59"] * 100_000)),
    "a text of a million letters": ("S115", lambda: b"name: " + b"x" * 900_000),
    "a tag of a million letters": ("S107", lambda: b"name: !" + b"x" * 900_000 + b" y"),
    "an anchor of a million letters": ("S106", lambda: b"name: &" + b"x" * 900_000 + b" y"),
    "100,000 anchors": ("S106", lambda: b"".join(b"- &a%d x\n" % n for n in range(60_000))),
    "two million bytes": ("S112", lambda: b"# " + b"x" * 2_000_000),
    "60,000 values": ("S114", lambda: b"name: [" + b"1," * 60_000 + b"]"),
    "60,000 pairs": ("S114", lambda: b"name: [" + b"a: 1," * 60_000 + b"]"),
    "40,000 unknown keys": ("S207", lambda: b"".join(b"k%d: 1\n" % n for n in range(40_000))),
    "4,000 unknown keys": ("S202", lambda: b"".join(b"k%d: 1\n" % n for n in range(4_000))),
    "40,000 wrong elements": ("S207", lambda: b"sites: [" + b"1," * 40_000 + b"]"),
    "100,000 equal keys": ("S109", lambda: b"a: 1\n" * 100_000),
    "40,000 settings": (
        "S302",
        lambda: b"set:\n" + b"".join(b"  clok.k%d: 1\n" % n for n in range(40_000)),
    ),
    "40,000 remedies": ("S207", lambda: b"apply: [" + b"a," * 40_000 + b"]"),
    "40,000 ids": (
        "S302",
        lambda: (
            b"set: {sites.north-hal: 1}\nsites:\n"
            + b"".join(b"- id: north-hall-%d\n" % n for n in range(20_000))
        ),
    ),
    "settings upon settings": (
        "S404",
        lambda: (
            b"a: ["
            + b"[0]," * 900
            + b"]\nset:\n"
            + b"".join(b"  %sa.*: [%s]\n" % (b"", b"0," * 900) for _ in range(1))
        ),
    ),
    "a binary file": ("S103", lambda: bytes(range(256)) * 100),
    "a picture": ("S103", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    "UTF-16": ("S103", lambda: "name: x\n".encode("utf-16")),
    "nothing": ("S104", lambda: b""),
    "spaces": ("S104", lambda: b" \n" * 1_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name):
    code, build = BOMBS[name]
    outcome = read(build())
    assert isinstance(outcome, ScenarioError)
    assert code in {problem.code for problem in outcome.problems}


def many(town: str, section: str, n: int, line: str) -> str:
    """Put many elements into a section of a sound file."""
    elements = "".join(f"  - {line}\n".replace("#", str(at)) for at in range(n))
    return town.replace(f"{section}:\n", f"{section}:\n{elements}", 1)


COMPONENT = "{id: c#, name: c, name_ko: c, owner: nobody, kind: compute, servers: {north-a: 1}}"
FIRE = (
    "{kind: fire, id: f#, site: north, at: '2022-10-15T15:19:00+09:00',"
    " power_stages: [{after_h: 1}]}"
)
CROWDS = {
    "owners that nobody declared": ("components", 4_000, COMPONENT),
    "equal ids": ("components", 4_000, COMPONENT.replace("c#", "c").replace("nobody", "post")),
    "fires in one place at one time": ("hazards", 990, FIRE),
}


@pytest.mark.parametrize("name", CROWDS)
def test_the_search_for_contradictions_ends(name):
    outcome = read_or_catch(many(SEEDS[0].read_text("utf-8"), *CROWDS[name]))
    assert isinstance(outcome, ScenarioError)
    assert len(outcome.problems) == SOUGHT_AT_MOST
    assert "at least 200 problems" in str(outcome)


def test_a_folder_is_told_from_a_file(tmp_path):
    with pytest.raises(ScenarioError, match="S102"):
        read_scenario(tmp_path)


FIELD = re.compile(r"^(?P<start>\s*(?:- )?)(?P<key>[a-z_]+): (?P<value>[^\[{|#].*)$")


def planted(text: str) -> list[tuple[str, int, str]]:
    """Plant one defect in one line, in each of four ways, for each line with a single field."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines):
        field = FIELD.match(line)
        if field is None:
            continue
        start, key, value = field["start"], field["key"], field["value"]
        blank = " " * len(start)
        defects = {
            "wrong type": f"{start}{key}: {{zz: 1}}",
            "unknown key": f"{line}\n{blank}{key}zz: 1",
            "not finite": f"{start}{key}: .nan",
            "no text": f"{start}{key}: [{value}",
        }
        for kind, defect in defects.items():
            below = 1 if kind == "unknown key" else 0
            changed = [*lines[:number], defect, *lines[number + 1 :]]
            found.append((kind, number + 1 + below, "\n".join(changed)))
    return found


@pytest.mark.slow
def test_a_planted_defect_is_reported_at_its_line():
    text = SEEDS[0].read_text("utf-8")
    defects = [defect for defect in planted(text) if defect[0] != "no text"]
    assert len(defects) > 150
    missed = []
    for kind, line, changed in defects:
        outcome = read(changed)
        lines = {p.line for p in outcome.problems} if isinstance(outcome, ScenarioError) else set()
        if line not in lines:
            missed.append((kind, line))
    assert missed == []
