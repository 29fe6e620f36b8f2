"""Three jurors score what was accepted, from sheets that lean the way each juror leans."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from exemplar.campaigns.rubrics import RubricDefinition, leaves
from exemplar.campaigns.service import CampaignService
from exemplar.core.clock import utc_now
from exemplar.demo.calls import JURORS
from exemplar.demo.stories import Story
from exemplar.demo.world import World
from exemplar.review.models import Assignment
from exemplar.review.proposing import ProposalService
from exemplar.review.scoring import ScoringService, SheetDraft

LEAN = {"juror1": 0, "juror2": -4, "juror3": 3}
"""How far a juror stands from the middle, in percent of each criterion."""

MERIT = {"SK-01": 91, "SK-02": 93, "SK-03": 88, "SK-04": 86, "SK-05": 84, "SK-07": 95}
"""What an entry is worth, in percent."""


async def judge(world: World, code: str, stories: Mapping[UUID, Story]) -> None:
    """Hand the accepted entries of a call to its jury and seal every sheet."""
    manager = await world.actor("manager")
    campaign_id = world.campaigns[code]
    async with world.step() as session:
        proposals = ProposalService(session, utc_now, world.notifications(session))
        proposal = await proposals.propose(manager, campaign_id)
        await proposals.apply(manager, campaign_id, proposal.digest, proposal.additions)
    for name in JURORS:
        await _score(world, name, stories)


async def _score(world: World, name: str, stories: Mapping[UUID, Story]) -> None:
    juror = await world.actor(name)
    async with world.step() as session:
        query = select(Assignment).where(Assignment.juror_id == juror.account_id, Assignment.initiative_id.in_(stories))
        assignments = list(await session.scalars(query.order_by(Assignment.position)))
        rubrics = {a.id: await CampaignService(session, utc_now).rubric_of(a.rubric_version_id) for a in assignments}
    for assignment in assignments:
        percent = MERIT[stories[assignment.initiative_id]["key"]] + LEAN[name]
        async with world.step() as session:
            scoring = ScoringService(session, utc_now)
            sheet = await scoring.sheet_of(assignment)
            saved = await scoring.save(juror, assignment.id, sheet.version, _sheet(rubrics[assignment.id], percent))
            await scoring.seal(juror, assignment.id, saved.version)


def _sheet(rubric: RubricDefinition, percent: int) -> SheetDraft:
    points = {leaf.key: min(leaf.maximum, round(leaf.maximum * percent / 100)) * 100 for leaf in leaves(rubric)}
    return SheetDraft(points, {}, "", "Giải pháp rõ ràng, số liệu thuyết phục; nên bổ sung hướng dẫn cho đơn vị nhỏ.")
