"""The parts of an office file, how they hang together, and the two lists that say so: relations and content types."""

import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from exemplar.media.engine import office_xml
from exemplar.media.engine.office_names import kind_of
from exemplar.media.engine.office_xml import NotPlain, as_value

TYPES = "[Content_Types].xml"
ROOT = ""
"""The name of the package itself, whose relations lead to everything else."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_UNKNOWN_TYPE = "application/xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WEB = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Relation:
    """From one part to another, or to somewhere else."""

    id: str
    type: str
    target: str
    is_outside: bool

    @property
    def kind(self) -> str:
        """The last word of its type; nothing for a type from an unknown maker."""
        return kind_of(self.type)

    @property
    def leads_to_web(self) -> bool:
        """Whether it is an address of the web or a mailbox, rather than a folder of somebody's."""
        try:
            return self.is_outside and urlsplit(self.target.strip()).scheme.lower() in _WEB
        except ValueError:
            return False


class Package:
    """An office file that is read. Names of parts are compared without case, as the standard has it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._entries = {entry.filename.casefold(): entry for entry in archive.infolist() if not entry.is_dir()}
        self._defaults, self._overrides = self._types()

    def find(self, name: str) -> zipfile.ZipInfo | None:
        """Return the entry of a part."""
        return self._entries.get(name.casefold())

    def relations_of(self, part: str) -> list[Relation]:
        """Return the relations of a part, or of the package: none where the list is missing or cannot be read."""
        entry = self.find(relations_name(part))
        if entry is None:
            return []
        try:
            with self.archive.open(entry) as file:
                listed = office_xml.elements(file)
        except NotPlain:
            return []
        return [_relation(attributes) for name, attributes in listed if name == "Relationship"]

    def resolve(self, part: str, relation: Relation) -> zipfile.ZipInfo | None:
        """Return the entry that a relation inside the package leads to."""
        path = unquote(relation.target.split("#", maxsplit=1)[0])
        whole = path if path.startswith("/") else posixpath.join("/", posixpath.dirname(part), path)
        return self.find(posixpath.normpath(whole).lstrip("/"))

    def type_of(self, name: str) -> str:
        """Return the content type of a part."""
        ending = name.rpartition(".")[2].casefold()
        return self._overrides.get(name.casefold()) or self._defaults.get(ending) or _UNKNOWN_TYPE

    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        entry = self.find(TYPES)
        if entry is None:
            return {}, {}
        with self.archive.open(entry) as file:
            listed = [attributes for _, attributes in office_xml.elements(file) if "ContentType" in attributes]
        defaults = {one["Extension"].casefold(): one["ContentType"] for one in listed if "Extension" in one}
        overrides = {one["PartName"].lstrip("/").casefold(): one["ContentType"] for one in listed if "PartName" in one}
        return defaults, overrides


def _relation(attributes: Mapping[str, str]) -> Relation:
    is_outside = attributes.get("TargetMode", "").lower() == "external"
    return Relation(attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", ""), is_outside)


def relations_name(part: str) -> str:
    """Return where the relations of a part are listed."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def as_relations(relations: Iterable[Relation]) -> bytes:
    """Return a list of relations as it stands in the archive."""
    lines = "".join(_line(one) for one in relations)
    return f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'.encode()


def _line(relation: Relation) -> str:
    values = {"Id": relation.id, "Type": relation.type, "Target": relation.target}
    mode = {"TargetMode": "External"} if relation.is_outside else {}
    written = "".join(f' {name}="{as_value(value)}"' for name, value in {**values, **mode}.items())
    return f"<Relationship{written}/>"


def as_types(types: Mapping[str, str]) -> bytes:
    """Return the list of content types for part name → type."""
    lines = "".join(f'<Override PartName="/{as_value(name)}" ContentType="{as_value(type_)}"/>' for name, type_ in sorted(types.items()))
    default = f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
    return f'{_DECLARATION}<Types xmlns="{_CONTENT_TYPES}">{default}{lines}</Types>'.encode()
