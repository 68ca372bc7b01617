"""Leather of Marrakech: slippers and satchels."""

from __future__ import annotations

import math
from collections.abc import Callable

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    HEIGHT,
    INDIGO,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
    Art,
    Colour,
    Point,
    curve,
    dark,
    light,
    oval,
    polygon,
    rounded,
)
from marketplace.demo.pictures.props import band, setting, woven

BRASS = "#C6973F"
Place = Callable[[float, float], Point]  # (across, along) a slipper
# Ground of the picture, leather, lining, thread: one row is one look.
SLIPPERS = (
    (SAGE, "#E2A32E", "#F3E3C4", "#8A3A1E"),
    (SAND, "#A8323C", "#EBCFA8", "#F4D58A"),
    (CLAY, "#F1E4CB", "#D9B98A", "#2F3FA8"),
    (BLUSH, "#2F6A66", "#E8D3AC", "#F4D58A"),
    (INDIGO, "#D98C6A", "#F3E3C4", "#5E1F12"),
    (SAFFRON, "#3A2A5E", "#E6C8A0", "#E9B44A"),
)
SATCHELS = (
    (PINE, "#B5713A"), (SAND, "#8E2331"), (ROSE, "#5A3420"), (INDIGO, "#C98A3C"), (SAGE, "#7A3F22"), (CLAY, "#3A2A20"),
)  # fmt: skip


def babouches(art: Art) -> None:
    """A pair of slippers seen from above."""
    ground, leather, lining, thread = art.pick(SLIPPERS)
    setting(art, ground, horizon=HEIGHT, backdrop=art.pick(("disc", "plain", "arch")))
    motif = art.pick((_star_stitch, _leaf_stitch), 2)
    for x, y, turn, side in ((392, 775, -8, 1), (816, 735, 7, -1)):

        def at(u: float, v: float, x: float = x, y: float = y, turn: float = turn, side: float = side) -> Point:
            a, px, py = math.radians(turn), u * side * 1.12, v * 1.12
            return x + px * math.cos(a) - py * math.sin(a), y + px * math.sin(a) + py * math.cos(a)

        _slipper(art, at, leather, lining)
        motif(art, at, thread, light(leather, 0.36))


SOLE = ((0, -482), (52, -408), (112, -290), (150, -150), (146, 10), (122, 160), (128, 300), (116, 400), (60, 462),
        (0, 474), (-56, 462), (-104, 400), (-112, 300), (-104, 160), (-124, 10), (-130, -150), (-98, -290),
        (-46, -408), (0, -482))  # fmt: skip


def _slipper(art: Art, at: Place, leather: Colour, lining: Colour) -> None:
    sole = curve(*SOLE)
    art.shadow([(px + 26, py + 30) for px, py in (at(u, v) for u, v in sole)], blur=26, alpha=0.5)
    art.paint([at(u * 1.05 + 4, v * 1.02 + 6) for u, v in sole], dark("#B58A54", 0.3))
    art.paint([at(u * 1.05, v * 1.02) for u, v in sole], "#D9B483")
    art.paint([at(u * 0.98, v * 0.985) for u, v in sole], leather)
    inner = [(u * 0.82 + 2, v * 0.93) for u, v in sole if v > -130]
    art.paint([at(u, v) for u, v in inner], lining)
    mouth = [(u * 1.1, v + 46) for u, v in _mouth(150, -140)]
    throat = polygon(at(u, v) for u, v in [(-160, -140), (160, -140), *mouth])
    art.fill(polygon(at(u, v) for u, v in inner) & throat, dark(lining, 0.5), 0.6)
    heel = oval(2, 350, 72, 66)
    art.line([at(u, v) for u, v in heel], dark(lining, 0.14), 5)
    upper = [(u, v) for u, v in sole if v <= 2]
    left, right = min(u for u, v in upper if v > -60), max(u for u, v in upper if v > -60)
    vamp = [*(p for p in sole[: len(sole) // 2] if p[1] <= 2), *_mouth(right, left), *(
        p for p in sole[len(sole) // 2 :] if p[1] <= 2
    )]  # fmt: skip
    art.paint([at(u, v) for u, v in vamp], leather)
    body = polygon(at(u, v) for u, v in vamp)
    art.fill(body & polygon(at(u + 74, v + 30) for u, v in sole), dark(leather, 0.3), 0.4)
    art.fill(body - polygon(at(u + 26, v + 34) for u, v in sole), "#FFFFFF", 0.2)
    art.line([at(u, v - 6) for u, v in _mouth(right - 4, left + 4)], dark(leather, 0.3), 13)
    art.line([at(u, v - 9) for u, v in _mouth(right - 6, left + 6)], light(leather, 0.3), 5)


def _mouth(right: float, left: float) -> list[Point]:
    return curve((right, 4), (right * 0.62, 58), (4, 80), (left * 0.62, 58), (left, 4))


def _star_stitch(art: Art, at: Place, thread: Colour, pale: Colour) -> None:
    for reach, waist, tone in ((92, 56, thread), (74, 44, pale), (52, 28, thread), (24, 14, pale)):
        art.paint([at(_star(i, 8, reach, waist)[0] + 6, _star(i, 8, reach, waist)[1] - 90) for i in range(16)], tone)
    for v, size in ((-220, 26), (-286, 20), (-340, 15), (-384, 10)):
        for share, tone in ((1, thread), (0.5, pale)):
            art.paint([at(4 + dx * size * share, v + dy * size * 1.2 * share) for dx, dy in DIAMOND], tone)
    for i in range(13):
        t = -1 + i / 6
        art.dot(*at(4 + t * 112, 36 - t * t * 58), 6, 6, thread)


DIAMOND = ((-1, 0), (0, -1), (1, 0), (0, 1))


def _star(i: int, points: int, reach: float, waist: float) -> Point:
    angle, r = i * math.pi / points, reach if i % 2 == 0 else waist
    return r * math.sin(angle), -r * math.cos(angle)


def _leaf_stitch(art: Art, at: Place, thread: Colour, pale: Colour) -> None:
    art.line([at(4, 30), at(4, -380)], thread, 7)
    for i in range(7):
        v, size = 6 - i * 58, 78 - i * 8
        for side in (-1, 1):
            tip, belly = (4 + side * size, v - size * 0.82), (4 + side * size * 0.8, v - size * 0.2)
            petal = curve((4, v), belly, tip, (4 + side * size * 0.2, v - size * 0.62), (4, v))
            art.paint([at(*p) for p in petal], thread)
            art.line([at(4 + side * 8, v - 8), at(4 + side * size * 0.72, v - size * 0.6)], pale, 4)
    for share, tone in ((1, thread), (0.5, pale)):
        art.paint([at(4 + dx * 16 * share, -400 + dy * 22 * share) for dx, dy in DIAMOND], tone)


def leather_bag(art: Art) -> None:
    """A satchel with a tooled flap and a woven band."""
    ground, leather = art.pick(SATCHELS)
    setting(art, ground)
    art.shadow([(250, 1170), (930, 1170), (1120, 1230), (960, 1290), (280, 1270)], blur=34, alpha=0.5)
    strap = curve((306, 690), (330, 470), (470, 300), (610, 270), (750, 300), (890, 470), (914, 690))
    art.line(strap, dark(leather, 0.42), 40)
    art.line([(x - 4, y - 4) for x, y in strap], leather, 30)
    _stitches(art, [(x - 4, y - 4) for x, y in strap], light(leather, 0.5), 6)
    art.paint(rounded(262, 640, 1000, 1246, 70), dark(leather, 0.5))
    art.paint(rounded(228, 640, 962, 1256, 74), dark(leather, 0.14))
    woven(
        art,
        band(art, art.pick(("crafts", "carpet", "tourism")), 48, 9),
        [(236, 1082), (954, 1082), (950, 1192), (240, 1192)],
    )
    for y in (1074, 1200):
        art.line([(236, y), (954, y)], dark(leather, 0.4), 10)
        _stitches(art, [(240 + i * 24, y) for i in range(30)], light(leather, 0.5), 1)
    _flap(art, leather)


def _flap(art: Art, leather: Colour) -> None:
    outline = [
        *oval(302, 706, 78, 84, start=180, end=270), *oval(888, 706, 78, 84, start=270, end=360),
        *curve((966, 760), (958, 900), (880, 1000), (720, 1046), (595, 1056),
               (470, 1046), (310, 1000), (232, 900), (224, 760)),
    ]  # fmt: skip
    art.shadow([(x + 4, y + 22) for x, y in outline], blur=14, alpha=0.5)
    art.paint(outline, leather)
    face = polygon(outline)
    art.fill(face - polygon((x - 26, y - 20) for x, y in outline), dark(leather, 0.5), 0.5)
    art.fill(face - polygon((x + 20, y + 18) for x, y in outline), "#FFFFFF", 0.16)
    inner = [(595 + (x - 595) * 0.93, 830 + (y - 830) * 0.9) for x, y in outline]
    _stitches(art, inner, light(leather, 0.55), 5)
    deep, pale = dark(leather, 0.42), light(leather, 0.34)
    for reach, waist, tone in ((150, 92, deep), (132, 80, pale), (104, 58, deep), (62, 38, pale), (34, 20, deep)):
        art.paint([_moved(_star(i, 8, reach, waist), 595, 806) for i in range(16)], tone)
    for side in (-1, 1):
        for x, y, size in ((215, 806, 34), (290, 800, 22), (170, 880, 18), (170, 732, 18)):
            for share, tone in ((1, deep), (0.62, pale), (0.28, deep)):
                art.paint(
                    [(595 + side * x + dx * size * share, y + dy * size * 1.3 * share) for dx, dy in DIAMOND], tone
                )
    art.paint(rounded(552, 980, 638, 1110, 20), dark(leather, 0.3))
    art.paint(rounded(546, 976, 632, 1104, 20), light(leather, 0.08))
    art.paint(rounded(556, 1000, 622, 1062, 14), BRASS)
    art.paint(rounded(572, 1016, 606, 1046, 8), dark(leather, 0.3))
    art.line([(589, 1004), (589, 1050)], light(BRASS, 0.4), 7)


def _moved(point: Point, x: float, y: float) -> Point:
    return point[0] + x, point[1] + y


def _stitches(art: Art, path: list[Point], tone: Colour, every: int) -> None:
    """Short dashes along a path: every `every`-th step, half thread and half gap."""
    for i in range(0, len(path) - 1, max(2, every)):
        a, b = path[i], path[min(len(path) - 1, i + max(1, every // 2))]
        art.line([a, b], tone, 5)
