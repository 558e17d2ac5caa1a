"""Let processes wait for what may happen to a component or to an owner's crews."""

from typing import Literal, TypeAlias

import simpy

News: TypeAlias = Literal["whole", "room", "serves", "work"]
"""Serves all requests again; another place may be usable; serves something; crews have work."""


class Bells:
    """One bell for each kind of news and each name; it is replaced when it has rung."""

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env
        self._bells: dict[tuple[News, str], simpy.Event] = {}

    def wait(self, news: News, name: str) -> simpy.Event:
        """Return the event that there is such news of a component or owner."""
        return self._bells.setdefault((news, name), self._env.event())

    def ring(self, news: News, name: str) -> None:
        """Wake whoever waits for it."""
        if bell := self._bells.pop((news, name), None):
            bell.succeed()
