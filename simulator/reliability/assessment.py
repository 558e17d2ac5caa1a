"""Put together what is known about a scenario's reliability without a run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np

from simulator.model.catalogue import HazardClass
from simulator.model.scenario import Scenario
from simulator.model.services import Service
from simulator.reliability.blueprint import Blueprint
from simulator.reliability.cut_sets import CutSets, minimal_cut_sets
from simulator.reliability.dependence import dependence
from simulator.reliability.diagram import Diagram, read
from simulator.reliability.events import BasicEvent
from simulator.reliability.functions import FunctionTrees
from simulator.reliability.gates import Gates, deep_recursion
from simulator.reliability.importance import Importance, importances
from simulator.reliability.rankings import debtrank_scores, inoperability_scores
from simulator.reliability.screen import Demand, Element, screen, unmet_share, user_derivatives
from simulator.topology.usage import needs_by_feature


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service in one line."""

    id: str
    """The service."""
    needs: float
    """Needs per resident over ten and day that go to it first."""
    down: float
    """Chance that it is down by hard dependencies alone. Probability."""
    refused: float | None
    """Chance that a request to it fails, soft dependencies counted; None where nobody asks."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One service or feature in full."""

    id: str
    """The service, or service.feature."""
    down: float
    """Chance that it is down. Probability."""
    cuts: CutSets
    """What is enough to take it down."""
    importances: Sequence[Importance]
    """What each basic event means, the most critical first."""


@dataclass(frozen=True, slots=True)
class Rank:
    """How far the loss of one element spreads."""

    id: str
    """A component or service."""
    debtrank: float
    """Share of urgent needs lost after its total loss. Share."""
    inoperability: float | None
    """Share of urgent needs lost per small unit of its loss. None where circles amplify it."""


@dataclass(frozen=True, slots=True)
class UserWeighted:
    """What one basic event means for all users."""

    event: BasicEvent
    """The basic event."""
    birnbaum: float
    """Share of needs that fail because it is so. Share."""
    raw: float
    """Factor on the unmet share."""


class Assessment:
    """Fault trees of a scenario under a hazard catalogue, and what is read from them.

    Parameters
    ----------
    scenario : Scenario
        Checked: every name in it is declared.
    catalogue : iterable of HazardClass
        How often each kind of hazard strikes.
    show : callable, optional
        Is told the part of the trees that is built, 0 to 1.
    """

    def __init__(
        self,
        scenario: Scenario,
        catalogue: Iterable[HazardClass],
        show: Callable[[float], None] = lambda _done: None,
    ) -> None:
        self.scenario = scenario
        self.catalogue = tuple(catalogue)
        blueprint = Blueprint(scenario, self.catalogue)
        self.chained = blueprint.chained
        self.left_out = tuple(blueprint.hazards.left_out)
        self.events = blueprint.events
        self.needs = needs_by_feature(scenario)
        self.down: dict[str, Diagram] = {}
        self.features: dict[str, Diagram] = {}
        self.refused: dict[str, Diagram] = {}
        self.demands: list[Demand] = []
        with deep_recursion():
            for number, service in enumerate(scenario.services):
                self._build(FunctionTrees(blueprint, Gates(self.events)), service)
                show((number + 1) / len(scenario.services))

    def _build(self, trees: FunctionTrees, service: Service) -> None:
        """Build all trees of one service in a manager of their own, whose order suits them."""
        self.down[service.id] = read(trees.gates, trees.service_down(service.id))
        names = [f"{service.id}.{feature.id}" for feature in service.features]
        self.features |= {name: read(trees.gates, trees.down[name]) for name in names}
        used = [name for name in names if self.needs[name] > 0.0]
        if used:
            self.refused[service.id] = read(trees.gates, trees.service_refused(service.id))
        for name in used:
            self.demands.append(Demand(read(trees.gates, trees.refused[name]), self.needs[name]))

    @cached_property
    def chances(self) -> Mapping[str, float]:
        """Chance of every basic event."""
        return {name: event.chance for name, event in self.events.items()}

    def services(self) -> list[ServiceRow]:
        """List the services that can fail, the most used first."""
        chances, use = self.chances, dict.fromkeys(self.down, 0.0)
        for name, needs in self.needs.items():
            use[name.partition(".")[0]] += needs
        rows = [
            ServiceRow(
                id=name,
                needs=use[name],
                down=tree.probability(chances),
                refused=self._refused_share(name),
            )
            for name, tree in self.down.items()
            if tree.events or (name in self.refused and self.refused[name].events)
        ]
        return sorted(rows, key=lambda row: (-row.needs, -row.down, row.id))

    def _refused_share(self, service: str) -> float | None:
        tree = self.refused.get(service)
        return None if tree is None else tree.probability(self.chances)

    def detail(self, name: str) -> Detail:
        """Find what is enough to take a service or a feature down, and what each event means."""
        tree, chances = (self.down | self.features)[name], self.chances
        cuts = minimal_cut_sets(tree, chances)
        with deep_recursion():
            ranked = importances(tree, self.events, cuts)
        return Detail(name, tree.probability(chances), cuts, ranked)

    def unmet(self) -> float:
        """Find the expected share of needs that meet a failure at first. Share, 0 to 1."""
        return unmet_share(self.demands, self.chances)

    def by_users(self) -> list[UserWeighted]:
        """Rank basic events by Birnbaum x users times their chance."""
        usual, chances = self.unmet(), self.chances
        ranked = [
            UserWeighted(event, slope, (usual + (1.0 - event.chance) * slope) / usual)
            for name, slope in user_derivatives(self.demands, chances).items()
            if (event := self.events[name]).role in {"hazard", "restart", "condition"}
            and usual > 0.0
        ]
        return sorted(ranked, key=lambda one: (-one.birnbaum * one.event.chance, one.event.name))

    def screen(self) -> list[Element]:
        """Lose every site, zone, component and owner in turn."""
        return screen(self.scenario, self.events, self.down, self.demands)

    def ranks(self) -> list[Rank]:
        """Rank components and services by DebtRank, with inoperability beside it."""
        found = dependence(self.scenario)
        urgent = needs_by_feature(self.scenario, urgent=True)
        value = np.zeros(len(found.names))
        for name, needs in urgent.items():
            value[found.names.index(name.partition(".")[0])] += needs
        pairs = zip(
            found.names,
            debtrank_scores(found.matrix, value).tolist(),
            inoperability_scores(found.matrix, value).tolist(),
            strict=True,
        )
        ranked = [Rank(name, debt, None if isnan(iim) else iim) for name, debt, iim in pairs]
        return sorted(ranked, key=lambda one: (-one.debtrank, one.id))
