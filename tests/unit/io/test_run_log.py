"""Check that finished runs are never lost and half-written ones never believed."""

from simulator.io.run_log import RunLog


def test_what_was_added_is_known_to_the_next_reader(tmp_path):
    log = RunLog("study", tmp_path)
    log.add("a", {"text": 10.0, "mail": "not back by the end of the run"})
    log.add("b", {"text": 9.5})
    again = RunLog("study", tmp_path)
    assert len(again) == 2
    assert again.get("a") == {"text": 10.0, "mail": "not back by the end of the run"}
    assert again.get("c") is None


def test_a_line_that_a_kill_cut_off_counts_as_not_written(tmp_path):
    log = RunLog("study", tmp_path)
    log.add("a", {"text": 10.0})
    log.add("b", {"text": 9.5})
    whole = log.path.read_bytes()
    for cut in range(1, 30):
        log.path.write_bytes(whole[:-cut])
        torn = RunLog("study", tmp_path)
        assert torn.get("a") == {"text": 10.0}
        assert torn.get("b") in (None, {"text": 9.5})
        torn.add("c", {"text": 1.0})  # goes to a line of its own
        again = RunLog("study", tmp_path)
        assert again.get("a") == {"text": 10.0}
        assert again.get("c") == {"text": 1.0}


def test_a_changed_line_is_not_believed(tmp_path):
    log = RunLog("study", tmp_path)
    log.add("a", {"text": 10.0})
    log.path.write_bytes(log.path.read_bytes().replace(b"10.0", b"11.0"))
    assert RunLog("study", tmp_path).get("a") is None
