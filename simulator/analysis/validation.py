"""Hold what an ensemble of runs predicts against what was observed: bands, hits, scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from json import dumps
from math import exp, log
from typing import Any, Final, Literal

from simulator.model.evidence import Observation

Use = Literal["fit", "check", "informed"]
"""May set parameters; never did; never did, but a default leans on it."""
USES: Final[tuple[Use, ...]] = ("fit", "check", "informed")


@dataclass(frozen=True, slots=True)
class Band:
    """What an ensemble predicts that the source would have reported, and how that did."""

    n: int
    """Draws with a value."""
    low90: float
    """5 % point, in the unit of the observation; so are the other points."""
    low50: float
    """25 % point."""
    median: float
    """50 % point."""
    high50: float
    """75 % point."""
    high90: float
    """95 % point."""
    width90: float
    """Width of the 90 % band: what hits everything is worth little."""
    crps: float | None
    """Score, in the unit of the observation; none for bounds and orders."""
    hit50: bool
    """Whether the 50 % band holds the observation."""
    hit90: bool
    """Whether the 90 % band does."""
    pit: float | None
    """Where the observation lies among the draws, 0 to 1; none for bounds and orders."""
    agree: float | None = None
    """Share of draws that keep to a bound, or have an order right; none for figures."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One observation beside what was predicted of it."""

    observation: Observation
    """What was observed."""
    prior: Band | None = None
    """Before anything was fitted."""
    posterior: Band | None = None
    """After calibration; in a case that is not calibrated, with what was carried over from one."""
    left_out: Band | None = None
    """After a calibration that did not see the rows of this service."""
    reason: str = ""
    """Why there is no value; empty where there is one."""

    @property
    def use(self) -> Use:
        """Tell apart what set parameters, what never did, and what a default leans on."""
        row = self.observation
        return "informed" if row.use == "check" and row.informed else row.use

    @property
    def band(self) -> Band | None:
        """The band that counts: after calibration, or else before."""
        return self.posterior or self.prior


@dataclass(frozen=True, slots=True)
class Count:
    """Hits among the observations of one use."""

    use: Use
    """Which observations."""
    rows: int
    """How many there are."""
    answered: int
    """How many of them have a value."""
    hit50: int
    """How many lie in their 50 % band; half of them should."""
    hit90: int
    """How many lie in their 90 % band; nine in ten should."""
    prior_hit50: int
    """The same before anything was fitted."""
    prior_hit90: int
    """The same before anything was fitted."""
    crps_ratio: float | None
    """Geometric mean of the score after over that before; below 1 is better."""
    width_ratio: float | None
    """Geometric mean of the width of the 90 % band after over that before."""


@dataclass(frozen=True, slots=True)
class Validation:
    """All observations of a case beside what was predicted."""

    case: str
    """The case, or a part of it by subject."""
    scenario: str
    """Name of the scenario that was simulated."""
    people: int
    """Simulated people in each run; 0 where machines ran alone."""
    rows: tuple[Judged, ...]
    """In the order of the table."""
    counts: tuple[Count, ...]
    """One for each use, in the order of `USES`, also where there is no such row."""
    provenance: dict[str, Any]
    """Where the draws come from: members, seeds, digest, whether they were recorded."""

    def part(self, case: str, subjects: Iterable[str]) -> "Validation":
        """Take the rows of some subjects as a case of its own."""
        named = frozenset(subjects)
        rows = tuple(row for row in self.rows if row.observation.subject in named)
        return replace(self, case=case, rows=rows, counts=count(rows))


def count(rows: Iterable[Judged]) -> tuple[Count, ...]:
    """Count hits by use.

    Parameters
    ----------
    rows : iterable of Judged
        Observations beside what was predicted.

    Returns
    -------
    tuple of Count
        One for each use.
    """
    listed = tuple(rows)
    return tuple(_count(use, [row for row in listed if row.use == use]) for use in USES)


def _count(use: Use, rows: Sequence[Judged]) -> Count:
    bands = [row.band for row in rows if row.band]
    priors = [row.prior for row in rows if row.prior]
    both = [(row.prior, row.posterior) for row in rows if row.prior and row.posterior]
    return Count(
        use=use,
        rows=len(rows),
        answered=len(bands),
        hit50=sum(found.hit50 for found in bands),
        hit90=sum(found.hit90 for found in bands),
        prior_hit50=sum(found.hit50 for found in priors),
        prior_hit90=sum(found.hit90 for found in priors),
        crps_ratio=_mean_ratio([(after.crps, before.crps) for before, after in both]),
        width_ratio=_mean_ratio([(after.width90, before.width90) for before, after in both]),
    )


def _mean_ratio(pairs: Iterable[tuple[float | None, float | None]]) -> float | None:
    """Take the geometric mean of ratios, of those whose parts are both above zero."""
    logs = [log(a / b) for a, b in pairs if a is not None and b is not None and a > 0 and b > 0]
    return exp(sum(logs) / len(logs)) if logs else None


def to_plain(validation: Validation) -> dict[str, Any]:
    """Write a validation as plain data, for JSON."""
    plain = asdict(validation)
    for row, judged in zip(plain["rows"], validation.rows, strict=True):
        row["observation"] = judged.observation.model_dump(mode="json")
        row["use"] = judged.use
    return plain


def from_plain(plain: Mapping[str, Any]) -> Validation:
    """Read what `to_plain` wrote."""
    rows = tuple(
        Judged(
            observation=Observation.model_validate_json(dumps(row["observation"])),
            prior=_band(row["prior"]),
            posterior=_band(row["posterior"]),
            left_out=_band(row["left_out"]),
            reason=row["reason"],
        )
        for row in plain["rows"]
    )
    counts = tuple(Count(**one) for one in plain["counts"])
    return Validation(**{**plain, "rows": rows, "counts": counts})


def _band(plain: Mapping[str, Any] | None) -> Band | None:
    return None if plain is None else Band(**plain)
