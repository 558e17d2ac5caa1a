"""Live the common outage in Starsim: people in arrays, all who are due at a tick at once."""

import numpy as np
import starsim as ss
from workload import (
    CUMULATIVE,
    HELD,
    IN_A_ROW,
    MEANS,
    MESSAGES,
    PACE,
    RETRY_TICKS,
    RETURN_TICKS,
    SERVICES,
    STAY,
    SWITCH_HELD,
    SWITCH_NEW,
    TICKS,
    UP,
    Lived,
    Market,
)

PURPOSES = ("served", "stay", "switch", "which", "again", "due", "back")


class Lines(ss.Module):
    """Everybody's dealings with one service."""

    def __init__(self, service: int, market: Market) -> None:
        super().__init__(name=f"lines{service}")
        self.service, self.market = service, market
        self.wants = [np.array(CUMULATIVE[service, pace]) for pace in PACE]
        whole = ("due", "back", "option", "failures", *MEANS)
        self.define_states(
            *(ss.IntArr(name, default=0) for name in whole),
            *(ss.BoolArr(f"held{n}", default=ss.bernoulli(p=HELD[n])) for n in (1, 2)),
        )
        self.luck = {name: ss.random(name=f"{name}{service}") for name in PURPOSES}

    def init_post(self) -> None:
        """Draw when everybody first wants the service."""
        super().init_post()
        self.plan(self.due.auids, 0)

    def plan(self, who: ss.uids, tick: int) -> None:
        """Draw what happens next from a tick on: an attempt, or before it the way back."""
        ahead = -np.log1p(-self.luck["due"].rvs(who).astype(float))
        again = self.failures[who] > 0
        due = tick + (ahead * RETRY_TICKS).astype(int)
        for kind, wants in enumerate(self.wants):
            fresh = np.flatnonzero(~again & (who % 2 == kind))
            due[fresh] = np.searchsorted(wants, wants[tick] + ahead[fresh]) - 1
        self.due[who], self.back[who] = due, TICKS
        away = who[~again & (self.option[who] > 0)]
        gone = -np.log1p(-self.luck["back"].rvs(away).astype(float)) * RETURN_TICKS
        self.back[away] = max(tick, UP) + gone.astype(int)

    def step(self) -> None:
        """Let all act who have something to do."""
        tick = self.ti
        if tick >= TICKS:
            return
        home = (self.back == tick).uids
        self.move(home, 0)
        self.back[home] = TICKS
        due = (self.due == tick).uids
        served = self.attempt(due, "served")
        self.failures[due[served]] = 0
        self.fail(due[~served])
        self.plan(due, tick + 1)

    def attempt(self, who: ss.uids, purpose: str) -> np.ndarray:
        """Try once; tell for whom it worked."""
        option = self.option[who]
        for n, tries in enumerate(np.bincount(option, minlength=len(HELD))):
            self.market.now[self.service][n] += int(tries)
        failing = np.array(self.market.failing[self.service])[option]
        served = self.luck[purpose].rvs(who) >= failing
        self.attempts[who] += 1
        self.served[who] += served
        return served

    def fail(self, who: ss.uids) -> None:
        """Try again later, give up, or at the third failure in a row move."""
        self.failures[who] += 1
        third = self.failures[who] >= IN_A_ROW
        few = who[~third]
        lost = few[self.luck["stay"].rvs(few) >= STAY]
        tired = who[third]
        moved = self.switch(tired)
        again = tired[moved]
        lost_again = again[~self.attempt(again, "again")]
        self.failures[lost], self.failures[tired] = 0, 0
        for gone in (lost, tired[~moved], lost_again):
            self.unserved[gone] += 1

    def switch(self, who: ss.uids) -> np.ndarray:
        """Move to an alternative; tell who did."""
        old, first, second = self.option[who], self.held1[who], self.held2[who]
        either = np.where(self.luck["which"].rvs(who) < 1 / 2, 1, 2)
        best = np.where(first != second, np.where(first, 1, 2), either)
        option = np.where(old > 0, 3 - old, best)
        held = np.where(option == 1, first, second)
        chance = SWITCH_NEW
        if self.service == MESSAGES:
            chance *= 0.5 + self.market.share_moved
        moved = self.luck["switch"].rvs(who) < np.where(held, SWITCH_HELD, chance)
        mine, there = who[moved], option[moved]
        self.switches[mine] += 1
        self.installs[mine] += ~held[moved]
        self.held1[mine[there == 1]], self.held2[mine[there == 2]] = True, True
        self.move(mine, there)
        return moved

    def move(self, who: ss.uids, option: np.ndarray | int) -> None:
        """Change the option in use."""
        if self.service == MESSAGES:
            before = np.count_nonzero(self.option[who])
            self.option[who] = option
            self.market.moved += int(np.count_nonzero(self.option[who]) - before)
        else:
            self.option[who] = option


class Clearing(ss.Module):
    """The end of every tick."""

    def __init__(self, market: Market) -> None:
        super().__init__(name="clearing")
        self.market = market

    def step(self) -> None:
        """Close the tick after all lines."""
        self.market.close(self.ti + 1)


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
    market = Market(people)
    lines = [Lines(service, market) for service in SERVICES]
    sim = ss.Sim(
        n_agents=people, modules=[*lines, Clearing(market)], copy_inputs=False,
        start=0, dur=TICKS, dt=1, rand_seed=seed, verbose=0,
    )  # fmt: skip
    sim.run()
    totals = {name: sum(getattr(line, name).raw[:people] for line in lines) for name in MEANS}
    return Lived({name: each.tolist() for name, each in totals.items()}, market.moved_at_recovery)
