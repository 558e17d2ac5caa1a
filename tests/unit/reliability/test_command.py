"""Check the command as a user's script sees it, and that large scenarios stay within bounds."""

import importlib.util
import json
import sys
import time

import pytest

from dashboard.cli import main
from simulator.io.scenario_text import dump_scenario
from simulator.io.tables import read_hazard_classes
from simulator.model.scenario import Scenario
from simulator.reliability.assessment import Assessment
from simulator.reliability.summary import summarise


@pytest.fixture
def linchpin(capsys):
    """Run a command in this process; give its status, its output, what it told."""

    def call(*words):
        with pytest.raises(SystemExit) as end:
            main(list(words))
        captured = capsys.readouterr()
        return end.value.code, captured.out, captured.err

    return call


def test_the_help_has_an_example(linchpin):
    status, out, _ = linchpin("reliability", "--help")
    assert status == 0
    assert "Example: linchpin reliability" in " ".join(out.split())


def test_the_kakao_case_reads_aloud_in_seconds(linchpin):
    started = time.process_time()
    status, out, _ = linchpin("reliability", "kakao-2022", "--top", "5")
    assert time.process_time() - started < 5.0  # about 1 s
    assert status == 0
    assert out.isascii()
    assert max(map(len, out.splitlines())) <= 80
    for told in ("h/yr", "Birnbaum 1969", "RAW x users", "DebtRank", "Recovery single points"):
        assert told in out


def test_the_tools_in_pangyo_are_found(linchpin):
    status, out, _ = linchpin("reliability", "kakao-2022", "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert found["service"]["id"] == "kakaotalk"
    (point,) = found["recovery_single_points"]
    assert (point["element"], point["tools"]) == ("pangyo", ["kakao-tools"])
    pangyo = next(one for one in found["elements"] if one["id"] == "pangyo")
    assert {"kakaotalk", "kakao_pay", "kakao_t"} <= set(pangyo["down"])
    assert "kakaobank" not in pangyo["down"]
    cuts = [cut["probability"] for cut in found["service"]["cut_sets"]]
    assert cuts == sorted(cuts, reverse=True)
    assert 0.0 < cuts[0] < found["service"]["unavailability"] < 0.01
    assert found["service"]["h_per_year"] == pytest.approx(
        found["service"]["unavailability"] * 8766, rel=1e-9
    )


def test_a_feature_can_be_asked_about(linchpin):
    words = ["reliability", "kakao-2022", "--format", "json", "--service"]
    whole = json.loads(linchpin(*words, "kakaotalk")[1])["service"]
    media = json.loads(linchpin(*words, "kakaotalk.media")[1])["service"]
    assert whole["features_h_per_year"]["kakaotalk.media"] == media["h_per_year"]
    assert media["h_per_year"] > whole["h_per_year"]
    assert any(cut["events"] == ["restart:kakao@pangyo"] for cut in media["cut_sets"])


def test_tools_outside_take_pangyo_off_the_list(linchpin):
    def single_point_of(name):
        out = linchpin("reliability", name, "--format", "json", "--top", "60")[1]
        elements = json.loads(out)["elements"]
        return next(set(one["down"]) for one in elements if one["id"] == "pangyo")

    before, after = single_point_of("kakao-2022"), single_point_of("kakao-2022-tools-outside")
    assert {"kakaotalk", "kakao_t", "kakao_pay"} <= before - after
    assert {"talk_channel", "kakao_page", "kakao_games"} <= after  # nothing to switch to


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--service", "kakaotlk"], "did you mean 'kakaotalk'?"),
        (["--service", "kakaotalk.medai"], "did you mean 'kakaotalk.media'?"),
        (["--set", "clock.nonsense=1"], "nonsense"),
        (["--remedy", "magic"], "magic"),
        (["--without", "bans"], "did you mean 'ban'?"),
        (["--top", "0"], "--top"),
    ],
)
def test_bad_names_are_told_with_status_2(linchpin, words, told):
    status, out, err = linchpin("reliability", "kakao-2022", *words)
    assert status == 2
    assert told in err
    assert out == ""


def test_rates_are_told_with_their_range_and_basis(linchpin):
    _, out, _ = linchpin("reliability", "kakao-2022", "--top", "5")
    standard = {kind.id: kind for kind in read_hazard_classes()}
    fire = next(line for line in out.splitlines() if line.startswith("site-fire"))
    kind = standard["site-fire"]
    assert fire.split() == [
        *("site-fire", "site", f"{kind.rate_per_year:g}"),
        *(f"{kind.low:g}", "to", f"{kind.high:g}", kind.basis),
    ]
    assert standard["ransomware"].basis == "judgement"
    assert "rest on rates that are judgement (" in " ".join(out.split())


def test_a_class_can_be_left_out(linchpin):
    words = ["reliability", "kakao-2022", "--format", "json"]
    whole, less = (
        json.loads(linchpin(*words, *more)[1])
        for more in ([], ["--without", "ban", "--without", "ransomware"])
    )
    assert {"ban", "ransomware"} <= set(whole["catalogue"])
    assert set(whole["catalogue"]) - set(less["catalogue"]) == {"ban", "ransomware"}
    assert [one["id"] for one in less["rates"]] == less["catalogue"]
    assert less["service"]["h_per_year"] < whole["service"]["h_per_year"]
    assert not [c for c in less["service"]["cut_sets"] if "ban@kakao" in c["events"]]


def test_without_any_class_nothing_can_fail(linchpin):
    every = [word for kind in read_hazard_classes() for word in ("--without", kind.id)]
    status, out, _ = linchpin("reliability", "kakao-2022", *every)
    assert status == 0
    assert "No hazard class is left" in out


def test_an_ordinary_small_world_can_be_asked(linchpin, fake, tmp_path):
    file = tmp_path / "toy.yaml"
    file.write_text(dump_scenario(fake.fake_scenario().model_copy(update={"case": None})), "utf-8")
    status, out, _ = linchpin("reliability", str(file))
    assert status == 0
    assert "minimal cut set" in out


def test_long_chains_are_followed_by_one_step(linchpin, checkout, tmp_path):
    text = (checkout / "tests" / "toys" / "two-sites.json").read_text("utf-8")
    toy = json.loads(text)
    for number in range(14):
        before = "talk" if number == 0 else f"s{number - 1}"
        feature = {"id": "f", "name": "F", "name_ko": "F", "weight": 1.0}
        feature["needs"] = [{"on": before, "weight": 0.5}, {"on": "text", "weight": 0.1}]
        service = {"id": f"s{number}", "name": "S", "name_ko": "S", "features": [feature]}
        toy["services"].append(service)
    option = {"service": "s13", "primacy": 1.0, "holders": 0.5}
    toy["people"]["categories"][0]["options"].append(option)
    assessment = Assessment(Scenario.model_validate_json(json.dumps(toy)), read_hazard_classes())
    assert not assessment.chained
    last = assessment.refused["s13"].probability(assessment.chances)
    own = 0.1 * assessment.features["talk.text"].probability(assessment.chances)
    assert last == pytest.approx(own, rel=1e-9)  # nobody is down altogether before it
    file = tmp_path / "chain.yaml"
    file.write_text(dump_scenario(assessment.scenario), "utf-8")
    status, out, _ = linchpin("reliability", str(file), "--service", "sms")
    assert status == 0
    assert "followed by one step" in out
    assert "No failures of hard dependencies take sms down altogether." in out


def test_a_site_that_holds_no_tools_is_no_recovery_single_point(linchpin):
    status, out, _ = linchpin("reliability", "yes24-2025-june", "--top", "2")
    assert status == 0
    assert "No site holds the tools that its own recovery needs." in out


@pytest.mark.slow
def test_hundreds_of_services_stay_within_bounds(checkout):
    """Trees are built service by service, so the work grows with their number alone."""
    path = checkout / "tests" / "toys" / "many.py"
    spec = importlib.util.spec_from_file_location("toy_many_for_trees", path)
    many = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = many
    spec.loader.exec_module(many)
    scenario = many.many(400)
    assessment = Assessment(scenario, scenario.catalogue)
    found = summarise(assessment, None, 10)
    sizes = [len(tree.events) for tree in assessment.down.values()]
    assert len(sizes) == 100
    assert max(sizes) < 20_000
    assert assessment.detail("v0.f0").cuts.sets
    assert len(found.elements) == 10
