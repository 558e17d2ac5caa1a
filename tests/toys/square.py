"""Draw how much another app replaces a lost one, as an SVG for the documents."""

from math import log10

WIDTH, HEIGHT, LEFT, TOP, SIDE = 640, 400, 70, 20, 320
LEAST = 0.005
SERIES = {
    "taxi app": ("#0072B2", "circle", ""),
    "messenger, interoperable": ("#009E73", "square", "2 5"),
    "messenger": ("#D55E00", "triangle", "7 4"),
}
TICKS = (0.01, 0.03, 0.1, 0.3, 1.0)


def place(share, served):
    """Find the pixel of a point, both axes logarithmic."""
    span = -log10(LEAST)
    return LEFT + SIDE * (1 + log10(share) / span), TOP + SIDE * -log10(served) / span


def mark(shape, x, y, colour):
    """Draw one point."""
    if shape == "circle":
        ring = f'fill="none" stroke="{colour}" stroke-width="2"'
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" {ring}/>'
    if shape == "square":
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>'
    corners = f"{x:.1f},{y - 6:.1f} {x - 6:.1f},{y + 5:.1f} {x + 6:.1f},{y + 5:.1f}"
    return f'<polygon points="{corners}" fill="{colour}"/>'


def axes():
    """Draw both axes with their ticks and titles."""
    box = f'x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"'
    parts = [f'<rect {box} fill="none" stroke="#888"/>']
    for tick in TICKS:
        x, y = place(tick, tick)
        parts += [
            f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{TOP + SIDE}" stroke="#ddd"/>',
            f'<line x1="{LEFT}" y1="{y:.1f}" x2="{LEFT + SIDE}" y2="{y:.1f}" stroke="#ddd"/>',
            f'<text x="{x:.1f}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick:g}</text>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>',
        ]
    middle = LEFT + SIDE / 2
    parts.append(
        f'<text x="{middle}" y="{TOP + SIDE + 40}" text-anchor="middle">'
        "share of people who have the other app</text>"
    )
    parts.append(
        f'<text transform="translate(18 {TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">'
        "share of needs that it serves</text>"
    )
    return parts


def drawing(rows):
    """Draw rows of (series, share of people, share of needs served, exponent fitted to them)."""
    frame = f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="13"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        "<title>Messengers replace each other by the square, taxi apps in proportion</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *axes(),
    ]
    for number, (name, (colour, shape, dashes)) in enumerate(SERIES.items()):
        own = [row for row in rows if row[0] == name]
        points = [place(share, served) for _, share, served, _ in own]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{dashes}"/>'
        )
        parts += [mark(shape, x, y, colour) for x, y in points]
        x, y = LEFT + SIDE + 20, TOP + 30 + 44 * number
        parts += [
            mark(shape, x, y, colour),
            f'<text x="{x + 14}" y="{y + 5}">{name}</text>',
            f'<text x="{x + 14}" y="{y + 21}" fill="#555">exponent {own[0][3]:.2f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
