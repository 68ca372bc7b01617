"""Glazed pottery of Safi: tagines, plates, stacked bowls, painted with a fine brush."""

from __future__ import annotations

import math
from collections.abc import Callable

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    MADDER,
    PINE,
    SAFFRON,
    SAGE,
    SAND,
    Art,
    Colour,
    Point,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import setting, sprig
from marketplace.demo.pictures.turned import Turned

Glaze = tuple[Colour, Colour, Colour, Colour]  # ground, first brush, second brush, accent
GLAZES: tuple[Glaze, ...] = (
    ("#F4EEE0", "#2F3FA8", "#6E8FC8", "#E2A32E"),
    ("#E9B44A", "#5A2A1A", "#2F6A66", "#F8EBCB"),
    ("#2F8C86", "#F4EEE0", "#17403F", "#E2A32E"),
    ("#F1E4CB", "#3F6B45", "#A83F24", "#E2A32E"),
    ("#B5472C", "#F4EEE0", "#3A1A14", "#E9B44A"),
    ("#2F3FA8", "#F4EEE0", "#9FB0E6", "#E9B44A"),
)
# A ground that every glaze stands out from.
GROUNDS: tuple[tuple[Colour, ...], ...] = (
    (CLAY, MADDER, SAFFRON),
    (INDIGO, PINE, MADDER),
    (CLAY, BLUSH, SAFFRON),
    (INDIGO, MADDER, PINE),
    (SAND, SAGE, PINE),
    (SAND, SAFFRON, BLUSH),
)
Place = Callable[[float, float], Point]  # (angle in degrees, reach 0 to 1) on a plate


def tajine(art: Art) -> None:
    glaze = _prepared(art)
    dish = Turned(600, [(1046, 386), (1092, 380), (1160, 300), (1196, 250), (1210, 244)], tilt=0.2)
    dish.cast(art)
    art.paint(dish.disc(), dark(glaze[0], 0.34))
    art.fill(dish.shape(closed=False), glaze[0])
    _row(art, dish, 0.42, 0.15, 26, glaze[1], pointed=True)
    art.paint(dish.patch(-90, 90, 0.02, 0.14), glaze[1])
    dish.volume(art, "#1A0C08", alpha=0.15, light=0.24)
    lid = Turned(
        600, [(430, 50), (452, 74), (486, 62), (516, 48), (560, 62), (700, 150), (880, 268), (1040, 344)], tilt=0.2
    )
    art.shadow(oval(612, 1066, 352, 58), blur=10, alpha=0.4)
    art.fill(lid.shape(), glaze[0])
    _painted(art, lid, glaze, top=0.26)
    art.fill(polygon(lid.patch(-90, 90, 0, 0.145)), glaze[1])
    art.paint(lid.disc(0, -8), light(glaze[1], 0.2))
    lid.volume(art, "#1A0C08", alpha=0.15, light=0.34)
    sprig(art, [(160, 1392), (280, 1340), (420, 1352)], "#5F7A4A", length=78, width=34, pairs=4)


def _prepared(art: Art) -> Glaze:
    """Lay the setting; the glaze that goes with it."""
    at = art.seed % len(GLAZES)
    setting(art, art.pick(GROUNDS[at], len(GLAZES)), backdrop=art.pick(("arch", "disc", "plain", "window")))
    return GLAZES[at]


def _painted(art: Art, body: Turned, glaze: Glaze, *, top: float, low: float = 0.97) -> None:
    """Bands from the shoulder to the rim: lines, lozenges, leaves, teeth."""
    ground, first, second, accent = glaze
    span = low - top
    for share, tone in ((0.0, accent), (0.3, first), (0.74, first), (0.965, accent)):
        art.paint(body.patch(-90, 90, top + span * share, top + span * share + span * 0.035), tone)
    art.paint(body.patch(-90, 90, top + span * 0.335, top + span * 0.74), mix(ground, second, 0.16))
    for turn in range(-90, 91, 20):
        _lozenge(art, body, turn, top + span * 0.535, 10.2, span * 0.2, first)
        _lozenge(art, body, turn, top + span * 0.535, 7.6, span * 0.15, ground)
        _lozenge(art, body, turn, top + span * 0.535, 5.0, span * 0.1, second)
        _lozenge(art, body, turn, top + span * 0.535, 2.0, span * 0.04, accent)
    for turn in range(-80, 90, 20):
        for v in (0.39, 0.68):
            _lozenge(art, body, turn, top + span * v, 2.6, span * 0.035, second)
    _row(art, body, top + span * 0.85, span * 0.1, 24, second, pointed=True)
    _row(art, body, top + span * 0.18, span * 0.08, 18, first, pointed=bool(art.seed % 2))


def _lozenge(art: Art, body: Turned, turn: float, v: float, wide: float, tall: float, tone: Colour) -> None:
    ring = [(turn - wide, v), (turn, v - tall), (turn + wide, v), (turn, v + tall)]
    art.paint([body.at(max(-90, min(90, t)), min(1, max(0, at))) for t, at in ring], tone)


def _row(art: Art, body: Turned, v: float, tall: float, count: int, tone: Colour, *, pointed: bool) -> None:
    step = 180 / count
    for i in range(count):
        turn = -90 + step * (i + 0.5)
        if pointed:
            tooth = [(turn - step / 2, v + tall), (turn, v - tall), (turn + step / 2, v + tall)]
            art.paint([body.at(t, min(1, at)) for t, at in tooth], tone)
        else:
            art.dot(*body.at(turn, v), 11 * math.cos(math.radians(turn)) + 2, 11, tone)


def pottery_plate(art: Art) -> None:
    """A painted plate standing on a small wooden easel."""
    glaze = _prepared(art)
    x, y, rx, ry = 600, 700, 404, 418
    _easel(art, x, back=True)
    art.shadow(oval(x + 70, y + 40, rx, ry), blur=40, alpha=0.34)
    art.paint(oval(x + 14, y + 6, rx, ry), dark(glaze[0], 0.42))
    art.paint(oval(x, y, rx, ry), light(glaze[0], 0.2))

    def place(angle: float, reach: float) -> Point:
        a = math.radians(angle)
        return x + rx * reach * math.sin(a), y - ry * reach * math.cos(a)

    _rosette(art, place, glaze, art.pick((12, 16, 8, 10)))
    well = polygon(oval(x, y, rx * 0.7, ry * 0.7)) - polygon(oval(x + 12, y + 12, rx * 0.7, ry * 0.7))
    art.fill(well, "#1A0C08", 0.22)
    art.fill(polygon(oval(x, y, rx, ry)) - polygon(oval(x - 22, y - 20, rx, ry)), "#1A0C08", 0.18)
    shine = polygon(oval(x, y, rx * 0.95, ry * 0.95)) - polygon(oval(x + 16, y + 18, rx * 0.95, ry * 0.95))
    art.fill(shine, "#FFFFFF", 0.32)
    _easel(art, x, back=False)


def _rosette(art: Art, place: Place, glaze: Glaze, points: int) -> None:
    ground, first, second, accent = glaze

    def ring(reach: float) -> list[Point]:
        return [place(a * 3, reach) for a in range(120)]

    for reach, tone in ((0.965, first), (0.92, ground), (0.74, accent), (0.715, first), (0.69, ground)):
        art.paint(ring(reach), tone)
    step = 360 / points
    for i in range(points * 2):
        angle, half = i * step / 2, step / 4
        petal = [place(angle - half, 0.75), place(angle, 0.93), place(angle + half, 0.75)]
        art.paint(petal, first if i % 2 else second)
        if i % 2 == 0:
            art.paint([place(angle - half * 0.5, 0.76), place(angle, 0.85), place(angle + half * 0.5, 0.76)], accent)
        art.dot(*place(angle + half, 0.895), 8, 8, accent if i % 2 else first)
    for outer, inner, tone in (
        (0.67, 0.44, first),
        (0.63, 0.42, ground),
        (0.55, 0.36, second),
        (0.46, 0.31, ground),
        (0.41, 0.27, first),
        (0.25, 0.17, accent),
        (0.17, 0.11, ground),
    ):
        star = [place(i * step / 2, outer if i % 2 == 0 else inner) for i in range(points * 2)]
        art.paint(star, tone)
    for i in range(points):
        angle = (i + 0.5) * step
        for reach, size, tone in ((0.585, 17, first), (0.585, 10, accent)):
            art.dot(*place(angle, reach), size * 12 / points + 2, size * 12 / points + 2, tone)
        art.paint([place(angle - step * 0.16, 0.33), place(angle, 0.39), place(angle + step * 0.16, 0.33)], accent)
    art.paint(oval(*place(0, 0), 22, 22), first)


def _easel(art: Art, x: float, *, back: bool) -> None:
    wood = "#7A4A26"
    if back:
        art.shadow([(x - 250, 1170), (x + 280, 1170), (x + 420, 1230), (x - 200, 1240)], blur=26, alpha=0.5)
        art.line([(x, 860), (x + 30, 1130)], dark(wood, 0.3), 22)
        art.paint([(x - 270, 1150), (x + 270, 1150), (x + 300, 1196), (x - 300, 1196)], dark(wood, 0.12))
        return
    art.paint([(x - 300, 1150), (x + 300, 1150), (x + 300, 1200), (x - 300, 1200)], wood)
    art.paint([(x - 300, 1150), (x + 300, 1150), (x + 300, 1160), (x - 300, 1160)], light(wood, 0.2))
    for side in (-1, 1):
        foot = x + side * 232
        art.paint([(foot - 20, 1040), (foot + 20, 1040), (foot + 24, 1212), (foot - 24, 1212)], dark(wood, 0.16))
        art.paint([(foot - 20, 1040), (foot - 8, 1040), (foot - 10, 1212), (foot - 24, 1212)], light(wood, 0.14))


def pottery_bowls(art: Art) -> None:
    """Bowls of one set, one inside the other, and one beside them."""
    glaze = _prepared(art)
    turns = ((glaze[0], glaze[1], glaze[2], glaze[3]), (glaze[1], glaze[0], glaze[3], glaze[2]))
    for i, top in enumerate((890, 762, 634)):
        shades = turns[i % 2]
        bowl = Turned(
            540, [(top, 330), (top + 60, 322), (top + 170, 250), (top + 260, 150), (top + 316, 138)], tilt=0.2
        )
        if i == 0:
            bowl.cast(art)
        _bowl(art, bowl, shades)
    small = Turned(884, [(1084, 170), (1120, 166), (1190, 120), (1240, 84), (1262, 80)], tilt=0.22)
    small.cast(art)
    _bowl(art, small, turns[1])


def _bowl(art: Art, bowl: Turned, shades: Glaze) -> None:
    ground, first, second, accent = shades
    art.shadow(bowl.disc(0.5, 20), blur=12, alpha=0.26)
    art.fill(bowl.shape(closed=False), ground)
    for v, tall, tone in ((0.0, 0.05, first), (0.08, 0.025, accent), (0.5, 0.03, first), (0.93, 0.07, first)):
        art.paint(bowl.patch(-90, 90, v, min(1, v + tall)), tone)
    for turn in range(-90, 91, 18):
        for wide, tall, tone in ((8.6, 0.17, first), (6.0, 0.12, ground), (3.4, 0.07, second)):
            _lozenge(art, bowl, turn, 0.3, wide, tall, tone)
    _row(art, bowl, 0.6, 0.05, 20, second, pointed=True)
    bowl.volume(art, "#1A0C08", alpha=0.15, light=0.3)
    inside = polygon(bowl.disc())
    art.fill(inside, dark(ground, 0.3))
    art.fill(inside & polygon(bowl.disc(0.16)), dark(ground, 0.12))
    art.line(bowl.disc(0, -3), light(first, 0.1), 9)
    art.line(bowl.disc(0, -22), mix(second, ground, 0.2), 5)
