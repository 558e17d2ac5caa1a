"""Bytes from strangers to text in which nothing is hidden."""

import re
from typing import Final

from simulator.errors import Problem

MAX_BYTES: Final = 1_000_000
MAX_HIDDEN_SHOWN: Final = 20
HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, invisible ones and those that turn the direction of writing."""
LINE_END: Final = re.compile("\r\n|\r|\n")


def decode(data: bytes | str, file: str) -> tuple[str | None, list[Problem]]:
    """Turn bytes into text that holds nothing unseen."""
    if len(data) > MAX_BYTES:
        found = f"more than {MAX_BYTES:,} bytes"
        return None, [Problem("S112", file, None, "", found, f"at most {MAX_BYTES:,}")]
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_at(error.object[: error.start].decode("utf-8"))
        found = f"the byte 0x{error.object[error.start]:02x}"
        return None, [Problem("S103", file, line, "", found, "a text in UTF-8")]
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line = _line_at(text[: text.index("\0")])
        return None, [Problem("S103", file, line, "", "binary data", "a text in UTF-8")]
    return text, [
        _hidden(file, _line_at(text[: match.start()]), "", match[0])
        for _, match in zip(range(MAX_HIDDEN_SHOWN), HIDDEN.finditer(text), strict=False)
    ]


def _line_at(before: str) -> int:
    """Count lines as an editor does."""
    return len(LINE_END.findall(before)) + 1


def syntax_problem(file: str, line: int | None, complaint: str, text: str) -> Problem:
    """Say what the parser stumbled over, and the usual reason."""
    lines = LINE_END.split(text)
    row = lines[line - 1] if line is not None and line <= len(lines) else ""
    hint = ""
    if row[: len(row) - len(row.lstrip())].count("\t"):
        hint = "indent with spaces, not with tabs"
    elif "mapping values" in complaint:
        hint = "put a text that holds ': ' in quotation marks, and check the indentation"
    found = f"a fault of syntax ({complaint})"
    return Problem("S105", file, line, "", found, "YAML", hint)


def _hidden(file: str, line: int, where: str, character: str) -> Problem:
    found = f"the character U+{ord(character):04X}"
    return Problem("S111", file, line, where, found, "characters that can be seen")
