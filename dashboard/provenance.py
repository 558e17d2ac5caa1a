"""Say how a run was made, and what its figures rest on."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from dashboard.ports import Loaded
from dashboard.texts import Language, count, say, say_or
from simulator.io.scenario_text import scenario_hash
from simulator.model.base import Grounded
from simulator.model.scenario import Scenario

SURE: Final = 100
"""Simulated people in a figure that chance moves by about a tenth (1 / square root of 100)."""


def provenance(loaded: Loaded, lang: Language) -> list[tuple[str, str]]:
    """List version, seed, size, hash and digest of a run, and what is judgement in it.

    Parameters
    ----------
    loaded : Loaded
        A run with its summary.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    list of (str, str)
        Label and value.
    """
    run, told = loaded.paired.run, loaded.summary
    bases = [part.basis for part in grounded(run.scenario)]
    share = bases.count("judgement")
    text = say(lang, "report.judgement_text", share=share, all=len(bases))
    sampling = say(
        lang,
        "sampling",
        people=f"{run.people:,}",
        each=f"{run.residents_each:,.0f}",
        seed=run.seed,
        digest=str(told["digest"])[:19],
    )
    caution = say(lang, "sampling.caution", fewest=count(lang, SURE * run.residents_each))
    return [
        (say(lang, "report.version"), str(told["version"])),
        (say(lang, "report.seed"), str(run.seed)),
        (say(lang, "report.people"), f"{sampling} {caution}"),
        (say(lang, "report.hash"), scenario_hash(run.scenario)),
        (say(lang, "report.digest"), str(told["digest"])),
        (say(lang, "report.judgement"), text),
    ]


def explained(loaded: Loaded, lang: Language) -> str:
    """Say what counts as affected, and from when hours are counted."""
    scenario = loaded.scenario
    clock = f"{scenario.clock.event:%H:%M}"
    zero = say_or(lang, f"zero.{scenario.case}", "") if loaded.real else ""
    parts = (say(lang, "affected.note"), say(lang, "zero", clock=clock), zero)
    return " ".join(part for part in parts if part)


def grounded(part: object) -> Iterator[Grounded]:
    """Walk every declaration that says what it rests on."""
    if isinstance(part, Grounded):
        yield part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from grounded(getattr(part, name))
    elif isinstance(part, (tuple, list)):
        for element in part:
            yield from grounded(element)


def sources(scenario: Scenario, told: Mapping[str, Any]) -> list[str]:
    """List every source that the scenario or the observations name, each once."""
    named = [part.source for part in grounded(scenario)]
    named += [str(row["source"]) for row in told["observations"]]
    return [source for source in dict.fromkeys(named) if source]
