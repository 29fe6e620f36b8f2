"""The module over HTTP, joined from one file for each use: rules, councils, sessions, the meeting itself.

The guards' action is the nearest row of the policy table; services judge the thing itself.
"""

from exemplar.voting.council_routes import CampaignCouncilController, CouncilController
from exemplar.voting.meeting_routes import AgendaItemController, MeetingController
from exemplar.voting.rule_routes import CategoryRuleController, CouncilRuleController
from exemplar.voting.session_routes import CouncilSessionController

CONTROLLERS = [
    CouncilRuleController,
    CategoryRuleController,
    CampaignCouncilController,
    CouncilController,
    CouncilSessionController,
    MeetingController,
    AgendaItemController,
]
