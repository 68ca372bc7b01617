"""Bowls turned from thuya root."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    BLUSH,
    INDIGO,
    MOSS,
    PINE,
    SAGE,
    SAND,
    Art,
    Colour,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import setting
from marketplace.demo.pictures.turned import Turned


def thuya_bowl(art: Art) -> None:
    """A bowl turned from root burl, with a ring of lemonwood; sometimes a second one behind it."""
    setting(art, art.pick((SAND, PINE, INDIGO, BLUSH, SAGE, MOSS)), backdrop=art.pick(("disc", "arch", "window")))
    wood = art.pick(("#9A4E22", "#83401C", "#A8602C"))
    if art.seed % 2:
        _turned_bowl(art, 850, 730, 230, light(wood, 0.1), 0.24)
    _turned_bowl(art, 540 if art.seed % 2 else 600, 790, 420, wood, 0.26)
    for i in range(7):
        x, y = 250 + art.rng.uniform(-90, 200), 1344 + art.rng.uniform(-24, 34)
        shaving = oval(x, y, art.rng.uniform(22, 38), art.rng.uniform(14, 20), start=20, end=art.rng.uniform(250, 330))
        art.line([(px + 5, py + 7) for px, py in shaving], dark(wood, 0.6), 7)
        art.line(shaving, light(wood, 0.3 + 0.05 * (i % 3)), 8)


def _turned_bowl(art: Art, x: float, top: float, rim: float, wood: Colour, tilt: float) -> None:
    profile = [(0, 1), (0.26, 0.97), (0.6, 0.74), (0.86, 0.45), (0.94, 0.4), (1.0, 0.42)]
    bowl = Turned(x, [(top + v * rim * 0.92, rim * r) for v, r in profile], tilt=tilt)
    bowl.cast(art)
    art.fill(bowl.shape(closed=False), wood)
    _grain(art, bowl, wood)
    for v, tall, tone in ((0.17, 0.1, "#2A1A12"), (0.183, 0.074, "#E8C680")):
        art.paint(bowl.patch(-90, 90, v, v + tall), tone)
    for turn in range(-87, 90, 6):
        inlay = [(turn - 2.4, 0.22), (turn, 0.19), (turn + 2.4, 0.22), (turn, 0.25)]
        art.paint([bowl.at(max(-90, min(90, t)), v) for t, v in inlay], "#5E2A12")
    bowl.volume(art, "#1E0A04", alpha=0.2, light=0.26)
    art.fill(polygon(bowl.disc()), light(wood, 0.3))
    _hollow(art, bowl, rim, wood)


def _hollow(art: Art, bowl: Turned, rim: float, wood: Colour) -> None:
    """The inside: dark on the side of the light, bright across from it, a pool of shade at the bottom."""
    edge = bowl.disc(0, -rim * 0.045)
    inside = polygon(edge)
    art.fill(inside, dark(wood, 0.5))
    for shift, tone in ((0.1, dark(wood, 0.3)), (0.26, dark(wood, 0.14)), (0.46, light(wood, 0.1))):
        art.fill(inside & polygon((x + rim * shift, y + rim * shift * 0.3) for x, y in edge), tone)
    rx, ry = rim * 0.56, rim * 0.56 * bowl.tilt
    x, y = bowl.x, bowl.top + rim * bowl.tilt * 0.34
    art.fill(inside & polygon(oval(x, y, rx, ry)), dark(wood, 0.36))
    for i in range(4):
        ring = oval(x, y, rx * (0.86 - i * 0.22), ry * (0.86 - i * 0.22))
        art.line(ring, dark(wood, 0.52 if i % 2 else 0.2), 4)


def _grain(art: Art, bowl: Turned, wood: Colour) -> None:
    """Flowing lines and the eyes of the burl, kept inside the outline."""
    body = bowl.shape(closed=False)
    for _ in range(16):
        v, drift = art.rng.uniform(0.3, 0.92), art.rng.uniform(-0.05, 0.05)
        line = [bowl.at(t, min(0.99, max(0.28, v + drift * math.sin(t / 20)))) for t in range(-88, 89, 8)]
        art.line(line, mix(wood, art.rng.choice(("#2A1208", "#E8B070")), 0.35), art.rng.uniform(2, 4))
    for _ in range(60):
        turn, v = art.rng.uniform(-86, 86), art.rng.uniform(0.28, 0.97)
        x, y = bowl.at(turn, v)
        size = art.rng.uniform(5, 17) * (0.4 + 0.6 * math.cos(math.radians(turn)))
        for share, tone in ((1, dark(wood, 0.26)), (0.72, light(wood, 0.12)), (0.42, dark(wood, 0.56))):
            art.fill(polygon(oval(x, y, size * share, size * share * 0.76, turn=16)) & body, tone)
