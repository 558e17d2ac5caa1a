"""Declare what was observed in a real case, so that a run can be held against it."""

import datetime as dt
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from simulator.model.base import Basis, Declaration, Duration, Id, Label
from simulator.model.catalogue import Group, HazardClass, Scope
from simulator.model.hazards import HazardKind
from simulator.model.panels import Measure, Panel
from simulator.model.parameters import given

Quantity = Literal[
    "first_function_h",
    "full_function_h",
    "overrun_h",
    "servers_live",
    "use_change",
    "excess_daily_users",
    "daily_users_ratio",
    "new_installs",
    "volume_ratio",
    "trips_change",
    "sales_change",
    "revenue_change",
    "loss_regained_share",
    "gain_kept_share",
    "attention_ratio",
    "switched_share",
    "stated_switch_share",
]
"""What can be compared; `MEANINGS` says how each is computed."""

UNITS: Final[dict[Quantity, str]] = {
    "first_function_h": "h",
    "full_function_h": "h",
    "overrun_h": "h",
    "servers_live": "servers",
    "use_change": "share",
    "excess_daily_users": "persons",
    "daily_users_ratio": "ratio",
    "new_installs": "persons",
    "volume_ratio": "ratio",
    "trips_change": "share",
    "sales_change": "share",
    "revenue_change": "share",
    "loss_regained_share": "share",
    "gain_kept_share": "share",
    "attention_ratio": "ratio",
    "switched_share": "share",
    "stated_switch_share": "share",
}
"""Unit of each quantity."""

MEANINGS: Final[dict[Quantity, str]] = {
    "first_function_h": "hours from the event's start until the first useful function is back",
    "full_function_h": "hours from the event's start until the last function is back",
    "overrun_h": "hours from the event's start until a service last has more requests than room",
    "servers_live": "servers of the owner named as feature that run in the site, at an hour",
    "use_change": "use on the day against an ordinary day of the same kind, minus one",
    "excess_daily_users": "users on the day beyond those of a day without the event",
    "daily_users_ratio": "users on the day against an ordinary day",
    "new_installs": "people who set the app up on the day",
    "volume_ratio": "messages or calls on the day against an ordinary day",
    "trips_change": "trips of the whole day against an ordinary day, minus one",
    "sales_change": "what a service carried from the day to the last day, against ordinary days, "
    "minus one",
    "revenue_change": "fares of the whole day against an ordinary day, minus one",
    "loss_regained_share": "part of the previous day's loss of daily users that is back on the day",
    "gain_kept_share": "part of the largest gain of daily users that is kept on the day",
    "attention_ratio": "public mentions on the day against the day before",
    "switched_share": "part of the daily users before the event who are gone on the day",
    "stated_switch_share": "part of the people who say that they will turn to other services",
}
"""How each quantity is computed, in one sentence."""

MEASURES: Final[dict[Quantity, Measure]] = {
    "use_change": "minutes",
    "excess_daily_users": "daily_users",
    "daily_users_ratio": "daily_users",
    "loss_regained_share": "daily_users",
    "gain_kept_share": "daily_users",
    "switched_share": "daily_users",
    "new_installs": "installs",
    "volume_ratio": "volume",
    "trips_change": "trips",
    "sales_change": "volume",
}
"""From which figure of a panel each quantity is made."""


class Observation(Declaration):
    """One published figure of a real case, with the interval in which a hit lies."""

    id: Id
    """Unique among all observations."""
    case: Id
    """The case it belongs to, for example kakao-2022."""
    quantity: Quantity
    """What was measured."""
    subject: Id
    """A service, owner, site, category of needs, or means outside apps."""
    feature: Id | None = None
    """A feature of the service; for servers_live, the owner whose servers are counted."""
    at_h: Annotated[float, Field(ge=0.0, le=20_000.0)] | None = None
    """Hours after the event's start, for what is counted at an instant."""
    day: dt.date | None = None
    """Calendar day, for what is counted by the day."""
    until_day: dt.date | None = None
    """Last of several days that are counted together; none where it is one day."""
    base: dt.date | None = None
    """Day with which the panel compares; none stands for the same date without the fault."""
    panel: Annotated[str, Field(max_length=100)] = ""
    """Who measured; levels of two panels must not be mixed."""
    seen_by: Panel | None = None
    """The panel and its bias, from a table of its own; none counts everybody and every try."""
    relation: Literal["about", "at_most", "order"]
    """Whether the figure is a value, an upper bound, or shows an order of days alone."""
    observed: float
    """The published figure, in `unit`; for at_most the bound itself."""
    low: float
    """Lower end of the interval that counts as a hit, in `unit`."""
    high: float
    """Upper end of the interval that counts as a hit, in `unit`."""
    unit: Literal["h", "servers", "share", "persons", "ratio"]
    """Unit of the three figures."""
    interval: Literal["stated", "judged"]
    """Whether the sources and the agreed tolerance give the interval, or our judgement."""
    use: Literal["fit", "check"]
    """Whether it may set parameters, or is compared once and never tuned to."""
    informed: bool
    """True where a default already leans on it, so that a hit is weak evidence."""
    confidence: Literal["A", "B", "C", "D"]
    """A official, B named measurement, C press or estimate, D anecdote or copy."""
    source: Annotated[str, Field(min_length=1, max_length=200)]
    """Who published it."""
    source_url: Annotated[str, Field(pattern=r"^(https?://\S+( https?://\S+)*)?$")] = ""
    """Addresses, separated by spaces; empty for a document that is not on the web."""
    note: Annotated[str, Field(max_length=400)] = ""
    """What one should know before leaning on it."""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """Refuse an interval around something else, or a figure in another unit."""
        if not self.low <= self.observed <= self.high:
            found = f"{self.low:g} to {self.high:g} around {self.observed:g}"
            raise ValueError(f"{found}; expected low <= observed <= high")
        if self.unit != UNITS[self.quantity]:
            raise ValueError(f"unit '{self.unit}'; expected '{UNITS[self.quantity]}'")
        if (self.at_h is None) == (self.quantity == "servers_live"):
            raise ValueError(f"at_h for {self.quantity}; expected it for servers_live alone")
        if self.until_day is not None and not self._has_several_days():
            raise ValueError(
                f"until_day {self.until_day}; expected a day after 'day', for sales_change"
            )
        return self

    def _has_several_days(self) -> bool:
        """Tell whether a last day belongs to the quantity and follows the first."""
        first, last = self.day, self.until_day
        return self.quantity == "sales_change" and bool(first and last and first < last)


class ResidentCount(Declaration):
    """Residents of one age group in one province, as registered."""

    province_id: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
    """ISO 3166-2 code, for example KR-11."""
    province_ko: Label
    """Korean name."""
    province_en: Label
    """English name."""
    age_group: Annotated[str, Field(pattern=r"^[0-9]{1,3}(-[0-9]{1,3}|\+)$")]
    """Age group, for example 20-29 or 80+."""
    residents: Annotated[int, Field(ge=0, le=2_000_000_000)]
    """Residents, persons."""


class HazardRow(Declaration):
    """One line of a table of hazard classes; an empty cell takes the default of `HazardClass`."""

    id: Id
    """Unique in the table."""
    kind: HazardKind
    """Which hazard it makes."""
    per: Scope
    """What the rate is counted for."""
    only: str = ""
    """Elements to which it applies, with spaces between them."""
    rate_per_year: float
    """Events per element and year."""
    low: float
    """5 % point of the rate."""
    high: float
    """95 % point of the rate."""
    lasts_median_h: float | None = None
    """Median length, hours."""
    lasts_sigma: float = given("hazard_classes.*.lasts_sigma")
    """Standard deviation of the logarithm of the length."""
    access_median_h: float | None = None
    """Fire: median time until crews may enter, hours."""
    access_sigma: float = given("hazard_classes.*.access_sigma")
    """Standard deviation of its logarithm."""
    share_mean: float | None = None
    """Mean of the mark."""
    share_concentration: float | None = None
    """a + b of its Beta distribution."""
    factor: float | None = None
    """Surge: how many times as often."""
    beta: float | None = None
    """Part of the rate that strikes a whole group."""
    common: Group | None = None
    """The group."""
    while_up: bool | None = None
    """Whether what is struck is spared until that is over."""
    basis: Basis
    """What the figures rest on."""
    certainty: Literal["high", "medium", "low"]
    """How far the rate can be trusted."""
    source: Label
    """Where it was read, or how it was derived."""
    source_url: str = ""
    """Addresses, with spaces between them."""
    note: str = ""
    """What else to know."""

    def declare(self) -> HazardClass:
        """Make the declaration that the row stands for."""
        plain = {"only", "lasts_median_h", "lasts_sigma", "access_median_h", "access_sigma"}
        plain |= {"certainty", "source_url", "note"}
        values = self.model_dump(exclude=plain, exclude_none=True)
        if self.lasts_median_h is not None:
            values["lasts"] = Duration(median_h=self.lasts_median_h, sigma=self.lasts_sigma)
        if self.access_median_h is not None:
            values["access"] = Duration(median_h=self.access_median_h, sigma=self.access_sigma)
        return HazardClass(only=tuple(self.only.split()), **values)
