"""Say everything that a reader sees in English or Korean."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

Language = Literal["en", "ko"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ko")
_WORDS: Final = Path(__file__).parent / "words"
_MAN: Final = 10_000
_EOK: Final = 100_000_000
_JO: Final = 1_000_000_000_000


@cache
def words(lang: Language) -> dict[str, str]:
    """Read every text of one language, by key."""
    read: dict[str, str] = json.loads((_WORDS / f"{lang}.json").read_text("utf-8"))
    return read


def say(lang: Language, key: str, **values: object) -> str:
    """Say one text, with values in its places.

    Raises
    ------
    KeyError
        If the language has no such text.
    """
    return words(lang)[key].format(**values)


def say_or(lang: Language, key: str, otherwise: str) -> str:
    """Say a text if there is one, else something from outside the catalogue."""
    return words(lang).get(key, otherwise)


def language(wish: str | None) -> Language:
    """Choose a language by its code; English for anything unknown."""
    return "ko" if wish == "ko" else "en"


def count(lang: Language, number: float) -> str:
    """Write a large number as people say it.

    >>> count("en", 21_430_000)
    '21.4 million'
    >>> count("ko", 21_430_000)
    '2,140만'
    """
    number = significant(number)
    size = abs(number)
    if lang == "ko":
        if size >= _JO:
            return f"{number / _JO:,.3g}조"
        if size >= _EOK:
            return f"{number / _EOK:,.1f}억"
        return f"{number / _MAN:,.0f}만" if size >= 10 * _MAN else f"{number:,.0f}"
    if size >= 1e9:  # noqa: PLR2004 - a billion
        return f"{number / 1e9:,.1f} billion"
    return f"{number / 1e6:,.1f} million" if size >= 1e6 else f"{number:,.0f}"  # noqa: PLR2004


def percent(share: float) -> str:
    """Write a share in whole percent without its sign, never as 0 for something.

    >>> percent(0.254), percent(0.002), percent(0.0)
    ('25', '<1', '0')
    """
    whole = f"{100 * share:.0f}"
    return "<1" if whole == "0" and share > 0 else whole


def relative(change: float) -> str:
    """Write a change in percent, never as -100 or as 0 for what is neither.

    >>> relative(-0.5), relative(-0.9966), relative(-0.99999), relative(0.002), relative(-1.0)
    ('-50%', '-99.7%', '< -99.9%', '+0.2%', '-100%')
    """
    whole, fine = f"{100 * change:+.0f}%", f"{100 * change:+.1f}%"
    if whole == "-100%" and change > -1:
        return "< -99.9%" if fine == "-100.0%" else fine
    if whole in ("+0%", "-0%") and change:
        return "<0.1%" if fine in ("+0.0%", "-0.0%") else fine
    return whole


def significant(number: float, figures: int = 3) -> float:
    """Round to the figures that a sample of people can bear.

    >>> significant(752_752), significant(1_234.6), significant(0.0)
    (753000.0, 1230.0, 0.0)
    """
    return float(f"{number:.{figures - 1}e}")


def plot_text(text: str) -> str:
    """Escape what Plotly would read as markup.

    >>> plot_text("<b>R&D</b>")
    '&lt;b&gt;R&amp;D&lt;/b&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
