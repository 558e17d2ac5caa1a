"""Check that files stay small and scenario files open with their question."""

from pathlib import Path

SOURCE_LINES = 300  # aim at 100, look hard at 200
SCENARIO_LINES = 80
SCENARIOS = "scenarios"


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_no_source_file_outgrows_a_few_screens(sources, checkout: Path):
    long = {name: n for name in sources if (n := len(lines(checkout / name))) > SOURCE_LINES}
    assert long == {}


def test_a_scenario_opens_with_its_question(checkout: Path):
    files = sorted((checkout / SCENARIOS).glob("*.yaml"))
    assert files
    openings = {path.name: lines(path)[0] for path in files}
    assert [n for n, first in openings.items() if not (first[:2] == "# " and "?" in first)] == []


def test_a_scenario_has_few_lines_of_its_own(checkout: Path):
    files = sorted((checkout / SCENARIOS).glob("*.yaml"))
    assert files
    assert [path.name for path in files if len(lines(path)) > SCENARIO_LINES] == []
