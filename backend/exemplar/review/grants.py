"""Who may read media because of a review: jurors, what is attached to the entries they judge, and never the original."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.campaigns.forms import FormDefinition
from exemplar.campaigns.models import Campaign, FormVersion
from exemplar.initiatives.models import Revision
from exemplar.media.editions import Edition
from exemplar.review.conflicts import conflicts_of
from exemplar.review.judging import seen_by_jury
from exemplar.review.models import Assignment
from exemplar.review.workflow import LIVE


async def may_read(session: AsyncSession, actor: Actor | None, media_id: UUID, name: str) -> Edition | None:
    """Return the blind edition if ``actor`` judges an entry that shows this file; a conflict of interest ends it at once.

    Originals may carry names in their metadata, so jurors get derivatives only, in every review. What one campaign masks in
    a file stays masked for the jury of any other that shows it.
    """
    if actor is None or name == "original":
        return None
    query = (
        select(Assignment.initiative_id, Assignment.campaign_id, Campaign.blind_review, Revision.content, FormVersion.definition)
        .join(Revision, Revision.id == Assignment.revision_id)
        .join(FormVersion, FormVersion.id == Revision.form_version_id)
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .where(Assignment.juror_id == actor.account_id, Assignment.state.in_(LIVE))
        .where(Revision.content["attachments"].contains([{"media_id": str(media_id)}]))
    )
    rows = (await session.execute(query)).all()
    hidden = await conflicts_of(session, actor.account_id, [row.initiative_id for row in rows])
    for row in rows:
        scope = Scope(campaign_id=row.campaign_id)
        if row.initiative_id in hidden or not permissions.may(actor, "sheet.enter", {Relation.ASSIGNED}, scope):
            continue
        content = seen_by_jury(row.content, FormDefinition.model_validate(row.definition), blind=row.blind_review)
        if any(attachment["media_id"] == str(media_id) for attachment in content["attachments"]):
            return Edition.BLIND
    return None


READ_GRANTS = [may_read]
