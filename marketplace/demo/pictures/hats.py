"""Hats of plaited doum (dwarf palm)."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    CLAY,
    HEIGHT,
    INDIGO,
    INK,
    MADDER,
    MAJORELLE,
    PINE,
    SAFFRON,
    SAGE,
    WOOL,
    Art,
    Colour,
    Point,
    dark,
    light,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import band, setting


def straw_hat(art: Art) -> None:
    """A wide hat of plaited doum, hung on the wall, with a woven band and wool at the brim."""
    setting(
        art, art.pick((CLAY, INDIGO, PINE, MADDER, SAGE, SAFFRON)), horizon=HEIGHT, backdrop=art.pick(("disc", "plain"))
    )
    straw = art.pick(("#D9BC80", "#E2CB98", "#C9A566"))
    x, y, brim = 600, 760, 470
    art.shadow(oval(x + 46, y + 60, brim, brim), blur=40, alpha=0.5)
    art.paint(oval(x, y, brim, brim), dark(straw, 0.3))
    _plait(art, x, y, (brim - 8, 262), straw)
    art.line(oval(x, y, brim - 5, brim - 5), dark(straw, 0.4), 7)
    art.shadow(oval(x + 34, y + 44, 270, 270), blur=26, alpha=0.5)
    cells = band(art, art.pick(("crafts", "tourism", "carpet", "couscous")), 96, 9)
    for r, row in enumerate(cells):
        for c, yarn in enumerate(row):
            near, far = 262 - r * 6, 262 - (r + 1.1) * 6
            angles = (c * 3.75, (c + 1.1) * 3.75)
            ring = [
                _moved(_polar(a, reach), x, y)
                for reach in (near, far)
                for a in (angles if reach == near else angles[::-1])
            ]
            art.paint(ring, yarn)
    art.line(oval(x, y, 208, 208), dark(straw, 0.5), 8)
    _plait(art, x, y, (204, 0), light(straw, 0.1))
    crown = polygon(oval(x, y, 262, 262))
    art.fill(crown - polygon(oval(x - 44, y - 44, 262, 262)), "#1E0E04", 0.26)
    art.fill(crown - polygon(oval(x + 30, y + 30, 262, 262)), "#FFFFFF", 0.14)
    wools = art.pick(((MADDER, SAFFRON, MAJORELLE), (PINE, SAFFRON, CLAY), (MAJORELLE, WOOL, MADDER)))
    for i in range(24):
        _pompom(art, *_moved(_polar(i * 15, brim - 4), x, y), 24, wools[i % 3])


def _polar(angle: float, reach: float) -> Point:
    a = math.radians(angle)
    return reach * math.sin(a), -reach * math.cos(a)


def _plait(art: Art, x: float, y: float, reach: tuple[float, float], straw: Colour) -> None:
    """Rings of a flat plait sewn in a spiral: slanted strands, leaning the other way every other ring."""
    far, near = reach
    rings = round((far - near) / 26)
    wide = (far - near) / rings
    for ring in range(rings):
        outer = far - ring * wide
        art.paint(oval(x, y, outer, outer), dark(straw, 0.3))
        art.paint(oval(x, y, outer - 2.5, outer - 2.5), straw)
        count = max(10, round(outer / 3.6))
        lean = (1 if ring % 2 else -1) * 360 / count * 0.9
        for i in range(count):
            a = i * 360 / count
            tone = dark(straw, 0.2) if i % 2 else light(straw, 0.16)
            art.line([_moved(_polar(a, outer - 5), x, y), _moved(_polar(a + lean, outer - wide + 3), x, y)], tone, 5)
    art.dot(x, y, 9, 9, dark(straw, 0.4)) if near == 0 else None


def _pompom(art: Art, x: float, y: float, size: float, wool: Colour) -> None:
    art.fill(polygon(oval(x + 6, y + 8, size, size)), INK, 0.3)
    for _ in range(46):
        angle, reach = art.rng.uniform(0, math.tau), size * 0.86 * math.sqrt(art.rng.random())
        px, py = x + reach * math.cos(angle), y + reach * math.sin(angle)
        tone = dark(wool, 0.26) if px - x + py - y > size * 0.4 else light(wool, art.rng.uniform(0, 0.24))
        art.dot(px, py, 6, 6, tone)


def _moved(point: Point, x: float, y: float) -> Point:
    return point[0] + x, point[1] + y
