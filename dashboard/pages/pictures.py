"""Make the table behind each picture, for the page and for its file alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import pandas as pd

from dashboard.ports import Loaded
from dashboard.texts import Language, say
from dashboard.viewmodels.accounts import money, paid
from dashboard.viewmodels.demand import demand
from dashboard.viewmodels.dependence import dependence, owners
from dashboard.viewmodels.events import events
from dashboard.viewmodels.hazards import hazards
from dashboard.viewmodels.hours import first_and_last, worst_hour
from dashboard.viewmodels.jobs import jobs, suppliers
from dashboard.viewmodels.later import later, markets
from dashboard.viewmodels.life import needs, steps
from dashboard.viewmodels.moved import moved, reachable
from dashboard.viewmodels.moves import moves
from dashboard.viewmodels.names import names
from dashboard.viewmodels.provinces import ANY, provinces
from dashboard.viewmodels.quality import quality
from dashboard.viewmodels.segments import segments
from dashboard.viewmodels.services import services
from dashboard.viewmodels.troubles import first_struck, worst_need
from dashboard.viewmodels.verdicts import verdicts
from simulator.results.steps import RULES

_LONGEST: Final = 10
"""Digits that the number of a person cannot have."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader wants to see of one run."""

    loaded: Loaded
    """The run."""
    lang: Language
    """Language of the words."""
    t_h: float
    """Hours after the event."""
    need: str
    """Category of need."""
    owner: str
    """Company."""
    rule: str = RULES[0]
    """To which touch an adoption is credited."""
    person: int = -1
    """Number of a watched person; -1 where there is none."""
    supplier: str = ""
    """Who carries out jobs; empty where nobody does."""

    @property
    def named(self) -> dict[str, str]:
        """Names by id."""
        return names(self.loaded.scenario, self.lang)

    def href(self, name: str) -> str:
        """Give the address of a table as a file."""
        asked = {"lang": self.lang, "t": self.t_h, "need": self.need, "owner": self.owner,
                 "rule": self.rule, "person": self.person, "supplier": self.supplier}  # fmt: skip
        return f"/csv/{self.loaded.id}/{name}.csv?{urlencode(asked)}"


def wish(loaded: Loaded, asked: Mapping[str, str], lang: Language) -> Wish:
    """Read what is wanted from an address, with what is usual for whatever is missing.

    Parameters
    ----------
    loaded : Loaded
        The run.
    asked : mapping of str to str
        Query of the address: t, need, owner.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    Wish
        Only with values that the run knows.
    """
    scenario = loaded.scenario
    first, last = first_and_last(scenario)
    try:
        t_h = min(max(float(asked.get("t", "")), first), last)
    except ValueError:
        t_h = worst_hour(loaded.paired.run)
    needs = [ANY, *(category.id for category in scenario.people.categories)]
    companies = owners(scenario)
    need, owner = asked.get("need", ""), asked.get("owner", "")
    rule, person = asked.get("rule", ""), asked.get("person", "")
    known, supplier = suppliers(loaded.paired), asked.get("supplier", "")
    return Wish(
        loaded,
        lang,
        t_h,
        need if need in needs else worst_need(loaded.summary, needs[1:]),
        owner if owner in companies else first_struck(loaded.paired.run, companies),
        rule if rule in RULES else RULES[0],
        int(person) if person.isascii() and person.isdigit() and len(person) < _LONGEST else -1,
        supplier if supplier in known else next(iter(known), ""),
    )


def _provinces(w: Wish) -> pd.DataFrame:
    table = provinces(w.loaded.paired.run, w.t_h, w.need, w.lang)
    return table.drop(columns="region")


def _dependence(w: Wish) -> pd.DataFrame:
    nodes = dependence(w.loaded.paired.run, w.owner, w.t_h, w.lang).nodes
    level = nodes["level"].map({n: say(w.lang, f"level.{n}") for n in nodes["level"].unique()})
    state = [say(w.lang, f"condition.{condition}") for condition in nodes["condition"]]
    pattern = [say(w.lang, f"pattern.{p}") if p else "" for p in nodes["pattern"]]
    return nodes[["name", "quality"]].assign(level=level, state=state, pattern=pattern)


def _moves(w: Wish) -> pd.DataFrame:
    table = moves(w.loaded.paired, w.need, w.lang)
    return table.assign(fate=[say(w.lang, f"fate.{fate}") for fate in table["fate"]])


def _life(w: Wish) -> pd.DataFrame:
    return steps(needs(w.loaded.paired.run, w.person), w.named, w.lang)


TABLES: Final[dict[str, Callable[[Wish], pd.DataFrame]]] = {
    "demand": lambda w: demand(w.loaded.paired, w.need),
    "provinces": _provinces,
    "dependence": _dependence,
    "quality": lambda w: quality(w.loaded.paired.run, w.lang).drop(columns="service"),
    "moves": _moves,
    "hazards": lambda w: hazards(w.loaded.scenario, w.lang),
    "events": lambda w: events(w.loaded.paired.run, w.lang),
    "observations": lambda w: verdicts(w.loaded.summary, w.named, w.lang),
    "services": lambda w: services(w.loaded.summary, w.named, w.lang),
    "segments": lambda w: segments(w.loaded.summary, w.lang),
    "money": lambda w: money(w.loaded.summary, w.named, w.lang),
    "paid": lambda w: paid(w.loaded.summary, w.named, w.lang),
    "moved": lambda w: moved(w.loaded.summary, w.named, w.lang, w.rule).drop(columns="code"),
    "reach": lambda w: reachable(w.loaded.summary),
    "later": lambda w: later(w.loaded.summary, w.named),
    "markets": lambda w: markets(w.loaded.summary, w.named, w.lang),
    "jobs": lambda w: jobs(w.loaded.paired, w.supplier),
    "life": _life,
}
"""By the name that addresses use."""
