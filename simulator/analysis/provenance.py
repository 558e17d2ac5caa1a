"""List every figure that a scenario rests on, with its range, its basis and its source."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from simulator.analysis import rates
from simulator.analysis.figure_paths import names_of, spelled, unit_of
from simulator.model.base import Basis, Declaration, Duration, Grounded
from simulator.model.catalogue import HazardClass
from simulator.model.parameter_rows import RULE, Confidence, Parameter
from simulator.model.parameters import parameters, rows_of
from simulator.model.scenario import Scenario
from simulator.shipped import bundled

WEAKEST_FIRST: Final[tuple[Basis, ...]] = (
    *("invented", "judgement", "derived", "literature", "measured"),
)
"""What a figure may rest on, the weakest first."""
_SURE: Final[dict[Basis, Confidence]] = {
    "measured": "high",
    "literature": "medium",
    "derived": "medium",
    "judgement": "low",
    "invented": "low",
}
"""How sure a figure is of which nothing else is said."""
_CHOSEN: Final = frozenset({"beat_s", "horizon_h", "priority"})
"""Fields that are chosen whatever the world is like, so that nothing has to be known of them."""
_NO_FIGURES: Final = frozenset({"remedies"})
"""What-ifs are no figures of the scenario itself."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number on which results rest."""

    path: str
    """Dotted path, as settings take it; ``harm``, ``constants``, ``patterns`` are in the code."""
    value: float
    """In `unit`."""
    unit: str
    low: float | None
    """5 % point of what it may be; none where no range was written down."""
    high: float | None
    """95 % point."""
    basis: Basis
    confidence: Confidence
    source: str
    """Where it was read, or the reason of a judgement; empty where nothing is said."""
    convention: bool = False
    """Not uncertain: a neutral 0 or 1, an order, a numerical step."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the nearest declaration says of its figures."""

    basis: Basis = "judgement"
    source: str = ""

    @property
    def speaks(self) -> bool:
        """Whether it says more than a declaration that says nothing."""
        return bool(self.source) or self.basis != "judgement"


def figures(scenario: Scenario) -> tuple[Figure, ...]:
    """List every figure of a scenario, and of the rules and rates that it is reckoned with.

    Parameters
    ----------
    scenario : Scenario
        Checked.

    Returns
    -------
    tuple of Figure
        In the order of the declaration. A figure that the table of parameters lists for its world
        has the table's range and source; one that nobody set, those of the rule; any other, those
        of the nearest declaration that says what it rests on.
    """
    invented = all(site.basis == "invented" for site in scenario.sites)
    silent = _Ground("invented") if invented else _Ground()
    known = _known(scenario, invented=invented)
    found = [_as_known(one, known) for one in _below(scenario, "", silent, silent)]
    return (*found, *_rules(scenario), *_rates())


def defaults(catalogue: Iterable[HazardClass] = ()) -> tuple[Figure, ...]:
    """List what holds for every scenario that says nothing else.

    Parameters
    ----------
    catalogue : iterable of HazardClass
        The standard catalogue, of which a scenario may make use.

    Returns
    -------
    tuple of Figure
        Defaults and constants of the model, classes of hazards, rates of harm.
    """
    rows = (of_row(row) for row in parameters() if row.scope == RULE)
    classes = (
        figure
        for kind in catalogue
        for figure in _below(kind, f"catalogue.{kind.id}", _Ground(), _Ground())
    )
    return (*rows, *classes, *_rates())


def counted(found: Iterable[Figure]) -> dict[Basis, int]:
    """Count figures by what they rest on, conventions left out, the weakest first.

    >>> one = Figure("a.b", 1.0, "1", None, None, "judgement", "low", "")
    >>> counted([one, one, replace(one, basis="measured"), replace(one, convention=True)])
    {'judgement': 2, 'measured': 1}
    """
    counts = Counter(figure.basis for figure in found if not figure.convention)
    return {basis: counts[basis] for basis in WEAKEST_FIRST if counts[basis]}


def of_row(row: Parameter, path: str = "") -> Figure:
    """Make a figure of a row of the table.

    Parameters
    ----------
    row : Parameter
        The row.
    path : str
        Where its value stands, if it is not the row's own id.

    Returns
    -------
    Figure
        Without a range if the row is a convention; its source then says why it is one.
    """
    low, high = (None, None) if row.fixed else (row.low, row.high)
    where = path or row.id
    sure = (row.basis, row.confidence, row.note if row.fixed else row.source, row.fixed)
    return Figure(where, row.value, row.unit, low, high, *sure)


def _known(scenario: Scenario, *, invented: bool) -> dict[str, Parameter]:
    """Find the rows of a scenario, and of the world in which every row of the world is found."""
    by_scope: dict[str, list[Parameter]] = {}
    for row in parameters():
        if row.scope != RULE and (row.basis == "invented") == invented:
            by_scope.setdefault(row.scope, []).append(row)
    known: dict[str, Parameter] = {}
    for scope, rows in by_scope.items():
        paths = [spelled(scenario, row.id) for row in rows]
        is_world = bundled("scenarios", f"worlds/{scope}.yaml").is_file()
        if scope == scenario.name or (is_world and None not in paths):
            known |= {path: row for path, row in zip(paths, rows, strict=True) if path}
    return known


def _as_known(figure: Figure, known: dict[str, Parameter]) -> Figure:
    """Take the range and the source from the table, if it lists this very figure."""
    row = known.get(figure.path)
    return of_row(row, figure.path) if row and row.value == figure.value else figure


def _below(node: Declaration, path: str, ground: _Ground, silent: _Ground) -> Iterator[Figure]:
    """Walk over a declaration and everything below it."""
    if isinstance(node, Grounded):
        said = "basis" in node.model_fields_set or "source" in node.model_fields_set
        ground = _Ground(node.basis, node.source) if said else silent
    if isinstance(node, HazardClass):
        yield from _of_class(node, path, ground, silent)
        return
    for name, field in type(node).model_fields.items():
        if name in _NO_FIGURES:
            continue
        value = getattr(node, name)
        rows = rows_of(field)
        as_usual = rows if value == field.default else ()
        where = f"{path}.{name}".removeprefix(".")
        unit = rows[0].unit if len(rows) == 1 else unit_of(name)
        was_set = name in node.model_fields_set
        yield from _in(value, where, _Place(name, unit, ground, silent, as_usual, was_set))


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of a value before one looks at it."""

    field: str
    unit: str
    ground: _Ground
    silent: _Ground
    usual: tuple[Parameter, ...] = ()
    """Rows of its default, if it is the default."""
    was_set: bool = True
    """Whether the scenario gives the value itself."""

    def figure(self, value: float, path: str, row: Parameter | None) -> Figure:
        """Make a figure: of its row, of its declaration, or of both where they agree."""
        ground, unit = self.ground, row.unit if row else self.unit
        if row and (row.fixed or not (self.was_set and ground.speaks)):
            return of_row(row, path)
        low, high = (row.low, row.high) if row else (None, None)
        chosen = self.field in _CHOSEN
        sure = _SURE[ground.basis]
        return Figure(
            path, float(value), unit, low, high, ground.basis, sure, ground.source, chosen
        )


def _in(value: Any, path: str, place: _Place) -> Iterator[Figure]:  # noqa: ANN401 - any field
    """Walk over a value of whatever kind."""
    if isinstance(value, Duration) and place.usual:
        for row, part in zip(place.usual, ("median_h", "sigma"), strict=True):
            yield place.figure(getattr(value, part), f"{path}.{part}", row)
    elif isinstance(value, Declaration):
        yield from _below(value, path, place.ground, place.silent)
    elif isinstance(value, dict | tuple | list):
        for step, element in _elements(value):
            yield from _in(element, f"{path}{step}", replace(place, usual=()))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield place.figure(value, path, place.usual[0] if place.usual else None)


def _elements(value: dict[str, Any] | Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Name what a mapping or a list holds by the step to it."""
    if isinstance(value, dict):
        yield from ((f".{key}", element) for key, element in value.items())
    else:
        yield from zip(names_of(value), value, strict=True)


def _of_class(kind: HazardClass, path: str, ground: _Ground, silent: _Ground) -> Iterator[Figure]:
    """List the figures of a class of hazards; its range is that of its rate."""
    rate = _Place("rate_per_year", "1/year", ground, silent)
    found = rate.figure(kind.rate_per_year, f"{path}.rate_per_year", None)
    yield replace(found, low=kind.low, high=kind.high)
    for name in sorted(kind.model_fields_set - {"rate_per_year", "low", "high"}):
        place = _Place(name, unit_of(name), ground, silent)
        yield from _in(getattr(kind, name), f"{path}.{name}", place)


def _rules(scenario: Scenario) -> Iterator[Figure]:
    """List the constants of the code, and the patterns that the scenario's components have."""
    used = {component.pattern for component in scenario.components}
    for row in parameters():
        room, _, rest = row.id.partition(".")
        patterned = room == "patterns" and rest.partition(".")[0] in used
        if room == "constants" or patterned:
            yield of_row(row)


def _rates() -> Iterator[Figure]:
    """List the rates at which harm is turned into won."""
    single = {
        "wage": rates.WAGE,
        "fare": rates.FARE,
        "margin": rates.MARGIN,
        "order_share": rates.ORDER_SHARE,
        "gdp_year": rates.GDP_YEAR,
    }
    several = {f"value.{name}": rate for name, rate in rates.VALUE.items()}
    several |= {f"free_year.{name}": rate for name, rate in rates.FREE_YEAR.items()}
    for name, rate in (single | several).items():
        sure = _SURE[rate.basis]
        yield Figure(
            f"harm.{name}", rate.central, rate.unit, rate.low, rate.high, rate.basis, sure,
            rate.source,
        )  # fmt: skip
