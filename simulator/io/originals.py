"""Tell runs of the scenarios as shipped from runs of changed ones."""

from functools import cache

from simulator.errors import ScenarioError
from simulator.io.scenario_files import read_scenario
from simulator.io.scenario_sources import shipped_names
from simulator.io.scenario_text import scenario_hash


def is_changed(name: str, sha256: str) -> bool:
    """Tell whether a scenario bears the name of a shipped one but is another.

    Parameters
    ----------
    name : str
        Name in the declaration.
    sha256 : str
        What `simulator.io.scenario_text.scenario_hash` gives for it.

    Returns
    -------
    bool
        False for the scenario as shipped, and for one with a name of its own.

    Examples
    --------
    >>> is_changed("kakao-2022", "0" * 64), is_changed("my-own", "0" * 64)
    (True, False)
    """
    return name in shipped_names() and sha256 != _shipped(name)


@cache
def _shipped(name: str) -> str | None:
    """Hash a shipped scenario; none where it cannot be read, so that no run passes for it."""
    try:
        return scenario_hash(read_scenario(name))
    except ScenarioError:
        return None
