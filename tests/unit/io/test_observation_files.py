"""Check that a user's observations are read as written, or refused line by line, all at once."""

import datetime as dt

import pytest

from simulator.errors import CODES, ScenarioError
from simulator.io.observation_files import (
    REQUIRED,
    SOUGHT_AT_MOST,
    read_observation_file,
    read_panel_file,
)
from simulator.io.scenario_files import read_scenario

HEADER = "id,quantity,subject,feature,at_h,day,base,panel,relation,observed,low,high,unit,use"
GOOD = (
    "text,first_function_h,kakaotalk,text,,,,,about,10,9,11,h,fit",
    "cut,servers_live,pangyo,kakao,1.4,,,,about,0,0,2000,servers,check",
    "line,excess_daily_users,line,,,2022-10-15,2022-10-14,MobileIndex,about,5e5,4e5,6e5,persons,fit",
    "later,excess_daily_users,line,,,2022-10-26,2022-10-14,WiseApp,about,9e4,4e4,1.4e5,persons,check",
    "rides,trips_change,taxi,,,2022-10-15,,Mine,about,-0.05,-0.1,0,share,check",
)


@pytest.fixture(scope="module")
def scenario():
    return read_scenario("kakao-2022")


@pytest.fixture
def read(scenario, tmp_path):
    """Read a table, whatever bytes it has."""

    def call(*lines, header=HEADER, end="\n", data=None, how=read_observation_file):
        path = tmp_path / "mine.csv"
        path.write_bytes(end.join([header, *lines]).encode() if data is None else data)
        return how(path, scenario)

    return call


@pytest.fixture
def refuse(read):
    """Read a table that has to be refused, and give the problems."""

    def call(*lines, **options):
        with pytest.raises(ScenarioError) as caught:
            read(*lines, **options)
        assert {p.code for p in caught.value.problems} <= CODES.keys()
        assert all(p.found and p.expected for p in caught.value.problems)
        return caught.value.problems

    return call


def changed(number, **cells):
    """Change cells of a good line."""
    names = HEADER.split(",")
    row = dict(zip(names, GOOD[number].split(","), strict=True)) | cells
    return ",".join(row[name] for name in names)


def test_good_lines_are_read_as_written(read):
    rows = read(*GOOD)
    assert [row.id for row in rows] == ["text", "cut", "line", "later", "rides"]
    assert {row.case for row in rows} == {"kakao-2022"}
    assert {(row.interval, row.confidence, row.source) for row in rows} == {
        ("judged", "C", "not stated")
    }
    line = rows[2]
    assert (line.day, line.base) == (dt.date(2022, 10, 15), dt.date(2022, 10, 14))
    assert (line.observed, line.low, line.high, line.unit) == (5e5, 4e5, 6e5, "persons")


def test_shipped_panels_are_known_by_name_and_strangers_see_everybody(read):
    rows = {row.id: row for row in read(*GOOD)}
    assert rows["line"].seen_by is not None
    assert rows["line"].seen_by.id == "mobileindex-users"
    assert rows["rides"].seen_by is None


def test_a_mark_at_the_start_line_ends_of_windows_and_blank_lines_change_nothing(read):
    plain = read(*GOOD)
    assert read(data=b"\xef\xbb\xbf" + "\r\n".join([HEADER, *GOOD, ""]).encode()) == plain
    assert read(*GOOD[:2], "", *GOOD[2:], "", "") == plain


def test_columns_may_stand_in_any_order_and_optional_ones_may_be_missing(read):
    line = dict(zip(HEADER.split(","), GOOD[0].split(","), strict=True))
    names = sorted(REQUIRED, reverse=True)
    (row,) = read(",".join(line[name] for name in names), header=",".join(names))
    assert (row.id, row.observed, row.feature) == ("text", 10, None)


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_required_column_that_is_missing_is_named_once(refuse, missing):
    names = HEADER.split(",")
    at = names.index(missing)
    cut = [",".join(part for n, part in enumerate(row.split(",")) if n != at) for row in GOOD]
    problems = refuse(*cut, header=",".join(n for n in names if n != missing))
    assert [(p.code, p.line, p.where) for p in problems if p.where == missing] == [
        ("S201", 1, missing)
    ]
    (told,) = [p for p in problems if p.where == missing]
    assert (told.found, told.expected) == (f"no column '{missing}'", f"a column '{missing}'")


@pytest.mark.parametrize(
    ("number", "cells", "code", "where", "hint"),
    [
        (0, {"observed": "10 h"}, "S203", "observed", "write the unit h"),
        (0, {"observed": "600 min"}, "S203", "observed", "divide by 60"),
        (0, {"observed": "10시간"}, "S203", "observed", "write the unit h"),
        (4, {"observed": "-5 %"}, "S203", "observed", "divide by 100"),
        (0, {"observed": "ten"}, "S203", "observed", ""),
        (2, {"observed": '"500,000"'}, "S203", "observed", "between thousands"),
        (0, {"observed": '"9,5"'}, "S203", "observed", "decimal point"),
        (0, {"observed": "nan"}, "S116", "observed", ""),
        (0, {"high": "inf"}, "S116", "high", ""),
        (0, {"high": "1e999"}, "S116", "high", ""),
        (0, {"unit": "min"}, "S205", "unit", "divide by 60"),
        (0, {"unit": "min", "observed": "900", "high": "1000"}, "S205", "unit", "divide by 60"),
        (4, {"unit": "%", "observed": "-6", "low": "-9"}, "S205", "unit", "divide by 100"),
        (0, {"unit": "시간"}, "S205", "unit", "unit h"),
        (4, {"unit": "%"}, "S205", "unit", "divide by 100"),
        (2, {"unit": "만명"}, "S205", "unit", "multiply by 10000"),
        (2, {"unit": "share"}, "S205", "unit", ""),
        (4, {"observed": "-5.3", "low": "-7"}, "S405", "observed", "percentage"),
        (0, {"low": "12"}, "S309", "low", ""),
        (0, {"observed": "12"}, "S309", "observed", ""),
        (2, {"day": "2022-02-30"}, "S203", "day", "no such day"),
        (2, {"day": "15.10.2022"}, "S203", "day", "year first"),
        (2, {"day": "2022-09-01"}, "S403", "day", ""),
        (4, {"day": "2022-10-26"}, "S403", "day", ""),
        (2, {"day": ""}, "S201", "day", ""),
        (0, {"day": "2022-10-15"}, "S309", "day", ""),
        (2, {"base": "2022-10-08"}, "S403", "base", "leave it empty"),
        (2, {"base": "2022-10-16"}, "S403", "base", "leave it empty"),
        (0, {"at_h": "2"}, "S309", "at_h", ""),
        (1, {"at_h": ""}, "S201", "at_h", ""),
        (1, {"at_h": "5000"}, "S403", "at_h", ""),
        (0, {"observed": "900", "high": "1000"}, "S403", "observed", "horizon_h"),
        (0, {"subject": "kakotalk"}, "S301", "subject", "did you mean 'kakaotalk'?"),
        (0, {"feature": "texts"}, "S301", "feature", "did you mean 'text'?"),
        (1, {"subject": "kakaotalk"}, "S301", "subject", ""),
        (1, {"feature": ""}, "S301", "feature", ""),
        (4, {"subject": "kakao_t"}, "S301", "subject", ""),
        (0, {"quantity": "first_function"}, "S205", "quantity", "did you mean 'first_function_h'?"),
        (0, {"relation": "exactly"}, "S205", "relation", ""),
        (0, {"use": "train"}, "S205", "use", ""),
        (0, {"id": "Text First"}, "S206", "id", ""),
        (0, {"id": ""}, "S201", "id", ""),
    ],
)
def test_a_wrong_cell_is_refused_with_what_to_write(refuse, number, cells, code, where, hint):
    problems = refuse(GOOD[3], changed(number, **cells))
    assert [(p.code, p.line, p.where) for p in problems] == [(code, 3, where)]
    assert hint in problems[0].hint
    assert bool(problems[0].hint) >= bool(hint)


def test_all_lines_are_told_at_once_in_their_order(refuse):
    lines = [
        changed(0, observed="10 h", use="train"),
        GOOD[1],
        changed(2, subject="lime", day="2022-13-01"),
        changed(0, id="again", unit="min"),
    ]
    problems = refuse(*lines)
    assert [(p.line, p.where) for p in problems] == [
        (2, "observed"),
        (2, "use"),
        (4, "day"),
        (4, "subject"),
        (5, "quantity"),  # the same observation as on line 2
        (5, "unit"),
    ]


def test_an_id_and_an_observation_stand_there_once(refuse):
    problems = refuse(*GOOD, changed(4, id="text"))
    assert [(p.code, p.line, p.where) for p in problems] == [
        ("S306", 7, "id"),
        ("S306", 7, "quantity"),
    ]
    assert "line 2" in problems[0].found
    assert "line 6" in problems[1].found


def test_columns_that_are_unknown_or_there_twice_are_told_with_the_nearest_name(refuse):
    problems = refuse(GOOD[0] + ",x,y", header=HEADER + ",Informed,low")
    assert ("S306", 1) in {(p.code, p.line) for p in problems}
    unknown = [p for p in problems if p.code == "S202"]
    assert [p.hint for p in unknown] == ["did you mean 'informed'?"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S104"),
        (b"\n\n", "S104"),
        (HEADER.encode(), "S104"),
        (HEADER.replace(",", ";").encode() + b"\na;b", "S102"),
        (HEADER.replace(",", "\t").encode() + b"\na\tb", "S102"),
        (b"\x00\x01\x02", "S103"),
        (HEADER.encode() + b"\n\xff\xfe", "S103"),
        (HEADER.encode("utf-16"), "S103"),
        (b"a" * 1_000_001, "S112"),
        (HEADER.encode() + b'\n"open', "S102"),
        (HEADER.encode() + b"\na,b", "S207"),
        (",".join(f"c{n}" for n in range(5000)).encode() + b"\n" + b"," * 4999, "S114"),
        ("\n".join([HEADER, *["," * 13] * 1001]).encode(), "S114"),
        ((HEADER + "\n" + changed(0, panel="x" * 1001)).encode(), "S115"),
        ((HEADER + "\n" + changed(0, panel="\u202e")).encode(), "S111"),
    ],
)
def test_what_is_no_table_is_refused_at_once(refuse, data, code):
    problems = refuse(data=data)
    assert problems[0].code == code
    assert len(problems) <= 2


def test_semicolons_come_with_what_to_do(refuse):
    (problem,) = refuse(data=HEADER.replace(",", ";").encode())
    assert "commas" in problem.hint


def test_a_file_that_is_none_is_refused(scenario, tmp_path):
    for path in (tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(ScenarioError) as caught:
            read_observation_file(path, scenario)
        assert [p.code for p in caught.value.problems] == ["S102"]


def test_many_wrong_lines_are_counted_and_the_first_are_shown(read):
    with pytest.raises(ScenarioError) as caught:
        read(*(changed(0, id=f"x{n}", unit="min", day=str(n)) for n in range(300)))
    assert len(caught.value.problems) == SOUGHT_AT_MOST
    assert caught.value.count > 2 * SOUGHT_AT_MOST


def test_rows_of_another_case_are_refused(refuse):
    (problem,) = refuse(GOOD[0] + ",yes24", header=HEADER + ",case")
    assert (problem.code, problem.where) == ("S301", "case")


PANELS = "id,panel,measure,covers,members"


def test_panels_of_ones_own_are_read_and_take_the_place_of_shipped_ones(read, scenario, tmp_path):
    panels = read("mine,Mine,trips,*=0.5,", header=PANELS, how=read_panel_file)
    assert [(p.id, p.sees("youth"), p.basis) for p in panels] == [("mine", 0.5, "judgement")]
    path = tmp_path / "rows.csv"
    path.write_text("\n".join([HEADER, *GOOD]))
    rows = {row.id: row for row in read_observation_file(path, scenario, panels)}
    assert rows["rides"].seen_by == panels[0]
    assert rows["line"].seen_by is None


@pytest.mark.parametrize(
    ("line", "code", "where"),
    [
        ("mine,Mine,hours,,", "S205", "measure"),
        ("mine,Mine,trips,*=1 yuth=0.5,", "S301", "covers"),
        ("mine,Mine,trips,everybody,", "S206", "covers"),
        ("mine,Mine,trips,*=2,", "S208", ""),
        ("mine,Mine,trips,,-5", "S204", "members"),
        ("mine,Mine,trips,,many", "S203", "members"),
        (",Mine,trips,,", "S201", "id"),
    ],
)
def test_a_wrong_panel_is_refused(refuse, line, code, where):
    problems = refuse(line, header=PANELS, how=read_panel_file)
    assert [(p.code, p.line, p.where) for p in problems] == [(code, 2, where)]


def test_a_panel_stands_there_once(refuse):
    problems = refuse("a,Mine,trips,,", "b,Mine,trips,,", header=PANELS, how=read_panel_file)
    assert [(p.code, p.line, p.where) for p in problems] == [("S306", 3, "panel")]
