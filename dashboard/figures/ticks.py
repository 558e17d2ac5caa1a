"""Number an axis of counts the way its language groups them."""

import math
from typing import Any, Final

from dashboard.texts import Language, count

_STEPS: Final = (1, 2, 5, 10)
_MOST: Final = 6
_MAN: Final = 10_000


def ticks(lang: Language, most: float) -> dict[str, Any]:
    """Choose round numbers from zero to the largest count.

    Parameters
    ----------
    lang : {"en", "ko"}
        Korean groups by ten thousands; Plotly's own thousands and millions serve English.
    most : float
        Largest count that is drawn.

    Returns
    -------
    dict
        Settings of the axis; empty where Plotly's own are right.

    Examples
    --------
    >>> ticks("ko", 4_100_000)["ticktext"]
    ['0', '100만', '200만', '300만', '400만']
    >>> ticks("en", 4_100_000)
    {}
    """
    if lang != "ko" or not most >= _MAN:
        return {}
    size = 10 ** math.floor(math.log10(most / _MOST))
    step = next(size * s for s in _STEPS if most / (size * s) <= _MOST)
    values = [step * n for n in range(int(most // step) + 1)]
    return {"tickvals": values, "ticktext": [count(lang, value) for value in values]}
