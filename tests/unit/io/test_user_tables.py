"""Check that files that are no tables are refused with what to do about them."""

import pytest

from simulator.io.user_tables import Columns, rows_of

COLUMNS = Columns(("id", "panel"), ("id", "panel", "note"))
TABLE = "id,panel\nrides,모바일\n"
EXCEL = b"PK\x03\x04\x14\x00\x06\x00"


def refused(data):
    rows, problems = rows_of(data, "mine.csv", COLUMNS)
    assert rows == []
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    ("data", "code", "hint"),
    [
        (TABLE.encode("cp949"), "S103", "CP949 (EUC-KR); in Excel: Save as, CSV UTF-8"),
        (TABLE.encode("euc-kr"), "S103", "CP949 (EUC-KR); in Excel: Save as, CSV UTF-8"),
        (b"\xff\xfe" + TABLE.encode("utf-16-le"), "S103", "in Excel: Save as, CSV UTF-8"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "S103", "in Excel: Save as, CSV UTF-8"),
        (EXCEL, "S103", "this is an Excel or zip file; save the sheet as CSV UTF-8"),
        (EXCEL + b"\x99" * 1_000_001, "S112", "this is an Excel or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "S103", "this is an old Excel file"),
    ],
)
def test_what_was_saved_in_another_form_comes_with_what_to_do(data, code, hint):
    problem = refused(data)
    assert problem.code == code
    assert hint in problem.hint


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02", b"id,panel\na,\xff\xff", TABLE.encode() * 100_000]
)
def test_nothing_is_guessed_of_other_bytes(data):
    assert not refused(data).hint


def test_a_table_in_utf_8_may_begin_with_any_letters():
    rows, problems = rows_of(b"PK,id,panel\n1,a,b\n", "mine.csv", COLUMNS)
    assert [row.cells for row in rows] == [{"id": "a", "panel": "b"}]
    assert [p.code for p in problems] == ["S202"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_one(data):
    problem = refused(data)
    assert (problem.code, problem.found) == ("S104", "an empty file")


def test_a_header_alone_is_no_empty_file():
    problem = refused(b"id,panel\n")
    assert (problem.code, problem.found) == ("S104", "no rows")
