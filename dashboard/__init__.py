"""Draw what the simulator found, and never simulate."""
