"""Write what was recorded of a real case as a section of the report."""

from importlib.resources import files
from typing import Any, Final

import jinja2

from dashboard.evidence import Shelf
from dashboard.pages.evidence import made_from, marks_of
from dashboard.texts import Language, say
from dashboard.viewmodels.bands import ORDER, bands, rows_of
from dashboard.viewmodels.gallery import tallies
from dashboard.viewmodels.names import names
from dashboard.viewmodels.outcomes import SIGNS

_FOLDER: Final = files("dashboard")


def styles() -> str:
    """Give the style sheets that the pages and the report share."""
    sheets = ("strips.css", "badges.css")
    return "\n".join((_FOLDER / "assets" / name).read_text("utf-8") for name in sheets)


def evidence_section(shelf: Shelf, case: str, lang: Language) -> str:
    """Render the predictions of a case beside what was published.

    Parameters
    ----------
    shelf : Shelf
        What was recorded.
    case : str
        A case of the gallery.
    lang : {"en", "ko"}
        Language of the words.

    Returns
    -------
    str
        A section of HTML, escaped; it says so where nothing is recorded.
    """
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string((_FOLDER / "templates" / "evidence.html").read_text("utf-8"))
    told = _told(shelf, case, lang)
    return template.render(say=lambda key, **values: say(lang, key, **values), signs=SIGNS, **told)


def _told(shelf: Shelf, case: str, lang: Language) -> dict[str, Any]:
    validation = shelf.validation(case)
    if validation is None:
        return {"groups": []}
    named = names(shelf.scenario(validation.scenario), lang)
    rows = {use: rows_of(validation, named, lang, use) for use in ORDER}
    return {
        "marks": marks_of(validation),
        "made": made_from(validation, lang),
        "tallies": tallies(validation, named, lang),
        "groups": [
            (
                say(lang, "evidence.group", use=say(lang, f"evidence.use.{use}"), count=len(left)),
                say(lang, f"evidence.proves.{use}"),
                left,
            )
            for use, left in rows.items()
            if left
        ],
        "table": bands(validation, named, lang),
    }
