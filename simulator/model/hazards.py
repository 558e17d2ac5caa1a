"""Declare what goes wrong: the first causes of a run, each by its cause and shape."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AwareDatetime, Field, model_validator

from simulator.model.base import Duration, Grounded, Hours, Id, lasting
from simulator.model.parameters import given, whole


class Incident(Grounded):
    """What every first cause says: its name, and when it strikes."""

    id: Id
    """Unique among all hazards."""
    at: AwareDatetime | None = None
    """When it starts; none if it follows another one."""
    follows: Id | None = None
    """The hazard after whose start it strikes."""
    delay: Duration = lasting("hazards.*.delay")
    """How long after the start of the other one."""
    chance: float = given("hazards.*.chance")
    """Chance that it strikes at all."""

    @model_validator(mode="after")
    def _has_one_start(self) -> Self:
        if (self.at is None) == (self.follows is None):
            how = "both at and follows" if self.follows else "neither at nor follows"
            msg = f"{how}; expected either a time or another hazard that it follows"
            raise ValueError(msg)
        return self


class PowerStage(Grounded):
    """A step in the return of power to a burnt site."""

    after_h: Hours
    """Hours after the fire started."""
    zones: tuple[Id, ...] = ()
    """Zones that have power again from then on; empty means all that are left."""


class Fire(Incident):
    """A fire in a site's power room: UPS groups fail by zone, then the fire brigade cuts all."""

    kind: Literal["fire"]
    """Which kind of hazard it is."""
    site: Id
    """Where it burns."""
    cut_after_min: float = given("hazards.fire.cut_after_min")
    """When the whole site is cut off for the fire brigade, minutes after the start."""
    out_after_h: float = given("hazards.fire.out_after_h")
    """When the fire is out and crews may enter, hours after the start."""
    power_stages: Annotated[tuple[PowerStage, ...], Field(min_length=1, max_length=50)]
    """How power returns; the last stage must leave no zone dark."""
    destroyed_share: float = given("hazards.fire.destroyed_share")
    """Share of the machines in each zone that never come back."""


class Places(Incident):
    """Where a hazard of buildings and lines strikes: any mixture of these."""

    sites: tuple[Id, ...] = ()
    """Whole sites."""
    zones: tuple[Id, ...] = ()
    """Single zones."""
    region: Id | None = None
    """All sites in a region."""


class PowerLoss(Places):
    """Supply fails: machines stop intact and are restarted when it is back."""

    kind: Literal["power-loss"]
    """Which kind of hazard it is."""
    power_domain: Id | None = None
    """All sites that this part of the grid feeds."""
    lasts: Duration = lasting("hazards.power-loss.lasts")
    """Until the supply is back."""


class CoolingFailure(Places):
    """Cooling or water fails: machines are shut down before they overheat."""

    kind: Literal["cooling-failure"]
    """Which kind of hazard it is."""
    share: float = given("hazards.cooling-failure.share")
    """Share of the machines there that are shut down."""
    lasts: Duration = lasting("hazards.cooling-failure.lasts")
    """Until they may run again."""


class NetworkFailure(Places):
    """Network, DNS or backbone fails: machines run, but nobody reaches them."""

    kind: Literal["network-failure"]
    """Which kind of hazard it is."""
    owner: Id | None = None
    """Everything of one owner, in every site."""
    network_domain: Id | None = None
    """All sites reached through this carrier or exchange."""
    share: float = given("hazards.network-failure.share")
    """Share of requests that are lost."""
    lasts: Duration = lasting("hazards.network-failure.lasts")
    """Until the network is repaired."""


class OwnerWide(Incident):
    """What strikes components wherever they run, so that other sites are no help."""

    owner: Id | None = None
    """All components of this owner, or those named."""
    components: tuple[Id, ...] = ()
    """Single components; empty means all of the owner."""


class SoftwareFault(OwnerWide):
    """A fault in code, settings or a dependency: part of the requests fail until it is fixed."""

    kind: Literal["software-fault"]
    """Which kind of hazard it is."""
    share: float = given("hazards.software-fault.share")
    """Share of requests that fail."""
    lasts: Duration = lasting("hazards.software-fault.lasts")
    """Until it is fixed."""


class BadPush(OwnerWide):
    """A faulty update or configuration goes to every site at once."""

    kind: Literal["bad-push"]
    """Which kind of hazard it is."""
    reach: float = given("hazards.bad-push.reach")
    """Share of users that it reaches where releases are not staged."""
    hands_on: bool = False
    """Machines no longer start: each one must be repaired by hand."""
    undo: Duration = lasting("hazards.bad-push.undo")
    """From the alarm until it is undone by hand with working tools."""


class ExpiredCertificate(OwnerWide):
    """A certificate or key runs out and every request that needs it is refused."""

    kind: Literal["expired-certificate"]
    """Which kind of hazard it is."""
    renew: Duration = lasting("hazards.expired-certificate.renew")
    """From the alarm until a new one is in place."""


class Ransomware(OwnerWide):
    """Attackers encrypt or corrupt the data wherever the running system can write."""

    kind: Literal["ransomware"]
    """Which kind of hazard it is."""
    admin_domain: Id | None = None
    """All owners whose administrators share accounts."""
    share: float = given("hazards.ransomware.share")
    """Share of each component's machines that it reaches."""
    backups: Literal["by-chance", "hit", "clean"] = "by-chance"
    """Whether it reached the backups as well."""
    contain: Duration = lasting("hazards.ransomware.contain")
    """From the alarm until restoring may begin."""


class MachineFailure(Incident):
    """Single machines break and wait for a crew."""

    kind: Literal["machine-failure"]
    """Which kind of hazard it is."""
    component: Id
    """Whose machines."""
    zone: Id
    """Where they stand."""
    count: int = whole("hazards.machine-failure.count")
    """How many."""
    by_lot: bool = False
    """It falls on one of all machines, so that what is off already does not break once more."""


class Surge(Incident):
    """People want something far more often for a while, without any fault."""

    kind: Literal["surge"]
    """Which kind of hazard it is."""
    categories: Annotated[tuple[Id, ...], Field(min_length=1)]
    """What they want."""
    factor: Annotated[float, Field(gt=0.0, le=1000.0)]
    """How many times as often as at that hour otherwise."""
    ramp_min: float = given("hazards.surge.ramp_min")
    """Until it is at its height, and again until it has gone, minutes."""
    lasts: Duration
    """From the start to the beginning of the fall."""


class StrikeWindow(Grounded):
    """One announced walk-out."""

    at: AwareDatetime
    """When work stops."""
    lasts_h: Annotated[Hours, Field(gt=0.0)]
    """How long, hours."""


class Strike(Incident):
    """Crews strike or are missing: work goes slower and failures are noticed later."""

    kind: Literal["strike"]
    """Which kind of hazard it is."""
    owners: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Whose people."""
    crew_share: float = given("hazards.strike.crew_share")
    """Share of the crews' strength that is left."""
    detection_factor: float = given("hazards.strike.detection_factor")
    """How much longer it takes until a failure is noticed."""
    lasts: Duration = lasting("hazards.strike.lasts")
    """How long it lasts, where no windows are announced."""
    windows: tuple[StrikeWindow, ...] = ()
    """Announced walk-outs of hours or days, in place of one long strike."""


class Withdrawal(Incident):
    """An owner stops its services for good, or is banned for a while."""

    kind: Literal["withdrawal"]
    """Which kind of hazard it is."""
    owner: Id
    """Who stops."""
    lasts: Duration | None = None
    """Until a ban is lifted; none is for good."""
    notice_days: float = given("hazards.withdrawal.notice_days")
    """How long before the end it is announced, days."""
    frozen_share: float = given("hazards.withdrawal.frozen_share")
    """Share of customers' balances that they cannot take out."""


Hazard: TypeAlias = Annotated[
    Fire
    | PowerLoss
    | CoolingFailure
    | NetworkFailure
    | SoftwareFault
    | BadPush
    | ExpiredCertificate
    | Ransomware
    | MachineFailure
    | Surge
    | Strike
    | Withdrawal,
    Field(discriminator="kind"),
]
"""Any first cause."""

HazardKind: TypeAlias = Literal[
    "fire",
    "power-loss",
    "cooling-failure",
    "network-failure",
    "software-fault",
    "bad-push",
    "expired-certificate",
    "ransomware",
    "machine-failure",
    "surge",
    "strike",
    "withdrawal",
]
