"""Make a hazard of a random event: where it strikes, how hard and for how long."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import TypeAdapter

from simulator.infrastructure.exposure import Target
from simulator.model.base import Duration, time_of
from simulator.model.catalogue import HazardClass
from simulator.model.hazards import Fire, Hazard, HazardKind, MachineFailure, PowerStage
from simulator.model.parameters import constant
from simulator.streams import length_h, uniform
from simulator.units import HOURS_PER_DAY, MINUTE_S, hours

LENGTHS: Final[Mapping[HazardKind, str]] = {
    "power-loss": "lasts",
    "cooling-failure": "lasts",
    "network-failure": "lasts",
    "software-fault": "lasts",
    "bad-push": "undo",
    "expired-certificate": "renew",
    "ransomware": "contain",
    "surge": "lasts",
    "strike": "lasts",
    "withdrawal": "lasts",
}
"""The field that a class's length of time is written to."""
SHARES: Final[Mapping[HazardKind, str]] = {
    "fire": "destroyed_share",
    "cooling-failure": "share",
    "network-failure": "share",
    "software-fault": "share",
    "bad-push": "reach",
    "ransomware": "share",
    "strike": "crew_share",
}
"""The field that a class's mark is written to."""
LONGEST_NOTICE_DAYS: Final = constant("longest_notice_days")
"""An end is announced 0 to so many days before, each equally likely."""
SMALLEST_SHARE: Final = 1e-6
FIRE_ACCESS: Final = time_of("constants.fire_access")
FIRE_POWER: Final = time_of("constants.fire_power")
"""Until crews may enter, and until power returns, where a class does not say."""
_HAZARDS: Final[TypeAdapter[Hazard]] = TypeAdapter(Hazard)
Luck: TypeAlias = Callable[[str], float]


class Event(NamedTuple):
    """A random event before it is given its marks."""

    id: str
    at: datetime
    after_h: float
    """Hours since the start of the run."""
    address: tuple[str, ...]
    """Where its luck lives."""


def mark(kind: HazardClass, target: Target, event: Event, seed: int) -> Hazard:
    """Make the hazard that an event of a class is.

    Parameters
    ----------
    kind : HazardClass
        Distributions of the marks.
    target : Target
        Where it strikes.
    event : Event
        When, under which name, and the address of its luck.
    seed : int
        The run's seed.

    Returns
    -------
    Hazard
        A declaration like one written by hand. Its length is drawn when it strikes.
    """
    values: dict[str, Any] = {
        "id": event.id, "at": event.at, "kind": kind.kind, "basis": kind.basis, **target.place,
    }  # fmt: skip
    if kind.kind in LENGTHS and kind.lasts is not None:
        values[LENGTHS[kind.kind]] = kind.lasts
    if kind.kind in SHARES:
        values[SHARES[kind.kind]] = _share(kind, uniform(seed, *event.address, "share"))
    if kind.kind == "surge":
        values["factor"] = kind.factor
    elif kind.kind == "fire":
        values |= _fire(kind, event, seed)
    elif kind.kind == "withdrawal":
        notice_days = uniform(seed, *event.address, "notice") * LONGEST_NOTICE_DAYS
        values["notice_days"] = min(notice_days, event.after_h / HOURS_PER_DAY)
        values["frozen_share"] = uniform(seed, *event.address, "frozen")
    return _HAZARDS.validate_python(values)


def known_length_h(hazard: Hazard, seed: int) -> float:
    """Find how long a hazard strikes, as far as its own length says, hours.

    The same address as where it strikes, so the same draw.
    """
    if isinstance(hazard, Fire):
        return hazard.power_stages[-1].after_h
    if isinstance(hazard, MachineFailure):
        return 0.0
    field = LENGTHS[hazard.kind]
    length: Duration | None = getattr(hazard, field)
    return float("inf") if length is None else length_h(length, seed, hazard.id, field)


def _share(kind: HazardClass, luck: float) -> float:
    """Draw a mark: a fixed share, or the quantile of a Beta distribution."""
    mean, strength = kind.share_mean, kind.share_concentration
    if strength is None or mean >= 1.0:
        return mean
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to load

    share = float(betaincinv(mean * strength, (1.0 - mean) * strength, luck))
    return min(1.0, max(SMALLEST_SHARE, share))


def _fire(kind: HazardClass, event: Event, seed: int) -> dict[str, Any]:
    """Draw when crews may enter and when power returns, neither before the site is cut."""
    cut_h = hours(Fire.model_fields["cut_after_min"].default * MINUTE_S)
    entry, power = kind.access or FIRE_ACCESS, kind.lasts or FIRE_POWER
    entry_h = max(cut_h, length_h(entry, seed, *event.address, "access"))
    power_h = max(entry_h, length_h(power, seed, *event.address, "power"))
    return {"out_after_h": entry_h, "power_stages": (PowerStage(after_h=power_h),)}
