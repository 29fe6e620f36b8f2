"""Who leaves for an item: computed from conflicts of interest, or declared; also in the middle of a vote."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.audit import service as audit
from exemplar.core.errors import NotAllowed
from exemplar.core.models import new_id
from exemplar.review.conflicts import conflicts_between, conflicts_of
from exemplar.voting import policies
from exemplar.voting.errors import ItemNotFound, MemberNotFound, SubstituteWrong
from exemplar.voting.models import AgendaItem, CouncilMember, Recusal, RecusalKind
from exemplar.voting.repository import Meeting, VotingRepository
from exemplar.voting.roll import digest_of, holds_seat, without
from exemplar.voting.rules import RecusalEffect, RuleDefinition
from exemplar.voting.workflow import ItemAction, ItemState, item_after


async def recuse_computed(session: AsyncSession, members: Sequence[CouncilMember], items: Sequence[AgendaItem]) -> None:
    """Record a recusal for every member with a computed conflict about an item; what is recorded stays as it is."""
    pairs = await conflicts_between(session, [member.account_id for member in members], [item.initiative_id for item in items])
    about = {item.initiative_id: item.id for item in items}
    rows = [
        {
            "id": new_id(),
            "item_id": about[initiative_id],
            "account_id": account_id,
            "kind": RecusalKind.COMPUTED,
            "reason": ",".join(reason.value for reason in reasons),
        }
        for (account_id, initiative_id), reasons in sorted(pairs.items())
    ]
    if not rows:
        return
    added = await session.execute(
        insert(Recusal).values(rows).on_conflict_do_nothing(constraint="recused_once").returning(Recusal.item_id, Recusal.account_id)
    )
    for row in added:
        audit.record(session, actor_id=None, action="agenda_item.recused", about=("agenda_item", row.item_id), account=row.account_id)


async def recuse_open(session: AsyncSession, account_id: UUID) -> None:
    """Take somebody who declared a conflict off the roll of every open vote that it touches, at once."""
    open_items = select(AgendaItem).where(
        AgendaItem.state == ItemState.OPEN, AgendaItem.roll.contains([{"account_id": str(account_id), "recused": False}])
    )
    locked = open_items.order_by(AgendaItem.id).with_for_update().execution_options(populate_existing=True)
    items = {item.initiative_id: item for item in await session.scalars(locked)}
    for initiative_id, reasons in (await conflicts_of(session, account_id, list(items))).items():
        item = items[initiative_id]
        kinds = ",".join(reason.value for reason in reasons)
        row = insert(Recusal).values(
            id=new_id(), item_id=item.id, account_id=account_id, kind=RecusalKind.COMPUTED, reason=kinds, substitute_id=None
        )
        await session.execute(row.on_conflict_do_nothing(constraint="recused_once"))
        leave_open_vote(session, item, account_id, by=None)


def leave_open_vote(session: AsyncSession, item: AgendaItem, account_id: UUID, *, by: UUID | None) -> None:
    """Write on the roll of an open vote, and in the log, that somebody left; the item's row is locked by the caller."""
    item.roll = without(item.roll or [], account_id)
    audit.record(
        session,
        actor_id=by,
        action="agenda_item.recused",
        about=("agenda_item", item.id),
        account=account_id,
        roll_sha256=digest_of(item.roll).hex(),
    )


class RecusalService:
    """Use cases of declared recusals and of reserves who take a recused seat."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime]) -> None:
        self._session = session
        self._now = now
        self._voting = VotingRepository(session)

    async def recuse(self, actor: Actor, item_id: UUID, account_id: UUID, reason: str, substitute_id: UUID | None = None) -> None:
        """Record that a member leaves for an item; members say it of themselves, the secretary of anyone.

        A recusal cannot be lifted. Saying it again only names the reserve, which is the secretary's to do. While the vote is
        open, people say it of themselves alone: they leave the roll, and a vote of theirs is set aside.

        Raises:
            ItemNotFound, MemberNotFound, NotAllowed: as their names say.
            WrongState: the vote has closed.
            SubstituteWrong: the rule knows no substitutes, or this is no reserve of the council.
        """
        item = await self._voting.find_item(item_id, lock=True)
        meeting = await self._voting.find_meeting(item.session_id, actor.account_id) if item else None
        if item is None or meeting is None or not policies.may_see(actor, meeting.standing, meeting.session.state):
            raise ItemNotFound
        prepares = policies.may(actor, "council.prepare", meeting.standing)
        about_self = account_id == actor.account_id and policies.may(actor, "conflict.declare", meeting.standing)
        # While a vote is open the secretary takes nobody off the roll: that would be choosing who decides.
        names_others = prepares and item.state is not ItemState.OPEN
        if not names_others and not (about_self and substitute_id is None):
            raise NotAllowed(action="council.prepare")
        item_after(item.state, ItemAction.RECUSE)
        members = {member.account_id: member for member in await self._voting.members(meeting.council.id)}
        if account_id not in members:
            raise MemberNotFound
        if substitute_id is not None:
            await self._require_reserve(item, members.get(substitute_id))
        await self._write(item, account_id, reason, substitute_id)
        if item.state is ItemState.OPEN:
            if holds_seat(item.roll or [], account_id):
                leave_open_vote(self._session, item, account_id, by=actor.account_id)
            return
        audit.record(
            self._session,
            actor_id=actor.account_id,
            action="agenda_item.recused",
            about=("agenda_item", item_id),
            account=account_id,
            substitute=substitute_id,
        )

    async def _write(self, item: AgendaItem, account_id: UUID, reason: str, substitute_id: UUID | None) -> None:
        row = insert(Recusal).values(
            id=new_id(), item_id=item.id, account_id=account_id, kind=RecusalKind.DECLARED, reason=reason, substitute_id=substitute_id
        )
        change = row.on_conflict_do_update(constraint="recused_once", set_={"substitute_id": row.excluded.substitute_id})
        await self._session.execute(change if substitute_id else row.on_conflict_do_nothing(constraint="recused_once"))

    async def _require_reserve(self, item: AgendaItem, reserve: CouncilMember | None) -> None:
        rule = await self._voting.rule_of(item.category_id)
        effect = RuleDefinition.model_validate(rule.definition).recusal_effect if rule else None
        if effect is not RecusalEffect.SUBSTITUTE or reserve is None or reserve.votes:
            raise SubstituteWrong
        others = await self._voting.recusals([item.id])
        if any(other.account_id == reserve.account_id for other in others):
            raise SubstituteWrong

    async def refresh(self, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
        """Look for computed conflicts again, before a vote opens."""
        await recuse_computed(self._session, await self._voting.members(meeting.council.id), items)
