"""Draw a dependency graph; the only module that knows dash-cytoscape."""

from typing import Any, Final

import dash_cytoscape as cyto

from dashboard.theme import (
    CONDITION_BORDERS,
    CONDITION_COLOURS,
    CONDITION_SIGNS,
    LINK_COLOURS,
    LINK_DASHES,
    VERMILION,
    Look,
)
from dashboard.viewmodels.dependence import Picture

_WIDE: Final = 300
_HIGH: Final = 42
_SHAPES: Final = {"zone": "rectangle", "component": "round-rectangle", "service": "ellipse"}
_WIDTHS: Final = {"works": 1.5, "impaired": 3, "down": 5}
_BEND, _BEND_EACH, _BEND_MOST = 136, 12, 240
"""How far lines of recovery swing out beside their column: at least, for each row, at most."""


def graph(name: str) -> cyto.Cytoscape:
    """Make an empty graph that is filled later."""
    return cyto.Cytoscape(
        id=name,
        layout={"name": "preset", "fit": True, "padding": 12},
        elements=[],
        stylesheet=[],
        responsive=True,
        userZoomingEnabled=False,
        boxSelectionEnabled=False,
        autoungrabify=True,
        style={"width": "100%", "height": "560px"},
    )


def elements(picture: Picture) -> list[dict[str, Any]]:
    """Turn nodes and links into elements; condition is told by sign, border and colour."""
    most = int(picture.nodes["rows"].max()) if len(picture.nodes) else 1
    nodes = [
        {
            "data": {
                "id": node["key"],
                "label": f"{CONDITION_SIGNS[node['condition']]} {node['name']}",
                "state": node["state"],
                "condition": node["condition"],
            },
            "position": {
                "x": _WIDE * node["column"],
                "y": _HIGH * most * (node["row"] + 0.5) / node["rows"],
            },
            "classes": f"{node['level']} {node['state']} is-{node['condition']}",
        }
        for node in picture.nodes.to_dict("records")
    ]
    state = dict(zip(picture.nodes["key"], picture.nodes["state"], strict=True))
    row = dict(zip(picture.nodes["key"], picture.nodes["row"], strict=True))
    links = [
        {
            "data": {
                "id": f"{link['source']}>{link['target']}:{link['relation']}",
                "bend": _bend(row[link["target"]] - row[link["source"]]),
                **link,
            },
            "classes": f"{link['relation']} {state.get(link['source'], 'works')}",
        }
        for link in picture.links.to_dict("records")
        if link["source"] in state and link["target"] in state
    ]
    return [*nodes, *links]


def _bend(rows: int) -> int:
    """Choose how far a line swings out to the left, by how many rows it leads down."""
    far = min(_BEND + _BEND_EACH * abs(rows), _BEND_MOST)
    return far if rows > 0 else -far


def stylesheet(look: Look) -> list[dict[str, Any]]:
    """Choose colours, borders and shapes for a light or a dark page."""
    rules: list[dict[str, Any]] = [
        {
            "selector": "node",
            "style": {
                "label": "data(label)",
                "font-family": "Pretendard, sans-serif",
                "font-size": 15,
                "color": look.ink,
                "text-valign": "center",
                "text-wrap": "ellipsis",
                "text-max-width": "200px",
                "width": 212,
                "height": 32,
                "background-color": look.paper,
                "border-width": 2,
            },
        },
        {
            "selector": "edge",
            "style": {
                "width": 1.2,
                "line-color": look.faint,
                "curve-style": "bezier",
                "opacity": 0.8,
            },
        },
        {"selector": "edge.down", "style": {"line-color": VERMILION, "width": 2}},
    ]
    rules += [{"selector": f".{k}", "style": {"shape": v}} for k, v in _SHAPES.items()]
    rules += [
        {"selector": f"node.{state}", "style": {"border-width": width}}
        for state, width in _WIDTHS.items()
    ]
    rules += [
        {
            "selector": f"node.is-{condition}",
            "style": {"border-color": colour, "border-style": CONDITION_BORDERS[condition]},
        }
        for condition, colour in CONDITION_COLOURS.items()
    ]
    rules += [
        {"selector": f"edge.{relation}", "style": {"line-style": dashes}}
        for relation, dashes in LINK_DASHES.items()
        if relation not in LINK_COLOURS
    ]
    return rules + [_backward(relation, colour) for relation, colour in LINK_COLOURS.items()]


def _backward(relation: str, colour: str) -> dict[str, Any]:
    """Let lines of recovery swing out to the left of their column and end in an arrow."""
    return {
        "selector": f"edge.{relation}",
        "style": {
            "line-color": colour,
            "line-style": LINK_DASHES[relation],
            "target-arrow-color": colour,
            "target-arrow-shape": "triangle",
            "width": 2.5,
            "opacity": 1,
            "curve-style": "unbundled-bezier",
            "control-point-distances": "data(bend)",
            "control-point-weights": 0.5,
            "source-endpoint": "-50% 0",
            "target-endpoint": "-50% 0",
        },
    }
