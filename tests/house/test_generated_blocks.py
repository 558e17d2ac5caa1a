"""Check that every block in the documents that quotes a command is what the command prints."""

import re
import time
from pathlib import Path

import pytest

from dashboard.cli import main

BLOCK = re.compile(r"(<!-- generated: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
SIMPLE = re.compile(r"linchpin [a-z]+( [\w.,/*=-]+)*")
"""Words alone: no pipe, no quote, nothing that a shell would read."""
WIDTH = "100"
LONGEST_S = 10.0
FILES = ("README.md", "docs/*.md")


def documents(checkout):
    """List the documents with blocks."""
    paths = sorted(path for pattern in FILES for path in checkout.glob(pattern))
    return [path for path in paths if BLOCK.search(path.read_text("utf-8"))]


def pytest_generate_tests(metafunc):
    """Make a test of every block."""
    if "command" in metafunc.fixturenames:
        checkout = Path(__file__).resolve().parents[2]
        found = [
            (path, match[2])
            for path in documents(checkout)
            for match in BLOCK.finditer(path.read_text("utf-8"))
        ]
        metafunc.parametrize(("path", "command"), found, ids=[f"{p.name}:{c}" for p, c in found])


@pytest.fixture
def printed(capsys, monkeypatch):
    """Run a command in this process, on a page of plain text, and give what it prints."""
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    def call(command):
        assert SIMPLE.fullmatch(command), f"more than simple words: {command}"
        began = time.process_time()
        with pytest.raises(SystemExit) as end:
            main(command.split()[1:])
        out = capsys.readouterr().out
        assert end.value.code == 0, command
        assert time.process_time() - began < LONGEST_S, f"too slow for a document: {command}"
        return out

    return call


def body(command, out):
    """Set what a command prints as it stands in a document."""
    text = "\n".join(line.rstrip() for line in out.rstrip().splitlines())
    if "--format markdown" in command:
        return f"\n{text}\n\n"
    return f"```text\n{text}\n```\n"


def replaced(text, command, new):
    """Put a new body into the first block of a command whose body differs."""
    for match in BLOCK.finditer(text):
        if match[2] == command and match[3] != new:
            return text[: match.start(3)] + new + text[match.end(3) :]
    return text


def test_the_block_is_what_the_command_prints(path, command, printed, update_baselines):
    new = body(command, printed(command))
    text = path.read_text("utf-8")
    if update_baselines:
        path.write_text(replaced(text, command, new), "utf-8", newline="\n")
        return
    found = [match[3] for match in BLOCK.finditer(text) if match[2] == command]
    same = [one.splitlines() == new.splitlines() for one in found]
    assert all(same), f"{path.name}: `{command}` prints something else; python3 start.py baselines"


def test_there_are_blocks(checkout):
    assert {"README.md", "parameters.md"} <= {path.name for path in documents(checkout)}


def test_every_block_ends(checkout):
    for pattern in FILES:
        for path in checkout.glob(pattern):
            text = path.read_text("utf-8")
            n_blocks = len(BLOCK.findall(text))
            assert text.count("<!-- generated:") == n_blocks == text.count("<!-- end -->"), path


def test_a_block_that_differs_is_seen_and_written_anew():
    old = "a\n<!-- generated: linchpin x -->\n```text\nold\n```\n<!-- end -->\nb\n"
    new = replaced(old, "linchpin x", body("linchpin x", "new  \n\n"))
    assert new == old.replace("old", "new")
    assert replaced(new, "linchpin x", body("linchpin x", "new\n")) == new


def test_only_simple_words_are_run():
    assert SIMPLE.fullmatch("linchpin parameters kakao-2022 --basis judgement,invented")
    for command in ("linchpin run x | head", "linchpin run x; ls", "rm -r /", "linchpin run $HOME"):
        assert not SIMPLE.fullmatch(command)
