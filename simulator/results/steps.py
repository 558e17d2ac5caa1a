"""Name the steps that the record of the micro-panel knows, and what can move an adoption."""

from typing import Final

STEPS: Final = (
    "try_failed",
    "try_served",
    "wait",
    "look",
    "leave",
    "install_begun",
    "installed",
    "aware",
    "fearful",
    "withdraw",
)
"""What a person can do or feel on the way, in the order of the kernels' codes."""
ENDS: Final = ("met", "met_elsewhere", "fallback", "deferred", "abandoned", "pending")
"""How a need can end; the kernels' codes go on with these."""
CAUSES: Final = ("failure", "contact", "media", "notice", "advert", "fear")
"""What can move a person to adopt another app, in the order of the kernels' codes."""
RULES: Final = ("first", "last", "linear", "decay")
"""Rules by which an adoption is credited to its touches, in the order of the kernels' codes."""
