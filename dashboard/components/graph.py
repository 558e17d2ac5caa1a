"""Draw a dependency graph; the only module that knows dash-cytoscape."""

from typing import Any, Final

import dash_cytoscape as cyto

from dashboard.theme import STATE_COLOURS, STATE_SIGNS, Look
from dashboard.viewmodels.dependence import Picture

_WIDE: Final = 300
_HIGH: Final = 42
_SHAPES: Final = {"zone": "rectangle", "component": "round-rectangle", "service": "ellipse"}
_BORDERS: Final = {"works": "solid", "impaired": "dashed", "down": "double"}


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
    """Turn nodes and links into elements; state is told by sign, border and colour."""
    most = int(picture.nodes["rows"].max()) if len(picture.nodes) else 1
    nodes = [
        {
            "data": {
                "id": node["key"],
                "label": f"{STATE_SIGNS[node['state']]} {node['name']}",
                "state": node["state"],
            },
            "position": {
                "x": _WIDE * node["column"],
                "y": _HIGH * most * (node["row"] + 0.5) / node["rows"],
            },
            "classes": f"{node['level']} {node['state']}",
        }
        for node in picture.nodes.to_dict("records")
    ]
    state = dict(zip(picture.nodes["key"], picture.nodes["state"], strict=True))
    links = [
        {
            "data": {"id": f"{link['source']}>{link['target']}", **link},
            "classes": f"{link['relation']} {state.get(link['source'], 'works')}",
        }
        for link in picture.links.to_dict("records")
        if link["source"] in state and link["target"] in state
    ]
    return [*nodes, *links]


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
        {"selector": "edge.standby", "style": {"line-style": "dashed"}},
        {"selector": "edge.down", "style": {"line-color": STATE_COLOURS["down"], "width": 2}},
    ]
    rules += [{"selector": f".{k}", "style": {"shape": v}} for k, v in _SHAPES.items()]
    rules += [
        {
            "selector": f"node.{state}",
            "style": {
                "border-color": colour,
                "border-style": _BORDERS[state],
                "border-width": {"works": 1.5, "impaired": 3, "down": 5}[state],
            },
        }
        for state, colour in STATE_COLOURS.items()
    ]
    return rules
