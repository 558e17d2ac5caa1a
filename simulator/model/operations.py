"""Declare how an owner's operators notice, decide, switch and repair."""

from typing import Annotated

from pydantic import Field

from simulator.model.base import Duration, Grounded, Hours, Share


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


class Operations(Grounded):
    """The owner's practice: drills, decision times, switching teams, repair crews."""

    detect: Duration = Duration(median_h=5 / 60, sigma=0.7)
    """From the failure to the alarm."""
    decide_drilled: Duration = Duration(median_h=20 / 60, sigma=0.8)
    """From the alarm to the decision, with a drill in the last year."""
    decide_undrilled: Duration = Duration(median_h=90 / 60, sigma=0.8)
    """From the alarm to the decision, without."""
    switch: Duration = Duration(median_h=5 / 60, sigma=0.7)
    """Time for an automatic switch once decided."""
    drill_age_months: Annotated[float, Field(ge=0.0, le=1200.0)] = 1200.0
    """Age of the last failover drill, months; 1,200 stands for never."""
    switch_teams: Annotated[int, Field(ge=1, le=1000)] = 1
    """Teams that can move components by hand at the same time."""
    tools_speed_up: Annotated[float, Field(ge=1.0, le=100.0)] = 5.0
    """How much faster a move by hand is when the control plane works."""
    crews: Crews = Crews()
    """Who restarts machines on site."""
