"""Pictures: up to four widths in AVIF and WebP, upright, in sRGB, with nothing of the original but its pixels."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine import blurhash, heic, prints
from exemplar.media.engine.findings import Derived, Finding, Limits, Made, RefusalCode, Refused
from exemplar.media.engine.formats import AVIF, GIF, HEIC, JPEG, PNG, TIFF, WEBP, Format, recognise

WIDTHS = (320, 640, 1280, 2560)
SMALL_WIDTHS = WIDTHS[:3]
"""Always made, so that a reader may ask for them blindly; the largest only where the original is wider than the third."""
MAX_RATIO = 4
"""A picture is at most this many times as high as the width asked for; taller ones become narrower."""
MAX_HEIGHT = 5120
ENCODERS = 2
"""How many pictures are encoded at once: one encoder does not fill two cores."""

_LOADERS = {
    JPEG: "jpegload",
    PNG: "pngload",
    GIF: "gifload",
    WEBP: "webpload",
    TIFF: "tiffload",
    AVIF: "heifload",
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
        Refused: too many pixels, or not readable at all.
    """
    if found is HEIC:
        width, height = heic.size(path, limits)
        return Finding(found.kind, found.name, found.content_type, width=width, height=height)
    header = _header(path, found)
    pixels = header.width * header.height
    if pixels > limits.max_pixels:
        raise Refused(RefusalCode.TOO_MANY_PIXELS, limit_pixels=limits.max_pixels, found_pixels=pixels)
    frames = header.get("n-pages") if "n-pages" in header.get_fields() else 1
    if frames > limits.max_frames:
        raise Refused(RefusalCode.TOO_MANY_FRAMES, limit_frames=limits.max_frames, found_frames=frames)
    width, height = header.width, header.height
    if _orientation(header) in _SIDEWAYS:
        width, height = height, width
    return Finding(found.kind, found.name, found.content_type, width=width, height=height)


def _header(path: Path, found: Format) -> Any:
    try:
        header = pyvips.Image.new_from_file(str(path), access="sequential")
    except pyvips.Error as error:
        raise Refused(RefusalCode.BROKEN) from error
    if header.get("vips-loader") != _LOADERS[found]:
        raise Refused(RefusalCode.BROKEN)
    return header


def _orientation(header: Any) -> int:
    return int(header.get("orientation")) if "orientation" in header.get_fields() else 1


def derive(path: Path, folder: Path) -> Derived:
    """Write the pictures of the file at ``path`` into ``folder``.

    Raises:
        Refused: the pixels are cut short or damaged.
    """
    try:
        return write(shrunk(path), folder)
    except pyvips.Error as error:
        raise Refused(RefusalCode.BROKEN) from error


def shrunk(path: Path, width: int = WIDTHS[-1]) -> Any:
    """Return the inspected picture at ``path`` at most ``width`` wide, upright; a JPEG is shrunk while it is decoded."""
    if recognise(path) is HEIC:
        return _in_memory(heic.picture(path).thumbnail_image(width, **_box(width)))
    return _in_memory(pyvips.Image.thumbnail(str(path), width, **_box(width), fail_on="truncated"))


def _box(width: int) -> dict[str, Any]:
    return {"height": min(width * MAX_RATIO, MAX_HEIGHT), "size": "down", "export_profile": "srgb"}


def _in_memory(image: Any) -> Any:
    """Decode once, to 8-bit sRGB: what follows reads these pixels again and again."""
    flat = image.colourspace("srgb") if image.interpretation != "srgb" else image
    return flat.cast("uchar").copy_memory()


def write(largest: Any, folder: Path, widths: tuple[int, ...] = WIDTHS) -> Derived:
    """Write ``largest`` (sRGB, upright) into ``folder`` at each width, each made of the next larger; never larger than it is."""
    made: list[Made] = []
    picture = largest
    with ThreadPoolExecutor(ENCODERS) as encoders:
        under_way = []
        for width in reversed(widths):
            if width > SMALL_WIDTHS[-1] >= largest.width:
                continue
            picture = picture if width >= picture.width else _in_memory(picture.thumbnail_image(width, **_box(width)))
            # The heavier of the two first: the last to finish is then a light one.
            under_way += [encoders.submit(_save_avif, picture, folder, width), encoders.submit(_save_webp, picture, folder, width)]
            size = {"width": picture.width, "height": picture.height}
            made = [Made(f"w{width}.webp", "image/webp", **size), Made(f"w{width}.avif", "image/avif", **size), *made]
        for saving in under_way:
            saving.result()
    return Derived(made, average_colour=_average_colour(picture), blurhash=_blurhash(picture), prints=_prints(picture))


def _save_webp(picture: Any, folder: Path, width: int) -> None:
    picture.webpsave(str(folder / f"w{width}.webp"), Q=80, effort=3, keep="none")


def _save_avif(picture: Any, folder: Path, width: int) -> None:
    picture.heifsave(str(folder / f"w{width}.avif"), Q=58, effort=1, compression="av1", bitdepth=8, keep="none")


def _prints(picture: Any) -> dict[str, list[prints.Pair]]:
    found = prints.of_picture(picture)
    return {prints.PICTURE: found} if found else {}


def _opaque(image: Any) -> Any:
    return image.flatten(background=[255, 255, 255]) if image.hasalpha() else image


def _average_colour(image: Any) -> str:
    opaque = _opaque(image)
    means = [round(opaque[band].avg()) for band in range(min(3, opaque.bands))]
    return "#{:02x}{:02x}{:02x}".format(*(means if len(means) == 3 else means[:1] * 3))


def _blurhash(image: Any) -> str:
    side = blurhash.SAMPLE_SIDE
    small = _opaque(image).thumbnail_image(side, height=side).colourspace("srgb").cast("uchar")
    return blurhash.encode(bytes(small[0:3].write_to_memory()), small.width, small.height)
