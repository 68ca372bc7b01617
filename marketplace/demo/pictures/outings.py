"""What one goes to see: a walk in the High Atlas, a morning at the hives."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    HEIGHT,
    INK,
    MADDER,
    MAJORELLE,
    PINE,
    SAFFRON,
    SAND,
    TERRACOTTA,
    WIDTH,
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
    rounded,
)
from marketplace.demo.pictures.props import leaf

# Sky above, sky at the ridge, far mountain, near slope, grass.
DAYS = (
    ("#4E8FC0", "#F6E3BE", "#6E7FA8", "#B5683F", "#8A9A4A"),
    ("#E58A5A", "#FBE0A8", "#8A5A78", "#9A4A3A", "#7C8A44"),
    ("#2F6F9A", "#CFE3DC", "#4E6A8A", "#A8563A", "#5E8A4A"),
    ("#D9708A", "#F9D9B0", "#7A5A90", "#8E4A4A", "#94964E"),
)


def mountain_walk(art: Art) -> None:
    high, low, far, slope, grass = art.pick(DAYS)
    _sky(art, high, low)
    for i, (y, rough, tone) in enumerate(
        ((520, 220, mix(far, low, 0.36)), (660, 190, far), (790, 130, mix(far, slope, 0.55)))
    ):
        _range(art, y, rough, tone, snow=i < 2, shift=(0, 130, -70)[i])
    _slopes(art, slope, grass)
    _village(art, *art.pick(((820, 800), (330, 812), (700, 792))), mix(slope, "#E2A070", 0.4))
    _trail(art, mix(low, slope, 0.25))
    for x, y, size in ((96, 1010, 1.0), (1090, 990, 1.0), (1010, 1130, 1.25), (210, 1170, 1.2)):
        _walnut_tree(art, x, y, size, mix("#4E7A3C", slope, 0.12 + 0.1 * art.rng.random()))
    x, y = 520, 1180
    for i, (cloak, pack) in enumerate(
        art.pick((((MAJORELLE, SAFFRON), (TERRACOTTA, PINE)), ((SAFFRON, MADDER), (PINE, WOOL), (MADDER, SAND))))
    ):
        _walker(art, x + i * 112, y - i * 70, 1 - i * 0.14, cloak, pack)
    _foreground(art, grass)


def _sky(art: Art, high: Colour, low: Colour) -> None:
    art.paint([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], high)
    art.wash(polygon([(0, 0), (WIDTH, 0), (WIDTH, 720), (0, 720)]), low, 1)
    x, y = art.pick(((250, 250), (900, 210), (760, 300), (380, 190)))
    art.glow(x, y, 420, "#FFF6DC", 0.6)
    art.paint(oval(x, y, 84, 84), "#FFF3CF")
    for _ in range(3):
        cx, cy = art.rng.uniform(120, 1080), art.rng.uniform(130, 400)
        for dx, r in ((-84, 30), (-30, 52), (40, 44), (96, 26)):
            art.paint(oval(cx + dx, cy - r * 0.2, r * 1.5, r * 0.7), mix(mix(high, low, 0.6), "#FFFFFF", 0.5))


def _range(art: Art, base: float, rough: float, tone: Colour, *, snow: bool, shift: float = 0) -> None:
    """A ridge of facets, lit from the left."""
    count = 9
    peaks = [
        (
            -220 + shift + i * 200,
            base - (rough * art.rng.uniform(0.7, 1.35) if i % 2 else rough * art.rng.uniform(-0.2, 0.25)),
        )
        for i in range(count)
    ]
    art.paint([(-220, HEIGHT), *peaks, (1500, HEIGHT)], tone)
    for i in range(1, count, 2):
        (ax, ay), (px, py) = peaks[i - 1], peaks[i]
        bx, by = peaks[min(count - 1, i + 1)]
        art.paint([(px, py), (bx, by), (bx - 20, by + 120), (px + 26, py + 200), (px - 14, py + 90)], dark(tone, 0.15))
        art.paint([(px, py), (px - 14, py + 90), (px - 70, py + 150), (px - 52, py + 84)], light(tone, 0.1))
        if snow:
            t = 0.42
            left, right = (px + (ax - px) * t, py + (ay - py) * t), (px + (bx - px) * t, py + (by - py) * t)
            teeth = [
                right,
                (px + 44, py + rough * 0.3),
                (px + 18, py + rough * 0.5),
                (px - 16, py + rough * 0.3),
                (px - 44, py + rough * 0.44),
            ]
            art.paint([(px, py), *teeth, left], "#FBF4EC")
            art.paint(
                [(px, py), right, (px + 44, py + rough * 0.3), (px + 18, py + rough * 0.5), (px + 4, py + rough * 0.2)],
                mix("#FBF4EC", tone, 0.34),
            )


def _slopes(art: Art, slope: Colour, grass: Colour) -> None:
    for i, y in enumerate((830, 920, 1010, 1110, 1230, 1360)):
        edge = curve(
            (0, y + art.rng.uniform(-30, 30)),
            (300, y - 20),
            (640, y + 26),
            (930, y - 16),
            (WIDTH, y + art.rng.uniform(-34, 26)),
        )
        tone = mix(slope, grass, min(1, 0.12 + i * 0.18))
        art.paint([*edge, (WIDTH, HEIGHT), (0, HEIGHT)], tone)
        art.line(edge, light(tone, 0.2), 6)
        for t in range(2, len(edge) - 2, 2):
            x, ey = edge[t]
            art.line([(x, ey + 34), (x + 22, ey + 34)], dark(tone, 0.12), 6)


def _village(art: Art, x: float, y: float, earth: Colour) -> None:
    for dx, dy, wide, tall in (
        (0, 0, 70, 84),
        (64, 16, 84, 62),
        (-66, 18, 74, 58),
        (26, -46, 54, 60),
        (132, 30, 60, 44),
    ):
        left, top = x + dx, y + dy - tall
        art.paint([(left, top), (left + wide, top), (left + wide, y + dy), (left, y + dy)], earth)
        art.paint(
            [(left + wide * 0.66, top), (left + wide, top), (left + wide, y + dy), (left + wide * 0.66, y + dy)],
            dark(earth, 0.24),
        )
        art.paint(
            [(left - 3, top - 5), (left + wide + 3, top - 5), (left + wide + 3, top + 3), (left - 3, top + 3)],
            light(earth, 0.3),
        )
        for i in range(2):
            wx = left + 12 + i * 24
            art.paint([(wx, top + 18), (wx + 10, top + 18), (wx + 10, top + 34), (wx, top + 34)], dark(earth, 0.6))


def _trail(art: Art, tone: Colour) -> None:
    left = curve((800, 870), (640, 960), (800, 1040), (560, 1150), (420, 1290), (430, 1500))
    right = curve((812, 870), (672, 960), (850, 1040), (650, 1160), (590, 1300), (760, 1500))
    art.paint([*left, *reversed(right)], tone)
    art.line(right, dark(tone, 0.2), 7)
    for _ in range(26):
        t = art.rng.random()
        i = int(t * (len(left) - 1))
        x = left[i][0] + (right[i][0] - left[i][0]) * art.rng.uniform(0.15, 0.85)
        art.dot(x, left[i][1], 2 + 7 * t, 1.5 + 4 * t, dark(tone, 0.22))


def _walnut_tree(art: Art, x: float, foot: float, size: float, green: Colour) -> None:
    art.fill(polygon(oval(x + 36 * size, foot + 2, 96 * size, 18 * size)), INK, 0.26)
    art.paint(
        [
            (x - 12 * size, foot),
            (x - 6 * size, foot - 120 * size),
            (x + 8 * size, foot - 120 * size),
            (x + 14 * size, foot),
        ],
        "#5E4030",
    )
    for dx, dy, r, shade in ((-46, -150, 62, 0.0), (44, -146, 66, 0.2), (0, -206, 70, 0.06), (2, -140, 58, 0.12)):
        art.paint(oval(x + dx * size, foot + dy * size, r * size, r * size * 0.86), dark(green, shade))
    for dx, dy in ((-60, -176), (-24, -232), (20, -214), (-40, -140)):
        art.paint(oval(x + dx * size, foot + dy * size, 22 * size, 13 * size), light(green, 0.2))


def _walker(art: Art, x: float, foot: float, size: float, cloak: Colour, pack: Colour) -> None:
    """Seen from behind, climbing."""

    def at(u: float, v: float) -> Point:
        return x + u * size, foot + v * size

    art.fill(polygon(oval(*at(40, 0), 74 * size, 15 * size)), INK, 0.34)
    for u in (-16, 18):
        art.line([at(u, -70), at(u + 4, -6)], "#3A2A24", 22 * size)
        art.line([at(u, -4), at(u + 14, -2)], "#5E3A20", 20 * size)
    art.paint(
        [at(-46, -60), *curve(at(-52, -90), at(-40, -190), at(-10, -214), at(20, -206), at(46, -150), at(52, -60))],
        cloak,
    )
    art.paint([at(14, -60), *curve(at(22, -150), at(30, -196), at(46, -150), at(52, -60))], dark(cloak, 0.24))
    art.paint(rounded(*at(-40, -186), *at(26, -94), 20 * size), pack)
    art.paint(rounded(*at(-30, -146), *at(16, -104), 10 * size), dark(pack, 0.2))
    art.paint(rounded(*at(-42, -206), *at(28, -182), 12 * size), dark(cloak, 0.4))
    art.paint(oval(*at(4, -232), 27 * size, 30 * size), "#8A5A3C")
    art.paint(oval(*at(4, -246), 56 * size, 15 * size), "#D9BC80")
    art.paint([at(-24, -248), *curve(at(-22, -270), at(4, -284), at(30, -270), at(32, -248))], "#E2CB98")
    art.line([at(-24, -252), at(32, -252)], TERRACOTTA, 8 * size)
    art.line([at(50, -130), at(76, -150)], dark(cloak, 0.1), 18 * size)
    art.line([at(78, -190), at(94, 4)], "#6B4423", 8 * size)


def _foreground(art: Art, grass: Colour) -> None:
    """Tufts and thyme in flower at the edge of the picture."""
    for _ in range(34):
        x = art.rng.choice((art.rng.uniform(-10, 380), art.rng.uniform(800, 1210)))
        y = art.rng.uniform(1370, 1500)
        for _ in range(5):
            leaf(
                art,
                x,
                y,
                art.rng.uniform(-130, -50),
                art.rng.uniform(50, 96),
                13,
                mix(grass, art.rng.choice((PINE, SAFFRON, "#3F6B45")), 0.4),
            )
        if art.rng.random() < 0.6:
            bloom = art.rng.choice(("#B58AD0", "#E2A32E", "#F4E4EE", "#D7708C"))
            for _ in range(5):
                art.dot(x + art.rng.uniform(-30, 30), y - art.rng.uniform(50, 92), 9, 8, bloom)


def hives(art: Art) -> None:
    """Painted hives among thyme and lavender, early."""
    high, low, far, slope, grass = art.pick(DAYS)
    _sky(art, high, low)
    for i, (y, rough) in enumerate(((600, 190), (730, 130))):
        _range(art, y, rough, mix(far, low, 0.3 - i * 0.3), snow=i == 0, shift=130 * i)
    _slopes(art, slope, grass)
    for x, y, size in ((80, 960, 1.2), (1120, 950, 1.3), (980, 900, 0.9)):
        _walnut_tree(art, x, y, size, mix("#4E7A3C", slope, 0.16))
    paints = art.pick(((MAJORELLE, SAFFRON, WOOL), (TERRACOTTA, WOOL, PINE), (SAFFRON, MADDER, MAJORELLE)))
    for x, y, size, paint in ((270, 1010, 0.8, paints[1]), (860, 1050, 0.92, paints[2]), (540, 1210, 1.24, paints[0])):
        _flowers(art, x, y - 30 * size, size)
        _hive(art, x, y, size, paint)
    for _ in range(150):
        y = art.rng.uniform(1240, 1490)
        _lavender(art, art.rng.uniform(-20, 1220), y, 0.8 + (y - 1240) / 340)
    for _ in range(16):
        _bee(art, art.rng.uniform(180, 1040), art.rng.uniform(640, 1180), art.rng.uniform(0.8, 1.4))


def _hive(art: Art, x: float, foot: float, size: float, paint: Colour) -> None:
    def quad(*points: Point) -> list[Point]:
        return [(x + u * size, foot + v * size) for u, v in points]

    art.shadow(quad((-140, 10), (230, 0), (270, 40), (-110, 50)), blur=18, alpha=0.5)
    for u in (-120, 96):
        art.paint(quad((u, -30), (u + 24, -30), (u + 24, 26), (u, 26)), "#5E4030")
    for low, high, shade in ((-30, -150, 0.0), (-154, -262, 0.08)):
        art.paint(quad((-140, low), (110, low), (110, high), (-140, high)), dark(paint, shade))
        art.paint(quad((110, low), (190, low - 34), (190, high - 34), (110, high)), dark(paint, 0.3 + shade))
        art.line(quad((-140, high + 4), (110, high + 4)), light(paint, 0.3), 5 * size)
    for u in (-60, -15, 30):
        art.paint(rounded(*quad((u - 14, -216))[0], *quad((u + 14, -190))[0], 5 * size), dark(paint, 0.26))
    for reach, tone in ((34, dark(paint, 0.4)), (22, light(paint, 0.5))):
        art.paint(quad((-15 - reach, -102), (-15, -102 - reach), (-15 + reach, -102), (-15, -102 + reach)), tone)
    art.paint(quad((-90, -50), (60, -50), (60, -34), (-90, -34)), "#2A1A12")
    art.paint(quad((-150, -30), (120, -30), (104, -12), (-166, -12)), "#8A5A30")
    art.paint(quad((-156, -262), (126, -262), (206, -298), (-70, -298)), "#E9E2D4")
    art.paint(quad((-156, -262), (126, -262), (126, -238), (-156, -238)), "#C9BFAE")
    art.paint(quad((126, -262), (206, -298), (206, -274), (126, -238)), "#9A9082")
    stone = quad((0, -282))[0]
    art.paint(oval(stone[0] + 8 * size, stone[1], 44 * size, 17 * size), "#8A7A70")
    art.paint(oval(stone[0], stone[1] - 6 * size, 38 * size, 13 * size), "#B5A698")


def _flowers(art: Art, x: float, y: float, size: float) -> None:
    for _ in range(16):
        _lavender(art, x + art.rng.uniform(-230, 260) * size, y + art.rng.uniform(-10, 50) * size, size * 0.8)


def _lavender(art: Art, x: float, y: float, size: float) -> None:
    lean = art.rng.uniform(-16, 16) * size
    art.line([(x, y), (x + lean, y - 76 * size)], "#5E7A44", 5 * size)
    tones = art.rng.choice(
        (("#6A55A8", "#8470C0"), ("#8470C0", "#B09CDC"), ("#E2A32E", "#F1C868"))
        if art.seed % 2
        else (("#6A55A8", "#8470C0"), ("#C4607A", "#E59AAE"))
    )
    for i in range(5):
        t = 0.66 + i * 0.12
        art.dot(x + lean * t, y - 76 * size * t, (11 - i) * size, 8 * size, tones[i % 2])


def _bee(art: Art, x: float, y: float, size: float) -> None:
    art.fill(polygon(oval(x - 4 * size, y - 11 * size, 7 * size, 12 * size, turn=-24)), "#FFFFFF", 0.7)
    art.fill(polygon(oval(x + 6 * size, y - 11 * size, 7 * size, 12 * size, turn=20)), "#FFFFFF", 0.7)
    art.paint(oval(x, y, 15 * size, 10 * size), SAFFRON)
    for dx in (-5, 3):
        art.line([(x + dx * size, y - 8 * size), (x + dx * size, y + 8 * size)], INK, 4 * size)
    art.dot(x + 14 * size, y, 6 * size, 6 * size, INK)
