"""Follow docs/your-own.md as its reader would, and hold it to what it says."""

import json
import re
import shlex

import pytest

from simulator.cli import main
from simulator.io.scenario_files import check_file

pytestmark = pytest.mark.slow

FILE = re.compile(r"Save this as `([a-z-]+\.yaml)`:\n\n```yaml\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
FILES = {"my-company.yaml", "tools-elsewhere.yaml", "attack.yaml", "push.yaml"}
MOVED = ("login", "database", "app")
PEOPLE, RESIDENTS = 2_000, 1_000_000


@pytest.fixture(scope="module")
def page(checkout):
    """Read the page."""
    return (checkout / "docs" / "your-own.md").read_text("utf-8")


@pytest.fixture(scope="module")
def folder(page, tmp_path_factory):
    """Save the files that the page tells its reader to save."""
    folder = tmp_path_factory.mktemp("mine")
    for name, text in FILE.findall(page):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def ask(folder, monkeypatch, capsys):
    """Call a command in that folder and read the JSON that it writes."""
    monkeypatch.chdir(folder)

    def call(*words):
        with pytest.raises(SystemExit) as ended:
            main([*words, "--format", "json"])
        assert ended.value.code == 0
        return json.loads(capsys.readouterr().out)

    return call


def hours(text):
    """Read a cell of hours."""
    return None if text == "never lost" else float(text)


def test_every_file_of_the_page_is_fine_under_every_remedy(page, folder):
    assert {name for name, _ in FILE.findall(page)} == FILES
    assert {name: check_file(str(folder / name)) for name in FILES} == dict.fromkeys(FILES, ())


def test_the_table_of_the_page_is_what_runs_say(page, ask):
    rows = ROW.findall(page)
    assert {words.split()[0] for words, *_ in rows} == FILES
    for words, some, whole, unmet in rows:
        told = ask("run", *words.split(), "--people", str(PEOPLE), "--seed", "1")
        app = told["services"]["our-app"]
        assert told["residents"] == RESIDENTS
        assert app["first_function_h"] == (hours(some) and pytest.approx(hours(some), abs=0.05))
        assert app["full_function_h"] == pytest.approx(hours(whole), abs=0.05), words
        found = float(unmet.replace(",", ""))
        assert told["harm"]["unmet_need_hours"] == pytest.approx(found, abs=500), words


def test_every_command_of_the_page_can_be_given(page, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    commands = COMMANDS.search(page)[1].replace("--seeds 20", "--seeds 3").splitlines()
    given = [shlex.split(line, comments=True) for line in commands]
    assert [words[0] for words in given] == ["linchpin"] * len(given)
    asked = {words[1] for words in given}
    assert asked >= {"run", "story", "recovery", "reliability", "redundancy"}
    for _, *words in given:
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0, words
        assert capsys.readouterr().out


def test_the_standbys_wait_for_tools_that_went_dark_with_the_hall(folder, tell):
    story = tell(str(folder / "my-company.yaml"), people=PEOPLE)
    dark = story.first("component-failed", "tools")["event"]
    for name in MOVED:
        assert story.first("failover-blocked", name)["because"] == dark
    moves = [("manual-switch-started", name) for name in MOVED]
    story.follows(*moves, ("component-switched", "app"))
    assert story.first("component-switched", "app")["because"] == story.first(*moves[-1])["event"]
    assert story.hour(story.first("power-returned")) == 8.0
    assert story.hour(story.first("service-overrun", "our-app")) > 8.0


def test_half_the_work_on_the_database_brings_all_back_two_hours_sooner(folder, tell, page):
    setting = "components.database.switch_effort.median_h"
    assert f"--set {setting}=2`" in page
    path = str(folder / "my-company.yaml")
    plain, sooner = (
        tell(path, settings=settings, people=PEOPLE) for settings in (None, {setting: "2"})
    )
    back = [story.hour(story.first("component-switched", "app")) for story in (plain, sooner)]
    assert back[0] - back[1] == pytest.approx(2.0)


def test_people_come_back_all_at_once_and_find_little_room(ask):
    app = ask("run", "my-company.yaml", "--people", str(PEOPLE))["services"]["our-app"]
    assert app["overrun_until_h"] - app["overrun_from_h"] > 2.0
    room = {f["component"]: f["room"] for f in ask("recovery", "my-company.yaml")["failovers"]}
    assert room["login"] == pytest.approx(0.4)


def test_what_is_lost_with_the_hall_is_told_without_a_run(ask):
    promised = ask("recovery", "my-company.yaml")["failovers"]
    assert {one["component"] for one in promised} == set(MOVED)
    assert all(one["stuck_in"] == ["main"] for one in promised)
    assert not any(one["stuck_in"] for one in ask("recovery", "tools-elsewhere.yaml")["failovers"])
    (single,) = ask("reliability", "my-company.yaml")["recovery_single_points"]
    assert single["element"] == "main"
    assert set(single["stuck"]) == set(MOVED)


def test_tools_elsewhere_are_worth_more_than_standbys_and_no_standby_helps_everywhere(ask):
    causes = ask("redundancy", "my-company.yaml", "--seeds", "10")["causes"]
    cost = {
        cause: {by: cell["mean"] for by, cell in row["unserved_h"].items()}
        for cause, row in causes.items()
    }
    power = cost["power"]
    assert power["none"] - power["hot"] < power["hot"] - power["hot+tools"]
    assert power["hot+tools"] < 0.2 * power["none"]
    for cause in ("ransom-clean", "ransom-hit", "push"):
        by = {n: h for n, h in cost[cause].items() if n not in {"declared", "2-of-3"}}
        assert len(set(by.values())) == 1


def test_an_attack_moves_nothing_and_practice_halves_every_restore(folder, tell):
    plain, practised = (
        tell(str(folder / "attack.yaml"), *remedies, people=PEOPLE)
        for remedies in ((), ("practised",))
    )
    assert not plain.kinds & {"component-switched", "manual-switch-started"}
    for name in (*MOVED, "tools"):
        took = [
            story.hour(story.first("data-restored", name))
            - story.hour(story.first("restore-started", name))
            for story in (plain, practised)
        ]
        assert took[0] == pytest.approx(2.0 * took[1])


def test_a_faulty_change_is_the_same_with_and_without_standbys(folder, tell):
    path = str(folder / "push.yaml")
    plain, bare, staged = (
        tell(path, *remedies, people=PEOPLE) for remedies in ((), ("no-standby",), ("staged",))
    )
    assert plain.unmet_h() == bare.unmet_h() > 0
    assert staged.first("change-pushed")["value"] == pytest.approx(0.1)
    assert staged.unmet_h() < plain.unmet_h()
