"""The files of an initiative: which, where in the form, in which order, with which words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.campaigns.forms import FormDefinition, check_answers, field_of
from exemplar.campaigns.service import CampaignService
from exemplar.core.errors import FieldFault
from exemplar.initiatives.drafting import claim_for_edit, refuse_overlap, stamp
from exemplar.initiatives.errors import DraftInvalid
from exemplar.initiatives.merging import ATTACHMENTS
from exemplar.initiatives.models import Attachment, Initiative
from exemplar.media.engine.findings import MediaKind
from exemplar.media.errors import MediaNotFound
from exemplar.media.models import MediaFile


@dataclass(frozen=True, slots=True)
class FileWanted:
    """One file in its place; the order of the list is the order shown."""

    media_id: UUID
    field_key: str
    caption: str = ""
    alt_text: str = ""
    confidential: bool = False
    is_cover: bool = False


class EvidenceService:
    """Use cases of attached files."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._campaigns = CampaignService(session, now)

    async def replace(self, actor: Actor, initiative_id: UUID, seen_version: int, wanted: Sequence[FileWanted]) -> Initiative:
        """Replace the list of files. A file may be attached while it is still on its way; handing in waits for it.

        Raises:
            InitiativeNotFound, NotYourInitiative, WrongState: as ``claim_for_edit``.
            PartsChanged: somebody changed the list after ``seen_version``.
            MediaNotFound: a file that is unknown or of another unit. Facts: ``media_id``.
            DraftInvalid: a field that takes no such file, one file or two covers too many.
        """
        initiative = await claim_for_edit(self._session, actor, initiative_id, self._now())
        changed = initiative.key_versions.get(ATTACHMENTS, 0) > seen_version
        refuse_overlap(initiative, [ATTACHMENTS] if changed else [], seen_version)
        kinds = await self._kinds(initiative.unit_id, wanted)
        faults = _faults(await self._campaigns.form_of(initiative.form_version_id), wanted, kinds)
        if faults:
            raise DraftInvalid(faults)
        await self._session.execute(delete(Attachment).where(Attachment.initiative_id == initiative.id))
        for position, file in enumerate(wanted):
            self._session.add(
                Attachment(
                    initiative_id=initiative.id,
                    media_id=file.media_id,
                    field_key=file.field_key,
                    position=position,
                    caption=file.caption,
                    alt_text=file.alt_text,
                    confidential=file.confidential,
                    is_cover=file.is_cover,
                )
            )
        stamp(initiative, [ATTACHMENTS])
        await self._session.flush()
        about = ("initiative", initiative.id)
        audit.record(self._session, actor_id=actor.account_id, action="initiative.files_set", about=about, files=len(wanted))
        return initiative

    async def _kinds(self, unit_id: UUID, wanted: Sequence[FileWanted]) -> dict[UUID, MediaKind | None]:
        ids = [file.media_id for file in wanted]
        query = select(MediaFile.id, MediaFile.kind).where(MediaFile.id.in_(ids), MediaFile.unit_id == unit_id)
        kinds = dict((await self._session.execute(query)).tuples().all())
        for media_id in ids:
            if media_id not in kinds:
                raise MediaNotFound(media_id=str(media_id))
        return kinds


def _faults(form: FormDefinition, wanted: Sequence[FileWanted], kinds: dict[UUID, MediaKind | None]) -> list[FieldFault]:
    counts = Counter(file.field_key for file in wanted)
    faults = check_answers(form, {}, dict(counts), complete=False)
    faults += [
        FieldFault(["attachments", file.field_key], "attachment_kind_not_taken", media_id=str(file.media_id))
        for file in wanted
        if not is_taken(form, file.field_key, kinds[file.media_id])
    ]
    if len({file.media_id for file in wanted}) < len(wanted):
        faults.append(FieldFault(["attachments"], "attachment_listed_twice"))
    if sum(file.is_cover for file in wanted) > 1:
        faults.append(FieldFault(["attachments"], "attachment_two_covers"))
    return faults


def is_taken(form: FormDefinition, field_key: str, kind: MediaKind | None) -> bool:
    """Say whether the field takes such a file; a file not inspected yet gets the benefit of the doubt."""
    field = field_of(form, field_key)
    return kind is None or field is None or kind.value in {accepted.value for accepted in field.accept}
