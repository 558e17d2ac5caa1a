"""Write one run as a single HTML file that works without a network."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import jinja2
import pandas as pd
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from dashboard.evidence import Shelf
from dashboard.figures.demand import demand_figure
from dashboard.figures.heads import heads_figure, later_figure, money_figure
from dashboard.figures.lines import reach_figure
from dashboard.figures.moved import moved_figure
from dashboard.figures.quality import quality_figure
from dashboard.figures.regions import region_figure
from dashboard.figures.sankey import sankey_figure
from dashboard.pages.pictures import TABLES, Wish, wish
from dashboard.ports import Loaded
from dashboard.provenance import explained, provenance, sources
from dashboard.report_evidence import evidence_section, styles
from dashboard.shelf import StoredShelf
from dashboard.texts import Language, plot_text, say, say_or
from dashboard.theme import CONFIG, Look
from dashboard.viewmodels.cells import writer
from dashboard.viewmodels.demand import demand
from dashboard.viewmodels.grounds import SIGNS, Rests, rests
from dashboard.viewmodels.hours import said_when
from dashboard.viewmodels.kpis import kpis
from dashboard.viewmodels.kpis import lead as kpi_lead
from dashboard.viewmodels.moved import moved
from dashboard.viewmodels.moves import moves
from dashboard.viewmodels.provinces import ANY, largest_share, provinces
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.sites import sites
from dashboard.viewmodels.verdicts import tally
from simulator.analysis.provenance import WEAKEST_FIRST
from simulator.analysis.summary import summarise
from simulator.experiments.gallery import gallery_case
from simulator.io.harm_tables import read_compensation
from simulator.io.originals import is_changed
from simulator.io.scenario_text import scenario_hash
from simulator.io.tables import read_provinces
from simulator.model.evidence import Observation
from simulator.results.run_result import PairedRun

_ASSETS: Final = files("dashboard") / "assets"
_TEMPLATES: Final = files("dashboard") / "templates"
_CURVES: Final = 3
"""Needs whose curves are drawn; the table has them all."""

Part = tuple[str, dict[str, tuple[Any, int]], str | None]
"""Name of a section, its figures with their heights (pixels), and its table."""
_LONGEST: Final = 60
"""Rows above which a table scrolls in a box of its own on a screen; on paper none does."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: a picture, a table, or both."""

    title: str
    rests: Rests | None
    """What it rests on, where that is known."""
    hint: str
    figures: Mapping[str, tuple[str, int]]
    """Figure as JSON and height (pixels), by name."""
    table: pd.DataFrame | None


def write_report(
    paired: PairedRun, observations: Iterable[Observation], path: Path, language: Language = "en"
) -> Path:
    """Write the report of one run.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    observations : iterable of Observation
        What was observed in the same case.
    path : Path
        Where the file goes.
    language : {"en", "ko"}
        Language of every word.

    Returns
    -------
    Path
        The file, which needs nothing beside itself.
    """
    scenario = paired.run.scenario
    summary = summarise(paired, observations, read_compensation(scenario.case))
    changed = is_changed(scenario.name, scenario_hash(scenario))
    html = render(Loaded("report", paired, summary, changed), language).encode("utf-8")
    part = path.with_name(f"{path.name}.unfinished")
    part.write_bytes(html)
    part.replace(path)
    return path


def render(loaded: Loaded, lang: Language, shelf: Shelf | None = None) -> str:
    """Render the report as HTML.

    Parameters
    ----------
    loaded : Loaded
        A run with its summary.
    lang : {"en", "ko"}
        Language of every word.
    shelf : Shelf, optional
        What was recorded about real cases; the shipped records where none is given.

    Returns
    -------
    str
        A whole document.
    """
    w = wish(loaded, {}, lang)
    scenario, told = loaded.scenario, loaded.summary
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string((_TEMPLATES / "report.html").read_text("utf-8"))
    return template.render(
        lang=lang,
        say=lambda key, **values: say(lang, key, **values),
        title=scenario.title_ko if lang == "ko" else scenario.title,
        question=scenario.question_ko if lang == "ko" else scenario.question,
        background=say_or(lang, f"case.{scenario.case}", ""),
        lead=kpi_lead(told, lang),
        changed=loaded.changed,
        explained=explained(loaded, lang),
        rests=rests(loaded.badges, "numbers", lang),
        bases=[(SIGNS[basis], basis) for basis in reversed(WEAKEST_FIRST)],
        kpis=kpis(told, w.named, lang, scenario.case, changed=loaded.changed),
        sections=_sections(w),
        styles=_styles(),
        evidence=_evidence(loaded, lang, shelf or StoredShelf()),
        provenance=provenance(loaded, lang),
        sources=sources(scenario, told),
        plotly=_script(get_plotlyjs()),
        geo=_script((_ASSETS / "geo.js").read_text("utf-8")),
        config=_script(json.dumps(dict(CONFIG))),
        font=_font() if lang == "ko" else "",
        cells=cells,
        longest=_LONGEST,
    )


def _script(text: str) -> Any:  # noqa: ANN401 - jinja's own type
    """Mark a script of ours as safe, with nothing in it that could end its element."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    return Markup(text.replace("</", "<\\/"))  # noqa: S704 - nothing of a scenario's but JSON


def _styles() -> Any:  # noqa: ANN401 - jinja's own type
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    return Markup(styles())  # noqa: S704 - a file of ours


def _evidence(loaded: Loaded, lang: Language, shelf: Shelf) -> Any:  # noqa: ANN401 - jinja's own type
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    if not loaded.real or gallery_case(loaded.scenario.name) is None:
        return ""
    section = evidence_section(shelf, loaded.scenario.name, lang)
    return Markup(section)  # noqa: S704 - escaped where it was rendered


def _font() -> str:
    face = (_ASSETS / "fonts" / "Pretendard-Regular.subset.woff2").read_bytes()
    return base64.b64encode(face).decode("ascii")


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """Write the cells of a table as texts."""
    writers = [writer(str(name)) for name in frame.columns]
    return [
        [write(value) for write, value in zip(writers, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]


def _sections(w: Wish) -> list[Section]:
    look, paired, lang = Look(w.lang), w.loaded.paired, w.lang
    run = paired.run
    needs = [category.id for category in run.scenario.people.categories]
    affected, placed = provinces(run, w.t_h, ANY, lang), sites(run, w.t_h, lang)
    country = region_figure(affected, placed, read_provinces(), largest_share(run, ANY), look)
    bands = quality_figure(quality(run, lang), look)
    curves = {
        f"demand-{need}": (_drawn(demand_figure(demand(paired, need), look), w.named[need]), 340)
        for need in needs[:_CURVES]
    }
    flows = {
        "moves": (_drawn(sankey_figure(moves(paired, w.need, lang), look), w.named[w.need]), 460)
    }
    parts: list[Part] = [
        ("services", {"quality": (_drawn(bands), int(bands.layout.height))}, "services"),
        ("map", {"map": (_drawn(country), 560)}, "provinces"),
        ("demand", curves, None),
        ("moves", flows, "moves"),
        *people_parts(w),
        ("observations", {}, "observations"),
        ("hazards", {}, "hazards"),
        ("events", {}, "events"),
    ]
    if not w.loaded.summary["observations"] or not w.loaded.real:
        parts = [part for part in parts if part[0] != "observations"]
    values = {"observations": tally(w.loaded.summary)}
    at = {"map": f" {said_when(run.scenario, w.t_h, lang)}."}
    if run.scenario.random_hazards:
        at["hazards"] = f" {say(lang, 'hazards.random')}"
    return [
        Section(
            say(lang, f"{name}.title"),
            rests(w.loaded.badges, name, lang),
            say(lang, f"{name}.hint", **values.get(name, {})) + at.get(name, ""),
            figures,
            None if table is None else TABLES[table](w),
        )
        for name, figures, table in parts
    ]


def people_parts(w: Wish) -> list[Part]:
    """List the parts about who bears the harm, what moved people and what stays."""
    look, lang = Look(w.lang), w.lang
    heads = heads_figure(TABLES["segments"](w), look)
    worth = money_figure(TABLES["money"](w), look)
    parts: list[Part] = [
        ("segments", {"heads": (_drawn(heads), 340)}, "segments"),
        ("money", {"money": (_drawn(worth), 480)}, "money"),
    ]
    if not TABLES["paid"](w).empty:
        parts.append(("paid", {}, "paid"))
    touches = moved(w.loaded.summary, w.named, lang, w.rule)
    if not touches.empty:
        parts.append(("moved", {"moved": (_drawn(moved_figure(touches, look)), 380)}, "moved"))
    shares = TABLES["reach"](w)
    if not shares.empty:
        parts.append(("reach", {"reach": (_drawn(reach_figure(shares, look)), 360)}, "reach"))
    users = TABLES["later"](w)
    if not users.empty:
        parts.append(("later", {"later": (_drawn(later_figure(users, look)), 360)}, "later"))
    return [*parts, ("markets", {}, "markets")]


def _drawn(figure: go.Figure, title: str = "") -> Any:  # noqa: ANN401 - jinja's own type
    if title:
        figure.update_layout(title={"text": plot_text(title), "x": 0, "y": 0.98}, margin={"t": 70})
    return _script(str(figure.to_json()))
