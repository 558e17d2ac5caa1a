"""Check that `why` answers from a stored run, and says what is wrong with a question."""

import json

import pytest

from dashboard.cli import main
from simulator.io.store import RunStore, run_id


@pytest.fixture(scope="module")
def kept(fake):
    """Keep the hand-written run."""
    paired = fake.fake_paired()
    RunStore().save(paired)
    return run_id(paired.run.scenario, paired.run.seed, paired.run.people)


@pytest.fixture
def ask(kept, capsys):
    """Ask about the stored run; give the status, the output, and what was told."""

    def call(*words):
        with pytest.raises(SystemExit) as end:
            main(["why", kept, *words])
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    return call


def test_it_tells_the_hardest_life_without_being_asked_for_one(ask):
    status, out, _ = ask("--need", "messaging")
    assert status == 0
    assert "9.0 thousand need-hours went unmet" in out
    told = " ".join(out.split())
    assert "One life of 2 that were watched" in told
    assert "Person 20, All, S: need 4, which arose 0.60 h after the event" in told
    assert "tries Talk (1), in vain" in told
    assert "given up" in told


def test_it_says_which_run_it_is_and_what_its_tables_cover(ask, kept):
    told = " ".join(ask("--need", "messaging", "--at", "2.5")[1].split())
    assert f"Run {kept}, seed 1, 100 simulated people" in told
    assert "beyond the same days without the event, whole run (needs;" in told
    alone = " ".join(ask("--need", "messaging", "--person", "40")[1].split())
    assert "without the event, all groups (needs;" in alone


def test_a_person_can_be_named(ask):
    _, out, _ = ask("--need", "messaging", "--person", "40", "--format", "json")
    told = json.loads(out)
    (life,) = told["lives"]
    assert (life["person"], life["outcome"], life["segment_name"]) == (40, "fallback", "All")
    assert told["need"] == "messaging"


def test_a_time_can_be_told_in_hours_or_as_a_date(ask):
    answers = [
        json.loads(ask("--need", "messaging", "--at", at, "--format", "json")[1])
        for at in ("2.5", "2022-10-15 17:30", "2022-10-15T17:30+09:00")
    ]
    assert [told["at_h"] for told in answers] == [2.5] * 3
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["affected_residents"] == 5500


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--need", "mesaging"), "S301", "did you mean 'messaging'?"),
        (("--need", "foo"), "S301", "a name that the scenario declares (messaging)"),
        (("--need", "messaging", "--person", "21"), "S301", "such as 20, 40"),
        (("--need", "messaging", "--segment", "old"), "S301", "(all)"),
        (("--need", "messaging", "--at", "noon"), "S206", "hours after the event"),
        (("--need", "messaging", "--at", "nan"), "S204", "-15 to 57 hours"),
        (("--need", "messaging", "--at", "100"), "S204", "-15 to 57 hours"),
        (("--need", "messaging", "--seed", "2"), "S309", "leave it out"),
    ],
)
def test_a_wrong_question_is_refused_with_the_reason(ask, words, code, said):
    status, out, told = ask(*words)
    assert status == 2
    assert out == ""
    assert f"[{code}]" in told
    assert said in " ".join(told.split())


def test_all_problems_are_told_at_once(ask):
    _, _, told = ask("--need", "nothing", "--segment", "old", "--person", "3", "--at", "noon")
    assert told.count("[S") == 4


def test_a_need_has_to_be_named(ask):
    status, _, told = ask()
    assert status == 2
    assert "--need" in told
