"""Name the steps that the record of the micro-panel knows, and what can move an adoption."""

from typing import Final

STEPS: Final = (
    "arise",
    "try_failed",
    "try_served",
    "wait",
    "look",
    "leave",
    "install_begun",
    "installed",
    "aware",
    "fearful",
    "met",
    "deferred",
    "abandoned",
    "pending",
    "withdraw",
)
"""What a person can do or feel, in the order of the kernels' codes."""
(
    ARISE,
    TRY_FAILED,
    TRY_SERVED,
    WAIT,
    LOOK,
    LEAVE,
    INSTALL_BEGUN,
    INSTALLED,
    AWARE,
    FEARFUL,
    MET_STEP,
    DEFERRED_STEP,
    ABANDONED_STEP,
    PENDING_STEP,
    WITHDRAW,
) = range(len(STEPS))
ENDS: Final = frozenset({"met", "deferred", "abandoned", "pending"})
"""Steps that end a need."""
CAUSES: Final = ("failure", "contact", "media", "fear")
"""What can move a person to adopt another app, in the order of the kernels' codes."""
RULES: Final = ("first", "last", "linear", "decay")
"""Rules by which an adoption is credited to its touches, in the order of the kernels' codes."""
PANEL_FIELDS: Final = (
    "person",
    "segment",
    "region",
    "category",
    "need",
    "t_ms",
    "step",
    "means",
    "tries",
    "born_ms",
    "outcome",
)
"""Columns of the kernels' own record, whole numbers all; means is an option of the category,
or `NOTHING`; outcome is -1 before the end of the need. Awareness and fear belong to no need:
their need is -1."""
