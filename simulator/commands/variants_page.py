"""Write what a study of variants found as Markdown, every sentence from its numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from simulator.analysis.ranking import VERDICTS
from simulator.commands.amounts import amount

BASE: Final = "base"
_YEAR: Final = {"buildings": "fires as at many buildings", "operator": "fires as at one operator"}


def variants_page(found: Mapping[str, Any]) -> str:
    """Write tables and sentences.

    Parameters
    ----------
    found : mapping
        What `linchpin variants --format json` prints.

    Returns
    -------
    str
        Markdown.
    """
    names = {BASE: "as declared"}
    names |= {form["id"]: form["name"] for form in found["variants"] if form["idle"] is None}
    told = found["unmet_need_hours"]
    head = (
        f"`{found['scenario']}`, {found['seeds']} seeds, {found['people']:,} people, "
        "the same luck in every column. Unmet need-hours, and rank among the remedies "
        "(k thousand, M million, bn billion):"
    )
    parts = [head, _table(names, told, "need-h"), *_stable(names, told), ""]
    parts += ["What becomes of the order of every two remedies:", "", _verdicts(names, told), ""]
    parts += list(_changes(names, told))
    parts += list(_weighted(names, found["unmet_need_hours_weighted"]))
    parts += list(_idle(found["variants"]))
    parts += [_hits(names, found["observations_hit"]), *_a_year(found["year"])]
    return "\n".join(parts).rstrip() + "\n"


def _table(names: Mapping[str, str], told: Mapping[str, Any], unit: str) -> str:
    """Write means with ranks, the best of the first column first."""
    first = next(iter(names))
    rows = [_cells("no remedy", (_amount(told[one]["no_remedy"], unit) for one in names))]
    remedies = told[first]["remedies"]
    for remedy in sorted(remedies, key=lambda name: remedies[name]["mean"]):
        cells = (told[one]["remedies"][remedy] for one in names)
        rows.append(
            _cells(remedy, (f"{_amount(cell['mean'], unit)} ({cell['rank']})" for cell in cells))
        )
    taus = (told[one].get("tau") for one in names)
    rows.append(_cells("Kendall's tau", ("" if one is None else f"{one:.2f}" for one in taus)))
    return "\n".join(["", *_heading("remedy", names.values()), *rows, ""])


def _stable(names: Mapping[str, str], told: Mapping[str, Any]) -> Iterator[str]:
    """Name the remedies that keep their rank in every form, the best first."""
    first, *others = names
    ranked = {name: row["rank"] for name, row in told[first]["remedies"].items()}
    kept = [
        name
        for name in sorted(ranked, key=lambda name: ranked[name])
        if all(told[one]["remedies"][name]["rank"] == ranked[name] for one in others)
    ]
    listed = ", ".join(f"{name} ({ranked[name]})" for name in kept)
    yield f"Same rank in every form: {listed or 'none'}."
    for one in others:
        reversed_ = told[one]["verdicts"]["reversed"]
        if reversed_:
            yield f"{_capital(names[one])}: the ranking changes, {_pairs(reversed_)} reversed."
        else:
            yield f"{_capital(names[one])}: no two remedies change places beyond noise."


def _verdicts(names: Mapping[str, str], told: Mapping[str, Any]) -> str:
    """Count pairs by what their two intervals allow to say."""
    others = [one for one in names if one != BASE]
    rows = [
        _cells(words, (str(told[one]["verdicts"][verdict]) for one in others))
        for verdict, words in VERDICTS.items()
    ]
    return "\n".join([*_heading("pairs", (names[one] for one in others)), *rows])


def _changes(names: Mapping[str, str], told: Mapping[str, Any]) -> Iterator[str]:
    """List pairs that are reversed, with both intervals, and those that swap within noise."""
    for one in names:
        yield from _changed(names[one], told[one].get("changed", ()), "need-h")
    yield ""


def _changed(form: str, changed: Sequence[Mapping[str, Any]], unit: str) -> Iterator[str]:
    for pair in (pair for pair in changed if pair["verdict"] == "reversed"):
        yield f"- {_capital(form)}: {_reversal(pair, unit)}"
    noise = [pair for pair in changed if pair["swaps"] and pair["verdict"] != "reversed"]
    if noise:
        listed = ", ".join(f"{pair['first']} / {pair['second']}" for pair in noise)
        yield f"- {_capital(form)}: within noise, means change places of {listed}."


def _reversal(pair: Mapping[str, Any], unit: str) -> str:
    before, here = _interval(pair["base"], unit), _interval(pair["variant"], unit)
    return f"{pair['second']} minus {pair['first']} is {before} in the first column, {here} here."


def _weighted(names: Mapping[str, str], told: Mapping[str, Any]) -> Iterator[str]:
    """Say the same of need-hours by weight, in one sentence."""
    parts = [
        f"{names[one]} tau {told[one]['tau']:.2f}, {_pairs(told[one]['verdicts']['reversed'])} "
        "reversed"
        for one in names
        if told[one].get("tau") is not None
    ]
    if parts:
        yield f"With each need by its weight: {'; '.join(parts)}."
        yield ""


def _idle(forms: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for form in forms:
        if form["idle"] is not None:
            yield f"Not run with people: {form['id']} ({form['name']}), because {form['idle']}."
            yield ""


def _hits(names: Mapping[str, str], hits: Mapping[str, Any]) -> str:
    """Write how many observations each form hits."""
    if not hits.get(BASE):
        return ""
    rows = [
        _cells(f"{use}, of {row['rows']}", (f"{hits[one][use]['hits']:.1f}" for one in names))
        for use, row in hits[BASE].items()
    ]
    lines = [*_heading("hit without a remedy", names.values()), *rows]
    return "\n".join(
        ["Observations hit, mean over seeds; no form was fitted anew:", "", *lines, ""]
    )


def _a_year(year: Mapping[str, Any]) -> Iterator[str]:
    """Write a year under both priors of fires."""
    names = {prior: _YEAR[prior] for prior in year["priors"]}
    first, second = names
    told = {first: year["priors"][first], second: {**year["priors"][second], "tau": year["tau"]}}
    yield (
        f"Unserved hours a year of `{year['owner']}`, machines alone, every cause by its rate, "
        f"{year['seeds']} seeds:"
    )
    yield _table(names, told, "hours")
    verdicts = year["verdicts"]
    apart = sum(verdicts[one] for one in ("kept", "reversed", "lost"))
    yield (
        f"Of {apart} pairs told apart at the rate of many buildings, {verdicts['kept']} keep their "
        f"order at that of one operator, {_pairs(verdicts['reversed'])} reversed, and "
        f"{verdicts['lost']} can no longer be told apart."
    )
    lines = list(_changed(_YEAR[second], year["changed"], "hours"))
    yield from ["", *lines] if lines else []


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _interval(told: Mapping[str, Any], unit: str) -> str:
    mean, low, high = (_amount(told[key], unit) for key in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})"


def _pairs(number: int) -> str:
    return f"{number} pair is" if number == 1 else f"{number} pairs are"


def _amount(value: float, unit: str) -> str:
    return f"{value:.3f}" if unit == "hours" else amount(value, unit)


def _heading(first: str, names: Iterable[str]) -> list[str]:
    columns = [first, *names]
    return ["| " + " | ".join(columns) + " |", "|---" + "|--:" * (len(columns) - 1) + "|"]


def _cells(first: str, cells: Iterable[str]) -> str:
    return "| " + " | ".join([first, *cells]) + " |"
