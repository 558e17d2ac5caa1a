"""Put beside the title of a section what it rests on."""

from dash import html

from dashboard.components.badges import badge, badge_key
from dashboard.components.pieces import titled
from dashboard.pages.pictures import Wish
from dashboard.ports import Loaded
from dashboard.texts import Language, say
from dashboard.viewmodels.grounds import rests


def head(wish: Wish, name: str) -> str | html.Div:
    """Give the title of a section with its badge."""
    return heading(wish.loaded, name, f"{name}.title", wish.lang)


def third(wish: Wish, name: str) -> html.Div:
    """Give the title of a part of a section with its badge."""
    found = rests(wish.loaded.badges, name, wish.lang)
    parts = [html.H3(say(wish.lang, f"{name}.title")), *([badge(found)] if found else [])]
    return html.Div(parts, className="titled")


def heading(loaded: Loaded, name: str, key: str, lang: Language) -> str | html.Div:
    """Give a title with the badge of a section of a run."""
    return titled(say(lang, key), rests(loaded.badges, name, lang))


def grounds_of(loaded: Loaded, lang: Language) -> html.Div:
    """Explain the badges, offer the filter, and say what the numbers on the cards rest on."""
    found = rests(loaded.badges, "numbers", lang)
    told = [] if found is None else [html.Span(say(lang, "rests.cards")), badge(found)]
    return html.Div([html.Div(told, className="titled note"), badge_key(lang)], className="badges")
