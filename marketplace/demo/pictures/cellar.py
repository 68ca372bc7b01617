"""What stands in the cool: pots of yoghurt with the milk, apple vinegar."""

from __future__ import annotations

from marketplace.demo.pictures.kit import (
    BLUSH,
    CLAY,
    INDIGO,
    MADDER,
    MAJORELLE,
    MOSS,
    OLIVE,
    PAPER,
    ROSE,
    SAGE,
    SAND,
    TERRACOTTA,
    WOOL,
    Art,
    Colour,
    curve,
    dark,
    light,
    mix,
    oval,
    polygon,
)
from marketplace.demo.pictures.orchard import apple
from marketplace.demo.pictures.props import band, emblem, setting, sprig
from marketplace.demo.pictures.turned import Turned


def yoghurt_pots(art: Art) -> None:
    setting(art, art.pick((INDIGO, SAGE, CLAY, ROSE, SAND)), backdrop=art.pick(("window", "arch", "disc")))
    _milk(art, 800, 1120, art.pick((TERRACOTTA, MAJORELLE, OLIVE)))
    clay = art.pick(("#C4683C", "#F3EAD6", "#B5512F"))
    toppings = art.pick((("#E6A52E", None), (None, "#A8324A"), (None, "#E6A52E")))
    _pot(art, 330, 1150, 0.86, clay, toppings[0])
    _pot(art, 520, 1290, 1.06, clay, toppings[1])
    art.shadow([(770, 1330), (1040, 1290), (1060, 1310), (790, 1350)], blur=8, alpha=0.4)
    art.line([(800, 1326), (1040, 1276)], "#8A5A2C", 20)
    art.line([(804, 1320), (1036, 1272)], "#B98650", 7)
    art.paint(oval(790, 1330, 62, 32, turn=-12), "#8A5A2C")
    art.paint(oval(788, 1325, 50, 22, turn=-12), "#5E3A1C")


def _pot(art: Art, x: float, y: float, size: float, clay: Colour, topping: Colour | None) -> None:
    """A pot with curdled milk, its skin marked by the spoon."""
    pot = Turned(
        x,
        [(y - 270 * size, 160 * size), (y - 246 * size, 166 * size), (y - 130 * size, 164 * size), (y, 124 * size)],
        tilt=0.25,
    )
    pot.cast(art)
    art.fill(pot.shape(), clay)
    art.paint(pot.disc(0, -10), dark(clay, 0.4))
    top = y - 262 * size
    art.paint(oval(x, top, 146 * size, 35 * size), "#E9E1CC")
    art.paint(oval(x - 4, top - 3, 138 * size, 31 * size), "#FFFDF5")
    if topping:
        art.paint(
            curve(
                (x - 90 * size, top),
                (x - 30 * size, top - 20 * size),
                (x + 50 * size, top - 14 * size),
                (x + 84 * size, top + 8 * size),
                (x + 10 * size, top + 18 * size),
                (x - 90 * size, top),
                steps=8,
            ),
            topping,
        )
        art.paint(oval(x - 20 * size, top - 6 * size, 36 * size, 5 * size), light(topping, 0.5))
    for v, tone in ((0.16, PAPER), (0.22, PAPER)):
        art.paint(pot.patch(-90, 90, v, v + 0.025), tone if clay != "#F3EAD6" else MAJORELLE)
    _woven_belt(art, pot)
    pot.volume(art, "#2A1008", alpha=0.16, light=0.22)


def _woven_belt(art: Art, pot: Turned) -> None:
    pot.cells(art, band(art, "cheese", 48, 9), -90, 90, 0.42, 0.7)


def _milk(art: Art, x: float, y: float, cap: Colour) -> None:
    bottle = Turned(
        x,
        [(y - 640, 76), (y - 560, 78), (y - 470, 96), (y - 380, 158), (y - 320, 172), (y - 40, 172), (y, 156)],
        tilt=0.15,
    )
    bottle.cast(art)
    art.fill(bottle.shape(), "#DCE6E2", 0.86)
    art.fill(polygon(bottle.patch(-82, 82, 0.2, 0.97)), "#FDF9EE")
    art.fill(polygon(bottle.patch(-82, 82, 0.19, 0.215)), "#E6DDC8")
    emblem(art, *bottle.at(-6, 0.72), 62, MAJORELLE)
    bottle.volume(art, "#3A3A50", alpha=0.1, light=0.7)
    lid = Turned(x, [(y - 668, 82), (y - 630, 92), (y - 604, 96)], tilt=0.17, smooth=False)
    art.fill(lid.shape(), cap)
    for turn in range(-84, 90, 16):
        art.paint(lid.patch(turn, turn + 5, 0.2, 1), dark(cap, 0.2))
    lid.volume(art, "#1E0A10", alpha=0.16, light=0.26)
    art.paint(lid.disc(0, -4), light(cap, 0.2))


def vinegar_bottle(art: Art) -> None:
    setting(art, art.pick((SAGE, MADDER, BLUSH, INDIGO, MOSS)), backdrop=art.pick(("disc", "window", "arch")))
    cider = art.pick(("#D99A2A", "#C47A1E", "#E2B24A"))
    bottle = Turned(
        590, [(360, 54), (520, 56), (590, 84), (680, 190), (760, 226), (1120, 232), (1190, 214), (1212, 190)], tilt=0.14
    )
    bottle.cast(art)
    art.fill(bottle.shape(), "#E4EADF", 0.7)
    art.fill(polygon(bottle.patch(-82, 82, 0.3, 0.975)), cider)
    art.fill(polygon(bottle.patch(-50, 20, 0.3, 0.97)), light(cider, 0.24))
    art.paint(oval(590, 622, 112, 17), light(cider, 0.4))
    art.paint(bottle.patch(-70, 56, 0.52, 0.86), WOOL)
    bottle.cells(art, band(art, "nuts", 48, 9), -70, 56, 0.76, 0.85)
    emblem(art, *bottle.at(-6, 0.635), 62, TERRACOTTA)
    bottle.volume(art, "#201008", alpha=0.13, light=0.42)
    _stopper(art, bottle)
    skin = art.pick(("#B5282E", "#D9A62E", "#7F9A34"))
    apple(art, 250, 1284, 104, skin, lying=True)
    apple(art, 930, 1300, 92, mix(skin, "#E8C24C", 0.35), lying=True)
    sprig(art, [(700, 1400), (790, 1380), (870, 1390)], "#6F8A50", length=52, width=24, pairs=3)


def _stopper(art: Art, bottle: Turned) -> None:
    """A porcelain stopper with its wire."""
    art.line(curve((528, 430), (516, 350), (548, 296), (590, 282), (632, 296), (664, 350), (652, 430)), "#8A8A86", 8)
    stopper = Turned(590, [(262, 30), (280, 50), (330, 54), (366, 46)], tilt=0.2)
    art.fill(stopper.shape(), "#FBF6EA")
    stopper.volume(art, "#2A2030", alpha=0.14, light=0)
    art.paint(stopper.patch(-90, 90, 0.82, 0.96), "#A83F24")
    art.paint(bottle.patch(-90, 90, 0.055, 0.08), "#8A8A86")
    art.dot(590, 300, 7, 5, "#8A8A86")
