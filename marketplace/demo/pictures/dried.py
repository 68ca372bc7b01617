"""Bowls and plates of what is dried, shelled or cured: almonds, figs, raisins, olives."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    BLUSH,
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
    TERRACOTTA,
    Art,
    Colour,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.nature import almond, blossom, cut_fig, fig, fig_leaf, lemon, olive, placed
from marketplace.demo.pictures.props import band, heap, setting, sprig
from marketplace.demo.pictures.turned import Turned

GLAZES = (("#2F3FA8", PAPER), ("#F6EFE0", "#2F3FA8"), ("#2E6B5A", "#F3E1C0"), ("#B5512F", "#F3E1C0"))


def almonds(art: Art) -> None:
    setting(art, art.pick((INDIGO, SAGE, CLAY, PINE, SAND)), backdrop=art.pick(("disc", "arch", "window")))
    wood = art.pick(("#A06A36", "#7C4A26", "#C79A66"))
    bowl = Turned(610, [(880, 366), (980, 350), (1090, 266), (1150, 190), (1186, 178)], tilt=0.26)
    bowl.cast(art)
    art.paint(bowl.disc(), dark(wood, 0.5))
    _pile(art, 610, 850, 318, 190)
    art.fill(bowl.shape(closed=False), wood)
    for i in range(7):
        ring = [bowl.at(t, 0.34 + i * 0.09 + art.rng.uniform(-0.01, 0.01)) for t in range(-90, 91, 12)]
        art.line(curve(*ring, steps=4), dark(wood, 0.14 + 0.08 * (i % 2)), 4)
    bowl.cells(art, band(art, "nuts", 48, 7), -90, 90, 0.1, 0.27)
    art.fill(polygon(bowl.patch(-90, 90, 0, 0.055)), light(wood, 0.24))
    bowl.volume(art, "#1E0A04", alpha=0.17, light=0.18)
    _branch(art)
    for x, y, turn in ((800, 1340, 12), (906, 1380, -30), (1000, 1330, 20)):
        almond(art, x, y, 54, turn, lying=True, skin="#F3E3C2" if turn == 12 else None)


def _pile(art: Art, x: float, y: float, half: float, height: float) -> None:
    """Almonds from the back of the heap to its front."""
    for row in range(9):
        rise = 1 - row / 8
        width = half * (0.34 + 0.66 * (1 - rise) ** 0.6)
        count = round(width / 27)
        for i in range(count):
            u = (i + 0.5) / count * 2 - 1
            drop = height * rise * (1 - 0.42 * u * u)
            almond(
                art,
                x + u * width + art.rng.uniform(-12, 12),
                y + 64 * (1 - u * u) ** 0.5 * (1 - rise) - drop + art.rng.uniform(-8, 8),
                art.rng.uniform(50, 58),
                art.rng.uniform(-70, 70) + (180 if art.rng.random() < 0.5 else 0),
                skin="#F3E3C2" if art.rng.random() < 0.09 else None,
            )


def _branch(art: Art) -> None:
    """A twig of almond blossom on the table."""
    twig = curve((80, 1400), (210, 1352), (350, 1350), (470, 1312))
    art.line([(px + 8, py + 12) for px, py in twig], "#2A1A14", 10)
    art.line(twig, "#5B4030", 12)
    petal = art.pick(("#FBE6E8", "#FFFDF6", "#F3C3CE"))
    for x, y, size in ((150, 1356, 56), (286, 1310, 66), (404, 1352, 52), (478, 1290, 40)):
        blossom(art, x, y, size, petal)


# From the back of the plate to the front, then up.
FIG_PILE = (
    (960, (380, 520, 670, 820)),
    (1024, (440, 580, 760)),
    (880, (450, 600, 750)),
    (802, (525, 675)),
    (726, (600,)),
)


def dried_figs(art: Art) -> None:
    setting(art, art.pick((SAGE, SAFFRON, MADDER, INDIGO, BLUSH)), backdrop=art.pick(("arch", "disc", "plain")))
    skins = art.pick(
        (("#8A6A4E", "#9C7A58", "#775A44"), ("#5E4450", "#70525C", "#4E3844"), ("#B08A54", "#C29C66", "#9A7646"))
    )
    glaze, stripe = art.pick(GLAZES)
    plate = Turned(600, [(1020, 424), (1046, 410), (1110, 270), (1140, 186), (1190, 172)], tilt=0.25)
    plate.cast(art)
    art.paint(plate.disc(), dark(glaze, 0.26))
    art.paint(plate.disc(0, -26), light(glaze, 0.1))
    art.line(plate.disc(0, -46), stripe, 5)
    fig_leaf(art, 330, 1000, 190, -150)
    fig_leaf(art, 880, 1010, 180, -28, "#6F8A46")
    for y, xs in FIG_PILE:
        for x in xs:
            size, turn = art.rng.uniform(84, 94), art.rng.choice((-150, -110, -78, -40, -20, 14, 160))
            fig(art, x + art.rng.uniform(-10, 10), y + art.rng.uniform(-7, 7), size, art.rng.choice(skins), turn)
    cut_fig(art, 678, 1030, 74, skins[1])
    art.fill(plate.shape(closed=False), glaze)
    for turn in range(-60, 60, 15):
        art.paint([plate.at(turn, 0.16), plate.at(turn + 7.5, 0.44), plate.at(turn + 15, 0.16)], stripe)
    plate.volume(art, "#140A20", alpha=0.16, light=0.2)
    cut_fig(art, 270, 1330, 92, skins[1])
    fig(art, 920, 1330, 92, skins[0], -24, lying=True)


def raisins(art: Art) -> None:
    setting(art, art.pick((MOSS, ROSE, PINE, SAFFRON, INDIGO)), backdrop=art.pick(("window", "disc", "arch")))
    tones = art.pick(
        (
            ("#3E2026", "#5A2E3A", "#6B3A46", "#7A4A56"),
            ("#7A4610", "#C07E22", "#D2983A", "#B46E1C"),
            ("#3A1E12", "#5A2E1A", "#6E3A20", "#824A2A"),
        )
    )
    glaze, stripe = art.pick(GLAZES)
    bowl = Turned(600, [(850, 380), (930, 372), (1050, 290), (1130, 196), (1160, 168), (1196, 180)], tilt=0.25)
    bowl.cast(art)
    art.paint(bowl.disc(), dark(glaze, 0.4))
    _heap_of_raisins(art, bowl, tones)
    art.fill(bowl.shape(closed=False), glaze)
    for turn in range(-90, 90, 18):
        ring = [(turn + 9 + 7 * dx, 0.34 + 0.15 * dy) for dx, dy in ((-1, 0), (0, -1), (1, 0), (0, 1))]
        art.paint([bowl.at(t, v) for t, v in ring], stripe)
    for v in (0.12, 0.54, 0.59):
        art.paint(bowl.patch(-90, 90, v, v + 0.02), stripe)
    art.fill(polygon(bowl.patch(-90, 90, 0, 0.05)), light(glaze, 0.2))
    bowl.volume(art, "#140A20", alpha=0.16, light=0.22)
    _vine(art)
    for x, y in ((880, 1350), (940, 1320), (990, 1368), (1050, 1336)):
        _raisin(art, x, y, 30, tones, lying=True)


def _heap_of_raisins(art: Art, bowl: Turned, tones: tuple[Colour, ...]) -> None:
    heap(art, bowl, 170, tones[:2], count=0, inset=64)
    for row in range(10):
        rise = 1 - row / 9
        width = 330 * (0.2 + 0.8 * (1 - rise) ** 0.62)
        for i in range(round(width / 25)):
            u = (i + 0.5) / round(width / 25) * 2 - 1
            y = bowl.top + 84 * (1 - u * u) ** 0.5 * (1 - rise) - 196 * rise * (1 - 0.4 * u * u)
            _raisin(art, bowl.x + u * width * 0.98 + art.rng.uniform(-9, 9), y + art.rng.uniform(-6, 6), 43, tones)


def _raisin(art: Art, x: float, y: float, size: float, tones: tuple[Colour, ...], *, lying: bool = False) -> None:
    turn, tone = art.rng.uniform(-70, 70), art.rng.choice(tones[1:])
    if lying:
        art.shadow(oval(x + 8, y + 14, size, size * 0.4), blur=7, alpha=0.42)
    art.paint(oval(x + 3, y + 5, size * 1.02, size * 0.72, turn=turn), dark(tones[0], 0.55))
    art.paint(oval(x, y, size, size * 0.68, turn=turn), dark(tone, 0.24))
    art.paint(oval(x - size * 0.08, y - size * 0.08, size * 0.84, size * 0.5, turn=turn), tone)
    for lane in (-0.34, 0.02, 0.36):
        fold = [(-0.66 * size, lane * size * 0.5), (0, lane * size * 0.9), (0.66 * size, lane * size * 0.4)]
        art.line(placed(x, y, turn, curve(*fold, steps=4)), dark(tone, 0.46), size * 0.07)
    art.paint(oval(x - size * 0.26, y - size * 0.24, size * 0.2, size * 0.09, turn=turn), light(tone, 0.55))


def _vine(art: Art) -> None:
    fig_leaf(art, 330, 1352, 150, 196, "#7C8F45")
    art.line(curve((330, 1352), (420, 1330), (500, 1356), (548, 1338), (530, 1318)), "#5B4A2C", 8)


def olives_bowl(art: Art) -> None:
    setting(art, art.pick((CLAY, SAND, PINE, BLUSH, SAFFRON)), backdrop=art.pick(("plain", "arch", "disc")))
    tones = art.pick(
        (("#8C9A3A", "#A0AC4C", "#74842C"), ("#3A2430", "#4A2E3C", "#2E1C26"), ("#7A4258", "#92566A", "#A87A6A"))
    )
    glaze, stripe = art.pick((GLAZES[0], GLAZES[1], GLAZES[3], GLAZES[2]))
    bowl = Turned(590, [(870, 376), (940, 372), (1060, 300), (1140, 204), (1170, 176), (1204, 190)], tilt=0.26)
    bowl.cast(art)
    art.paint(bowl.disc(), dark(glaze, 0.45))
    for row in range(7):
        rise = 1 - row / 6
        width = 318 * (0.3 + 0.7 * (1 - rise) ** 0.6)
        count = round(width / 33)
        for i in range(count):
            u = (i + 0.5) / count * 2 - 1
            y = 868 + 66 * (1 - u * u) ** 0.5 * (1 - rise) - 150 * rise * (1 - 0.42 * u * u)
            olive(art, 590 + u * width + art.rng.uniform(-10, 10), y, art.rng.uniform(50, 58), art.rng.choice(tones))
    sprig(
        art, [(640, 800), (700, 730), (800, 700), (880, 640)], "#7E8F55", length=88, width=24, pairs=5, stem="#5B4A2C"
    )
    art.fill(bowl.shape(closed=False), glaze)
    for row in range(2):
        for turn in range(-96 + row * 9, 90, 18):
            arch = [(max(-90, min(90, turn + dx)), 0.2 + row * 0.2 + dy) for dx, dy in ((0, 0), (9, 0.16), (18, 0))]
            art.line([bowl.at(t, v) for t, v in arch], stripe, 8)
    for v in (0.1, 0.64):
        art.paint(bowl.patch(-90, 90, v, v + 0.025), stripe)
    art.fill(polygon(bowl.patch(-90, 90, 0, 0.05)), light(glaze, 0.2))
    bowl.volume(art, "#140A20", alpha=0.16, light=0.22)
    lemon(art, 250, 1326, 88, -10, cut=True)
    for x, y in ((890, 1340), (980, 1308), (1010, 1366)):
        olive(art, x, y, 46, mix(art.rng.choice(tones), TERRACOTTA, 0.06), lying=True)
