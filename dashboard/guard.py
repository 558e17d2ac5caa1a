"""Send every answer with headers that keep a browser from doing anything unasked."""

import logging
from typing import Final

import dash
import flask
from werkzeug.exceptions import HTTPException

MOST_BYTES: Final = 2 * 1024 * 1024
_LOG: Final = logging.getLogger(__name__)


def policy(app: dash.Dash) -> str:
    """Write the content security policy: everything from here, nothing inline but Dash's own.

    Parameters
    ----------
    app : Dash
        With all its callbacks, whose inline scripts are allowed by hash.

    Returns
    -------
    str
        The value of the header.
    """
    hashes = " ".join(app.csp_hashes())
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'self'",
        )
    )


def protect(app: dash.Dash) -> None:
    """Add the headers, the limit of a request's size, and plain answers to broken requests.

    Parameters
    ----------
    app : Dash
        With all its callbacks.
    """
    headers = {
        "Content-Security-Policy": policy(app),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }
    app.server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    def add(answer: flask.Response) -> flask.Response:
        answer.headers.update(headers)
        if flask.request.path.startswith("/_dash-component-suites/"):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer

    def broken(error: Exception) -> flask.Response | HTTPException:
        if isinstance(error, HTTPException):
            return error
        _LOG.error("request to %s failed", flask.request.path, exc_info=error)
        asked = flask.request.path == "/_dash-update-component"
        spoilt = asked and isinstance(error, (KeyError, TypeError, AttributeError, ValueError))
        return flask.Response("the request could not be answered", 400 if spoilt else 500)

    app.server.after_request(add)
    app.server.register_error_handler(Exception, broken)
