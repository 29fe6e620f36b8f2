"""Pictures: three widths in AVIF and WebP, upright, in sRGB, with nothing of the original but its pixels."""

from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import AVIF, GIF, HEIC, JPEG, PNG, TIFF, WEBP, Format

WIDTHS = (320, 640, 1280)
MAX_RATIO = 4
"""A picture is at most this many times as high as the width asked for; taller ones become narrower."""

_LOADERS = {
    JPEG: "jpegload",
    PNG: "pngload",
    GIF: "gifload",
    WEBP: "webpload",
    TIFF: "tiffload",
    AVIF: "heifload",
    HEIC: "heifload",
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations that swap width and height."""


def prepare() -> None:
    """Let libvips use only loaders that are fuzzed, and no cache."""
    pyvips.block_untrusted_set(True)
    pyvips.cache_set_max(0)


def inspect(path: Path, found: Format, limits: Limits) -> Finding:
    """Read the header and judge the size before a single pixel is decoded.

    Raises:
        Refused: too many pixels, a codec we cannot decode, or not readable at all.
    """
    header = _header(path, found)
    pixels = header.width * header.height
    if pixels > limits.max_pixels:
        raise Refused(RefusalCode.TOO_MANY_PIXELS, limit_pixels=limits.max_pixels, found_pixels=pixels)
    width, height = header.width, header.height
    if _orientation(header) in _SIDEWAYS:
        width, height = height, width
    return Finding(found.kind, found.name, found.content_type, width=width, height=height)


def _header(path: Path, found: Format) -> Any:
    try:
        header = pyvips.Image.new_from_file(str(path), access="sequential")
    except pyvips.Error as error:
        raise _unreadable(found) from error
    if header.get("vips-loader") != _LOADERS[found]:
        raise Refused(RefusalCode.BROKEN)
    return header


def _unreadable(found: Format) -> Refused:
    """HEIC needs a decoder under patents that the bundled libvips leaves out, so that is no fault of the file."""
    return Refused(RefusalCode.TYPE_NOT_ALLOWED, found="heic") if found is HEIC else Refused(RefusalCode.BROKEN)


def _orientation(header: Any) -> int:
    return int(header.get("orientation")) if "orientation" in header.get_fields() else 1


def derive(path: Path, found: Format, folder: Path) -> Derived:
    """Write the pictures of the file at ``path`` into ``folder``.

    Raises:
        Refused: the pixels are cut short or damaged.
    """
    try:
        return write(shrunk(path), folder)
    except pyvips.Error as error:
        raise _unreadable(found) from error


def shrunk(path: Path) -> Any:
    """Return the picture at ``path`` at the largest width, upright; a JPEG is shrunk while it is decoded."""
    return _in_memory(pyvips.Image.thumbnail(str(path), WIDTHS[-1], **_box(WIDTHS[-1]), fail_on="truncated"))


def _box(width: int) -> dict[str, Any]:
    return {"height": width * MAX_RATIO, "size": "down", "export_profile": "srgb"}


def _in_memory(image: Any) -> Any:
    """Decode once, to 8-bit sRGB: what follows reads these pixels again and again."""
    flat = image.colourspace("srgb") if image.interpretation != "srgb" else image
    return flat.cast("uchar").copy_memory()


def write(largest: Any, folder: Path) -> Derived:
    """Write every width of ``largest`` (sRGB, upright, at most the largest width) into ``folder``; never larger than it is."""
    files = []
    for width in WIDTHS:
        picture = largest if width >= largest.width else _in_memory(largest.thumbnail_image(width, **_box(width)))
        size = {"width": picture.width, "height": picture.height}
        picture.webpsave(str(folder / f"w{width}.webp"), Q=80, effort=3, keep="none")
        picture.heifsave(str(folder / f"w{width}.avif"), Q=58, effort=1, compression="av1", bitdepth=8, keep="none")
        files += [Made(f"w{width}.webp", "image/webp", **size), Made(f"w{width}.avif", "image/avif", **size)]
    return Derived(files, average_colour=_average_colour(largest))


def _average_colour(image: Any) -> str:
    opaque = image.flatten(background=[255, 255, 255]) if image.hasalpha() else image
    means = [round(opaque[band].avg()) for band in range(min(3, opaque.bands))]
    return "#{:02x}{:02x}{:02x}".format(*(means if len(means) == 3 else means[:1] * 3))
