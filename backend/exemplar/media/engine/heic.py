"""HEIC, the pictures of telephones: decoded by libheif, which the bundled libvips leaves out. See decisions/0096-heic.md.

Turned as the file says, by libheif itself; a turn in EXIF does not count, as in every other reader of HEIF.
"""

from pathlib import Path
from typing import Any

import pyvips

from exemplar.media.engine.findings import Limits, RefusalCode, Refused

_P3_PRIMARIES = 12
"""The number that video standards have for the colours of today's telephones."""
_MODES = {"L": "b-w", "LA": "b-w", "RGB": "srgb", "RGBA": "srgb"}
_UNREADABLE = (ValueError, EOFError, SyntaxError, RuntimeError, OSError, IndexError, KeyError)
"""What pi-heif says of files that it cannot read."""


def size(path: Path, limits: Limits) -> tuple[int, int]:
    """Return width and height as a reader sees them, from the header.

    Raises:
        Refused: too many pixels or pictures in it, not HEVC inside, or not readable.
    """
    pictures = _opened(path)
    if len(pictures) > limits.max_frames:
        raise Refused(RefusalCode.TOO_MANY_FRAMES, limit_frames=limits.max_frames, found_frames=len(pictures))
    width, height = pictures.size
    if width * height > limits.max_pixels:
        raise Refused(RefusalCode.TOO_MANY_PIXELS, limit_pixels=limits.max_pixels, found_pixels=width * height)
    return int(width), int(height)


def picture(path: Path) -> Any:
    """Return the main picture, upright, with its colour profile, as libvips holds one; ``size`` has judged it before.

    Raises:
        Refused: the pixels are cut short or damaged, or not of the size that the header tells.
    """
    found = _opened(path)
    try:
        pixels = bytes(found.data)
    except _UNREADABLE as error:
        raise Refused(RefusalCode.BROKEN) from error
    width, height = found.size
    bands = len(found.mode)
    if found.mode not in _MODES or len(pixels) != width * height * bands:
        raise Refused(RefusalCode.BROKEN)
    image = pyvips.Image.new_from_memory(pixels, width, height, bands, "uchar").copy(interpretation=_MODES[found.mode])
    return _in_srgb(image, found.info)


def _opened(path: Path) -> Any:
    """Return the pictures in a file, not decoded yet; small pictures, depth and the like beside them are not looked at."""
    try:
        import pi_heif
    except ImportError as error:
        raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found="heic") from error

    pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    try:
        pictures = pi_heif.open_heif(path)
        _ = pictures.size
    except _UNREADABLE as error:
        raise Refused(RefusalCode.BROKEN) from error
    return pictures


def _in_srgb(image: Any, info: dict[str, Any]) -> Any:
    profile = info.get("icc_profile")
    if profile:
        image = image.copy()
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
        return image
    if info.get("nclx_profile", {}).get("color_primaries") == _P3_PRIMARIES and image.bands >= 3:
        return image.icc_transform("srgb", input_profile="p3")
    return image
