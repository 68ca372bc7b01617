"""Cheeses: a wheel with herbs, a fresh one in its pot, an aged wedge."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    CLAY,
    INDIGO,
    MADDER,
    MOSS,
    PAPER,
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
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import board, setting, sprig
from marketplace.demo.pictures.turned import Turned

HERBS = ("#4F6B2E", "#6E8A3E", "#3C5526", "#8AA05A")
WOODS = ("#9A6234", "#7C4A26", "#B07A45")


def cheese_herbs(art: Art) -> None:
    setting(art, art.pick((INDIGO, CLAY, MOSS, SAFFRON, MADDER)))
    board(art, 600, 1120, 500, art.pick(WOODS))
    rind, paste = art.pick((("#EBDDBB", "#FFF9E9"), ("#E4C98A", "#FBEBC2"), ("#DCD6C6", "#FCF8EE")))
    wheel = Turned(600, [(800, 330), (818, 344), (1030, 344), (1052, 332)], tilt=0.3)
    art.shadow(oval(650, 1122, 370, 118), blur=20, alpha=0.5)
    art.fill(wheel.shape(), rind)
    art.fill(polygon(wheel.disc(0, -4)), light(rind, 0.55))
    _flecks(
        art,
        wheel,
        art.pick(
            (HERBS, ("#8A3A1C", "#B5562B", "#6B2A12", "#D07A3E"), HERBS, ("#2E2A22", "#4A443A", "#6B6252", "#2E2A22"))
        ),
    )
    wheel.volume(art, "#5A3A14", alpha=0.13, light=0.4)
    _cut(art, wheel, paste, art.pick(((-8, 44), (-30, 22), (10, 58))))
    sprig(art, [(190, 1330), (330, 1280), (470, 1300), (560, 1280)], "#7C9250", length=46, width=15, pairs=11)
    sprig(art, [(860, 1340), (960, 1310), (1060, 1330)], "#7C9250", length=42, width=14, pairs=8)


def _flecks(art: Art, wheel: Turned, tones: tuple[Colour, ...]) -> None:
    for _ in range(420):
        angle, reach = art.rng.uniform(0, math.tau), math.sqrt(art.rng.random()) * 318
        x, y = wheel.x + reach * math.cos(angle), wheel.top + reach * math.sin(angle) * wheel.tilt
        art.dot(x, y, art.rng.uniform(5, 11), art.rng.uniform(1.8, 3), art.rng.choice(tones), art.rng.uniform(0, 180))
    for _ in range(190):
        x, y = wheel.at(art.rng.uniform(-84, 84), art.rng.uniform(0.1, 0.94))
        art.dot(x, y, art.rng.uniform(4, 8), art.rng.uniform(2, 3.4), art.rng.choice(tones), art.rng.uniform(0, 180))


def _cut(art: Art, wheel: Turned, paste: Colour, turns: tuple[float, float]) -> None:
    """Take a slice out of the front: two faces of paste and the board between them."""
    (ax, ay), (bx, by) = wheel.at(turns[0], 0), wheel.at(turns[1], 0)
    deep = wheel.foot - wheel.top
    cx, cy = wheel.x, wheel.top
    gap = [(cx, cy), *wheel.arc(0, *turns), *reversed(wheel.arc(1, *turns))]
    art.paint(
        [(cx, cy), *wheel.arc(0, *turns), (bx, by + deep), *reversed(wheel.arc(1, *turns)), (ax, ay + deep), (ax, ay)],
        "#5E3A1C",
    )
    art.fill(polygon(gap), "#5E3A1C")
    art.paint([(cx, cy), (ax, ay), (ax, ay + deep), (cx, cy + deep)], dark(paste, 0.12))
    art.paint([(cx, cy), (bx, by), (bx, by + deep), (cx, cy + deep)], paste)
    floor = [(cx, cy + deep), *((x, y) for x, y in wheel.arc(1, *turns))]
    art.paint(floor, "#6B4422")
    for sx, sy, share in ((ax, ay, 0.2), (bx, by, 0.05)):
        for _ in range(9):
            t, w = art.rng.uniform(0.12, 0.9), art.rng.uniform(0.12, 0.88)
            art.dot(
                cx + (sx - cx) * t,
                cy + (sy - cy) * t + deep * w,
                art.rng.uniform(3, 9),
                art.rng.uniform(3, 7),
                mix(paste, "#B98F4A", 0.3 + share),
            )


def cheese_fresh(art: Art) -> None:
    setting(art, art.pick((SAGE, INDIGO, ROSE, SAND, SAFFRON)), backdrop=art.pick(("arch", "disc", "plain")))
    glaze, stripe = art.pick(
        (("#2F3FA8", PAPER), ("#B5512F", "#F3E1C0"), ("#F6EFE0", "#2F3FA8"), ("#2E6B5A", "#F3E1C0"))
    )
    pot = Turned(600, [(840, 330), (866, 340), (1000, 346), (1130, 300), (1190, 232), (1206, 226)], tilt=0.26)
    pot.cast(art)
    art.paint(pot.disc(), dark(glaze, 0.35))
    _curd(art, pot)
    art.fill(pot.shape(closed=False), glaze)
    for v in (0.2, 0.27, 0.62):
        art.paint(pot.patch(-90, 90, v, v + 0.03), stripe)
    for turn in range(-90, 90, 18):
        cross = [(turn + 9 + dx * 6, 0.455 + dy * 0.085) for dx, dy in ((-1, 0), (0, -1), (1, 0), (0, 1))]
        art.paint([pot.at(t, v) for t, v in cross], stripe)
    art.fill(polygon(pot.patch(-90, 90, 0, 0.06)), light(glaze, 0.2))
    pot.volume(art, "#140A20", alpha=0.16, light=0.24)
    sprig(art, [(760, 1370), (880, 1330), (1010, 1344)], "#5F8A4A", length=92, width=48, pairs=4)
    _bread(art)


def _curd(art: Art, pot: Turned) -> None:
    """Soft cheese in ridges, with a thread of oil and herbs."""
    cloud = [(910, 852), (880, 770), (800, 712), (700, 668), (610, 640), (520, 660), (420, 700), (330, 760), (290, 852)]
    mound = [*curve(*cloud), *oval(600, 846, 310, 84, start=0, end=180)]
    art.paint(mound, "#FFFCF2")
    for i, (x, y, rx, ry) in enumerate(
        ((600, 838, 288, 66), (598, 796, 236, 54), (600, 752, 176, 42), (604, 708, 110, 30))
    ):
        art.paint(oval(x + 6, y + 9, rx, ry), "#E3DAC4")
        art.paint(oval(x, y, rx, ry), light("#F6EFDC", 0.2 * i))
        art.paint(oval(x - 10, y - 9, rx * 0.93, ry * 0.88), "#FFFDF5")
    for pool, tone in (
        (((606, 700), 92, 22), "#C9961C"),
        (((602, 696), 84, 18), "#E6B93A"),
        (((580, 692), 34, 6), "#F9E6A0"),
    ):
        art.paint(oval(*pool[0], *pool[1:]), tone)
    art.line(curve((668, 706), (716, 744), (742, 800), (730, 842)), "#D9A82C", 17)
    art.line(curve((664, 704), (708, 740), (730, 790)), "#F4D873", 5)
    inside = polygon(mound)
    for _ in range(90):
        x, y = art.rng.gauss(600, 110), art.rng.gauss(772, 44)
        art.fill(
            polygon(oval(x, y, art.rng.uniform(5, 11), 2.6, turn=art.rng.uniform(0, 180))) & inside,
            art.rng.choice(HERBS),
        )


def _bread(art: Art) -> None:
    """A quarter of flat barley bread."""
    art.shadow(oval(290, 1338, 190, 44), blur=14, alpha=0.36)
    edge = [*oval(270, 1300, 190, 84, start=95, end=275), (300, 1246), (440, 1330)]
    art.paint([(x, y + 34) for x, y in edge], "#8A5526")
    art.paint(edge, "#D09A54")
    art.paint([(300, 1246), (440, 1330), (440, 1364), (300, 1280)], "#F0D8A6")
    for _ in range(60):
        x, y = art.rng.uniform(110, 320), art.rng.uniform(1240, 1370)
        if (x - 270) ** 2 / 175**2 + (y - 1300) ** 2 / 72**2 < 1 and x < 320:
            art.dot(
                x, y, art.rng.uniform(3, 8), art.rng.uniform(2, 4), art.rng.choice(("#A86E30", "#E4B878", "#8A5526"))
            )


def cheese_aged(art: Art) -> None:
    setting(art, art.pick((MADDER, MOSS, PINE, CLAY, SAGE)), backdrop=art.pick(("disc", "plain", "arch")))
    board(art, 600, 1120, 490, art.pick(WOODS, 2))
    paste, rind = art.pick((("#F0C96A", "#B8742A"), ("#F3DFA6", "#8A7A52"), ("#E9B24A", "#7A3A1E")))
    tip, left, right, high = (330, 1010), (720, 800), (905, 950), 216
    art.shadow([(330, 1150), (720, 1030), (1000, 1130), (900, 1230), (420, 1210)], blur=22, alpha=0.5)
    _wedge(art, tip, left, right, high, paste, rind)
    _slice(art, paste, rind)
    for x, y in ((250, 1196), (880, 1206), (810, 1226), (300, 1226)):
        art.paint([(x, y), (x + 24, y - 15), (x + 40, y + 4), (x + 16, y + 16)], light(paste, 0.2))
    sprig(art, [(820, 1380), (930, 1340), (1060, 1350)], "#6F8A50", length=60, width=18, pairs=7)


def _wedge(art: Art, tip: Point, left: Point, right: Point, high: float, paste: Colour, rind: Colour) -> None:
    (tx, ty), (lx, ly), (rx, ry) = tip, left, right
    back = curve((lx, ly), ((lx + rx) / 2 + 56, (ly + ry) / 2 - 30), (rx, ry))
    art.paint([*back, *((x, y + high) for x, y in reversed(back))], rind)
    face = polygon([(tx, ty), (rx, ry), (rx, ry + high), (tx, ty + high)])
    art.fill(face, dark(paste, 0.1))
    art.paint([(tx, ty), *back], light(paste, 0.34))
    art.line([*back], rind, 13)
    art.fill(polygon([(rx - 26, ry - 2), (rx, ry), (rx, ry + high), (rx - 26, ry + high + 2)]), rind, 0.55)
    for _ in range(16):
        t, w, size = art.rng.uniform(0.1, 0.9), art.rng.uniform(0.12, 0.86), art.rng.uniform(8, 27)
        x, y = tx + (rx - tx) * t, ty + (ry - ty) * t + high * w
        art.fill(polygon(oval(x, y, size, size * 0.86)) & face, dark(paste, 0.36))
        art.fill(polygon(oval(x + size * 0.16, y + size * 0.16, size * 0.78, size * 0.66)) & face, dark(paste, 0.2))
    for _ in range(7):
        s, t = art.rng.uniform(0.3, 0.85), art.rng.uniform(0.2, 0.8)
        x, y = tx + (lx + (rx - lx) * t - tx) * s, ty + (ly + (ry - ly) * t - ty) * s
        art.dot(x, y, art.rng.uniform(8, 16), art.rng.uniform(3, 6), dark(paste, 0.16), 10)


def _slice(art: Art, paste: Colour, rind: Colour) -> None:
    """A thin slice fallen in front of the wedge."""
    flat = [(440, 1236), (700, 1196), (790, 1250), (520, 1292)]
    art.shadow([(x + 14, y + 22) for x, y in flat], blur=10, alpha=0.42)
    art.paint([(x, y + 16) for x, y in flat], dark(paste, 0.24))
    art.paint(flat, light(paste, 0.24))
    art.line([(700, 1198), (788, 1250)], rind, 12)
    for x, y, size in ((520, 1252, 15), (600, 1236, 9), (660, 1250, 13), (560, 1270, 7)):
        art.paint(oval(x, y, size, size * 0.42), dark(paste, 0.18))
