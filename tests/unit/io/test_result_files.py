"""Check that a stored run comes back equal, or not at all."""

import pandas as pd
import pytest

from simulator.errors import ResultsError
from simulator.io.manifest import MANIFEST, read_manifest
from simulator.io.result_files import load_paired, save_paired
from simulator.results.digest import digest


@pytest.fixture
def folder(paired, tmp_path):
    save_paired(paired, tmp_path / "run")
    return tmp_path / "run"


def test_a_run_comes_back_equal(paired, folder):
    found = load_paired(folder)
    assert found.run.scenario == paired.run.scenario
    assert (found.run.seed, found.run.people) == (1, 100)
    assert found.baseline.scenario.hazards == ()
    for part in ("run", "baseline"):
        ours, theirs = getattr(paired, part).tables, getattr(found, part).tables
        assert list(ours) == list(theirs)
        for name in ours:
            pd.testing.assert_frame_equal(ours[name], theirs[name])


def test_the_manifest_says_who_made_it(paired, folder):
    manifest = read_manifest(folder)
    assert manifest.digest == digest(paired.run.tables)
    assert (manifest.scenario, manifest.seed, manifest.people) == ("toy-fire", 1, 100)
    assert manifest.beat_s == 300
    assert {"python", "numpy", "numba"} <= set(manifest.libraries)
    assert set(manifest.files) == {file.name for file in folder.iterdir()} - {MANIFEST}


def test_one_flipped_bit_in_any_file_is_noticed_and_named(folder):
    for file in sorted(folder.iterdir()):
        whole = file.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            broken = bytearray(whole)
            broken[place] ^= 1
            file.write_bytes(broken)
            with pytest.raises(ResultsError) as error:
                load_paired(folder)
            assert file.name in str(error.value)
        file.write_bytes(whole)
    load_paired(folder)


def test_a_file_that_is_gone_or_cut_is_named(folder):
    file = folder / "run-harm.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ResultsError, match=r"run-harm\.parquet"):
        load_paired(folder)
    file.unlink()
    with pytest.raises(ResultsError, match=r"run-harm\.parquet"):
        load_paired(folder)


def test_a_run_without_its_manifest_does_not_count(folder):
    (folder / MANIFEST).unlink()
    with pytest.raises(ResultsError) as error:
        load_paired(folder)
    assert error.value.problems[0].code == "R101"


def test_a_table_that_the_dictionary_does_not_describe_is_refused(paired, tmp_path):
    paired.run.tables["harm"] = paired.run.tables["harm"].rename(columns={"unmet_ms": "unmet"})
    with pytest.raises(ResultsError) as error:
        save_paired(paired, tmp_path)
    assert error.value.problems[0].code == "R105"


def test_nothing_unfinished_is_left_and_an_older_run_is_replaced(paired, folder):
    (folder / "old.parquet.1234.unfinished").write_text("half")
    save_paired(paired, folder)
    assert not list(folder.glob("*.unfinished"))
    load_paired(folder)


def test_a_folder_that_cannot_be_made_says_so(paired, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ResultsError) as error:
        save_paired(paired, tmp_path / "file" / "run")
    assert error.value.problems[0].code == "R104"
