"""Reduce result tables to one SHA-256 that any correct run of the same version repeats."""

import hashlib
from collections.abc import Mapping

import pandas as pd

from simulator.results.columns import TABLES, keys


def digest(tables: Mapping[str, pd.DataFrame]) -> str:
    """Hash tables: rows by key, columns by dictionary, floats at 9 significant digits.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Tables named in `simulator.results.columns.TABLES`.

    Returns
    -------
    str
        'sha256:' and 64 hexadecimal digits.
    """
    sha = hashlib.sha256()
    for name, columns in TABLES.items():
        if name not in tables:
            continue
        table = tables[name].sort_values(keys(name), kind="stable")
        sha.update(f"{name}:{len(table)}\n".encode())
        for column in columns:
            values = table[column.name].tolist()
            texts = [f"{v:.9g}" for v in values] if column.kind == "float" else map(str, values)
            sha.update(f"{column.name}\n".encode() + "\x1f".join(texts).encode() + b"\n")
    return "sha256:" + sha.hexdigest()
