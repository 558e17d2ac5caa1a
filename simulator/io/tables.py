"""Read the tables of evidence that travel with the program."""

import json
import re
from collections import Counter
from typing import Any, Final

from simulator.errors import Problem, ScenarioError
from simulator.io.bundled import bundled, bundled_root
from simulator.io.paths import choices, nearest
from simulator.io.table_rows import TableRow, declare_rows, parse_rows
from simulator.model.catalogue import HazardClass
from simulator.model.evidence import MEASURES, HazardRow, Observation, ResidentCount
from simulator.model.panels import Measure, Panel
from simulator.model.people import AGE_GROUPS
from simulator.model.places import Region

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,60}")
_FOLDER: Final = "tables"
_OBSERVATIONS: Final = "observations"
_PANELS: Final = "panels"
_HAZARDS: Final = "hazard_classes"
_PROVINCES: Final = "korea_provinces.geojson"


def table_names() -> tuple[str, ...]:
    """List the tables, without their suffix."""
    return tuple(sorted(path.stem for path in (bundled_root("data") / _FOLDER).glob("*.csv")))


def read_table(name: str) -> list[dict[str, str]]:
    """Read a table as text, cell by cell.

    Parameters
    ----------
    name : str
        For example ``timeline_kakao_2022``, with or without ``.csv``.

    Returns
    -------
    list of dict of str to str
        One mapping of column to text per row; empty text where nothing is known.

    Raises
    ------
    ScenarioError
        If there is no such table or it is not one.

    Examples
    --------
    >>> next(row["t_h"] for row in read_table("timeline_kakao_2022") if row["id"] == "text-first")
    '10.02'
    """
    _, rows = _read_rows(name)
    return [row.cells for row in rows]


def read_observations(case: str) -> tuple[Observation, ...]:
    """Read what was observed in a case.

    Parameters
    ----------
    case : str
        For example ``kakao-2022``.

    Returns
    -------
    tuple of Observation
        In the order of the table, at least one.

    Raises
    ------
    ScenarioError
        With every problem of the table, or if it has no such case.

    Examples
    --------
    >>> read_observations("kakao-2022")[0].id
    'text-first'
    """
    file, rows = _read_rows(_OBSERVATIONS)
    made, problems = declare_rows(rows, Observation, file)
    counts = Counter(observation.id for observation in made)
    problems += [
        Problem("S306", file, None, "id", repr(name), "each id once")
        for name, times in counts.items()
        if times > 1
    ]
    if problems:
        raise ScenarioError(file, problems)
    panels = {(panel.panel, panel.measure): panel for panel in read_panels()}
    found = tuple(seen_by(row, panels) for row in made if row.case == case)
    if not found:
        cases = sorted({observation.case for observation in made})
        expected = f"a case with observations{choices(cases)}"
        problem = Problem("S301", "", None, "case", repr(case), expected, nearest(case, cases))
        raise ScenarioError(case, [problem])
    return found


def read_panels() -> tuple[Panel, ...]:
    """Read who measured, and how what they report differs from what people do.

    Returns
    -------
    tuple of Panel
        In the order of the table.

    Raises
    ------
    ScenarioError
        With every problem of the table.

    Examples
    --------
    >>> next(panel.members for panel in read_panels() if panel.id == "kisdi-minutes")
    8000
    """
    file, rows = _read_rows(_PANELS)
    made, problems = declare_rows(rows, Panel, file)
    if problems:
        raise ScenarioError(file, problems)
    return tuple(made)


def seen_by(row: Observation, panels: dict[tuple[str, Measure], Panel]) -> Observation:
    """Set the panel beside an observation that names it."""
    measure = MEASURES.get(row.quantity)
    panel = None if measure is None else panels.get((row.panel, measure))
    return row if panel is None else row.model_copy(update={"seen_by": panel})


def read_population(name: str) -> tuple[Region, ...]:
    """Read residents by region and age.

    Parameters
    ----------
    name : str
        For example ``korea_population_2022``, with or without ``.csv``.

    Returns
    -------
    tuple of Region
        In the order of the table, ids in small letters.

    Raises
    ------
    ScenarioError
        With every problem of the table: cells that are no counts, age groups that are missing,
        unknown or there twice.

    Examples
    --------
    >>> regions = read_population("korea_population_2022")
    >>> len(regions), regions[0].id, regions[0].residents["20-29"]
    (17, 'kr-11', 1384252)
    """
    file, rows = _read_rows(name)
    counts, problems = declare_rows(rows, ResidentCount, file)
    if problems:
        raise ScenarioError(file, problems)
    by_id: dict[str, list[ResidentCount]] = {}
    for count in counts:
        by_id.setdefault(count.province_id, []).append(count)
    problems = [
        Problem(
            "S207", file, None, province, f"age groups {', '.join(ages)}", "each age group once"
        )
        for province, found in by_id.items()
        if sorted(ages := [count.age_group for count in found]) != sorted(AGE_GROUPS)
    ]
    if problems:
        raise ScenarioError(file, problems)
    cited = citation(name)
    return tuple(_region(found, cited) for found in by_id.values())


def citation(name: str) -> str:
    """Say where a shipped table comes from, as the list of sources has it.

    >>> citation("korea_population_2022").partition(",")[0]
    'Ministry of the Interior and Safety'
    """
    file = f"{name.removesuffix('.csv')}.csv"
    text = bundled("data", "sources.csv").read_text("utf-8")
    rows, _ = parse_rows(text, "sources.csv")
    return next((row.cells["citation"] for row in rows if row.cells["table"] == file), "")


def read_hazard_classes() -> tuple[HazardClass, ...]:
    """Read how often each kind of hazard strikes.

    Returns
    -------
    tuple of HazardClass
        The standard catalogue, in the order of its table.

    Raises
    ------
    ScenarioError
        With every problem of the table.

    Examples
    --------
    >>> next(row.rate_per_year for row in read_hazard_classes() if row.id == "site-fire")
    0.0025
    """
    file, rows = _read_rows(_HAZARDS)
    made, problems = declare_rows(rows, HazardRow, file)
    if problems:
        raise ScenarioError(file, problems)
    return tuple(row.declare() for row in made)


def read_provinces() -> dict[str, Any]:
    """Read the outlines of the provinces.

    Returns
    -------
    dict
        GeoJSON. The id of each feature is that of its region, for example ``kr-11``; its
        properties have ``name_en`` and ``name_ko``.

    Examples
    --------
    >>> [feature["id"] for feature in read_provinces()["features"]][:2]
    ['kr-11', 'kr-26']
    """
    text = bundled("data", f"{_FOLDER}/{_PROVINCES}").read_text("utf-8")
    outlines: dict[str, Any] = json.loads(text)
    for feature in outlines["features"]:
        feature["id"] = feature["properties"]["id"].lower()
    return outlines


def _region(counts: list[ResidentCount], cited: str) -> Region:
    """Gather the age groups of one province."""
    return Region(
        basis="measured",
        source=cited,
        id=counts[0].province_id.lower(),
        name=counts[0].province_en,
        name_ko=counts[0].province_ko,
        residents={count.age_group: count.residents for count in counts},
    )


def _read_rows(name: str) -> tuple[str, list[TableRow]]:
    """Open a table and split it, or say what is wrong with it."""
    stem = name.removesuffix(".csv")
    file = f"{stem[:60]}.csv"
    path = bundled("data", f"{_FOLDER}/{file}")
    if not _NAME.fullmatch(stem) or not path.is_file():
        names = table_names()
        problem = Problem(
            "S304",
            file,
            None,
            "",
            "nothing",
            f"a shipped table{choices(names)}",
            nearest(stem, names),
        )
        raise ScenarioError(file, [problem])
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte {error.start} is not UTF-8"
        raise ScenarioError(
            file, [Problem("S103", file, None, "", found, "text in UTF-8")]
        ) from None
    rows, problems = parse_rows(text, file)
    if problems:
        raise ScenarioError(file, problems)
    return file, rows
