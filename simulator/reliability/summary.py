"""Choose from an assessment what readers are shown, with plain names and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.catalogue import HazardClass
from simulator.reliability.assessment import Assessment, Rank, ServiceRow
from simulator.reliability.cut_sets import chance
from simulator.reliability.importance import DEFINITIONS, Importance
from simulator.reliability.renewal import HOURS_PER_YEAR
from simulator.reliability.screen import Element
from simulator.topology.dependence import RecoverySinglePoint, recovery_single_points


@dataclass(frozen=True, slots=True)
class Row:
    """A service in one line."""

    id: str
    """The service."""
    needs_per_day: float
    """Needs per resident over ten and day that go to it first."""
    down_h_per_year: float
    """Expected hours a year in which it is down by hard dependencies alone."""
    failing_h_per_year: float | None
    """Expected hours a year in which a request to it fails, soft dependencies counted."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A minimal cut set."""

    events: tuple[str, ...]
    """Names of its basic events."""
    probability: float
    """That all of them are so at a random instant."""
    h_per_year: float
    """The same in hours a year."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A basic event and its importance for one service."""

    event: str
    """Its name."""
    element: str
    """Where it happens."""
    probability: float
    """That it is so at a random instant."""
    h_per_year: float
    """The same in hours a year."""
    rate_per_year: float
    """How often it begins; 0 for conditions."""
    mean_h: float
    """How long it lasts on average; 0 for conditions."""
    birnbaum: float
    """See the definitions."""
    criticality: float
    """See the definitions."""
    fussell_vesely: float
    """See the definitions."""
    raw: float
    """See the definitions."""
    rrw: float
    """See the definitions; null where nothing else brings the failure about."""


@dataclass(frozen=True, slots=True)
class ForUsers:
    """A basic event and its importance for all users."""

    event: str
    """Its name."""
    probability: float
    """That it is so at a random instant."""
    lost_h_per_year: float
    """Hours a year of an average need that fail because of it."""
    birnbaum_users: float
    """Share of needs that fail because it is so."""
    raw_users: float
    """Unmet share while it is so over the ordinary one."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One service or feature in full."""

    id: str
    """The service, or service.feature."""
    unavailability: float
    """Chance that it is down at a random instant. Probability."""
    h_per_year: float
    """The same in hours a year."""
    features_h_per_year: dict[str, float]
    """Hours a year in which each of a service's features is down."""
    cut_sets: Sequence[Cut]
    """The likeliest first."""
    n_cut_sets: int
    """How many were found."""
    cut_off: bool
    """Whether further ones were left out, by size or by number."""
    importance: Sequence[Measures]
    """The most critical first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one hazard class strikes, and what that rests on."""

    id: str
    """The class."""
    per: str
    """What the rate is counted for."""
    only: tuple[str, ...]
    """Elements to which it applies; empty means all of that scope."""
    rate_per_year: float
    """Events per element and year."""
    low: float | None
    """5 % point of the rate."""
    high: float | None
    """95 % point of the rate."""
    basis: str
    """What it rests on: measured, derived, literature, judgement or invented."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is shown of a scenario."""

    scenario: str
    """Its name."""
    catalogue: tuple[str, ...]
    """Hazard classes that count."""
    rates: Sequence[Rate]
    """How often each of them strikes."""
    left_out: tuple[str, ...]
    """Hazard classes that take nothing down by themselves, or for good."""
    definitions: dict[str, str]
    """What the measures of importance mean."""
    unmet_share: float
    """Expected share of needs that meet a failure at first. Share."""
    chained: bool
    """Whether losses were followed through chains of soft dependencies, or one step only."""
    services: Sequence[Row]
    """The most used first."""
    service: Explained | None
    """The one that was asked about, or the most used one. None if nothing can fail."""
    users: Sequence[ForUsers]
    """Basic events by what they cost all users."""
    elements: Sequence[Element]
    """Sites, zones, components and owners by what their loss costs users."""
    recovery_single_points: Sequence[RecoverySinglePoint]
    """Sites and circles of tools that disable what is needed to recover from their own loss."""
    ranks: Sequence[Rank]
    """Components and services by how far their loss spreads."""


def summarise(assessment: Assessment, service: str | None, top: int) -> Summary:
    """Collect the first rows of every table.

    Parameters
    ----------
    assessment : Assessment
        The trees of a scenario.
    service : str, optional
        Which service or service.feature to explain; the most used service that can fail if none.
    top : int
        Rows of each table.

    Returns
    -------
    Summary
        Ready to be written.
    """
    rows = assessment.services()
    asked = service or (rows[0].id if rows else None)
    counted = [kind for kind in assessment.catalogue if kind.id not in assessment.left_out]
    return Summary(
        scenario=assessment.scenario.name,
        catalogue=tuple(kind.id for kind in counted),
        rates=[_rate(kind) for kind in counted],
        left_out=assessment.left_out,
        definitions=DEFINITIONS,
        unmet_share=assessment.unmet(),
        chained=assessment.chained,
        services=[_row(row) for row in rows[:top]],
        service=None if asked is None else _explain(assessment, asked, top),
        users=_for_users(assessment, top),
        elements=assessment.screen()[:top],
        recovery_single_points=recovery_single_points(assessment.scenario),
        ranks=assessment.ranks()[:top],
    )


def _rate(kind: HazardClass) -> Rate:
    return Rate(kind.id, kind.per, kind.only, kind.rate_per_year, kind.low, kind.high, kind.basis)


def _row(row: ServiceRow) -> Row:
    failing_h = None if row.refused is None else row.refused * HOURS_PER_YEAR
    return Row(row.id, row.needs, row.down * HOURS_PER_YEAR, failing_h)


def _explain(assessment: Assessment, service: str, top: int) -> Explained:
    detail, chances = assessment.detail(service), assessment.chances
    cuts = []
    for one in detail.cuts.sets[:top]:
        likely = chance(one, chances)
        cuts.append(Cut(tuple(sorted(one)), likely, likely * HOURS_PER_YEAR))
    own = {n: t for n, t in assessment.features.items() if n.startswith(f"{service}.")}
    return Explained(
        id=service,
        unavailability=detail.down,
        h_per_year=detail.down * HOURS_PER_YEAR,
        features_h_per_year={
            name: tree.probability(chances) * HOURS_PER_YEAR for name, tree in own.items()
        },
        cut_sets=cuts,
        n_cut_sets=len(detail.cuts.sets),
        cut_off=detail.cuts.cut_off,
        importance=[_measures(one) for one in detail.importances[:top]],
    )


def _measures(one: Importance) -> Measures:
    return Measures(
        event=one.event.name,
        element=one.event.element,
        probability=one.event.chance,
        h_per_year=one.event.chance * HOURS_PER_YEAR,
        rate_per_year=one.event.rate_per_year,
        mean_h=one.event.mean_h,
        birnbaum=one.birnbaum,
        criticality=one.criticality,
        fussell_vesely=one.fussell_vesely,
        raw=one.raw,
        rrw=one.rrw,
    )


def _for_users(assessment: Assessment, top: int) -> list[ForUsers]:
    return [
        ForUsers(
            event=one.event.name,
            probability=one.event.chance,
            lost_h_per_year=one.birnbaum * one.event.chance * HOURS_PER_YEAR,
            birnbaum_users=one.birnbaum,
            raw_users=one.raw,
        )
        for one in assessment.by_users()[:top]
    ]
