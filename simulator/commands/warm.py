"""Compile what people live by, so that a user's first run need not wait for a compiler."""

from simulator.engine.run import run
from simulator.io.scenario_files import read_scenario


def warm() -> None:
    """Let a few people live once: that calls every kernel, and numba keeps them on disk."""
    run(read_scenario("kakao-2022"), 1, 100)


if __name__ == "__main__":
    warm()
