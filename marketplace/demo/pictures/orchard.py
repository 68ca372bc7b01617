"""Walnuts in their bowl, apples in their crate."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    CLAY,
    INDIGO,
    MOSS,
    PINE,
    ROSE,
    SAFFRON,
    SAGE,
    SAND,
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
from marketplace.demo.pictures.props import leaf, setting
from marketplace.demo.pictures.turned import Turned

# Middles of the nuts, the back of the heap first.
PILE = (
    (420, 800), (560, 776), (700, 780), (800, 826), (340, 850), (480, 716), (620, 690),
    (730, 716), (560, 628), (660, 626), (450, 850), (590, 850), (720, 858), (830, 876),
)  # fmt: skip


def walnuts(art: Art) -> None:
    setting(art, art.pick((SAGE, CLAY, PINE, SAFFRON, ROSE)), backdrop=art.pick(("arch", "plain", "disc")))
    wood = art.pick(("#7C4A26", "#A06A36", "#5E3A22"))
    bowl = Turned(590, [(860, 360), (960, 350), (1080, 270), (1150, 176), (1190, 164)], tilt=0.26)
    bowl.cast(art)
    art.paint(bowl.disc(), dark(wood, 0.45))
    art.paint(oval(590, 810, 270, 120), "#3A2010")
    for x, y in PILE:
        _nut(
            art,
            x + art.rng.uniform(-12, 12),
            y + art.rng.uniform(-8, 8),
            art.rng.uniform(74, 86),
            art.rng.uniform(-40, 40),
        )
    art.fill(bowl.shape(closed=False), wood)
    for i in range(9):
        ring = [bowl.at(t, 0.12 + i * 0.095 + art.rng.uniform(-0.008, 0.008)) for t in range(-90, 91, 12)]
        art.line(curve(*ring, steps=4), mix(wood, "#2A1408", 0.22 + 0.1 * (i % 2)), 4 + i % 3 * 2)
    art.fill(polygon(bowl.patch(-90, 90, 0, 0.055)), light(wood, 0.22))
    bowl.volume(art, "#1E0A04", alpha=0.18, light=0.16)
    _nut(art, 250, 1300, 84, -16, lying=True)
    _half(art, 850, 1322)
    _half(art, 1010, 1290)
    leaf(art, 395, 1372, 168, 150, 60, "#6F8443")
    leaf(art, 395, 1372, 205, 130, 54, "#7F9450")


SHELL = (
    (-0.98, 0),
    (-0.8, -0.52),
    (-0.3, -0.8),
    (0.3, -0.76),
    (0.78, -0.42),
    (1.08, 0),
    (0.78, 0.42),
    (0.3, 0.76),
    (-0.3, 0.8),
    (-0.8, 0.52),
    (-0.98, 0),
)


def _nut(art: Art, x: float, y: float, size: float, turn: float, *, lying: bool = False) -> None:
    shell = art.rng.choice(("#C4935A", "#B98650", "#CFA16A"))
    if lying:
        art.shadow(oval(x + 20, y + size * 0.66, size, size * 0.32), blur=12, alpha=0.42)
    else:
        art.paint(oval(x + 5, y + 9, size * 1.03, size * 0.9, turn=turn), "#3A2010")
    body = polygon(_rotated(x, y, turn, [(px * size, py * size) for px, py in SHELL]))
    art.fill(body, shell)
    art.fill(body - polygon(oval(x - size * 0.22, y - size * 0.2, size, size * 0.86, turn=turn)), dark(shell, 0.28))
    for _ in range(15):
        start, lane = art.rng.uniform(-0.85, 0.5), art.rng.choice((-0.66, -0.5, -0.34, -0.2, 0.22, 0.36, 0.52, 0.66))
        bend = [
            (start + t * 0.13, lane * (1 - (start + t * 0.13) ** 2 * 0.6) + art.rng.uniform(-0.05, 0.05))
            for t in range(4)
        ]
        wrinkle = _rotated(x, y, turn, [(px * size, py * size) for px, py in bend])
        art.fill(_ribbon(wrinkle, art.rng.uniform(4, 8)) & body, dark(shell, art.rng.uniform(0.2, 0.36)))
    seam = _rotated(x, y, turn, [(t * size / 3, 0.06 * size * (9 - t * t) / 9) for t in range(-3, 4)])
    art.fill(_ribbon(seam, 9) & body, dark(shell, 0.42))
    art.fill(_ribbon([(px - 2, py - 7) for px, py in seam], 5) & body, light(shell, 0.3))


def _rotated(x: float, y: float, turn: float, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    axis, normal = oval(x, y, 1, 1, start=turn, end=turn + 1)[0], oval(x, y, 1, 1, start=turn + 90, end=turn + 91)[0]
    ux, uy, vx, vy = axis[0] - x, axis[1] - y, normal[0] - x, normal[1] - y
    return curve(*((x + px * ux + py * vx, y + px * uy + py * vy) for px, py in points), steps=5)


def _ribbon(line: list[tuple[float, float]], width: float) -> Shape:
    return polygon([*line, *((px, py + width) for px, py in reversed(line))])


def _half(art: Art, x: float, y: float) -> None:
    """An open half shell with its kernel."""
    art.shadow(oval(x + 16, y + 40, 86, 30), blur=10, alpha=0.42)
    art.paint(oval(x, y + 14, 84, 62), "#9A6A38")
    art.paint(oval(x, y, 84, 58), "#D2A872")
    art.paint(oval(x, y, 72, 47), "#7A4E26")
    for side in (-1, 1):
        for dx, dy, r in ((30, -16, 22), (44, 6, 20), (26, 20, 20), (20, 0, 20)):
            art.paint(oval(x + side * dx, y + dy + 3, r, r * 0.8), "#A87840")
            art.paint(oval(x + side * dx - 2, y + dy - 1, r * 0.84, r * 0.64), "#E6C48C")
    art.line([(x, y - 40), (x, y + 40)], "#6B4220", 7)


def apples(art: Art) -> None:
    setting(art, art.pick((SAGE, SAFFRON, INDIGO, SAND, MOSS)))
    skins = art.pick((("#B5282E", "#CE4234"), ("#D9A62E", "#E8C24C"), ("#7F9A34", "#9DB84C"), ("#C5392F", "#E0A23A")))
    wood = art.pick(("#C39A66", "#A9763F", "#D2B184"))
    art.shadow([(190, 1200), (1020, 1200), (1130, 1260), (1000, 1310), (220, 1300)], blur=34, alpha=0.46)
    art.paint([(200, 770), (1000, 770), (1010, 1256), (190, 1256)], dark(wood, 0.62))
    for y, xs in ((770, (330, 500, 670, 840)), (700, (420, 590, 760)), (836, (300, 450, 600, 750, 900))):
        for x in xs:
            apple(art, x + art.rng.uniform(-10, 10), y + art.rng.uniform(-12, 12), 100, art.rng.choice(skins))
    for i in range(3):
        y = 862 + i * 134
        art.paint([(178, y), (1022, y), (1022, y + 114), (178, y + 114)], light(wood, 0.06 * (i % 2)))
        for _ in range(5):
            gy, gx = y + art.rng.uniform(16, 100), art.rng.uniform(190, 700)
            art.line(curve((gx, gy), (gx + 110, gy + 5), (gx + 280, gy - 3)), dark(wood, 0.13), 4)
        art.paint([(178, y + 104), (1022, y + 104), (1022, y + 114), (178, y + 114)], dark(wood, 0.24))
    for x in (178, 952):
        art.paint([(x, 830), (x + 70, 830), (x + 70, 1260), (x, 1260)], dark(wood, 0.14))
        art.paint([(x, 830), (x + 14, 830), (x + 14, 1260), (x, 1260)], light(wood, 0.2))
        for y in (905, 1040, 1174):
            art.dot(x + 35, y, 8, 8, dark(wood, 0.6))
    apple(art, 1040, 1300, 96, skins[1], lying=True)


def apple(art: Art, x: float, y: float, size: float, skin: Colour, *, lying: bool = False) -> None:
    if lying:
        art.shadow(oval(x + 20, y + size * 0.8, size, size * 0.3), blur=12, alpha=0.42)
    outline = curve(
        (x, y - size * 0.72),
        (x + size * 0.55, y - size * 0.86),
        (x + size, y - size * 0.2),
        (x + size * 0.74, y + size * 0.66),
        (x + size * 0.2, y + size * 0.9),
        (x, y + size * 0.84),
        (x - size * 0.2, y + size * 0.9),
        (x - size * 0.74, y + size * 0.66),
        (x - size, y - size * 0.2),
        (x - size * 0.55, y - size * 0.86),
        (x, y - size * 0.72),
        steps=7,
    )
    body = polygon(outline)
    art.fill(polygon([(px + 5, py + 7) for px, py in outline]), dark(skin, 0.6), 0.5)
    art.fill(body, skin)
    art.fill(body - polygon(oval(x - size * 0.3, y - size * 0.24, size * 1.02, size * 1.06)), dark(skin, 0.26))
    art.fill(
        polygon(oval(x - size * 0.44, y - size * 0.34, size * 0.24, size * 0.34, turn=28)) & body, light(skin, 0.34)
    )
    art.paint(oval(x, y - size * 0.66, size * 0.3, size * 0.1), dark(skin, 0.4))
    art.line(curve((x, y - size * 0.64), (x + 4, y - size * 0.86), (x + 16, y - size * 1.08)), "#4A2E18", 9)
    if art.rng.random() < 0.45:
        leaf(art, x + 8, y - size * 0.9, -28, size * 0.72, size * 0.32, "#6F8A3E")
