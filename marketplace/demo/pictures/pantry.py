"""What stands in a pantry: amlou, preserves in jars, cones of spices, vinegar, pots of yoghurt."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    MADDER,
    MOSS,
    OLIVE,
    PAPER,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
    WOOL,
    Art,
    Colour,
    Shape,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.nature import almond, caper_flower, citrus, lemon, placed
from marketplace.demo.pictures.props import band, emblem, leaf, setting, sprig
from marketplace.demo.pictures.turned import Turned


def amlou_jar(art: Art) -> None:
    setting(art, art.pick((MOSS, SAFFRON, INDIGO, BLUSH, CLAY)), backdrop=art.pick(("disc", "arch", "plain")))
    paste = art.pick(("#7A4420", "#965A2A", "#693618"))
    jar = _jar(art, 520, lambda body: _paste(art, body, paste))
    _jar_label(art, jar, "argan", OLIVE)
    _jar_light(art, jar)
    _wooden_lid(art, jar, art.pick(("#C79A66", "#A9763F", "#D8B483")))
    _amlou_dish(art, 850, 1250, paste, art.pick(("#2F3FA8", "#F3EAD6", "#2E6B5A")))
    for x, y, turn in ((190, 1330, 20), (286, 1376, -28), (392, 1346, 8), (560, 1400, 34)):
        almond(art, x, y, 50, turn, lying=True)


def _jar(art: Art, x: float, fill: Callable[[Shape], None], *, glass: Colour = "#C9D6CF") -> Turned:
    """A preserving jar of clear glass with what is in it."""
    jar = Turned(x, [(600, 186), (640, 190), (684, 236), (740, 262), (1120, 262), (1184, 246), (1208, 220)], tilt=0.17)
    jar.cast(art)
    art.fill(jar.shape(), light(glass, 0.5), 0.82)
    fill(polygon(jar.patch(-84, 84, 0.2, 0.965)))
    return jar


def _jar_light(art: Art, jar: Turned) -> None:
    jar.volume(art, "#201008", alpha=0.14, light=0)
    art.fill(polygon(jar.patch(-66, -56, 0.24, 0.92)), "#FFFFFF", 0.5)
    art.fill(polygon(jar.patch(-50, -46, 0.26, 0.8)), "#FFFFFF", 0.34)
    art.fill(polygon(jar.patch(70, 75, 0.26, 0.8)), "#FFFFFF", 0.22)


def _jar_label(art: Art, jar: Turned, craft: str, mark: Colour) -> None:
    art.paint(jar.patch(-58, 48, 0.42, 0.84), WOOL)
    jar.cells(art, band(art, craft, 48, 9), -58, 48, 0.7, 0.825)
    emblem(art, *jar.at(-5, 0.55), 50, mark)


def _paste(art: Art, body: Shape, paste: Colour) -> None:
    """Thick paste with the swirl of the ladle against the glass and a finger of oil on top."""
    art.fill(body, paste)
    art.wash(body, dark(paste, 0.4), 0.6)
    for y in (800, 960, 1100):
        sweep = curve((230, y), (400, y + 42), (560, y - 8), (820, y + 34))
        art.fill(polygon([*sweep, *((px, py + 20) for px, py in reversed(sweep))]) & body, light(paste, 0.2), 0.6)
    oil = polygon([(200, 690), (900, 690), (900, 772), *oval(520, 772, 320, 30, start=0, end=180)])
    art.fill(oil & body, mix(paste, "#E6A52E", 0.62))


def _wooden_lid(art: Art, jar: Turned, wood: Colour) -> None:
    lid = Turned(jar.x, [(536, 196), (548, 204), (620, 204), (630, 198)], tilt=0.17, smooth=False)
    art.fill(lid.shape(), wood)
    for i in range(6):
        ring = [(jar.x + dx * (0.9 - i * 0.15), y) for dx, y in ((px - jar.x, py) for px, py in lid.disc(0, -8))]
        art.line([(x, 536 + (y - 536) * (0.9 - i * 0.15)) for x, y in ring], dark(wood, 0.12), 3)
    lid.volume(art, "#2A1408", alpha=0.18, light=0.2, v0=0.12)
    art.line(lid.arc(0.14), light(wood, 0.3), 5)


def _amlou_dish(art: Art, x: float, y: float, paste: Colour, glaze: Colour) -> None:
    dish = Turned(x, [(y - 40, 176), (y - 20, 170), (y + 40, 112), (y + 56, 92)], tilt=0.3)
    dish.cast(art)
    art.paint(dish.disc(), dark(glaze, 0.24))
    art.paint(oval(x, y - 38, 156, 45), paste)
    for i, reach in enumerate((1.0, 0.72, 0.44)):
        art.line(oval(x - 6, y - 44 - i * 9, 132 * reach, 36 * reach, start=150, end=400), light(paste, 0.24), 11)
        art.line(oval(x - 2, y - 39 - i * 9, 132 * reach, 36 * reach, start=170, end=380), dark(paste, 0.28), 5)
    art.paint(oval(x - 8, y - 66, 40, 12), "#D99A2A")
    art.paint(oval(x - 18, y - 69, 18, 4), "#F6D98A")
    art.fill(dish.shape(closed=False), glaze)
    figure = "#2F3FA8" if glaze == "#F3EAD6" else light(glaze, 0.72)
    for turn in range(-84, 84, 24):
        art.paint([dish.at(turn, 0.2), dish.at(turn + 12, 0.62), dish.at(turn + 24, 0.2)], figure)
    dish.volume(art, "#140A20", alpha=0.16, light=0.24)


def caper_jar(art: Art) -> None:
    setting(art, art.pick((ROSE, INDIGO, SAND, MADDER, PINE)), backdrop=art.pick(("arch", "plain", "disc")))
    jar = _jar(art, 540, lambda body: _berries(art, body))
    _jar_label(art, jar, "herbs", "#5E7434")
    _jar_light(art, jar)
    _tin_lid(art, jar, art.pick(("#C6973F", "#96303A", "#3F6B45")))
    _caper_dish(art, 850, 1262, art.pick((PAPER, "#B5512F", "#2F3FA8")))
    sprig(art, [(110, 1392), (220, 1340), (330, 1342), (420, 1372)], "#6F8A45", length=66, width=46, pairs=4)
    caper_flower(art, 250, 1322, 78)


def _berries(art: Art, body: Shape) -> None:
    """Capers in brine: round buds, packed."""
    art.fill(body, "#A8B46A", 0.9)
    art.wash(body, "#4E5E22", 0.5)
    for row in range(17):
        for column in range(18):
            x = 262 + column * 33 + row % 2 * 16 + art.rng.uniform(-7, 7)
            y = 772 + row * 27 + art.rng.uniform(-6, 6)
            _bud(art, x, y, art.rng.uniform(15, 21), body)


def _bud(art: Art, x: float, y: float, size: float, within: Shape | None = None) -> None:
    tone = art.rng.choice(("#6B7D2E", "#7F9140", "#586A26", "#8C9C4C"))
    turn = art.rng.uniform(-60, 60)
    rings = ((0, 0, 1, dark(tone, 0.34)), (-0.14, -0.16, 0.8, tone), (-0.36, -0.4, 0.24, light(tone, 0.5)))
    for dx, dy, share, colour in rings:
        bud = oval(x + dx * size, y + dy * size, size * share, size * share * 0.86, turn=turn)
        if within is None:
            art.paint(bud, colour)
        else:
            art.fill(polygon(bud) & within, colour)


def _tin_lid(art: Art, jar: Turned, paint: Colour) -> None:
    lid = Turned(jar.x, [(552, 196), (564, 204), (634, 204), (640, 200)], tilt=0.17, smooth=False)
    art.fill(lid.shape(), paint)
    for turn in range(-88, 90, 8):
        art.paint(lid.patch(turn, turn + 3, 0.34, 0.96), dark(paint, 0.22))
    lid.volume(art, "#2A1408", alpha=0.18, light=0.3, v0=0.12)
    art.paint(lid.disc(0, -2), light(paint, 0.22))
    art.paint(lid.disc(0, -20), light(paint, 0.1))


def _caper_dish(art: Art, x: float, y: float, glaze: Colour) -> None:
    dish = Turned(x, [(y - 40, 168), (y - 20, 164), (y + 36, 112), (y + 54, 90)], tilt=0.3)
    dish.cast(art)
    art.paint(dish.disc(), dark(glaze, 0.34))
    spots = [(art.rng.uniform(-1, 1), art.rng.uniform(-1, 1)) for _ in range(150)]
    for u, w in sorted(((u, w) for u, w in spots if u * u + w * w < 1), key=lambda spot: spot[1]):
        _bud(art, x + u * 138, y - 44 + w * 36 - 52 * (1 - u * u - w * w), 19)
    art.fill(dish.shape(closed=False), glaze)
    art.paint(dish.patch(-90, 90, 0.3, 0.42), light(glaze, 0.7) if glaze != PAPER else "#2F3FA8")
    dish.volume(art, "#140A20", alpha=0.16, light=0.24)


def lemon_jar(art: Art) -> None:
    setting(art, art.pick((PINE, CLAY, INDIGO, SAGE, MADDER)), backdrop=art.pick(("disc", "window", "arch")))
    jar = _jar(art, 560, lambda body: _lemons(art, body))
    _jar_light(art, jar)
    _tied_paper(art, jar, art.pick((WOOL, "#E7C9B4", "#D9E0C4")))
    lemon(art, 280, 1310, 104, -14)
    lemon(art, 930, 1320, 92, 24, cut=True)
    leaf(art, 372, 1352, 18, 150, 56, "#5F7F45")
    leaf(art, 372, 1352, 50, 120, 48, "#73945A")


def _lemons(art: Art, body: Shape) -> None:
    """Whole salted lemons pressed against the glass, bay leaves between them."""
    art.fill(body, "#E9CF72", 0.92)
    art.wash(body, "#A87A1C", 0.55)
    for row, y in enumerate((1144, 1024, 916, 810)):
        for column in range(4):
            x = 344 + column * 154 + row % 2 * 72 + art.rng.uniform(-12, 12)
            skin = art.rng.choice(("#E8B72C", "#F0C63E", "#DDA722"))
            _pressed_lemon(art, x, y, art.rng.choice((-64, -30, 8, 36, 70)), skin, body)
    for x, y, turn in ((460, 1060, -60), (650, 906, -120), (720, 1080, -40)):
        bay = oval(x, y, 62, 20, turn=turn)
        art.fill(polygon(bay) & body, "#66803A")
        art.fill(polygon(oval(x - 3, y - 3, 52, 3, turn=turn)) & body, "#A9BC78")


def _pressed_lemon(art: Art, x: float, y: float, turn: float, skin: Colour, body: Shape) -> None:
    for drift, size, tone in ((6, 86, dark(skin, 0.5)), (0, 84, dark(skin, 0.2)), (-6, 74, skin)):
        art.fill(polygon(placed(x + drift, y + drift, turn, citrus(size))) & body, tone)
    art.fill(polygon(oval(x - 26, y - 28, 26, 12, turn=-30)) & body, light(skin, 0.5))
    slit = placed(x, y, turn, curve((-48, 14), (0, 2), (50, 12), steps=5))
    art.fill(polygon([*slit, *((px, py + 10) for px, py in reversed(slit))]) & body, "#FBEFC0")


def _tied_paper(art: Art, jar: Turned, paper: Colour) -> None:
    """A disc of paper over the mouth, pleated and tied with string."""
    hood = Turned(jar.x, [(548, 190), (566, 202), (630, 196), (650, 200), (700, 246), (718, 254)], tilt=0.18)
    art.fill(hood.shape(), paper)
    for turn in range(-88, 88, 14):
        art.paint([hood.at(turn, 0.56), hood.at(turn + 3, 1), hood.at(turn + 9, 1)], dark(paper, 0.16))
        art.paint([hood.at(turn, 0.5), hood.at(turn + 2, 0.2), hood.at(turn + 5, 0.5)], dark(paper, 0.1))
    hood.volume(art, "#2A1408", alpha=0.13, light=0.3)
    art.paint(hood.disc(0, -4), light(paper, 0.4))
    art.paint(hood.patch(-90, 90, 0.46, 0.56), "#8A6A3A")
    for end in ((500, 770), (606, 760)):
        art.line(curve((jar.x - 4, 668), (jar.x + (end[0] - jar.x) * 0.4, 700), end), "#8A6A3A", 8)
