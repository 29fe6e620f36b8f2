"""What a file claims to be before anybody has looked into it: by the browser's type, or else by the ending of its name.

A claim decides which limits are asked before the first byte, and nothing else; what a file is, the inspection finds out.
Browsers know no type for subtitles and often none for office files; telephones send pictures without one.
"""

from pathlib import PurePosixPath

from exemplar.media.engine.findings import MediaKind

_FAMILIES = {"image": MediaKind.IMAGE, "video": MediaKind.VIDEO, "audio": MediaKind.AUDIO}
_ENDINGS = {
    MediaKind.IMAGE: "jpg jpeg png webp gif avif tif tiff heic heif",
    MediaKind.VIDEO: "mp4 m4v mov mkv webm",
    MediaKind.AUDIO: "m4a mp3 aac ogg oga opus flac wav",
    MediaKind.DOCUMENT: "pdf docx xlsx pptx srt vtt",
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}


def kind_declared(declared_type: str, file_name: str) -> MediaKind | None:
    """Return the kind that a file claims to be; ``None`` when neither its type nor its name says any we take."""
    family = _FAMILIES.get(declared_type.split("/", maxsplit=1)[0])
    return family or _BY_ENDING.get(PurePosixPath(file_name).suffix.lower().removeprefix("."))
