"""What the still lifes share: the setting, leaves, heaps of grain, woven labels."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cooperatives.weave import CRAFT_YARNS, weave_cells
from marketplace.demo.pictures.kit import (
    HEIGHT,
    WIDTH,
    Art,
    Colour,
    Points,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
    rounded,
)
from marketplace.demo.pictures.turned import Turned

HORIZON = 985


def setting(art: Art, hue: Colour, *, horizon: float = HORIZON, backdrop: str | None = None) -> None:
    """A wall and a table in one hue, lit from the upper left, with a quiet form on the wall."""
    art.paint([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], hue)
    _backdrop(art, backdrop or art.pick(("arch", "plain", "disc", "window"), 3), light(hue, 0.11), horizon)
    art.paint([(0, horizon), (WIDTH, horizon), (WIDTH, HEIGHT), (0, HEIGHT)], dark(hue, 0.13))
    art.glow(260, 240, 1150, "#FFF4DC", 0.2)
    art.glow(1180, 1500, 900, "#1A1020", 0.16)


def _backdrop(art: Art, kind: str, tone: Colour, horizon: float) -> None:
    if kind == "disc":
        art.paint(oval(600, 610, 430, 430), tone)
    if kind == "arch":
        art.paint([(215, horizon), *oval(600, 560, 410, 420, start=162, end=378), (985, horizon)], tone)
    if kind == "window":
        art.paint([(90, 0), (520, 0), (1110, horizon), (430, horizon)], tone)


def leaf(art: Art, x: float, y: float, angle: float, length: float, width: float, colour: Colour) -> None:
    """A leaf that starts at (x, y); the half away from the light is darker."""
    a = math.radians(angle)
    ax, ay, nx, ny = math.cos(a), math.sin(a), -math.sin(a), math.cos(a)

    def along(t: float, side: float) -> tuple[float, float]:
        bulge = side * width / 2 * math.sin(math.pi * t**0.8)
        return x + ax * length * t + nx * bulge, y + ay * length * t + ny * bulge

    steps = [i / 10 for i in range(11)]
    spine = [along(t, 0) for t in steps]
    art.paint([*(along(t, 1) for t in steps), *reversed(spine)], dark(colour, 0.24))
    art.paint([*(along(t, -1) for t in steps), *reversed(spine)], colour)


def sprig(art: Art, line: Points, colour: Colour, *, length: float = 80, width: float = 26, pairs: int = 6,
          stem: Colour | None = None) -> None:  # fmt: skip
    """A stem through `line` with leaves on both sides, smaller towards the tip."""
    path = curve(*line)
    art.line(path, stem or dark(colour, 0.35), 7)
    for i in range(1, pairs + 1):
        at = min(len(path) - 2, round(len(path) * i / (pairs + 0.6)))
        (x, y), (fx, fy) = path[at], path[at + 1]
        heading, size = math.degrees(math.atan2(fy - y, fx - x)), 1 - 0.4 * i / pairs
        for side in (-1, 1):
            swing = side * art.rng.uniform(34, 58)
            leaf(
                art,
                x,
                y,
                heading + swing,
                length * size * art.rng.uniform(0.9, 1.12),
                width * size,
                light(colour, art.rng.uniform(0, 0.14)),
            )
    (px, py), (x, y) = path[-2], path[-1]
    leaf(art, x, y, math.degrees(math.atan2(y - py, x - px)), length * 0.7, width * 0.7, colour)


def heap(
    art: Art,
    body: Turned,
    height: float,
    tones: Sequence[Colour],
    *,
    grain: tuple[float, float] = (5, 5),
    count: int = 2600,
    inset: float = 22,
) -> None:
    """Grains piled in a vessel. tones: darkest first. grain: half length and half width of one grain."""
    rx = body.radius(0) - inset
    ry = rx * body.tilt
    peak = [(body.x + rx * u / 30, body.top - height * math.cos(u / 30 * math.pi / 2) ** 1.25) for u in range(-30, 31)]
    art.paint([*peak, *oval(body.x, body.top, rx, ry, start=0, end=180)], tones[1])
    for _ in range(count):
        u, w = art.rng.uniform(-1, 1), art.rng.random()
        ridge = body.top - height * max(0.0, math.cos(u * math.pi / 2)) ** 1.25
        front = body.top + ry * math.sqrt(1 - u * u)
        y = ridge + (front - ridge) * w
        shade = art.rng.gauss(len(tones) * (0.72 - 0.3 * u - 0.3 * w), 0.85)
        tone = tones[min(len(tones) - 1, max(0, round(shade)))]
        turn = art.rng.uniform(0, 180) if grain[0] > grain[1] * 1.3 else 0
        size = art.rng.uniform(0.8, 1.15)
        art.dot(body.x + rx * u, y, grain[0] * size, grain[1] * size, tone, turn)
    art.wash(
        polygon([*peak, *oval(body.x, body.top, rx, ry, start=0, end=180)]), dark(tones[0], 0.5), 0.34, towards="right"
    )


def spill(
    art: Art,
    x: float,
    y: float,
    spread: float,
    tones: Sequence[Colour],
    *,
    grain: tuple[float, float] = (5, 5),
    count: int = 40,
) -> None:
    """A few grains fallen on the table."""
    for _ in range(count):
        gx, gy = art.rng.gauss(x, spread), art.rng.gauss(y, spread * 0.18)
        turn = art.rng.uniform(0, 180) if grain[0] > grain[1] * 1.3 else 0
        art.dot(gx + 4, gy + 4, grain[0] * 1.1, grain[1] * 0.8, "#2A1A14", turn)
        art.dot(gx, gy, *grain, art.rng.choice(tones), turn)


def scoop(art: Art, x: float, y: float, wood: Colour) -> None:
    """A small wooden scoop lying on the table, its handle to the right."""
    art.shadow(oval(x + 60, y + 36, 200, 24), blur=12, alpha=0.3)
    art.line([(x + 70, y + 2), (x + 230, y - 34)], dark(wood, 0.1), 30)
    art.line([(x + 80, y - 6), (x + 228, y - 40)], light(wood, 0.16), 9)
    art.paint(oval(x, y, 112, 54, turn=-8), wood)
    art.paint(oval(x - 4, y - 8, 96, 40, turn=-8), dark(wood, 0.42))


def band(art: Art, craft: str, columns: int, rows: int) -> list[list[Colour]]:
    """A weave of its own for this picture."""
    return weave_cells(f"still-life-{art.rng.getrandbits(32)}", craft, columns, rows)


def woven(art: Art, cells: list[list[Colour]], corners: Points) -> None:
    """Lay cells over a quadrilateral: top left, top right, bottom right, bottom left."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    rows, columns = len(cells), len(cells[0])

    def at(s: float, t: float) -> tuple[float, float]:
        top, low = (ax + (bx - ax) * s, ay + (by - ay) * s), (dx + (cx - dx) * s, dy + (cy - dy) * s)
        return top[0] + (low[0] - top[0]) * t, top[1] + (low[1] - top[1]) * t

    for r, row in enumerate(cells):
        for c, yarn in enumerate(row):
            s, e, t, b = c / columns, (c + 1) / columns, r / rows, (r + 1) / rows
            art.paint([at(s, t), at(e, t), at(e, b), at(s, b)], yarn)


def emblem(art: Art, x: float, y: float, size: float, colour: Colour) -> None:
    """Two facing leaves in a ring: the mark on labels that carry no words."""
    art.paint(oval(x, y, size, size), colour)
    art.paint(oval(x, y, size * 0.9, size * 0.9), light(colour, 0.86))
    for angle in (-120, -60, -90):
        leaf(art, x, y + size * 0.6, angle, size * (1.2 if angle == -90 else 0.95), size * 0.4, colour)


def yarns(craft: str) -> tuple[Colour, ...]:
    return CRAFT_YARNS[craft]


def board(art: Art, x: float, y: float, half: float, wood: Colour, *, depth: float = 92, thick: float = 34) -> None:
    """A round-cornered wooden board seen a little from above, with its grain."""
    art.shadow(oval(x + 46, y + depth + 30, half * 1.02, depth * 0.7), blur=30, alpha=0.42)
    art.paint(rounded(x - half, y - depth + thick, x + half, y + depth + thick, depth * 0.86), dark(wood, 0.36))
    top = rounded(x - half, y - depth, x + half, y + depth, depth * 0.86)
    art.paint(top, wood)
    face = polygon(top)
    for i in range(7):
        gy = y - depth + (i + 0.6) * depth * 2 / 7
        wave = [(x - half + half * 2 * t / 8, gy + art.rng.uniform(-7, 7)) for t in range(9)]
        ribbon = curve(*wave)
        art.fill(
            polygon([*ribbon, *((px, py + art.rng.uniform(3, 8)) for px, py in reversed(ribbon))]) & face,
            mix(wood, "#3A1D0C", 0.5),
            0.4,
        )
