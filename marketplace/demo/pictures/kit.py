"""Drawing tools of the still lifes: shapes with a mask, flat fills, one soft shadow.

Subjects are drawn in units of the finished picture (1200 x 1500), at twice the size, then scaled down once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from zlib import crc32

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 1200, 1500, 2
COARSE = 4  # light and shadow are soft: a quarter of the size is enough to compute them

Point = tuple[float, float]
Points = Sequence[Point]
Colour = str
Pick = TypeVar("Pick")

INK, PAPER, WOOL, TERRACOTTA, SAFFRON, OLIVE, MAJORELLE = (
    "#221A15",
    "#FAF6EE",
    "#F3E8D2",
    "#A83F24",
    "#E2A32E",
    "#5C6A2B",
    "#2F3FA8",
)
CLAY, INDIGO, SAND, MADDER, ROSE, SAGE, MOSS, PINE, BLUSH = (
    "#C9583A", "#33459F", "#E6D0A2", "#96303A", "#DD9A7C", "#A9B58A", "#66743A", "#2F6A66", "#EBC3AC",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """A mask and the place of its top left corner, both in pixels of the enlarged drawing."""

    left: int
    top: int
    mask: Image.Image

    def __and__(self, other: Shape) -> Shape:
        return Shape(self.left, self.top, ImageChops.multiply(self.mask, other._over(self)))

    def __sub__(self, other: Shape) -> Shape:
        return Shape(self.left, self.top, ImageChops.subtract(self.mask, other._over(self)))

    def _over(self, frame: Shape) -> Image.Image:
        patch = Image.new("L", frame.mask.size, 0)
        patch.paste(self.mask, (self.left - frame.left, self.top - frame.top))
        return patch


def rgb(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """`colour` with `share` (0 to 1) of `other`."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def dark(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, INK, share)


def light(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, "#FFF7E6", share)


def polygon(points: Iterable[Point]) -> Shape:
    scaled = [(x * SCALE, y * SCALE) for x, y in points]
    left, top = math.floor(min(x for x, _ in scaled)), math.floor(min(y for _, y in scaled))
    right, bottom = math.ceil(max(x for x, _ in scaled)), math.ceil(max(y for _, y in scaled))
    mask = Image.new("L", (right - left + 1, bottom - top + 1), 0)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], fill=255)
    return Shape(left, top, mask)


def ellipse(x: float, y: float, rx: float, ry: float) -> Shape:
    return polygon(oval(x, y, rx, ry))


def oval(
    x: float, y: float, rx: float, ry: float, *, start: float = 0, end: float = 360, turn: float = 0
) -> list[Point]:
    """Points of an elliptic arc, in degrees clockwise from the right; `turn` tilts the whole ellipse."""
    count = max(8, int(abs(end - start) / 360 * (24 + (rx + ry) / 5)))
    angles = [math.radians(start + (end - start) * i / count) for i in range(count + 1)]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    flat = [(rx * math.cos(a), ry * math.sin(a)) for a in angles]
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in flat]


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> list[Point]:
    corners = ((x1 - radius, y0 + radius, -90), (x1 - radius, y1 - radius, 0),
               (x0 + radius, y1 - radius, 90), (x0 + radius, y0 + radius, 180))  # fmt: skip
    return [p for x, y, start in corners for p in oval(x, y, radius, radius, start=start, end=start + 90)]


def curve(*knots: Point, steps: int = 14) -> list[Point]:
    """A smooth line through every knot (Catmull-Rom)."""
    padded = [knots[0], *knots, knots[-1]]
    line = [_between(padded[i : i + 4], s / steps) for i in range(len(knots) - 1) for s in range(steps)]
    return [*line, knots[-1]]


def _between(four: Points, t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = four
    a, b, c, d = -t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, t**3 - t**2
    return (a * ax + b * bx + c * cx + d * dx) / 2, (a * ay + b * by + c * cy + d * dy) / 2


class Art:
    """One picture being drawn."""

    def __init__(self, subject: str, seed: int) -> None:
        # Each subject starts its choices elsewhere: one seed must not give a whole page the same ground.
        self.seed = seed + crc32(subject.encode()) % 97
        self.rng = Random(f"{subject}/{seed}")
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image)

    def pick(self, choices: Sequence[Pick], every: int = 1) -> Pick:
        """A choice that walks through all choices as the seed counts up, one step each `every` seeds."""
        return choices[self.seed // every % len(choices)]

    def paint(self, points: Iterable[Point], colour: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def fill(self, shape: Shape, colour: Colour, alpha: float = 1.0) -> None:
        mask = shape.mask if alpha == 1 else shape.mask.point([round(level * alpha) for level in range(256)])
        self.image.paste(rgb(colour), (shape.left, shape.top), mask)

    def wash(self, shape: Shape, colour: Colour, alpha: float, *, towards: str = "bottom") -> None:
        """A fill that grows from nothing to `alpha` towards one side of the shape."""
        ramp = Image.linear_gradient("L")
        turned = {"bottom": ramp, "top": ramp.rotate(180), "right": ramp.rotate(90), "left": ramp.rotate(270)}[towards]
        self.fill(
            Shape(shape.left, shape.top, ImageChops.multiply(shape.mask, turned.resize(shape.mask.size))), colour, alpha
        )

    def dot(self, x: float, y: float, rx: float, ry: float, colour: Colour, turn: float = 0) -> None:
        if turn or rx > 24:
            self.paint(oval(x, y, rx, ry, turn=turn), colour)
        else:
            self.pen.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=colour)

    def line(self, points: Points, colour: Colour, width: float) -> None:
        """A line of even width with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot(x, y, width / 2, width / 2, colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float) -> None:
        """Light (or dusk) that fades out from a point."""
        side = round(radius * 2 / COARSE)
        fading = Image.radial_gradient("L").point([max(0, round((255 - level * 1.42) * alpha)) for level in range(256)])
        small = self._coarse()
        small.paste(fading.resize((side, side)), (round((x - radius) / COARSE), round((y - radius) / COARSE)))
        self._fill_coarse(small, colour, 1)

    def shadow(self, *outlines: Points, blur: float = 18, alpha: float = 0.34, colour: Colour = INK) -> None:
        small = self._coarse()
        pen = ImageDraw.Draw(small)
        for outline in outlines:
            pen.polygon([(x / COARSE, y / COARSE) for x, y in outline], fill=255)
        self._fill_coarse(small.filter(ImageFilter.GaussianBlur(blur / COARSE)), colour, alpha)

    def _coarse(self) -> Image.Image:
        return Image.new("L", (WIDTH // COARSE, HEIGHT // COARSE), 0)

    def _fill_coarse(self, small: Image.Image, colour: Colour, alpha: float) -> None:
        """Enlarge only the part of a soft mask that is not empty."""
        box = small.getbbox()
        if box:
            size = ((box[2] - box[0]) * COARSE * SCALE, (box[3] - box[1]) * COARSE * SCALE)
            mask = small.crop(box).resize(size, Image.Resampling.BILINEAR)
            self.fill(Shape(box[0] * COARSE * SCALE, box[1] * COARSE * SCALE, mask), colour, alpha)

    def finished(self) -> Image.Image:
        # Each pixel is the mean of four: as smooth as a finer filter here, in a fifth of the time.
        return self.image.reduce(SCALE)
