"""Follow an attack on data: noticed, contained, restored from what attackers did not reach."""

ATTACK = {"kind": "ransomware", "owner": "acme", "contain": {"median_h": 4.0}}


def attacked(struck, fate, **text):
    """Attack an owner whose backups have one fate or the other."""
    toy = struck(ATTACK | {"backups": fate}, **text)
    toy["owners"][0]["operations"]["backups"] = {
        "drilled": True, "restore": {"median_h": 6.0}, "rebuild": {"median_h": 96.0}
    }  # fmt: skip
    toy["clock"]["horizon_h"] = 200.0
    return toy


def test_clean_backups_mean_hours_and_lost_ones_days(struck, live):
    clean, lost = (live(attacked(struck, fate)) for fate in ("clean", "hit"))
    assert clean.times("component-restored", "text") == [11.5]
    assert lost.times("component-restored", "text") == [101.5]
    for story, found in ((clean, "backups-clean"), (lost, "backups-lost")):
        assert story.chain("function-restored", "talk.media") == [
            ("function-restored", "talk.media", "functions"),
            ("component-restored", "media", "plant"),
            ("data-restored", "media", "ransomware"),
            ("restore-started", "media", "ransomware"),
            (found, "acme", "ransomware"),
            ("attack-contained", "acme", "ransomware"),
            ("attack-noticed", "acme", "ransomware"),
            ("data-corrupted", "acme", "ransomware"),
        ]


def test_a_mirror_copies_the_damage_and_a_cold_copy_does_not(struck, live):
    mirror = live(attacked(struck, "clean", pattern="active-active"))
    assert mirror.times("traffic-drained", "text") == []
    cold = {
        "pattern": "cold-backup", "recovery_needs": [],
        "failover": {"switch": {"median_h": 3.0}, "ramp_h": 0.0},
    }  # fmt: skip
    toy = attacked(struck, "clean", **cold)
    stories = [live(toy, seed, until_h=20.0) for seed in range(8)]
    moved = {hour for story in stories for hour in story.times("component-switched", "text")}
    assert min(moved) == 8.5  # known to be clean at half past five, and three hours to read it
    assert max(moved) < 11.5  # by hand where it does not start, before the main place is restored


def test_its_data_are_spoilt_while_its_machines_run(struck, live):
    story = live(attacked(struck, "clean"))
    assert story.course("media")[0] == (1.0, 0.0, 1.0, "corrupted")
    assert "restart-started" not in story.kinds("north")  # nothing was off


def test_a_partial_attack_leaves_the_rest_at_work(struck, live):
    toy = attacked(struck, "clean")
    toy["hazards"][0]["share"] = 0.25
    story = live(toy)
    assert story.course("media") == [(1.0, 0.75, 1.0, "degraded"), (11.5, 1.0, 1.0, "up")]
