"""Palm-leaf (doum) baskets with woven bands."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    CLAY,
    INK,
    MADDER,
    MAJORELLE,
    MOSS,
    OLIVE,
    PINE,
    SAFFRON,
    SAGE,
    TERRACOTTA,
    Art,
    Colour,
    curve,
    dark,
    light,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import band, setting
from marketplace.demo.pictures.turned import Turned


def basket(art: Art) -> None:
    setting(art, art.pick((CLAY, PINE, SAGE, SAFFRON, MADDER, MOSS)))
    body = art.pick(
        (
            Turned(600, [(770, 380), (900, 372), (1080, 330), (1190, 276), (1206, 262)], tilt=0.24),
            Turned(600, [(700, 270), (840, 330), (1000, 352), (1150, 310), (1206, 262)], tilt=0.24),
        )
    )
    body.cast(art)
    _handle(art, body, back=True)
    art.paint(body.disc(), "#5E4220")
    art.paint(body.disc(0, -16), "#7A5A2E")
    art.fill(body.shape(closed=False), "#C9A566")
    body.cells(art, _plaited(art), -90, 90, 0.03, 1)
    for v in (0.0, 0.035):
        art.line(body.arc(v), "#A8803F", 15)
        art.line([(x - 2, y - 4) for x, y in body.arc(v)], "#E2C68C", 5)
    body.volume(art, "#3A2008", alpha=0.17, light=0.12)
    _handle(art, body, back=False)
    for turn in art.pick(((-34, -20, -6), (), (14, 30, 46), ())):
        _pompom(art, *body.at(turn, 0.16), art.rng.choice((TERRACOTTA, MAJORELLE, SAFFRON, OLIVE, MADDER)))


def _plaited(art: Art) -> list[list[Colour]]:
    """Straw in a twill, with one or two woven bands."""
    straw, shade = art.pick((("#D9BC80", "#C4A05C"), ("#E2CB98", "#CDB077"), ("#C9A566", "#B08A48")))
    rows = [[straw if (x + y) % 4 < 2 else shade for x in range(72)] for y in range(40)]
    craft = art.pick(("crafts", "carpet", "tourism", "olive"))
    first = band(art, craft, 72, 11)
    rows[7:18] = first
    if art.seed % 3 != 1:
        rows[25:32] = band(art, craft, 72, 7)
    return rows


def _handle(art: Art, body: Turned, *, back: bool) -> None:
    leather = art.pick(("#7A4A26", "#B5763A", "#3A2418"))
    lift, reach = (330, 36) if back else (250, 44)
    (ax, ay), (bx, by) = body.at(-reach, 0), body.at(reach, 0)
    if back:
        ay, by = (2 * body.top - y for y in (ay, by))
    arch = curve(
        (ax, ay + (0 if back else 70)),
        (ax + 10, ay - lift * 0.55),
        (600, ay - lift),
        (bx - 10, by - lift * 0.55),
        (bx, by + (0 if back else 70)),
    )
    art.line(arch, dark(leather, 0.3 if back else 0.1), 26)
    art.line([(x - 4, y - 5) for x, y in arch], light(leather, 0.05 if back else 0.22), 8)
    if not back:
        for x, y in ((ax, ay + 70), (bx, by + 70)):
            art.dot(x, y, 21, 21, dark(leather, 0.2))
            art.dot(x, y, 9, 9, SAFFRON)


def _pompom(art: Art, x: float, y: float, wool: Colour) -> None:
    art.line([(x, y - 40), (x, y + 30)], dark(wool, 0.2), 5)
    art.fill(polygon(oval(x + 8, y + 58, 38, 36)), INK, 0.3)
    for _ in range(90):
        angle, reach = art.rng.uniform(0, math.tau), 33 * math.sqrt(art.rng.random())
        px, py = x + reach * math.cos(angle), y + 50 + reach * math.sin(angle)
        art.dot(
            px,
            py,
            7,
            4,
            dark(wool, 0.28) if px - x + py - y - 50 > 16 else light(wool, art.rng.uniform(0, 0.25)),
            math.degrees(angle),
        )
