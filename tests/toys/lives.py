"""Let a small crowd live under a quality that a test dictates, without any machines."""

import json
from pathlib import Path

import numpy as np

from simulator.model.scenario import Scenario
from simulator.population.crowd import Crowd
from simulator.topology.compile import compile_scenario
from simulator.topology.surges import surge_windows

TOY = Path(__file__).parent / "two-sites.json"
FOREVER_MIN = 1_000_000.0
"""A tolerance so long that nobody looks again within a run."""
TALK = {"service": "talk", "primacy": 1.0}
RIVAL = {"service": "rival", "holders": 0.3}
SMS = {"service": "sms", "outside": True}
BANK = {
    "id": "bank", "name": "Bank", "needs_per_day": 0.4, "urgent_share": 0.5,
    "tolerance_urgent_min": 15.0, "tolerance_deferrable_min": 60.0, "lapse_h": 2.0, "attempts": 2,
    "by_hour": [1] * 24, "by_weekday": [1] * 7,
    "options": [{"service": "pay", "primacy": 1.0}, {"service": "sms", "outside": True}],
}  # fmt: skip
"""A kind of need for which fearful people withdraw money."""
EVERYBODY = 2**20
"""Leaders in toy crowds, unless a test asks for followers."""


def toy(*options, horizon_h=24.0, beat_s=300, behaviour=None, beyond=None, surges=None, **category):
    """Declare the toy with other means, another clock, other rules, another kind of need.

    Talk has the features talk.text and talk.media; rival and sms have one each.
    """
    declared = json.loads(TOY.read_text("utf-8"))
    declared["clock"].update(horizon_h=horizon_h, beat_s=beat_s)
    declared["hazards"] = [{"kind": "surge", **surge} for surge in surges or []]
    for service in declared["services"]:
        service["peak_capacity"] = 1000.0  # nobody is ever refused, unless a test says so
    first = declared["people"]["categories"][0]
    first.update(category, options=list(options) or [TALK])
    declared["people"]["behaviour"] = behaviour or {}
    declared["people"]["categories"] += beyond or []
    return Scenario.model_validate_json(json.dumps(declared))


UNMOVED = {
    "media_per_h": 0.0, "told_by_contacts_per_h": 0.0, "contagion": "off",
    "adopt_by_media_per_h": 0.0, "adopt_by_contacts_per_h": 0.0, "fear_per_h": 0.0,
}  # fmt: skip
"""A society in which nobody hears of others or does as they do."""


def among(scenario, **society):
    """Declare the same people in another society."""
    changed = scenario.people.society.model_copy(update=society)
    people = scenario.people.model_copy(update={"society": changed})
    return scenario.model_copy(update={"people": people})


def crowd_of(scenario, people=500, seed=1, threads=1, leaders=EVERYBODY):
    """Bear a crowd and hand it over with its compiled world."""
    world = compile_scenario(scenario, surge_windows(scenario.clock, scenario.hazards, seed))
    return world, Crowd(world, seed, people, threads, leaders)


def qualities(world, told):
    """Give every feature the quality that is told for it or its service, else 1."""
    return np.array([told.get(f, told.get(f.split(".")[0], 1.0)) for f in world.feature_ids])


def live(scenario, quality=None, people=500, seed=1, **how):
    """Let a crowd live to the horizon, on so many `threads`, with so many `leaders`.

    `quality` maps a feature or service to its quality, or is a function of the beat that returns
    such a mapping.
    """
    world, crowd = crowd_of(scenario, people, seed, **how)
    dictated = quality if callable(quality) else lambda _beat: quality or {}
    everything = np.ones(len(world.service_ids))
    for beat in range(world.beats):
        crowd.live(beat, qualities(world, dictated(beat)), everything)
    return world, crowd.finish()


def same(one, other):
    """Tell whether two crowds left the same behind, to the last count."""
    pairs = zip(one.tally, other.tally, strict=True)
    whole = [(a, b) for a, b in pairs if a.dtype != np.float64]
    whole += [(a, b) for a, b in zip(one[1:], other[1:], strict=True)]
    return all(np.array_equal(a, b) for a, b in whole)


def ks_statistic(sample, distribution):
    """Measure the largest gap between a sample and a distribution function (Kolmogorov)."""
    ordered = np.sort(sample)
    n, exact = len(ordered), distribution(ordered)
    above, below = np.arange(1, n + 1) / n - exact, exact - np.arange(n) / n
    return max(above.max(), below.max())
