"""Declare who measured a real case, and how what they report differs from what people do."""

from math import sqrt
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from simulator.model.base import Basis, Declaration, Id, Label
from simulator.model.parameters import given, whole

Measure = Literal["daily_users", "minutes", "launches", "installs", "volume", "trips", "complaints"]
"""What a panel reports of a day: people, time, tries, new apps, messages, rides, reports."""

_FULL: Final = 1.0
_BY_HEAD: Final = ("daily_users", "installs", "complaints")


class Panel(Declaration):
    """One measure of one observer, with its bias; without any it counts everybody and every try."""

    id: Id
    """Unique in the table."""
    panel: Annotated[str, Field(min_length=1, max_length=100)]
    """The observer, as observations name it."""
    measure: Measure
    """What it reports."""
    covers: Annotated[str, Field(pattern=r"^(\*|[a-z_-]+)=[0-9.]+( [a-z_-]+=[0-9.]+)*$")] = "*=1"
    """Share of each segment that it sees, for example '*=1 foreign=0'; the star is all others."""
    failed: float = given("panels.*.failed")
    """Share of failed tries that it counts, of users and launches; of minutes, the time spent."""
    rounding: float = given("panels.*.rounding")
    """To how many persons or units levels are rounded in print; 0 is not at all."""
    members: int = whole("panels.*.members")
    """People whom it watches; 0 if it counts everything that passes, so nothing is sampled."""
    spread: float = given("panels.*.spread")
    """Standard deviation of a member's figure over its mean, for time and tries."""
    rate: float = given("panels.*.rate")
    """Share of those concerned who come forward: who complains, of people with unmet needs."""
    base: Annotated[str, Field(max_length=200)] = ""
    """With which day it compares, in words; the day itself stands at each observation."""
    basis: Basis
    """What the figures rest on."""
    source: Label
    """Where they were read, or why they are so."""
    note: Annotated[str, Field(max_length=400)] = ""
    """What else to know."""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """Refuse what no run can tell, and shares that are none."""
        if self.measure == "daily_users" and self.failed < _FULL:
            found = f"failed {self.failed:g} for daily_users"
            raise ValueError(f"{found}; expected 1, since a user is whoever tried")
        for name, share in self.coverage.items():
            if share > _FULL:
                raise ValueError(f"{name}={share:g}; expected shares from 0 to 1")
        return self

    @property
    def coverage(self) -> dict[str, float]:
        """Shares by segment; the star stands for all others."""
        parts = (part.split("=") for part in self.covers.split())
        return {name: float(share) for name, share in parts}

    def sees(self, segment: str) -> float:
        """Tell which share of a segment it sees.

        >>> plain = dict(id="p", panel="P", measure="minutes", basis="judgement", source="s")
        >>> panel = Panel(covers="*=0.9 elderly=0.5", **plain)
        >>> panel.sees("youth"), panel.sees("elderly")
        (0.9, 0.5)
        """
        return self.coverage.get(segment, self.coverage.get("*", 0.0))

    def printed(self, level: float) -> float:
        """Round a level as the observer prints it."""
        return round(level / self.rounding) * self.rounding if self.rounding else level

    def standard_error(self, level: float, population: float) -> float:
        """Tell the standard error of a level, from the number of people watched.

        Parameters
        ----------
        level : float
            As reported, in its own unit.
        population : float
            People for whom the panel stands. Persons.

        Returns
        -------
        float
            In the unit of the level: binomial for people, else spread / sqrt(members); 0 for a
            count of everything.

        References
        ----------
        .. [1] W. G. Cochran (1977), Sampling Techniques, 3rd edition, chapter 3.
        """
        if not self.members or population <= 0.0:
            return 0.0
        if self.measure in _BY_HEAD:
            share = min(max(level / population, 0.0), 1.0)
            return population * sqrt(share * (1.0 - share) / self.members)
        return abs(level) * self.spread / sqrt(self.members)
