"""Scenarios out: YAML text that reads back equal, and the hash that tells two apart."""

import hashlib
import json
import re
from typing import Any, Final

from simulator.io.scalars import NumberRefusedError, resolve
from simulator.model.scenario import Scenario

_BARE: Final = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣_./+-]*(?: [A-Za-z0-9가-힣_./+-]+)*")
_INDENT: Final = "  "


def dump_scenario(scenario: Scenario) -> str:
    """Write a scenario as one self-contained YAML file.

    Parameters
    ----------
    scenario : Scenario
        The declaration, with everything that came from worlds, tables and settings.

    Returns
    -------
    str
        YAML that `read_scenario_text` reads back as an equal declaration.
    """
    lines = [f"# {scenario.question}".replace("\n", " ")]
    lines += _mapping(scenario.model_dump(mode="json"), 0)
    return "\n".join(lines) + "\n"


def scenario_hash(scenario: Scenario) -> str:
    """Name a declaration by its content.

    Parameters
    ----------
    scenario : Scenario
        The declaration.

    Returns
    -------
    str
        SHA-256 of its canonical JSON: keys sorted, floats by their shortest exact form.
    """
    text = json.dumps(
        scenario.model_dump(mode="json"),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _mapping(value: dict[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    for key, below in value.items():
        inline = _inline(below)
        start = f"{_INDENT * depth}{_word(key)}:"
        if inline is not None:
            lines.append(f"{start} {inline}")
        else:
            lines += [start, *_block(below, depth + 1)]
    return lines


def _block(value: Any, depth: int) -> list[str]:  # noqa: ANN401 - whatever JSON holds
    """Write a mapping, or a list of which each element starts with a dash."""
    if isinstance(value, dict):
        return _mapping(value, depth)
    lines: list[str] = []
    for element in value:
        inline = _inline(element)
        inner = [inline] if inline is not None else _block(element, 0)
        start = _INDENT * depth
        lines += [f"{start}{'- ' if row == 0 else '  '}{line}" for row, line in enumerate(inner)]
    return lines


def _inline(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON holds
    """Write what fits on one line: a scalar, an empty container, a list of scalars."""
    match value:
        case {} | [] if not value:
            return "{}" if isinstance(value, dict) else "[]"
        case dict():
            return None
        case list():
            if any(isinstance(element, dict | list) for element in value):
                return None
            return f"[{', '.join(_word(element) for element in value)}]"
        case _:
            return _word(value)


def _word(value: str | float | bool | None) -> str:  # noqa: FBT001 - a scalar, not a switch
    """Write a scalar so that it is read back as the same."""
    if isinstance(value, str) and _BARE.fullmatch(value) and _stays(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _stays(text: str) -> bool:
    """Tell whether a bare word would be read as itself."""
    try:
        return isinstance(resolve(text), str)
    except NumberRefusedError:
        return False
