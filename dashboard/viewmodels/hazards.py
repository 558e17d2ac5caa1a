"""List what goes wrong in a scenario: the first causes as they are declared."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from dashboard.texts import Language, percent, say
from dashboard.viewmodels.names import names
from simulator.model.base import Duration
from simulator.model.hazards import Fire, Hazard, MachineFailure, Strike, Withdrawal
from simulator.model.scenario import Scenario

PLACES: Final = (
    "site", "sites", "component", "zone", "zones", "region", "power_domain", "network_domain",
    "admin_domain", "owner", "owners", "components", "categories",
)  # fmt: skip
"""Fields by which hazards say what they strike."""
LENGTHS: Final = ("lasts", "undo", "renew", "contain")
"""Fields by which hazards say how long it takes to end them."""


def hazards(scenario: Scenario, lang: Language) -> pd.DataFrame:
    """List the hazards by the clock that have any chance to strike.

    Parameters
    ----------
    scenario : Scenario
        Whose hazards are meant.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    DataFrame
        hazard, where, at, lasts; texts.
    """
    named = names(scenario, lang)
    kinds = {hazard.id: say(lang, f"hazard.{hazard.kind}") for hazard in scenario.hazards}
    rows = [
        (
            kinds[hazard.id],
            ", ".join(named.get(name, name) for name in struck(hazard)),
            _when(hazard, kinds, lang),
            _length(hazard, lang),
        )
        for hazard in scenario.hazards
        if hazard.chance > 0.0
    ]
    return pd.DataFrame(rows, columns=["hazard", "where", "at", "lasts"])


def struck(hazard: Hazard) -> Iterator[str]:
    """Give the id of everything that a hazard names as struck."""
    for field in PLACES:
        value = getattr(hazard, field, None) or ()
        yield from (value,) if isinstance(value, str) else value


def _when(hazard: Hazard, kinds: dict[str, str], lang: Language) -> str:
    if hazard.at is not None:
        at = f"{hazard.at:%Y-%m-%d %H:%M}"
    else:
        at = say(lang, "hazard.follows", other=kinds.get(hazard.follows or "", ""))
    if hazard.chance < 1.0:
        return say(lang, "hazard.chance", at=at, percent=percent(hazard.chance))
    return at


def _length(hazard: Hazard, lang: Language) -> str:
    """Write how long it strikes: a median where that is not fixed."""
    if isinstance(hazard, Fire):
        return say(lang, "unit.h", value=f"{hazard.power_stages[-1].after_h:.1f}")
    if isinstance(hazard, MachineFailure):
        return say(lang, "hazard.until_repaired")
    if isinstance(hazard, Withdrawal) and hazard.lasts is None:
        return say(lang, "hazard.for_good")
    if isinstance(hazard, Strike) and hazard.windows:
        together = sum(window.lasts_h for window in hazard.windows)
        return say(lang, "hazard.windows", count=len(hazard.windows), hours=f"{together:g}")
    for field in LENGTHS:
        length = getattr(hazard, field, None)
        if isinstance(length, Duration):
            return say(lang, f"hazard.length.{field}", hours=f"{length.median_h:.1f}")
    return ""
