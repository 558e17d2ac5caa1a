"""Follow how well each service worked, hour by hour."""

from collections.abc import Collection

import pandas as pd

from dashboard.texts import Language
from dashboard.viewmodels.hours import event_hour
from dashboard.viewmodels.names import names
from dashboard.viewmodels.overrun import served_share
from simulator.results.run_result import RunResult

UNSCATHED = 0.999
"""Share of requests served in an hour above which a service is left out of the picture."""


def quality(
    run: RunResult, lang: Language, services: Collection[str] | None = None
) -> pd.DataFrame:
    """Arrange the share of requests that services served by hour.

    Parameters
    ----------
    run : RunResult
        A finished run.
    lang : {"en", "ko"}
        Language of the names.
    services : collection of str, optional
        Which services; all that were ever impaired or overrun where none are named.

    Returns
    -------
    DataFrame
        service, name, t_h (hours after the event), quality (share).
    """
    rows = run.tables["service_hours"].assign(quality=served_share(run))
    if services is None:
        services = set(rows.loc[rows["quality"] < UNSCATHED, "service"])
    rows = rows[rows["service"].isin(list(services))]
    named = names(run.scenario, lang)
    table = pd.DataFrame(
        {
            "service": rows["service"],
            "name": rows["service"].map(named),
            "t_h": rows["hour"] - event_hour(run.scenario),
            "quality": rows["quality"],
        }
    )
    order = {service.id: n for n, service in enumerate(run.scenario.services)}
    key = table["service"].map(order)
    return table.assign(key=key).sort_values(["key", "t_h"]).drop(columns="key")
