"""Check the other tables of evidence: columns, ids, sources, times and arithmetic."""

import datetime as dt
from collections import Counter

import pytest

from simulator.io.tables import read_table, table_names

START = dt.datetime.fromisoformat("2022-10-15T15:30:00+09:00")
CONFIDENCE = {*"ABCD", "high", "medium", "low"}
COLUMNS = {
    "app_baselines": "app measure value unit period panel confidence source source_url note",
    "compensation_rules": "id case rule name name_ko payer payee service payees low_krw central_krw"
    " high_krw multiple kind basis source source_url note",
    "conflicts": "id item printed problem reading used source source_url",
    "derived": "id quantity value unit operation inputs source source_url note",
    "hazard_classes": "id kind per only rate_per_year low high lasts_median_h lasts_sigma"
    " access_median_h access_sigma share_mean share_concentration factor beta common while_up"
    " basis certainty source source_url note",
    "harm_figures": "id kind item value unit date confidence source source_url note",
    "korea_population_2022": "province_id province_ko province_en age_group residents",
    "observations": "id case quantity subject feature at_h day until_day base panel relation"
    " observed low high unit interval use informed confidence source source_url note",
    "parameters": "id scope value unit low high distribution least most basis confidence source"
    " overridden_by calibrated note",
    "panels": "id panel measure covers failed rounding members spread rate base basis source note",
    "timeline_kakao_2022": "id kind at t_h sense subject what value unit confidence source"
    " source_url",
    "users_september_2022": "app printed_name resolved_name monthly_users month panel status"
    " august_users confidence source source_url note",
}
OPERATIONS = {
    "ratio": lambda part, whole: part / whole,
    "difference": lambda whole, part: whole - part,
    "sum": lambda *parts: sum(parts),
    "change": lambda before, after: after / before - 1,
    "chain_change": lambda whole, second: (1 + whole) / (1 + second) - 1,
    "regained": lambda before, worst, after: (after - worst) / (before - worst),
    "kept": lambda before, peak, after: (after - before) / (peak - before),
    "base_of_change": lambda after, change: after / (1 + change),
    "hours_minutes": lambda hours, minutes: hours + minutes / 60,
}


def test_the_columns_are_the_documented_ones():
    assert set(table_names()) == set(COLUMNS)
    assert {name: " ".join(read_table(name)[0]) for name in COLUMNS} == COLUMNS


@pytest.mark.parametrize("name", [name for name, columns in COLUMNS.items() if "source" in columns])
def test_every_row_has_a_source(name):
    rows = read_table(name)
    assert [row for row in rows if not row["source"]] == []
    addresses = [word for row in rows for word in row.get("source_url", "").split()]
    assert [word for word in addresses if not word.startswith(("http://", "https://"))] == []
    assert {row["confidence"] for row in rows if "confidence" in row} <= CONFIDENCE


@pytest.mark.parametrize("name", [name for name, columns in COLUMNS.items() if "id " in columns])
def test_ids_are_unique(name):
    rows = read_table(name)
    if "id" in rows[0]:
        ids = Counter((row["id"], row.get("scope")) for row in rows)
        assert [i for i, n in ids.items() if n > 1] == []


def test_cells_have_no_stray_spaces():
    for name in COLUMNS:
        for row in read_table(name):
            assert [cell for cell in row.values() if cell != cell.strip() or "  " in cell] == []


def test_hours_follow_from_the_clock():
    rows = read_table("timeline_kakao_2022")
    dated = [row for row in rows if row["at"]]
    assert len(dated) == len(rows) - 2 >= 70
    for row in dated:
        at = dt.datetime.fromisoformat(row["at"])
        assert at.utcoffset() == dt.timedelta(hours=9)
        hours = (at - START) / dt.timedelta(hours=1)
        assert float(row["t_h"]) == pytest.approx(hours, abs=0.006), row["id"]
    assert [row["id"] for row in rows if bool(row["at"]) != bool(row["t_h"])] == []
    assert [row["at"] for row in dated] == sorted(row["at"] for row in dated)


def test_the_timeline_says_how_each_moment_is_meant():
    rows = read_table("timeline_kakao_2022")
    assert {row["sense"] for row in rows if row["at"]} == {"at", "by", "after", "about"}
    assert {row["kind"] for row in rows} == {"fire", "length", "servers", "service"}


def test_derived_figures_are_what_their_inputs_give():
    rows = read_table("derived")
    assert len(rows) >= 20
    for row in rows:
        inputs = [float(word) for word in row["inputs"].split()]
        value = OPERATIONS[row["operation"]](*inputs)
        last_digit = 10.0 ** -len(row["value"].partition(".")[2])
        assert float(row["value"]) == pytest.approx(value, abs=0.51 * last_digit), row["id"]


def test_launches_fell_by_23_percent():
    derived = {row["id"]: float(row["value"]) for row in read_table("derived")}
    assert derived["tdi-runs-15-oct"] == -0.23


def test_damaged_names_were_resolved_by_size_and_others_left_alone():
    rows = read_table("users_september_2022")
    by_status = {
        status: {row["printed_name"]: row for row in rows if row["status"] == status}
        for status in ("used", "damaged", "unresolved")
    }
    assert sum(map(len, by_status.values())) == len(rows) == 9
    assert set(by_status["unresolved"]) == {"카카오바이크", "카카오M"}
    assert all(not row["app"] + row["resolved_name"] for row in by_status["unresolved"].values())
    resolved = {name: row["resolved_name"] for name, row in by_status["damaged"].items()}
    assert resolved == {"카카오B": "카카오뱅크", "카카오D": "Daum", "카카오라이프": "카카오페이"}
    for row in by_status["damaged"].values():
        assert int(row["monthly_users"]) == pytest.approx(int(row["august_users"]), rel=0.05)


def test_unresolved_names_are_flagged_and_used_nowhere_else():
    flagged = {row["id"]: row["used"] for row in read_table("conflicts")}
    assert flagged["kakao-bike"] == flagged["kakao-m"] == flagged["users-lost-8m"] == "no"
    assert set(flagged.values()) == {"yes", "no"}
    others = [row for name in ("app_baselines", "observations") for row in read_table(name)]
    assert [row for row in others if {"3160000", "2580000", "8000000"} & set(row.values())] == []


def test_the_baselines_cover_the_apps_of_the_case():
    apps = {row["app"] for row in read_table("app_baselines")}
    needed = "kakaotalk line telegram messenger ut kakao_t naver_map kakao_map kakao_bus tmap"
    assert set(needed.split()) | {"kakao_pay", "samsung_pay", "kakaobank", "daum", "tada"} <= apps


def test_one_panel_gives_one_value_per_app_measure_and_period():
    keys = Counter(
        tuple(row[column] for column in ("app", "measure", "period", "panel"))
        for row in read_table("app_baselines")
    )
    assert [key for key, n in keys.items() if n > 1] == []
    assert all(float(row["value"]) > 0 for row in read_table("app_baselines"))


def test_shares_of_reporters_add_up():
    shares = {
        row["id"]: float(row["value"])
        for row in read_table("harm_figures")
        if row["id"].startswith("reporters-")
    }
    for count in ("dec-2", "dec-29"):
        parts = [share for name, share in shares.items() if name.endswith(f"firms-{count}")]
        assert len(parts) == 2
        assert sum(parts) + shares[f"reporters-users-{count}"] == pytest.approx(1.0, abs=0.0011)


def test_kinds_of_report_add_up_to_those_about_kakao():
    value = {row["id"]: float(row["value"]) for row in read_table("harm_figures")}
    parts = value["reports-paid"] + value["reports-free-loss"] + value["reports-no-loss"]
    assert parts == value["reports-kakao-dec-29"]
