"""Tell how the sites fare at one moment."""

import pandas as pd

from dashboard.texts import Language
from dashboard.viewmodels.hours import event_hour
from dashboard.viewmodels.names import names
from dashboard.viewmodels.state import qualities, state_of
from simulator.results.run_result import RunResult


def sites(run: RunResult, t_h: float, lang: Language) -> pd.DataFrame:
    """Describe each site by the share of its zones that have power.

    Parameters
    ----------
    run : RunResult
        A finished run.
    t_h : float
        Hours after the event.
    lang : {"en", "ko"}
        Language of the names.

    Returns
    -------
    DataFrame
        site, name, latitude, longitude (degrees), powered (share of zones), state.
    """
    scenario = run.scenario
    power = qualities(run, "zone", t_h + event_hour(scenario))
    named = names(scenario, lang)
    rows = []
    for site in scenario.sites:
        powered = sum(power.get(zone.id, 1.0) for zone in site.zones) / len(site.zones)
        there = (site.latitude, site.longitude)
        rows.append((site.id, named[site.id], *there, powered, state_of(powered)))
    columns = ["site", "name", "latitude", "longitude", "powered", "state"]
    return pd.DataFrame(rows, columns=columns)
