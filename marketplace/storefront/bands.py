"""The woven band as pages show it: any width, any height, the knots always square.

Pages use it as <img class="band">; the picture is far wider than a page and its height is cropped to by CSS.
"""

from __future__ import annotations

from cooperatives.weave import weave_svg

# One tile of the weave is 48 x 7 knots of 8 pixels; the band repeats it.
TILE_WIDTH, TILE_HEIGHT, TILES = 384, 56, 12


def band_svg(slug: str, craft: str) -> str:
    """The band of this slug, 4608 x 56 pixels, in little more bytes than one tile."""
    width = TILE_WIDTH * TILES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{TILE_HEIGHT}" '
        f'viewBox="0 0 {width} {TILE_HEIGHT}"><defs><pattern id="tile" width="{TILE_WIDTH}" '
        f'height="{TILE_HEIGHT}" patternUnits="userSpaceOnUse">{weave_svg(slug, craft)}</pattern></defs>'
        f'<path fill="url(#tile)" d="M0 0h{width}v{TILE_HEIGHT}H0z"/></svg>'
    )
