"""Things turned on a wheel or a lathe: bowls, pots, bottles, jars, baskets.

A profile of (height, radius) is spun round a vertical axis; a point of the surface is (turn, v): turn in degrees
from the front (-90 left edge, 90 right edge), v from 0 (top) to 1 (foot). What is drawn there bends round the body.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right

from marketplace.demo.pictures.kit import Art, Colour, Point, Shape, oval, polygon

SAMPLES = 60


class Turned:
    def __init__(self, x: float, profile: list[Point], *, tilt: float = 0.2, smooth: bool = True) -> None:
        """profile: (y, radius) from top to foot. tilt: flattening of the circles, 0 seen from the side."""
        self.x, self.tilt = x, tilt
        self._ys, self._radii = [y for y, _ in profile], [r for _, r in profile]
        self._slopes = self._tangents() if smooth else []
        self.top, self.foot = self._ys[0], self._ys[-1]

    def _tangents(self) -> list[float]:
        """Slopes at the knots that never overshoot: flat wherever the radius turns round."""
        pairs = list(zip(self._ys, self._radii, strict=True))
        slopes = [(b[1] - a[1]) / max(1e-6, b[0] - a[0]) for a, b in itertools.pairwise(pairs)]
        inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in itertools.pairwise(slopes)]
        return [slopes[0], *inner, slopes[-1]]

    def radius(self, v: float) -> float:
        y = self.top + v * (self.foot - self.top)
        i = min(max(bisect_right(self._ys, y) - 1, 0), len(self._ys) - 2)
        span = max(1e-6, self._ys[i + 1] - self._ys[i])
        t = (y - self._ys[i]) / span
        if not self._slopes:
            return self._radii[i] + t * (self._radii[i + 1] - self._radii[i])
        h00, h10, h01, h11 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, 3 * t**2 - 2 * t**3, t**3 - t**2
        return (
            h00 * self._radii[i]
            + h10 * span * self._slopes[i]
            + h01 * self._radii[i + 1]
            + h11 * span * self._slopes[i + 1]
        )

    def at(self, turn: float, v: float) -> Point:
        radius, angle = self.radius(v), math.radians(turn)
        y = self.top + v * (self.foot - self.top)
        return self.x + radius * math.sin(angle), y + self.tilt * radius * math.cos(angle)

    def arc(self, v: float, start: float = -90, end: float = 90) -> list[Point]:
        count = max(2, int(abs(end - start) / 5))
        return [self.at(start + (end - start) * i / count, v) for i in range(count + 1)]

    def patch(self, start: float, end: float, v0: float = 0, v1: float = 1) -> list[Point]:
        """Outline of a piece of the surface between two turns and two heights."""
        count = max(2, int((v1 - v0) * SAMPLES))
        down = [v0 + (v1 - v0) * i / count for i in range(count + 1)]
        right, left = [self.at(end, v) for v in down], [self.at(start, v) for v in reversed(down)]
        return [*self.arc(v0, start, end), *right, *reversed(self.arc(v1, start, end)), *left]

    def outline(self, *, closed: bool = True) -> list[Point]:
        """closed: the top disc belongs to the body; otherwise the body ends at its front rim."""
        patch = self.patch(-90, 90)
        if not closed:
            return patch
        body = patch[len(self.arc(0)) :]
        return [*self.arc(0, -90, -270), *body]

    def shape(self, *, closed: bool = True) -> Shape:
        return polygon(self.outline(closed=closed))

    def disc(self, v: float = 0, grow: float = 0) -> list[Point]:
        """The horizontal circle at a height, `grow` units wider."""
        radius = self.radius(v) + grow
        return oval(self.x, self.top + v * (self.foot - self.top), radius, radius * self.tilt)

    def volume(
        self, art: Art, shade: Colour, *, alpha: float = 0.22, light: float = 0.2, v0: float = 0, v1: float = 1
    ) -> None:
        """Flat light from the left: two steps of shade on the right, one sheen on the left."""
        art.fill(polygon(self.patch(28, 90, v0, v1)), shade, alpha)
        art.fill(polygon(self.patch(56, 90, v0, v1)), shade, alpha)
        if light:
            art.fill(polygon(self.patch(-64, -50, v0 + (v1 - v0) * 0.08, v1 - (v1 - v0) * 0.16)), "#FFFFFF", light)

    def cast(self, art: Art, *, alpha: float = 0.36) -> None:
        """The shadow on the table: long and soft to the right, tight under the foot."""
        radius = self.radius(1)
        wide = max(self.radius(v / 10) for v in range(11))
        y = self.foot + radius * self.tilt * 0.55
        art.shadow(oval(self.x + wide * 0.34, y, wide * 1.08, wide * self.tilt * 0.9 + 12), blur=34, alpha=alpha)
        art.shadow(oval(self.x + 8, y + 4, radius * 1.04, radius * self.tilt + 6), blur=9, alpha=alpha)

    def cells(self, art: Art, cells: list[list[Colour]], start: float, end: float, v0: float, v1: float) -> None:
        """A woven band laid round the body."""
        rows, columns = len(cells), len(cells[0])
        for r, row in enumerate(cells):
            for c, yarn in enumerate(row):
                a, b = (start + (end - start) * i / columns for i in (c, c + 1.15))
                top, low = (v0 + (v1 - v0) * i / rows for i in (r, r + 1.06))
                art.paint(
                    [self.at(a, top), self.at(min(b, end), top), self.at(min(b, end), low), self.at(a, low)], yarn
                )
