"""Each story walks the chain as far as its ``reach`` says.

The reaches: draft, submitted, returned, resubmitted, accepted, reviewing, scored, council, recognised.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from exemplar.awards.certificates import CertificateService
from exemplar.awards.service import DecisionService
from exemplar.awards.signing import Signer
from exemplar.core.clock import utc_now
from exemplar.demo.clearing import clear
from exemplar.demo.judging import judge
from exemplar.demo.stories import Story, hand_in, write
from exemplar.demo.world import World
from exemplar.initiatives.models import Initiative
from exemplar.initiatives.reasons import ScreeningOutcome, ScreeningReason
from exemplar.initiatives.screening import ScreeningService, Verdict
from exemplar.initiatives.service import InitiativeService
from exemplar.voting.agenda import AgendaService
from exemplar.voting.models import AgendaItem
from exemplar.voting.polls import PollService
from exemplar.voting.rules import Choice
from exemplar.voting.service import SessionPlan, SessionService

VOTERS = ("chair", "secretary", "member1", "member2", "member3", "juror1", "juror2")
JUDGED = ("scored", "council", "recognised")
_RETURN = [ScreeningReason.EVIDENCE_MISSING]


class Chain:
    """Walks the stories; keeps what it made by the story's key."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made: dict[str, UUID] = {}

    async def walk(self, stories: Sequence[Story]) -> None:
        """Write every story, then take each as far as it goes."""
        for story in stories:
            self._made[story["key"]] = await write(self._world, story)
        for story in stories:
            await self._screen(story)
        judged = [story for story in stories if story["reach"] in JUDGED]
        await judge(self._world, "C1", {self._made[story["key"]]: story for story in judged})
        await self._decide([story for story in judged if story["reach"] == "recognised"])
        await self._prepare_next([story for story in judged if story["reach"] == "council"])

    async def _screen(self, story: Story) -> None:
        reach, initiative_id = story["reach"], self._made[story["key"]]
        if reach == "draft":
            return
        await hand_in(self._world, story, initiative_id)
        if reach == "submitted":
            return
        if reach == "resubmitted":
            await self._decide_screening(initiative_id, ScreeningOutcome.RETURN, _RETURN, "Cần bổ sung thỏa thuận với nghệ nhân.")
            await hand_in(self._world, story, initiative_id)
        elif reach == "returned":
            await self._decide_screening(initiative_id, ScreeningOutcome.RETURN, _RETURN, story["reason"])
        else:
            await self._decide_screening(initiative_id, ScreeningOutcome.ACCEPT, [], "")

    async def _decide_screening(self, initiative_id: UUID, outcome: ScreeningOutcome, codes: list[ScreeningReason], reason: str) -> None:
        screener = await self._world.actor("screener")
        async with self._world.step() as session:
            revision_id = await session.scalar(select(Initiative.current_revision_id).where(Initiative.id == initiative_id))
            if revision_id is None:
                raise LookupError(initiative_id)
            if outcome is ScreeningOutcome.ACCEPT:
                await clear(session, screener, initiative_id)
            service = ScreeningService(session, utc_now, self._world.notifications(session))
            await service.decide(screener, initiative_id, Verdict(revision_id, outcome, codes, reason))

    async def _meeting(self, title: dict[str, Any], stories: Sequence[Story], in_days: int) -> UUID:
        secretary = await self._world.actor("secretary")
        async with self._world.step() as session:
            sessions = SessionService(session, utc_now, self._world.notifications(session))
            plan = SessionPlan(title=title, place="Phòng họp số 2", held_at=utc_now() + timedelta(days=in_days))
            meeting = await sessions.prepare(secretary, self._world.councils["C1"], plan)
            await AgendaService(session, utc_now).add(secretary, meeting.id, [self._made[story["key"]] for story in stories])
            await sessions.convene(secretary, meeting.id)
        return meeting.id

    async def _decide(self, stories: Sequence[Story]) -> None:
        title = {"vi": "Phiên họp xét công nhận đợt 1", "fr": "Séance de distinction n° 1", "en": "First recognition meeting"}
        meeting_id = await self._meeting(title, stories, 0)
        chair = await self._world.actor("chair")
        async with self._world.step() as session:
            await SessionService(session, utc_now, self._world.notifications(session)).start(chair, meeting_id)
        for name in VOTERS:
            actor = await self._world.actor(name)
            async with self._world.step() as session:
                await SessionService(session, utc_now, self._world.notifications(session)).check_in(actor, meeting_id)
        items = await self._vote_each(meeting_id)
        async with self._world.step() as session:
            await SessionService(session, utc_now, self._world.notifications(session)).end(chair, meeting_id)
        await self._award(items)

    async def _vote_each(self, meeting_id: UUID) -> list[UUID]:
        chair = await self._world.actor("chair")
        async with self._world.step() as session:
            query = select(AgendaItem.id).where(AgendaItem.session_id == meeting_id).order_by(AgendaItem.position)
            items = list(await session.scalars(query))
        for index, item_id in enumerate(items):
            async with self._world.step() as session:
                await PollService(session, utc_now).open(chair, item_id)
            for seat, name in enumerate(VOTERS):
                actor = await self._world.actor(name)
                choice = Choice.ABSTAIN if seat == 6 and index == 1 else Choice.AGREE
                async with self._world.step() as session:
                    await PollService(session, utc_now).cast(actor, item_id, choice)
            async with self._world.step() as session:
                await PollService(session, utc_now).close(chair, item_id)
                await PollService(session, utc_now).count(chair, item_id)
        return items

    async def _award(self, items: Sequence[UUID]) -> None:
        secretary, chair = await self._world.actor("secretary"), await self._world.actor("chair")
        services = self._world.services
        async with self._world.step() as session:
            notifications = self._world.notifications(session)
            signer = Signer(services.settings.home.secrets)
            certificates = CertificateService(session, utc_now, signer, notifications, services.storage)
            decisions = DecisionService(session, utc_now, InitiativeService(session, utc_now), certificates, notifications)
            proposed = await decisions.propose(secretary, items)
            await decisions.release(chair, [found.Decision.id for found in proposed])

    async def _prepare_next(self, stories: Sequence[Story]) -> None:
        title = {"vi": "Phiên họp xét công nhận đợt 2", "fr": "Séance de distinction n° 2", "en": "Second recognition meeting"}
        await self._meeting(title, stories, 14)
