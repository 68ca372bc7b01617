"""Brass lanterns of Marrakech, pierced by hand and lit."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    INDIGO,
    INK,
    MADDER,
    PINE,
    Art,
    Colour,
    Point,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import setting
from marketplace.demo.pictures.turned import Turned

BRASS, LAMPLIGHT = "#C6973F", "#FFE7A0"


def brass_lantern(art: Art) -> None:
    """A pierced lantern, lit: its pattern falls on the wall."""
    night = art.pick((mix(INDIGO, INK, 0.35), mix(MADDER, INK, 0.34), mix(PINE, INK, 0.36), mix("#5A3A6E", INK, 0.3)))
    setting(art, night, backdrop=art.pick(("arch", "plain")))
    art.glow(600, 760, 720, "#FFC25A", 0.55)
    _cast_light(art)
    brass = art.pick((BRASS, "#B9803A", "#CFA658"), 2)
    tall = [(420, 44), (470, 150), (486, 168), (560, 224), (760, 262), (960, 224), (1076, 130), (1110, 118)]
    round_ = [(440, 44), (500, 130), (516, 146), (580, 262), (770, 336), (960, 262), (1066, 130), (1110, 118)]
    six = [(420, 50), (540, 190), (556, 204), (600, 214), (800, 246), (1030, 276), (1060, 262), (1110, 150)]
    body = Turned(600, art.pick((round_, tall, six)), tilt=0.16)
    foot = Turned(600, [(1104, 112), (1150, 150), (1196, 214), (1212, 216)], tilt=0.2)
    foot.cast(art, alpha=0.6)
    art.fill(foot.shape(), dark(brass, 0.1))
    for v in (0.5, 0.92):
        art.line(foot.arc(v), dark(brass, 0.46), 7)
    foot.volume(art, "#241004", alpha=0.24, light=0.3)
    art.fill(body.shape(), brass)
    _pierced(art, body, brass)
    body.volume(art, "#241004", alpha=0.2, light=0.24)
    ring = oval(600, 368, 48, 56)
    art.line(ring, dark(brass, 0.3), 20)
    art.line([(x - 3, y - 3) for x, y in ring], light(brass, 0.3), 8)
    art.glow(600, 780, 330, LAMPLIGHT, 0.2)


def _cast_light(art: Art) -> None:
    """Lozenges of light thrown outwards, larger and fainter with distance."""
    for ring, reach in enumerate((380, 470, 566, 668, 776)):
        for i in range(26):
            angle = math.radians(i * 360 / 26 + ring * 7)
            x, y = 600 + reach * math.sin(angle), 770 - reach * math.cos(angle)
            long, wide = 20 + ring * 7, 8 + ring * 3
            ax, ay, nx, ny = math.sin(angle), -math.cos(angle), math.cos(angle), math.sin(angle)
            if y > 1000:  # on the table the beams lie flatter
                y, ay, ny = 1000 + (y - 1000) * 0.72, ay * 0.5, ny * 0.5
            spark = [(x + ax * long, y + ay * long), (x + nx * wide, y + ny * wide),
                     (x - ax * long, y - ay * long), (x - nx * wide, y - ny * wide)]  # fmt: skip
            art.fill(polygon(spark), "#FFD98A", (0.5, 0.38, 0.28, 0.2, 0.13)[ring])


def _pierced(art: Art, body: Turned, brass: Colour) -> None:
    kind = art.seed % 3
    for row in range(9):
        v, count = 0.3 + row * 0.075, 18
        for i in range(count):
            turn = -90 + 180 * (i + (0.5 if row % 2 else 0)) / count
            if abs(turn) > 84:
                continue
            _hole(art, body, turn, v, 3.6, 0.032, star=(kind == 1 or (kind == 2 and row % 2 == 0)))
    for v, tall in ((0.0, 0.05), (0.225, 0.035), (0.925, 0.045)):
        art.paint(body.patch(-90, 90, v, v + tall), dark(brass, 0.26))
        art.line(body.arc(v + tall / 2), light(brass, 0.3), 5)
    for turn in range(-80, 90, 20):
        art.paint([body.at(turn - 7, 0.2), body.at(turn, 0.08), body.at(turn + 7, 0.2)], dark(brass, 0.42))
        art.paint([body.at(turn - 4, 0.19), body.at(turn, 0.11), body.at(turn + 4, 0.19)], "#FFD879")


def _hole(art: Art, body: Turned, turn: float, v: float, wide: float, tall: float, *, star: bool) -> None:
    for grow, tone in ((1.0, "#6B3E10"), (0.8, "#FFC65A"), (0.5, "#FFF3C4")):
        points = 6 if star else 2
        ring = [_star(i, points, grow, grow * (0.55 if star else 0.999)) for i in range(points * 2)]
        art.paint([body.at(max(-90, min(90, turn + dx * wide)), v + dy * tall) for dx, dy in ring], tone)


def _star(i: int, points: int, reach: float, waist: float) -> Point:
    angle, r = i * math.pi / points, reach if i % 2 == 0 else waist
    return r * math.sin(angle), -r * math.cos(angle)
