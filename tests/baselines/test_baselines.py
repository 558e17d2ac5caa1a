"""Check that no result of a shipped scenario moved without being told."""

import hashlib
import json
import sys
from pathlib import Path

import pytest

from simulator.analysis.story import story
from simulator.analysis.summary import summarise
from simulator.experiments.paired import run_paired
from simulator.io.scenario_files import list_scenarios, read_scenario
from simulator.io.tables import read_observations

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PEOPLE, SEED = 5_000, 1
DIGITS = 6
TOLERANCE = 2e-6  # other processors may differ in the last digit that is kept
LEFT_OUT = {
    *("version", "digest", "performance", "moves", "observations", "overruns", "panels"),
    "rests_on",
}
SCENARIOS = [name for name, _ in list_scenarios()]


def rounded(value):
    """Keep as many digits of every number as any processor repeats."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def summary_of(paired):
    """Sum up a run and what it says of each observation."""
    scenario = paired.run.scenario
    found = summarise(paired, read_observations(scenario.case) if scenario.case else ())
    seen = {row["id"]: [row["simulated"], row["hit"]] for row in found["observations"]}
    kept = {key: value for key, value in found.items() if key not in LEFT_OUT}
    return rounded(kept | {"observations": seen})


def story_of(paired):
    """Tell a run in lines without numbers, so that one more event is one more line."""
    lines = (
        f"{h.at}  {h.kind} {h.where}" + (f"  because of {h.cause}" if h.cause else "")
        for h in story(paired.run)
    )
    return "\n".join(lines) + "\n"


def differences(old, new, path=""):
    """Name everything in which two summaries differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted(old.keys() | new.keys())
        return [d for k in keys for d in differences(old.get(k), new.get(k), f"{path}.{k}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [d for i, (a, b) in pairs for d in differences(a, b, f"{path}[{i}]")]
    if isinstance(old, float) and isinstance(new, float):
        return [] if new == pytest.approx(old, rel=TOLERANCE) else [f"{path}: {old} -> {new}"]
    return [] if old == new and type(old) is type(new) else [f"{path}: {old} -> {new}"]


@pytest.fixture(scope="module", params=SCENARIOS)
def golden(request, update_baselines):
    """Run a scenario and find its golden files, written anew if that was asked for."""
    paired = run_paired(read_scenario(request.param), SEED, PEOPLE)
    files = [HERE / f"{request.param}.{end}" for end in ("story.txt", "summary.json")]
    if update_baselines:
        text = json.dumps(summary_of(paired), indent=1, ensure_ascii=False) + "\n"
        files[0].write_text(story_of(paired), "utf-8", newline="\n")
        files[1].write_text(text, "utf-8", newline="\n")
    return paired, *files


def test_the_story_is_as_it_was(golden):
    paired, file, _ = golden
    assert story_of(paired).splitlines() == file.read_text("utf-8").splitlines()


def test_the_numbers_are_as_they_were(golden):
    paired, _, file = golden
    assert differences(json.loads(file.read_text("utf-8")), summary_of(paired)) == []


def test_every_golden_file_belongs_to_a_shipped_scenario():
    kept = {path.name for path in HERE.iterdir() if path.suffix in {".txt", ".json"}}
    assert kept == {f"{name}.{end}" for name in SCENARIOS for end in ("story.txt", "summary.json")}


def test_a_moved_number_is_seen():
    old = {"a": [1, 2.0], "b": {"c": None}}
    assert differences(old, {"a": [1, 2.0000001], "b": {"c": None}}) == []
    assert differences(old, {"a": [1, 2.001], "b": {"c": 1}}) == [
        ".a[1]: 2.0 -> 2.001",
        ".b.c: None -> 1",
    ]


def test_changed_results_are_told_in_the_changelog(checkout, update_baselines, capsys):
    sha = hashlib.sha256()
    for path in sorted(path for path in HERE.iterdir() if path.suffix in {".txt", ".json"}):
        sha.update(f"{path.name}\n".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    name = f"`{sha.hexdigest()[:8]}`"
    sections = (checkout / "CHANGELOG.md").read_text("utf-8").split("\n### ")
    told = "".join(text for text in sections if text.startswith("Results changed"))
    say = f"Say in CHANGELOG.md, under Results changed, what moved and why (baselines {name})."
    if update_baselines:
        with capsys.disabled():
            sys.stdout.write(f"\n{say}\n")
    else:
        assert name in told, say
