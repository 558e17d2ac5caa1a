"""Answer one question per page with ids, layout and callbacks."""
