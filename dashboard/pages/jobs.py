"""Poll the runs that were asked for, and turn to them when they are there."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import dash
from dash import Input, Output, State, no_update

from dashboard.components.asking import Ids
from dashboard.components.shell import Ids as Shell
from dashboard.ports import JobDesk, Progress
from dashboard.texts import Language, language, say


def wire(app: dash.Dash, desk: JobDesk) -> None:
    """Register the callback that polls.

    Parameters
    ----------
    app : Dash
        The application.
    desk : JobDesk
        Where runs were asked for.
    """

    @app.callback(
        Output(Ids.BOX, "hidden"),
        Output(Ids.BAR, "value"),
        Output(Ids.SAID, "children"),
        Output(Ids.POLL, "disabled"),
        Output(Shell.URL, "search", allow_duplicate=True),
        Input(Ids.POLL, "n_intervals"),
        Input(Ids.JOBS, "data"),
        State(Shell.CONTEXT, "data"),
        prevent_initial_call=True,
    )
    def poll(_: int, asked: dict[str, Any] | None, context: dict[str, Any]) -> tuple[Any, ...]:
        if not asked:
            return True, 0, "", True, no_update
        lang = language(context["lang"])
        if asked.get("error"):
            return False, 0, asked["error"], True, no_update
        known = [desk.progress(job) for job in asked["jobs"]]
        found = [progress for progress in known if progress is not None]
        if len(found) < len(known):
            return False, 0, say(lang, "job.lost"), True, no_update
        value, said, over = told(found, lang)
        if all(progress.phase == "done" for progress in found):
            fresh = {"job": asked["jobs"][0][:6]} if asked["jobs"] else {}
            then = {"lang": lang, **asked["then"], **_run(asked, found), **fresh}
            return False, 100, said, True, "?" + urlencode(then)
        return False, value, said, over, no_update


def _run(asked: dict[str, Any], found: Sequence[Progress]) -> dict[str, str]:
    return {"run": found[0].run} if asked.get("show") else {}


def told(found: Sequence[Progress], lang: Language) -> tuple[float, str, bool]:
    """Say how far some runs are.

    Parameters
    ----------
    found : sequence of Progress
        The runs.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    tuple of (float, str, bool)
        Percent done, words, and whether nothing more is to come.
    """
    if not found:
        return 100.0, say(lang, "job.done"), True
    failed = [progress for progress in found if progress.phase == "failed"]
    value = round(100 * sum(progress.share for progress in found) / len(found), 1)
    if failed:
        return value, say(lang, "job.failed", message=failed[0].message), True
    if all(progress.phase == "queued" for progress in found):
        return value, say(lang, "job.queued"), False
    if all(progress.phase == "done" for progress in found):
        return 100.0, say(lang, "job.done"), True
    return value, say(lang, "job.running", percent=f"{value:.0f}"), False
