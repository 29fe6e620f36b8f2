"""Who wrote it, with which share, and whether they agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts import addresses, permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.models import Account
from exemplar.accounts.permissions import Relation
from exemplar.audit import service as audit
from exemplar.core.errors import FieldFault
from exemplar.initiatives import policies
from exemplar.initiatives.access import look_up
from exemplar.initiatives.drafting import claim_for_edit, refuse_overlap, stamp
from exemplar.initiatives.errors import DraftInvalid, ShareChanged, ShareNotYours
from exemplar.initiatives.merging import AUTHORS
from exemplar.initiatives.models import Contribution, Initiative
from exemplar.notifications.service import NotificationService, Reader
from exemplar.units.models import Unit


@dataclass(frozen=True, slots=True)
class AuthorWanted:
    """One author as the unit lists them: an account (by id or e-mail), or a plain name without one."""

    full_name: str
    job_title: str
    share_hundredths: int
    account_id: UUID | None = None
    email: str | None = None
    unit_id: UUID | None = None


class AuthorService:
    """Use cases of authors and shares."""

    def __init__(self, session: AsyncSession, now: Callable[[], datetime], notifications: NotificationService | None = None) -> None:
        """Without ``notifications`` nobody is told that they were named: only for demo data and to confirm a share."""
        self._session = session
        self._now = now
        self._notifications = notifications

    async def replace(self, actor: Actor, initiative_id: UUID, seen_version: int, wanted: Sequence[AuthorWanted]) -> Initiative:
        """Replace the list of authors. Shares may sum to anything until the initiative is handed in.

        Who was listed with the same share before stays confirmed; a writer who lists themselves confirms by doing so. Who is
        newly named is told, and how to object: being an author keeps a juror from judging, so nobody is named in silence.
        Of an account found by its address only the name is taken over, which a diploma must spell right.

        Raises:
            InitiativeNotFound, NotYourInitiative, WrongState: as ``claim_for_edit``.
            PartsChanged: somebody changed the list after ``seen_version``.
            DraftInvalid: an address without an account, an unknown unit, one account listed twice, or with no share.
        """
        initiative = await claim_for_edit(self._session, actor, initiative_id, self._now())
        changed = initiative.key_versions.get(AUTHORS, 0) > seen_version
        refuse_overlap(initiative, [AUTHORS] if changed else [], seen_version)
        accounts = await self._accounts_of(wanted)
        faults = _faults(wanted, accounts) + await self._unit_faults(wanted)
        if faults:
            raise DraftInvalid(faults)
        before = await self._listed(initiative.id)
        confirmed = {(row.account_id, row.share_hundredths): row.confirmed_at for row in before if row.account_id and row.confirmed_at}
        await self._session.execute(delete(Contribution).where(Contribution.initiative_id == initiative.id))
        for position, (author, account) in enumerate(zip(wanted, accounts, strict=True)):
            self._session.add(self._contribution(actor, initiative, position, author, account, confirmed))
        stamp(initiative, [AUTHORS])
        await self._session.flush()
        about = ("initiative", initiative.id)
        audit.record(self._session, actor_id=actor.account_id, action="initiative.authors_set", about=about, authors=len(wanted))
        known = {actor.account_id, *(row.account_id for row in before)}
        await self._tell(initiative, [account for account in accounts if account is not None and account.id not in known])
        return initiative

    async def _tell(self, initiative: Initiative, named: Sequence[Account]) -> None:
        """Tell those who were named; once for each initiative, however often the list is saved."""
        if self._notifications is None:
            return
        for account in named:
            await self._notifications.tell(
                Reader(account.id, account.email, account.language),
                "author_named",
                fact=f"initiative:{initiative.id}",
                link=f"/initiatives/{initiative.id}",
                title=initiative.title or initiative.code,
            )

    async def _accounts_of(self, wanted: Sequence[AuthorWanted]) -> list[Account | None]:
        emails = [addresses.normal(author.email) for author in wanted if author.email]
        ids = [author.account_id for author in wanted if author.account_id]
        query = select(Account).where(Account.disabled_at.is_(None), or_(Account.email.in_(emails), Account.id.in_(ids)))
        found = list(await self._session.scalars(query))
        by_email, by_id = {account.email: account for account in found}, {account.id: account for account in found}
        return [by_id.get(a.account_id) if a.account_id else by_email.get(addresses.normal(a.email or "")) for a in wanted]

    async def _unit_faults(self, wanted: Sequence[AuthorWanted]) -> list[FieldFault]:
        ids = {author.unit_id for author in wanted if author.unit_id}
        known = set(await self._session.scalars(select(Unit.id).where(Unit.id.in_(ids)))) if ids else set()
        unknown = [index for index, author in enumerate(wanted) if author.unit_id and author.unit_id not in known]
        return [FieldFault(["authors", str(index), "unit_id"], "field_invalid") for index in unknown]

    async def _listed(self, initiative_id: UUID) -> list[Contribution]:
        return list(await self._session.scalars(select(Contribution).where(Contribution.initiative_id == initiative_id)))

    def _contribution(
        self,
        actor: Actor,
        initiative: Initiative,
        position: int,
        author: AuthorWanted,
        account: Account | None,
        confirmed: dict[tuple[UUID, int], datetime],
    ) -> Contribution:
        confirmed_at, is_oneself = None, account is not None and account.id == actor.account_id
        if account is not None:
            confirmed_at = self._now() if is_oneself else confirmed.get((account.id, author.share_hundredths))
        return Contribution(
            initiative_id=initiative.id,
            account_id=account.id if account else None,
            full_name=account.full_name if account else author.full_name,
            job_title=author.job_title or (account.job_title if account and is_oneself else ""),
            unit_id=author.unit_id or initiative.unit_id,
            share_hundredths=author.share_hundredths,
            position=position,
            confirmed_at=confirmed_at,
        )

    async def confirm_share(self, actor: Actor, initiative_id: UUID, share_hundredths: int) -> datetime:
        """Note that the actor agrees with the share that was shown; agreeing twice is no error.

        Raises:
            InitiativeNotFound: unknown, or hidden from the actor.
            ShareNotYours: the actor is not an author.
            ShareChanged: the share is another by now.
        """
        seen = await look_up(self._session, actor, initiative_id, for_update=True)
        query = select(Contribution).where(Contribution.initiative_id == initiative_id, Contribution.account_id == actor.account_id)
        mine = await self._session.scalar(query.with_for_update())
        relations = {Relation.OWN} if mine is not None else set()
        permissions.require(actor, "share.confirm", self._now(), relations, policies.scope_of(seen.initiative), ShareNotYours)
        if mine is None:
            raise ShareNotYours
        if mine.share_hundredths != share_hundredths:
            raise ShareChanged(share_hundredths=mine.share_hundredths)
        if mine.confirmed_at is None:
            mine.confirmed_at = self._now()
            await self._session.flush()
            about = ("initiative", initiative_id)
            audit.record(
                self._session,
                actor_id=actor.account_id,
                action="initiative.share_confirmed",
                about=about,
                share_hundredths=share_hundredths,
            )
        return mine.confirmed_at


def _faults(wanted: Sequence[AuthorWanted], accounts: Sequence[Account | None]) -> list[FieldFault]:
    faults: list[FieldFault] = []
    listed: set[UUID] = set()
    for index, (author, account) in enumerate(zip(wanted, accounts, strict=True)):
        path = ["authors", str(index), "email"]
        if account is None and (author.email or author.account_id):
            faults.append(FieldFault(path, "author_without_account"))
        elif account is None and not author.full_name:
            faults.append(FieldFault(["authors", str(index), "full_name"], "field_required"))
        elif account is not None and account.id in listed:
            faults.append(FieldFault(path, "author_listed_twice"))
        elif account is not None and author.share_hundredths == 0:
            # A conflict of interest is made of a part in the work; a name without one would only keep somebody from judging.
            faults.append(FieldFault(["authors", str(index), "share_hundredths"], "share_is_zero"))
        if account is not None:
            listed.add(account.id)
    return faults
