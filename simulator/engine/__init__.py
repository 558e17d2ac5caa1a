"""Join machines and people at one seam and turn the clock."""
