"""Write the ledger of harm: who bore it, what it cost, and what was paid."""

from collections.abc import Iterator
from typing import Any, Final

from simulator.analysis.segments import times_the_mean
from simulator.commands.amounts import NOTHING, SHORT, short
from simulator.commands.console import Table, write, write_table
from simulator.commands.parameters_text import badge_of

_LINES: Final = {
    "time_cost": "time lost",
    "failed_transactions": "given up",
    "deferred_transactions": "made later",
    "driver_income": "rides lost",
    "merchant_income": "sales lost",
    "consumer_surplus": "worth of the free service",
    "check_from_above": "check from above",
}


def write_ledger(summary: dict[str, Any], names: dict[str, str]) -> None:
    """Write the three accounts, one below the other and never added.

    Parameters
    ----------
    summary : dict
        What `simulator.analysis.summary.summarise` returns.
    names : dict of str to str
        Names of categories and owners by id.
    """
    accounts = summary["harm"]["accounts"]
    write_table(_heads(summary["harm"]["by_segment"]))
    spread = accounts["distribution"]
    if spread["gini"] is not None:
        write(
            f"The tenth of people hit hardest bears {spread['worst_tenth_share']:.0%} of it (Gini "
            f"index {spread['gini']:.2f}), children under ten counted as unharmed; the worst-off "
            f"group bears {times_the_mean(summary['harm']['by_segment']):.2f} times the mean per "
            "head of these groups."
        )
        write()
    lines = [line for line in accounts["money"]["lines"] if round(line["central"])]
    if lines:
        rows = [list(_row(line, names)) for line in lines]
        headings = ("won", "low", "central", "high", "borne by", "reckoned from")
        title = f"Flows of money, beyond the same days without the event ({SHORT})"
        title += badge_of(summary, "money")
        write_table(Table(title, headings, rows, left=(0, 4), whole=(1, 2, 3, 4)))
        write("Lines overlap and are not to be added; need-hours and won measure the same harm.")
        write(
            "The check from above rests on other figures: the share of a year's person-hours in "
            "which people were affected, of the digital part of a year's product. Only its order "
            "of size can be compared; it may well lie below time lost, since a whole affected hour "
            "costs there a few per cent of an hour's product, not of an hour's wage."
        )
        write()
    if accounts["transfers"]:
        write_table(_paid(accounts["transfers"], names))


def _heads(segments: dict[str, Any]) -> Table:
    ranked = sorted(segments.values(), key=lambda told: -told["unmet_need_hours_per_head"])
    rows = [
        [
            told["name"],
            short(told["residents"]),
            short(told["unmet_need_hours"]),
            f"{told['unmet_need_hours_per_head']:.2f}",
        ]
        for told in ranked
    ]
    headings = ("group", "residents", "unmet hours", "per head, h")
    return Table(f"Who bore it: residents aged 10 and over ({SHORT})", headings, rows)


def _row(line: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    yield line_name(line["id"], names)
    yield from (short(line[part]) for part in ("low", "central", "high"))
    yield line["bearer"]
    yield _reckoned(line)


def line_name(line: str, names: dict[str, str]) -> str:
    """Name a line of the account of money by its id, such as failed_transactions.pay."""
    kind, _, category = line.partition(".")
    return _LINES[kind] + (f": {names.get(category, category)}" if category else "")


def _reckoned(line: dict[str, Any]) -> str:
    """Write the amount that is multiplied; of shares too small for a table, what they are of."""
    if line["unit"].startswith("share"):
        return "person-hours"
    return f"{short(line['amount'])} {line['unit']}"


def _paid(transfers: list[dict[str, Any]], names: dict[str, str]) -> Table:
    rows = [
        [
            told["name"],
            short(told["payees"]),
            NOTHING if not told["each"] else f"{told['each']:,}",
            short(told["central"]),
            told["kind"],
        ]
        for told in transfers
    ]
    headings = ("rule", "persons", "won each", "won in all", "in")
    payers = ", ".join(sorted({names.get(told["payer"], told["payer"]) for told in transfers}))
    title = f"Paid by {payers}: a transfer, not a harm ({SHORT})"
    return Table(title, headings, rows, left=(0, 4), whole=(1, 2, 3, 4))
