"""Compare social life with results on paper: V19, V22, V23, V36 and the law of squares."""

from math import exp

import networkx as nx
import numpy as np
import pytest

from simulator.population.air import AWARE_SHARE, MEDIA, OUTAGE, STRUCK, clear_air
from simulator.population.arrays import COMMUNITY
from simulator.population.contact_arrays import ADOPT, AWARE, CAUSES, CONTACT
from simulator.population.contacts import note_install
from simulator.population.social import live_socially

SE = 4.0
TALK = {"service": "talk", "primacy": 1.0, "network": True}
RIVAL = {"service": "rival", "holders": 0.0, "network": True, "adoption": 0.1}
BASS = {"p": 0.03, "q": 0.38, "hours": 5, "share": 0.33119864249137343}
MINUTES = 1
COUNTRIES = 8
"""What spreads by itself scatters more than independent people would; eight show by how much."""


def struck_air(world):
    """Say what is in the air while everything is struck and media say nothing."""
    air = clear_air(world.customs, len(world.habits.service))
    air.row[OUTAGE] = 1
    air.struck[:] = air.menace[:] = STRUCK
    return air


def lived_step(contacts, block, air, told, step, seed=1):
    """Live one step of every community and return who decided to adopt."""
    movers = []
    for q in range(len(contacts.head)):
        done = False
        while not done:
            done = live_socially(contacts, air, told, block.segment, 0, np.uint64(seed), q, step)
            made = contacts.decisions[q, : contacts.decided[q]]
            movers += made["person"][made["kind"] == ADOPT].tolist()
            contacts.decided[q] = 0
    return movers


@pytest.fixture
def hermits(lives, friends):
    """Bear people whose only contacts are the whole country, so that the graph is complete."""

    def bear(n, hours, **society):
        scenario = friends.with_society(lives.toy(TALK, RIVAL), fear_per_h=0.0, **society)
        world, block, contacts = friends.befriended(scenario, n)
        contacts.person["ties"], contacts.person["outside"] = 0, 12
        return world, block, friends.stepped(world, contacts, MINUTES, hours)

    return bear


def everybody_may_move(contacts, block, air, told, seed=1):
    """Begin the outage, let everybody know of it and have failed lately."""
    assert lived_step(contacts, block, air, told, 0, seed) == []
    contacts.person["flags"] |= AWARE
    contacts.moves["failed_step"] = 60_000


def test_v19_news_from_media_and_contacts_spread_as_bass_says(hermits):
    world, block, contacts = hermits(
        8 * COMMUNITY, 6, media_per_h=BASS["p"], told_by_contacts_per_h=BASS["q"]
    )
    air, told = struck_air(world), np.zeros(len(CAUSES), np.int64)
    air.row[MEDIA], n = 1.0, len(contacts.person)
    for step in range(BASS["hours"] * 60 // MINUTES):
        air.row[AWARE_SHARE] = told.sum() / n
        lived_step(contacts, block, air, told, step)
    share = BASS["share"]
    ratio = BASS["q"] / BASS["p"]
    grown = exp(-(BASS["p"] + BASS["q"]) * BASS["hours"])
    assert share == pytest.approx((1 - grown) / (1 + ratio * grown), rel=1e-9)
    assert told.sum() / n == pytest.approx(share, abs=SE * (share * (1 - share) / n) ** 0.5)


def adopted_by_example(hermits, seed):
    """Let media and the example of the country move people, and return the share who adopt."""
    rates = {"adopt_by_media_per_h": BASS["p"], "adopt_by_contacts_per_h": BASS["q"]}
    world, block, contacts = hermits(8 * COMMUNITY, 6, **rates, media_per_h=0.0)
    air, told = struck_air(world), np.zeros(len(CAUSES), np.int64)
    air.row[MEDIA], n = 1.0, len(contacts.person)
    everybody_may_move(contacts, block, air, told, seed)
    adopted = np.zeros(n, np.bool_)
    for step in range(1, BASS["hours"] * 60 // MINUTES + 1):
        air.adopters[:] = adopted.mean()
        adopted[lived_step(contacts, block, air, told, step, seed)] = True
    return adopted.mean()


def test_v19_adoption_by_media_and_contacts_spreads_as_bass_says(hermits):
    shares = [adopted_by_example(hermits, seed) for seed in range(1, COUNTRIES + 1)]
    error = np.std(shares, ddof=1) / COUNTRIES**0.5
    assert np.mean(shares) == pytest.approx(BASS["share"], abs=SE * error)
    assert SE * error < 0.05 * BASS["share"]


@pytest.fixture
def cascade(lives, friends):
    """Let moves spread over a random graph by thresholds, from seeds, until nobody moves."""

    def spread(mean_ties, threshold, seeds, luck):
        scenario = friends.with_society(
            lives.toy(TALK, RIVAL), contagion="complex", fear_per_h=0.0, media_per_h=0.0
        )
        world, block, contacts = friends.befriended(scenario)
        graph = nx.fast_gnp_random_graph(COMMUNITY, mean_ties / COMMUNITY, seed=luck)
        hours = 400
        contacts = friends.stepped(world, friends.wired(contacts, graph), 60, hours)
        contacts.customs.quantiles[2] = threshold
        air, told = struck_air(world), np.zeros(len(CAUSES), np.int64)
        everybody_may_move(contacts, block, air, told)
        moved = np.zeros(COMMUNITY, np.bool_)
        credit = np.zeros((2, 4, len(CAUSES)), np.int64)
        fresh, still, step = list(seeds), 0, 0
        while still < 15 and step < hours - 1:
            for person in fresh:
                if not moved[person]:
                    moved[person] = True
                    note_install(contacts, credit, person, 1, CONTACT, 0)
            step += 1
            before = moved.sum()
            fresh = lived_step(contacts, block, air, told, step)
            still = 0 if any(not moved[person] for person in fresh) else still + 1
            assert moved.sum() == before
        return graph, moved

    return spread


@pytest.mark.parametrize(
    ("mean_ties", "share", "spread"),
    [(1.5, 0.58281, 0.04), (2.0, 0.79681, 0.03), (4.0, 0.98017, 0.01)],
)
def test_v22_whoever_moves_with_the_first_contact_moves_with_the_giant_component(
    cascade, mean_ties, share, spread
):
    graph = nx.fast_gnp_random_graph(COMMUNITY, mean_ties / COMMUNITY, seed=5)
    giant = max(nx.connected_components(graph), key=len)
    same, moved = cascade(mean_ties, 1e-9, [min(giant)], 5)
    assert same.number_of_edges() == graph.number_of_edges()
    assert set(np.flatnonzero(moved).tolist()) == giant
    assert moved.mean() == pytest.approx(share, abs=spread)
    assert share == pytest.approx(1 - exp(-mean_ties * share), abs=1e-4)


@pytest.mark.parametrize(("mean_ties", "global_"), [(0.9, False), (3.0, True), (7.5, False)])
def test_v23_a_few_seeds_move_everyone_only_inside_the_window_of_watts(cascade, mean_ties, global_):
    graph = nx.fast_gnp_random_graph(COMMUNITY, mean_ties / COMMUNITY, seed=2)
    giant = max(nx.connected_components(graph), key=len)
    _, moved = cascade(mean_ties, 0.18, sorted(giant)[:8], 2)
    assert bool(moved.mean() > 0.5) is global_
    if not global_:
        assert moved.mean() < 0.05


def test_v23_the_window_of_watts_is_where_vulnerable_contacts_hang_together():
    def branching(z, most=5):
        shares = [exp(-z) * z**k for k in range(most + 1)]
        for k in range(2, most + 1):
            for n in range(2, k + 1):
                shares[k] /= n
        return sum(k * (k - 1) * shares[k] for k in range(most + 1)) / z

    for z in (1.0207039085137903, 5.764677087161702):
        assert branching(z) == pytest.approx(1.0, rel=1e-9)
    assert branching(1.0) == pytest.approx(0.981, abs=5e-4)
    assert branching(5.8) == pytest.approx(0.986, abs=5e-4)


@pytest.mark.parametrize(("spread", "share"), [(0.10, 0.007695512702), (0.13, 0.999999996)])
def test_v23_a_little_more_diversity_moves_everyone(hermits, spread, share):
    world, block, contacts = hermits(4 * COMMUNITY, 200, contagion="complex", media_per_h=0.0)
    quantiles = contacts.customs.quantiles[2]
    marks = np.random.default_rng(1).normal(0.25, spread, 2_000_000)
    quantiles[:] = np.quantile(marks, (np.arange(len(quantiles)) + 0.5) / len(quantiles))
    air, told = struck_air(world), np.zeros(len(CAUSES), np.int64)
    everybody_may_move(contacts, block, air, told)
    moved = np.zeros(len(contacts.person), np.bool_)
    for step in range(1, 190 * 60 // MINUTES):
        air.adopters[:] = moved.mean()
        moved[lived_step(contacts, block, air, told, step)] = True
    n = len(moved)
    resolution = 1.0 / len(quantiles)
    assert moved.mean() == pytest.approx(share, abs=SE * (share / n) ** 0.5 + resolution)


def test_v36_pairs_with_a_messenger_at_both_ends_are_square(lives, friends):
    p, n = 0.3, 4 * COMMUNITY
    scenario = lives.toy(TALK, {**RIVAL, "holders": p})
    _, block, contacts = friends.befriended(scenario, n)
    have = (block.slots["held"] >> 1 & 1).sum()
    both = np.arange(256) >> 1 & 1 == 1
    ties = contacts.common[:, 0].sum()
    share = contacts.common[:, 0][:, both].sum() / ties
    share_of_people = have / n
    exact = share_of_people * (have - 1) / (n - 1)
    assert exact == pytest.approx(p * p, abs=0.01)
    spread = (2 * p * p * (1 - p) * (1 + p) / ties + 4 * p**3 * (1 - p) / n) ** 0.5
    assert share == pytest.approx(exact, abs=SE * spread)


HAVE = np.array([0.1, 0.2, 0.4, 0.8])
"""Shares of people who have another app, in the runs to which an exponent is fitted."""
MESSENGER = {"network": True}
TAXI = {"network": False}


def substituted(lives, friends, option, share, **society):
    """Return who has another app, and which share of urgent needs it serves for the lost one."""
    rival = {**RIVAL, "holders": float(share), "adoption": 0.0, "second_use": 1e-3, **option}
    more = {"urgent_share": 1.0, "attempts": 1, "tolerance_deferrable_min": lives.FOREVER_MIN}
    rules = {"inertia": 20.0, "retained_share": 0.0}  # whoever can turn to the rival does
    scenario = lives.toy({**TALK, **option}, rival, behaviour=rules, horizon_h=8.0, **more)
    scenario = friends.with_society(scenario, **society)
    _, block, _ = friends.befriended(scenario, 4 * COMMUNITY)
    _, sums = lives.live(scenario, {"talk": 0.0}, people=4 * COMMUNITY)
    have = (block.slots["held"] >> 1 & 1).mean()
    return have, sums.tally.served[:, 1].sum() / sums.tally.arrived.sum()


CASES = {
    "taxi app": (TAXI, {}, 1.0),
    "messenger, interoperable": (MESSENGER, {"interoperable": True}, 1.0),
    "messenger": (MESSENGER, {"group_session_share": 0.0}, 2.0),
}
"""Options, societies, and the exponents that they should show."""


@pytest.fixture(scope="module")
def runs(lives, friends):
    """Run every case at every share, and fit a power law to each."""
    rows = []
    for name, (option, society, _) in CASES.items():
        points = [substituted(lives, friends, option, share, **society) for share in HAVE]
        slope, height = np.polyfit(*np.log(points).T, 1)
        rows += [(name, have, served, slope, np.exp(height)) for have, served in points]
    return rows


@pytest.mark.parametrize("name", CASES)
def test_messengers_replace_each_other_by_the_square_and_taxis_in_proportion(runs, name):
    slope, height = next(row[3:] for row in runs if row[0] == name)
    assert slope == pytest.approx(CASES[name][2], abs=0.05)
    assert height == pytest.approx(1.0, abs=0.05)


def test_the_figure_of_the_square_shows_these_runs(runs, toybox, checkout, update_baselines):
    folder = checkout / "docs" / "figures"
    lines = ["case,share_of_people,share_of_needs_served,exponent"]
    lines += [f'"{row[0]}",{row[1]:.4f},{row[2]:.4f},{row[3]:.3f}' for row in runs]
    table, figure = folder / "substitution.csv", folder / "substitution.svg"
    drawn = toybox("square").drawing([row[:4] for row in runs])
    if update_baselines:
        table.write_text("\n".join(lines) + "\n", "utf-8")
        figure.write_text(drawn, "utf-8")
    assert table.read_text("utf-8").splitlines() == lines
    assert figure.read_text("utf-8") == drawn


def test_groups_make_a_rare_messenger_rarer_and_a_common_one_commoner(lives, friends):
    society = {"group_session_share": 1.0, "group_median": 9.0, "group_sigma": 0.0}
    few, by_few = substituted(lives, friends, MESSENGER, 0.1, **society)
    many, by_many = substituted(lives, friends, MESSENGER, 0.8, **society)
    assert by_few < 0.5 * few**2
    assert by_many > 1.1 * many**2
