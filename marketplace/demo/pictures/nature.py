"""Small fruits and flowers that lie beside the goods: almonds, lemons, figs, olives, blossom."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import Art, Colour, Point, curve, dark, light, mix, oval, polygon
from marketplace.demo.pictures.props import leaf

ALMOND_SKINS = ("#B5713A", "#A5622E", "#C38145", "#97562A")


def placed(x: float, y: float, turn: float, points: list[Point]) -> list[Point]:
    """Points round the origin, turned by `turn` degrees and moved to (x, y)."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in points]


def drop(size: float, fat: float = 0.62, tip: float = 1.12) -> list[Point]:
    """Outline of an almond: round behind, pointed in front (to the right)."""
    half = [(-1, 0), (-0.86, -0.55), (-0.35, -1), (0.35, -0.86), (0.84, -0.36), (tip, 0)]
    ring = [*half, *((px, -py) for px, py in reversed(half[1:-1])), half[0]]
    return curve(*((px * size, py * size * fat) for px, py in ring), steps=6)


def almond(art: Art, x: float, y: float, size: float, turn: float, *, lying: bool = False,
           skin: Colour | None = None) -> None:  # fmt: skip
    """An almond in its brown skin, or blanched when `skin` is pale."""
    tone = skin or art.rng.choice(ALMOND_SKINS)
    if lying:
        art.shadow(oval(x + 12, y + size * 0.5, size, size * 0.34), blur=8, alpha=0.42)
    else:
        art.paint(placed(x + 4, y + 7, turn, drop(size * 1.03)), "#3A200E")
    body = polygon(placed(x, y, turn, drop(size)))
    art.fill(body, tone)
    art.fill(body - polygon(placed(x - size * 0.06, y - size * 0.2, turn, drop(size * 0.98))), dark(tone, 0.3))
    for lane in (-0.4, -0.2, 0.02, 0.24, 0.44):
        groove = [(-0.8 * size, lane * size * 0.6), (0, lane * size * 0.86), (0.86 * size, lane * size * 0.3)]
        line = placed(x, y, turn, curve(*groove, steps=5))
        ribbon = polygon([*line, *((px + 1.5, py + 4.5) for px, py in reversed(line))])
        art.fill(ribbon & body, dark(tone, 0.26) if skin is None else dark(tone, 0.12))
    art.fill(polygon(placed(x - size * 0.16, y - size * 0.26, turn, drop(size * 0.3, 0.4))) & body, light(tone, 0.4))


def citrus(size: float) -> list[Point]:
    """Outline of a lemon, its tips to the left and to the right."""
    half = [(-1.2, 0), (-1, -0.24), (-0.6, -0.7), (0, -0.84), (0.6, -0.7), (1, -0.24), (1.24, 0)]
    ring = [*half, *((px, -py) for px, py in reversed(half[1:-1])), half[0]]
    return curve(*((px * size, py * size) for px, py in ring), steps=7)


def lemon(art: Art, x: float, y: float, size: float, turn: float, *, cut: bool = False) -> None:
    art.shadow(oval(x + 18, y + size * 0.62, size * 1.02, size * 0.34), blur=11, alpha=0.42)
    skin = "#EDBE34"
    outline = placed(x, y, turn, citrus(size))
    body = polygon(outline)
    art.fill(body, skin)
    art.fill(body - polygon([(px - size * 0.16, py - size * 0.2) for px, py in outline]), dark(skin, 0.24))
    if cut:
        _half_lemon(art, x - size * 0.08, y - size * 0.02, size * 0.78, skin)
        return
    for _ in range(46):
        px, py = x + art.rng.gauss(0, size * 0.42), y + art.rng.gauss(0, size * 0.3)
        art.fill(polygon(oval(px, py, 4, 3)) & body, dark(skin, 0.13))
    art.fill(
        polygon(oval(x - size * 0.34, y - size * 0.34, size * 0.3, size * 0.15, turn=-28)) & body, light(skin, 0.6)
    )


def _half_lemon(art: Art, x: float, y: float, size: float, skin: Colour) -> None:
    art.paint(oval(x, y, size, size * 0.84), light(skin, 0.2))
    art.paint(oval(x, y, size * 0.91, size * 0.76), "#FBF3D2")
    for i in range(9):
        start = i * 40 + 8
        wedge = oval(x, y, size * 0.84, size * 0.69, start=start + 3, end=start + 35)
        art.paint([*oval(x, y, size * 0.1, size * 0.08, start=start + 16, end=start + 22), *wedge], "#F3CE4E")
        art.paint([(x, y), *oval(x, y, size * 0.6, size * 0.48, start=start + 8, end=start + 18)], "#F8DF86")
    art.paint(oval(x, y, size * 0.08, size * 0.07), "#FBF3D2")


def olive(art: Art, x: float, y: float, size: float, colour: Colour, *, lying: bool = False) -> None:
    turn = art.rng.uniform(-40, 40)
    if lying:
        art.shadow(oval(x + 10, y + size * 0.6, size, size * 0.34), blur=8, alpha=0.4)
    else:
        art.paint(oval(x + 4, y + 6, size * 1.03, size * 0.8, turn=turn), dark(colour, 0.66))
    art.paint(oval(x, y, size, size * 0.76, turn=turn), dark(colour, 0.2))
    art.paint(oval(x - size * 0.1, y - size * 0.1, size * 0.82, size * 0.58, turn=turn), colour)
    art.paint(oval(x - size * 0.34, y - size * 0.3, size * 0.26, size * 0.12, turn=turn - 20), light(colour, 0.6))


def blossom(art: Art, x: float, y: float, size: float, petal: Colour = "#F6D5D8") -> None:
    """A flower of an almond or fruit tree: five petals, dark stamens."""
    art.paint(oval(x + 6, y + 9, size * 0.92, size * 0.8), mix("#3A200E", petal, 0.25))
    for i in range(5):
        angle = i * 72 - 90
        px, py = oval(x, y, size * 0.52, size * 0.48, start=angle, end=angle + 1)[0]
        art.paint(oval(px, py, size * 0.46, size * 0.36, turn=angle), dark(petal, 0.06 * (i % 2)))
        tx, ty = oval(x, y, size * 0.36, size * 0.34, start=angle, end=angle + 1)[0]
        art.paint(oval(tx, ty, size * 0.3, size * 0.14, turn=angle), "#E39AA8")
    for i in range(10):
        px, py = oval(x, y, size * 0.34, size * 0.32, start=i * 36 + 9, end=i * 36 + 10)[0]
        art.line([(x, y), (px, py)], "#B44A63", 2.6)
        art.dot(px, py, 4.5, 4.5, "#E7B23A")
    art.dot(x, y, size * 0.11, size * 0.11, "#A83F52")


def caper_flower(art: Art, x: float, y: float, size: float) -> None:
    """Four white petals and a burst of long violet stamens."""
    art.shadow(oval(x + 10, y + 18, size * 0.8, size * 0.5), blur=9, alpha=0.5)
    for angle in (-130, -50, 36, 146):
        px, py = oval(x, y, size * 0.5, size * 0.42, start=angle, end=angle + 1)[0]
        art.paint(oval(px, py, size * 0.52, size * 0.4, turn=angle), "#E4DCD6")
        art.paint(oval(px - 3, py - 4, size * 0.47, size * 0.35, turn=angle), "#FFFDFA")
    for i in range(22):
        angle = -168 + i * 15 + art.rng.uniform(-5, 5)
        reach = size * art.rng.uniform(0.78, 1.08)
        px, py = oval(x, y, reach, reach * 0.86, start=angle, end=angle + 1)[0]
        art.line([(x, y), (px, py)], "#A678B4", 2.8)
        art.dot(px, py, 5.5, 5.5, "#7A3F86")
    art.dot(x, y, size * 0.12, size * 0.1, "#8E9A44")


FIG = [(1.3, 0), (1.02, -0.13), (0.66, -0.34), (0.2, -0.66), (-0.34, -0.72), (-0.84, -0.5), (-1, -0.04), (-0.88, 0.46),
       (-0.36, 0.7), (0.22, 0.62), (0.68, 0.3), (1.02, 0.1), (1.3, 0)]  # fmt: skip


def fig(art: Art, x: float, y: float, size: float, skin: Colour, turn: float, *, lying: bool = False) -> None:
    """A dried fig on its side: folds run unevenly to the stalk (to the right before it is turned)."""
    if lying:
        art.shadow(oval(x + 16, y + size * 0.56, size, size * 0.34), blur=10, alpha=0.42)
    knots = [(px * size, py * size * art.rng.uniform(0.92, 1.06)) for px, py in FIG[:-1]]
    outline = curve(*placed(x, y, turn, [*knots, knots[0]]), steps=6)
    art.paint([(px + 5, py + 8) for px, py in outline], dark(skin, 0.72))
    body = polygon(outline)
    art.fill(body, skin)
    art.fill(body - polygon([(px - size * 0.16, py - size * 0.2) for px, py in outline]), dark(skin, 0.34))
    for lane in (-0.52, -0.34, -0.14, 0.08, 0.26, 0.46):
        start, end = art.rng.uniform(-0.86, -0.4), art.rng.uniform(0.3, 1.0)
        bend = [
            (t * size, lane * size * (1.05 - max(0, t) * 0.85) + art.rng.uniform(-0.05, 0.05) * size)
            for t in (start, start * 0.4 + end * 0.2, end * 0.6, end)
        ]
        line = placed(x, y, turn, curve(*bend, steps=5))
        for drift, tone, wide in ((0, dark(skin, 0.42), art.rng.uniform(3, 7)), (-5, light(skin, 0.26), 3)):
            ribbon = [(px, py + drift) for px, py in line]
            art.fill(polygon([*ribbon, *((px, py + wide) for px, py in reversed(ribbon))]) & body, tone, 0.8)
    art.fill(
        polygon(oval(x - size * 0.34, y - size * 0.34, size * 0.24, size * 0.1, turn=-24)) & body, light(skin, 0.5), 0.8
    )
    art.line(placed(x, y, turn, [(size * 1.2, 0), (size * 1.36, size * 0.04)]), "#6A5230", size * 0.13)


def cut_fig(art: Art, x: float, y: float, size: float, skin: Colour) -> None:
    """Half a fig, its seeds up."""
    art.shadow(oval(x + 14, y + size * 0.5, size, size * 0.4), blur=10, alpha=0.42)
    art.paint(oval(x, y + size * 0.16, size, size * 0.7), dark(skin, 0.3))
    art.paint(oval(x, y, size, size * 0.68), skin)
    art.paint(oval(x, y, size * 0.9, size * 0.6), "#F0D9A8")
    art.paint(oval(x, y, size * 0.78, size * 0.5), "#B8483A")
    for _ in range(70):
        angle, reach = art.rng.uniform(0, math.tau), math.sqrt(art.rng.random()) * 0.72
        sx, sy = x + math.cos(angle) * reach * size, y + math.sin(angle) * reach * size * 0.64
        art.dot(sx, sy, 5.5, 4, art.rng.choice(("#F3D58A", "#E7B85C", "#D9774E")))
    art.paint(oval(x, y, size * 0.16, size * 0.1), "#8E2E2E")


def fig_leaf(art: Art, x: float, y: float, size: float, turn: float, colour: Colour = "#5F7A3C") -> None:
    """A hand of five lobes."""
    for swing, reach in ((-72, 0.72), (72, 0.72), (-38, 0.95), (38, 0.95), (0, 1.12)):
        leaf(art, x, y, turn + swing, size * reach, size * 0.5, dark(colour, 0.1) if swing < 0 else colour)
    for swing, reach in ((-38, 0.7), (38, 0.7), (0, 0.9)):
        px, py = placed(x, y, turn + swing, [(size * reach, 0)])[0]
        art.line([(x, y), (px, py)], light(colour, 0.3), 4)
