"""Read and write what members of an ensemble answered, and beside it how that was made."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.errors import Problem, ResultsError
from simulator.io.atomic import write_atomically
from simulator.io.run_log import Answers
from simulator.io.table_rows import parse_rows

FORMAT: Final = 1
_OWN: Final = ("ensemble", "member", "seed")


@dataclass(frozen=True, slots=True)
class Draw:
    """What one member answered."""

    ensemble: str
    """For example prior or posterior."""
    member: int
    """Its place in the ensemble, from 0."""
    seed: int
    """Address of its luck."""
    answers: Answers
    """By observation, a value in its unit or the reason why there is none."""


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """All draws of a case and how they were made."""

    draws: tuple[Draw, ...]
    """By ensemble and member."""
    about: Mapping[str, Any]
    """Plain data: case, scenario, people, where parameters come from."""

    @property
    def digest(self) -> str:
        """Name the draws by their content: 'sha256:' and 64 hexadecimal digits."""
        return "sha256:" + hashlib.sha256(_table(self.draws).encode()).hexdigest()

    def of(self, ensemble: str) -> list[Draw]:
        """Take the draws of one ensemble."""
        return [draw for draw in self.draws if draw.ensemble == ensemble]

    def ensembles(self) -> list[str]:
        """List the ensembles in the order in which they stand."""
        return list(dict.fromkeys(draw.ensemble for draw in self.draws))


def rounded(answers: Answers) -> Answers:
    """Keep of every value what a record keeps: six significant digits."""
    return {
        name: answer if isinstance(answer, str) else float(f"{answer:.6g}")
        for name, answer in answers.items()
    }


def write_draws(record: DrawRecord, folder: Path, name: str) -> list[Path]:
    """Write draws as `name`.csv, and how they were made as `name`.json.

    Parameters
    ----------
    record : DrawRecord
        What to write.
    folder : Path
        Made where it is missing.
    name : str
        Of both files, without their endings.

    Returns
    -------
    list of Path
        The two files.

    Raises
    ------
    ResultsError
        If the folder may not be written.
    """
    table, about = folder / f"{name}.csv", folder / f"{name}.json"
    plain = {"format": FORMAT, **record.about, "digest": record.digest}
    write_atomically(table, _table(record.draws).encode())
    text = json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    write_atomically(about, text.encode())
    return [table, about]


def read_draws(folder: Path, name: str) -> DrawRecord:
    """Read draws and how they were made.

    Parameters
    ----------
    folder : Path
        Where both files stand.
    name : str
        Of both files, without their endings.

    Returns
    -------
    DrawRecord
        As it was written.

    Raises
    ------
    ResultsError
        If a file is missing, damaged or of another format.
    """
    file = f"{name}.csv"
    text, about = _text(folder / file), _about(folder / f"{name}.json")
    rows, problems = parse_rows(text, file)
    header = tuple(rows[0].cells) if rows else _OWN
    if problems or header[: len(_OWN)] != _OWN:
        raise _damaged(file, "another table")
    try:
        draws = tuple(_draw(row.cells) for row in rows)
    except ValueError:
        raise _damaged(file, "a member or seed that is no number") from None
    record = DrawRecord(
        draws, {key: about[key] for key in about if key not in {"format", "digest"}}
    )
    if record.digest != about.get("digest"):
        raise _damaged(file, f"draws with the digest {record.digest}")
    return record


def _draw(cells: Mapping[str, str]) -> Draw:
    answers = {name: _answer(cell) for name, cell in cells.items() if name not in _OWN and cell}
    return Draw(cells["ensemble"], int(cells["member"]), int(cells["seed"]), answers)


def _answer(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def _table(draws: Sequence[Draw]) -> str:
    names = list(dict.fromkeys(name for draw in draws for name in draw.answers))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_OWN, *names])
    for draw in draws:
        cells = [_cell(draw.answers, name) for name in names]
        writer.writerow([draw.ensemble, draw.member, draw.seed, *cells])
    return text.getvalue()


def _cell(answers: Answers, name: str) -> str:
    answer = answers.get(name, "")
    return answer if isinstance(answer, str) else f"{answer:.6g}"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ResultsError(
            path.name, [Problem("R101", path.name, None, "", "nothing", "a record of draws")]
        ) from None
    except (OSError, UnicodeDecodeError):
        raise _damaged(path.name, "no text in UTF-8") from None


def _about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads(_text(path))
    except json.JSONDecodeError:
        raise _damaged(path.name, "no JSON") from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        expected = f"format {FORMAT}"
        problem = Problem("R103", path.name, None, "format", "another one", expected)
        raise ResultsError(path.name, [problem])
    return about


def _damaged(file: str, found: str) -> ResultsError:
    return ResultsError(file, [Problem("R102", file, None, "", found, "draws as recorded")])
