"""Cones of spices in painted bowls."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    INDIGO,
    MADDER,
    PAPER,
    PINE,
    SAGE,
    SAND,
    Art,
    Colour,
    dark,
    light,
    polygon,
)
from marketplace.demo.pictures.props import setting
from marketplace.demo.pictures.turned import Turned

# Paprika, turmeric, cumin, dried herbs, ginger: the cone in front comes first.
SPICES = (
    ("#B3301E", "#E0A21C", "#7A5228"),
    ("#8A4E22", "#C23A22", "#7C8A3A"),
    ("#E3A31E", "#8C5A2A", "#B8341F"),
    ("#C8451F", "#D9C088", "#6E7C34"),
    ("#7C8A3A", "#DDAE4A", "#A8321E"),
)


def spice_cones(art: Art) -> None:
    setting(
        art, art.pick((INDIGO, SAGE, PINE, SAND, MADDER)), backdrop=art.pick(("arch", "window", "disc")), horizon=900
    )
    clay = art.pick(("#B5512F", "#F3EAD6", "#2F3FA8"))
    front, left, right = art.pick(SPICES)
    for x, y, size, tone in ((330, 1010, 0.84, left), (872, 1030, 0.9, right), (590, 1256, 1.2, front)):
        _cone_bowl(art, x, y, size, tone, clay)
    for _ in range(90):
        art.dot(art.rng.gauss(950, 62), art.rng.gauss(1340, 15), 3.6, 3, art.rng.choice((front, light(front, 0.2))))
    _cinnamon(art, 210, 1372)


def _cone_bowl(art: Art, x: float, y: float, size: float, tone: Colour, clay: Colour) -> None:
    """A heap combed to a point, in a shallow bowl whose foot stands at y."""
    bowl = Turned(
        x, [(y - 120 * size, 216 * size), (y - 96 * size, 212 * size), (y - 24 * size, 132 * size), (y, 112 * size)],
        tilt=0.25,
    )  # fmt: skip
    bowl.cast(art)
    art.paint(bowl.disc(), dark(clay, 0.4))
    top = y - 430 * size
    cone = Turned(x, [(top, 5), (top + 26 * size, 22 * size), (y - 116 * size, 196 * size)], tilt=0.25)
    art.fill(cone.shape(), tone)
    for _ in range(round(1300 * size)):
        turn, v = math.degrees(math.asin(art.rng.uniform(-1, 1))), math.sqrt(art.rng.random())
        grain = art.rng.choice((dark(tone, 0.14), light(tone, 0.16), light(tone, 0.3), dark(tone, 0.26)))
        art.dot(*cone.at(turn, v), 2.6, 2.2, grain)
    for i in range(1, 7):
        art.line(cone.arc(i / 7, -84, 84), dark(tone, 0.12), 3)
    cone.volume(art, "#2A0E04", alpha=0.2, light=0)
    art.fill(polygon(cone.patch(-62, -34, 0.1, 0.94)), "#FFF3D0", 0.2)
    art.fill(bowl.shape(closed=False), clay)
    rim = PAPER if clay != "#F3EAD6" else "#2F3FA8"
    art.paint(bowl.patch(-90, 90, 0, 0.09), light(clay, 0.24) if rim == PAPER else rim)
    for turn in range(-90, 90, 20):
        art.paint([bowl.at(turn, 0.24), bowl.at(turn + 20, 0.24), bowl.at(turn + 10, 0.62)], rim)
    bowl.volume(art, "#1E0A10", alpha=0.17, light=0.2)


def _cinnamon(art: Art, x: float, y: float) -> None:
    """Two sticks of cinnamon bark, crossed."""
    for dx, rise, tone in ((0, -46, "#9A5A2C"), (26, 8, "#B06C36")):
        line = [(x - 110 + dx, y + rise * 0.4), (x + 150 + dx, y - rise * 0.5)]
        art.shadow([(px + 8, py + 22) for px, py in (*line, (line[1][0], line[1][1] + 26))], blur=8, alpha=0.4)
        art.line(line, dark(tone, 0.3), 42)
        art.line([(px, py - 5) for px, py in line], tone, 28)
        art.line([(px, py - 11) for px, py in line], light(tone, 0.24), 6)
        art.dot(*line[1], 13, 19, dark(tone, 0.55))
        art.dot(line[1][0] + 2, line[1][1] + 2, 6, 11, light(tone, 0.2))
