"""Check what users' scripts rely on: the commands, their statuses and the keys of their JSON."""

import json
import os
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow

RUN = ("run", "kakao-2022", "--seed", "1", "--people", "2000", "--format", "json")
HELP_CPU_S = 0.3
TRIES = 3  # a busy machine makes any one measurement longer than it need be

RUN_KEYS = {
    *("scenario", "seed", "people", "residents", "version", "digest", "services", "needs"),
    *("apps", "harm", "observations", "performance", "too_few_people_for"),
    *("attribution", "reachability", "jobs", "afterwards"),
}
SERVICE_KEYS = {
    *("name", "owner", "down_from_h", "first_function_h", "full_function_h"),
    *("availability", "attempts", "served", "failed", "served_share", "impaired"),
}
FATES = ("met", "met_elsewhere", "fallback", "deferred", "abandoned", "pending")
APP_KEYS = {"daily_users", "installs", "excess_daily_users_peak"}
HARM_KEYS = {"unmet_need_hours", "unmet_need_hours_weighted", "money_krw", "by_segment", "accounts"}
ACCOUNTS = {"people", "money", "distribution", "transfers"}
OBSERVATION_KEYS = {
    *("id", "quantity", "unit", "use", "informed", "panel", "observed", "low", "high"),
    *("simulated", "hit", "source"),
}
SERVICES = {
    *("kakaotalk", "kakao_login", "kakao_pay", "kakao_t", "kakao_map", "kakao_bus", "kakaobank"),
    *("daum", "daum_mail", "talk_channel", "kakao_page", "melon", "kakao_games"),
    *("naver", "naver_map", "line", "telegram", "messenger", "ut", "tada", "tmap", "tmoney_go"),
    *("tmoney_onda", "bus_app", "sms", "voice", "card", "cash", "street_hail", "call_taxi"),
    "walk_in",
}
NEEDS = {"messaging", "pay", "taxi", "maps", "bank", "mail", "login", "public_service"}
DAYS = 12
COMMANDS = (
    *("demo", "run", "story", "why", "compare", "report", "dashboard"),
    *("reliability", "recovery", "redundancy", "parameters", "calibrate", "validate", "variants"),
    *("scenarios list", "scenarios show", "scenarios check", "scenarios new", "scenarios schema"),
    *("runs list", "runs show", "runs verify", "runs remove"),
)


SCENARIOS = {
    *("kakao-2022", "kakao-2022-naver-design", "kakao-2022-tools-outside", "quake-2016"),
    *("yes24-2025-june", "yes24-2025-august", "strike-2025", "singles-day", "cloud-monoculture"),
    *("bad-push", "exchange-fire-2018", "tessera"),
}


@pytest.fixture(scope="module")
def first(linchpin):
    """Run the case once, on however many threads the command chooses."""
    done = linchpin(*RUN)
    assert done.status == 0, done.err
    return done


@pytest.fixture(scope="module")
def found(first):
    """Read the one object on standard output."""
    return json.loads(first.out)


def test_the_json_of_a_run_has_the_keys_that_were_promised(found):
    assert found.keys() >= RUN_KEYS
    assert (found["scenario"], found["seed"], found["people"]) == ("kakao-2022", 1, 2000)
    assert found["digest"].startswith("sha256:")
    assert found["services"].keys() >= SERVICES
    assert [i for i, row in found["services"].items() if not row.keys() >= SERVICE_KEYS] == []
    assert found["needs"].keys() >= NEEDS
    wanted = {"arrived", *FATES, "unmet_need_hours"}
    assert [i for i, row in found["needs"].items() if not row.keys() >= wanted] == []
    assert found["harm"].keys() >= HARM_KEYS
    assert found["harm"]["accounts"].keys() == ACCOUNTS
    assert found["performance"].keys() >= {"wall_s", "beats", "needs_simulated"}


def test_every_app_has_its_days_and_every_observation_its_source(found):
    for app in found["apps"].values():
        assert app.keys() >= APP_KEYS
        assert (len(app["daily_users"]), len(app["installs"])) == (DAYS, DAYS)
    assert len(found["observations"]) > 20
    for row in found["observations"]:
        assert row.keys() >= OBSERVATION_KEYS
        assert row["use"] in {"fit", "check"}
        assert row["source"]
        within = row["simulated"] is not None and row["low"] <= row["simulated"] <= row["high"]
        assert row["hit"] is within


def test_needs_and_tries_add_up_exactly(found):
    for name, row in found["needs"].items():
        assert row["arrived"] > 0, name
        assert row["arrived"] == sum(row[fate] for fate in FATES), name
    arrived = sum(row["arrived"] for row in found["needs"].values())
    assert arrived == found["performance"]["needs_simulated"]
    for name, row in found["services"].items():
        assert row["attempts"] == row["served"] + row["failed"], name


@pytest.mark.parametrize("threads", ["1", "2"])
def test_the_same_run_again_has_the_same_digest(linchpin, found, threads):
    again = json.loads(linchpin(*RUN, "--threads", threads).out)
    assert again["performance"].pop("wall_s") > 0
    assert {k: v for k, v in again.items() if k != "performance"} == {
        k: v for k, v in found.items() if k != "performance"
    }


def test_another_seed_is_another_run(linchpin, found):
    other = json.loads(linchpin(*RUN, "--seed", "2").out)
    assert other["digest"] != found["digest"]


def test_a_kept_run_is_listed_shown_and_reported(linchpin, first, found, tmp_path):
    name = first.err.split()[-1]
    listed = json.loads(linchpin("runs", "list", "--format", "json").out)
    assert name in {row["run"] for row in listed}
    shown = json.loads(linchpin("runs", "show", name, "--format", "json").out)
    assert shown["digest"] == found["digest"]
    assert linchpin("runs", "verify", name).status == 0
    file = tmp_path / "report.html"
    assert linchpin("report", name, "-o", file).status == 0
    html = file.read_text("utf-8")
    assert html.lstrip().lower().startswith("<!doctype html")
    assert found["digest"] in html


def test_a_story_is_told_as_text_and_as_data(linchpin, first):
    told = linchpin("story", "kakao-2022")
    assert told.status == 0
    assert "fire-started" in told.out
    events = json.loads(linchpin("story", first.err.split()[-1], "--format", "json").out)
    assert {"t_h", "kind", "where", "because", "module"} <= events[0].keys()
    causes = [event["because"] for event in events]
    assert causes[0] is None
    assert all(because < n for n, because in enumerate(causes) if because is not None)


def test_scenarios_are_compared_on_the_same_luck(linchpin):
    words = ("--seeds", "2", "--people", "1000", "--format", "json")
    done = linchpin("compare", "kakao-2022", "kakao-2022-tools-outside", *words)
    assert done.status == 0
    rows = json.loads(done.out)["differences"]["kakao-2022-tools-outside"]
    unmet = next(row for row in rows if row["metric"] == "unmet need-hours")
    assert unmet["second"] < unmet["first"]
    assert unmet["difference"]["mean"] == pytest.approx(unmet["second"] - unmet["first"])


def test_remedies_are_ranked_under_every_form(linchpin):
    names = ("second-site", "drills")
    words = [word for name in names for word in ("--remedy", name)]
    done = linchpin(
        "variants", "tessera", *words, "--seeds", "1", "--people", "200", "--format", "json"
    )
    assert done.status == 0, done.err
    found = json.loads(done.out)
    ran = [form["id"] for form in found["variants"] if form["idle"] is None]
    assert ran == ["contagion", "hard-needs", "restoration", "kappa"]
    assert list(found["unmet_need_hours"]) == ["base", *ran]
    for told in found["unmet_need_hours"].values():
        means = {name: told["remedies"][name]["mean"] for name in names}
        for name in names:
            better = sum(other < means[name] for other in means.values())
            assert told["remedies"][name]["rank"] == 1 + better
    year = found["year"]["priors"]
    assert year["operator"]["no_remedy"] > year["buildings"]["no_remedy"] > 0.0


def test_scenarios_are_listed_shown_checked_and_begun(linchpin, tmp_path):
    names = [
        row["name"] for row in json.loads(linchpin("scenarios", "list", "--format", "json").out)
    ]
    assert {"kakao-2022", "kakao-2022-naver-design", "kakao-2022-tools-outside"} <= set(names)
    assert linchpin("scenarios", "check", *names).status == 0
    declared = json.loads(linchpin("scenarios", "show", "kakao-2022", "--format", "json").out)
    assert {site["id"] for site in declared["sites"]} >= {"pangyo", "anyang"}
    assert "hazards" in json.loads(linchpin("scenarios", "schema").out)["properties"]
    mine = tmp_path / "mine.yaml"
    assert linchpin("scenarios", "new", mine, "--from", "kakao-2022").status == 0
    done = linchpin("run", "mine.yaml", "--people", "200", "--format", "json", cwd=tmp_path)
    assert done.status == 0, done.err
    assert json.loads(done.out)["people"] == 200


def test_the_promised_scenarios_are_shipped(linchpin):
    shipped = json.loads(linchpin("scenarios", "list", "--format", "json").out)
    assert {one["name"] for one in shipped} >= SCENARIOS
    assert all(one["question"].endswith("?") for one in shipped)


def test_reliability_names_what_can_take_a_service_down(linchpin):
    done = linchpin("reliability", "kakao-2022", "--service", "kakao_t", "--format", "json")
    assert done.status == 0, done.err
    found = json.loads(done.out)
    assert found["service"]["id"] == "kakao_t"
    assert found["service"]["cut_sets"][0]["h_per_year"] > 0.0
    assert "pangyo" in {point["element"] for point in found["recovery_single_points"]}
    assert {"birnbaum", "fussell_vesely", "raw", "rrw"} <= set(found["definitions"])


def test_recovery_tells_that_the_tools_burn_with_what_they_move(linchpin):
    found = json.loads(linchpin("recovery", "kakao-2022", "--format", "json").out)
    text = next(one for one in found["failovers"] if one["component"] == "kakao-text")
    assert (text["chance"], text["stuck_in"]) == (0.0, ["pangyo"])
    assert found["black_start"]["serves_h"] >= found["black_start"]["bound_h"] > 0.0
    outside = linchpin("recovery", "kakao-2022", "--remedy", "tools-outside", "--format", "json")
    moved = json.loads(outside.out)["failovers"]
    assert next(one for one in moved if one["component"] == "kakao-text")["chance"] > 0.0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "no-such-scenario"), "no-such-scenario"),
        (("run", "kakao-2022", "--people", "few"), "--people"),
        (("run", "kakao-2022", "--set", "clock.beats=1"), "beat_s"),
        (("runs", "show", "zzzz"), "zzzz"),
        (("compare", "kakao-2022"), "two or more"),
        (("reliability", "kakao-2022", "--service", "kakao_tt"), "kakao_t"),
        (("recovery", "kakao-2022", "--remedy", "tools"), "tools-outside"),
        (("no-such-command",), "no-such-command"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_bad_input_ends_with_status_2_and_its_reason(linchpin, words, told):
    done = linchpin(*words)
    assert (done.status, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(linchpin, command):
    done = linchpin(*command.split(), "--help")
    assert done.status == 0
    assert f"Example: linchpin {command}" in " ".join(done.out.split())


def test_every_command_has_been_asked_for_help(linchpin):
    def names(*words: str) -> list[str]:
        listing = linchpin(*words, "--help").out.partition("Commands:\n")[2].split("\n\n")[0]
        return [line.split()[0] for line in listing.splitlines() if line[:3].strip()]

    shown = names()
    assert shown
    nested = [f"{group} {name}" for group in ("scenarios", "runs") for name in names(group)]
    assert {*shown, *nested} == {*COMMANDS, "scenarios", "runs"}


def test_help_takes_little_time(linchpin, toybox):
    slowness = toybox("pace").slowness
    least_cpu_s = min(helped(linchpin) / slowness() for _ in range(TRIES))
    assert least_cpu_s <= HELP_CPU_S, f"of {os.cpu_count()} cores"


def helped(linchpin: Callable[..., object]) -> float:
    """Ask for help once and return the processor time that it took."""
    return float(linchpin("--help").cpu_s)
