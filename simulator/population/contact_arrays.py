"""Name the arrays that hold whom people know, what they know and what moved them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.population.arrays import COMMUNITY, Records
from simulator.topology.customs import MOST_KNOWN, Customs
from simulator.topology.world import Habits

CAUSES = ("failure", "contact", "media", "notice", "advert", "fear")
OWN_FAILURE, CONTACT, MEDIA, NOTICE, ADVERT, FEAR = range(6)
UNMOVED = 255
"""In place of a cause where nothing has moved a person yet."""
AWARE, FEARS_STRUCK, FEARS_HOUSE, WITHDRAWN = 1, 2, 4, 8
"""Flags: knows of the outage; fears for what is struck, for what bears its name; withdrew."""
NO_GROUP = 65_535
NOBODY = 65_535
"""End of a list of candidates."""
WISHES = 64
"""Cliques have fewer members than this."""
_MOST_SEGMENTS = 31
_SLACK = 1.1
_FEWEST = 3.0

PERSON = np.dtype(
    [
        ("on", np.uint64),  # ties who have each channel, a byte for each
        ("tie_first", np.int32),  # where the ties begin
        ("fear_until_ms", np.int32),
        ("failed_ms", np.int32),  # last own failed try
        ("group", np.uint16),  # group chat within the community, or NO_GROUP
        ("ties", np.uint8),  # contacts in the community
        ("outside", np.uint8),  # contacts beyond it
        ("channels", np.uint8),  # bit set of the channels that the person has
        ("knowing", np.uint8),  # ties who know of the outage
        ("flags", np.uint8),
        ("failures", np.uint8),  # own failed tries lately
        ("first_cause", np.uint8),
        ("spare", np.uint8, 3),
    ]
)
CANDIDATE = np.dtype([("due_ms", np.int32), ("following", np.uint16)])
"""When the next news or thought of moving may come, and who is next in the list of its step."""
MOVES = np.dtype([("failed_step", np.uint16), ("movers", np.uint8)])
"""Social step of the last own failure, from 1, and apps that ties have taken up since the outage
began, in one category: a tie with two of them counts twice."""
TOUCHES = np.dtype([("warmth", np.float32), ("count", np.uint8)])
"""How often one cause touched a person; warmth counts a touch double for each half-life since
the start of the run."""
GROUP = np.dtype([("on", np.uint64), ("size", np.uint32)])
"""Members of a group chat, and how many have each channel, a byte for each."""
DECISION = np.dtype(
    [
        ("person", np.int32),
        ("now_ms", np.int32),
        ("kind", np.uint8),
        ("rank", np.uint8),
        ("cause", np.uint8),
    ]
)
"""What somebody has decided to do: kind, category among those with apps to adopt, cause."""
ADOPT, WITHDRAW = range(2)
"""Kinds of decisions."""
DECISIONS = 64
"""Decisions of a community that may wait to be carried out."""
ROOM, WISH, ORDER, BINS = 0, COMMUNITY, 2 * COMMUNITY, 3 * COMMUNITY
STUBS = BINS + _MOST_SEGMENTS * WISHES + 1
"""Where on the desk of a thread the parts of its work begin."""


class Contacts(NamedTuple):
    """Social life beside a block; axes P people, Q communities, A categories with apps to adopt.

    Ties stay inside a community; contacts beyond it follow the shares of the country.
    """

    customs: Customs
    person: Records
    """(P,) PERSON."""
    tie: NDArray[np.uint16]
    """(Q x room,) number within the community of the other end of each tie."""
    groups: Records
    """(Q, COMMUNITY / 2) GROUP."""
    common: NDArray[np.int64]
    """(Q, 2, 256) ties by the set of channels that both ends have (0), that either has (1)."""
    moves: Records
    """(P, A) MOVES."""
    touches: Records
    """(P, CAUSES) TOUCHES."""
    candidates: Records
    """(P, 2) CANDIDATE: news, thoughts of moving."""
    head: NDArray[np.uint16]
    """(Q, S+1) first in the list of each step; the last list is never read."""
    outage: NDArray[np.int64]
    """(Q,) outage under which the lists were drawn up; 0 before any."""
    decisions: Records
    """(Q, DECISIONS) DECISION: what waits to be carried out."""
    decided: NDArray[np.int64]
    """(Q,) how many of them."""


def new_desk(customs: Customs) -> NDArray[np.int32]:
    """Make room in which one thread makes the ties of one community after the other."""
    return np.zeros(STUBS + tie_room(customs), np.int32)


def tie_room(customs: Customs) -> int:
    """Tell how many ends of ties one community has room for."""
    mean = float(customs.quantiles[0].mean()) * (1.0 - customs.outside_share)
    return int(COMMUNITY * min(_SLACK * mean + _FEWEST, MOST_KNOWN))


def empty_contacts(people: int, habits: Habits, customs: Customs) -> Contacts:
    """Make room for the social life of a block; `befriend` fills it and may do so again.

    Parameters
    ----------
    people : int
        People in the block.
    habits, customs : Habits, Customs
        Compiled scenario.

    Returns
    -------
    Contacts
        To be filled.
    """
    communities = -(-people // COMMUNITY)
    steps = -(-habits.horizon_ms // customs.step_ms)
    contacts = Contacts(
        customs=customs,
        person=np.zeros(people, PERSON),
        tie=np.zeros(communities * tie_room(customs), np.uint16),
        groups=np.zeros((communities, COMMUNITY // 2), GROUP),
        common=np.zeros((communities, 2, 256), np.int64),
        moves=np.zeros((people, len(customs.adoptable)), MOVES),
        touches=np.zeros((people, len(CAUSES)), TOUCHES),
        candidates=np.zeros((people, 2), CANDIDATE),
        head=np.zeros((communities, steps + 1), np.uint16),
        outage=np.zeros(communities, np.int64),
        decisions=np.zeros((communities, DECISIONS), DECISION),
        decided=np.zeros(communities, np.int64),
    )
    forget(contacts)
    return contacts


def forget(contacts: Contacts) -> None:
    """Let nobody know anyone or anything, as before `befriend`."""
    for array in contacts[1:]:
        array.view(np.uint8).fill(0)
    contacts.person["first_cause"] = UNMOVED
    contacts.person["group"] = NO_GROUP
    contacts.head.fill(NOBODY)
