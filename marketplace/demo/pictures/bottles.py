"""Argan oil, olive oil in glass or tin, cosmetics with a dropper."""

from __future__ import annotations

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
    TERRACOTTA,
    WOOL,
    Art,
    Colour,
    dark,
    light,
    mix,
    oval,
    polygon,
    rounded,
)
from marketplace.demo.pictures.props import band, emblem, leaf, setting, sprig, woven
from marketplace.demo.pictures.turned import Turned


def argan_bottle(art: Art) -> None:
    setting(art, art.pick((SAND, MOSS, CLAY, INDIGO, SAGE)))
    glass = art.pick(("#8A4B14", "#9C5A18", "#6F3A12"))
    tall = [(330, 62), (470, 62), (540, 92), (640, 186), (720, 206), (1150, 206), (1196, 188), (1206, 172)]
    round_ = [(430, 58), (540, 58), (600, 86), (720, 226), (880, 276), (1060, 270), (1180, 206), (1206, 176)]
    bottle = Turned(590, art.pick((tall, round_)), tilt=0.13)
    bottle.cast(art)
    _glass(art, bottle, glass, oil="#D08A1E")
    _label(art, bottle, "argan", art.pick((0.52, 0.5)), art.pick((0.86, 0.84)))
    bottle.volume(art, "#1E0C04", alpha=0.2, light=0)
    art.fill(polygon(bottle.patch(-62, -50, 0.3, 0.9)), "#FFF3D6", 0.34)
    _cork(art, bottle)
    sprig(
        art,
        [(700, 1400), (820, 1392), (960, 1350), (1080, 1262)],
        "#6E7C36",
        length=70,
        width=24,
        pairs=7,
        stem="#4A3A22",
    )
    for x, y, ripe in ((880, 1330, 0), (960, 1302, 1), (300, 1330, 1), (212, 1300, 0)):
        _argan_fruit(art, x, y, ripe=bool(ripe))


def _glass(art: Art, bottle: Turned, glass: Colour, *, oil: Colour) -> None:
    body = bottle.shape()
    art.fill(body, glass)
    art.fill(polygon(bottle.patch(-74, 52, 0.36, 0.97)) & body, mix(glass, oil, 0.62))
    art.fill(polygon(bottle.patch(-30, 20, 0.36, 0.97)) & body, mix(glass, oil, 0.82))


def _label(art: Art, bottle: Turned, craft: str, top: float, low: float) -> None:
    """A wool-white label with the woven band along its foot."""
    art.paint(bottle.patch(-80, 62, top, low), WOOL)
    edge = low - (low - top) * 0.25
    bottle.cells(art, band(art, craft, 48, 9), -80, 62, edge, low - 0.008)
    x, y = bottle.at(-8, top + (edge - top) * 0.5)
    emblem(art, x, y, bottle.radius(top) * 0.34, OLIVE if craft != "cosmetics" else "#9A4A62")


def _cork(art: Art, bottle: Turned) -> None:
    neck = bottle.radius(0)
    cork = Turned(bottle.x, [(bottle.top - 74, neck * 0.86), (bottle.top + 6, neck * 0.72)], tilt=0.2, smooth=False)
    art.fill(cork.shape(), "#C79A66")
    cork.volume(art, "#3A200C", alpha=0.24, light=0)
    art.paint(cork.disc(), "#DDB988")
    ring = Turned(bottle.x, [(bottle.top - 4, neck + 12), (bottle.top + 30, neck + 12)], tilt=0.16, smooth=False)
    art.fill(ring.shape(), "#5E3210")
    art.paint(ring.disc(0, -3), "#8A5526")
    art.fill(polygon(cork.patch(-90, 90, 0.3, 0.93)), "#C79A66")
    ring.volume(art, "#1E0C04", alpha=0.24, light=0.24)


def _argan_fruit(art: Art, x: float, y: float, *, ripe: bool) -> None:
    colour = "#D9A93A" if ripe else "#8E9A44"
    art.shadow(oval(x + 14, y + 26, 46, 14), blur=8, alpha=0.36)
    art.paint(oval(x, y, 46, 35, turn=-18), dark(colour, 0.18))
    art.paint(oval(x - 5, y - 4, 38, 27, turn=-18), colour)
    art.paint(oval(x - 16, y - 12, 11, 6, turn=-24), light(colour, 0.5))


def olive_bottle(art: Art) -> None:
    setting(art, art.pick((SAFFRON, SAND, TERRACOTTA, SAGE, PINE)))
    (_olive_glass if art.seed % 2 == 0 else _olive_tin)(art)
    sprig(
        art,
        [(180, 1376), (330, 1300), (470, 1312), (560, 1350)],
        "#7E8F55",
        length=96,
        width=25,
        pairs=6,
        stem="#5B4A2C",
    )
    for x, y, colour in (
        (300, 1380, "#4A2740"),
        (392, 1396, "#7D8A35"),
        (880, 1342, "#3E4A1E"),
        (968, 1322, "#5A2C48"),
    ):
        _olive(art, x, y, colour)


def _olive(art: Art, x: float, y: float, colour: Colour) -> None:
    art.shadow(oval(x + 12, y + 24, 44, 13), blur=8, alpha=0.36)
    art.paint(oval(x, y, 43, 31, turn=-14), dark(colour, 0.15))
    art.paint(oval(x - 4, y - 4, 35, 23, turn=-14), light(colour, 0.08))
    art.paint(oval(x - 14, y - 11, 11, 5, turn=-20), light(colour, 0.55))


def _olive_glass(art: Art) -> None:
    glass = art.pick(("#34431F", "#2B3A2A", "#46521F"), 2)
    bottle = Turned(
        610, [(300, 50), (520, 52), (600, 96), (670, 168), (740, 178), (1160, 178), (1204, 160), (1210, 150)], tilt=0.13
    )
    bottle.cast(art)
    _glass(art, bottle, glass, oil="#8F9A22")
    _label(art, bottle, "olive", 0.54, 0.88)
    bottle.volume(art, "#0A1204", alpha=0.24, light=0)
    art.fill(polygon(bottle.patch(-62, -52, 0.32, 0.92)), "#FFFBE0", 0.3)
    cap = Turned(610, [(226, 52), (330, 58)], tilt=0.18, smooth=False)
    art.fill(cap.shape(), "#B8862A")
    cap.volume(art, "#2A1604", alpha=0.26, light=0.3)
    art.paint(cap.disc(0, -4), "#DDB45A")


def _olive_tin(art: Art) -> None:
    paint = art.pick(("#4E6130", "#96303A", "#2F3FA8"), 2)
    art.shadow([(390, 1196), (840, 1180), (1010, 1240), (850, 1290), (400, 1262)], blur=32, alpha=0.44)
    art.paint([(376, 520), (742, 548), (742, 1256), (376, 1208)], paint)
    art.paint([(742, 548), (880, 500), (880, 1176), (742, 1256)], dark(paint, 0.34))
    art.paint([(376, 520), (520, 478), (880, 500), (742, 548)], light(paint, 0.34))
    art.paint(oval(600, 508, 40, 13), dark(paint, 0.5))
    spout = Turned(600, [(420, 30), (506, 36)], tilt=0.3, smooth=False)
    art.fill(spout.shape(), "#C89A3C")
    spout.volume(art, "#2A1604", alpha=0.3, light=0.3)
    art.paint(spout.disc(0, -3), "#E6C36E")
    _tin_face(art, paint)


def _tin_face(art: Art, paint: Colour) -> None:
    art.paint([(376, 660), (742, 695), (742, 1098), (376, 1052)], WOOL)
    art.paint([(742, 695), (880, 640), (880, 1034), (742, 1098)], dark(WOOL, 0.26))
    cells = band(art, "olive", 24, 7)
    woven(art, cells, [(376, 672), (742, 707), (742, 778), (376, 740)])
    woven(art, cells, [(376, 968), (742, 1012), (742, 1084), (376, 1038)])
    art.line([(560, 960), (560, 800)], "#4A5A28", 8)
    for i in range(8):
        leaf(art, 560, 940 - i // 2 * 38, (-150, -30)[i % 2], 84 - i * 4, 25, OLIVE)
    art.fill(polygon([(376, 520), (392, 521), (392, 1210), (376, 1208)]), "#FFFFFF", 0.2)


def cosmetic_bottle(art: Art) -> None:
    setting(art, art.pick((ROSE, SAGE, BLUSH, INDIGO, MADDER)), backdrop=art.pick(("arch", "disc", "window")))
    glass = art.pick(("#7A3F12", "#24406B", "#2F5B46"))
    if art.seed % 2:
        _carton(art)
    bottle = Turned(
        560, [(640, 70), (690, 74), (742, 176), (790, 206), (1160, 206), (1204, 190), (1212, 176)], tilt=0.16
    )
    bottle.cast(art)
    _glass(art, bottle, glass, oil=light(glass, 0.4))
    _label(art, bottle, "cosmetics", 0.38, 0.86)
    bottle.volume(art, "#140A10", alpha=0.2, light=0)
    art.fill(polygon(bottle.patch(-64, -54, 0.26, 0.92)), "#FFFFFF", 0.36)
    _dropper(art)
    for x, y, size in ((300, 1316, 66), (392, 1372, 46), (820, 1350, 56)):
        _rose(art, x, y, size)


def _dropper(art: Art) -> None:
    collar = Turned(560, [(544, 82), (650, 86)], tilt=0.16, smooth=False)
    art.fill(collar.shape(), "#C6973F")
    for turn in range(-84, 90, 12):
        art.paint(collar.patch(turn, turn + 4, 0.06, 0.96), "#A87A2A")
    collar.volume(art, "#2A1604", alpha=0.2, light=0.26)
    art.paint(collar.disc(0, -4), "#E3BE74")
    bulb = Turned(560, [(356, 16), (368, 34), (410, 48), (500, 48), (524, 58), (548, 60)], tilt=0.16)
    art.fill(bulb.shape(), "#2B1F1C")
    art.fill(polygon(bulb.patch(-58, -40, 0.12, 0.9)), "#FFFFFF", 0.26)


def _carton(art: Art) -> None:
    paper = art.pick(("#F1E4CF", "#E7C9B4"), 2)
    art.shadow([(740, 1170), (1010, 1150), (1120, 1200), (1000, 1240), (760, 1230)], blur=26, alpha=0.36)
    art.paint([(700, 640), (940, 652), (940, 1222), (700, 1196)], paper)
    art.paint([(940, 652), (1030, 622), (1030, 1170), (940, 1222)], dark(paper, 0.24))
    art.paint([(700, 640), (796, 616), (1030, 622), (940, 652)], light(paper, 0.5))
    woven(art, band(art, "cosmetics", 24, 9), [(700, 1020), (940, 1040), (940, 1130), (700, 1108)])
    emblem(art, 840, 850, 60, "#9A4A62")


def _rose(art: Art, x: float, y: float, size: float) -> None:
    """A Damask rose seen from above."""
    petal = art.pick(("#D7708C", "#E59AAE", "#C4506E"))
    art.shadow(oval(x + 10, y + size * 0.4, size, size * 0.5), blur=10, alpha=0.34)
    leaf(art, x, y, 150, size * 1.7, size * 0.6, "#5F7A45")
    leaf(art, x, y, 20, size * 1.5, size * 0.55, "#6F8A50")
    for ring, tone in ((1.0, dark(petal, 0.12)), (0.78, petal), (0.54, light(petal, 0.2)), (0.3, dark(petal, 0.2))):
        for i in range(6):
            px, py = oval(
                x, y, size * ring * 0.52, size * ring * 0.4, start=i * 60 + ring * 80, end=i * 60 + ring * 80 + 1
            )[0]
            art.paint(oval(px, py, size * ring * 0.5, size * ring * 0.42), dark(tone, 0.05 * (i % 2)))
    art.paint(rounded(x - 6, y - 5, x + 6, y + 5, 5), SAFFRON)
