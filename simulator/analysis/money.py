"""Reckon the flows of money that a run caused: one line each, never added together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, Final

import pandas as pd

from simulator.analysis.harm import affected_by_hour, extra_hours
from simulator.analysis.needs import FATES, unmet_hours
from simulator.analysis.rates import (
    FARE,
    FREE_YEAR,
    GDP_YEAR,
    MARGIN,
    ORDER_SHARE,
    VALUE,
    WAGE,
    Rate,
)
from simulator.model.people import Category
from simulator.results.run_result import PairedRun
from simulator.units import HOURS_PER_DAY

DAYS_PER_YEAR: Final = 365
NEVER_ADDED: Final = (("time_cost", "consumer_surplus"), ("failed_transactions", "merchant_income"))
"""Lines that measure the same loss twice."""
TAXI: Final = "taxi"
MERCHANT: Final = "merchant"


@dataclass(frozen=True, slots=True)
class Line:
    """One flow of money with its range."""

    id: str
    """What it is: time_cost, failed_transactions, ..."""
    bearer: str
    """Who bears it: people, merchants, drivers, everyone."""
    amount: float
    """What it is reckoned from, scaled to residents and beyond the twin."""
    unit: str
    """Unit of the amount."""
    low: float
    central: float
    high: float
    """Won."""
    rate: Rate
    """By which the amount is multiplied."""
    lost: bool = True
    """False for what only moved in time, or is a check."""

    def told(self) -> dict[str, Any]:
        """Write it as an object of JSON."""
        return {
            "id": self.id,
            "bearer": self.bearer,
            "amount": round(self.amount, 1),
            "unit": self.unit,
            "low": round(self.low),
            "central": round(self.central),
            "high": round(self.high),
            "lost": self.lost,
            "basis": self.rate.basis,
            "source": self.rate.source,
        }


def _line(
    name: str, bearer: str, amount: tuple[float, str], rate: Rate, *, lost: bool = True
) -> Line:
    return Line(name, bearer, *amount, *rate.times(amount[0]), rate, lost)


def money_lines(paired: PairedRun) -> list[Line]:
    """Reckon every flow of money for which the run has needs.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    list of Line
        In won, low, central and high; negative where people gained.
    """
    excess = excess_needs(paired)
    lines = [_line("time_cost", "people", (extra_hours(paired), "h"), WAGE)]
    lines += _transactions(excess)
    lines += _incomes(paired, excess)
    lines += _surplus(paired)
    lines.append(_from_above(paired))
    return lines


def excess_needs(paired: PairedRun) -> dict[str, dict[str, float]]:
    """Count what became of needs beyond the twin, scaled to residents.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    dict of dict of float
        By category, then fate.
    """
    run, twin = (
        part.tables["need_hours"].groupby("category")[list(FATES)].sum()
        for part in (paired.run, paired.baseline)
    )
    excess = run.sub(twin, fill_value=0) * paired.run.residents_each
    rows = excess.reset_index().to_dict("records")
    return {str(row["category"]): {fate: float(row[fate]) for fate in FATES} for row in rows}


def _transactions(excess: Mapping[str, Mapping[str, float]]) -> Iterator[Line]:
    """Value the payments and orders that were given up, and those made later.

    What cards, cash and other apps took over is not among them: the run has met those needs.
    """
    for line, fate, lost in (
        ("failed_transactions", "abandoned", True),
        ("deferred_transactions", "deferred", False),
    ):
        for category in sorted(set(VALUE) & set(excess)):
            n = excess[category][fate]
            name = f"{line}.{category}"
            yield _line(name, "people", (n, "transactions"), VALUE[category], lost=lost)


def _incomes(paired: PairedRun, excess: Mapping[str, Mapping[str, float]]) -> Iterator[Line]:
    if TAXI in excess:
        lost = lost_jobs(paired)
        rides = excess[TAXI]["abandoned"] if lost is None else float(lost.sum())
        yield _line("driver_income", "drivers", (rides, "rides"), FARE)
    if MERCHANT in excess:
        needs = excess[MERCHANT]["abandoned"]
        yield _line("merchant_income", "merchants", (needs, "needs"), _per_merchant_need())


def _per_merchant_need() -> Rate:
    """Multiply the share that are sales by their value and by the margin."""
    value = VALUE["pay"]
    return Rate(
        ORDER_SHARE.low * value.low * MARGIN.low,
        ORDER_SHARE.central * value.central * MARGIN.central,
        ORDER_SHARE.high * value.high * MARGIN.high,
        "KRW per need",
        "judgement",
        f"{ORDER_SHARE.source}; value: {value.source}; {MARGIN.source}",
    )


def lost_jobs(paired: PairedRun) -> pd.Series | None:
    """Count the rides that drivers did not have, by hour, scaled to residents.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin.

    Returns
    -------
    Series or None
        Jobs indexed by hour; none where no supplier of rides is declared.
    """
    categories = paired.run.scenario.people.categories
    rides = [o.service for c in categories if c.id == TAXI for o in c.options]
    tables = (part.tables["jobs"] for part in (paired.run, paired.baseline))
    run, twin = (
        table[table["service"].isin(rides)].groupby("hour")["jobs"].sum() for table in tables
    )
    if twin.empty:
        return None
    return twin.sub(run, fill_value=0) * paired.run.residents_each


def _surplus(paired: PairedRun) -> Iterator[Line]:
    unmet = paired.run.tables["harm"].groupby("category")["unmet_ms"].sum()
    usual = paired.baseline.tables["harm"].groupby("category")["unmet_ms"].sum()
    for category in paired.run.scenario.people.categories:
        if category.id in FREE_YEAR:
            lost_ms = float(unmet.get(category.id, 0) - usual.get(category.id, 0))
            hours = unmet_hours(lost_ms) * paired.run.residents_each
            year_h = hours_without(category)
            if year_h <= 0:
                continue  # a category without needs has no worth that a run could lose
            name = f"consumer_surplus.{category.id}"
            rate = _per_hour(FREE_YEAR[category.id], year_h)
            yield _line(name, "people", (hours, "need-hours"), rate)


def _per_hour(year: Rate, hours: float) -> Rate:
    parts = (year.low / hours, year.central / hours, year.high / hours)
    return Rate(*parts, "KRW per need-hour", year.basis, year.source)


def hours_without(category: Category) -> float:
    """Tell the unmet need-hours of one person in a year without any means (M/G/infinity).

    Needs arise at rate r and are unmet until they lapse, for L on average, so the covered share
    of the time is 1 - exp(-r L) (Takacs 1962, Introduction to the Theory of Queues, chapter 3).

    Parameters
    ----------
    category : Category
        Needs a day, and the time until one lapses.

    Returns
    -------
    float
        Hours in a year.
    """
    rate_per_h = category.needs_per_day / HOURS_PER_DAY
    later_h = (
        category.lapse_h if category.lapse_deferrable_h is None else category.lapse_deferrable_h
    )
    unmet_h = category.urgent_share * category.lapse_h + (1.0 - category.urgent_share) * later_h
    return DAYS_PER_YEAR * HOURS_PER_DAY * (1.0 - exp(-rate_per_h * unmet_h))


def _from_above(paired: PairedRun) -> Line:
    """Take the affected share of a year's person-hours from the digital part of the product."""
    people_h = float(affected_by_hour(paired.run).sum() - affected_by_hour(paired.baseline).sum())
    year_h = paired.run.scenario.people.residents * DAYS_PER_YEAR * HOURS_PER_DAY
    share = (people_h / year_h, "share of a year's person-hours")
    return _line("check_from_above", "everyone", share, GDP_YEAR, lost=False)


def told(lines: list[Line]) -> dict[str, Any]:
    """Write the account of money as an object of JSON."""
    account: Mapping[str, Any] = {
        "unit": "KRW",
        "lines": [line.told() for line in lines],
        "never_added": [list(pair) for pair in NEVER_ADDED],
    }
    return dict(account)
