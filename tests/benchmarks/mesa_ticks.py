"""Live the common outage in Mesa, an agent per person, in ticks of five minutes.

Mesa's own scheduler of events takes three times as long here, and so do agents in random order;
since everybody feels only the tick before, the order of agents within a tick does not matter.
"""

import mesa
from workload import MEANS, TICKS, Lived, Market, gathered, lines_of


class Person(mesa.Agent):
    """Someone who looks up at every tick, and mostly has nothing to do."""

    def __init__(self, model: "Outage") -> None:
        super().__init__(model)
        self.lines = lines_of(self.unique_id - 1, model.market, model.random)
        self.counts = dict.fromkeys(MEANS, 0)
        self.next = min(line.next for line in self.lines)

    def step(self) -> None:
        """Do what is due at this tick."""
        tick = self.model.tick
        if self.next == tick:
            for line in self.lines:
                if line.next == tick:
                    line.act(tick, self.counts)
            self.next = min(line.next for line in self.lines)


class Outage(mesa.Model):
    """Everybody, and the market between them."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.market, self.tick = Market(people), 0
        Person.create_agents(self, people)

    def step(self) -> None:
        """Let everyone live one tick, then close it."""
        self.tick = self.steps - 1
        self.agents.do("step")
        self.market.close(self.tick + 1)


def simulate(people: int, seed: int) -> Lived:
    """Let people live through the outage.

    Parameters
    ----------
    people : int
        How many.
    seed : int
        Address of their luck.

    Returns
    -------
    Lived
        What each of them did.
    """
    model = Outage(people, seed)
    for _ in range(TICKS):
        model.step()
    return gathered([agent.counts for agent in model.agents], model.market)
