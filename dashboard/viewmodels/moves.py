"""Tell where needs went that the event pushed off their usual way."""

import pandas as pd

from dashboard.texts import Language, say
from dashboard.viewmodels.names import names
from simulator.analysis.needs import flows, moved_only
from simulator.results.run_result import PairedRun

LEAVES = {"deferred": "late", "abandoned": "gave_up", "pending": "waiting"}
SMALLEST = 0.004
"""Share of all moved needs below which other means are drawn together."""


def moves(paired: PairedRun, category: str, lang: Language) -> pd.DataFrame:
    """List the flows from the usual means to what happened instead, beyond an ordinary day.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    category : str
        Category of need.
    lang : {"en", "ko"}
        Language of the names.

    Returns
    -------
    DataFrame
        source, target, fate (shifted, late or unmet), needs (of all residents), largest first.
    """
    table = moved_only(flows(paired))
    gains = table[table["category"] == category]
    named = names(paired.run.scenario, lang)
    rows = []
    for move in gains.to_dict("records"):
        outcome = str(move["outcome"])
        leaf = LEAVES.get(outcome)
        target = say(lang, f"fate.{leaf}") if leaf else named.get(move["means"], move["means"])
        fate = {"late": "late", None: "shifted"}.get(leaf, "unmet")
        rows.append((named.get(move["usual"], move["usual"]), target, fate, float(move["needs"])))
    listed = pd.DataFrame(rows, columns=["source", "target", "fate", "needs"])
    arrived = listed.groupby("target")["needs"].transform("sum")
    small = (listed["fate"] == "shifted") & (arrived < SMALLEST * listed["needs"].sum())
    listed.loc[small, "target"] = say(lang, "fate.other")
    keys = ["source", "target", "fate"]
    summed = listed.groupby(keys, sort=False)["needs"].sum().reset_index()
    return summed.sort_values("needs", ascending=False, ignore_index=True)
