"""Write bands beside observations as tables, and in words what was missed."""

from collections.abc import Sequence
from math import log10
from typing import TYPE_CHECKING, Final

from simulator.commands.amounts import NOTHING, SHORT, amount
from simulator.commands.console import Table, width, write, write_table

if TYPE_CHECKING:
    from simulator.analysis.validation import Band, Count, Judged, Validation
    from simulator.model.evidence import Observation

_TITLES: Final = {
    "fit": "Rows that may set parameters (fit): a hit proves little",
    "check": "Rows that set nothing (check): this is the test",
    "informed": "Rows that set nothing, but a default leans on what tells of them (informed)",
}
_NAMES: Final = {"fit": "fit", "check": "check", "informed": "check, informed"}
_DISPENSABLE: Final = ("after 50 %", "simulated 50 %", "CRPS")
"""Columns that a narrow screen does without, the first ones first."""
_DIGITS: Final = 3


def write_gallery(cases: "Sequence[tuple[str, str, Validation | None]]") -> None:
    """Write a line for each case.

    Parameters
    ----------
    cases : sequence of (str, str, Validation or None)
        Id, title, and what was recorded of it.
    """
    headings = ("case", "", *_NAMES.values())
    rows = [
        (name, title, *(_hits(c) for c in found.counts)) if found
        else (name, title, NOTHING, NOTHING, NOTHING)
        for name, title, found in cases
    ]  # fmt: skip
    write_table(Table("Hits in 50 % and in 90 % bands, of rows with a value", headings, rows,
                      left=(0, 1), whole=(0, 2, 3, 4)))  # fmt: skip
    write(
        "Half of the rows should lie in their 50 % band and nine in ten in their 90 % band; bands "
        "that are too wide hold more. Rows on Naver and KakaoBank count in kakao-2022, too. "
        "More: linchpin validate CASE"
    )
    if missing := [name for name, _, found in cases if not found]:
        write(f"Not recorded, so to be run: {', '.join(missing)}.")


def _hits(count: "Count") -> str:
    if not count.rows:
        return NOTHING
    if not count.answered:
        return "no value"
    return f"{count.hit50} and {count.hit90} of {count.answered}"


def write_validation(judged: "Validation", *, leave_out: bool = False) -> None:
    """Write the tables of a case, its counts, and what was missed.

    Parameters
    ----------
    judged : Validation
        Observations beside what was predicted.
    leave_out : bool
        Whether to show fits that did not see the rows of a subject.
    """
    write(_lead(judged))
    write()
    for use, title in _TITLES.items():
        rows = [row for row in judged.rows if row.use == use and row.band]
        if rows:
            _table(title, rows, leave_out=leave_out)
    _counts(judged.counts)
    if leave_out:
        _unseen(judged.rows)
    _taught(judged.counts)
    _missed(judged.rows)
    _in_part(judged)
    _unanswered(judged.rows)


def _lead(judged: "Validation") -> str:
    """Say what was run."""
    about = judged.provenance
    whole = {k: n for k, n in about["members"].items() if not k.startswith("without-")}
    parted = len(about["members"]) - len(whole)
    members = ", ".join(f"{n} of {name}" for name, n in whole.items())
    members += f", and of {parted} fits without a subject's rows" if parted else ""
    if about["origin"] == "luck":
        origin = "Parameters are the scenario's own; only luck varies"
    elif about["origin"] == judged.provenance["scenario"]:
        origin = "Parameters are drawn from their ranges (prior) and from what fits (posterior)"
    else:
        origin = (
            f"Rules of behaviour are carried over from the calibration of {about['origin']}; all "
            "else varies by luck alone"
        )
    return (
        f"{judged.case}: {judged.people:,} simulated people, runs: {members}. {origin}. Bands are "
        "of what the source would have reported: the simulated value and an error of reporting of "
        "half the row's tolerance."
    )


def _table(title: str, rows: "Sequence[Judged]", *, leave_out: bool) -> None:
    """Write a table of rows of one use; columns that would be empty are left out."""
    named = {
        "observation": [row.observation.id for row in rows],
        "observed": [_observed(row.observation, alone=leave_out) for row in rows],
        "prior 90 %": [_outer(row.observation, row.prior) for row in rows],
        "after 50 %": [_inner(row.observation, row.posterior) for row in rows],
        "after 90 %": [_outer(row.observation, row.posterior) for row in rows],
        "unseen 90 %": [_outer(row.observation, row.left_out) for row in rows],
        "": [_verdict(row.band) for row in rows],
        "CRPS": [_scores(row.observation, row.prior, row.posterior) for row in rows],
    }
    if not leave_out:
        del named["unseen 90 %"]
    kept = {name: cells for name, cells in named.items() if set(cells) != {NOTHING}}
    if "prior 90 %" not in kept:
        kept = {name.replace("after", "simulated"): cells for name, cells in kept.items()}
    kept = _fitting(kept)
    left = (0, list(kept).index(""))
    lines = list(zip(*kept.values(), strict=True))
    write_table(Table(title, list(kept), lines, left=left, whole=left))


def _fitting(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Leave out what a narrow screen has no room for; JSON has all."""
    kept = dict(columns)
    for name in _DISPENSABLE:
        if sum(max(map(len, (head, *cells))) + 2 for head, cells in kept.items()) > width() + 2:
            kept.pop(name, None)
    return kept


def _observed(row: "Observation", *, alone: bool = False) -> str:
    """Write the figure and its interval, or the figure alone where columns are many."""
    if row.relation == "at_most":
        return f"by {amount(row.high, row.unit)}"
    interval = between(row.low, row.high, row.unit)
    if row.relation == "order":
        return interval
    if alone:
        return amount(row.observed, row.unit)
    figure = amount(row.observed, row.unit).removesuffix(" h").removesuffix(" %")
    return f"{figure} ({interval})"


def _outer(row: "Observation", band: "Band | None") -> str:
    return NOTHING if band is None else between(band.low90, band.high90, row.unit)


def _inner(row: "Observation", band: "Band | None") -> str:
    return NOTHING if band is None else between(band.low50, band.high50, row.unit)


def between(low: float, high: float, unit: str) -> str:
    """Write an interval with its unit once.

    >>> between(9.04, 11, "h"), between(-0.26, -0.18, "share"), between(0, 12_000, "servers")
    ('9.0-11.0 h', '-26.0 to -18.0 %', '0-12,000')
    >>> between(380_000, 680_000, "persons"), between(-10_000, 90_000, "persons")
    ('380-680 k', '-10.0 to 90.0 k')
    """
    ends = [amount(value, unit) for value in (low, high)]
    if unit == "ratio":
        ends[1] = ends[1].removeprefix("x")
    for ending in (" h", " %", " k", " M"):
        if ends[0].endswith(ending) and ends[1].endswith(ending):
            ends[0] = ends[0].removesuffix(ending)
    return ("-" if low >= 0 else " to ").join(ends)


def _verdict(band: "Band | None") -> str:
    if band is None:
        return ""
    if band.agree is not None:
        return f"{'yes' if band.hit90 else 'MISS'}, {band.agree:.0%}"
    return "in 50 %" if band.hit50 else "in 90 %" if band.hit90 else "MISS"


def _scores(row: "Observation", *bands: "Band | None") -> str:
    """Write scores before and after, in the unit of the row or in hundredths of shares."""
    scores = [band.crps for band in bands if band is not None]
    factor = 100.0 if row.unit == "share" else 1.0
    texts = [NOTHING if score is None else _short(score * factor) for score in scores]
    return " -> ".join(texts) if set(texts) != {NOTHING} else NOTHING


def _short(value: float) -> str:
    """Write three digits, without letters for thousands.

    >>> _short(0.01234), _short(45_678.0), _short(0.0)
    ('0.0123', '45,678', '0')
    """
    if value == 0:
        return "0"
    digits = max(0, _DIGITS - 1 - int(log10(abs(value)) // 1))
    return f"{value:,.{digits}f}"


def _counts(counts: "Sequence[Count]") -> None:
    """Say how many were hit, for each use apart."""
    before = any(c.width_ratio for c in counts)
    headings = ("", "rows", "with a value", "in 50 %", "in 90 %", "before: 50 %", "90 %",
                "CRPS ratio", "width ratio")  # fmt: skip
    rows = []
    for c in counts:
        hits = [c.rows, c.answered, c.hit50, c.hit90, c.prior_hit50, c.prior_hit90]
        cells = [str(n) for n in (hits if before else hits[:-2])]
        cells += [] if before else [NOTHING] * 2
        if c.rows:
            rows.append([_NAMES[c.use], *cells, _ratio(c.crps_ratio), _ratio(c.width_ratio)])
    write_table(Table("Hits by use", headings, rows))
    write(
        "Bands that hold half of the rows at 50 % and nine in ten at 90 % are as wide as they "
        "should be, if the model itself had no error. A bound or an order counts as hit at both if "
        "at least half of the runs agree; the share that does stands beside it. A wide band holds "
        "everything, so widths stand beside hits: the ratios are geometric means "
        "of after over before; below 1 is sharper (width) or better "
        f"(CRPS: Gneiting and Raftery 2007; of shares in hundredths). {SHORT}."
    )
    write()


def _unseen(rows: "Sequence[Judged]") -> None:
    """Say how rows fare in fits that did not see them."""
    bands = [row.left_out for row in rows if row.left_out and row.use == "fit"]
    if not bands:
        write("No fits without a subject's rows: its own calibration has none, or there is none.")
        return
    inside = [sum(band.hit50 for band in bands), sum(band.hit90 for band in bands)]
    write(
        f"Unseen: of {len(bands)} fit rows, in fits that did not see the rows of their subject, "
        f"{inside[0]} lie in the 50 % band and {inside[1]} in the 90 % band."
    )


def _ratio(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"


def _taught(counts: "Sequence[Count]") -> None:
    """Say whether calibration helped where nothing was fitted."""
    for c in counts:
        if c.use == "check" and c.crps_ratio is not None:
            better = "better" if c.crps_ratio < 1 else "no better"
            write(
                f"Rows that set nothing are predicted {better} after calibration than before: "
                f"{c.hit90} instead of {c.prior_hit90} of {c.answered} in 90 % bands, "
                f"CRPS ratio {c.crps_ratio:.2f}."
            )


def _in_part(judged: "Validation") -> None:
    """Name rows to which only some runs have an answer."""
    runs = max(judged.provenance["members"].values(), default=0)
    told = [
        f"{row.observation.id} ({row.band.n} of {runs} runs)"
        for row in judged.rows
        if row.band and row.band.n < runs
    ]
    if told:
        write(f"Only some runs have a value, and bands are of these: {', '.join(told)}.")


def _missed(rows: "Sequence[Judged]") -> None:
    """Name what lies outside its 90 % band, and on which side."""
    missed = [(row, row.band) for row in rows if row.band and not row.band.hit90]
    for row, band in missed:
        seen = row.observation
        side = "above" if band.median > seen.observed else "below"
        if band.agree is not None:
            write(
                f"Missed ({_NAMES[row.use]}): {seen.id}. Observed {_observed(seen)}; "
                f"{band.agree:.0%} of the runs agree."
            )
            continue
        write(
            f"Missed ({_NAMES[row.use]}): {seen.id}. Observed {_observed(seen)}; the model says "
            f"{_outer(seen, band)}, which lies {side} it."
        )
    if not missed and any(row.band for row in rows):
        write("No row lies outside its 90 % band.")


def _unanswered(rows: "Sequence[Judged]") -> None:
    """Name rows without a value, by the reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.reason:
            reasons.setdefault(row.reason, []).append(row.observation.id)
    for reason, names in reasons.items():
        write(f"No value, {reason}: {', '.join(names)}.")
