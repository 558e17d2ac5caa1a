"""Say at which rates harm is turned into won, each with its range, basis and source."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from simulator.model.base import Basis

_BOK: Final = "Bank of Korea, simple payments in 2022, https://hankyung.com/amp/2023032425871"
_WTA: Final = "Brynjolfsson, Collis and Eggers (2019), PNAS 116(15), medians of 2017"
_KRW_PER_USD: Final = 1_130.0
"""Mean of 2017, when the American medians were asked for (Bank of Korea, rounded)."""
_KRW_PER_EUR: Final = 1_276.0
"""Mean of 2017 (Bank of Korea, rounded)."""
_SPAN: Final = 40.0
"""By how much stated values of one year without messaging differ between two studies."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure with the range in which it may lie."""

    low: float
    central: float
    high: float
    unit: str
    basis: Basis
    source: str

    def times(self, amount: float) -> tuple[float, float, float]:
        """Multiply an amount by the low, central and high figure."""
        return self.low * amount, self.central * amount, self.high * amount


WAGE_KRW_PER_H: Final = 22_651.0
"""Mean hourly wage in Korea, June 2022."""
WAGE: Final = Rate(
    0.25 * WAGE_KRW_PER_H, WAGE_KRW_PER_H, 2 * WAGE_KRW_PER_H, "KRW per hour", "derived",
    "Mean hourly wage of June 2022, https://fnnews.com/news/202305231404404728; low: all of it "
    "leisure at half the wage and half the minutes, high: twice the minutes (judgement)",
)  # fmt: skip
"""Value of an hour, spread by what is not known of the minutes."""

VALUE: Final[dict[str, Rate]] = {
    "pay": Rate(
        0.5 * 31_281, 31_281, 2 * 31_281, "KRW per payment", "derived",
        f"732.6 bn KRW over 23.42 M payments a day, {_BOK}; range judgement",
    ),
    "delivery": Rate(
        15_000, 25_000, 35_000, "KRW per order", "judgement", "Price of a meal for two",
    ),
    "commerce": Rate(
        0.5 * 31_281, 31_281, 3 * 31_281, "KRW per order", "judgement",
        f"As much as a simple payment, {_BOK}; orders may be larger",
    ),
    "ticketing": Rate(
        10_000, 30_000, 100_000, "KRW per ticket", "judgement", "From a cinema seat to a concert",
    ),
}  # fmt: skip
"""What one transaction of a category is worth to both sides together."""

FARE: Final = Rate(
    0.7 * 11_454, 11_454, 1.2 * 11_454, "KRW per ride", "derived",
    "6.3402 bn KRW over 553,523 private-taxi rides on an ordinary Saturday, Tmoney, "
    "https://hankyung.com/article/2022101996121; low: fuel saved, high: night fares (judgement)",
)  # fmt: skip
"""What a driver takes for one ride."""

MARGIN: Final = Rate(
    0.15, 0.3, 0.5, "share of sales", "judgement", "Margin of a small shop before fixed costs"
)
"""Part of lost sales that is lost income."""

ORDER_SHARE: Final = Rate(
    0.1, 0.3, 0.6, "share of needs", "judgement",
    "Part of a merchant's bookings, messages and alerts that would have become a sale",
)  # fmt: skip
"""Part of merchants' unmet needs that were sales."""

GDP_YEAR: Final = Rate(
    2_162e12 * 0.02, 2_162e12 * 0.05, 2_162e12 * 0.1, "KRW a year", "judgement",
    "Gross domestic product of 2022 (Bank of Korea, about 2,162 trillion won) times a share of "
    "2 to 10 %",
)  # fmt: skip
"""Digital part of a year's product, for a check from above."""


def _stated(highest_krw: float, source: str) -> Rate:
    """Spread what people ask for one year without a service as two studies of messaging differ."""
    low = highest_krw / _SPAN
    return Rate(low, sqrt(low * highest_krw), highest_krw, "KRW a year", "literature", source)


FREE_YEAR: Final[dict[str, Rate]] = {
    "messaging": Rate(
        155 * _KRW_PER_USD, sqrt(155 * _KRW_PER_USD * 12 * 536 * _KRW_PER_EUR),
        12 * 536 * _KRW_PER_EUR, "KRW a year", "literature",
        f"{_WTA}: 155 dollars a year in the United States, 536 euros a month in the Netherlands",
    ),
    "mail": _stated(8_414 * _KRW_PER_USD, f"{_WTA}: 8,414 dollars; low a fortieth (judgement)"),
    "maps": _stated(3_648 * _KRW_PER_USD, f"{_WTA}: 3,648 dollars; low a fortieth (judgement)"),
}  # fmt: skip
"""What people ask for a year without a free service (willingness to accept)."""
