"""List the cases that were held against what was observed, and read what was recorded of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulator.analysis.judging import judge
from simulator.analysis.observed_course import NEVER_DOWN, NEVER_OVERRUN, NOT_BACK
from simulator.analysis.validation import Validation, count
from simulator.errors import Problem, ScenarioError
from simulator.experiments.calibrations import LEFT_OUT
from simulator.io.bundled import bundled_root
from simulator.io.draw_files import Draw, DrawRecord, read_draws
from simulator.io.paths import choices, nearest
from simulator.io.run_log import Answers
from simulator.io.tables import read_observations
from simulator.model.evidence import Observation

FOLDER: Final = "validations"
"""Below the shipped data; one table of draws for each case, and how it was made."""
ENSEMBLES: Final = ("prior", "posterior")
_SHOWN_AS: Final = {"luck": "posterior"}
"""Where parameters are as declared, what runs give stands in the place of the posterior."""


@dataclass(frozen=True, slots=True)
class GalleryCase:
    """One card of the gallery: a case, or the rows of a case on some subjects."""

    id: str
    """What `linchpin validate` takes."""
    scenario: str
    """The shipped scenario that stands for it."""
    title: str
    """English."""
    title_ko: str
    """Korean."""
    subjects: tuple[str, ...] = ()
    """Whose rows it shows; empty for all. The rows of such a part count in the whole case, too."""


GALLERY: Final = (
    GalleryCase("kakao-2022", "kakao-2022", "The fire at Pangyo: Kakao", "판교 화재: 카카오"),
    GalleryCase(
        "naver", "kakao-2022", "Naver in the same fire", "같은 화재 속의 네이버", ("naver",)
    ),
    GalleryCase(
        "kakaobank",
        "kakao-2022",
        "KakaoBank in the same fire",
        "같은 화재 속의 카카오뱅크",
        ("kakaobank",),
    ),
    GalleryCase("quake-2016", "quake-2016", "The evening of the earthquake", "지진의 저녁"),
    GalleryCase(
        "exchange-fire-2018",
        "exchange-fire-2018",
        "The exchange fire in Ahyeon",
        "KT 아현국사 화재",
    ),
    GalleryCase(
        "yes24-2025-june", "yes24-2025-june", "Ransomware at Yes24, June", "예스24 랜섬웨어, 6월"
    ),
    GalleryCase(
        "yes24-2025-august",
        "yes24-2025-august",
        "Ransomware at Yes24, August",
        "예스24 랜섬웨어, 8월",
    ),
)


def gallery_case(name: str) -> GalleryCase | None:
    """Find a card of the gallery; none where there is none of that name."""
    return next((card for card in GALLERY if card.id == name), None)


def is_recorded(scenario: str) -> bool:
    """Tell whether draws of a shipped scenario were recorded."""
    return (bundled_root("data") / FOLDER / f"{scenario}.csv").is_file()


def recorded_draws(scenario: str) -> DrawRecord:
    """Read the recorded draws of a shipped scenario.

    Parameters
    ----------
    scenario : str
        For example ``kakao-2022``.

    Returns
    -------
    DrawRecord
        What its members answered.

    Raises
    ------
    ResultsError
        If there is no such record or it is damaged.
    """
    return read_draws(bundled_root("data") / FOLDER, scenario)


def recorded_validation(name: str) -> Validation | None:
    """Hold what was recorded of a case against what was observed.

    Parameters
    ----------
    name : str
        Of a card of the gallery.

    Returns
    -------
    Validation or None
        None where nothing was recorded yet.

    Raises
    ------
    ScenarioError
        If the gallery has no such case.
    ResultsError
        If its record is damaged.
    """
    card = gallery_case(name)
    if card is None:
        names = [one.id for one in GALLERY]
        expected = f"a case of the gallery{choices(names)}"
        problem = Problem("S101", "", None, "case", repr(name), expected, nearest(name, names))
        raise ScenarioError(name, [problem])
    if not is_recorded(card.scenario):
        return None
    whole = validation_of(recorded_draws(card.scenario), read_observations(card.scenario))
    return whole.part(card.id, card.subjects) if card.subjects else whole


def validation_of(record: DrawRecord, observations: Iterable[Observation]) -> Validation:
    """Hold draws against what was observed.

    Parameters
    ----------
    record : DrawRecord
        Draws of one or more ensembles.
    observations : iterable of Observation
        What was observed in the case.

    Returns
    -------
    Validation
        Bands, hits and scores. What was not back by the end of a run counts as back with its end,
        the earliest that it can have been; what never stopped, as back after 0 h.
    """
    about, rows = dict(record.about), tuple(observations)
    end_h = float(about["end_h"])
    ensembles: dict[str, dict[str, list[float | None]]] = {}
    for name in record.ensembles():
        shown = _SHOWN_AS.get(name, "left_out" if name.startswith(LEFT_OUT) else name)
        for row in rows:
            if shown in ENSEMBLES or name == LEFT_OUT + row.subject:
                values = [_value(draw.answers, row.id, end_h) for draw in record.of(name)]
                ensembles.setdefault(shown, {})[row.id] = values
    judged = judge(rows, ensembles, _reasons(record.draws, rows))
    return Validation(
        case=about["case"],
        scenario=about["scenario"],
        people=about["people"],
        rows=judged,
        counts=count(judged),
        provenance=_provenance(record, about),
    )


def _value(answers: Answers, name: str, end_h: float) -> float | None:
    answer = answers.get(name)
    if answer == NOT_BACK:
        return end_h
    if answer in {NEVER_DOWN, NEVER_OVERRUN}:
        return 0.0
    return None if answer is None or isinstance(answer, str) else answer


def _reasons(draws: Sequence[Draw], rows: Iterable[Observation]) -> dict[str, str]:
    """Find the reason that most draws without a value give, by observation."""
    found: dict[str, str] = {}
    for row in rows:
        reasons = [a for draw in draws if isinstance(a := draw.answers.get(row.id), str)]
        if reasons:
            found[row.id] = max(sorted(set(reasons)), key=reasons.count)
    return found


def _provenance(record: DrawRecord, about: dict[str, Any]) -> dict[str, Any]:
    members = {name: len(record.of(name)) for name in record.ensembles()}
    kept = {key: value for key, value in about.items() if key not in {"case", "people"}}
    return {**kept, "members": members, "digest": record.digest}
