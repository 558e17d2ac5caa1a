"""Keep the quality of everything up to date by visiting only what depends on a change."""

from collections.abc import Iterable
from copy import copy
from heapq import heappop, heappush
from typing import NamedTuple

import networkx as nx

from simulator.topology.groups import chance_of_enough, kth_largest
from simulator.topology.quality import MOST_ROUNDS, SETTLED, WORKS, Wiring
from simulator.topology.sessions import Sessions
from simulator.units import Seconds


class Changed(NamedTuple):
    """What is other than before, each in ascending order."""

    features: list[int]
    services: list[int]

    def __bool__(self) -> bool:
        """Tell whether anything is."""
        return bool(self.features or self.services)


class _Need(NamedTuple):
    """One dependency, ready to be worked out."""

    edge: int
    weight: float
    enough: int
    independent: bool
    worst: bool
    """Whether of all such of its feature the worst alone counts."""
    members: list[int]
    limits: bool
    """Whether its capacity limits the service's."""


class _Group(NamedTuple):
    """Services that need each other, or one alone."""

    services: list[int]
    circular: bool


class Propagation:
    """Quality and capacity of features and services, as `quality.qualities` finds them.

    Services are visited in topological order, those that need each other together, so that a
    change costs what depends on it and no more.

    Parameters
    ----------
    wiring : Wiring
        Who needs whom.
    """

    def __init__(self, wiring: Wiring) -> None:
        n_features, n_services = len(wiring.feature_ids), len(wiring.service_ids)
        self._n_components = len(wiring.component_ids)
        self.sessions = Sessions(wiring)
        self.feature = [1.0] * n_features
        """Quality of each feature."""
        self.capacity = [1.0] * n_services
        """Share of its ordinary capacity that each service has up."""
        self._supply = [1.0] * (self._n_components + n_services)
        self._room = [1.0] * (self._n_components + n_services)
        self._weight: list[float] = wiring.feature_weight.tolist()
        self._service_of: list[int] = wiring.feature_service.tolist()
        self._features_of: list[list[int]] = [[] for _ in range(n_services)]
        for feature, service in enumerate(self._service_of):
            self._features_of[service].append(feature)
        self._needs: list[list[_Need]] = [[] for _ in range(n_features)]
        self._users: list[set[int]] = [set() for _ in self._supply]
        self._feature_of: list[int] = wiring.needs_feature.tolist()
        self._read(wiring)
        self._groups, self._rank = self._sorted()

    def service_quality(self, service: int) -> float:
        """Tell the quality of one service."""
        return self._supply[self._n_components + service]

    def fork(self) -> "Propagation":
        """Return a state that is alike and goes its own way from now on; the wiring is shared."""
        other = copy(self)
        own = ("feature", "capacity", "_supply", "_room")
        vars(other).update({name: list(vars(self)[name]) for name in own})
        other.sessions = self.sessions.fork()
        return other

    def put(
        self, component: int, state: tuple[float, float], now_s: Seconds, because: int
    ) -> Changed:
        """Take over the state of one component.

        Parameters
        ----------
        component : int
            Its index.
        state : (float, float)
            Its quality and its capacity. Shares, 0 to 1.
        now_s : float
            Seconds of the run.
        because : int
            Number of the event that changed it.

        Returns
        -------
        Changed
            What is other than before.
        """
        moved = self._supply[component] != state[0]
        widened = self._room[component] != state[1]
        self._supply[component], self._room[component] = state
        users = self._users[component]
        touched = {self._service_of[feature] for feature in users} if widened else set()
        return self.spread(users if moved else (), now_s, because, touched)

    def spread(
        self, features: Iterable[int], now_s: Seconds, because: int, touched: Iterable[int] = ()
    ) -> Changed:
        """Work out features anew, and what depends on them.

        Parameters
        ----------
        features : iterable of int
            Those whose dependencies have changed.
        now_s : float
            Seconds of the run.
        because : int
            Number of the event that changed them.
        touched : iterable of int, optional
            Services whose capacity may have changed besides.

        Returns
        -------
        Changed
            What is other than before.
        """
        changed: set[int] = set()
        moved: set[int] = set()
        waiting: dict[int, set[int]] = {}
        queue: list[int] = []
        self._enqueue(features, waiting, queue)
        while queue:
            rank = heappop(queue)
            todo, group = waiting.pop(rank), self._groups[rank]
            if group.circular:
                todo = {feature for s in group.services for feature in self._features_of[s]}
            before = {service: self.service_quality(service) for service in group.services}
            old = {feature: self.feature[feature] for feature in todo}
            self._work_out(group, sorted(todo), now_s)
            self._remember(todo, now_s, because)
            changed.update(f for f, quality in old.items() if quality != self.feature[f])
            for service in (s for s, q in before.items() if q != self.service_quality(s)):
                moved.add(service)
                self._enqueue(self._users[self._n_components + service], waiting, queue, rank)
        services = {self._service_of[feature] for feature in changed}
        moved.update(s for s in {*touched, *services} if self._refit(s))
        return Changed(sorted(changed), sorted(moved))

    def fade(self, now_s: Seconds) -> Iterable[tuple[int, Changed]]:
        """Let log-in sessions lapse up to now.

        Parameters
        ----------
        now_s : float
            Seconds of the run.

        Yields
        ------
        because : int
            Number of an event that took the supply of log-ins.
        changed : Changed
            What is other than before on its account.
        """
        for because, edges in self.sessions.lapse(now_s).items():
            yield because, self.spread([self._feature_of[edge] for edge in edges], now_s, because)

    def _read(self, wiring: Wiring) -> None:
        ends, members = wiring.member_first.tolist(), wiring.member_on.tolist()
        limits = wiring.needs_hard & (wiring.needs_session_h == 0.0)
        columns = zip(
            self._feature_of,
            wiring.needs_weight.tolist(),
            wiring.needs_enough.tolist(),
            wiring.needs_independent.tolist(),
            wiring.needs_worst.tolist(),
            limits.tolist(),
            strict=True,
        )
        for edge, (feature, weight, enough, independent, worst, narrow) in enumerate(columns):
            on = members[ends[edge] : ends[edge + 1]]
            need = _Need(edge, weight, enough, independent, worst, on, limits=narrow)
            self._needs[feature].append(need)
            for source in on:
                self._users[source].add(feature)

    def _sorted(self) -> tuple[list[_Group], list[int]]:
        """Sort services by what they need: the groups in order, and the place of each service."""
        needs: nx.DiGraph[int] = nx.DiGraph()
        needs.add_nodes_from(range(len(self._features_of)))
        for service in range(len(self._features_of)):
            users = self._users[self._n_components + service]
            needs.add_edges_from((service, self._service_of[feature]) for feature in users)
        condensed = nx.condensation(needs)
        groups, rank = [], [0] * len(self._features_of)
        for place, node in enumerate(nx.topological_sort(condensed)):
            services = sorted(condensed.nodes[node]["members"])
            circular = len(services) > 1 or needs.has_edge(services[0], services[0])
            groups.append(_Group(services, circular=circular))
            for service in services:
                rank[service] = place
        return groups, rank

    def _enqueue(
        self,
        features: Iterable[int],
        waiting: dict[int, set[int]],
        queue: list[int],
        done: int = -1,
    ) -> None:
        for feature in features:
            rank = self._rank[self._service_of[feature]]
            if rank == done:
                continue
            if rank not in waiting:
                heappush(queue, rank)
            waiting.setdefault(rank, set()).add(feature)

    def _work_out(self, group: _Group, todo: list[int], now_s: Seconds) -> None:
        """Work out some features of one service, or all of a circle from above."""
        if not group.circular:
            for feature in todo:
                self.feature[feature] = self._feature_quality(feature, now_s)
            self._take_mean(group.services[0])
            return
        for service in group.services:
            self._supply[self._n_components + service] = 1.0
        for _ in range(MOST_ROUNDS):
            if max([self._one_round(service, now_s) for service in group.services]) <= SETTLED:
                return

    def _one_round(self, service: int, now_s: Seconds) -> float:
        for feature in self._features_of[service]:
            self.feature[feature] = self._feature_quality(feature, now_s)
        before = self.service_quality(service)
        self._take_mean(service)
        return abs(before - self.service_quality(service))

    def _feature_quality(self, feature: int, now_s: Seconds) -> float:
        left = least = 1.0
        for need in self._needs[feature]:
            supply = max(self._get(need), self.sessions.level(need.edge, now_s))
            factor = 1 - need.weight * (1 - supply)
            if need.worst:
                least = min(least, factor)
            else:
                left *= factor
        return least * left

    def _get(self, need: _Need) -> float:
        if len(need.members) == 1:
            return self._supply[need.members[0]]
        shares = [self._supply[member] for member in need.members]
        combine = chance_of_enough if need.independent else kth_largest
        return combine(shares, need.enough)

    def _take_mean(self, service: int) -> None:
        lost = 0.0
        for feature in self._features_of[service]:
            lost += self._weight[feature] * (1 - self.feature[feature])
        self._supply[self._n_components + service] = min(1.0, max(0.0, 1 - lost))

    def _remember(self, features: Iterable[int], now_s: Seconds, because: int) -> None:
        for feature in features:
            for need in self._needs[feature]:
                self.sessions.settle(need.edge, self._get(need), now_s, because)

    def _refit(self, service: int) -> bool:
        """Find the narrowest that its working features cannot do without; tell if it changed."""
        rooms = [
            kth_largest([self._room[member] for member in need.members], need.enough)
            for feature in self._features_of[service]
            if self.feature[feature] >= WORKS
            for need in self._needs[feature]
            if need.limits
        ]
        before, self.capacity[service] = self.capacity[service], min(rooms, default=1.0)
        return before != self.capacity[service]
