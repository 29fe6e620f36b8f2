"""The fictional ministry: its units, and the people who work there."""

from datetime import date
from typing import Any

from exemplar.accounts.actor import Grant
from exemplar.accounts.roles import Role, ScopeKind
from exemplar.accounts.service import AccountService
from exemplar.core.clock import utc_now
from exemplar.demo.world import World
from exemplar.units.service import UnitService

DOMAIN = "demo.exemplar.test"
PASSWORD = "Exemplar-2026-demo"  # noqa: S105 - the demo's one password is printed by the start


async def settle_in(world: World, organisation: dict[str, Any]) -> None:
    """Make units and people, with the roles that need no campaign."""
    async with world.step() as session:
        units = UnitService(session, utc_now)
        for entry in organisation["units"]:
            name = {language: entry[language] for language in ("vi", "fr", "en")}
            unit = await units.create(None, code=entry["code"], name=name, parent_id=world.units.get(entry["parent"]))
            world.units[entry["code"]] = unit.id
    for entry in organisation["people"]:
        await _welcome(world, entry)


async def _welcome(world: World, entry: dict[str, Any]) -> None:
    async with world.step() as session:
        accounts = AccountService(session, utc_now)
        account = await accounts.create(
            None, email=f"{entry['email']}@{DOMAIN}", full_name=entry["name"], password=PASSWORD, job_title=entry["job"]
        )
        await UnitService(session, utc_now).post(account.id, world.units[entry["unit"]], date(2020, 1, 1))
        world.people[entry["email"]], world.names[entry["email"]] = account.id, account.full_name
        for role in entry["roles"]:
            grant = grant_of(world, role)
            if grant is not None:
                await accounts.grant(None, account.id, grant)


def grant_of(world: World, text: str) -> Grant | None:
    """Return the grant that ``role@unit`` or ``role`` names; ``None`` for a campaign that does not exist yet."""
    role, _, place = text.partition("@")
    if not place:
        return Grant(Role(role), ScopeKind.EVERYWHERE)
    if place in world.units:
        return Grant(Role(role), ScopeKind.UNIT, world.units[place])
    if place in world.campaigns:
        return Grant(Role(role), ScopeKind.CAMPAIGN, world.campaigns[place])
    return None
