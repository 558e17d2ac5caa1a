"""Hold what ensembles of runs predict against what was observed in a case."""

import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from simulator.commands.asking import FEWEST, MOST, read
from simulator.commands.console import Format, progress, tell, write_json
from simulator.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from simulator.analysis.validation import Validation
    from simulator.experiments.predictive import Asked
    from simulator.io.draw_files import DrawRecord
    from simulator.model.evidence import Observation

_PEOPLE: Final = 20_000
_MEMBERS: Final = 100
_MOST_MEMBERS: Final = 1_000
_MINUTE_S: Final = 60.0


class Kind(StrEnum):
    """Where the parameters of runs come from."""

    BOTH = "both"
    PRIOR = "prior"
    POSTERIOR = "posterior"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the options say; None where an option was not given."""

    case: str
    observed: Path | None
    panels: Path | None
    ensemble: Kind | None
    members: int | None
    people: int | None
    calibration: Path | None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the case was named, so that a record can answer."""
        given = (self.observed, self.panels, self.ensemble, self.members, self.people)
        return not any((*given, self.calibration))


def validate(  # noqa: PLR0913 - one for each option
    case: Annotated[
        str | None, typer.Argument(help="A case of the gallery, a shipped scenario, or a file.")
    ] = None,
    *,
    observed: Annotated[
        Path | None, typer.Option("--observations", metavar="FILE", help="What was observed, CSV.")
    ] = None,
    panels: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Who measured, CSV; else those shipped.")
    ] = None,
    ensemble: Annotated[
        Kind | None, typer.Option(help="Where parameters come from; none: luck alone. [both]")
    ] = None,
    members: Annotated[
        int | None, typer.Option(min=5, max=_MOST_MEMBERS, help=f"Of each ensemble. [{_MEMBERS}]")
    ] = None,
    people: Annotated[
        int | None, typer.Option(min=FEWEST, max=MOST, help=f"Simulated people. [{_PEOPLE}]")
    ] = None,
    calibration: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A calibration of your own.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=0, max=64, help="Processes; 0 takes every core. Same result.")
    ] = 0,
    again: Annotated[bool, typer.Option("--again", help="Run anew what was recorded.")] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Show fits that did not see a subject's rows.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to write all draws, as data.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write.")] = Format.TEXT,
) -> None:
    """Hold what ensembles predict against what was observed; without a case, list all cases."""
    from simulator.commands.validate_text import write_gallery, write_validation  # noqa: PLC0415

    if case is None:
        found = _gallery()
        if format_ is Format.JSON:
            write_json([{"id": name, **_card(one)} for name, _, one in found])
        else:
            write_gallery(found)
        return
    wish = _Wish(case, observed, panels, ensemble, members, people, calibration)
    found_before = _recorded(wish) if wish.is_plain and not again else None
    judged, record = found_before or _run(wish, workers)
    if out is not None:
        from simulator.io.draw_files import write_draws  # noqa: PLC0415

        files = write_draws(record, out, str(record.about["case"]))
        tell("written: " + ", ".join(str(file) for file in files))
    if format_ is Format.JSON:
        from simulator.analysis.validation import to_plain  # noqa: PLC0415

        write_json(to_plain(judged))
    else:
        write_validation(judged, leave_out=leave_out)


def _gallery() -> "list[tuple[str, str, Validation | None]]":
    from simulator.experiments.gallery import GALLERY, recorded_validation  # noqa: PLC0415

    return [(card.id, card.title, recorded_validation(card.id)) for card in GALLERY]


def _card(judged: "Validation | None") -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415

    if judged is None:
        return {"recorded": False}
    return {"recorded": True, "people": judged.people, "counts": [asdict(c) for c in judged.counts]}


def _recorded(wish: _Wish) -> "tuple[Validation, DrawRecord] | None":
    """Answer from the record; none where there is none."""
    from simulator.experiments.gallery import (  # noqa: PLC0415
        gallery_case,
        recorded_draws,
        recorded_validation,
    )

    card = gallery_case(wish.case)
    judged = None if card is None else recorded_validation(card.id)
    if card is None or judged is None:
        return None
    record = recorded_draws(card.scenario)
    minutes = record.about.get("minutes")
    took = f", which took {minutes:g} minutes" if minutes else ""
    what = f"{len(record.draws)} runs of {judged.people:,} people"
    tell(f"from recorded draws: {what}; --again runs them anew{took}")
    return judged, record


def _run(wish: _Wish, workers: int) -> "tuple[Validation, DrawRecord]":
    """Ask all members, and say how that compares with what was recorded."""
    from simulator.experiments.gallery import gallery_case, validation_of  # noqa: PLC0415
    from simulator.experiments.parallel import usual_workers  # noqa: PLC0415
    from simulator.experiments.predictive import predict  # noqa: PLC0415
    from simulator.io.run_log import RunLog  # noqa: PLC0415

    asked = _asked(wish)
    log = RunLog(f"validate-{asked.case}{'-again' * wish.is_plain}")
    known, began = len(log), time.monotonic()
    n_runs = sum(map(len, asked.ensembles.values()))
    label = f"{n_runs} runs of {asked.question.people:,} people for {asked.case}"
    with progress(label) as show:
        record = predict(asked, workers=workers or usual_workers(), log=log, progress=show)
    if len(log) - known == n_runs:
        minutes = round((time.monotonic() - began) / _MINUTE_S, 1)
        record = replace(record, about={**record.about, "minutes": minutes})
    if wish.is_plain:  # the next time all runs are to be made again, too
        log.remove()
    _compare(record, wish)
    judged = validation_of(record, asked.question.observations)
    card = gallery_case(wish.case)
    return (judged.part(card.id, card.subjects) if card and card.subjects else judged), record


def _compare(record: "DrawRecord", wish: _Wish) -> None:
    """Tell whether the record was met."""
    from simulator.experiments.gallery import gallery_case, is_recorded, recorded_draws  # noqa: PLC0415

    card = gallery_case(wish.case)
    if not wish.is_plain or card is None or not is_recorded(card.scenario):
        return
    recorded = recorded_draws(card.scenario)
    if recorded.digest == record.digest:
        tell(f"as recorded: {record.digest}")
    else:
        tell(f"not as recorded: {recorded.digest} was recorded, {record.digest} found now")


def _asked(wish: _Wish) -> "Asked":
    """Settle whom to ask what: as recorded where nothing else is wished."""
    from simulator.experiments.gallery import (  # noqa: PLC0415
        gallery_case,
        is_recorded,
        recorded_draws,
    )
    from simulator.experiments.members import Question  # noqa: PLC0415
    from simulator.experiments.predictive import LUCK, Asked, ensembles_for  # noqa: PLC0415

    card = gallery_case(wish.case)
    source = card.scenario if card else wish.case
    scenario, rows = read(source), _observations(wish, source)
    kind, people, members = wish.ensemble or Kind.BOTH, wish.people, wish.members
    if wish.is_plain and card and is_recorded(card.scenario):
        record = recorded_draws(card.scenario)
        people = int(record.about["people"])
        members = max(len(record.of(name)) for name in record.ensembles())
        kind = Kind.NONE if record.ensembles() == [LUCK] else Kind.BOTH
    asked = ensembles_for(scenario.name, str(kind), members or _MEMBERS, wish.calibration)
    return Asked(scenario.name, Question(source, people or _PEOPLE, rows), *asked)


def _observations(wish: _Wish, source: str) -> "tuple[Observation, ...]":
    """Read what was observed: the user's file, or what is shipped of the case."""
    from simulator.io.observation_files import (  # noqa: PLC0415
        read_observation_file,
        read_panel_file,
    )
    from simulator.io.tables import read_observations  # noqa: PLC0415

    scenario = read(source)
    if wish.observed is not None:
        panels = None if wish.panels is None else read_panel_file(wish.panels, scenario)
        return read_observation_file(wish.observed, scenario, panels)
    if wish.panels is not None:
        expected = "--observations FILE beside it"
        raise ScenarioError("--panels", [Problem("S309", "--panels", None, "", "alone", expected)])
    if scenario.case is None:
        expected = "a case with observations, or --observations FILE"
        problem = Problem("S301", source, None, "case", "nothing", expected)
        raise ScenarioError(source, [problem])
    return read_observations(scenario.case)
