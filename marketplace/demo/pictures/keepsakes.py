"""Thuya boxes with marquetry, and stacks of soap."""

from __future__ import annotations

import math
from collections.abc import Callable

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    MOSS,
    OLIVE,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
    TERRACOTTA,
    WOOL,
    Art,
    Colour,
    Point,
    Shape,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
    rounded,
)
from marketplace.demo.pictures.props import band, emblem, leaf, setting, sprig, woven
from marketplace.demo.pictures.turned import Turned

Place = Callable[[float, float], Point]  # (-1..1, -1..1) on a face to a point of the picture
LEMONWOOD, EBONY, PEARL = "#E8C680", "#2A1A12", "#F4EFE6"


def thuya_box(art: Art) -> None:
    setting(art, art.pick((SAGE, SAND, PINE, MOSS, SAFFRON, BLUSH)), backdrop=art.pick(("arch", "disc", "plain")))
    wood = art.pick(("#9A4E22", "#A8602C", "#83401C"))
    (_square_box if art.seed % 2 == 0 else _round_box)(art, wood)
    _beads(art)
    sprig(art, [(150, 1390), (270, 1330), (420, 1336), (520, 1372)], "#5F7A4A", length=54, width=15, pairs=12)


def _beads(art: Art) -> None:
    """A necklace of amber, or of silver with coral or turquoise, laid before the box."""
    bead, other = art.pick((("#D98A1E", "#F1C868"), ("#C9C6BE", "#B5402E"), ("#C9C6BE", "#2F8C86")))
    loop = [oval(892, 1352, 176, 56, start=a, end=a + 1)[0] for a in range(-90, 270, 15)]
    art.shadow(oval(902, 1372, 182, 58), blur=12, alpha=0.2)
    art.line([*loop, loop[0]], "#4A3020", 4)
    for i, (x, y) in enumerate(loop):
        front = (y - 1296) / 112  # nearer beads are larger
        size, tone = (12 + 7 * front) * (1.3 if i == 12 else 1), other if i % 4 == 0 else bead
        art.shadow(oval(x + 5, y + size * 0.8, size, size * 0.4), blur=5, alpha=0.4)
        art.paint(oval(x, y, size, size), dark(tone, 0.28))
        art.paint(oval(x - size * 0.14, y - size * 0.14, size * 0.8, size * 0.8), tone)
        art.paint(oval(x - size * 0.32, y - size * 0.34, size * 0.24, size * 0.18), light(tone, 0.6))


def _square_box(art: Art, wood: Colour) -> None:
    a, b, c, d = (200, 860), (490, 724), (1010, 800), (760, 960)  # lid: left, back, right, front
    high = 236
    art.shadow([(206, 1030), (760, 1180), (1010, 1000), (1150, 1052), (830, 1250), (226, 1100)], blur=24, alpha=0.55)
    front = [a, d, (d[0], d[1] + high), (a[0], a[1] + high - 20)]
    side = [d, c, (c[0], c[1] + high - 14), (d[0], d[1] + high)]
    for face, tone in ((front, wood), (side, dark(wood, 0.34)), ([a, b, c, d], light(wood, 0.13))):
        shape = polygon(face)
        art.fill(shape, tone)
        _burl(art, shape, face, tone)
    _front_inlay(art, front, side)
    for seam, tone in (((a, d), 0.55), ((d, c), 0.62)):
        art.line([(x, y + 62) for x, y in seam], dark(wood, tone), 6)
    _inlay(art, _plane(a, b, c, d), art.pick((8, 6, 8), 2))
    art.line([a, d, c], light(wood, 0.35), 5)
    clasp = ((a[0] + d[0]) / 2 + 20, (a[1] + d[1]) / 2 + 64)
    art.paint(rounded(clasp[0] - 20, clasp[1] - 30, clasp[0] + 20, clasp[1] + 36, 14), "#C6973F")
    art.dot(clasp[0], clasp[1] + 10, 7, 7, "#5E3A10")


def _plane(a: Point, b: Point, c: Point, d: Point) -> Place:
    def place(u: float, v: float) -> Point:
        s, t = (u + 1) / 2, (v + 1) / 2
        back, front = (
            (a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s),
            (d[0] + (c[0] - d[0]) * s, d[1] + (c[1] - d[1]) * s),
        )
        return back[0] + (front[0] - back[0]) * t, back[1] + (front[1] - back[1]) * t

    return place


def _round_box(art: Art, wood: Colour) -> None:
    box = Turned(600, [(860, 352), (960, 352), (964, 340), (1186, 340), (1200, 330)], tilt=0.36, smooth=False)
    box.cast(art)
    body = box.shape()
    art.fill(body, wood)
    _burl(art, body, box.outline(), wood)
    for v, tall in ((0.03, 0.05), (0.9, 0.05)):
        art.paint(box.patch(-90, 90, v, v + tall), EBONY)
        for turn in range(-90, 90, 6):
            art.paint(box.patch(turn, turn + 3, v + 0.012, v + tall - 0.012), LEMONWOOD)
    for turn in range(-84, 90, 24):
        for reach, tone in ((1, EBONY), (0.82, LEMONWOOD), (0.4, PEARL)):
            ring = [(turn + dx * 9 * reach, 0.62 + dy * 0.16 * reach) for dx, dy in ((-1, 0), (0, -1), (1, 0), (0, 1))]
            art.paint([box.at(max(-90, min(90, t)), v) for t, v in ring], tone)
    art.paint(box.patch(-90, 90, 0.3, 0.325), dark(wood, 0.6))
    box.volume(art, "#1E0A04", alpha=0.2, light=0.2)
    lid = polygon(box.disc())
    art.fill(lid, light(wood, 0.14))
    _burl(art, lid, box.disc(), light(wood, 0.14))
    _inlay(art, lambda u, v: (600 + u * 344, 860 + v * 344 * 0.36), art.pick((8, 6, 12), 2), ring=True)


def _burl(art: Art, face: Shape, outline: list[Point], wood: Colour) -> None:
    """Flowing grain and the small dark eyes thuya root is known for."""
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, low = min(y for _, y in outline), max(y for _, y in outline)
    for _ in range(18):
        y = art.rng.uniform(top, low)
        path = curve(*((left + (right - left) * t / 5, y + art.rng.uniform(-26, 26)) for t in range(6)), steps=8)
        ribbon = [*path, *((px, py + art.rng.uniform(2, 8)) for px, py in reversed(path))]
        art.fill(polygon(ribbon) & face, art.rng.choice((dark(wood, 0.34), light(wood, 0.2), dark(wood, 0.2))), 0.5)
    for _ in range(46):
        x, y, size = art.rng.uniform(left, right), art.rng.uniform(top, low), art.rng.uniform(4, 15)
        for share, tone in ((1, dark(wood, 0.3)), (0.72, light(wood, 0.1)), (0.42, dark(wood, 0.6))):
            art.fill(polygon(oval(x, y, size * share * 1.15, size * share * 0.8, turn=20)) & face, tone, 0.72)


def _inlay(art: Art, place: Place, points: int, *, ring: bool = False) -> None:
    """A frame of dashes and a star of two woods and mother-of-pearl."""
    if ring:
        _frame_round(art, place)
    else:
        _frame_square(art, place)
    for reach, waist, tone in (
        (0.66, 0.4, EBONY),
        (0.62, 0.365, LEMONWOOD),
        (0.4, 0.22, TERRACOTTA),
        (0.3, 0.16, EBONY),
        (0.2, 0.13, PEARL),
    ):
        star = [_polar(place, waist if i % 2 else reach, i * math.pi / points) for i in range(points * 2)]
        art.paint(star, tone)
    for i in range(points):
        tip, base = i * 2 * math.pi / points, math.pi / points
        art.paint(
            [_polar(place, 0.64, tip), _polar(place, 0.37, tip + base), _polar(place, 0.38, tip)], dark(LEMONWOOD, 0.3)
        )
        diamond = ((0.78, 0), (0.71, 0.06), (0.64, 0), (0.71, -0.06))
        art.paint([_polar(place, r, tip + base + a) for r, a in diamond], PEARL)


def _polar(place: Place, reach: float, angle: float) -> Point:
    return place(reach * math.sin(angle), -reach * math.cos(angle))


def _frame_round(art: Art, place: Place) -> None:
    for reach, tone in ((0.95, EBONY), (0.85, mix("#9A4E22", LEMONWOOD, 0.25))):
        art.paint([_polar(place, reach, i * math.pi / 60) for i in range(120)], tone)
    for i in range(48):
        start = i * math.pi / 24
        art.paint(
            [_polar(place, r, start + a) for r, a in ((0.93, 0), (0.93, 0.066), (0.87, 0.066), (0.87, 0))], LEMONWOOD
        )


def _frame_square(art: Art, place: Place) -> None:
    for reach, tone in ((0.92, EBONY), (0.8, mix("#9A4E22", LEMONWOOD, 0.22))):
        art.paint([place(u * reach, v * reach) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))], tone)
    for i in range(22):
        s, e = -0.9 + i * 0.0825, -0.9 + i * 0.0825 + 0.045
        for near, far in ((-0.9, -0.82), (0.82, 0.9)):
            art.paint([place(s, near), place(e, near), place(e, far), place(s, far)], LEMONWOOD)
            art.paint([place(near, s), place(near, e), place(far, e), place(far, s)], LEMONWOOD)


def _front_inlay(art: Art, front: list[Point], side: list[Point]) -> None:
    for face, count, shade in ((front, 9, 0.0), (side, 5, 0.3)):
        (ax, ay), (bx, by), (_, _low), _ = face
        for i in range(count):
            t = (i + 0.5) / count
            x, y = ax + (bx - ax) * t, ay + (by - ay) * t + 150 - (12 * (1 - t) if not shade else 0)
            for reach, tone in ((1, EBONY), (0.8, LEMONWOOD), (0.36, PEARL)):
                art.paint(
                    [(x - 24 * reach, y), (x, y - 38 * reach), (x + 24 * reach, y), (x, y + 38 * reach)],
                    dark(tone, shade),
                )


SOAPS = (
    ("#7E8F45", "#E9DDBE", "#A9B36A"),
    ("#E7C9B4", "#C97F74", "#F1E4D0"),
    ("#C98A3C", "#F0DCAE", "#8A5526"),
    ("#6E8FA0", "#EFE6D2", "#A8C0C4"),
)


def soap(art: Art) -> None:
    setting(art, art.pick((ROSE, INDIGO, SAGE, CLAY, BLUSH)), backdrop=art.pick(("disc", "arch", "window")))
    low, middle, top = art.pick(SOAPS)
    _rack(art)
    _bar(art, 280, 992, 560, 176, low)
    _bar(art, 318, 812, 520, 172, middle)
    woven(art, band(art, "cosmetics", 24, 13), [(470, 812), (650, 812), (650, 984), (470, 984)])
    art.paint([(470, 814), (650, 814), (740, 754), (560, 754)], WOOL)
    _bar(art, 292, 640, 520, 168, top)
    emblem(art, 552, 724, 58, art.pick((OLIVE, "#9A4A62", "#7A4A26")))
    for y in (1058, 1076):
        art.line([(282, y), (838, y)], "#B08A48", 8)
    sprig(art, [(860, 1380), (960, 1330), (1080, 1340)], "#7E8F55", length=88, width=24, pairs=5)
    for x, y, r in ((196, 1330, 46), (262, 1368, 30), (150, 1384, 22), (236, 1290, 18)):
        _bubble(art, x, y, r)


def _rack(art: Art) -> None:
    art.shadow([(230, 1180), (960, 1180), (1080, 1236), (960, 1280), (250, 1270)], blur=30, alpha=0.46)
    for i in range(4):
        y = 1158 + i * 30
        left, right = 262 - i * 14, 946 + i * 6
        art.paint([(left + 6, y), (right - 4, y), (right, y + 20), (left, y + 20)], "#9A6234" if i % 2 else "#A8703E")
        art.paint([(left, y + 20), (right, y + 20), (right, y + 30), (left, y + 30)], "#5E3A1C")


def _bar(art: Art, x: float, y: float, wide: float, tall: float, colour: Colour) -> None:
    """A bar with soft edges, flecked with herbs, seen from the left front."""
    dx, dy = 92, -60
    for i in range(24, -1, -1):
        art.paint(
            rounded(x + dx * i / 24, y + dy * i / 24, x + wide + dx * i / 24, y + tall + dy * i / 24, 26),
            dark(colour, 0.3),
        )
    art.paint(
        [(x + 16, y + 6), (x + dx + 18, y + dy), (x + wide + dx - 16, y + dy + 1), (x + wide - 8, y + 8)],
        light(colour, 0.32),
    )
    art.paint(rounded(x, y, x + wide, y + tall, 26), colour)
    art.paint(rounded(x + 10, y + 8, x + wide - 12, y + 22, 7), light(colour, 0.3))
    art.paint(rounded(x + 14, y + tall - 20, x + wide - 14, y + tall - 6, 7), dark(colour, 0.14))
    for _ in range(46):
        px, py = art.rng.uniform(x + 24, x + wide - 24), art.rng.uniform(y + 30, y + tall - 28)
        art.dot(
            px,
            py,
            art.rng.uniform(3, 7),
            2.4,
            mix(colour, art.rng.choice(("#4A3A1C", "#6E7C36")), 0.5),
            art.rng.uniform(0, 180),
        )


def _bubble(art: Art, x: float, y: float, radius: float) -> None:
    art.fill(polygon(oval(x, y, radius, radius)), "#FFFFFF", 0.26)
    art.line(oval(x, y, radius, radius), "#FFF9EE", 3)
    art.line(oval(x, y, radius * 0.7, radius * 0.7, start=190, end=250), "#FFFFFF", 5)
    leaf(art, x + radius * 0.2, y + radius * 0.3, 30, radius * 0.4, radius * 0.14, "#FFFFFF")
