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
    table = np.zeros((2**MOST_OPTIONS, NO_APP + 1, MOST_OPTIONS))
    for held in range(2 ** len(options)):
        for usual in [*range(len(options)), NO_APP]:
            weights = ordinary_weights(options, rules, held, usual)
            if sum(weights) > 0.0:
                row = np.cumsum(weights) / sum(weights)
                row[max(i for i, w in enumerate(weights) if w > 0.0) :] = 1.0
                table[held, usual, : len(options)] = row
                table[held, usual, len(options) :] = 1.0
    return table


def ordinary_weights(
    options: Sequence[Option], rules: Behaviour, held: int, usual: int
) -> list[float]:
    """Weigh each option: the usual app by inertia, outside means by ease, second apps by use.

    A second app gets just the weight at which the logit gives it its ordinary share, so a_j of
    the choice model need not be typed.

    Parameters
    ----------
    options : sequence of Option
        The means of one category.
    rules : Behaviour
        Inertia and trust.
    held : int
        Bit set of held options.
    usual : int
        The usual app, or NO_APP.

    Returns
    -------
    list of float
        Weights, dimensionless; exponentials of utility.

    Examples
    --------
    >>> chat = Option(service="chat", primacy=1.0)
    >>> text = Option(service="sms", outside=True, reluctance=2.5)
    >>> rules = Behaviour(inertia=2.5, trust=2.0)
    >>> weights = ordinary_weights([chat, text], rules, held=3, usual=0)
    >>> round(weights[1] / sum(weights), 6) == round(exp(-5.0) / (1 + exp(-5.0)), 6)
    True
    """
    here = [index for index in range(len(options)) if held >> index & 1]
    weights = [0.0] * len(options)
    for index in here:
        if index == usual:
            weights[index] = exp(rules.inertia + rules.trust)
        elif options[index].outside:
            weights[index] = exp(rules.trust - options[index].reluctance)
    base = sum(weights)
    if usual != NO_APP and base > 0.0:
        others = [index for index in here if index != usual and not options[index].outside]
        second = min(sum(options[index].second_use for index in others), MOST_SECOND_USE)
        for index in others:
            weights[index] = base * options[index].second_use / (1.0 - second)
    return weights
