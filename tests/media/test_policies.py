"""Who may hand files in, see them, and open originals, as text."""

from uuid import UUID

from exemplar.accounts.actor import Actor, Grant
from exemplar.accounts.roles import Role, ScopeKind, scopes_of
from exemplar.media import policies

UNIT, OTHER, NOBODY = (UUID(int=number) for number in (1, 2, 3))

MATRIX = """
role         upload  see  original  vouched
staff        -       -    -         -
contributor  Y       Y    Y         -
lead         Y       Y    Y         -
screener     -       -    -         -
juror        -       -    -         -
member       -       -    -         -
secretary    -       -    -         -
chair        -       -    -         -
manager      -       -    -         Y
editor       -       -    -         -
auditor      -       -    -         Y
admin        -       -    -         -
visitor      -       -    -         -
"""


def actor_with(role: Role, unit_id: UUID) -> Actor:
    if role is Role.STAFF:
        return Actor(NOBODY)
    kind = ScopeKind.UNIT if ScopeKind.UNIT in scopes_of(role) else min(scopes_of(role))
    return Actor(NOBODY, frozenset({Grant(role, kind, None if kind is ScopeKind.EVERYWHERE else unit_id)}))


def line(name: str, actor: Actor | None, unit_id: UUID) -> str:
    answers = [
        actor is not None and policies.may_upload(actor, unit_id),
        policies.is_of_own_unit(actor, unit_id),
        policies.opens_own_original(actor, unit_id),
        policies.may_be_vouched_for(actor),
    ]
    upload, see, original, vouched = ("Y" if answer else "-" for answer in answers)
    return f"{name:13}{upload:8}{see:5}{original:10}{vouched}"


def test_the_matrix_for_the_own_unit():
    lines = [line(role.value, actor_with(role, UNIT), UNIT) for role in Role]

    assert ["role         upload  see  original  vouched", *lines, line("visitor", None, UNIT)] == MATRIX.strip().splitlines()


def test_the_people_of_another_unit_are_strangers():
    for role in (Role.CONTRIBUTOR, Role.LEAD):
        assert line(role.value, actor_with(role, OTHER), UNIT).split()[1:] == ["-", "-", "-", "-"]
