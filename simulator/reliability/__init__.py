"""Answer without a run: fault trees, cut sets, importance, rankings, closed forms."""
