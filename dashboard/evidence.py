"""Say what the pages on evidence need from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dashboard.texts import Language
from simulator.analysis.provenance import Figure
from simulator.analysis.validation import Validation
from simulator.experiments.gallery import GalleryCase
from simulator.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Parameters before and after calibration."""

    prior: Sequence[Mapping[str, float]]
    """One mapping from path to value for each member drawn before."""
    posterior: Sequence[Mapping[str, float]]
    """The same for those kept afterwards."""
    manifest: Mapping[str, Any]
    """How it was made."""


class Shelf(Protocol):
    """What was recorded about real cases."""

    def validation(self, case: str) -> Validation | None:
        """Give the recorded predictions of a case of the gallery; none where there are none."""
        ...

    def ensemble(self, name: str) -> Ensemble | None:
        """Give the recorded calibration of a case; none where it has none."""
        ...

    def figures(self, name: str) -> Sequence[Figure]:
        """List every figure of a shipped scenario with what it rests on."""
        ...

    def scenario(self, name: str) -> Scenario:
        """Read a shipped scenario."""
        ...


def title_of(case: GalleryCase, lang: Language) -> str:
    """Name a case of the gallery."""
    return case.title_ko if lang == "ko" else case.title
