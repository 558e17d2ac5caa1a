"""Check the commands as a user's script sees them: output, status, speed."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.cli import main
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_text import dump_scenario
from simulator.io.store import RunStore


@pytest.fixture
def linchpin(capsys):
    """Run a command in this process; give its status, its output, what it told."""

    def call(*words):
        with pytest.raises(SystemExit) as end:
            main(list(words))
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    return call


@pytest.fixture
def toy(fake, tmp_path):
    """Write the hand-written world to a file."""
    file = tmp_path / "toy.yaml"
    file.write_text(dump_scenario(fake.fake_scenario().model_copy(update={"case": None})), "utf-8")
    return str(file)


def test_help_names_every_command_with_an_example(linchpin):
    status, out, _ = linchpin("--help")
    assert status == 0
    commands = ["demo", "run", "story", "why", "compare", "report", "dashboard"]
    commands += ["scenarios", "runs"]
    assert [name for name in commands if f"\n  {name} " not in out] == []
    nested = [("scenarios", c) for c in ("list", "show", "check", "new", "schema")]
    nested += [("runs", c) for c in ("list", "show", "verify", "remove")]
    single = [(name,) for name in commands if name not in {"scenarios", "runs"}]
    for words in nested + single:
        status, out, _ = linchpin(*words, "--help")
        assert status == 0
        assert "Example: linchpin " + " ".join(words) in " ".join(out.split())


def test_help_is_there_at_once():
    command = [sys.executable, "-c", "from dashboard.cli import main; main(['--help'])"]
    best = 10.0
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own
        best = min(best, time.perf_counter() - started)
    assert best < 0.6  # 0.15 s on a quiet machine; the goal is 0.3 s


def test_help_loads_nothing_heavy():
    code = (
        "import sys\n"
        "import dashboard.cli\n"
        "heavy = {'numpy', 'pandas', 'pyarrow', 'numba', 'simpy', 'pydantic', 'dash', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - our own
    assert out.stdout.strip() == "[]"


def test_a_run_writes_json_alone_and_is_kept(linchpin, toy):
    words = ["run", toy, "--people", "300", "--seed", "3", "--format", "json"]
    status, out, err = linchpin(*words)
    assert status == 0
    found = json.loads(out)
    assert (found["seed"], found["people"], found["scenario"]) == (3, 300, "toy-fire")
    needs = found["needs"]["messaging"]
    assert needs["arrived"] > 0
    assert needs["arrived"] == sum(needs[fate] for fate in list(needs)[1:-1])
    assert "kept as run" in err

    again = json.loads(linchpin(*words, "--threads", "2")[1])
    assert again["digest"] == found["digest"]
    assert RunStore().verify(err.split()[-1]).digest == found["digest"]


def test_a_run_reads_aloud(linchpin, toy):
    status, out, _ = linchpin("run", toy, "--people", "300")
    assert status == 0
    assert "Services, hours after 15:00 on Saturday, 15 October 2022" in out
    assert "stand for 10,000 residents" in out
    assert out.isascii()
    assert max(map(len, out.splitlines())) <= 80


def test_a_run_goes_where_it_is_told(linchpin, toy, tmp_path):
    folder = tmp_path / "here"
    status, _, err = linchpin("run", toy, "--people", "300", "--out", str(folder))
    assert status == 0
    assert str(folder) in err
    status, out, _ = linchpin("story", str(folder))
    assert status == 0
    assert "fire-started" in out


def test_a_story_is_told_from_cause_to_effect(linchpin, toy):
    status, out, _ = linchpin("story", toy, "--format", "json")
    events = json.loads(out)
    assert status == 0
    assert events[0]["kind"] == "fire-started"
    assert all(e["because"] is not None for e in events if e["kind"] == "component-failed")
    assert linchpin("story", toy, "--chain")[0] == 0


def test_a_story_says_with_how_many_people_it_was_told(linchpin, toy):
    for words, told in (([], "told with 1,000 people;"), (["--people", "300"], "with 300 people")):
        status, out, _ = linchpin("story", toy, *words)
        assert status == 0
        head = " ".join(out.split("\n\n")[0].split())
        assert told in head
        assert "overload shows from about 20,000" in head


@pytest.mark.parametrize("option", ["--seed", "--people"])
def test_the_story_of_a_kept_run_has_its_own_seed_and_people(linchpin, toy, tmp_path, option):
    folder = str(tmp_path / "here")
    linchpin("run", toy, "--people", "300", "--out", folder)
    assert "told with 300 people" in linchpin("story", folder)[1]
    status, out, err = linchpin("story", folder, option, "301")
    assert (status, out) == (2, "")
    assert option in err
    assert "has its own" in " ".join(err.split())


@pytest.fixture
def twin(toy, tmp_path):
    """Write the same world to a second file."""
    file = tmp_path / "twin.yaml"
    file.write_text(Path(toy).read_text("utf-8"), "utf-8")
    return str(file)


def test_a_comparison_of_a_scenario_with_itself_finds_nothing(linchpin, toy, twin):
    words = ["compare", toy, twin, "--seeds", "2", "--people", "300"]
    status, out, _ = linchpin(*words, "--format", "json")
    assert status == 0
    found = json.loads(out)
    assert found["seeds"] == 2
    assert len(found["differences"][twin]) > 3
    assert all(
        row["difference"]["mean"] == 0
        for rows in found["differences"].values()
        for row in rows
        if row["difference"]
    )


def test_a_comparison_names_things_as_a_run_does(linchpin, toy, tmp_path):
    calm = read_scenario(toy).model_copy(update={"hazards": ()})
    (file := tmp_path / "calm.yaml").write_text(dump_scenario(calm), "utf-8")
    _, out, _ = linchpin("compare", toy, str(file), "--seeds", "1", "--people", "300")
    declared = read_scenario(toy)
    assert f"unmet need-hours: {declared.people.categories[0].name}" in out
    assert f"unmet need-hours: {declared.people.categories[0].id}" not in out


def test_one_scenario_is_no_comparison(linchpin, toy):
    status, _, err = linchpin("compare", toy)
    assert status == 2
    assert "two or more" in err


def test_kept_runs_are_listed_verified_and_removed(linchpin, toy):
    _, _, err = linchpin("run", toy, "--people", "301")
    name = err.split()[-1]
    assert name[:10] in linchpin("runs", "list")[1]
    assert any(
        run["run"] == name for run in json.loads(linchpin("runs", "list", "--format", "json")[1])
    )
    assert json.loads(linchpin("runs", "show", name, "--format", "json")[1])["people"] == 301
    assert linchpin("runs", "verify", name)[0] == 0
    file = RunStore().folder(name) / "run-harm.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    status, _, err = linchpin("runs", "verify", name)
    assert status == 2
    assert "run-harm.parquet" in err
    assert linchpin("runs", "remove", name[:8])[0] == 0
    assert linchpin("runs", "show", name)[0] == 2


def test_scenarios_are_listed_shown_and_checked(linchpin):
    status, out, _ = linchpin("scenarios", "list", "--format", "json")
    assert status == 0
    names = [row["name"] for row in json.loads(out)]
    assert {"kakao-2022", "kakao-2022-tools-outside", "kakao-2022-naver-design"} <= set(names)
    assert all(row["question"].endswith("?") for row in json.loads(out))
    assert linchpin("scenarios")[1]
    assert "pangyo" in linchpin("scenarios", "show", "kakao-2022")[1]
    assert linchpin("scenarios", "check", *names)[0] == 0
    assert json.loads(linchpin("scenarios", "schema")[1])["properties"]["world"]


def test_a_new_scenario_builds_on_a_shipped_one_and_is_fine(linchpin, tmp_path):
    file = tmp_path / "My Fire!.yaml"
    assert linchpin("scenarios", "new", str(file), "--from", "kakao-2022")[0] == 0
    assert linchpin("scenarios", "check", str(file))[0] == 0
    status, _, err = linchpin("scenarios", "new", str(file), "--from", "kakao-2022")
    assert status == 2
    assert "exists" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "no-such-scenario"], "no-such-scenario"),
        (["run", "kakao-2022", "--set", "clock.beat_s"], "PATH=VALUE"),
        (["run", "kakao-2022", "--set", "clock.beats=300"], "beat_s"),
        (["run", "kakao-2022", "--remedy", "magic"], "magic"),
        (["run", "kakao-2022", "--people", "many"], "--people"),
        (["run", "kakao-2022", "--people", "1"], "100"),
        (["no-such-command"], "no-such-command"),
        (["runs", "show", "zzzz"], "zzzz"),
        (["report", "kakao-2022", "-o", "x.html", "--language", "fr"], "--language"),
    ],
)
def test_bad_input_is_told_with_status_2(linchpin, words, told):
    status, out, err = linchpin(*words)
    assert status == 2
    assert told in err
    assert "Traceback" not in err
    assert out == ""


def test_a_file_with_problems_lists_them_with_status_2(linchpin, tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text("base: kakao-2022\nname: broken\nname: twice\n", "utf-8")
    status, _, err = linchpin("scenarios", "check", str(file))
    assert status == 2
    assert "broken.yaml:3" in err


def test_a_fault_of_ours_is_one_line_unless_debug_is_asked(linchpin, monkeypatch, toy):
    def broken(*_, **__):
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("simulator.commands.run.simulate", broken)
    status, _, err = linchpin("run", toy)
    assert status == 3
    assert "ZeroDivisionError: boom" in err
    assert "Traceback" not in err
    assert "Traceback" in linchpin("run", toy, "--debug")[2]


def test_an_interruption_has_its_own_status(linchpin, monkeypatch, toy):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.commands.run.simulate", interrupted)
    assert linchpin("run", toy)[0] == 4


def test_a_run_that_does_not_repeat_is_a_fault(linchpin, toy, fake):
    _, _, err = linchpin("run", toy, "--people", "302")
    store = RunStore()
    kept = store.load(err.split()[-1])
    kept.run.tables["harm"] = fake.table("harm")
    store.save(kept)
    status, _, err = linchpin("run", toy, "--people", "302")
    assert status == 3
    assert "same" in err


def test_a_report_is_one_file(linchpin, toy, tmp_path):
    file = tmp_path / "toy.html"
    status, out, _ = linchpin("report", toy, "--people", "300", "-o", str(file))
    assert status == 0
    assert str(file) in out
    assert "<html" in file.read_text("utf-8")[:500]


def test_the_report_of_a_kept_run_is_not_simulated_again(linchpin, toy, tmp_path, monkeypatch):
    _, _, err = linchpin("run", toy, "--people", "303")

    def simulate(*_, **__):
        raise AssertionError

    monkeypatch.setattr("simulator.commands.asking.simulate", simulate)
    assert linchpin("report", err.split()[-1], "-o", str(tmp_path / "a.html"))[0] == 0
    words = ["report", toy, "--people", "303", "--language", "ko", "-o", str(tmp_path / "b.html")]
    assert linchpin(*words)[0] == 0


@pytest.mark.slow
def test_the_demo_explains_itself_and_ends(linchpin, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, _ = linchpin("demo", "--no-serve", "--people", "300")
    assert status == 0
    assert out.startswith("On Saturday, 15 October 2022")
    assert "All of Kakao" in out
    report = out.splitlines()[-1].removeprefix("Report: ")
    assert report.endswith("reports/linchpin-kakao-2022.html")
    assert (tmp_path / "reports" / "linchpin-kakao-2022.html").stat().st_size > 100_000


def test_a_busy_port_is_passed_over(linchpin, monkeypatch):
    served = []
    monkeypatch.setattr("dashboard.server.serve", lambda *at, **how: served.append((*at, how)))
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        status, _, err = linchpin("dashboard", "--port", str(port))
    assert status == 0
    (host, found, how) = served[0]
    assert (host, how) == ("127.0.0.1", {"exposed": False})
    assert found > port
    assert f"http://127.0.0.1:{found}/" in err


def test_the_dashboard_is_not_shown_to_others_by_accident(linchpin):
    status, _, err = linchpin("dashboard", "--host", "0.0.0.0")  # noqa: S104 - what is refused
    assert status == 2
    assert "--no-auth-i-understand" in err
