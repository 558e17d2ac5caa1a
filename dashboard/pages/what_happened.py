"""Answer what happened in one run: where, to whom, why, and how it was observed."""

from enum import StrEnum, unique
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.components import graph
from dashboard.components.aria import aria
from dashboard.components.asking import asking
from dashboard.components.pieces import chart, choice, fold, framed, kpi_card, legend, signs
from dashboard.components.tables import table
from dashboard.pages import evidence, strike_form
from dashboard.pages.grounded import grounds_of, head, third
from dashboard.pages.pictures import TABLES, Wish
from dashboard.ports import Card
from dashboard.provenance import explained
from dashboard.texts import Language, say, say_or
from dashboard.viewmodels.dependence import owners
from dashboard.viewmodels.hours import first_and_last
from dashboard.viewmodels.kpis import kpis, lead
from dashboard.viewmodels.provinces import ANY
from dashboard.viewmodels.verdicts import tally
from simulator.experiments.gallery import gallery_case

MARKS_H = 24


@unique
class Ids(StrEnum):
    """Names of the parts."""

    RUN = "what-run"
    HOUR = "what-hour"
    LAST = "what-last"
    WHEN = "what-when"
    PLAY = "what-play"
    CLOCK = "what-clock"
    WRITTEN = "what-written"
    MAP = "what-map"
    MAP_NEED = "what-map-need"
    MAP_TABLE = "what-map-table"
    GRAPH = "what-graph"
    OWNER = "what-owner"
    GRAPH_TABLE = "what-graph-table"
    DEMAND = "what-demand"
    NEED = "what-need"
    DEMAND_TABLE = "what-demand-table"
    QUALITY = "what-quality"
    QUALITY_TABLE = "what-quality-table"
    MOVES = "what-moves"
    MOVES_NEED = "what-moves-need"
    MOVES_TABLE = "what-moves-table"


def layout(wish: Wish, runs: list[Card]) -> html.Div:
    """Lay the page out for one run.

    Parameters
    ----------
    wish : Wish
        The run, the language, and what the reader last chose.
    runs : list of Card
        The runs to choose from.

    Returns
    -------
    Div
        The page; figures are drawn by the callbacks of `dashboard.pages.what_moves`.
    """
    return html.Div(
        [
            _opening(wish, runs),
            _numbers(wish),
            grounds_of(wish.loaded, wish.lang),
            html.P(explained(wish.loaded, wish.lang), className="note"),
            _scrubber(wish),
            html.Div([_map(wish), _graph(wish)], className="two map"),
            _demand(wish),
            _quality(wish),
            html.Div([_moves(wish), _tables(wish)], className="two"),
            *_evidence(wish),
            _causes(wish),
            _story(wish),
            _sampling(wish),
        ],
        className="page",
    )


def nothing_yet(lang: Language, original: Any) -> html.Div:  # noqa: ANN401 - a scenario or none
    """Offer to make the first run where there is none."""
    parts = [html.H1(say(lang, "empty.title")), html.P(say(lang, "empty.text"))]
    if original is not None:
        parts += [strike_form.form(original, lang), asking(lang)]
    return html.Div(dmc.Paper(parts, className="card", withBorder=True), className="page")


def _opening(wish: Wish, runs: list[Card]) -> html.Div:
    lang, scenario = wish.lang, wish.loaded.scenario
    question = scenario.question_ko if lang == "ko" else scenario.question
    background = say_or(lang, f"case.{scenario.case}", "")
    options = [(run.id, run.label(lang)) for run in runs]
    if wish.loaded.id not in dict(options):
        title = scenario.title_ko if lang == "ko" else scenario.title
        options.insert(0, (wish.loaded.id, title))
    text = [html.H1(question), html.P(background, className="background") if background else None,
            html.P(say(lang, "changed.note"), className="warning") if wish.loaded.changed else None,
            html.P(lead(wish.loaded.summary, wish.lang), className="lead")]  # fmt: skip
    elsewhere = html.Details(
        [
            html.Summary(say(lang, "strike.title")),
            html.P(say(lang, "strike.hint"), className="hint"),
            strike_form.form(scenario, lang),
            asking(lang),
        ],
        className="strike",
    )
    side = [choice(Ids.RUN, say(lang, "run"), options, wish.loaded.id), elsewhere]
    return html.Div([html.Div(text), html.Div(side, className="side")], className="opening")


def _numbers(wish: Wish) -> html.Div:
    told = kpis(
        wish.loaded.summary,
        wish.named,
        wish.lang,
        wish.loaded.scenario.case,
        changed=wish.loaded.changed,
    )
    return html.Div([kpi_card(kpi, wish.lang) for kpi in told], className="kpis")


def _scrubber(wish: Wish) -> dmc.Paper:
    first, last = first_and_last(wish.loaded.scenario)
    marks = [{"value": t, "label": str(t)} for t in range(0, last + 1, MARKS_H)]
    label = say(wish.lang, "axis.t_h")
    slider = dmc.Slider(
        id=Ids.HOUR, min=first, max=last, step=1, value=round(wish.t_h), marks=marks,
        updatemode="drag", thumbLabel=label, label=None, size="md", thumbSize=22,
    )  # fmt: skip
    play = dmc.ActionIcon("▶", id=Ids.PLAY, variant="outline", size="lg",
                          **aria(say(wish.lang, "play")))  # fmt: skip
    return dmc.Paper(
        [
            play,
            html.Div([html.Div(id=Ids.WHEN, role="status", className="when"), slider],
                     className="slide"),
            dcc.Interval(id=Ids.CLOCK, interval=450, disabled=True),
            dcc.Store(id=Ids.LAST, data=last),
            html.Div(id=Ids.WRITTEN, hidden=True),
        ],
        className="scrubber", withBorder=True, radius="md",
    )  # fmt: skip


def _needs(wish: Wish) -> list[tuple[str, str]]:
    return [(c.id, wish.named[c.id]) for c in wish.loaded.scenario.people.categories]


def _map(wish: Wish) -> dmc.Paper:
    options = [(ANY, say(wish.lang, "need.any")), *_needs(wish)]
    return framed(
        head(wish, "map"),
        say(wish.lang, "map.hint"),
        chart(Ids.MAP, 540, say(wish.lang, "map.title")),
        controls=choice(Ids.MAP_NEED, say(wish.lang, "need"), options, ANY),
        below=html.Div([signs(wish.lang), fold(Ids.MAP_TABLE, wish.lang)]),
    )


def _graph(wish: Wish) -> dmc.Paper:
    options = [(owner, wish.named[owner]) for owner in owners(wish.loaded.scenario)]
    columns = [html.Span(say(wish.lang, f"level.{n}")) for n in ("zone", "component", "service")]
    picture = html.Figure(
        [html.Div(html.Div([html.Div(columns, className="levels"), graph.graph(Ids.GRAPH)]),
                  className="graph-box", tabIndex=0, role="region",
                  **aria(say(wish.lang, "graph.title"))),
         html.Figcaption(say(wish.lang, "graph.title"), className="unseen")]
    )  # fmt: skip
    return framed(
        head(wish, "graph"),
        say(wish.lang, "graph.hint"),
        picture,
        controls=choice(Ids.OWNER, say(wish.lang, "owner"), options, wish.owner),
        below=html.Div([legend(wish.lang), fold(Ids.GRAPH_TABLE, wish.lang)]),
    )


def _demand(wish: Wish) -> dmc.Paper:
    return framed(
        head(wish, "demand"),
        say(wish.lang, "demand.hint"),
        chart(Ids.DEMAND, 340, say(wish.lang, "demand.title")),
        controls=choice(Ids.NEED, say(wish.lang, "need"), _needs(wish), wish.need),
        below=fold(Ids.DEMAND_TABLE, wish.lang),
    )


def _quality(wish: Wish) -> dmc.Paper:
    return framed(
        head(wish, "quality"),
        say(wish.lang, "quality.hint"),
        chart(Ids.QUALITY, 500, say(wish.lang, "quality.title")),
        below=fold(Ids.QUALITY_TABLE, wish.lang),
    )


def _moves(wish: Wish) -> dmc.Paper:
    return framed(
        head(wish, "moves"),
        say(wish.lang, "moves.hint"),
        chart(Ids.MOVES, 440, say(wish.lang, "moves.title")),
        controls=choice(Ids.MOVES_NEED, say(wish.lang, "need"), _needs(wish), wish.need),
        below=fold(Ids.MOVES_TABLE, wish.lang),
    )


def _listed(wish: Wish, name: str) -> Any:  # noqa: ANN401
    label = say(wish.lang, f"{name}.title")
    return table(TABLES[name](wish), wish.lang, wish.href(name), label)


def _tables(wish: Wish) -> dmc.Paper:
    parts = [_listed(wish, "services"), third(wish, "segments"),
             _listed(wish, "segments")]  # fmt: skip
    return framed(head(wish, "services"), say(wish.lang, "services.hint"), html.Div(parts))


def _evidence(wish: Wish) -> list[dmc.Paper]:
    rows = wish.loaded.summary["observations"]
    if not rows or not wish.loaded.real:
        return []
    hint = say(wish.lang, "observations.hint", **tally(wish.loaded.summary))
    return [
        framed(head(wish, "observations"), hint, _listed(wish, "observations"), below=_many(wish))
    ]


def _many(wish: Wish) -> dcc.Link | None:
    """Lead to what many runs predicted of the same case."""
    name = wish.loaded.scenario.name
    if gallery_case(name) is None:
        return None
    text = say(wish.lang, "evidence.more")
    return dcc.Link(text, href=evidence.address(wish.lang, case=name), className="csv")


def _story(wish: Wish) -> dmc.Paper:
    return framed(head(wish, "events"), say(wish.lang, "events.hint"), _listed(wish, "events"))


def _causes(wish: Wish) -> dmc.Paper:
    hint = say(wish.lang, "hazards.hint")
    if wish.loaded.scenario.random_hazards:
        hint = f"{hint} {say(wish.lang, 'hazards.random')}"
    return framed(head(wish, "hazards"), hint, _listed(wish, "hazards"))


def _sampling(wish: Wish) -> html.P:
    run = wish.loaded.paired.run
    text = say(
        wish.lang,
        "sampling",
        people=f"{run.people:,}",
        each=f"{run.residents_each:,.0f}",
        seed=run.seed,
        digest=str(wish.loaded.summary["digest"])[:19],
    )
    return html.P(text, className="note")
