"""Flat weaves folded or hung, and cushions."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    INK,
    MADDER,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
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
from marketplace.demo.pictures.props import band, setting, woven
from marketplace.demo.pictures.rugs import DYES, FIELDS, Dyes

GROUNDS = (SAGE, CLAY, SAND, PINE, BLUSH, INDIGO, ROSE, SAFFRON)
CRAFTS = ("carpet", "crafts", "tourism", "cheese", "olive", "couscous")


def hanbel(art: Art) -> None:
    """Flat weaves: a folded pile on a bench, or one hung whole from a pole."""
    setting(art, art.pick(GROUNDS), backdrop=art.pick(("arch", "plain", "window")))
    (_pile if art.seed % 2 else _hung)(art)


def _pile(art: Art) -> None:
    _bench(art)
    foot = 1080.0
    for i, (tall, wide) in enumerate(((196, 742), (172, 706), (150, 668), (126, 640))):
        left = 600 - wide / 2 + art.rng.uniform(-12, 12)
        _folded(art, left, foot - tall, wide, tall, DYES[(art.seed // 2 + i * 3) % len(DYES)], layers=4 if i < 2 else 3)
        foot -= tall - 2


def _bench(art: Art) -> None:
    wood = "#8A5A30"
    art.shadow([(200, 1290), (1010, 1290), (1130, 1330), (240, 1350)], blur=28, alpha=0.5)
    for x in (250, 890):
        art.paint([(x, 1120), (x + 60, 1120), (x + 50, 1320), (x + 10, 1320)], dark(wood, 0.3))
    art.paint(rounded(170, 1076, 1030, 1146, 16), wood)
    art.paint(rounded(170, 1076, 1030, 1092, 8), light(wood, 0.26))
    for i in range(3):
        y = 1104 + i * 12
        wave = curve(*((190 + t * 102, y + art.rng.uniform(-4, 4)) for t in range(9)))
        art.line(wave, dark(wood, 0.24), 3)


def _folded(art: Art, x: float, y: float, wide: float, tall: float, dyes: Dyes, *, layers: int) -> None:
    """A weave folded in layers: the band of its middle shows on the face, the folds on the right."""
    under = [(x + 8, -16), (x + wide + 26, -16), (x + wide + 30, 10), (x + 8, 10)]
    art.shadow([(px, y + tall + dy) for px, dy in under], blur=12, alpha=0.5)
    step = tall / layers
    for i in range(layers):
        top = y + i * step
        inset = art.rng.uniform(0, 12)
        art.paint(rounded(x + inset, top, x + wide - inset * 0.4, top + step, step / 2), dark(dyes[0], 0.1 + 0.05 * i))
        face = polygon(rounded(x + inset + 2, top + 2, x + wide - inset * 0.4 - 4, top + step - 5, step / 2 - 3))
        art.fill(face, dyes[0])
        _stripes(art, face, x, wide, top, step, dyes)
        art.fill(
            face
            & polygon([(x, top + step * 0.62), (x + wide, top + step * 0.62), (x + wide, top + step), (x, top + step)]),
            INK,
            0.2,
        )
        art.fill(
            face & polygon([(x, top), (x + wide, top), (x + wide, top + step * 0.2), (x, top + step * 0.2)]),
            "#FFFFFF",
            0.16,
        )
    for i in range(26):
        fx, fy = x + 14 + art.rng.uniform(-6, 4), y + tall - 8 - art.rng.uniform(0, step * 0.8)
        art.line(
            [(fx, fy), (fx - art.rng.uniform(24, 40), fy + art.rng.uniform(6, 22))],
            "#F1E6CE" if i % 3 else "#D9C49A",
            4,
        )


def _stripes(art: Art, face: Shape, x: float, wide: float, top: float, step: float, dyes: Dyes) -> None:
    """Narrow bands across, with a row of teeth in the broad ones; the same on every layer."""
    edges = (0.07, 0.1, 0.12, 0.2, 0.22, 0.25, 0.36, 0.38, 0.46, 0.54, 0.62, 0.64, 0.75, 0.78, 0.8, 0.88, 0.9, 0.93)
    tones = (dyes[1], dyes[0], dyes[3], dyes[1], dyes[2], dyes[0], dyes[1], dyes[2], dyes[3])
    for i, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        left, right = x + wide * a, x + wide * b
        quad = [(left, top), (right, top), (right, top + step), (left, top + step)]
        art.fill(face & polygon(quad), tones[i])
        if b - a > 0.05:
            middle, reach = (left + right) / 2, (right - left) / 2
            for k in range(3):
                cy = top + step * (k + 0.5) / 3
                diamond = [
                    (middle - reach * 0.7, cy),
                    (middle, cy - step / 6),
                    (middle + reach * 0.7, cy),
                    (middle, cy + step / 6),
                ]
                art.fill(face & polygon(diamond), dyes[2] if tones[i] != dyes[2] else dyes[1])


def _hung(art: Art) -> None:
    """Whole, from its pole to its fringe."""
    left, right, top, low = 270, 930, 250, 1230
    dyes, wood = art.pick(DYES), "#7A4A26"
    art.shadow(
        [(left + 36, top), (right + 50, top), (right + 46, low + 60), (left + 36, low + 60)], blur=30, alpha=0.46
    )
    for i in range(60):
        x = left + 6 + i * (right - left - 10) / 59
        art.line(
            [(x, low - 6), (x + art.rng.uniform(-5, 5), low + art.rng.uniform(52, 66))],
            "#F1E6CE" if i % 2 else "#D2BC8E",
            5,
        )
    rows = _bands(art, dyes)
    tall = (low - top) / len(rows)
    for i, row in enumerate(rows):
        woven(
            art,
            [row],
            [
                (left, top + i * tall),
                (right, top + i * tall),
                (right, top + (i + 1.04) * tall),
                (left, top + (i + 1.04) * tall),
            ],
        )
    for i in range(len(rows) * 2):
        y = top + i * tall / 2
        art.fill(polygon([(left, y), (right, y), (right, y + 2.2), (left, y + 2.2)]), INK, 0.12)
    for x, wide, tone, alpha in (
        (left + 130, 90, "#FFFFFF", 0.08),
        (left + 330, 70, INK, 0.09),
        (left + 540, 120, INK, 0.13),
    ):
        art.fill(
            polygon(
                curve((x, top), (x + 14, 700), (x - 6, low))
                + curve((x + wide, low), (x + wide + 10, 700), (x + wide - 20, top))
            ),
            tone,
            alpha,
        )
    art.shadow([(left, top + 26), (right, top + 26), (right, top + 60), (left, top + 60)], blur=10, alpha=0.5)
    art.line([(190, top), (1010, top)], dark(wood, 0.3), 46)
    art.line([(190, top - 8), (1010, top - 8)], light(wood, 0.14), 14)
    art.paint([(left, top - 27), (right, top - 27), (right, top + 30), (left, top + 30)], dyes[0])
    art.fill(polygon([(left, top + 6), (right, top + 6), (right, top + 30), (left, top + 30)]), INK, 0.22)
    for x in (190, 1010):
        art.dot(x, top, 32, 32, wood)
        art.dot(x - 6, top - 7, 16, 16, light(wood, 0.3))


def _bands(art: Art, dyes: Dyes) -> list[list[Colour]]:
    """Patterned bands parted by stripes, mirrored about the middle."""
    columns, rows = 72, 0
    upper: list[list[Colour]] = [[dyes[0]] * columns] * 3
    crafts = art.pick(CRAFTS), art.pick(CRAFTS, 3), art.pick(CRAFTS, 5)
    while rows < 4:
        upper += [[tone] * columns for tone in (dyes[1], dyes[0], dyes[0], dyes[3], dyes[2], dyes[2])]
        cells = band(art, crafts[rows % 3], 72, (11, 7, 9, 11)[rows])
        upper += cells
        upper += [[tone] * columns for tone in (dyes[2], dyes[3], dyes[0], dyes[0])]
        rows += 1
    return [*upper, *[[dyes[1]] * columns] * 2, *reversed(upper)]


def cushion(art: Art) -> None:
    """A square cushion standing on its edge, with tassels; sometimes a second one behind it."""
    setting(
        art, art.pick((PINE, SAND, MADDER, SAGE, INDIGO, BLUSH, SAFFRON)), backdrop=art.pick(("disc", "arch", "window"))
    )
    art.shadow(oval(640, 1216, 470, 60), blur=30, alpha=0.56)
    dyes = art.pick(DYES)
    if art.seed % 2:
        _cushion(art, 760, 740, 330, DYES[(art.seed + 3) % len(DYES)], plain=True)
        _cushion(art, 520, 840, 366, dyes, plain=False)
    else:
        _cushion(art, 600, 800, 410, dyes, plain=False)


def _cushion(art: Art, x: float, y: float, half: float, dyes: Dyes, *, plain: bool) -> None:
    def at(u: float, v: float) -> Point:
        return x + u * half * (0.9 + 0.1 * v * v), y + v * half * (0.9 + 0.1 * u * u)

    edge = [i / 10 for i in range(-10, 11)]
    outline = [
        *(at(u, -1) for u in edge),
        *(at(1, v) for v in edge),
        *(at(-u, 1) for u in edge),
        *(at(-1, -v) for v in edge),
    ]
    art.shadow([(px + 34, py + 26) for px, py in outline], blur=24, alpha=0.36)
    for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        _tassel(art, *at(u, v), u, dyes[3])
    side = 44
    cells = _striped(dyes, side) if plain else art.pick(FIELDS)(art, side, side, dyes)
    for r, row in enumerate(cells):
        for c, yarn in enumerate(row):
            u0, u1, v0, v1 = (2 * t / side - 1 for t in (c, min(side, c + 1.06), r, min(side, r + 1.06)))
            art.paint([at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)], yarn)
    face = polygon(outline)
    for i in range(1, side * 2):
        art.line([at(t, i / side - 1) for t in edge], mix(dyes[0], INK, 0.5), 0.6)
    art.fill(face - polygon((px - half * 0.16, py - half * 0.14) for px, py in outline), INK, 0.2)
    art.fill(face - polygon((px - half * 0.4, py - half * 0.36) for px, py in outline), INK, 0.12)
    art.fill(face - polygon((px + half * 0.1, py + half * 0.1) for px, py in outline), "#FFFFFF", 0.15)
    art.line(outline, dark(dyes[2], 0.25), 15)
    art.line([(px - 2, py - 3) for px, py in outline], light(dyes[2], 0.12), 6)


def _striped(dyes: Dyes, side: int) -> list[list[Colour]]:
    beat = (dyes[0], dyes[0], dyes[0], dyes[1], dyes[0], dyes[2], dyes[2], dyes[3], dyes[2], dyes[2], dyes[0], dyes[1])
    return [[beat[c % len(beat)] for c in range(side)] for _ in range(side)]


def _tassel(art: Art, x: float, y: float, way: float, wool: Colour) -> None:
    tip = (x + way * 34, y + 70)
    for i in range(13):
        spread = (i - 6) * 5.4
        knot, bend = (x + way * 8, y + 10), (x + way * 22 + spread * 0.5, y + 40)
        thread = curve(knot, bend, (tip[0] + spread, tip[1] + 20 - abs(spread) * 0.2))
        art.line(thread, dark(wool, 0.28) if i % 2 else light(wool, 0.1), 6)
    art.dot(x + way * 8, y + 8, 17, 16, wool)
    art.line([(x + way * 8 - 14, y + 26), (x + way * 22 + 12, y + 30)], dark(wool, 0.4), 6)
