"""Name a part of a page for those who hear it instead of seeing it."""

from typing import Any


def aria(label: str) -> Any:  # noqa: ANN401 - keyword arguments with hyphens have no type
    """Give the keyword argument that names a part."""
    return {"aria-label": label}
