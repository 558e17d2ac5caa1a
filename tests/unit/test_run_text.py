"""Check that the text of a run says in words what a dash would leave open."""

import pytest

from simulator.analysis.summary import summarise
from simulator.commands.run_text import write_run


@pytest.fixture
def summary(fake):
    """Sum the hand-written run up."""
    return summarise(fake.fake_paired())


@pytest.fixture
def text(fake, capsys):
    """Write a summary; give what stands on the lines."""

    def call(summary):
        write_run(summary, fake.fake_scenario())
        return capsys.readouterr().out

    return call


def row(text, name):
    """Find the first row of a table that is about a name."""
    found = next(line for line in text.splitlines() if line.strip().startswith(name))
    return [cell.strip() for cell in found.strip().split("  ") if cell.strip()]


def test_a_service_that_was_never_down_is_degraded(summary, text):
    summary["services"]["talk"] |= {"down_from_h": None, "first_function_h": None}
    assert row(text(summary), "Talk ")[1:4] == ["degraded", "-", "30.0"]


def test_a_service_that_never_came_back_is_not_yet_back(summary, text):
    summary["services"]["talk"] |= {"first_function_h": None, "full_function_h": None}
    assert row(text(summary), "Talk ")[1:4] == ["0.5", "not yet", "not yet"]


def test_an_overrun_without_end_goes_to_the_end_and_one_of_no_length_is_left_out(summary, text):
    tries = {"attempts": 80, "failed": 20}
    summary["overruns"] = {
        "sms": {"spans": 2, "from_h": 2.0, "hours": 7.5, "until_h": None} | tries,
        "line": {"spans": 1, "from_h": 3.0, "hours": 0.0, "until_h": 3.0} | tries,
    }
    told = text(summary)
    table = told[told.index("overrun by requests") : told.index("While overrun, a service")]
    assert row(table, "Sms") == ["Sms", "2.0", "7.5", "to the end", "2", "25%"]
    assert summary["services"]["line"]["name"] not in table


def test_apps_that_were_struck_are_not_told_to_have_gained_users(summary, text):
    gained = "Apps that gained users"
    summary["apps"]["talk"]["excess_daily_users_peak"] = 900
    told = text(summary)
    after = told[told.index(gained) :]
    assert "LINE" in after.upper()
    assert "Talk" not in after
    summary["services"]["line"] |= {"overrun_from_h": 3.0, "overrun_until_h": 9.0}
    assert gained not in text(summary)


def test_too_few_people_are_told_with_how_many_it_takes(summary, text):
    summary |= {"too_few_people_for": ["talk"], "enough_people": 5000}
    told = " ".join(text(summary).split())
    assert "Too few people to show crowding at: Talk" in told
    assert "--people 5000 or more" in told
    summary["too_few_people_for"] = []
    assert "Too few people" not in text(summary)


def test_the_ledger_stands_below_and_is_not_added_up(summary, text, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    told = " ".join(text(summary).split())
    assert "Who bore it" in told
    assert "time lost" in told
    assert "worth of the free service: Messages" in told
    assert "are not to be added" in told
    assert "a transfer, not a harm" not in told  # the toy has no rules


def test_an_amount_stands_beside_every_line_of_money(summary, text):
    told = text(summary)
    assert "reckoned" in told
    assert row(told, "time lost")[-1].endswith(" h")
    assert row(told, "check from above")[-1] == "person-hours"


def test_the_mean_is_of_the_groups_that_the_table_lists(summary, text):
    group = summary["harm"]["by_segment"]["all"]
    rest = group | {"unmet_need_hours": 0.0, "unmet_need_hours_per_head": 0.0}
    summary["harm"]["by_segment"] |= {"rest": rest}
    told = " ".join(text(summary).split())
    assert "Who bore it: residents aged 10 and over" in told
    assert "2.00 times the mean per head of these groups" in told


def test_a_few_lines_tell_of_ties_moves_and_later_days(summary, text):
    summary["reachability"] |= {"lowest": 0.25, "lowest_at_h": 3.0}
    summary["attribution"] = {"line": {"last": {"media": 30.0, "fear": 10.0, "notice": 0.0}}}
    summary["afterwards"] = {
        "days_after": [7, 30],
        "apps": {"line": {"gained": [9, 40], "lost": [0, 0]},
                 "talk": {"gained": [0, 0], "lost": [5, 70]}},
    }  # fmt: skip
    told = " ".join(text(summary).split())
    assert "at worst, 3 h after the event, 25% of ties" in told
    assert "40 in all, by the last touch: the media 75%, fear 25%." in told
    assert "30 days after the event: Line has 40 more, Talk has 70 fewer users" in told
    assert "180 days after" not in told
    assert "90.0 thousand need-hours" in told  # weighted


def test_transfers_are_told_with_their_payer(summary, text):
    summary["harm"]["accounts"]["transfers"] = [
        {"name": "Flat", "payer": "kaka", "payees": 10, "each": 5, "central": 50, "kind": "cash"}
    ]
    told = " ".join(text(summary).split())
    assert "Paid by Kaka: a transfer, not a harm" in told


def test_titles_have_badges_and_a_legend_says_what_they_mean(summary, text):
    told = text(summary)
    needs = summary["rests_on"]["needs"]
    assert f"{summary['rests_on']['services']['basis']}]" in told
    legend = " ".join(told[told.index("What it rests on:") :].split())
    assert f"[{needs['basis']}]" in legend
    assert all(f"{number:,} {basis}" in legend for basis, number in needs["counts"].items())
    summary["rests_on"]["services"]["basis"] = "measured"
    assert "[measured]" in text(summary)
