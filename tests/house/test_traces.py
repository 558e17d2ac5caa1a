"""Check that no file carries a trace of the machine it was written on."""

import re

MACHINES = "root|tmp|work|opt|mnt"
TRACES = {
    "a path of one machine": re.compile(rf"(?<![\w.:/*-])/(?:{MACHINES})/\w"),
    "somebody's home": re.compile(r"(?<![\w.:/*-])/(?:home|Users)/\w|[A-Z]:\\\\?Users"),
    "a folder beside the project": re.compile(r"\.\./" + "shared"),
    "a package index": re.compile(
        "|".join(
            (
                r"pypi\." + "org",
                "python" + "hosted",
                "registry" + r"\.npm" + "js",
                "index" + "[-_]url",
            )
        ),
        re.IGNORECASE,
    ),
}


def traces(text: str) -> list[str]:
    """Name the kinds of trace that a text carries."""
    return [kind for kind, pattern in TRACES.items() if pattern.search(text)]


def test_no_file_names_a_machine_or_a_package_index(tracked):
    assert len(tracked) > 30
    found = {name: kinds for name, text in tracked.items() if (kinds := traces(text))}
    assert found == {}


def test_a_trace_is_seen():
    folder = "/" + "tmp"
    assert traces(f"open('{folder}/x.txt')") == ["a path of one machine"]
    assert traces("https://pypi" + ".org/simple") == ["a package index"]
    assert traces("cd .." + "/shared") == ["a folder beside the project"]
    assert traces(f"https://example.net{folder}/x and scenarios/worlds") == []
