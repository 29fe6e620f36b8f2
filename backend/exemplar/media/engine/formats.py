"""Recognise a file by its first bytes. Names and declared types play no part."""

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from exemplar.media.engine.findings import MediaKind, RefusalCode, Refused

HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Format:
    """A format we take. ``demuxer`` is ffmpeg's name for it, the only one it may be read with."""

    name: str
    kind: MediaKind
    content_type: str
    demuxer: str = ""


JPEG = Format("jpeg", MediaKind.IMAGE, "image/jpeg")
PNG = Format("png", MediaKind.IMAGE, "image/png")
GIF = Format("gif", MediaKind.IMAGE, "image/gif")
WEBP = Format("webp", MediaKind.IMAGE, "image/webp")
TIFF = Format("tiff", MediaKind.IMAGE, "image/tiff")
AVIF = Format("avif", MediaKind.IMAGE, "image/avif")
HEIC = Format("heic", MediaKind.IMAGE, "image/heic")
MP4 = Format("mp4", MediaKind.VIDEO, "video/mp4", "mov")
MOV = Format("mov", MediaKind.VIDEO, "video/quicktime", "mov")
MATROSKA = Format("matroska", MediaKind.VIDEO, "video/x-matroska", "matroska")
WEBM = Format("webm", MediaKind.VIDEO, "video/webm", "matroska")
M4A = Format("m4a", MediaKind.AUDIO, "audio/mp4", "mov")
MP3 = Format("mp3", MediaKind.AUDIO, "audio/mpeg", "mp3")
AAC = Format("aac", MediaKind.AUDIO, "audio/aac", "aac")
OGG = Format("ogg", MediaKind.AUDIO, "audio/ogg", "ogg")
FLAC = Format("flac", MediaKind.AUDIO, "audio/flac", "flac")
WAV = Format("wav", MediaKind.AUDIO, "audio/wav", "wav")
PDF = Format("pdf", MediaKind.DOCUMENT, "application/pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Format("docx", MediaKind.DOCUMENT, f"{_OFFICE}wordprocessingml.document")
XLSX = Format("xlsx", MediaKind.DOCUMENT, f"{_OFFICE}spreadsheetml.sheet")
PPTX = Format("pptx", MediaKind.DOCUMENT, f"{_OFFICE}presentationml.presentation")
VTT = Format("vtt", MediaKind.DOCUMENT, "text/vtt")
SRT = Format("srt", MediaKind.DOCUMENT, "text/vtt")
"""Captions; whatever their notation, they are served as WebVTT."""

_STARTS: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"OggS", OGG),
    (b"fLaC", FLAC),
    (b"ID3", MP3),
    (b"%PDF-", PDF),
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_M4A_BRANDS = frozenset({b"M4A ", b"M4B "})
_MOV_ATOMS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip"})
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"{\\rtf", "text"),
)


def recognise(path: Path) -> Format:
    """Return the format of the file at ``path``.

    Raises:
        Refused: it is empty, or nothing we take.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise Refused(RefusalCode.EMPTY)
    found = (
        _by_start(head) or _by_box(head) or _by_riff(head) or _by_ebml(head) or _by_frame(head) or _by_parts(path, head) or _by_words(head)
    )
    if found is None:
        raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found=_stranger(head))
    return found


def _by_start(head: bytes) -> Format | None:
    return next((format_ for start, format_ in _STARTS if head.startswith(start)), None)


def _by_box(head: bytes) -> Format | None:
    box, brand = head[4:8], head[8:12]
    if box != b"ftyp":
        return MOV if box in _MOV_ATOMS else None
    if brand in _AVIF_BRANDS or (brand == b"mif1" and b"avif" in head[16:64]):
        return AVIF
    if brand in _HEIC_BRANDS:
        return HEIC
    if brand in _M4A_BRANDS:
        return M4A
    return MOV if brand == b"qt  " else MP4


def _by_riff(head: bytes) -> Format | None:
    if head[:4] != b"RIFF":
        return None
    return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])


def _by_ebml(head: bytes) -> Format | None:
    if head[:4] != b"\x1a\x45\xdf\xa3":
        return None
    return WEBM if b"webm" in head[:64] else MATROSKA


def _by_frame(head: bytes) -> Format | None:
    """Recognise bare MPEG audio frames by the bits of their header: eleven set, then version and layer."""
    if len(head) < 4 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:
        return AAC
    is_layer_three = head[1] & 0xE6 == 0xE2
    return MP3 if is_layer_three and head[2] >> 4 != 0xF else None


_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_MAX_LISTED = 100_000


def _by_parts(path: Path, head: bytes) -> Format | None:
    """Recognise an office file by the parts that its archive lists; nothing is unpacked."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            return office_format(archive.namelist()[:_MAX_LISTED])
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return None


def office_format(listed: Collection[str]) -> Format | None:
    """Return which office format an archive with these entries has."""
    names = set(listed)
    return next((found for part, found in _MAIN_PARTS.items() if part in names and "[Content_Types].xml" in names), None)


_SRT_START = re.compile(r"^\s*\d+\s*\r?\n\s*\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->")


def _by_words(head: bytes) -> Format | None:
    """Recognise captions: the signature of WebVTT, or a number and then times."""
    is_wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if is_wide else "utf-8", errors="ignore").removeprefix("\ufeff")
    if re.match(r"WEBVTT(\s|$)", text):
        return VTT
    return SRT if _SRT_START.match(text) else None


def _stranger(head: bytes) -> str:
    """Return a word for what a refused file seems to be: it goes into the sentence that the reader gets."""
    for start, word in _STRANGERS:
        if head.startswith(start):
            return word
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<"):
        return "svg" if b"<svg" in text else "web page" if b"<html" in text or b"<!doctype html" in text else "xml"
    return "unknown" if b"\x00" in head else "text"
