"""Say what machines need from whoever writes down what happened."""

from typing import Protocol

FIRST_CAUSE = -1
"""In place of a causing event where there is none."""


class EventLog(Protocol):
    """Writes rows of the tables `events` and `states`; knows the time by itself."""

    def event(
        self,
        kind: str,
        where: str,
        owner: str,
        because: int,
        module: str,
        value: float = 0.0,
        detail: str = "",
    ) -> int:
        """Write an event and return its number."""

    def state(
        self, level: str, element: str, quality: float, live: float, condition: str = ""
    ) -> None:
        """Write the state of a zone, component, feature or service from now on."""


class Chronicle:
    """Passes everything on to a log and remembers the number of the latest event."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self.latest = FIRST_CAUSE
        self.latest_of: dict[tuple[str, str], int] = {}
        """By kind and place, the number of the latest event."""

    def event(
        self,
        kind: str,
        where: str,
        owner: str,
        because: int,
        module: str,
        value: float = 0.0,
        detail: str = "",
    ) -> int:
        """Write an event and return its number."""
        self.latest = self._log.event(kind, where, owner, because, module, value, detail)
        self.latest_of[kind, where] = self.latest
        return self.latest

    def state(
        self, level: str, element: str, quality: float, live: float, condition: str = ""
    ) -> None:
        """Write the state of an element from now on."""
        self._log.state(level, element, quality, live, condition)
