"""Choose the colours, patterns and type that every picture shares."""

from dataclasses import dataclass
from typing import Any, Final

from dashboard.texts import Language

BLUE: Final = "#0072B2"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
AMBER: Final = "#E69F00"
VERMILION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
GREY: Final = "#8a8f98"
SERIES: Final = (BLUE, VERMILION, GREEN, PURPLE, AMBER, SKY)
"""Colours that people with any colour vision tell apart (Okabe and Ito 2008)."""

FATE_COLOURS: Final = {"met": BLUE, "shifted": GREEN, "late": AMBER, "unmet": VERMILION}
FATE_PATTERNS: Final = {"met": "", "shifted": "/", "late": ".", "unmet": "x"}
STATE_COLOURS: Final = {"works": BLUE, "impaired": AMBER, "down": VERMILION}
STATE_SIGNS: Final = {"works": "●", "impaired": "◐", "down": "✕"}
STATE_SYMBOLS: Final = {"works": "circle", "impaired": "diamond", "down": "x"}
CONDITION_SIGNS: Final = {
    "up": "●", "degraded": "◐", "warming": "◔", "overrun": "▲", "verifying": "?",
    "restoring": "↻", "off": "○", "unreachable": "⊘", "corrupted": "▩", "destroyed": "✖",
    "dark": "■", "down": "✕",
}  # fmt: skip
"""A sign of its own for each condition, so that none is told by colour alone."""
CONDITION_COLOURS: Final = {
    "up": BLUE, "degraded": AMBER, "warming": AMBER, "overrun": AMBER, "verifying": PURPLE,
    "restoring": PURPLE, "off": VERMILION, "unreachable": VERMILION, "corrupted": VERMILION,
    "destroyed": VERMILION, "dark": VERMILION, "down": VERMILION,
}  # fmt: skip
"""What serves fully, in part, is being worked on, or is lost."""
CONDITION_BORDERS: Final = {
    "up": "solid", "degraded": "dashed", "warming": "dotted", "overrun": "double",
    "verifying": "dotted", "restoring": "dashed", "off": "dashed", "unreachable": "dotted",
    "corrupted": "double", "destroyed": "solid", "dark": "double", "down": "double",
}  # fmt: skip
LINK_COLOURS: Final = {"recovery": PURPLE, "restart": GREEN}
LINK_DASHES: Final = {
    "houses": "solid", "needs": "solid", "standby": "dashed", "recovery": "dotted",
    "restart": "dashed",
}  # fmt: skip
"""How lines are drawn; those of recovery are thick, bent and have an arrow as well."""
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
FONT: Final = "Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"

_LIGHT_SCALE: Final = ((0.0, "#eef2f6"), (0.25, "#f7d9b8"), (0.6, "#e8914a"), (1.0, "#a53c00"))
_DARK_SCALE: Final = ((0.0, "#26323d"), (0.25, "#6b4424"), (0.6, "#c8702c"), (1.0, "#ffc58a"))


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to look: for which language, on which background."""

    lang: Language = "en"
    """Language of every word in it."""
    dark: bool = False
    """Whether it stands on a dark background."""

    @property
    def ink(self) -> str:
        """Colour of text and of lines that carry meaning."""
        return "#e8eaed" if self.dark else "#1f2933"

    @property
    def faint(self) -> str:
        """Colour of grid lines and borders."""
        return "#3d4753" if self.dark else "#d8dee6"

    @property
    def paper(self) -> str:
        """Colour behind the picture."""
        return "#1f2630" if self.dark else "#ffffff"

    @property
    def scale(self) -> list[list[float | str]]:
        """Steps of colour from nobody to everybody affected."""
        return [[at, colour] for at, colour in (_DARK_SCALE if self.dark else _LIGHT_SCALE)]

    @property
    def layout(self) -> dict[str, Any]:
        """Common layout of every figure."""
        axis = {"gridcolor": self.faint, "zerolinecolor": self.faint, "linecolor": self.faint}
        return {
            "font": {"family": FONT, "size": 13, "color": self.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 56, "r": 16, "t": 12, "b": 44},
            "hoverlabel": {"bgcolor": self.paper, "font": {"family": FONT, "color": self.ink}},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "xaxis": axis,
            "yaxis": axis,
            "hovermode": "x unified",
        }


CONFIG: Final = {
    "displaylogo": False,
    "displayModeBar": False,
    "showSendToCloud": False,
    "responsive": True,
    "scrollZoom": False,
}
"""Plotly's settings: no buttons that send anything anywhere."""
