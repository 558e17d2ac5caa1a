"""Tell which share of each province's people is affected at one moment."""

import pandas as pd

from dashboard.texts import Language
from dashboard.viewmodels.hours import run_hour
from dashboard.viewmodels.names import names
from simulator.results.run_result import RunResult

ANY = "any"
LEAST = 0.01
"""Smallest share that the strongest colour may stand for."""


def provinces(run: RunResult, t_h: float, category: str, lang: Language) -> pd.DataFrame:
    """Count the affected residents of every region in the hour.

    Parameters
    ----------
    run : RunResult
        A finished run.
    t_h : float
        Hours after the event.
    category : str
        Category of need; 'any' counts each person once.
    lang : {"en", "ko"}
        Language of the names.

    Returns
    -------
    DataFrame
        region, name, affected (residents), residents, share.
    """
    scenario = run.scenario
    rows = run.tables["affected_hours"]
    rows = rows[(rows["hour"] == run_hour(scenario, t_h)) & (rows["category"] == category)]
    hit = rows.set_index("region")["people"]
    people = run.tables["people"].groupby("region")["people"].sum()
    ids = [region.id for region in scenario.people.regions]
    named = names(scenario, lang)
    table = pd.DataFrame({"region": ids, "name": [named[i] for i in ids]})
    table["affected"] = hit.reindex(ids).fillna(0).to_numpy() * run.residents_each
    table["residents"] = people.reindex(ids).fillna(0).to_numpy() * run.residents_each
    table["share"] = (table["affected"] / table["residents"]).fillna(0.0)
    return table


def largest_share(run: RunResult, category: str) -> float:
    """Find the largest share that any region ever reaches, at least one hundredth."""
    rows = run.tables["affected_hours"]
    rows = rows[rows["category"] == category]
    if rows.empty:
        return LEAST
    people = run.tables["people"].groupby("region")["people"].sum()
    shares = rows["people"] / rows["region"].map(people)
    return max(LEAST, float(shares.max()))
