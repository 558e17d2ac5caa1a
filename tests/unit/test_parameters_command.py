"""Check that the command tells what rests on what, counts first."""

import json
import re

import pytest

from dashboard.cli import main

CASE = "kakao-2022"
TOLD = {}


@pytest.fixture
def asked(capsys):
    """Ask for parameters in this process, each once; give status, output and errors."""

    def call(*words):
        if words not in TOLD:
            with pytest.raises(SystemExit) as end:
                main(["parameters", *words])
            captured = capsys.readouterr()
            TOLD[words] = end.value.code, captured.out, captured.err
        return TOLD[words]

    return call


@pytest.fixture
def listed(asked):
    """Read the figures from JSON."""

    def call(*words):
        status, out, _ = asked(*words, "--format", "json")
        assert status == 0
        return json.loads(out)

    return call


def test_counts_come_first_and_add_up(asked, listed):
    status, out, _ = asked(CASE)
    assert status == 0
    told = next(line for line in out.splitlines() if line.startswith("in all"))
    counts = listed(CASE)["counts"]
    numbers = [int(word.replace(",", "")) for word in told.split()[2:]]
    assert sorted(numbers[:-1]) == sorted(counts.values())
    assert numbers[-1] == sum(one["convention"] for one in listed(CASE)["figures"])
    assert f"linchpin parameters {CASE} --basis judgement" in out


def test_only_what_rests_on_judgement(asked, listed):
    found = listed(CASE, "--basis", "judgement")["figures"]
    assert {one["basis"] for one in found} == {"judgement"}
    assert not any(one["convention"] for one in found)
    assert len(found) == listed(CASE)["counts"]["judgement"]
    _, out, _ = asked(CASE, "--basis", "judgement")
    assert "[judgement]" in out
    assert "[measured]" not in out


def test_several_bases_and_a_word_narrow_it_down(listed):
    found = listed(CASE, "--basis", "measured, derived", "--find", "CREWS")["figures"]
    assert {one["basis"] for one in found} == {"derived"}
    assert all("crews" in one["path"].lower() + one["source"].lower() for one in found)
    assert listed(CASE, "--find", "nobody says this")["figures"] == []


def test_a_setting_changes_what_is_listed(listed):
    path = "people.behaviour.inertia"
    (found,) = listed(CASE, "--find", path, "--set", f"{path}=3.5")["figures"]
    assert (found["value"], found["low"], found["basis"]) == (3.5, None, "judgement")


def test_without_a_scenario_there_are_defaults_classes_and_rates(asked, listed):
    paths = {one["path"] for one in listed()["figures"]}
    assert {"people.behaviour.inertia", "catalogue.site-fire.rate_per_year", "harm.wage"} <= paths
    _, out, _ = asked("--find", "behaviour.inertia")
    assert re.search(r"people\.behaviour\.inertia +2\.5 utility +1 to 4", out)


def test_elements_of_one_list_are_told_together(asked):
    _, out, _ = asked(CASE, "--find", "categories.taxi.by_hour")
    assert re.search(r"people\.categories\.taxi\.by_hour +24: 1\.8 to 6\.6", out)


def test_a_table_in_markdown_has_a_row_for_each(asked, listed):
    _, out, _ = asked("--find", "people.society", "--format", "markdown")
    lines = out.splitlines()
    assert len(lines) == 2 + len(listed("--find", "people.society")["figures"])
    assert {line.count("|") for line in lines} == {8}


def test_nonsense_is_refused_with_all_problems(asked):
    status, out, err = asked("--basis", "guess,measured,hearsay")
    assert (status, out) == (2, "")
    assert "'guess'" in err
    assert "'hearsay'" in err
    assert asked("--set", "clock.beat_s=60")[0] == 2
    assert asked("no-such-scenario")[0] == 2


def test_an_empty_answer_is_said(asked):
    _, out, _ = asked(CASE, "--find", "nobody says this")
    assert "No figure fits." in out
