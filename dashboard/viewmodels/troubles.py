"""Choose what a page opens with: the company struck first and the need hit hardest."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulator.results.run_result import RunResult

TROUBLES: Final = ("component-failed", "component-degraded", "service-overrun")
"""Kinds of events that count."""


def first_struck(run: RunResult, owners: Sequence[str]) -> str:
    """Find the company whose machines were the first to fail, or whose service to be overrun.

    Parameters
    ----------
    run : RunResult
        A finished run.
    owners : sequence of str
        Companies to choose from.

    Returns
    -------
    str
        One of them, the first where nobody was struck; empty where there are none.
    """
    events = run.tables["events"].sort_values("event")
    struck = events.loc[events["kind"].isin(TROUBLES) & events["owner"].isin(list(owners)), "owner"]
    return next(iter([*struck.head(1), *owners]), "")


def worst_need(summary: Mapping[str, Any], needs: Sequence[str]) -> str:
    """Find the need that was unmet for longest, the first one where none was.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    needs : sequence of str
        Categories to choose from.

    Returns
    -------
    str
        One of them.
    """
    return max(needs, key=lambda need: summary["needs"][need]["unmet_need_hours"])
