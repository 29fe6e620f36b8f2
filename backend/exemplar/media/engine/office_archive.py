"""Office files (DOCX, XLSX, PPTX) are ZIP archives: one is looked through before it is believed."""

import re
import zipfile

from exemplar.media.engine.findings import Limits, RefusalCode, Refused

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 0x1
_SMALL = 64 * 1024
"""A short entry of one repeated letter packs well and harms nobody."""
_ACTIVE_PARTS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/.*|macrosheets/.*|attachedToolbars\.bin)$", re.IGNORECASE)
_ACTIVE_WORDS = re.compile(rb"macroEnabled|relationships/(attachedTemplate|frameset|vbaProject|control)\"", re.IGNORECASE)
_CHUNK_BYTES = 1024**2


def require_harmless(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Look through the archive, unpacking every entry into nothing.

    Raises:
        Refused: a bomb, entries outside the archive, a lock, or macros. What ``zipfile`` raises of a broken one is left to the caller.
    """
    entries = archive.infolist()
    if len(entries) > limits.max_archive_entries:
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="entries")
    if len({entry.filename.casefold() for entry in entries}) != len(entries) or any(_strays(entry.filename) for entry in entries):
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="name")
    if sum(entry.file_size for entry in entries) > limits.max_archive_bytes:
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="size")
    for entry in entries:
        _require_sound_entry(entry, limits)
    for entry in entries:
        _require_passive(archive, entry)


def _strays(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _require_sound_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & _LOCKED:
        raise Refused(RefusalCode.ENCRYPTED)
    if entry.compress_type not in _METHODS:
        raise Refused(RefusalCode.BROKEN)
    if entry.file_size > max(_SMALL, entry.compress_size * limits.max_archive_ratio):
        raise Refused(RefusalCode.ARCHIVE_UNSAFE, reason="ratio")
    if _ACTIVE_PARTS.search(entry.filename):
        raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found="macros")


def _require_passive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read an entry to its end (its length and sum are checked by that) and look for what starts programs."""
    is_words = entry.filename.lower().endswith((".xml", ".rels"))
    with archive.open(entry) as file:
        rest = b""
        while chunk := file.read(_CHUNK_BYTES):
            # Without zeros, so that words in UTF-16 are read as well.
            text = rest + (chunk.replace(b"\x00", b"") if is_words else b"")
            if is_words and _ACTIVE_WORDS.search(text):
                raise Refused(RefusalCode.TYPE_NOT_ALLOWED, found="macros")
            if is_words and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
                raise Refused(RefusalCode.BROKEN)
            rest = text[-200:]
