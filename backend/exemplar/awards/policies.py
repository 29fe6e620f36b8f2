"""Who may take, drop, release and revoke: the policy table, asked with how the actor stands to the decision. No I/O."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from exemplar.accounts import permissions
from exemplar.accounts.actor import Actor
from exemplar.accounts.permissions import Relation, Scope
from exemplar.accounts.roles import Role
from exemplar.awards import workflow
from exemplar.awards.workflow import CertificateAction, CertificateState, DecisionAction, DecisionState
from exemplar.voting.models import Office

PROPOSE, RELEASE, REVOKE = "decision.propose", "decision.release", "certificate.revoke"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an actor stands to one decision: its campaign, their office on the deciding council, a conflict of interest or not."""

    campaign_id: UUID
    office: Office | None
    is_conflicted: bool

    @property
    def scope(self) -> Scope:
        """Return where the decision belongs."""
        return Scope(campaign_id=self.campaign_id)


def relations(actor: Actor, action: str, standing: Standing) -> Collection[Relation]:
    """Return the actor's relation to a decision for ``action``: none at all to one they have a conflict of interest with."""
    if standing.is_conflicted:
        return ()
    if action == PROPOSE:
        return {Relation.ASSIGNED} if standing.office is Office.SECRETARY else ()
    in_charge = standing.office is Office.CHAIR or Role.MANAGER in actor.roles_at(None, standing.campaign_id)
    return {Relation.ASSIGNED} if in_charge else ()


def may(actor: Actor, action: str, standing: Standing) -> bool:
    """Say whether the actor may do ``action``, a row of the policy table, the password aside."""
    return permissions.may(actor, action, relations(actor, action, standing), standing.scope)


def decision_actions(actor: Actor, state: DecisionState, proposed_by: UUID, standing: Standing) -> list[DecisionAction]:
    """Return what the actor can do to a decision now. Whoever proposed it cannot release it."""
    allowed = {
        DecisionAction.RELEASE: may(actor, RELEASE, standing) and proposed_by != actor.account_id,
        DecisionAction.DROP: may(actor, PROPOSE, standing) or may(actor, RELEASE, standing),
    }
    return [action for action in workflow.decision_actions(state) if allowed[action]]


def certificate_actions(actor: Actor, state: CertificateState, standing: Standing) -> list[CertificateAction]:
    """Return what the actor can do to a certificate now."""
    return [action for action in workflow.certificate_actions(state) if may(actor, REVOKE, standing)]
