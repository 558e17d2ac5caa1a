"""Find the folders where a user's own files go, beside the shipped files."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from simulator.shipped import Kind, bundled, bundled_root

__all__ = ["Kind", "bundled", "bundled_root", "user_cache_dir", "user_data_dir"]

_APP = "linchpin"


def user_data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Tell where a user's runs and jobs are kept.

    Parameters
    ----------
    environ : mapping of str to str
        Environment variables. ``LINCHPIN_HOME`` wins, then the habit of the system.

    Returns
    -------
    Path
        An absolute folder, which may not exist yet.

    Examples
    --------
    >>> user_data_dir({"LINCHPIN_HOME": "/srv/linchpin"}).as_posix()
    '/srv/linchpin'
    """
    return _user_dir(environ, "XDG_DATA_HOME", (".local", "share"), "")


def user_cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Tell where things are kept that can be made again, such as compiled kernels.

    Parameters
    ----------
    environ : mapping of str to str
        Environment variables. ``LINCHPIN_HOME`` wins, then the habit of the system.

    Returns
    -------
    Path
        An absolute folder, which may not exist yet.

    Examples
    --------
    >>> user_cache_dir({"LINCHPIN_HOME": "/srv/linchpin"}).as_posix()
    '/srv/linchpin/cache'
    """
    return _user_dir(environ, "XDG_CACHE_HOME", (".cache",), "cache")


def _user_dir(environ: Mapping[str, str], xdg: str, habit: tuple[str, ...], below: str) -> Path:
    """Choose a folder: the project's variable, the system's variable, the system's habit."""
    if chosen := environ.get("LINCHPIN_HOME"):
        return Path(chosen).expanduser().absolute() / below
    if sys.platform == "win32" and (local := environ.get("LOCALAPPDATA")):
        return Path(local) / _APP / below
    standard = Path(environ.get(xdg, ""))  # the XDG standard says to ignore a relative path
    return (standard if standard.is_absolute() else Path.home().joinpath(*habit)) / _APP
