"""List who bears the harm."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.texts import Language


def segments(summary: Mapping[str, Any], lang: Language) -> pd.DataFrame:
    """List the segments with their unmet need-hours, the hardest hit per head first.

    Parameters
    ----------
    summary : mapping
        What `simulator.analysis.summary.summarise` returns.
    lang : {"en", "ko"}
        Language of the names.

    Returns
    -------
    DataFrame
        segment, residents_10 (aged 10 and over), unmet_hours, per_head_h.
    """
    rows = [
        (
            told["name_ko"] if lang == "ko" else told["name"],
            told["residents"],
            told["unmet_need_hours"],
            told["unmet_need_hours_per_head"],
        )
        for told in summary["harm"]["by_segment"].values()
    ]
    columns = ["segment", "residents_10", "unmet_hours", "per_head_h"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("per_head_h", ascending=False, ignore_index=True)
