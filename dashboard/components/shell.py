"""Frame every page: name, links, language, colour scheme, and a drawer on phones."""

from enum import StrEnum, unique
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboard.components.aria import aria
from dashboard.texts import LANGUAGES, Language, say


@unique
class Ids(StrEnum):
    """Names of the parts of the frame."""

    PROVIDER = "shell-provider"
    SCHEME = "shell-scheme"
    SCHEME_BUTTON = "shell-scheme-button"
    URL = "shell-url"
    ROOT = "shell-root"
    CONTEXT = "shell-context"
    LANGUAGE = "shell-language"
    APP = "shell-app"
    BURGER = "shell-burger"
    SPOKEN = "shell-spoken"


LINKS = (("/", "nav.what_happened"), ("/people", "nav.people"), ("/compare", "nav.compare"),
         ("/evidence", "nav.evidence"))  # fmt: skip
NAVBAR: dict[str, Any] = {
    "width": 240,
    "breakpoint": "sm",
    "collapsed": {"mobile": True, "desktop": True},
}


def outer() -> dmc.MantineProvider:
    """Build what never changes: the address, the colour scheme, and room for the rest."""
    return dmc.MantineProvider(
        [
            dcc.Location(id=Ids.URL, refresh=False),
            dcc.Store(id=Ids.SCHEME, storage_type="local"),
            html.Div(id=Ids.SPOKEN, hidden=True),
            html.Div(id=Ids.ROOT),
        ],
        id=Ids.PROVIDER,
        theme={
            "primaryColor": "blue",
            "primaryShade": {"light": 8, "dark": 8},
            "autoContrast": True,
            "fontFamily": "Pretendard, 'Noto Sans KR', sans-serif",
            "headings": {"fontFamily": "Pretendard, 'Noto Sans KR', sans-serif"},
        },
    )


def frame(page: Any, lang: Language, path: str) -> dmc.AppShell:  # noqa: ANN401
    """Put a page into its frame."""
    links = [
        dcc.Link(say(lang, key), href=f"{link}?lang={lang}",
                 className="link here" if link == path else "link")
        for link, key in LINKS
    ]  # fmt: skip
    brand = dcc.Link(
        [html.Span("⬡", className="mark"), "Linchpin"], href=f"/?lang={lang}", className="brand"
    )
    left = dmc.Group(
        [
            dmc.Burger(id=Ids.BURGER, opened=False, hiddenFrom="sm", size="sm",
                       **aria(say(lang, "nav.menu"))),
            brand,
            html.Nav(links, className="links", **aria(say(lang, "nav.pages"))),
        ],
        gap="sm", wrap="nowrap",
    )  # fmt: skip
    header = dmc.Group([left, _switches(lang)], justify="space-between", h="100%", px="md",
                       wrap="nowrap")  # fmt: skip
    return dmc.AppShell(
        [
            dmc.AppShellHeader(header),
            dmc.AppShellNavbar(html.Div(links, className="drawer")),
            dmc.AppShellMain(page),
        ],
        id=Ids.APP,
        header={"height": 56},
        navbar=NAVBAR,
        padding="md",
    )


def _switches(lang: Language) -> dmc.Group:
    codes = [{"value": code, "label": say(code, "language")} for code in LANGUAGES]
    return dmc.Group(
        [
            dmc.SegmentedControl(id=Ids.LANGUAGE, data=codes, value=lang, size="xs"),
            dmc.ActionIcon("◐", id=Ids.SCHEME_BUTTON, variant="outline", size="md",
                           **aria(say(lang, "nav.scheme"))),
        ],
        gap="xs", wrap="nowrap",
    )  # fmt: skip
