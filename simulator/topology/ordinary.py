"""Say by which means a need is met on an ordinary day, for every set of apps one may hold."""

from collections.abc import Sequence
from math import exp

import numpy as np

from simulator.model.behaviour import Behaviour
from simulator.model.people import Option
from simulator.topology.world import MOST_OPTIONS, MOST_SECOND_USE, NO_APP, Floats


def ordinary_choice(options: Sequence[Option], rules: Behaviour) -> Floats:
    """Tabulate the multinomial logit of an ordinary day, in which nothing has failed.

    Parameters
    ----------
    options : sequence of Option
        The means of one category, apps and others.
    rules : Behaviour
        Inertia and trust.

    Returns
    -------
    ndarray of float64, shape (2**MOST_OPTIONS, NO_APP+1, MOST_OPTIONS)
        Cumulative choice probabilities by set of held options (a bit each) and usual app.
        A row without any option held is all zero.

    References
    ----------
    .. [1] D. McFadden (1974), Conditional logit analysis of qualitative choice behavior.
    .. [2] J.-P. Dube, G. J. Hitsch and P. E. Rossi (2010), State dependence and alternative
       explanations for consumer inertia, RAND Journal of Economics 41(3), 417-445.
    """
    count, ids = len(options), np.array([*range(len(options)), NO_APP])
    weights = ordinary_weights(options, rules)
    total = weights.sum(axis=2, keepdims=True)
    chances = np.divide(weights.cumsum(axis=2), total, out=np.zeros_like(weights), where=total > 0)
    nothing_follows = weights[:, :, ::-1].cumsum(axis=2)[:, :, ::-1] == weights
    chances[nothing_follows & (total > 0)] = 1.0
    table = np.zeros((2**MOST_OPTIONS, NO_APP + 1, MOST_OPTIONS))
    table[: len(weights), ids, :count] = chances
    table[: len(weights), ids, count:] = total > 0
    return table


def ordinary_weights(options: Sequence[Option], rules: Behaviour) -> Floats:
    """Weigh each option: the usual app by inertia, outside means by ease, second apps by use.

    A second app gets just the weight at which the logit gives it its ordinary share, so a_j of
    the choice model need not be typed.

    Parameters
    ----------
    options : sequence of Option
        The means of one category, M of them.
    rules : Behaviour
        Inertia and trust.

    Returns
    -------
    ndarray of float64, shape (2**M, M+1, M)
        Weights by set of held options (a bit each) and usual app, none at the end. Dimensionless;
        exponentials of utility.

    Examples
    --------
    >>> chat = Option(service="chat", primacy=1.0)
    >>> text = Option(service="sms", outside=True, reluctance=2.5)
    >>> rules = Behaviour(inertia=2.5, trust=2.0)
    >>> weights = ordinary_weights([chat, text], rules)[3, 0]
    >>> round(weights[1] / weights.sum(), 6) == round(exp(-5.0) / (1 + exp(-5.0)), 6)
    np.True_
    """
    places = np.arange(len(options))
    held = (np.arange(2 ** len(options))[:, None] >> places & 1 == 1)[:, None, :]
    usual = places == np.arange(len(options) + 1)[:, None]
    outside = np.array([option.outside for option in options])
    ease = np.array([exp(rules.trust - option.reluctance) for option in options])
    alone = np.where(usual, exp(rules.inertia + rules.trust), np.where(outside, ease, 0.0))
    weights = held * alone
    others = held & ~usual & ~outside
    others[:, -1] = False
    use = others * np.array([option.second_use for option in options])
    second = np.minimum(use.sum(axis=2, keepdims=True), MOST_SECOND_USE)
    base = weights.sum(axis=2, keepdims=True)
    both: Floats = weights + use * (base / (1.0 - second))
    return both
