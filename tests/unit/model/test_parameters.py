"""Check the table of parameters, against itself, the declarations and the constants of the code."""

import ast
import importlib
import pkgutil
import re
import time

import pytest

import simulator.model.behaviour
from simulator.analysis.figure_paths import spelled
from simulator.analysis.provenance import figures
from simulator.errors import ScenarioError
from simulator.experiments import causes
from simulator.io.scenario_files import list_scenarios, read_scenario
from simulator.model import parameters as module
from simulator.model.base import Declaration, Duration
from simulator.model.parameter_rows import COLUMNS, RULE, UNITS, parse_parameters
from simulator.model.parameters import given, parameters, rows_of, rule, whole
from simulator.model.patterns import TRAITS
from simulator.population import attention, crowd, market, reaching, weighing
from simulator.reliability import tipping
from simulator.shipped import bundled
from simulator.topology import compile as compiling

ROWS = {(row.id, row.scope): row for row in parameters()}
RULES = {name for name, scope in ROWS if scope == RULE}
IN_POPULATION = {
    "constants.channel_works": reaching.WORKS,
    "constants.everybody_per_h": market.LEAST_PER_H,
    "constants.service_lost": market.LOST,
    "constants.few_waiting": crowd.FEW,
    "constants.load_clear": weighing.CLEAR,
    "constants.load_smoothing_h": weighing.SMOOTHING_H,
    "constants.persistence_seen": weighing.SEEN,
    "constants.persistence": weighing.PERSISTENCE,
    "constants.attention_clear": attention.CLEAR,
    "constants.attention_turns": attention.TURNS,
}
"""The kernels keep their own constants, so that a word in the table recompiles nothing."""
MOST_S = 0.03  # a hundredth, on machines three times as slow as ours
GOOD = "people.x.y,rule,2,h,1,4,lognormal,>0,9,judgement,low,because,any,,"
NOTED = "people.a.b,rule,1,share,,,fixed,0,1,judgement,high,convention,any,,neutral"


def declarations():
    """List every class of declarations, each once."""
    modules = [
        importlib.import_module(f"simulator.model.{found.name}")
        for found in pkgutil.iter_modules(simulator.model.__path__)
    ]
    return [
        kind
        for one in modules
        for kind in vars(one).values()
        if isinstance(kind, type)
        and issubclass(kind, Declaration)
        and kind.__module__ == one.__name__
    ]


def numeric_defaults():
    """Give every field with a number, or a length of time, as its default."""
    for kind in declarations():
        for name in vars(kind).get("__annotations__", {}):
            field = kind.model_fields.get(name)
            default = None if field is None else field.default
            if isinstance(default, int | float | Duration) and not isinstance(default, bool):
                yield f"{kind.__name__}.{name}", field


def constants_read(checkout):
    """Find the constants that the code reads from the table, by their literal names."""
    found = set()
    for path in sorted((checkout / "simulator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            word = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if isinstance(word, str) and node.func.id == "constant":
                found.add(f"constants.{word}")
            elif isinstance(word, str) and node.func.id == "rule":
                found.add(word)
            elif isinstance(word, str) and node.func.id == "time_of":
                found |= {f"{word}.median_h", f"{word}.sigma"}
    return {name for name in found if name.startswith("constants.")}


def test_every_numeric_default_stands_in_the_table_alone():
    bare = [name for name, field in numeric_defaults() if not rows_of(field)]
    assert bare == []
    for name, field in numeric_defaults():
        rows, default = rows_of(field), field.default
        told = [default.median_h, default.sigma] if isinstance(default, Duration) else [default]
        assert [row.value for row in rows] == told, name


def test_every_row_of_a_rule_has_a_field_or_a_constant(checkout):
    of_fields = {row.id for _, field in numeric_defaults() for row in rows_of(field)}
    of_patterns = {name for name in RULES if name.startswith("patterns.")}
    assert of_fields | of_patterns | constants_read(checkout) | IN_POPULATION.keys() == RULES
    assert {name.split(".")[1] for name in of_patterns} == set(TRAITS)


def test_the_bounds_of_fields_are_those_of_the_table():
    seen = 0
    for name, field in numeric_defaults():
        (row, *more) = rows_of(field)
        ends = {
            end: getattr(limit, end)
            for limit in field.metadata
            for end in ("ge", "gt", "le", "lt")
            if getattr(limit, end, None) is not None
        }
        expected = {
            "gt" if row.beyond else "ge": row.least,
            "lt" if row.below else "le": row.most,
        }
        if more or name in {"Option.holders", "HazardRow.lasts_sigma", "HazardRow.access_sigma"}:
            assert ends == {}, name  # the type has the bounds, or a cell is turned into a Duration
        else:
            assert ends == expected, name
            seen += 1
    assert seen > 80


def test_the_limits_of_a_length_of_time_are_those_of_its_rows():
    for name, field in numeric_defaults():
        if isinstance(field.default, Duration):
            median, sigma = rows_of(field)
            assert (median.least, median.most, sigma.least, sigma.most) == (0, 20_000, 0, 3), name


def test_the_kernels_have_the_constants_of_the_table():
    assert {name: rule(name).value for name in IN_POPULATION} == IN_POPULATION


def test_constants_reach_the_code():
    assert rule("constants.looks_within_tolerance").value == compiling.LOOKS_WITHIN_TOLERANCE
    assert rule("constants.broken_share").value == causes.BROKEN_SHARE
    assert tipping.PERSISTENCES == (0.5, 0.7, 0.9)


def test_ranges_stand_in_the_table_and_not_in_docstrings(checkout):
    said = re.compile(r"\((?:[^()]*\bjudgement\b|range \d|[\d.]+ to [\d.]+\))")
    told = []
    for path in sorted((checkout / "simulator" / "model").glob("*.py")):
        for kind in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(kind, ast.ClassDef):
                texts = [n.value.value for n in kind.body if isinstance(n, ast.Expr)
                         and isinstance(n.value, ast.Constant)]  # fmt: skip
                told += [f"{path.name}: {t}" for t in texts if said.search(str(t))]
    assert told == []


def test_a_description_ends_in_what_the_table_says():
    schema = simulator.model.behaviour.Behaviour.model_json_schema()["properties"]
    assert schema["inertia"]["description"] == (
        "Eta: utility of the usual app. [2.5 utility, 1 to 4; literature, confidence medium: "
        "Dube, Hitsch and Rossi 2010]"
    )
    assert schema["inertia"]["maximum"] == 20.0


@pytest.mark.parametrize("name", sorted({scope for _, scope in ROWS} - {RULE}))
def test_figures_of_worlds_are_those_of_their_files(name, shipped, spelled_figures):
    scenario = shipped(name)
    figures = spelled_figures(scenario)
    rows = [row for (_, scope), row in ROWS.items() if scope == name]
    assert rows
    assert {row.id: figures(row.id) for row in rows} == {row.id: row.value for row in rows}


@pytest.fixture
def shipped(checkout):
    """Read a scenario in the world of a name, or of that name."""

    def find(name):
        names = [one for one, _ in list_scenarios()]
        if name in names:
            return read_scenario(name)
        line = f"world: {name}"
        files = [checkout / "scenarios" / f"{one}.yaml" for one in names]
        first = next(f for f in files if line in f.read_text("utf-8").splitlines())
        return read_scenario(first.stem)

    return find


@pytest.fixture
def spelled_figures():
    """Look a figure up by any spelling of its path."""

    def of(scenario):
        values = {one.path: one.value for one in figures(scenario)}
        return lambda path: values.get(spelled(scenario, path) or path)

    return of


def read_text(*rows):
    """Read a table of these rows and give code, line and column of every problem."""
    _, problems = parse_parameters("\n".join([",".join(COLUMNS), *rows]) + "\n", "t.csv")
    return [(one.code, one.line, one.where) for one in problems]


def test_a_sound_table_is_read():
    assert read_text(GOOD, NOTED) == []
    made, _ = parse_parameters(f"{','.join(COLUMNS)}\n{GOOD}\n", "t.csv")
    (row,) = made
    assert (row.value, row.low, row.high) == (2, 1, 4)
    assert (row.least, row.beyond, row.below) == (0, True, False)


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        (",h,", ",hour,", "S205", "unit"),
        ("judgement", "guess", "S205", "basis"),
        ("low,because", "none,because", "S205", "confidence"),
        ("lognormal", "cauchy", "S205", "distribution"),
        (",any,", ",all,", "S205", "overridden_by"),
        ("because", "", "S201", "source"),
        ("people.x.y", "inertia", "S206", "id"),
        (",rule,", ",A World,", "S206", "scope"),
        (",2,", ",two,", "S203", "value"),
        (",2,", ",nan,", "S203", "value"),
        (",2,", ",7,", "S403", "value"),
        (",1,4,", ",4,4,", "S403", "value"),
        (",9,", ",3,", "S204", "low"),
        (",1,4,", ",0,4,", "S204", "low"),
        ("lognormal,>0", "lognormal,0", None, None),
        (",1,4,lognormal,>0", ",0,4,lognormal,0", "S405", "low"),
        ("lognormal", "beta", "S405", "low"),
    ],
)
def test_a_wrong_row_is_refused_at_its_line(old, new, code, where):
    assert old in GOOD
    wrong = read_text(NOTED, GOOD.replace(old, new, 1))
    expected = [] if code is None else [(code, 3, where)]
    assert wrong[: len(expected) or None] == expected


def test_a_convention_has_a_reason_and_no_range():
    assert read_text(NOTED.replace(",neutral", ",")) == [("S201", 2, "note")]
    assert read_text(NOTED.replace("share,,,", "share,0,1,")) == [("S309", 2, "low")]


def test_all_problems_are_told_at_once():
    twice = read_text(GOOD, GOOD, GOOD.replace(",h,", ",ell,"), "too,few")
    assert twice == [
        ("S306", 3, "id"), ("S205", 4, "unit"), ("S306", 4, "id"), ("S207", 5, ""),
    ]  # fmt: skip
    assert parse_parameters("id,value\n", "t.csv")[1][0].code == "S207"


def test_a_value_outside_its_range_needs_a_note():
    assert read_text(GOOD.replace(",2,", ",7,") + "a reason") == []


def test_a_field_without_a_row_is_refused():
    for declare in (given, whole):
        with pytest.raises(ScenarioError) as caught:
            declare("people.nobody.knows")
        assert caught.value.problems[0].code == "S301"
    with pytest.raises(ScenarioError) as caught:
        whole("people.behaviour.inertia")
    assert caught.value.problems[0].code == "S203"


def test_a_damaged_table_is_told_and_not_guessed(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "bundled", lambda *_: tmp_path / "gone.csv")
    with pytest.raises(ScenarioError) as caught:
        parameters.__wrapped__()
    assert caught.value.problems[0].code == "S102"
    (tmp_path / "gone.csv").write_text(f"{','.join(COLUMNS)}\n{GOOD}\n{GOOD}\n", "utf-8")
    with pytest.raises(ScenarioError) as caught:
        parameters.__wrapped__()
    assert [one.line for one in caught.value.problems] == [3]


def test_units_are_all_in_use():
    assert {row.unit for row in parameters()} == UNITS


def test_what_is_calibrated_has_a_range_to_draw_from():
    moved = [row for row in parameters() if row.calibrated]
    assert len(moved) > 30
    assert [row.id for row in moved if row.fixed or not row.low < row.high] == []


def test_the_table_is_read_in_a_hundredth_of_a_second():
    text = bundled("data", "tables/parameters.csv").read_text("utf-8")
    took_s = []
    for _ in range(5):
        began = time.process_time()
        parse_parameters(text, "t.csv")
        took_s.append(time.process_time() - began)
    assert min(took_s) < MOST_S
