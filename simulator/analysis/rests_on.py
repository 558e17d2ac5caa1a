"""Say what each section of a result rests on: the weakest of the figures it is reckoned from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from simulator.analysis.provenance import WEAKEST_FIRST, counted, figures
from simulator.model.base import Basis
from simulator.model.scenario import Scenario

_MACHINES: Final = (
    *("hazards", "sites", "owners", "components", "services", "structure", "patterns"),
    "constants",
)


@dataclass(frozen=True, slots=True)
class Badge:
    """What a section of a result rests on."""

    basis: Basis
    """The weakest basis among the figures that it is reckoned from, conventions left out."""
    why: str
    """How the section comes about, and how many figures of each basis it is reckoned from."""
    counts: dict[Basis, int]
    """Figures by basis."""


@dataclass(frozen=True, slots=True)
class _Section:
    """From what a section is reckoned."""

    rooms: tuple[str, ...]
    """First steps of the paths of its figures."""
    why: str


_RETURN: Final = (
    "When something fails and returns follows from the hazards, from how machines are placed and "
    "from how fast operators detect, decide, switch and restart."
)
_LIVED: Final = (
    "What happens to people follows from the machines, and from what people need, which means they "
    "have and how they choose, wait and give up."
)
_SECTIONS: Final[dict[str, _Section]] = {
    "hazards": _Section(("hazards", "catalogue"), "What goes wrong is declared by the scenario."),
    "services": _Section(_MACHINES, _RETURN),
    "features": _Section(_MACHINES, _RETURN),
    "story": _Section(_MACHINES, _RETURN),
    "overruns": _Section((*_MACHINES, "people"), "A service is overrun when people want more than "
                         "it has room for."),
    "population": _Section(("people.regions", "people.residents"), "Residents are counted."),
    "needs": _Section((*_MACHINES, "people"), _LIVED),
    "harm": _Section((*_MACHINES, "people"), _LIVED),
    "moves": _Section((*_MACHINES, "people"), _LIVED),
    "apps": _Section((*_MACHINES, "people"), _LIVED),
    "money": _Section((*_MACHINES, "people", "harm"), "Won are needs times rates; the needs follow "
                      "from what people do, and every rate has a range."),
    "attribution": _Section(("people.society", "people.behaviour", "people.categories"),
                            "What moves people to another app is a rule of the model."),
    "reachability": _Section(("people.society", "people.categories", "people.segments"),
                             "Who can reach whom follows from ties that are drawn by a rule."),
    "jobs": _Section(("people.supply",), "How suppliers find work is a rule of the model."),
    "afterwards": _Section(("people.behaviour", "people.categories", "people.society"),
                           "Later days follow from how fast people drop a new app."),
}  # fmt: skip
"""Sections of a summary and of the pages, by the rule that says what they are reckoned from."""
_SEEN: Final = Badge(
    "measured",
    "What was observed was published by others; whether a run meets it rests on all the rest.",
    {},
)


def rests_on(scenario: Scenario) -> dict[str, Badge]:
    """Say what each section of a result rests on.

    Parameters
    ----------
    scenario : Scenario
        What is simulated.

    Returns
    -------
    dict of str to Badge
        By section; sections for which the scenario has no figures are left out. Everything rests
        on invention where the scenario says of itself that it is invented.
    """
    found = figures(scenario)
    badges = {}
    for name, section in _SECTIONS.items():
        counts = counted(one for one in found if _is_in(one.path, section.rooms))
        if counts:
            badges[name] = _badge(counts, section.why, made_up=scenario.basis == "invented")
    if scenario.case is not None:
        badges["observations"] = _SEEN
    return badges


def weakest(bases: Iterable[Basis]) -> Basis:
    """Find the weakest basis.

    >>> weakest(["measured", "judgement", "derived"])
    'judgement'
    """
    return min(bases, key=WEAKEST_FIRST.index)


def _is_in(path: str, rooms: tuple[str, ...]) -> bool:
    """Tell whether a path begins with one of the steps."""
    return any(path == room or path.startswith((f"{room}.", f"{room}[")) for room in rooms)


def _badge(counts: dict[Basis, int], why: str, *, made_up: bool) -> Badge:
    total = sum(counts.values())
    told = ", ".join(f"{number:,} {basis}" for basis, number in counts.items())
    noun = "figure" if total == 1 else "figures"
    text = f"{why} Reckoned from {total:,} {noun}: {told}."
    if made_up:
        return Badge("invented", f"The scenario is invented. {text}", counts)
    return Badge(weakest(counts), text, counts)
