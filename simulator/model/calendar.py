"""Declare days that are lived otherwise than their day of the week: holidays and the like."""

import datetime as dt
from typing import Annotated, Final, Literal

from pydantic import Field

from simulator.model.base import Grounded, Id, Label

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[tuple[Weekday, ...]] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
"""In the order of a category's `by_weekday`."""


class SpecialDay(Grounded):
    """A date on which people do not live as its day of the week would have it."""

    date: dt.date
    """The day; dates outside a run are of no effect, so a world may list many years."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    like: Weekday | None = None
    """Day of the week as which it is lived; none keeps its own."""
    factor: dict[Id, Annotated[float, Field(ge=0.0, le=100.0)]] = Field(default={})
    """Factor on the needs of the day, by category; 1 where none is given."""
