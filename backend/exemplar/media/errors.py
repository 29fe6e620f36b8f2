"""What can go wrong with uploads and media, and why an uploaded file is not taken."""

from exemplar.core.errors import Conflict, Invalid, NotAllowed, NotFound


class MediaNotFound(NotFound):
    """No such file, or not one the actor may know of."""

    code = "media_not_found"


class NotYourUnit(NotAllowed):
    """Files are handed in for a unit by its own people. Facts: ``action``."""

    code = "media_not_your_unit"


class MediaWrongState(Conflict):
    """The file is past, or not yet at, the point where this can be done. Facts: ``state``, ``action``."""

    code = "media_wrong_state"


class UploadIncomplete(Conflict):
    """Parts are missing or of the wrong size. Facts: ``missing``, ``wrong_size`` (part numbers, at most 100 each), ``missing_count``."""

    code = "upload_incomplete"


class UploadLost(Conflict):
    """The store no longer knows this upload; starting it again continues under the same id."""

    code = "upload_lost"


class UnitQuotaExceeded(Conflict):
    """The unit's files would need more room than it has. Facts: ``limit_bytes``, ``used_bytes``, ``wanted_bytes``, ``kind`` or null."""

    code = "media_unit_quota_exceeded"


class CampaignQuotaExceeded(Conflict):
    """The unit would hand in more for this call than one unit may. Facts: as ``UnitQuotaExceeded``."""

    code = "media_campaign_quota_exceeded"


class MediaCampaignUnknown(Invalid):
    """A file is said to be for a call that there is not."""

    code = "media_campaign_unknown"


class QuotaNotFound(NotFound):
    """No such quota."""

    code = "media_quota_not_found"


class QuotaPlaceUnknown(Invalid):
    """A quota names a unit or a call that there is not."""

    code = "media_quota_place_unknown"


class QuotaExists(Conflict):
    """There is a quota about the same thing already; change that one."""

    code = "media_quota_exists"


class SweepUnderWay(Conflict):
    """A sweep that was asked for before has not ended."""

    code = "media_sweep_under_way"


class MaskNotFound(NotFound):
    """No such mask, or one that was taken away."""

    code = "media_mask_not_found"


class MaskInvalid(Invalid):
    """A mask does not fit its file. Facts: ``reason`` (kind, box, page, stretch, words or too_many)."""

    code = "media_mask_invalid"


class PartUnknown(Invalid):
    """The file has no part of this number. Facts: ``total_parts``."""

    code = "upload_part_unknown"


class MediaHeld(Conflict):
    """An initiative that names the file is being judged: until its decision the unit leaves the file as it was handed in."""

    code = "media_held"


class MediaNotTimed(Conflict):
    """Captions and chapters are for films and sounds that are ready. Facts: ``kind`` or null, ``state``."""

    code = "media_not_timed"


class TrackNotFound(NotFound):
    """The file has no such captions or chapters, or the address names no kind or language there could be."""

    code = "media_track_not_found"


class TrackInvalid(Invalid):
    """Cues break a rule; each fault names the cue by its place: ``["cues", "3", "end_ms"]``. At most 50 faults are told.

    Codes of the faults: ``cue_ends_before_start``, ``cue_after_end`` (facts: ``limit_ms``), ``cue_out_of_order``.
    """

    code = "media_track_invalid"


class TrackUnreadable(Invalid):
    """The text is neither WebVTT nor SubRip with at least one caption inside the film. Facts: ``limit_cues``, ``found_cues``."""

    code = "media_track_unreadable"


class FileRefused(Invalid):
    """The uploaded file is not taken; each reason is a class below. Facts as the inspection gave them."""

    code = "media_refused"


class FileEmpty(FileRefused):
    """The file has no bytes."""

    code = "media_empty"


class FileSizeMismatch(FileRefused):
    """Not as many bytes arrived as were announced. Facts: ``expected_bytes``, ``found_bytes``."""

    code = "media_size_mismatch"


class FileHarmed(FileRefused):
    """What arrived is not, byte for byte, what the sender's device read."""

    code = "media_harmed"


class FileTypeNotAllowed(FileRefused):
    """By its content it is nothing we take, whatever its name says. Facts: ``found``."""

    code = "media_type_not_allowed"


class FileBroken(FileRefused):
    """It cannot be read to the end."""

    code = "media_broken"


class FileEncrypted(FileRefused):
    """It is locked with a password or by copy protection."""

    code = "media_encrypted"


class FileTooLarge(FileRefused):
    """Too many bytes for its kind. Facts: ``limit_bytes``, ``found_bytes``."""

    code = "media_too_large"


class FileTooManyPixels(FileRefused):
    """The picture is too large to decode safely. Facts: ``limit_pixels``, ``found_pixels``."""

    code = "media_too_many_pixels"


class FileTooLong(FileRefused):
    """The film or sound lasts too long. Facts: ``limit_seconds``, ``found_seconds``."""

    code = "media_too_long"


class FileTooManyPages(FileRefused):
    """The document has too many pages. Facts: ``limit_pages``, ``found_pages``."""

    code = "media_too_many_pages"


class FileTooManyFrames(FileRefused):
    """The moving picture has too many frames. Facts: ``limit_frames``, ``found_frames``."""

    code = "media_too_many_frames"


class FileArchiveUnsafe(FileRefused):
    """The office file is packed so that unpacking it does harm. Facts: ``reason`` (entries, ratio, size or name)."""

    code = "media_archive_unsafe"


class FileInfected(FileRefused):
    """A virus scanner knows it as harmful. Facts: ``signature``, the scanner's name for it."""

    code = "media_infected"


class FileUnscannable(FileRefused):
    """A document larger than the virus scanner takes. Facts: ``found_bytes``."""

    code = "media_unscannable"


class FileTooHeavy(FileRefused):
    """Reading it took more memory or time than one file may take."""

    code = "media_too_heavy"


REFUSALS: dict[str, type[FileRefused]] = {kind.code: kind for kind in FileRefused.__subclasses__()}
"""Code stored with a refused file → the refusal to raise where somebody wants to use it."""
