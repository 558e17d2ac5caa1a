"""Describe what a run leaves behind."""
