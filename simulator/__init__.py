"""Simulate what happens to people when the machines and operators they depend on stop."""
