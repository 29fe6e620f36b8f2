"""One XML part of an office file, read by expat and written anew while it is read, without what ``office_names`` lists.

Document types and entities are refused. Nothing is kept but what is still needed to take it back: a paragraph, a row or a shape
may turn out at its end to be left out.
"""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import IO, Protocol
from xml.parsers import expat

from exemplar.media.engine import office_names as names
from exemplar.media.engine.office_names import Handling

_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1"})
_FLUSHED_AT = 4096
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REVOCABLE = frozenset({"w:p", "w:tr", "ext", *names.CONTAINERS.values()})
_NOTICED = names.DROPPED | names.UNWRAPPED | names.CONTENT | names.TELLING | names.CONTAINERS.keys() | {"w:tbl", "w:fldChar"}
_TEXT_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE_SIGNS = _TEXT_SIGNS | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


class NotPlain(ValueError):
    """The part is not well-formed, or holds what no office program writes: a document type, an odd encoding."""


class _Reading(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def parser() -> expat.XMLParserType:
    """Return a parser that refuses document types, so that there are no entities, and encodings that hide words."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    made.XmlDeclHandler = _require_common_encoding
    return made


def _refuse(*_: object) -> None:
    raise NotPlain


def _require_common_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise NotPlain


def read(made: expat.XMLParserType, source: _Reading) -> None:
    """Have ``made`` read a part to its end.

    Raises:
        NotPlain: see there.
    """
    try:
        made.ParseFile(source)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotPlain from error


def elements(source: _Reading) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a list (relations, content types) in order: local name and attributes.

    Raises:
        NotPlain: see there.
    """
    found: list[tuple[str, dict[str, str]]] = []
    made = parser()
    made.StartElementHandler = lambda name, attributes: found.append((name.rpartition(" ")[2], attributes))
    read(made, source)
    return found


def rewrite(source: _Reading, target: IO[bytes], lost: Collection[str]) -> None:
    """Write a part into ``target`` as UTF-8; ``lost`` are the ids of its relations that are not handed on.

    Raises:
        NotPlain: see there; ``target`` may hold a beginning.
    """
    Rewriting(target.write, lost).run(source)


def as_text(text: str) -> str:
    """Return text as it stands between tags."""
    return text if text.isalnum() else text.translate(_TEXT_SIGNS)


def as_value(text: str) -> str:
    """Return text as it stands in an attribute."""
    return text if text.isalnum() else text.translate(_VALUE_SIGNS)


class _Frame:
    """An element that is open. ``start`` is where it begins in what is not flushed; ``is_filled`` says it holds what counts."""

    __slots__ = ("declared", "is_deleted", "is_filled", "is_kept", "is_noticed", "is_revocable", "key", "start", "written")

    def __init__(self, name: str, start: int = 0) -> None:
        self.key, self.written = names.named(name)
        self.is_revocable = self.key in _REVOCABLE or self.key.endswith(":ext")
        self.is_noticed = self.is_revocable or self.key in _NOTICED
        self.is_kept = not self.is_noticed
        self.start = start
        self.is_deleted = self.is_filled = False
        self.declared: list[tuple[str, str]] = []


@lru_cache(maxsize=4096)
def _plain(name: str) -> _Frame | None:
    """Return the one frame of all elements of this name, if nothing is ever noted of them: sheets have millions of cells."""
    frame = _Frame(name)
    return None if frame.is_noticed else frame


class Rewriting:
    """A part on its way through."""

    def __init__(self, write: Callable[[bytes], object], lost: Collection[str]) -> None:
        self._write = write
        self._lost = lost
        self._pieces = [_DECLARATION]
        self._frames: list[_Frame] = []
        self._gone: int | None = None
        """The index of the frame that is being left out."""
        self._is_tag_open = False
        self._declared: list[tuple[str, str]] = []
        self._told: list[str] | None = None
        """The text of an element that may name folders, so far."""
        self._fields: list[list[tuple[int, str]]] = []
        """Fields of Word that are open, the innermost last: where the pieces of their instructions stand, and what they say."""

    def run(self, source: _Reading) -> None:
        """Read to the end, write to the end. Raises ``NotPlain``."""
        made = parser()
        made.namespace_prefixes = True
        made.ordered_attributes = True
        made.StartNamespaceDeclHandler = lambda prefix, uri: self._declared.append((prefix or "", uri or ""))
        made.StartElementHandler = self._start
        made.EndElementHandler = self._end
        made.CharacterDataHandler = self._text
        read(made, source)
        while self._fields:
            self._settle()
        self._flush()

    def _start(self, name: str, attributes: list[str]) -> None:
        declared = self._declared
        if declared:
            self._declared = []
        frames = self._frames
        above = frames[-1] if frames else None
        frame = _plain(name) or _Frame(name, len(self._pieces))
        frames.append(frame)
        if self._gone is not None:
            return
        if above is not None and not above.is_kept:
            declared = [*above.declared, *declared]
        if frame.key in names.DROPPED:
            self._leave_out(len(frames) - 1)
            self._note_deletion(frame.key)
        elif frame.key in names.UNWRAPPED:
            frame.declared = declared
        else:
            self._open(frame, declared, attributes)

    def _open(self, frame: _Frame, declared: list[tuple[str, str]], attributes: list[str]) -> None:
        """Write the start of an element, or leave it out where it hangs on a relation that is not handed on."""
        kept = self._kept(frame.key, attributes) if attributes else ""
        if kept is None:
            self._leave_out(self._whole(frame.key))
            return
        self._close_tag()
        self._is_tag_open = True
        if frame.is_noticed:
            frame.start, frame.is_kept = len(self._pieces), True
        self._pieces.append(f"<{frame.written}{_as_spaces(declared) if declared else ''}{kept}")
        if frame.is_noticed:
            self._notice(frame, attributes)

    def _notice(self, frame: _Frame, attributes: list[str]) -> None:
        if frame.key in names.CONTENT:
            self._fill("w:p")
        if frame.key in names.TELLING:
            self._told = []
        if frame.key == "w:fldChar":
            self._turn_field(attributes)

    def _kept(self, key: str, attributes: list[str]) -> str | None:
        """Return the attributes as they are handed on, or ``None`` for an element that is not."""
        parts: list[str] = []
        for place in range(0, len(attributes), 2):
            attribute, written = names.named(attributes[place])
            value = attributes[place + 1]
            handling = names.handling(key, attribute)
            if handling is Handling.LEFT_OUT or (handling is Handling.LINK and value in self._lost and key in names.UNLINKED):
                continue
            if (handling is Handling.LINK and value in self._lost) or (attribute, value) == names.NOTE_SHAPE:
                return None
            shown = "" if handling is Handling.EMPTIED else names.shown(attribute, value)
            parts.append(f' {written}="{as_value(shown)}"')
        return "".join(parts)

    def _whole(self, key: str) -> int:
        """Return the index of what is left out for an element: it, an extension it is in, or what may not be without it."""
        wanted = names.CONTAINERS.get(key, "ext")
        keys = [frame.key.rpartition(":")[2] if wanted == "ext" else frame.key for frame in self._frames]
        return max((index for index, one in enumerate(keys) if one == wanted), default=len(keys) - 1)

    def _leave_out(self, index: int) -> None:
        """Take back what was written of a frame, and write nothing until its end."""
        frame = self._frames[index]
        if frame.is_kept and frame.is_noticed:
            del self._pieces[frame.start :]
            self._is_tag_open = False
            self._fields = [[piece for piece in field if piece[0] < frame.start] for field in self._fields]
            self._told = None
        self._gone = index

    def _note_deletion(self, key: str) -> None:
        """Note that the end of a paragraph was deleted; leave out a row that was."""
        if key not in names.DELETED_MARKS:
            return
        inside = [frame.key for frame in self._frames[-4:-1]]
        if inside[-2:] == ["w:pPr", "w:rPr"] and len(inside) == 3:
            self._frames[-4].is_deleted = True
        elif inside[-1:] == ["w:trPr"] and len(inside) > 1:
            self._leave_out(len(self._frames) - 3)

    def _fill(self, key: str) -> None:
        frame = next((frame for frame in reversed(self._frames) if frame.key == key), None)
        if frame is not None:
            frame.is_filled = True

    def _text(self, text: str) -> None:
        if self._gone is not None:
            return
        self._close_tag()
        if self._told is not None:
            self._told.append(text)
        else:
            self._pieces.append(as_text(text))

    def _end(self, _name: str) -> None:
        frame = self._frames.pop()
        if self._gone is not None:
            self._gone = None if len(self._frames) <= self._gone else self._gone
        elif frame.is_kept:
            self._close(frame)
            if len(self._pieces) > _FLUSHED_AT and not any(self._fields) and not any(one.is_revocable for one in self._frames):
                self._flush()

    def _close(self, frame: _Frame) -> None:
        if self._told is not None:
            self._tell(frame)
        if frame.key == "w:p" and frame.is_deleted and not frame.is_filled and self._frames and self._frames[-1].key == "w:body":
            del self._pieces[frame.start :]
            self._is_tag_open = False
            return
        if frame.key == "w:tr":
            self._fill("w:tbl")
        elif frame.key == "w:tbl" and not frame.is_filled:
            # Every row was deleted, and a table without rows is none.
            self._close_tag()
            prefix = frame.written.removesuffix("tbl")
            self._pieces.append(f"<{prefix}tr><{prefix}tc><{prefix}p/></{prefix}tc></{prefix}tr>")
        self._pieces.append("/>" if self._is_tag_open else f"</{frame.written}>")
        self._is_tag_open = False

    def _tell(self, frame: _Frame) -> None:
        """Write the text of an element without folders; that of a field once all of it is known."""
        text, self._told = "".join(self._told or ()), None
        if not text:
            return
        if frame.key == "w:instrText" and self._fields:
            self._fields[-1].append((len(self._pieces), text))
            self._pieces.append(as_text(text))
        else:
            self._pieces.append(as_text(names.without_folders(text)))

    def _turn_field(self, attributes: list[str]) -> None:
        """Note that a field begins, or what it says is complete."""
        turns = {names.named(attributes[place])[0]: attributes[place + 1] for place in range(0, len(attributes), 2)}
        if turns.get("w:fldCharType") == "begin":
            self._fields.append([])
        elif turns.get("w:fldCharType") == "separate" and self._fields:
            self._settle()
            self._fields.append([])
        elif self._fields:
            self._settle()

    def _settle(self) -> None:
        """Clean the instruction of the innermost field, which programs cut into pieces at will."""
        pieces = self._fields.pop()
        text = "".join(piece for _, piece in pieces)
        clean = names.without_folders(text)
        if clean != text:
            for index, _ in pieces:
                self._pieces[index] = ""
            self._pieces[pieces[0][0]] = as_text(clean)

    def _close_tag(self) -> None:
        if self._is_tag_open:
            self._pieces.append(">")
            self._is_tag_open = False

    def _flush(self) -> None:
        self._write("".join(self._pieces).encode())
        self._pieces.clear()


def _as_spaces(declared: list[tuple[str, str]]) -> str:
    """Return declarations of namespaces; the last of those with the same prefix counts."""
    return "".join(f' xmlns{":" if prefix else ""}{prefix}="{as_value(uri)}"' for prefix, uri in dict(declared).items())
