"""Answer who bears the harm, what moved people, what stays afterwards, and one person's life."""

from enum import StrEnum, unique
from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.components.pieces import chart, choice, fold, framed, kpi_card
from dashboard.components.tables import table
from dashboard.pages.grounded import grounds_of, head
from dashboard.pages.pictures import TABLES, Wish
from dashboard.pages.what_happened import Ids as What
from dashboard.ports import Card
from dashboard.texts import say
from dashboard.viewmodels.accounts import accounts
from dashboard.viewmodels.jobs import suppliers
from dashboard.viewmodels.life import people
from simulator.results.steps import RULES


@unique
class Ids(StrEnum):
    """Names of the parts."""

    HEADS = "people-heads"
    MONEY = "people-money"
    MONEY_TABLE = "people-money-table"
    JOBS = "people-jobs"
    SUPPLIER = "people-supplier"
    JOBS_TABLE = "people-jobs-table"
    MOVED = "people-moved"
    RULE = "people-rule"
    MOVED_TABLE = "people-moved-table"
    REACH = "people-reach"
    REACH_TABLE = "people-reach-table"
    LATER = "people-later"
    LATER_TABLE = "people-later-table"
    PERSON = "people-person"
    LIFE = "people-life"
    LIFE_TABLE = "people-life-table"


def layout(wish: Wish, runs: list[Card]) -> html.Div:
    """Lay the page out for one run.

    Parameters
    ----------
    wish : Wish
        The run and the language.
    runs : list of Card
        The runs to choose from.

    Returns
    -------
    Div
        The page; figures are drawn by the callbacks of `dashboard.pages.people_moves`.
    """
    parts = [
        _opening(wish, runs),
        _accounts(wish),
        grounds_of(wish.loaded, wish.lang),
        html.Div([_heads(wish), _money(wish)], className="two"),
        _paid(wish),
        _jobs(wish),
        html.Div([_moved(wish), _reach(wish)], className="two"),
        _later(wish),
        _life(wish),
    ]
    return html.Div([part for part in parts if part is not None], className="page")


def _opening(wish: Wish, runs: list[Card]) -> html.Div:
    lang, scenario = wish.lang, wish.loaded.scenario
    options = [(run.id, run.label(lang)) for run in runs]
    if wish.loaded.id not in dict(options):
        title = scenario.title_ko if lang == "ko" else scenario.title
        options.insert(0, (wish.loaded.id, title))
    text = [
        html.H1(say(lang, "people.title")),
        html.P(say(lang, "people.text"), className="lead"),
        html.P(say(lang, "changed.note"), className="warning") if wish.loaded.changed else None,
    ]
    side = html.Div([choice(What.RUN, say(lang, "run"), options, wish.loaded.id)], className="side")
    return html.Div([html.Div(text), side], className="opening")


def _accounts(wish: Wish) -> html.Div:
    told = accounts(wish.loaded.summary, wish.named, wish.lang)
    return html.Div([kpi_card(kpi, wish.lang) for kpi in told], className="kpis")


def _listed(wish: Wish, name: str) -> Any:  # noqa: ANN401
    return table(TABLES[name](wish), wish.lang, wish.href(name), say(wish.lang, f"{name}.title"))


def _heads(wish: Wish) -> dmc.Paper:
    return framed(
        head(wish, "heads"),
        say(wish.lang, "heads.hint"),
        chart(Ids.HEADS, 320, say(wish.lang, "heads.title")),
        below=_listed(wish, "segments"),
    )


def _money(wish: Wish) -> dmc.Paper:
    return framed(
        head(wish, "money"),
        say(wish.lang, "money.hint"),
        chart(Ids.MONEY, 460, say(wish.lang, "money.title")),
        below=fold(Ids.MONEY_TABLE, wish.lang),
    )


def _paid(wish: Wish) -> dmc.Paper | None:
    if TABLES["paid"](wish).empty:
        return None
    return framed(head(wish, "paid"), say(wish.lang, "paid.hint"), _listed(wish, "paid"))


def _jobs(wish: Wish) -> dmc.Paper | None:
    names = [(one, wish.named.get(one, one)) for one in suppliers(wish.loaded.paired)]
    if not names:
        return None
    return framed(
        head(wish, "jobs"),
        say(wish.lang, "jobs.hint"),
        chart(Ids.JOBS, 320, say(wish.lang, "jobs.title")),
        controls=choice(Ids.SUPPLIER, say(wish.lang, "supplier"), names, wish.supplier),
        below=fold(Ids.JOBS_TABLE, wish.lang),
    )


def _moved(wish: Wish) -> dmc.Paper:
    rules = [(rule, say(wish.lang, f"rule.{rule}")) for rule in RULES]
    return framed(
        head(wish, "moved"),
        say(wish.lang, "moved.hint"),
        chart(Ids.MOVED, 340, say(wish.lang, "moved.title")),
        controls=choice(Ids.RULE, say(wish.lang, "rule"), rules, wish.rule),
        below=fold(Ids.MOVED_TABLE, wish.lang),
    )


def _reach(wish: Wish) -> dmc.Paper:
    return framed(
        head(wish, "reach"),
        say(wish.lang, "reach.hint"),
        chart(Ids.REACH, 340, say(wish.lang, "reach.title")),
        below=fold(Ids.REACH_TABLE, wish.lang),
    )


def _later(wish: Wish) -> dmc.Paper:
    below = html.Div(
        [
            fold(Ids.LATER_TABLE, wish.lang),
            html.H3(say(wish.lang, "markets.title")),
            html.P(say(wish.lang, "markets.hint"), className="hint"),
            _listed(wish, "markets"),
        ]
    )
    return framed(
        head(wish, "later"),
        say(wish.lang, "later.hint"),
        chart(Ids.LATER, 340, say(wish.lang, "later.title")),
        below=below,
    )


def _life(wish: Wish) -> dmc.Paper | None:
    options = [(str(n), label) for n, label in people(wish.loaded.paired.run, wish.named)]
    if not options:
        return None
    chosen = str(wish.person) if str(wish.person) in dict(options) else options[0][0]
    return framed(
        head(wish, "life"),
        say(wish.lang, "life.hint"),
        chart(Ids.LIFE, 340, say(wish.lang, "life.title")),
        controls=choice(Ids.PERSON, say(wish.lang, "person"), options, chosen),
        below=fold(Ids.LIFE_TABLE, wish.lang),
    )
