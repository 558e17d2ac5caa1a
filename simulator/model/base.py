"""Say what every declaration has in common: frozen, strict, closed to unknown keys."""

from math import exp, log
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.model.parameters import Said, given, rule

ROUNDING: Final = 1e-6
"""By how much shares that should add up to 1 may miss it."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""A name that other declarations refer to: small letters, digits, hyphen, underscore."""

Label = Annotated[str, Field(min_length=1, max_length=200)]
"""A name for people, in any script."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A part of a whole, 0 to 1, dimensionless."""

Hours = Annotated[float, Field(ge=0.0, le=20_000.0)]
"""A length of time in hours."""

Minutes = Annotated[float, Field(ge=0.0, le=1_000_000.0)]
"""A length of time in minutes."""

_IN_TWO_LANGUAGES: Final = ("name", "title", "question")
"""Texts that have a Korean twin; where it is missing the English one stands in."""

Basis = Literal["measured", "derived", "literature", "judgement", "invented"]
"""What a figure rests on; invented figures are for teaching alone."""


class Declaration(BaseModel):
    """A statement about the world that is true before the clock starts."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        defer_build=True,
    )

    @model_validator(mode="after")
    def _english_where_no_korean(self) -> Self:
        fields = type(self).model_fields
        for key in _IN_TWO_LANGUAGES:
            if f"{key}_ko" in fields and not getattr(self, f"{key}_ko"):
                object.__setattr__(self, f"{key}_ko", getattr(self, key))  # frozen for all others
        return self


class Grounded(Declaration):
    """A declaration that says what its figures rest on."""

    basis: Basis = "judgement"
    """What the figures rest on: measured, derived, literature, judgement or invented."""
    source: Annotated[str, Field(max_length=400)] = ""
    """Where the figures were read, or how they were derived."""


class Duration(Declaration):
    """A length of time that is not known exactly, given by its median."""

    median_h: Hours
    """Median, hours."""
    sigma: float = given("**.sigma")
    """Standard deviation of the natural logarithm, dimensionless; 0 is a fixed time."""
    law: Literal["lognormal", "exponential"] = "lognormal"
    """Its distribution; an exponential one has no sigma."""

    @property
    def mean_h(self) -> float:
        """Mean, hours: median exp(sigma^2 / 2), or median / ln 2 if exponential."""
        if self.law == "exponential":
            return self.median_h / log(2.0)
        return self.median_h * exp(self.sigma * self.sigma / 2.0)


def lasting(name: str) -> Any:  # noqa: ANN401 - a pydantic field of any type
    """Declare a field that is a length of time whose median and sigma stand in the table.

    Parameters
    ----------
    name : str
        Path of the field; its rows end in ``.median_h`` and ``.sigma``.

    Returns
    -------
    pydantic field
        With a description that ends in unit, range, basis and source.
    """
    rows = (rule(f"{name}.median_h"), rule(f"{name}.sigma"))
    return Field(default=time_of(name), json_schema_extra=Said(rows))


def time_of(name: str) -> Duration:
    """Read a length of time whose median and sigma stand in the table of parameters.

    >>> time_of("constants.around_tools").median_h
    4.0
    """
    median, sigma = rule(f"{name}.median_h"), rule(f"{name}.sigma")
    return Duration(median_h=median.value, sigma=sigma.value)
