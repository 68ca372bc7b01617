"""Photos as phones, cameras, scanners and mischief make them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

SECRET = "31.63N 7.98W at home"


def jpeg(width: int = 1500, height: int = 1000, colour: str = "#A83F24", *, mode: str = "RGB", **options) -> bytes:
    picture = Image.new("RGB", (width, height), colour).convert(mode)
    return _saved(picture, "JPEG", **options)


def telltale(orientation: int = 6) -> bytes:
    """A phone's photo, held sideways, that says where it was taken in every way that a JPEG can."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E] = orientation, "Camera of somebody", SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 37.0, 48.0), 3: "W", 4: (7.0, 58.0, 48.0)})
    return jpeg(exif=exif, comment=SECRET, xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(), icc_profile=display_p3())


def png(width: int = 600, height: int = 500, colour: object = "#2F3FA8", mode: str = "RGB") -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET)
    return _saved(Image.new(mode, (width, height), colour), "PNG", pnginfo=notes)


def cut_out() -> bytes:
    """A palette picture whose left half is transparent."""
    picture = Image.new("P", (800, 600), 1)
    picture.putpalette([0, 0, 0, 47, 63, 168])
    picture.paste(0, (0, 0, 400, 600))
    return _saved(picture, "PNG", transparency=0)


def animated() -> bytes:
    """A WebP that is red first, then blue."""
    red, blue = (Image.new("RGB", (500, 500), colour) for colour in ("#C00000", "#0000C0"))
    return _saved(red, "WEBP", save_all=True, append_images=[blue], duration=100, lossless=True)


def gif() -> bytes:
    return _saved(Image.new("RGB", (500, 500), "red"), "GIF")


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A few bytes that say they are a picture of 2.5 thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def display_p3() -> bytes:
    """The smallest ICC profile of an iPhone's colours: three primaries under daylight, gamma 2.2."""
    number = lambda value: round(value * 65536)  # noqa: E731 - ICC's s15Fixed16
    xyz = lambda x, y, z: b"XYZ \0\0\0\0" + struct.pack(">iii", *map(number, (x, y, z)))  # noqa: E731
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 3) + b"P3\0" + b"\0" * 79
    tags = {
        b"desc": text + b"\0" * (-len(text) % 4),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.51512, 0.24120, -0.00105),
        b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.15710, 0.06657, 0.78407),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    table, body, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 11, 23, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += struct.pack(">iii", *map(number, (0.9642, 1.0, 0.8249))) + b"\0" * 48
    return header + struct.pack(">I", len(tags)) + table + body


def _saved(picture: Image.Image, form: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()
