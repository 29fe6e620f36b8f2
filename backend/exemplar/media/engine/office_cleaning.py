"""A copy of an office file that names nobody: of its parts only those whose kind is listed, each cleaned, and nothing in between.

The walk begins at the package's own relations and takes what they lead to; a part that nothing leads to, or whose kind
``office_names`` does not list, is not there for the copy. Then each part is written without what hung on those that stayed behind.
See decisions/0107-office-files-name-nobody.md.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from exemplar.media.engine import office_archive, office_names, office_package, office_pictures, office_xml
from exemplar.media.engine.findings import Limits, RefusalCode, Refused
from exemplar.media.engine.formats import office_format
from exemplar.media.engine.office_package import ROOT, Package, Relation
from exemplar.media.engine.office_xml import NotPlain

_DEEPEST = 2
"""How far office files may lie within each other: a table in a letter, a picture's table in a table."""
_PART_BYTES = 64 * 1024**2
"""How large a picture, or an office file within one, may be to be cleaned in memory; larger ones stay behind."""
_MOST_ENTRIES = 2_000
_ELSEWHERE = "linked.xlsx"
"""What another workbook is called, wherever it lay."""


@dataclass(slots=True)
class _Part:
    """A part that is handed on. ``name`` is where it stands in the original, ``lost`` are ids of relations that are not handed on."""

    name: str
    entry: zipfile.ZipInfo
    relations: list[Relation] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def write_copy(archive: zipfile.ZipFile, fresh: zipfile.ZipFile, limits: Limits) -> None:
    """Write a cleaned copy of an office file that was looked through.

    Raises:
        Refused: its main part is missing or broken.
    """
    try:
        _Copying(archive, fresh, limits, depth=0).run()
    except NotPlain as error:
        raise Refused(RefusalCode.BROKEN) from error


class _Copying:
    """One file on its way into its copy."""

    def __init__(self, archive: zipfile.ZipFile, fresh: zipfile.ZipFile, limits: Limits, depth: int) -> None:
        self._package = Package(archive)
        self._fresh = fresh
        self._limits = limits
        self._depth = depth
        self._parts: dict[str, _Part] = {}
        self._handed_on: dict[str, str | None] = {}
        """Pictures and files within, by where they stood: where they stand now, or nothing."""
        self._types: dict[str, str] = {}

    def run(self) -> None:
        """Walk, then write. Raises ``NotPlain`` where there is no main part that can be read."""
        root = _Part(ROOT, zipfile.ZipInfo())
        waiting = [root]
        while waiting:
            waiting += self._follow(waiting.pop())
        if not self._parts:
            raise NotPlain
        for part in self._parts.values():
            with self._package.archive.open(part.entry) as source, self._fresh.open(_fresh_entry(part.name), "w") as target:
                office_xml.rewrite(source, target, part.lost)
            self._types[part.name] = self._package.type_of(part.name)
        for part in [root, *self._parts.values()]:
            if part.relations:
                self._write(office_package.relations_name(part.name), office_package.as_relations(part.relations))
        self._write(office_package.TYPES, office_package.as_types(self._types))

    def _follow(self, part: _Part) -> Iterator[_Part]:
        """Sort the relations of a part into those that are handed on and those that are not; return parts not seen before."""
        for relation in self._package.relations_of(part.name):
            kept, found = self._judged(part, relation)
            if kept is None:
                part.lost.add(relation.id)
            else:
                part.relations.append(kept)
            if found is not None:
                yield found

    def _judged(self, part: _Part, relation: Relation) -> tuple[Relation | None, _Part | None]:
        if relation.kind in office_names.ELSEWHERE:
            return replace(relation, target=_ELSEWHERE, is_outside=True), None
        if relation.is_outside or relation.kind == office_names.HYPERLINK:
            is_kept = relation.kind == office_names.HYPERLINK and (relation.leads_to_web or relation.target.startswith("#"))
            return (relation if is_kept else None), None
        entry = self._package.resolve(part.name, relation)
        if entry is None or (part.name == ROOT and relation.kind != office_names.MAIN):
            return None, None
        if relation.kind in {office_names.IMAGE, office_names.PACKAGE}:
            place = self._brought_along(part.name, entry, relation.kind)
            return (None if place is None else replace(relation, target=f"/{place}")), None
        return self._linked(relation, entry)

    def _linked(self, relation: Relation, entry: zipfile.ZipInfo) -> tuple[Relation | None, _Part | None]:
        known = self._parts.get(entry.filename)
        is_words = relation.kind in office_names.PARTS and entry.filename.lower().endswith((".xml", ".vml"))
        is_new = known is None and is_words and self._is_readable(entry)
        if not is_new:
            return (None if known is None else relation), None
        known = self._parts[entry.filename] = _Part(entry.filename, entry)
        return relation, known

    def _is_readable(self, entry: zipfile.ZipInfo) -> bool:
        try:
            with self._package.archive.open(entry) as file:
                office_xml.read(office_xml.parser(), file)
        except NotPlain:
            return False
        return True

    def _brought_along(self, part: str, entry: zipfile.ZipInfo, kind: str) -> str | None:
        """Write a picture or a file within, once, under a name that says nothing; return where it stands, or ``None``."""
        key = entry.filename
        if key not in self._handed_on:
            data = self._package.archive.read(entry) if entry.file_size <= _PART_BYTES else b""
            clean = office_pictures.cleaned(data, self._limits) if kind == office_names.IMAGE else self._cleaned_file(data)
            self._handed_on[key] = None
            if clean is not None:
                ending, type_, body = clean
                folder = "media" if kind == office_names.IMAGE else "embeddings"
                top = part.partition("/")[0]
                name = posixpath.join(top, folder, f"{kind}{len(self._handed_on)}.{ending}")
                self._write(name, body)
                self._handed_on[key], self._types[name] = name, type_
        return self._handed_on[key]

    def _cleaned_file(self, data: bytes) -> tuple[str, str, bytes] | None:
        """Return ending, content type and bytes of an office file within; nothing for what is none, is harmful or lies too deep."""
        limits = replace(self._limits, max_archive_entries=_MOST_ENTRIES, max_archive_bytes=_PART_BYTES)
        target = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as fresh:
                found = office_format(archive.namelist())
                if found is None or self._depth >= _DEEPEST:
                    return None
                office_archive.require_harmless(archive, limits)
                _Copying(archive, fresh, limits, self._depth + 1).run()
        except (Refused, NotPlain, zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError):
            return None
        return found.name, found.content_type, target.getvalue()

    def _write(self, name: str, body: bytes) -> None:
        self._fresh.writestr(_fresh_entry(name), body)


def _fresh_entry(name: str) -> zipfile.ZipInfo:
    """Return an entry without a date and with nothing of the original's."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
