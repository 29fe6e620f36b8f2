"""Read models out of rows."""

from uuid import UUID

from exemplar.campaigns.forms import FormDefinition, field_of
from exemplar.initiatives import content_shapes, schemas
from exemplar.initiatives.changes import Changes
from exemplar.initiatives.content import Content
from exemplar.initiatives.merging import ANSWER
from exemplar.initiatives.models import Initiative, Revision
from exemplar.initiatives.repository import Found
from exemplar.initiatives.service import InitiativeView
from exemplar.initiatives.workflow import InitiativeAction, InitiativeState


def code_of(initiative: Initiative) -> str | None:
    """Return the code; a draft has none that anybody should quote."""
    return None if initiative.current_revision_id is None else initiative.code


def listed(row: Found, actions: list[InitiativeAction]) -> schemas.InitiativeListed:
    """Return one entry of the own list."""
    one: Initiative = row.Initiative
    same = ("id", "state", "version", "title", "campaign_id", "unit_id", "resubmit_until", "updated_at", "submitted_at")
    return schemas.InitiativeListed(
        **{name: getattr(one, name) for name in same},
        code=code_of(one),
        campaign_name=row.campaign_name,
        category_name=row.category_name,
        unit_name=row.unit_name,
        closes_at=row.closes_at,
        my_share_hundredths=row.my_share,
        my_share_confirmed=row.my_confirmation is not None,
        open_actions=actions,
    )


def initiative(view: InitiativeView) -> schemas.InitiativeRead:
    """Return an initiative as this reader sees it."""
    one = view.seen.initiative
    same = ("id", "state", "version", "campaign_id", "category_id", "unit_id", "current_revision_id", "submitted_at", "screened_at")
    shown = ("title", "title_translations", "summary", "answers")
    return schemas.InitiativeRead(
        **{name: getattr(one, name) for name in (*same, "withdrawn_at", "resubmit_until", "updated_at")},
        **{name: view.content[name] for name in shown},
        code=code_of(one),
        is_draft_view=view.seen.sees_draft,
        campaign_name=view.place.campaign_name,
        category_name=view.place.category_name,
        unit_name=view.place.unit_name,
        authors=_authors(view),
        attachments=[_attachment(view, file) for file in view.content["attachments"]],
        form=view.form,
        phases=[schemas.PhaseWindowRead.model_validate(phase) for phase in view.phases],
        decisions=[decision(row) for row in view.decisions],
        revisions=[revision_summary(row) for row in view.revisions],
        open_actions=view.actions,
    )


def _authors(view: InitiativeView) -> list[schemas.AuthorRead]:
    if not view.seen.sees_draft:
        nobody = {"account_id": None, "email": None, "confirmed_at": None}
        return [schemas.AuthorRead(**author, **nobody) for author in view.content["authors"]]
    return [
        schemas.AuthorRead(
            **author,
            account_id=row.Contribution.account_id,
            email=row.email if row.Contribution.account_id == view.reader_id else None,
            confirmed_at=row.Contribution.confirmed_at,
        )
        for author, row in zip(view.content["authors"], view.authors, strict=True)
    ]


def _attachment(view: InitiativeView, file: Content) -> schemas.AttachmentRead:
    media = view.media.get(UUID(file["media_id"]))
    words = {name: file[name] for name in ("media_id", "field_key", "caption", "alt_text", "confidential", "is_cover", "file_name")}
    return schemas.AttachmentRead(
        **words,
        kind=media.kind if media else file["kind"],
        state=media.state if media else None,
        refusal_code=media.refusal_code if media else None,
    )


def decision(row: Found) -> schemas.ScreeningDecisionRead:
    """Return one decision without the name of the screener."""
    one = row.ScreeningDecision
    same = ("outcome", "reason_codes", "reason", "resubmit_until", "decided_at")
    return schemas.ScreeningDecisionRead(revision_number=row.number, **{name: getattr(one, name) for name in same})


def revision_summary(row: Found) -> schemas.RevisionSummary:
    """Return one line of the list of revisions."""
    same = ("id", "number", "receipt", "submitted_at", "submitter")
    return schemas.RevisionSummary(**{name: getattr(row, name) for name in same}, digest=row.digest.hex())


def revision(one: Revision, form: FormDefinition) -> content_shapes.RevisionRead:
    """Return one revision with the form it answers."""
    return content_shapes.RevisionRead(
        number=one.number,
        receipt=one.receipt,
        digest=one.digest.hex(),
        submitted_at=one.submitted_at,
        form=form,
        content=content_shapes.RevisionContent.model_validate(one.content),
    )


def changes(found: Changes, form: FormDefinition, *, older: int, newer: int) -> content_shapes.RevisionChanges:
    """Return a comparison, each changed answer with its question."""
    fields = []
    for change in found.fields:
        field = field_of(form, change.part.removeprefix(ANSWER)) if change.part.startswith(ANSWER) else None
        fields.append(
            content_shapes.FieldChangeRead(
                part=change.part,
                label=field.label if field else None,
                before=change.before,
                after=change.after,
                segments=[content_shapes.SegmentRead.model_validate(segment) for segment in change.segments],
            )
        )
    return content_shapes.RevisionChanges(
        older=older,
        newer=newer,
        fields=fields,
        authors=content_shapes.AuthorsChangeRead.model_validate(found.authors),
        attachments=content_shapes.FilesChangeRead.model_validate(found.attachments),
    )


def counts(found: dict[InitiativeState, int]) -> schemas.ScreeningCounts:
    """Return the counters of a screener's queue."""
    passed = (InitiativeState.ACCEPTED, InitiativeState.RECOGNISED, InitiativeState.NOT_RECOGNISED)
    return schemas.ScreeningCounts(
        waiting=found.get(InitiativeState.SUBMITTED, 0),
        returned=found.get(InitiativeState.RETURNED, 0),
        passed=sum(found.get(state, 0) for state in passed),
        refused=found.get(InitiativeState.REFUSED, 0),
    )
