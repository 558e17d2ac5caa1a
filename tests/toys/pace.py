"""Tell how slow this machine is now, so that a bound on processor time means the same on each."""

import time
from typing import Final

N_STEPS: Final = 200_000
REFERENCE_S: Final = 0.006  # of processor time for the loop below, on the machine of the bounds


def slowness() -> float:
    """Return how many times slower a plain loop is than on the reference machine, never below 1.

    Other tenants of a processor slow every process down alike, by up to a half within a minute;
    a bound that is multiplied by what this returns holds the program alone to account.
    """
    began = time.process_time()
    total = 0
    for step in range(N_STEPS):
        total += step & 7
    assert total > 0
    return max(1.0, (time.process_time() - began) / REFERENCE_S)
