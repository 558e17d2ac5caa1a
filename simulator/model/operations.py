"""Declare how an owner's operators notice, decide, switch, undo, restore and repair."""

from typing import Annotated, Final, Literal

from pydantic import Field

from simulator.model.base import Duration, Grounded, Hours, Id, Share

HIT_CHANCE: Final = {False: 0.5, True: 0.1}
"""Chance that an attack reaches backups too, by whether they are isolated (judgement)."""
UNDRILLED: Final = 2.0
"""How much longer a restore takes that was never practised (judgement; 1 to 4)."""
AROUND_TOOLS: Final = Duration(median_h=4.0, sigma=0.8)
"""What it takes to reach machines when the owner's own tools are down (judgement)."""


class Crews(Grounded):
    """People who restart machines, and how fast they are."""

    manual_servers_per_h: Annotated[float, Field(gt=0.0, le=1e6)] = 1000.0
    """All crews together, by hand, at full strength; servers per hour (range 500 to 2,000)."""
    automated_servers_per_h: Annotated[float, Field(gt=0.0, le=1e6)] = 5000.0
    """With working deployment tools; servers per hour (range 1,500 to 20,000)."""
    first_share: Annotated[Share, Field(gt=0.0)] = 0.4
    """Share of full strength that is there at once (range 0.2 to 0.8)."""
    surge_h: Annotated[Hours, Field(gt=0.0)] = 6.0
    """Time constant with which the others arrive (range 2 to 12)."""
    batch_servers: Annotated[int, Field(ge=1, le=100_000)] = 250
    """Machines that are started as one piece of work."""
    teams: Annotated[int, Field(ge=1, le=100)] = 1
    """Teams that work side by side and share the rate; each takes one batch at a time."""
    batch_time: Literal["fixed", "exponential"] = "fixed"
    """Whether a batch takes its mean time or an exponential one."""
    night_share: Annotated[Share, Field(gt=0.0)] = 1.0
    """Share of strength between 22 and 6 o'clock (judgement; 0.3 to 1)."""
    aid_after_h: Hours | None = None
    """When crews of other companies join, hours after the first need; none never come."""
    aid_share: Annotated[float, Field(ge=0.0, le=10.0)] = 0.0
    """What these add to full strength, as a share of it (judgement; 0 to 1)."""


class Rollout(Grounded):
    """Changes go to a few first and are undone by themselves when those fail."""

    first_share: Annotated[Share, Field(gt=0.0)] = 0.1
    """Share of users that a change reaches first (judgement; 0.01 to 0.2)."""
    undo: Duration = Duration(median_h=0.25, sigma=0.7)
    """Until the bad change is undone by itself (judgement)."""
    works: Share = 0.8
    """Chance that it is noticed and undone before it goes on (judgement; 0.5 to 0.95)."""


class Backups(Grounded):
    """Copies of the data apart from the running system, and what restoring them takes."""

    isolated: bool = False
    """Kept where the running system cannot write."""
    drilled: bool = False
    """Restored for practice in the last year; without, restoring takes twice as long."""
    hit_chance: Share | None = None
    """Chance that an attack reaches them too; none is 0.5, or 0.1 if isolated (judgement)."""
    rpo_h: Hours = 24.0
    """Age of the newest copy: work newer than it is lost (range 1 to 48)."""
    restore: Duration = Duration(median_h=12.0, sigma=0.6)
    """Team time to restore one component from a clean copy, practised (judgement; 4 to 80)."""
    rebuild: Duration = Duration(median_h=96.0, sigma=0.6)
    """Team time to rebuild one component without a copy (judgement; 48 to 400)."""
    teams: Annotated[int, Field(ge=1, le=1000)] = 3
    """Components that are restored at the same time."""


class Operations(Grounded):
    """The owner's practice: drills, decision times, switching teams, repair crews."""

    detect: Duration = Duration(median_h=5 / 60, sigma=0.7)
    """From the failure to the alarm."""
    decide_drilled: Duration = Duration(median_h=20 / 60, sigma=0.8)
    """From the alarm to the decision, with a drill in the last year."""
    decide_undrilled: Duration = Duration(median_h=90 / 60, sigma=0.8)
    """From the alarm to the decision, without."""
    switch: Duration | None = None
    """Time for an automatic switch once decided; none takes the pattern's own."""
    drill_age_months: Annotated[float, Field(ge=0.0, le=1200.0)] = 1200.0
    """Age of the last failover drill, months; 1,200 stands for never."""
    switch_teams: Annotated[int, Field(ge=1, le=1000)] = 1
    """Teams that can move components by hand at the same time."""
    tools_speed_up: Annotated[float, Field(ge=1.0, le=100.0)] = 5.0
    """How much faster a move by hand is when the control plane works."""
    triage: Literal["priority", "users", "smallest"] = "priority"
    """Order of work: declared priority, most use first, or fewest machines first."""
    admin_domain: Id | None = None
    """Who shares its administrators' accounts; an attack on one reaches all of a domain."""
    rollout: Rollout | None = None
    """Staged release of changes; none means everywhere at once."""
    backups: Backups = Backups()
    """Copies of its data."""
    crews: Crews = Crews()
    """Who restarts machines on site."""
