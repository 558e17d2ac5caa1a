"""Let an owner's operators notice, decide and fail over; it needs their control plane."""

from collections.abc import Generator
from typing import Final, TypeAlias

import simpy

from simulator.infrastructure.log import FIRST_CAUSE
from simulator.infrastructure.part import Part
from simulator.infrastructure.plant import Plant
from simulator.infrastructure.switching import SwitchTeams
from simulator.infrastructure.warmup import take_over
from simulator.model.base import Duration
from simulator.model.patterns import DRILLED_MONTHS, TRAITS, failover_chance
from simulator.model.services import Owner
from simulator.units import hours

MODULE: Final = "simulator.infrastructure.failover"
Steps: TypeAlias = Generator[simpy.Event, None, None]


class Operators:
    """The people and automatons of one owner in one incident."""

    def __init__(self, plant: Plant, owner: Owner, teams: SwitchTeams, hazard: str) -> None:
        self.plant = plant
        self.owner = owner
        self.teams = teams
        self.hazard = hazard
        self._alarm = FIRST_CAUSE
        self._decision: int | None = None
        self._decided = False
        self._waiting: dict[str, tuple[Part, int | None]] = {}
        self._draining: set[str] = set()
        self._in_hand: set[str] = set()

    def notice(self, part: Part, event: int) -> None:
        """React to a component that lost quality; the first one raises the alarm."""
        if self._alarm == FIRST_CAUSE:
            self._alarm = event
            self.plant.env.process(self.respond(event))
        if part.mirrored:
            if part.component.id not in self._draining:
                self._draining.add(part.component.id)
                self.plant.env.process(self.drain(part, event))
        else:
            self._ask_for_decision(part)

    def respond(self, first: int) -> Steps:
        """Detect, raise the alarm, decide, and start all switches in order of priority."""
        practice = self.owner.operations
        drilled = practice.drill_age_months <= DRILLED_MONTHS
        decide = practice.decide_drilled if drilled else practice.decide_undrilled
        slower = self.plant.staff.detection_factor(self.owner.id)
        yield self._wait(slower * self._draw(practice.detect, "detect"))
        detail = "Monitoring or customers report the failure."
        self._alarm = self._tell("alarm-raised", self.owner.id, first, detail=detail)
        yield self._wait(self._draw(decide, "decide"))
        self._decided = True
        waiting = sorted(self._waiting.values(), key=lambda job: job[0].component.priority)
        self._waiting.clear()
        for part, because in waiting:
            self._act(part, because)

    def drain(self, part: Part, event: int) -> Steps:
        """Shift traffic to the mirrors; health checks do it without a control plane."""
        name = part.component.id
        delay_s = self._draw(self._switch_time(part), name, "drain")
        yield self._wait(delay_s)
        while part.misplaced and not part.needs_switch:
            yield self.plant.news_of(part)
            yield self._wait(delay_s)
        self._draining.discard(name)
        if not part.needs_switch:
            return
        chance = failover_chance("active-active", self.owner.operations.drill_age_months)
        if self.plant.draw_share(self.hazard, name, "drain-works") < chance:
            detail = "Health checks send traffic to the surviving places."
            done = self._tell("traffic-drained", name, event, hours(delay_s), detail)
            self.plant.switch(part, done)
        else:
            detail = "Traffic still goes to lost machines; it must be steered by hand."
            failed = self._tell("drain-failed", name, event, detail=detail)
            self._ask_for_decision(part, failed)

    def fail_over(self, part: Part, because: int) -> Steps:
        """Switch one component to its standby, by tool if the tools stand, else by hand."""
        while part.needs_switch:
            if down := self._tools_down(part):
                because = self._blocked(part, down)
                if part.component.switch_effort is not None:
                    break
                tools = [self.plant.serves_again(tool) for tool in down]
                yield simpy.AnyOf(self.plant.env, [*tools, self.plant.whole_again(part)])
                continue
            delay_s = self._draw(self._switch_time(part), part.component.id, "switch")
            yield self._wait(delay_s)
            if not part.needs_switch:
                return
            if self._tools_down(part):
                continue
            if self._works(part):
                self._switched(part, because, delay_s)
                return
            detail = "The standby does not take over."
            because = self._tell("failover-failed", part.component.id, because, detail=detail)
            break
        yield from self.teams.switch_by_hand(part, because, self.hazard)

    def _ask_for_decision(self, part: Part, because: int | None = None) -> None:
        if part.component.pattern in {"none", "quorum"}:
            return  # it waits for repair on site
        if not (part.mirrored or part.component.standby):
            return
        if self._decided:
            self._act(part, because)
        else:
            self._waiting[part.component.id] = (part, because)

    def _act(self, part: Part, because: int | None) -> None:
        if part.component.id in self._in_hand:
            self.plant.look_again(part)
            return
        self._in_hand.add(part.component.id)
        self.plant.env.process(self._see_to(part, because))

    def _see_to(self, part: Part, because: int | None) -> Steps:
        """Move it once there is a place for it, unless it serves again by itself."""
        while part.misplaced:
            if not part.needs_switch:
                yield self.plant.news_of(part)
                continue
            if because is None:
                yield from self.fail_over(part, self._decide())
            else:
                self._decide()
                yield from self.teams.switch_by_hand(part, because, self.hazard)
            if part.needs_switch:
                break  # it waits for repair on site
        self._in_hand.discard(part.component.id)

    def _decide(self) -> int:
        """Tell once that operators move what has failed."""
        if self._decision is None:
            detail = "The operators decide to move what has failed to other sites."
            self._decision = self._tell("switch-decided", self.owner.id, self._alarm, detail=detail)
        return self._decision

    def _switched(self, part: Part, because: int, delay_s: float) -> None:
        """Book that tools have moved it, and what that cost."""
        detail = "The control plane moves it to its standby."
        done = self._tell("component-switched", part.component.id, because, hours(delay_s), detail)
        take_over(self.plant, part, done)

    def _switch_time(self, part: Part) -> Duration:
        """Look up how long a switch takes: the component's own, its owner's, or its pattern's."""
        own = part.component.failover.switch or self.owner.operations.switch
        return own or TRAITS[part.component.pattern].switch

    def _tools_down(self, part: Part) -> list[Part]:
        tools = [self.plant.parts[name] for name in part.component.recovery_needs]
        return [tool for tool in tools if not tool.serves]

    def _blocked(self, part: Part, down: list[Part]) -> int:
        places = "; ".join(
            f"{tool.component.id} in {', '.join(tool.component.servers)}" for tool in down
        )
        detail = f"The tools that could switch it are down: {places}."
        return self._tell(
            "failover-blocked", part.component.id, down[0].last_event, len(down), detail
        )

    def _works(self, part: Part) -> bool:
        age = self.owner.operations.drill_age_months
        luck = self.plant.draw_share(self.hazard, part.component.id, "failover-works")
        return luck < failover_chance(part.component.pattern, age)

    def _draw(self, duration: Duration, *purpose: str) -> float:
        return self.plant.draw_s(duration, self.hazard, self.owner.id, *purpose)

    def _wait(self, delay_s: float) -> simpy.Event:
        return self.plant.env.timeout(delay_s)

    def _tell(
        self, kind: str, where: str, because: int, value: float = 0.0, detail: str = ""
    ) -> int:
        return self.plant.log.event(kind, where, self.owner.id, because, MODULE, value, detail)
