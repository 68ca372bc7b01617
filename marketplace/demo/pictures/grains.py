"""Bowls of couscous, kraft bags of couscous, sacks of cumin."""

from __future__ import annotations

import math

from marketplace.demo.pictures.kit import (
    CLAY,
    INDIGO,
    MADDER,
    MAJORELLE,
    MOSS,
    OLIVE,
    PAPER,
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
)
from marketplace.demo.pictures.props import band, emblem, heap, scoop, setting, spill, sprig, woven, yarns
from marketplace.demo.pictures.turned import Turned

BARLEY = ("#8F6A3C", "#B48C56", "#D0AC77", "#E2C698", "#F0DDBB")
WHEAT = ("#B98732", "#D9AD55", "#EAC87C", "#F4DDA2", "#FBEECB")
MAIZE = ("#C07A10", "#E09C1C", "#F2B937", "#F9CF62", "#FDE497")
CUMIN = ("#4A3016", "#6B4820", "#8A6430", "#A98146", "#C6A267")
GLAZES = (
    (MAJORELLE, PAPER, SAFFRON),
    (PAPER, MAJORELLE, TERRACOTTA),
    ("#2E6B5A", PAPER, SAFFRON),
    (TERRACOTTA, PAPER, "#2B1D16"),
)

# In step with the grounds below: never a glaze that melts into its ground.
GLAZES_BY_GROUND = (GLAZES[0], GLAZES[3], GLAZES[1], GLAZES[1], GLAZES[2], GLAZES[0], GLAZES[2])


def couscous(art: Art) -> None:
    tones = art.pick((WHEAT, BARLEY, MAIZE))
    setting(art, art.pick((CLAY, SAGE, INDIGO, MOSS, MADDER, SAND, ROSE)))
    glaze, figure, accent = art.pick(GLAZES_BY_GROUND)
    bowl = Turned(600, [(800, 392), (900, 372), (1030, 292), (1120, 196), (1150, 168), (1200, 182)], tilt=0.24)
    bowl.cast(art)
    art.paint(bowl.disc(), dark(glaze, 0.4))
    heap(art, bowl, art.pick((270, 230, 300)), tones, count=3000, grain=(5.4, 5.2))
    art.fill(bowl.shape(closed=False), glaze)
    PATTERNS[art.seed % len(PATTERNS)](art, bowl, figure, accent)
    _rim(art, bowl, light(glaze, 0.18) if glaze != PAPER else figure)
    bowl.volume(art, "#140A20", alpha=0.16, light=0.22)
    spill(art, 250, 1300, 70, tones, grain=(5.4, 5))


def _rim(art: Art, bowl: Turned, colour: Colour) -> None:
    art.fill(polygon(bowl.patch(-90, 90, 0, 0.045)), colour)


def _triangles(art: Art, bowl: Turned, figure: Colour, accent: Colour) -> None:
    for turn in range(-90, 90, 15):
        art.paint([bowl.at(turn, 0.14), bowl.at(turn + 15, 0.14), bowl.at(turn + 7.5, 0.36)], figure)
        art.paint([bowl.at(turn + 4.5, 0.165), bowl.at(turn + 10.5, 0.165), bowl.at(turn + 7.5, 0.25)], accent)
    for v in (0.1, 0.42, 0.47):
        art.paint(bowl.patch(-90, 90, v, v + 0.018), figure if v < 0.45 else accent)
    _leaves(art, bowl, figure, 0.66)


def _lozenges(art: Art, bowl: Turned, figure: Colour, accent: Colour) -> None:
    for turn in range(-90, 90, 20):
        for reach, colour in ((1, figure), (0.55, accent)):
            ring = [
                (turn + 10 - 10 * reach, 0.3),
                (turn + 10, 0.3 - 0.15 * reach),
                (turn + 10 + 10 * reach, 0.3),
                (turn + 10, 0.3 + 0.15 * reach),
            ]
            art.paint([bowl.at(t, v) for t, v in ring], colour)
    for v, colour in ((0.1, accent), (0.48, figure), (0.53, accent), (0.58, figure)):
        art.paint(bowl.patch(-90, 90, v, v + 0.022), colour)


def _scales(art: Art, bowl: Turned, figure: Colour, accent: Colour) -> None:
    for row in range(3):
        v = 0.14 + row * 0.15
        for turn in range(-96 + row % 2 * 9, 90, 18):
            tongue = [
                (turn + 9 + 8.4 * math.cos(a), v + 0.15 * math.sin(a)) for a in (i * math.pi / 10 for i in range(11))
            ]
            art.paint([bowl.at(max(-90, min(90, t)), w) for t, w in tongue], (figure, accent, figure)[row])
    art.paint(bowl.patch(-90, 90, 0.09, 0.115), accent)
    art.paint(bowl.patch(-90, 90, 0.64, 0.66), figure)


def _leaves(art: Art, bowl: Turned, figure: Colour, v: float) -> None:
    for turn in range(-84, 90, 12):
        petal = [(turn + 4 * math.cos(a), v + 0.055 * math.sin(a)) for a in (i * math.pi / 6 for i in range(12))]
        art.paint([bowl.at(t, w) for t, w in petal], figure)


PATTERNS = (_triangles, _lozenges, _scales)


def couscous_bag(art: Art) -> None:
    tones = art.pick((BARLEY, WHEAT, MAIZE))
    setting(art, art.pick((SAFFRON, PINE, SAGE, CLAY, MOSS)), backdrop=art.pick(("disc", "arch", "plain")))
    paper = art.pick(("#C79A66", "#D8B483", "#EFE2C8"))
    art.shadow([(330, 1215), (860, 1180), (1080, 1235), (900, 1290), (340, 1262)], blur=34, alpha=0.42)
    front = polygon(
        [
            (352, 420),
            (812, 420),
            (838, 900),
            (846, 1236),
            *oval(598, 1226, 248, 30, start=0, end=180),
            (350, 1236),
            (338, 900),
        ]
    )
    art.fill(front, paper)
    art.fill(
        polygon([(772, 420), (812, 420), (838, 900), (846, 1240), (770, 1262), (792, 900)]) & front, dark(paper, 0.26)
    )
    art.fill(
        polygon([(352, 420), (384, 420), (366, 900), (384, 1262), (350, 1240), (338, 900)]) & front, light(paper, 0.22)
    )
    _creases(art, front, paper)
    _fold(art, paper)
    _bag_label(art)
    _ear(art)
    spill(art, 330, 1335, 96, tones, grain=(6, 5.6), count=110)
    scoop(art, 640, 1330, "#9A6234")


def _creases(art: Art, front: object, paper: Colour) -> None:
    for x0, y0, x1, y1, x2, y2 in (
        (470, 500, 520, 560, 452, 640),
        (700, 1130, 742, 1180, 690, 1230),
        (430, 1120, 470, 1190, 440, 1230),
    ):
        art.paint([(x0, y0), (x1, y1), (x2, y2)], dark(paper, 0.07))
        art.paint([(x0, y0), (x1, y1), (x0 + 8, y0 + 60)], light(paper, 0.1))


def _fold(art: Art, paper: Colour) -> None:
    """The rolled top, pinned by two stitches of yarn."""
    art.paint([(360, 440), (806, 440), (810, 486), (356, 486)], dark(paper, 0.3))
    art.paint([(344, 330), (822, 330), (820, 446), (346, 446)], light(paper, 0.1))
    art.paint([(770, 330), (822, 330), (820, 446), (766, 446)], dark(paper, 0.12))
    art.paint([(344, 378), (822, 378), (822, 386), (344, 386)], dark(paper, 0.16))
    yarn = art.pick((TERRACOTTA, OLIVE, MAJORELLE))
    for x in range(392, 790, 40):
        art.line([(x, 416), (x + 22, 416)], yarn, 8)


def _bag_label(art: Art) -> None:
    cells = band(art, "couscous", 48, 9)
    art.paint([(344, 640), (825, 640), (841, 1052), (339, 1052)], WOOL)
    woven(art, cells, [(344, 650), (825, 650), (829, 734), (343, 734)])
    woven(art, cells, [(340, 958), (837, 958), (841, 1042), (339, 1042)])
    art.fill(polygon([(782, 640), (825, 640), (841, 1052), (790, 1052)]), "#2A1A14", 0.26)


def _ear(art: Art) -> None:
    """An ear of barley on the label."""
    gold = yarns("couscous")[0]
    art.line([(590, 940), (590, 800)], gold, 7)
    for i in range(6):
        y = 790 + i * 22
        for side in (-1, 1):
            art.paint(oval(590 + side * 19, y, 10, 19, turn=side * 26), gold)
            art.line([(590 + side * 28, y - 16), (590 + side * 52, y - 62)], gold, 3)
    art.paint(oval(590, 768, 10, 20), gold)


def cumin_sack(art: Art) -> None:
    setting(art, art.pick((SAFFRON, MADDER, SAGE, INDIGO, CLAY)), backdrop=art.pick(("plain", "arch", "disc")))
    cloth = art.pick(("#C9AC7C", "#B99765", "#D9C49A"))
    sack = Turned(590, [(760, 316), (810, 300), (900, 352), (1080, 398), (1190, 382), (1226, 330)], tilt=0.2)
    sack.cast(art)
    art.fill(sack.shape(), cloth)
    _burlap(art, sack, cloth)
    art.paint(sack.patch(-90, 90, 0.52, 0.56), art.pick((TERRACOTTA, OLIVE, MAJORELLE)))
    art.paint(sack.patch(-90, 90, 0.78, 0.82), art.pick((TERRACOTTA, OLIVE, MAJORELLE)))
    sack.volume(art, "#3A200C", alpha=0.17, light=0)
    emblem(art, 565, 1085, 62, art.pick((TERRACOTTA, OLIVE, MAJORELLE)))
    collar = Turned(590, [(700, 322), (728, 348), (770, 356), (808, 318)], tilt=0.22)
    art.fill(collar.shape(), light(cloth, 0.14))
    art.paint(collar.disc(0.06, -20), dark(cloth, 0.5))
    heap(art, Turned(590, [(712, 318), (780, 318)], tilt=0.22), 178, CUMIN, grain=(13, 3.6), count=1500, inset=14)
    art.fill(polygon(collar.patch(-90, 90)), light(cloth, 0.14))
    for turn in range(-78, 90, 13):
        art.paint(collar.patch(turn, turn + 3, 0.08, 0.95), mix(cloth, "#6B4A22", 0.3))
    collar.volume(art, "#3A200C", alpha=0.18, light=0)
    spill(art, 880, 1330, 80, CUMIN[1:], grain=(14, 4), count=46)
    sprig(art, [(150, 1390), (300, 1330), (420, 1338)], "#7C8B45", length=62, width=12, pairs=7)


def _burlap(art: Art, sack: Turned, cloth: Colour) -> None:
    for i in range(1, 36):
        art.line([sack.at(t, i / 36) for t in range(-90, 91, 15)], dark(cloth, 0.1 if i % 2 else 0.05), 3)
    for turn in range(-88, 90, 5):
        art.line([sack.at(turn, v / 12) for v in range(13)], light(cloth, 0.14), 2.4)
