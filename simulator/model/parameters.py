"""Give declarations their defaults, bounds and descriptions from the table of parameters."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import Field
from pydantic.fields import FieldInfo

from simulator.errors import Problem, ScenarioError
from simulator.model.parameter_rows import RULE, Parameter, parse_parameters
from simulator.shipped import bundled

TABLE: Final = "parameters.csv"


@cache
def parameters() -> tuple[Parameter, ...]:
    """Read every parameter, once.

    Returns
    -------
    tuple of Parameter
        In the order of the table.

    Raises
    ------
    ScenarioError
        With every problem of the table.

    Examples
    --------
    >>> next(p.unit for p in parameters() if p.id == "people.behaviour.inertia")
    'utility'
    """
    try:
        text = bundled("data", f"tables/{TABLE}").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or "no text in UTF-8"
        problem = Problem("S102", TABLE, None, "", found, "the table of parameters")
        raise ScenarioError(TABLE, [problem]) from error
    made, problems = parse_parameters(text, TABLE)
    if problems:
        raise ScenarioError(TABLE, problems)
    return tuple(made)


@cache
def _rules() -> dict[str, Parameter]:
    return {row.id: row for row in parameters() if row.scope == RULE}


def rule(name: str) -> Parameter:
    """Find the row of a default.

    Parameters
    ----------
    name : str
        Its path, such as ``people.behaviour.inertia``.

    Returns
    -------
    Parameter
        The row of scope `rule`.

    Raises
    ------
    ScenarioError
        If the table has no such row.
    """
    if name not in _rules():
        problem = Problem("S301", TABLE, None, "id", repr(name), "a row for every default")
        raise ScenarioError(TABLE, [problem])
    return _rules()[name]


def constant(name: str) -> float:
    """Give a constant of the code that is a matter of judgement.

    >>> constant("drilled_months")
    12.0
    """
    return rule(f"constants.{name}").value


def given(name: str, *, bounded: bool = True) -> Any:  # noqa: ANN401 - a pydantic field of any type
    """Declare a field whose default and bounds stand in the table.

    Parameters
    ----------
    name : str
        Path of the parameter.
    bounded : bool
        False where the type of the field has the bounds already.

    Returns
    -------
    pydantic field
        With a description that ends in unit, range, basis and source.
    """
    row = rule(name)
    return Field(default=row.value, json_schema_extra=Said((row,)), **_limits(row, float, bounded))


def whole(name: str) -> Any:  # noqa: ANN401 - a pydantic field of any type
    """Declare a field of whole numbers, otherwise as `given`."""
    row = rule(name)
    if row.value != int(row.value):
        problem = Problem("S203", TABLE, None, name, f"{row.value:g}", "a whole number")
        raise ScenarioError(TABLE, [problem])
    default = int(row.value)
    return Field(default=default, json_schema_extra=Said((row,)), **_limits(row, int, bounded=True))


def _limits(row: Parameter, kind: type[float], bounded: bool) -> dict[str, Any]:  # noqa: FBT001
    """Write the hard bounds as pydantic takes them."""
    found: dict[str, Any] = {}
    if bounded and row.least > float("-inf"):
        found["gt" if row.beyond else "ge"] = kind(row.least)
    if bounded and row.most < float("inf"):
        found["lt" if row.below else "le"] = kind(row.most)
    return found


@dataclass(frozen=True)
class Said:
    """What the table says of a field, for its description."""

    rows: tuple[Parameter, ...]
    """One row; or two, median and sigma, for a length of time."""

    def __call__(self, schema: dict[str, Any]) -> None:
        """End the description in unit, range, basis and source."""
        sentence = " ".join(schema.get("description", "").split())
        schema["description"] = f"{sentence} [{'; '.join(map(_told, self.rows))}]".strip()


def rows_of(field: FieldInfo) -> tuple[Parameter, ...]:
    """Find the rows on which the default of a field rests; none for a field without."""
    said = field.json_schema_extra
    return said.rows if isinstance(said, Said) else ()


def _told(row: Parameter) -> str:
    """Say a row in few words."""
    unit = "" if row.unit == "1" else f" {row.unit}"
    start = f"{row.id.rpartition('.')[2]} " if row.id.endswith((".median_h", ".sigma")) else ""
    if row.fixed:
        return f"{start}{row.value:g}{unit}, by convention"
    return (
        f"{start}{row.value:g}{unit}, {row.low:g} to {row.high:g}; {row.basis}, "
        f"confidence {row.confidence}: {row.source}"
    )
