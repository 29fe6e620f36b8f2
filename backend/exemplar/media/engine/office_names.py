"""What office files say about people, machines and folders, as lists of names; see decisions/0107-office-files-name-nobody.md.

Names are written ``vocabulary:name``: ``w`` WordprocessingML, ``x`` SpreadsheetML, ``p`` PresentationML, ``a`` DrawingML with
charts and diagrams, ``v`` and ``o`` VML, ``m`` formulas, ``r`` the ids of relations; extensions count with what they extend.
"""

import re
from enum import Enum
from functools import lru_cache

_VOCABULARIES = (
    ("officedocument/2006/relationships", "r"), ("ooxml/officedocument/relationships", "r"),
    ("wordprocessingml", "w"), ("office/word/", "w"),
    ("spreadsheetml", "x"), ("office/excel/", "x"),
    ("presentationml", "p"), ("office/powerpoint/", "p"),
    ("drawingml", "a"), ("office/drawing/", "a"),
    ("schemas-microsoft-com:vml", "v"), ("schemas-microsoft-com:office", "o"),
    ("officedocument/2006/math", "m"), ("ooxml/officedocument/math", "m"),
    ("schemalibrary", "sl"), ("markup-compatibility", "mc"),
)  # fmt: skip

_RANGES = ("customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange", "customXmlMoveToRange", "customXmlConflictInsRange",
           "customXmlConflictDelRange", "moveFromRange", "moveToRange", "commentRange")  # fmt: skip

DROPPED = frozenset({
    # What was deleted, and how it was before: a document is handed on as if all changes had been accepted.
    "w:del", "w:moveFrom", "w:conflictDel", "w:delText", "w:delInstrText", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange",
    "w:tblGridChange", "w:trPrChange", "w:tcPrChange", "w:tblPrExChange", "w:numberingChange", "w:cellIns", "w:cellDel", "w:cellMerge",
    *(f"w:{name}{end}" for name in _RANGES for end in ("Start", "End")), "w:commentReference", "w:annotationRef",
    # Who may change what, where letters are sent, what the template was, and whatever programs keep for themselves.
    "w:permStart", "w:permEnd", "w:rsids", "w:docId", "w:docVars", "w:mailMerge", "w:attachedTemplate", "w:attachedSchema",
    "w:saveThroughXslt", "w:smartTagPr", "w:customXmlPr", "w:dataBinding", "sl:schemaLibrary",
    "x:absPath", "x:fileSharing", "x:fileVersion", "x:revisionPtr", "x:customWorkbookViews", "x:customSheetViews", "x:webPublishing",
    "x:webPublishObjects", "x:webPublishItems", "x:smartTagPr", "x:smartTagTypes", "x:smartTags", "x:alternateUrls",
    "p:custDataLst", "p:smartTags", "o:signatureline",
})  # fmt: skip
"""Elements that are left out with all that is in them."""

UNWRAPPED = frozenset({"w:ins", "w:moveTo", "w:conflictIns", "w:smartTag", "w:customXml"})
"""Elements that are left out, while what is in them stays."""

DELETED_MARKS = frozenset({"w:del", "w:moveFrom"})
"""What says of a paragraph's end, or of a row, that it was deleted."""

CONTENT = frozenset({
    "w:t", "w:drawing", "w:pict", "w:object", "w:sym", "w:tab", "w:br", "w:fldChar", "w:fldSimple", "w:sectPr", "w:footnoteReference",
    "w:endnoteReference", "m:oMath",
})  # fmt: skip
"""What keeps a paragraph whose end was deleted."""

_BARE = frozenset({
    "w:author", "w:date", "w:dateUtc", "w:initials", "w:userId", "w:providerId", "x:uid", "o:title", "o:href", "o:althref",
    "x:pivotCacheDefinition@refreshedBy", "x:pivotCacheDefinition@refreshedDate", "x:pivotCacheDefinition@refreshedDateIso",
    "x:protectedRange@securityDescriptor", "x:table@tableType", "x:table@connectionId", "x:tableColumn@queryTableFieldId",
})  # fmt: skip
_EMPTIED = frozenset({"cNvPr@name", "docPr@name", "theme@name", "themeFamily@name"})
"""Names of what is placed on a page, which for pictures are those of their files, and of designs, which are those of their makers."""
_DESCRIBING = frozenset({"descr", "title", "alt"})

UNLINKED = frozenset({"w:hyperlink", "x:hyperlink", "x:pageSetup", "a:pageSetup", "a:blip", "x:worksheetSource", "p:oleObj"})
"""Elements that stay without their relation when that is not handed on; others are left out."""

CONTAINERS = {
    "x:oleObject": "x:oleObjects", "x:control": "x:controls", "x:customPr": "x:customProperties", "p:snd": "p:sndAc",
    "x:externalReference": "x:externalReferences", "o:ClientData": "v:shape",
}  # fmt: skip
"""Element → what is left out in its place, because it may not be empty."""

NOTE_SHAPE = ("ObjectType", "Note")
"""What the data of a shape says that is the frame of a comment on a sheet."""

TELLING = frozenset({"w:instrText", "x:f", "x:formula", "x:formula1", "x:formula2", "x:definedName", "a:f"})
"""Elements whose text is for the program and may name folders."""

_PARTS = (
    "styles settings theme themeOverride numbering fontTable footnotes endnotes header footer chart chartEx chartStyle "
    "chartColorStyle chartUserShapes diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing worksheet chartsheet "
    "sharedStrings calcChain drawing vmlDrawing table pivotTable pivotCacheDefinition pivotCacheRecords externalLink sheetMetadata "
    "ctrlProp slicer slicerCache timeline timelineCache rdRichValue rdRichValueStructure rdRichValueTypes rdArray rdSupportingPropertyBag "
    "rdSupportingPropertyBagStructure richStyles richValueRel featurePropertyBag slide slideLayout slideMaster notesSlide notesMaster "
    "handoutMaster presProps viewProps tableStyles"
)
PARTS = frozenset([*_PARTS.split(), "officeDocument"])
"""Kinds of relation whose parts are handed on, cleaned. Whatever is not listed stays behind: properties, thumbnails, comments, people,
custom XML, printers, fonts, films, signatures, and what nobody has thought of yet."""
MAIN, IMAGE, PACKAGE, HYPERLINK = "officeDocument", "image", "package", "hyperlink"
ELSEWHERE = frozenset({"externalLinkPath", "xlPathMissing", "xlStartup", "xlAlternateStartup", "xlLibrary"})
"""Where other workbooks lie; numbers from them are kept beside it."""
_MAKERS = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/", "http://schemas.microsoft.com/")

_TO_SLASH = r"""[^"'<>|*?\r\n\t]*[\\/]"""
_FOLDERS = re.compile(
    rf"file:{_TO_SLASH}|(?<![a-z])[a-z]:[\\/]{_TO_SLASH}|(?<![a-z])[a-z]:[\\/]|\\\\{_TO_SLASH}|(?<![\w./:])/(?:home|users)/{_TO_SLASH}",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\.(?:jpe?g|jpe|jfif|png|gif|bmp|tiff?|webp|heic|avif|emf|wmf|svg|docx?|xlsx?|pptx?|pdf)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def named(raw: str) -> tuple[str, str]:
    """Return ``vocabulary:name`` and how it is written, for a name as expat gives it: ``uri name prefix``, later ones left out."""
    uri, local, prefix, *_ = [*raw.split(" "), "", ""] if " " in raw else ["", raw, ""]
    known = next((word for part, word in _VOCABULARIES if part in uri.lower()), "")
    return f"{known}:{local}" if known else local, f"{prefix}:{local}" if prefix else local


class Handling(Enum):
    """What becomes of an attribute."""

    KEPT = 1
    LEFT_OUT = 2
    EMPTIED = 3
    LINK = 4


@lru_cache(maxsize=8192)
def handling(element: str, attribute: str) -> Handling:
    """Return what becomes of an attribute: some name people or sessions of writing, some must be there, some are relations."""
    if attribute in _BARE or f"{element}@{attribute}" in _BARE or attribute.startswith("w:rsid"):
        return Handling.LEFT_OUT
    if f"{element.rpartition(':')[2]}@{attribute}" in _EMPTIED:
        return Handling.EMPTIED
    return Handling.LINK if attribute.startswith("r:") or attribute == "o:relid" else Handling.KEPT


def without_folders(text: str) -> str:
    """Return text without the folders before the names of files: of ``D:/Lan/a.png``, ``a.png``."""
    return _FOLDERS.sub("", text)


def shown(attribute: str, value: str) -> str:
    """Return the value of an attribute without folders; a description that is the name of a file says nothing."""
    clean = without_folders(value) if ":" in value or "\\" in value or "/" in value else value
    is_name = attribute in _DESCRIBING and (clean != value or _FILE_NAME.search(clean) is not None)
    return "" if is_name else clean


def kind_of(type_: str) -> str:
    """Return the last word of a relation's type, or nothing for one from an unknown maker."""
    return type_.rpartition("/")[2] if type_.startswith(_MAKERS) else ""
