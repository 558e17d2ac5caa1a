"""Write what a study of variants found, as tables and in plain sentences."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Final

from simulator.analysis.ranking import Harm, Pair, pairs, ranks, tau
from simulator.commands.amounts import SHORT, amount
from simulator.commands.console import Table, write, write_table
from simulator.commands.variants_study import NOTHING, Study
from simulator.experiments.variants import BASE

_FORMS: Final = {"buildings": "many buildings", "operator": "one operator"}


def variants_text(study: Study) -> None:
    """Write the tables, and what they allow to say.

    Parameters
    ----------
    study : Study
        What was found.
    """
    names = {BASE: "as declared"} | {f.id: f.name for f in study.variants if not f.idle}
    harms = {one: study.harm(one) for one in names}
    none = {one: [o.unmet for o in study.outcomes[one, NOTHING]] for one in names}
    write(
        f"Does the form of the model change which remedy helps most? {study.scenario.name}, "
        f"{_count(study.seeds, 'seed')}, {study.people:,} people."
    )
    write()
    title = f"Unmet need-hours, and rank among the remedies ({SHORT})"
    _write_ranks(title, names, harms, none, "need-h")
    _write_hits(study, names)
    for form in study.variants:
        if form.idle and form.id != "fire-rate":
            write(f"Not run: {form.id} ({form.name}), because {form.idle}.")
    _write_verdicts(names, harms)
    write(
        "Two remedies are told apart where the 95 % interval of their paired difference excludes "
        f"zero; of {len(_pairs(harms[BASE]))} pairs about one in twenty is by chance alone."
    )
    write()
    _write_year(study)


def _write_ranks(
    title: str,
    names: Mapping[str, str],
    harms: Mapping[str, Harm],
    none: Mapping[str, Sequence[float]],
    unit: str,
) -> None:
    """Write means with ranks, one column for each form, and rank correlations below."""
    first = next(iter(names))
    places = {one: ranks(harms[one]) for one in names}
    rows = [[NOTHING, *(_amount(fmean(none[one]), unit) for one in names)]]
    for remedy in sorted(harms[first], key=lambda name: fmean(harms[first][name])):
        cells = (
            f"{_amount(fmean(harms[one][remedy]), unit)} {places[one][remedy]:>3}" for one in names
        )
        rows.append([remedy, *cells])
    taus = (_tau(tau(harms[first], harms[one])) for one in names if one != first)
    rows.append(["Kendall's tau", "", *taus])
    write_table(Table(title, ("", *names.values()), rows))


def _write_hits(study: Study, names: Mapping[str, str]) -> None:
    """Write how many observations each form hits without a remedy, fit and check apart."""
    if not study.hits[BASE]:
        return
    rows = [
        [use, str(of), *(f"{study.hits[one][use][0]:.1f}" for one in names)]
        for use, (_, of) in study.hits[BASE].items()
    ]
    title = "Observations hit without a remedy, mean over seeds"
    write_table(Table(title, ("", "of", *names.values()), rows))
    write("Parameters were set for the first form; another one was not fitted anew.")


def _write_verdicts(names: Mapping[str, str], harms: Mapping[str, Harm]) -> None:
    """Say for each form what becomes of the order of every two remedies."""
    first, *others = names
    if len(harms[first]) == 1:
        return
    for one in others:
        write(f"{names[one]}: {' '.join(_verdict(pairs(harms[first], harms[one])))}")


def _verdict(found: Sequence[Pair]) -> Iterator[str]:
    """Count pairs by what their intervals allow to say, and name those that change."""
    by = {v: [p for p in found if p.verdict == v] for v in ("kept", "reversed", "lost", "gained")}
    told = len(by["kept"]) + len(by["reversed"]) + len(by["lost"])
    if not told:
        yield f"none of {len(found)} pairs can be told apart in the first column."
    else:
        yield f"of {told} pairs told apart in the first column, {len(by['kept'])} keep their order."
    if by["reversed"]:
        yield f"Reversed: {_listed(by['reversed'])}."
    if by["lost"]:
        yield f"No longer told apart: {_listed(by['lost'])}."
    if by["gained"]:
        yield f"Told apart only here: {len(by['gained'])}."
    noise = [pair for pair in found if pair.swaps and pair.verdict != "reversed"]
    if noise:
        yield f"Within noise, the means change places of {_listed(noise)}."


def _pairs(harm: Harm) -> list[Pair]:
    return pairs(harm, harm)


def _listed(found: Sequence[Pair]) -> str:
    return ", ".join(f"{pair.first} / {pair.second}" for pair in found)


def _write_year(study: Study) -> None:
    """Write what a year costs under both priors of fires."""
    fires = next(form for form in study.variants if form.id == "fire-rate")
    if fires.idle:
        write(f"Fire rate: {fires.idle}. It does weigh remedies against different causes:")
        write()
    harms = {prior: dict(harm) for prior, harm in study.yearly.items()}
    none = {prior: harm.pop(NOTHING) for prior, harm in harms.items()}
    names = {prior: f"fires as at {_FORMS[prior]}" for prior in harms}
    title = f"Unserved hours a year of {study.owner}, all causes by their rates, and rank"
    _write_ranks(title, names, harms, none, "hours")
    _write_verdicts(names, harms)
    write(
        f"Machines alone, {study.seeds_alone} seeds: what people do to the load plays no part, and "
        "remedies that act on load alone change nothing here."
    )


def _amount(value: float, unit: str) -> str:
    return f"{value:.3f}" if unit == "hours" else amount(value, unit)


def _tau(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
