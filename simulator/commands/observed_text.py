"""Write observations beside what was simulated, hits and misses alike."""

from collections import Counter
from typing import Any, Final

from simulator.commands.amounts import amount, span
from simulator.commands.console import Table, write, write_table

_TIMES: Final = {"first_function_h": "first", "full_function_h": "fully"}


def beside(summary: dict[str, Any], subject: str, feature: str) -> str:
    """Write what was observed of a service's return, empty where nothing was.

    Parameters
    ----------
    summary : dict
        What `simulator.analysis.summary.summarise` returns.
    subject : str
        Service or owner.
    feature : str
        Feature of the service; empty for all of it.

    Returns
    -------
    str
        For example "first 9-11 h".
    """
    parts = [
        f"{_TIMES[row['quantity']]} {_interval(row)}"
        for row in summary["observations"]
        if row["quantity"] in _TIMES and _about(row) == (subject, feature)
    ]
    return ", ".join(parts)


def _about(row: dict[str, Any]) -> tuple[str, str]:
    return row["subject"], row["feature"] or ""


def _interval(row: dict[str, Any]) -> str:
    if row["relation"] == "order":
        return "more" if row["low"] >= 1 else "less"
    return span(row["low"], row["high"], row["unit"])


def write_observations(rows: list[dict[str, Any]]) -> None:
    """Write every observation, hit or miss, then count them.

    Parameters
    ----------
    rows : list of dict
        What `simulator.analysis.observed.compare_with` returns.
    """
    headings = ("observation", "observed", "simulated", "", "use")
    answered = [row for row in rows if row["simulated"] is not None]
    shown = [_row(row) for row in answered]
    title = "What was observed, and what the simulation gives"
    write_table(Table(title, headings, shown, left=(0, 3, 4)))
    _count(answered)
    _installs(answered)
    _unanswered([row for row in rows if row["simulated"] is None])


def _row(row: dict[str, Any]) -> list[str]:
    simulated = amount(row["simulated"], row["unit"])
    use = f"{row['use']}, informed" if row["informed"] else row["use"]
    return [row["id"], _interval(row), simulated, "hit" if row["hit"] else "MISS", use]


def _count(answered: list[dict[str, Any]]) -> None:
    """Say how many were hit, apart for those that were allowed to set parameters."""
    seen = Counter(row["use"] for row in answered)
    hit = Counter(row["use"] for row in answered if row["hit"])
    leaned = sum(row["informed"] for row in answered if row["use"] == "check" and row["hit"])
    write(
        f"Hits: {hit['fit']} of {seen['fit']} observations that may set parameters ('fit': a hit "
        f"proves nothing), and {hit['check']} of {seen['check']} that are only compared ('check'). "
        f"Of these, {leaned} are 'informed': a default already leaned on the observation, so the "
        "hit is weak evidence."
    )


def _installs(rows: list[dict[str, Any]]) -> None:
    """Say how narrow what was observed of installs is."""
    if any(row["quantity"] == "new_installs" for row in rows):
        write("Installs: what one panel reported of one day; over a whole run there are more.")


def _unanswered(rows: list[dict[str, Any]]) -> None:
    """Name the observations that have no simulated value, by the reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row["reason"], []).append(row["id"])
    for reason, names in reasons.items():
        write(f"No simulated value, {reason}: {', '.join(names)}.")
    write()
