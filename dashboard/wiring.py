"""Join parts of a page to functions that run in the browser."""

from typing import Any, Final

import dash
from dash import ClientsideFunction

NAMESPACE: Final = "linchpin"
"""Object in assets/page.js that holds the functions."""


def in_browser(app: dash.Dash, name: str, *parts: Any, at_once: bool = True) -> None:  # noqa: ANN401
    """Let a function of assets/page.js answer a callback, without a request.

    Parameters
    ----------
    app : Dash
        The application.
    name : str
        Name of the function.
    *parts : Output, Input or State
        What it changes and what it is told.
    at_once : bool
        Whether it also runs when the page appears.
    """
    register: Any = app.clientside_callback
    function = ClientsideFunction(NAMESPACE, name)
    register(function, *parts, prevent_initial_call=not at_once)
