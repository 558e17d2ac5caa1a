"""Check what an attack on data takes, what it spares, and how it is restored."""

import pytest

ATTACK = {"kind": "ransomware", "owner": "acme", "contain": {"median_h": 4.0}, "backups": "clean"}
BACKUPS = {
    "drilled": True, "rpo_h": 6.0, "restore": {"median_h": 10.0}, "rebuild": {"median_h": 20.0},
    "teams": 3,
}  # fmt: skip


@pytest.fixture
def attacked(struck):
    """Declare an attack on an owner with backups."""

    def put(*hazards, backups=None, **text):
        toy = struck(*hazards, **text)
        toy["owners"][0]["operations"]["backups"] = BACKUPS | (backups or {})
        return toy

    return put


def test_clean_backups_are_restored_side_by_side(attacked, live):
    story = live(attacked(ATTACK))
    restored = {row.where: row.t_h for row in story.events if row.kind == "data-restored"}
    assert restored == {"text": 15.5, "media": 15.5, "tools": 15.5}  # 1 + 0.5 + 4 + 10
    assert story.row("data-restored", "media").value == 6.0  # hours of work lost
    assert story.chain("component-restored", "media") == [
        ("component-restored", "media", "plant"),
        ("data-restored", "media", "ransomware"),
        ("restore-started", "media", "ransomware"),
        ("backups-clean", "acme", "ransomware"),
        ("attack-contained", "acme", "ransomware"),
        ("attack-noticed", "acme", "ransomware"),
        ("data-corrupted", "acme", "ransomware"),
    ]
    assert [row[3] for row in story.course("media")] == ["corrupted", "restoring", "up"]


def test_few_teams_restore_in_order_of_priority(attacked, live):
    story = live(attacked(ATTACK, backups={"teams": 1}))
    restored = [(row.where, row.t_h) for row in story.events if row.kind == "data-restored"]
    assert restored == [("text", 15.5), ("media", 25.5), ("tools", 35.5)]


def test_without_practice_a_restore_takes_twice_as_long(attacked, live):
    story = live(attacked(ATTACK, backups={"drilled": False}))
    assert story.times("data-restored", "media") == [25.5]


def test_lost_backups_mean_rebuilding(attacked, live):
    story = live(attacked(ATTACK | {"backups": "hit"}))
    assert story.times("backups-lost", "acme") == [5.5]
    assert story.times("data-restored", "media") == [25.5]
    assert "without a copy" in story.row("data-restored", "media").detail


@pytest.mark.parametrize(
    ("backups", "chance"), [({}, 0.5), ({"isolated": True}, 0.1), ({"hit_chance": 0.8}, 0.8)]
)
def test_backups_are_reached_as_often_as_they_say(attacked, live, backups, chance):
    toy = attacked(ATTACK | {"backups": "by-chance"}, backups=backups)
    lost = sum(bool(live(toy, s, until_h=6.0).times("backups-lost", "acme")) for s in range(150))
    assert lost == pytest.approx(150 * chance, abs=4 * (150 * chance * (1 - chance)) ** 0.5)


COLD = {"pattern": "cold-backup", "recovery_needs": [], "failover": {"switch": {"median_h": 2.0}}}


@pytest.mark.parametrize("pattern", ["active-passive", "active-active", "warm-standby", "quorum"])
def test_what_mirrors_the_data_is_spoilt_with_it(attacked, live, pattern):
    toy = attacked(ATTACK, pattern=pattern, quorum=1 if pattern == "quorum" else None)
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    story = live(toy)
    course = [row for row in story.course("text") if row[3] != "restoring"]
    assert [row[:2] for row in course] == [(1.0, 0.0), (15.5, 1.0)]
    assert {"component-switched", "traffic-drained"}.isdisjoint(story.kinds("text"))


def test_a_cold_backup_survives_what_mirrors_do_not(attacked, live):
    toy = attacked(ATTACK | {"components": ["text"]}, **COLD)
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    story = live(toy)
    assert story.times("component-switched", "text") == [7.5]  # known to be clean at 5.5
    assert story.row("work-lost", "text").value == 24.0
    assert story.times("component-restored", "text") == []  # quality is whole from the switch on
    assert story.part("text").switched is False  # home again with restored data
    assert story.part("text").capacity == 1.0


def test_a_cold_backup_is_lost_when_backups_are(attacked, live):
    toy = attacked(ATTACK | {"components": ["text"], "backups": "hit"}, **COLD)
    toy["owners"][0]["operations"]["drill_age_months"] = 0.0
    story = live(toy)
    lost = [row[0] for row in story.course("text") if row[1] == 0.0 and row[3] != "restoring"]
    assert lost == [1.0]  # nobody serves from a copy that is not known to be clean
    assert story.cause("component-failed", "text") == ("data-corrupted", "acme")
    assert story.times("component-restored", "text") == [25.5]


def test_an_attack_on_one_reaches_all_who_share_administrators(attacked, live):
    toy = attacked({**ATTACK, "owner": None, "admin_domain": "shared"}, pattern="none", standby=[])
    for owner in toy["owners"]:
        owner["operations"]["admin_domain"] = "shared"
    story = live(toy, until_h=400.0)
    assert story.cause("component-failed", "rival-core") == ("data-corrupted", "shared")
    assert len({row.owner for row in story.events if row.kind == "attack-noticed"}) == 2
    assert story.part("rival-core").quality == 1.0
    toy["owners"][1]["operations"]["admin_domain"] = "own"
    assert live(toy, until_h=9.0).course("rival-core") == []


def test_a_partial_attack_fails_its_share_of_requests(attacked, live):
    story = live(attacked(ATTACK | {"share": 0.4}))
    assert story.course("media")[0] == (1.0, 0.6, 1.0, "degraded")
    assert story.times("switch-decided", "acme") == []  # the standby is as bad


def test_nothing_is_started_on_spoilt_data(attacked, live, at):
    power = {"kind": "power-loss", "sites": ["north"], "lasts": {"median_h": 4.0}, "at": at(2)}
    story = live(attacked(ATTACK, power))
    assert story.times("power-returned", "north") == [6.0]
    started = [row for row in story.events if row.kind == "restart-started"]
    assert started[0].t_h == 15.5
    assert {story.events[row.because].kind for row in started} == {"data-restored"}
    assert story.times("component-failed", "media") == [1.0]
    assert story.part("media").quality == 1.0
