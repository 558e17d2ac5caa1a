"""Declare who pays whom after a failure, and by which rule."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulator.model.base import Basis, Declaration, Id, Label
from simulator.model.parameters import given

Rule = Literal["nothing", "fee-days", "each", "sum"]
Amount = Annotated[float, Field(ge=0.0, le=1e15)]


class Compensation(Declaration):
    """One transfer: nothing, some days of a fee, a flat sum for each, or a sum in all."""

    id: Id
    """Unique among all rules."""
    case: Id
    """The case it belongs to, for example kakao-2022."""
    rule: Rule
    """How the amount is reckoned."""
    name: Label
    """English name."""
    name_ko: Label = ""
    """Korean name; the English one where there is none."""
    payer: Id
    """The owner who pays."""
    payee: Label
    """Who is paid: a segment, or 'users'."""
    service: Id
    """The service that failed; its hours down count for fee-days, its users for 'users'."""
    payees: Amount | None = None
    """Persons who were paid, where that is known; else all of the segment or all users."""
    low_krw: Amount
    central_krw: Amount
    high_krw: Amount
    """Won: a day's fee, for each person, or in all."""
    multiple: float = given("compensation.*.multiple")
    """Days of fee for each day begun without the service."""
    kind: Literal["cash", "points", "goods"]
    """What it was paid in; points and goods cost their giver less than their face value."""
    basis: Basis
    """What the figures rest on."""
    source: Label
    """Who said so."""
    source_url: Annotated[str, Field(max_length=400)] = ""
    """Where it was read."""
    note: Annotated[str, Field(max_length=400)] = ""
    """What has to be known with it."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low_krw <= self.central_krw <= self.high_krw:
            found = f"{self.low_krw:g}, {self.central_krw:g}, {self.high_krw:g}"
            msg = f"{found}; expected low, central and high in this order"
            raise ValueError(msg)
        return self
