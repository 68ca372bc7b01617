"""What is set on the table: biscuits with a glass of tea, sellou, pots of yoghurt, apple vinegar."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    INDIGO,
    MADDER,
    MAJORELLE,
    PAPER,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    Art,
    Colour,
    curve,
    dark,
    light,
    oval,
    polygon,
)
from marketplace.demo.pictures.nature import almond, drop, placed
from marketplace.demo.pictures.props import leaf, setting
from marketplace.demo.pictures.turned import Turned

PLATES = (("#F6EFE0", MAJORELLE), (MAJORELLE, PAPER), ("#2E6B5A", "#F3E1C0"))


def biscuits(art: Art) -> None:
    setting(art, art.pick((INDIGO, ROSE, PINE, SAFFRON, MADDER)), backdrop=art.pick(("arch", "disc", "window")))
    glaze, stripe = art.pick(PLATES)
    plate = Turned(560, [(1040, 400), (1058, 392), (1106, 230), (1136, 130), (1196, 150)], tilt=0.24)
    plate.cast(art)
    art.paint(plate.disc(), light(glaze, 0.12))
    art.line(plate.disc(0, -22), stripe, 6)
    (_ghriba, _fekkas)[art.seed % 2](art)
    art.fill(plate.shape(closed=False), glaze)
    for turn in range(-54, 54, 12):
        art.paint([plate.at(turn, 0.12), plate.at(turn + 6, 0.3), plate.at(turn + 12, 0.12)], stripe)
    plate.volume(art, "#140A20", alpha=0.16, light=0.2)
    _tea(art, 985, 1290, art.pick(("#2F6A66", "#96303A", "#33459F"), 2))


def _ghriba(art: Art) -> None:
    """Domed biscuits, cracked on top, stacked in a pyramid."""
    tone = art.pick(("#E8CB94", "#D9AE6C", "#F0DDB4"), 2)
    for y, xs in (
        (1000, (330, 480, 640, 790)),
        (1050, (400, 560, 720)),
        (916, (400, 560, 720)),
        (832, (480, 640)),
        (748, (560,)),
    ):
        for x in xs:
            _dome(art, x + art.rng.uniform(-6, 6), y, 98, light(tone, art.rng.uniform(0, 0.16)))


def _dome(art: Art, x: float, y: float, size: float, tone: Colour) -> None:
    outline = [*oval(x, y, size, size * 0.62, start=180, end=360), *oval(x, y, size, size * 0.3, start=0, end=180)]
    art.paint([(px + 6, py + 9) for px, py in outline], dark(tone, 0.72))
    body = polygon(outline)
    art.fill(body, tone)
    art.fill(body - polygon([(px - size * 0.22, py - size * 0.1) for px, py in outline]), dark(tone, 0.22))
    art.fill(
        polygon(oval(x - size * 0.26, y - size * 0.28, size * 0.4, size * 0.16, turn=-16)) & body, light(tone, 0.5)
    )
    for _ in range(8):
        angle = art.rng.uniform(0, math.tau)
        cx, cy = x + math.cos(angle) * size * 0.42, y - size * 0.2 + math.sin(angle) * size * 0.22
        zigzag = [
            (
                cx + i * size * 0.09 * math.cos(angle + 1.3) + art.rng.uniform(-6, 6),
                cy + i * size * 0.06 * math.sin(angle + 1.3) + art.rng.uniform(-5, 5),
            )
            for i in range(-2, 3)
        ]
        ribbon = polygon([*zigzag, *((px + 2, py + 6) for px, py in reversed(zigzag))])
        art.fill(ribbon & body, dark(tone, 0.42))
    if art.seed // 2 % 2 == 0:
        art.paint(oval(x + 2, y - size * 0.36, size * 0.3, size * 0.12), dark(tone, 0.34))
        art.fill(polygon(placed(x, y - size * 0.42, -12, drop(size * 0.27, 0.5))), "#FBF0D4")
        art.fill(polygon(placed(x + 3, y - size * 0.385, -12, drop(size * 0.2, 0.24))), "#E6D2A6")
        return
    for _ in range(16):  # sesame instead of an almond
        sx, sy = x + art.rng.gauss(0, size * 0.26), y - size * 0.4 + art.rng.gauss(0, size * 0.08)
        art.dot(sx, sy, 6, 3.6, art.rng.choice(("#F8EBC8", "#EFD9A4")), art.rng.uniform(0, 180))


def _fekkas(art: Art) -> None:
    """Slices baked twice, with almonds cut through, leaning on one another."""
    crust = art.pick(("#C98F4A", "#B97C3A", "#D3A05C"), 2)
    for y, xs, lean in (
        (990, (330, 440, 550, 660, 770), -16),
        (1044, (390, 510, 630, 740), 12),
        (880, (400, 520, 640, 730), 18),
        (780, (480, 600, 680), -14),
        (706, (570,), 6),
    ):
        for x in xs:
            _slice(art, x + art.rng.uniform(-8, 8), y + art.rng.uniform(-6, 6), lean + art.rng.uniform(-9, 9), crust)


def _slice(art: Art, x: float, y: float, turn: float, crust: Colour) -> None:
    half = [(-64, 44), (-70, -6), (-44, -46), (0, -58), (44, -46), (70, -6), (64, 44), (0, 52), (-64, 44)]
    outline = curve(*placed(x, y, turn, half), steps=6)
    art.paint([(px + 16, py + 9) for px, py in outline], dark(crust, 0.62))
    art.paint([(px + 10, py + 4) for px, py in outline], dark(crust, 0.3))
    art.paint(outline, crust)
    face = polygon([(x + (px - x) * 0.88, y + (py - y) * 0.86) for px, py in outline])
    art.fill(face, "#F0D29A")
    for _ in range(26):
        px, py = x + art.rng.uniform(-56, 56), y + art.rng.uniform(-44, 40)
        art.fill(polygon(oval(px, py, 3.4, 2.6)) & face, "#D9AE68")
    for _ in range(4):
        px, py = x + art.rng.uniform(-40, 40), y + art.rng.uniform(-28, 26)
        spin = art.rng.uniform(-70, 70)
        art.fill(polygon(oval(px, py, 21, 11, turn=spin)) & face, "#9A5A2C")
        art.fill(polygon(oval(px, py, 17, 8, turn=spin)) & face, "#FBF1D8")


def _tea(art: Art, x: float, y: float, ring: Colour) -> None:
    """A small gilt glass of mint tea."""
    glass = Turned(x, [(y - 240, 98), (y - 150, 88), (y - 60, 74), (y, 80)], tilt=0.2)
    glass.cast(art)
    art.fill(glass.shape(), "#EFE6CC", 0.5)
    art.fill(polygon(glass.patch(-86, 86, 0.2, 0.94)), "#C98A1E", 0.92)
    art.fill(polygon(glass.patch(-40, 20, 0.2, 0.93)), "#E2AC3C", 0.8)
    art.paint(oval(x, y - 190, 88, 17), "#E8BC5A")
    for turn, reach in ((-130, 86), (-60, 92), (-96, 110)):
        leaf(art, x - 4, y - 196, turn, reach, 46, "#5F8A46")
    art.paint(glass.patch(-90, 90, 0.42, 0.6), ring)
    for turn in range(-84, 84, 21):
        art.paint(
            [glass.at(turn, 0.51), glass.at(turn + 10, 0.44), glass.at(turn + 20, 0.51), glass.at(turn + 10, 0.58)],
            "#E9C468",
        )
    for v in (0.39, 0.6):
        art.paint(glass.patch(-90, 90, v, v + 0.025), "#D9AE4A")
    glass.volume(art, "#201008", alpha=0.12, light=0.44)
    art.line(glass.disc(), "#D9AE4A", 5)


def sellou(art: Art) -> None:
    setting(art, art.pick((PINE, MADDER, SAFFRON, SAGE, INDIGO)), backdrop=art.pick(("disc", "plain", "arch")))
    glaze, stripe = art.pick(PLATES)
    flour = art.pick(("#B98650", "#A06C3C", "#C99A62"))
    plate = Turned(600, [(1010, 430), (1036, 418), (1110, 250), (1136, 170), (1190, 186)], tilt=0.24)
    plate.cast(art)
    art.paint(plate.disc(), dark(glaze, 0.14))
    art.paint(plate.disc(0, -22), light(glaze, 0.12))
    hill = Turned(600, [(520, 6), (552, 66), (700, 196), (880, 298), (1000, 346)], tilt=0.24)
    art.fill(hill.shape(), flour)
    for _ in range(2600):
        turn, v = math.degrees(math.asin(art.rng.uniform(-1, 1))), math.sqrt(art.rng.random())
        grain = art.rng.choice((dark(flour, 0.16), light(flour, 0.2), light(flour, 0.36), dark(flour, 0.3)))
        art.dot(*hill.at(turn, v), 3.4, 2.8, grain)
    _studs(art, hill)
    hill.volume(art, "#2A1206", alpha=0.15, light=0)
    art.fill(plate.shape(closed=False), glaze)
    for turn in range(-60, 60, 15):
        ring = [(turn + 7.5 + 6 * dx, 0.24 + 0.11 * dy) for dx, dy in ((-1, 0), (0, -1), (1, 0), (0, 1))]
        art.paint([plate.at(t, v) for t, v in ring], stripe)
    plate.volume(art, "#140A20", alpha=0.16, light=0.2)
    for x, y, turn in ((180, 1330, 16), (280, 1368, -24), (930, 1350, 30), (1030, 1322, -10)):
        almond(art, x, y, 48, turn, lying=True)


def _studs(art: Art, hill: Turned) -> None:
    """Blanched almonds in lines up the hill, sesame between."""
    for turn in (-66, -33, 0, 33, 66):
        for v in (0.34, 0.48, 0.62, 0.76, 0.9):
            x, y = hill.at(turn, v)
            almond(art, x, y, 30 * math.cos(math.radians(turn * 0.6)), 90 - turn * 0.5, skin="#F3E0B6")
    for turn in (-50, -16, 16, 50):
        for i in range(16):
            art.dot(*hill.at(turn + art.rng.uniform(-3, 3), 0.36 + i * 0.036), 6, 4, "#F6E7C2", art.rng.uniform(0, 180))
    almond(art, *hill.at(0, 0.05), 40, -90, skin="#F3E0B6")
