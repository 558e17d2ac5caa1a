"""Store finished runs as checksummed Parquet with a manifest, and read them back."""

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from simulator.errors import Problem, ResultsError
from simulator.io.atomic import clear, write_atomically
from simulator.io.manifest import MANIFEST, Manifest, damaged, read_manifest, write_manifest
from simulator.io.program import fingerprint, libraries, version
from simulator.io.scenario_text import scenario_hash
from simulator.model.scenario import Scenario
from simulator.results.columns import TABLES
from simulator.results.digest import digest
from simulator.results.run_result import PairedRun, RunResult

SCENARIO: Final = "scenario.json"
_PARTS: Final = ("run", "baseline")
_TYPES: Final = {"int": pa.int64(), "float": pa.float64(), "text": pa.string()}


def save_paired(paired: PairedRun, folder: Path) -> Manifest:
    """Store a run and its twin; the manifest, written last, makes them count.

    Parameters
    ----------
    paired : PairedRun
        A run and its twin in which nothing went wrong.
    folder : Path
        Where to; it is made, and an older run there is replaced.

    Returns
    -------
    Manifest
        What was written about them.

    Raises
    ------
    ResultsError
        If a table is not as the data dictionary says, or the disk refuses.
    """
    run = paired.run
    contents = {SCENARIO: run.scenario.model_dump_json(indent=1).encode()}
    for part, result in zip(_PARTS, (run, paired.baseline), strict=True):
        for name in TABLES:
            contents[f"{part}-{name}.parquet"] = _parquet(name, result.tables)
    manifest = Manifest(
        scenario=run.scenario.name,
        scenario_sha256=scenario_hash(run.scenario),
        seed=run.seed,
        people=run.people,
        beat_s=run.scenario.clock.beat_s,
        digest=digest(run.tables),
        version=version(),
        program=fingerprint(),
        libraries=libraries(),
        created=f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        files={name: _sha256(content) for name, content in contents.items()},
    )
    clear(folder, MANIFEST)
    for name, content in contents.items():
        write_atomically(folder / name, content)
    write_manifest(manifest, folder)
    return manifest


def load_paired(folder: Path) -> PairedRun:
    """Read a stored run and its twin, every byte checked.

    Parameters
    ----------
    folder : Path
        Folder of a stored run.

    Returns
    -------
    PairedRun
        As it was stored.

    Raises
    ------
    ResultsError
        If there is none or a file is missing or damaged; the message names the file.
    """
    manifest = read_manifest(folder)
    contents = {name: _checked(folder, name, sha) for name, sha in manifest.files.items()}
    try:
        scenario = Scenario.model_validate_json(contents[SCENARIO])
    except (ValidationError, KeyError) as error:
        raise damaged(f"{folder.name}/{SCENARIO}", "no scenario of this version") from error
    calm = scenario.model_copy(update={"hazards": ()})
    run, baseline = (
        RunResult(declared, manifest.seed, manifest.people, _tables(folder, part, contents))
        for part, declared in zip(_PARTS, (scenario, calm), strict=True)
    )
    return PairedRun(run, baseline)


def _tables(folder: Path, part: str, contents: dict[str, bytes]) -> dict[str, pd.DataFrame]:
    names = {table: f"{part}-{table}.parquet" for table in TABLES}
    if missing := [name for name in names.values() if name not in contents]:
        raise damaged(f"{folder.name}/{MANIFEST}", f"no entry for {missing[0]}")
    return {t: _frame(t, contents[name], f"{folder.name}/{name}") for t, name in names.items()}


def _checked(folder: Path, name: str, sha256: str) -> bytes:
    """Read a file and hold it against its checksum."""
    shown = f"{folder.name}/{name}"
    try:
        content = (folder / Path(name).name).read_bytes()
    except OSError as error:
        raise damaged(shown, "nothing that can be read") from error
    if _sha256(content) != sha256:
        raise damaged(shown)
    return content


def _parquet(name: str, tables: dict[str, pd.DataFrame]) -> bytes:
    """Write a table with the schema of the data dictionary and checksums on every page."""
    schema = pa.schema([pa.field(c.name, _TYPES[c.kind], nullable=False) for c in TABLES[name]])
    found = list(tables[name].columns) if name in tables else []
    if found != schema.names:
        raise _not_as_described(name, ", ".join(map(str, found)) or "no table")
    try:
        table = pa.Table.from_pandas(tables[name], schema=schema, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise _not_as_described(name, str(error)) from error
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
    return buffer.getvalue()


def _frame(name: str, content: bytes, shown: str) -> pd.DataFrame:
    """Read a table back, with its page checksums verified."""
    try:
        table = pq.read_table(io.BytesIO(content), page_checksum_verification=True)
    except (OSError, pa.ArrowInvalid) as error:
        raise damaged(shown) from error
    if table.schema.names != [c.name for c in TABLES[name]]:
        raise _not_as_described(name, ", ".join(table.schema.names))
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _not_as_described(name: str, found: str) -> ResultsError:
    expected = ", ".join(c.name for c in TABLES[name])
    return ResultsError(name, [Problem("R105", name, None, "", found[:200], expected)])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
