"""From the still and the drying loft: essential oils, tea with herbs, washing clay, balm."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    MADDER,
    MOSS,
    OLIVE,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
    WOOL,
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
from marketplace.demo.pictures.props import band, board, emblem, heap, leaf, setting, sprig
from marketplace.demo.pictures.turned import Turned

PETALS = ("#D7708C", "#E59AAE", "#C4506E", "#E8B27A")


def essential_oil(art: Art) -> None:
    """Three small vials on a board, the plant beside them."""
    setting(art, art.pick((SAGE, INDIGO, BLUSH, MOSS, SAND, MADDER)), backdrop=art.pick(("arch", "disc", "window")))
    board(art, 600, 1180, 470, "#A87444", depth=104)
    glass = art.pick(("#7A3F12", "#24406B", "#2F5B46"))
    _plant(art, 1)
    for x, tall, wide in ((356, 420, 94), (820, 360, 90), (580, 560, 122)):
        _vial(art, x, 1196 + (14 if wide > 100 else -18), tall, wide, glass)
    _plant(art, -1)


def _vial(art: Art, x: float, foot: float, tall: float, wide: float, glass: Colour) -> None:
    top = foot - tall
    body = Turned(x, [(top, wide * 0.4), (top + tall * 0.1, wide * 0.42), (top + tall * 0.24, wide * 0.94),
                      (top + tall * 0.32, wide), (foot - 14, wide), (foot, wide * 0.9)], tilt=0.2)  # fmt: skip
    art.shadow(oval(x + wide * 0.6, foot + 20, wide * 1.3, 34), blur=14, alpha=0.5)
    art.fill(body.shape(), glass)
    art.fill(polygon(body.patch(-70, 40, 0.3, 0.96)), light(glass, 0.24))
    art.paint(body.patch(-78, 60, 0.44, 0.88), WOOL)
    body.cells(art, band(art, "herbs", 24, 7), -78, 60, 0.76, 0.875)
    emblem(art, *body.at(-9, 0.6), wide * 0.3, OLIVE)
    body.volume(art, "#140A06", alpha=0.2, light=0)
    art.fill(polygon(body.patch(-66, -54, 0.3, 0.93)), "#FFFFFF", 0.34)
    cap = Turned(x, [(top - tall * 0.2, wide * 0.46), (top + 8, wide * 0.5)], tilt=0.2, smooth=False)
    art.fill(cap.shape(), "#2B1F1C")
    for turn in range(-84, 90, 14):
        art.paint(cap.patch(turn, turn + 4, 0.1, 0.94), "#463430")
    cap.volume(art, "#000000", alpha=0.2, light=0.18)
    art.paint(cap.disc(0, -3), "#57433D")


def _plant(art: Art, side: int) -> None:
    """Lavender, thyme or rosemary by turns: tall stems behind, a cut sprig in front."""
    kind = art.pick(("lavender", "rosemary", "geranium"))
    green = {"lavender": "#7C8B60", "rosemary": "#4E6E52", "geranium": "#5E8A4A"}[kind]
    if side > 0:
        for tip in ((180, 560), (262, 500), (980, 540), (1050, 610), (910, 470)):
            foot = (600 + (tip[0] - 600) * 0.5, 1120)
            _stem(art, curve(foot, ((foot[0] + tip[0]) / 2 + 20, 820), tip), kind, green)
    else:
        _stem(art, curve((200, 1370), (380, 1390), (560, 1350)), kind, green)
        _stem(art, curve((720, 1392), (860, 1366), (1010, 1386)), kind, green)


def _stem(art: Art, path: list[Point], kind: str, green: Colour) -> None:
    art.line(path, dark(green, 0.2), 7)
    for at in range(3, len(path) - 1, 2 if kind == "rosemary" else 4):
        (x, y), (fx, fy) = path[at], path[at + 1]
        heading = math.degrees(math.atan2(fy - y, fx - x))
        size = {"lavender": (84, 12), "rosemary": (60, 13), "geranium": (92, 56)}[kind]
        for way in (-1, 1):
            leaf(
                art,
                x,
                y,
                heading + way * art.rng.uniform(30, 58),
                size[0],
                size[1],
                light(green, art.rng.uniform(0, 0.2)),
            )
    if kind == "rosemary":
        return
    for at in range(len(path) - 9, len(path)):
        x, y = path[at]
        tones = ("#6A55A8", "#8470C0", "#9D8CD2") if kind == "lavender" else ("#E59AAE", "#D7708C", "#F1C0CC")
        for _ in range(4):
            art.dot(x + art.rng.uniform(-16, 16), y + art.rng.uniform(-12, 12), 11, 9, art.rng.choice(tones))


def tisane(art: Art) -> None:
    """A glass of herb tea before the teapot."""
    setting(art, art.pick((MADDER, PINE, SAFFRON, INDIGO, CLAY, SAGE)), backdrop=art.pick(("arch", "disc", "plain")))
    metal = art.pick(("#C3C0B8", "#CFA658", "#B9BEC4"))
    _teapot(art, metal)
    _glass(art)
    green = art.pick(("#7E9A4A", "#4B7F3C", "#A3A24C"))
    sprig(art, [(560, 1394), (700, 1372), (850, 1390), (980, 1360)], green, length=86, width=34, pairs=6)


def _teapot(art: Art, metal: Colour) -> None:
    body = Turned(
        660, [(560, 110), (600, 150), (700, 250), (850, 300), (990, 262), (1090, 180), (1120, 186)], tilt=0.15
    )
    body.cast(art)
    spout = [
        *curve((880, 960), (980, 860), (1010, 700), (1080, 610)),
        *curve((1110, 632), (1076, 740), (1062, 900), (900, 1040)),
    ]
    art.paint(spout, dark(metal, 0.2))
    art.paint(
        curve((880, 960), (980, 860), (1010, 700), (1080, 610), (1092, 618), (1030, 720), (1010, 890), (890, 1000)),
        light(metal, 0.1),
    )
    handle = curve((440, 680), (330, 640), (290, 780), (330, 940), (430, 960))
    art.line(handle, dark(metal, 0.4), 34)
    art.line([(x - 4, y - 4) for x, y in handle], metal, 18)
    art.fill(body.shape(), metal)
    for v in (0.2, 0.5, 0.86):
        art.line(body.arc(v), dark(metal, 0.4), 6)
    for turn in range(-80, 90, 20):
        for wide, tall, tone in (
            (9, 0.13, dark(metal, 0.34)),
            (6.4, 0.09, light(metal, 0.3)),
            (3, 0.04, dark(metal, 0.4)),
        ):
            ring = [(turn - wide, 0.35), (turn, 0.35 - tall), (turn + wide, 0.35), (turn, 0.35 + tall)]
            art.paint([body.at(max(-90, min(90, t)), v) for t, v in ring], tone)
        art.paint(body.patch(max(-90, turn - 6), min(90, turn + 6), 0.56, 0.8), mix(metal, "#3A3030", 0.16))
    body.volume(art, "#1C1410", alpha=0.2, light=0.46)
    lid = Turned(660, [(380, 14), (400, 30), (430, 22), (452, 40), (520, 100), (566, 124)], tilt=0.15)
    art.fill(lid.shape(), metal)
    art.line(lid.arc(0.74), dark(metal, 0.4), 6)
    lid.volume(art, "#1C1410", alpha=0.2, light=0.46)


def _glass(art: Art) -> None:
    glass = Turned(330, [(830, 150), (920, 132), (1020, 118), (1180, 132), (1220, 124)], tilt=0.2)
    glass.cast(art)
    tea = art.pick(("#B8862A", "#A9A23A", "#C4702A"))
    art.fill(glass.shape(), mix(tea, "#FFFFFF", 0.55))
    art.fill(polygon(glass.patch(-90, 90, 0.24, 0.94)), tea)
    surface = glass.disc(0.22, -6)
    art.paint(surface, light(tea, 0.3))
    for _ in range(7):
        x, y = 330 + art.rng.uniform(-84, 84), 916 + art.rng.uniform(-14, 14)
        leaf(art, x, y, art.rng.uniform(-170, 10), 66, 26, art.rng.choice(("#6E9A48", "#4B7F3C", "#8FAF5C")))
    for i in range(5):
        leaf(art, 250 + i * 36, 1000 + 40 * (i % 3), 70 + i * 16, 80, 26, mix("#4B6A2C", tea, 0.34))
    for turn in range(-80, 90, 20):
        art.paint([glass.at(turn - 8, 0.66), glass.at(turn, 0.5), glass.at(turn + 8, 0.66)], "#E9C868")
        art.dot(*glass.at(turn, 0.46), 6, 7, "#E9C868")
    for v in (0.69, 0.74):
        art.line(glass.arc(v, -84, 84), "#E9C868", 6)
    art.line(glass.disc(0, -3), "#FFFFFF", 6)
    art.fill(polygon(glass.patch(-66, -50, 0.06, 0.92)), "#FFFFFF", 0.44)
    art.fill(polygon(glass.patch(52, 90, 0.06, 1)), "#2A1608", 0.16)
    for i, x in enumerate((290, 346)):
        steam = curve((x, 800), (x - 34, 700), (x + 26, 600), (x - 14, 480 + i * 40))
        for width, alpha in ((26, 0.1), (14, 0.16)):
            ribbon = [(px - width, py) for px, py in steam] + [(px + width * 0.4, py) for px, py in reversed(steam)]
            art.fill(polygon(ribbon), "#FFFFFF", alpha)


def washing_clay(art: Art) -> None:
    """A bowl of ghassoul with rose petals and a wooden spoon."""
    setting(art, art.pick((ROSE, SAGE, INDIGO, BLUSH, PINE, SAND)), backdrop=art.pick(("disc", "window", "arch")))
    pot = art.pick(("#F4EEE0", "#2F8C86", "#B5472C", "#33459F"))
    clays = art.pick((("#5E4434", "#7A5C46", "#94765C", "#AD9076"), ("#6A4A40", "#8A6656", "#A6826E", "#C0A08A")))
    bowl = Turned(590, [(850, 350), (910, 346), (1040, 270), (1160, 170), (1206, 160)], tilt=0.22)
    bowl.cast(art)
    art.fill(bowl.shape(), pot)
    for turn in range(-88, 90, 11):
        tooth = [(turn - 5.5, 0.28), (turn, 0.1), (turn + 5.5, 0.28)]
        art.paint([bowl.at(max(-90, min(90, t)), v) for t, v in tooth], dark(pot, 0.34))
    for v in (0.3, 0.36, 0.86):
        art.line(bowl.arc(v), dark(pot, 0.34), 8)
    bowl.volume(art, "#1A0C08", alpha=0.15, light=0.3)
    art.paint(bowl.disc(), light(pot, 0.2))
    art.paint(bowl.disc(0, -20), dark(pot, 0.4))
    heap(art, bowl, 150, clays, grain=(15, 10), count=900, inset=30)
    _spoon(art)
    for _ in range(15):
        _petal(art, 590 + art.rng.gauss(0, 130), 800 + art.rng.gauss(0, 44), art.rng.uniform(34, 48))
    for x, y in ((240, 1330), (330, 1382), (900, 1330), (980, 1386), (840, 1396)):
        _petal(art, x + art.rng.uniform(-30, 30), y, art.rng.uniform(40, 52))


def _spoon(art: Art) -> None:
    wood = "#A9743E"
    art.line([(700, 800), (1010, 560)], dark(wood, 0.34), 34)
    art.line([(698, 792), (1004, 554)], wood, 26)
    art.line([(700, 784), (1000, 548)], light(wood, 0.3), 8)


def _petal(art: Art, x: float, y: float, size: float) -> None:
    """A rose petal: narrow where it grew, notched at its edge, cupped."""
    tone, turn = art.rng.choice(PETALS), math.radians(art.rng.uniform(0, 360))

    def at(u: float, v: float) -> Point:
        u, v = u * size, v * size
        return x + u * math.cos(turn) - v * math.sin(turn), y + (u * math.sin(turn) + v * math.cos(turn)) * 0.72

    rim = (
        (0, 0.9),
        (-0.7, 0.5),
        (-0.86, -0.3),
        (-0.4, -0.86),
        (0, -0.66),
        (0.4, -0.86),
        (0.86, -0.3),
        (0.7, 0.5),
        (0, 0.9),
    )
    outline = curve(*(at(u, v) for u, v in rim))
    art.fill(polygon((px + 6, py + 10) for px, py in outline), "#2A1008", 0.3)
    art.paint(outline, dark(tone, 0.12))
    art.paint(curve(*(at(u * 0.74 - 0.05, v * 0.74 - 0.12) for u, v in rim)), light(tone, 0.2))
    art.paint(curve(*(at(u * 0.4, v * 0.5 + 0.2) for u, v in rim)), mix(tone, "#FFF3E0", 0.34))


def balm(art: Art) -> None:
    """An open tin of balm, its lid leaning on it."""
    setting(art, art.pick((PINE, BLUSH, SAFFRON, ROSE, INDIGO, SAGE)), backdrop=art.pick(("arch", "disc", "plain")))
    metal, cream = art.pick(("#CFA658", "#C3C0B8", "#B9803A")), art.pick(("#F3E2B4", "#EBD8C8", "#DDE2BC"))
    _lid(art, metal)
    tin = Turned(470, [(960, 300), (1130, 300), (1146, 292)], tilt=0.3, smooth=False)
    tin.cast(art)
    art.fill(tin.shape(), metal)
    tin.cells(art, band(art, "cosmetics", 48, 9), -90, 90, 0.28, 0.82)
    for v in (0.22, 0.86):
        art.line(tin.arc(v), dark(metal, 0.34), 7)
    tin.volume(art, "#241408", alpha=0.18, light=0.4)
    art.paint(tin.disc(), light(metal, 0.34))
    art.paint(tin.disc(0, -16), dark(metal, 0.3))
    art.paint(oval(470, 974, 276, 80), cream)
    for i, (dx, dy, size) in enumerate(((0, -4, 200), (24, 4, 136), (-10, 8, 70))):
        art.paint(oval(470 + dx, 970 + dy, size, size * 0.28), dark(cream, 0.07) if i % 2 == 0 else light(cream, 0.4))
    sprig(art, [(700, 1392), (820, 1350), (960, 1372), (1060, 1330)], "#7E9A5A", length=80, width=26, pairs=6)
    for x, y in ((250, 1352), (330, 1392)):
        _flower(art, x, y, 46)


def _lid(art: Art, metal: Colour) -> None:
    x, y = 800, 890
    art.shadow(oval(x + 60, 1190, 300, 50), blur=26, alpha=0.5)
    art.paint(oval(x + 26, y + 8, 296, 312, turn=-14), dark(metal, 0.44))
    art.paint(oval(x, y, 296, 312, turn=-14), metal)
    art.paint(oval(x, y, 270, 286, turn=-14), light(metal, 0.2))
    art.paint(oval(x, y, 258, 274, turn=-14), WOOL)
    for i in range(36):
        px, py = oval(x, y, 222, 238, turn=-14, start=i * 10, end=i * 10 + 1)[0]
        qx, qy = oval(x, y, 240, 256, turn=-14, start=i * 10 + 5, end=i * 10 + 6)[0]
        art.dot(px, py, 10, 10, "#C4607A" if i % 2 else "#6E2A48")
        art.dot(qx, qy, 6, 6, "#A9B37A")
    emblem(art, x, y, 130, "#9A4A62")
    art.fill(
        polygon(oval(x, y, 296, 312, turn=-14)) - polygon(oval(x - 30, y - 26, 296, 312, turn=-14)), "#241408", 0.22
    )


def _flower(art: Art, x: float, y: float, size: float) -> None:
    """A chamomile head."""
    art.shadow(oval(x + 8, y + 18, size, size * 0.5), blur=9, alpha=0.36)
    for i in range(11):
        leaf(art, x, y, i * 360 / 11, size, size * 0.36, "#FBF6EA")
    art.paint(oval(x, y, size * 0.34, size * 0.28), SAFFRON)
    art.paint(oval(x - 3, y - 4, size * 0.18, size * 0.14), light(SAFFRON, 0.4))
