"""Declare how an owner's operators notice, decide, switch, undo, restore and repair."""

from typing import Final, Literal

from simulator.model.base import Duration, Grounded, Hours, Id, Share, lasting, time_of
from simulator.model.parameters import constant, given, whole

HIT_CHANCE: Final = {False: constant("hit_chance_open"), True: constant("hit_chance_isolated")}
"""Chance that an attack reaches backups too, by whether they are isolated."""
UNDRILLED: Final = constant("undrilled_restore")
"""How much longer a restore takes that was never practised."""
AROUND_TOOLS: Final = time_of("constants.around_tools")
"""What it takes to reach machines when the owner's own tools are down."""


class Crews(Grounded):
    """People who restart machines, and how fast they are."""

    manual_servers_per_h: float = given("owners.*.operations.crews.manual_servers_per_h")
    """All crews together, by hand, at full strength; servers per hour."""
    automated_servers_per_h: float = given("owners.*.operations.crews.automated_servers_per_h")
    """With working deployment tools; servers per hour."""
    first_share: float = given("owners.*.operations.crews.first_share")
    """Share of full strength that is there at once."""
    surge_h: float = given("owners.*.operations.crews.surge_h")
    """Time constant with which the others arrive."""
    batch_servers: int = whole("owners.*.operations.crews.batch_servers")
    """Machines that are started as one piece of work."""
    teams: int = whole("owners.*.operations.crews.teams")
    """Teams that work side by side and share the rate; each takes one batch at a time."""
    batch_time: Literal["fixed", "exponential"] = "fixed"
    """Whether a batch takes its mean time or an exponential one."""
    night_share: float = given("owners.*.operations.crews.night_share")
    """Share of strength between 22 and 6 o'clock."""
    aid_after_h: Hours | None = None
    """When crews of other companies join, hours after the first need; none never come."""
    aid_share: float = given("owners.*.operations.crews.aid_share")
    """What these add to full strength, as a share of it."""


class Rollout(Grounded):
    """Changes go to a few first and are undone by themselves when those fail."""

    first_share: float = given("owners.*.operations.rollout.first_share")
    """Share of users that a change reaches first."""
    undo: Duration = lasting("owners.*.operations.rollout.undo")
    """Until the bad change is undone by itself."""
    works: float = given("owners.*.operations.rollout.works")
    """Chance that it is noticed and undone before it goes on."""


class Backups(Grounded):
    """Copies of the data apart from the running system, and what restoring them takes."""

    isolated: bool = False
    """Kept where the running system cannot write."""
    drilled: bool = False
    """Restored for practice in the last year; without, restoring takes twice as long."""
    hit_chance: Share | None = None
    """Chance that an attack reaches them too; none is 0.5, or 0.1 if isolated."""
    rpo_h: float = given("owners.*.operations.backups.rpo_h")
    """Age of the newest copy: work newer than it is lost."""
    restore: Duration = lasting("owners.*.operations.backups.restore")
    """Team time to restore one component from a clean copy, practised."""
    rebuild: Duration = lasting("owners.*.operations.backups.rebuild")
    """Team time to rebuild one component without a copy."""
    teams: int = whole("owners.*.operations.backups.teams")
    """Components that are restored at the same time."""


class Operations(Grounded):
    """The owner's practice: drills, decision times, switching teams, repair crews."""

    detect: Duration = lasting("owners.*.operations.detect")
    """From the failure to the alarm."""
    decide_drilled: Duration = lasting("owners.*.operations.decide_drilled")
    """From the alarm to the decision, with a drill in the last year."""
    decide_undrilled: Duration = lasting("owners.*.operations.decide_undrilled")
    """From the alarm to the decision, without."""
    switch: Duration | None = None
    """Time for an automatic switch once decided; none takes the pattern's own."""
    drill_age_months: float = given("owners.*.operations.drill_age_months")
    """Age of the last failover drill, months; 1,200 stands for never."""
    switch_teams: int = whole("owners.*.operations.switch_teams")
    """Teams that can move components by hand at the same time."""
    tools_speed_up: float = given("owners.*.operations.tools_speed_up")
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
