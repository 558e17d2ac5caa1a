"""Find the files that travel with the program."""

from pathlib import Path
from typing import Literal

Kind = Literal["scenarios", "data"]

_PACKAGE = Path(__file__).resolve().parent


def bundled_root(kind: Kind) -> Path:
    """Find the folder of the shipped files of one kind.

    An installed wheel carries them inside the package, a checkout beside it. The working
    directory plays no part.

    Parameters
    ----------
    kind : {"scenarios", "data"}
        Scenario files, or evidence tables.

    Returns
    -------
    Path
        An absolute folder.

    Examples
    --------
    >>> bundled_root("scenarios").name
    'scenarios'
    """
    packed = _PACKAGE / "_bundled" / kind
    return packed if packed.is_dir() else _PACKAGE.parent / kind


def bundled(kind: Kind, name: str) -> Path:
    """Locate one shipped file; whether it exists is for the caller to ask.

    Parameters
    ----------
    kind : {"scenarios", "data"}
        Scenario files, or evidence tables.
    name : str
        Path below the folder of that kind, with forward slashes.

    Returns
    -------
    Path
        An absolute path.

    Examples
    --------
    >>> bundled("data", "tables/observations.csv").parts[-3:]
    ('data', 'tables', 'observations.csv')
    """
    return bundled_root(kind) / name
