"""Lay the curves of several setups side by side, hour by hour."""

from collections.abc import Mapping

import pandas as pd


def side_by_side(curves: Mapping[str, pd.DataFrame], value: str) -> pd.DataFrame:
    """Join curves at their hours; a setup that ended earlier leaves its cells empty.

    Parameters
    ----------
    curves : mapping of str to DataFrame
        By setup; columns t_h and `value`. May be empty.
    value : str
        The column to show.

    Returns
    -------
    DataFrame
        t_h, then a column for each setup.

    Examples
    --------
    >>> long = pd.DataFrame({"t_h": [0.0, 1.0], "affected": [5.0, 6.0]})
    >>> short = pd.DataFrame({"t_h": [0.0], "affected": [7.0]})
    >>> side_by_side({"a": long, "b": short}, "affected").values.tolist()
    [[0.0, 5.0, 7.0], [1.0, 6.0, '']]
    """
    if not curves:
        return pd.DataFrame({"t_h": []})
    columns = {name: curve.set_index("t_h")[value] for name, curve in curves.items()}
    joined = pd.concat(columns, axis=1).sort_index().reset_index()
    return joined.astype(object).where(joined.notna(), "")
