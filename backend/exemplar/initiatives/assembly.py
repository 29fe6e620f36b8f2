"""Putting the content of an initiative together from its rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exemplar.campaigns.forms import FormDefinition, check_answers
from exemplar.core.errors import FieldFault
from exemplar.initiatives import content
from exemplar.initiatives.content import AttachedFile, Author, Content, Place, Texts
from exemplar.initiatives.drafting import WHOLE
from exemplar.initiatives.evidence import is_taken
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.repository import Found, InitiativeRepository
from exemplar.media.workflow import ARRIVED, MediaState


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with everything that belongs to it: ``authors`` and ``files`` as ``repository`` answers them."""

    initiative: Initiative
    place: Found
    authors: Sequence[Found]
    files: Sequence[Found]

    def content(self, code: str) -> Content:
        """Return the content as a revision would hold it."""
        initiative = self.initiative
        return content.build(
            code,
            Texts(initiative.title, initiative.summary, initiative.answers, initiative.title_translations),
            Place(initiative.campaign_id, initiative.category_id, initiative.unit_id, self.place.unit_name),
            [_author(row) for row in self.authors],
            [_file(row) for row in self.files],
        )


async def gather(repository: InitiativeRepository, initiative: Initiative) -> Draft:
    """Read what belongs to a draft; three statements."""
    return Draft(
        initiative,
        await repository.surroundings(initiative),
        await repository.authors(initiative.id),
        await repository.attachments(initiative.id),
    )


def _author(row: Found) -> Author:
    one = row.Contribution
    return Author(one.full_name, one.job_title, one.unit_id, row.unit_name, one.share_hundredths)


def _file(row: Found) -> AttachedFile:
    place, media = row.Attachment, row.MediaFile
    return AttachedFile(
        place.media_id,
        place.field_key,
        media.kind.value if media.kind else None,
        place.caption,
        place.alt_text,
        place.confidential,
        place.is_cover,
        media.sha256,
        media.file_name,
    )


def missing(draft: Draft, form: FormDefinition) -> list[FieldFault]:
    """Return everything that keeps a draft from being handed in, in the order in which it is filled in."""
    initiative = draft.initiative
    faults = [FieldFault([name], "field_required") for name in ("title", "summary") if not getattr(initiative, name).strip()]
    counts = dict(Counter(row.Attachment.field_key for row in draft.files))
    faults += check_answers(form, initiative.answers, counts, complete=True)
    faults += [fault for row in draft.files if (fault := _file_fault(form, row))]
    total = sum(row.Contribution.share_hundredths for row in draft.authors)
    if not draft.authors:
        faults.append(FieldFault(["authors"], "field_required"))
    elif total != WHOLE:
        faults.append(FieldFault(["authors"], "shares_not_whole", total_hundredths=total))
    elif any(row.Contribution.share_hundredths == 0 for row in draft.authors):
        faults.append(FieldFault(["authors"], "share_is_zero"))
    return faults


def _file_fault(form: FormDefinition, row: Found) -> FieldFault | None:
    path, facts = ["attachments", row.Attachment.field_key], {"media_id": str(row.Attachment.media_id)}
    if row.MediaFile.state is MediaState.REFUSED:
        return FieldFault(path, "attachment_refused", **facts)
    if row.MediaFile.state not in ARRIVED:
        return FieldFault(path, "attachment_not_arrived", **facts)
    if not is_taken(form, row.Attachment.field_key, row.MediaFile.kind):
        return FieldFault(path, "attachment_kind_not_taken", **facts)
    return None
