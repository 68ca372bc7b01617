"""A guesthouse in the High Atlas at dusk, for cooperatives of green tourism."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    HEIGHT,
    SAFFRON,
    TERRACOTTA,
    WIDTH,
    Art,
    Colour,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.props import band, woven

DUSKS = (
    ("#232B62", "#D9805E", "#F3C27A"),
    ("#2C2350", "#B5587A", "#F0A878"),
    ("#1E3A5E", "#7FA0B8", "#F4D9A0"),
    ("#3A2148", "#C9583A", "#F2B84A"),
)


def lodging(art: Art) -> None:
    night, rose, gold = art.pick(DUSKS)
    _sky(art, night, rose, gold)
    for i, (y, rough) in enumerate(((640, 170), (760, 120), (880, 80))):
        _ridge(art, y, rough, mix(mix(night, rose, 0.55), night, i * 0.36), snow=i == 0)
    _terraces(art, night)
    _house(art, art.pick(("#C27A4E", "#B5683F", "#CF8E62")), night)
    for x, y, size in ((130, 1130, 1.0), (215, 1190, 0.8), (1040, 1140, 1.05), (1120, 1200, 0.8)):
        _poplar(art, x, y, size, mix("#3F5A34", night, 0.35))
    _path(art)


def _sky(art: Art, night: Colour, rose: Colour, gold: Colour) -> None:
    art.paint([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], night)
    art.wash(polygon([(0, 60), (WIDTH, 60), (WIDTH, 700), (0, 700)]), rose, 0.95)
    art.paint([(0, 700), (WIDTH, 700), (WIDTH, 900), (0, 900)], mix(night, rose, 0.95))
    art.glow(600 + 260 * art.pick((-1, 1, 0)), 740, 620, gold, 0.85)
    for _ in range(70):
        x, y, size = art.rng.uniform(20, WIDTH - 20), art.rng.uniform(20, 420), art.rng.uniform(1.5, 4)
        art.dot(x, y, size, size, mix("#FFF6DC", night, y / 560))
    x, y = art.pick(((240, 240), (930, 210), (820, 300)))
    art.glow(x, y, 190, "#FFF3CF", 0.36)
    moon = polygon(oval(x, y, 66, 66))
    art.fill(moon - polygon(oval(x + 34, y - 16, 60, 60)) if art.seed % 2 else moon, "#FFF3CF")


def _ridge(art: Art, base: float, rough: float, tone: Colour, *, snow: bool) -> None:
    count = 9
    peaks = [
        (i * WIDTH / (count - 1), base - rough * (art.rng.uniform(0.5, 1.35) if i % 2 else art.rng.uniform(-0.35, 0.2)))
        for i in range(count)
    ]
    art.paint([(0, HEIGHT), *peaks, (WIDTH, HEIGHT)], tone)
    for (ax, ay), (px, py), (bx, by) in zip(peaks[0::2], peaks[1::2], peaks[2::2], strict=False):
        art.paint([(px, py), (bx, by), (px + 30, by + 60), (px - 16, py + rough * 0.62)], dark(tone, 0.16))
        if snow:
            t = 0.4
            teeth = [
                (px + (bx - px) * t, py + (by - py) * t),
                (px + 22, py + rough * 0.36),
                (px + 2, py + rough * 0.56),
                (px - 22, py + rough * 0.36),
            ]
            art.paint([(px, py), *teeth, (px + (ax - px) * t, py + (ay - py) * t)], "#F6EAE6")
            art.paint([(px, py), teeth[0], teeth[1], (px + 2, py + rough * 0.3)], "#CDBFD2")


def _terraces(art: Art, night: Colour) -> None:
    for i, green in enumerate(("#6E8A4A", "#5E7C40", "#7C9450", "#4E6A38")):
        y = 1010 + i * 116
        edge = curve(
            (0, y + art.rng.uniform(-10, 26)),
            (320, y - 14),
            (660, y + 20),
            (940, y - 8),
            (WIDTH, y + art.rng.uniform(-10, 30)),
        )
        tone = mix(green, night, 0.34 - i * 0.05)
        art.paint([*edge, (WIDTH, HEIGHT), (0, HEIGHT)], tone)
        art.line(edge, mix("#B59A78", night, 0.4), 13)
        for t in range(3, len(edge) - 2, 3):
            x, ey = edge[t]
            art.line([(x, ey + 40), (x + 26, ey + 40)], light(tone, 0.13), 6)


def _house(art: Art, earth: Colour, night: Colour) -> None:
    """Three cubes of rammed earth, lit from inside."""
    art.shadow([(250, 1170), (980, 1170), (1060, 1250), (300, 1250)], blur=26, alpha=0.5)
    for x, y, wide, tall, shade in ((560, 610, 300, 560, 0.12), (270, 800, 330, 390, 0.0), (760, 830, 220, 360, 0.06)):
        _cube(art, x, y, wide, tall, mix(earth, night, shade))
    for x, y, w in ((628, 690, 60), (742, 690, 60), (628, 860, 60)):
        _window(art, x, y, w, 92)
    for x, y in ((330, 890), (486, 890), (800, 920), (880, 920)):
        _window(art, x, y, 52, 74)
    _door(art, 420, 1190)
    _terrace(art)


def _cube(art: Art, x: float, y: float, wide: float, tall: float, earth: Colour) -> None:
    art.paint([(x + 8, y), (x + wide - 8, y), (x + wide, y + tall), (x, y + tall)], earth)
    art.paint(
        [(x + wide * 0.8, y), (x + wide - 8, y), (x + wide, y + tall), (x + wide * 0.78, y + tall)], dark(earth, 0.24)
    )
    art.paint([(x - 6, y - 4), (x + wide + 6, y - 4), (x + wide + 4, y + 22), (x - 4, y + 22)], dark(earth, 0.32))
    art.paint([(x - 6, y - 12), (x + wide + 6, y - 12), (x + wide + 6, y), (x - 6, y)], light(earth, 0.16))
    for i in range(1, int(tall / 74)):
        art.line([(x + 6, y + i * 74), (x + wide - 6, y + i * 74)], dark(earth, 0.1), 4)
    for i in range(round(wide / 46)):
        art.dot(x + 26 + i * 46, y + 34, 7, 7, "#4A2E1C")


def _window(art: Art, x: float, y: float, wide: float, tall: float) -> None:
    art.glow(x + wide / 2, y + tall / 2, wide * 2.1, "#FFCB66", 0.5)
    art.paint([(x - 8, y - 8), (x + wide + 8, y - 8), (x + wide + 8, y + tall + 8), (x - 8, y + tall + 8)], "#F3E3C4")
    art.paint([(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)], "#FFD879")
    art.paint([(x, y + tall * 0.6), (x + wide, y + tall * 0.6), (x + wide, y + tall), (x, y + tall)], "#F7B948")
    for t in (0.33, 0.66):
        art.line([(x + wide * t, y), (x + wide * t, y + tall)], "#5E3A1C", 4)
    art.line([(x, y + tall / 2), (x + wide, y + tall / 2)], "#5E3A1C", 4)


def _door(art: Art, x: float, foot: float) -> None:
    arch = [(x - 56, foot), *oval(x, foot - 150, 58, 60, start=170, end=370), (x + 56, foot)]
    art.paint([(px + (px - x) * 0.24, py - 12 if py < foot else py) for px, py in arch], "#F3E3C4")
    art.paint(arch, "#2F5B6E")
    art.paint([(x, foot), *oval(x, foot - 150, 58, 60, start=270, end=370), (x + 56, foot)], "#234656")
    for dy in (40, 90, 140):
        art.line([(x - 44, foot - dy), (x + 44, foot - dy)], "#1B3644", 4)
    art.dot(x + 12, foot - 70, 7, 7, SAFFRON)


def _terrace(art: Art) -> None:
    """A rug airing over the parapet: somebody is at home."""
    woven(art, band(art, "carpet", 24, 15), [(300, 792), (396, 792), (394, 892), (302, 892)])
    art.line([(770, 830), (770, 720)], "#5E3A1C", 10)
    art.line([(960, 830), (960, 720)], "#5E3A1C", 10)
    for i in range(8):
        art.line([(752 + i * 30, 726), (772 + i * 30, 706)], "#7A5230", 8)
    art.line([(748, 722), (986, 722)], "#5E3A1C", 10)


def _poplar(art: Art, x: float, foot: float, size: float, tone: Colour) -> None:
    art.line([(x, foot), (x, foot - 90 * size)], "#3A2A20", 14 * size)
    crown = curve(
        (x, foot - 430 * size),
        (x + 62 * size, foot - 230 * size),
        (x + 36 * size, foot - 66 * size),
        (x, foot - 52 * size),
        (x - 36 * size, foot - 66 * size),
        (x - 62 * size, foot - 230 * size),
        (x, foot - 430 * size),
    )
    art.paint(crown, tone)
    art.fill(polygon([(px + 20 * size, py) for px, py in crown]) & polygon(crown), dark(tone, 0.25))
    for i in range(5):
        y = foot - (110 + i * 58) * size
        art.line(
            curve((x - 26 * size, y), (x - 8 * size, y + 16 * size), (x + 6 * size, y - 4 * size)), light(tone, 0.14), 5
        )


def _path(art: Art) -> None:
    left = curve((392, 1190), (420, 1270), (500, 1340), (470, 1500))
    right = curve((448, 1190), (500, 1270), (640, 1350), (720, 1500))
    art.paint([*left, *reversed(right)], "#C9A57E")
    art.glow(440, 1230, 160, "#FFCB66", 0.3)
    for x, y in ((380, 1300), (640, 1310), (420, 1420)):
        art.glow(x, y - 30, 90, "#FFCB66", 0.6)
        art.paint([(x - 12, y - 40), (x + 12, y - 40), (x + 16, y), (x - 16, y)], TERRACOTTA)
        art.dot(x, y - 22, 8, 10, "#FFE7A0")
