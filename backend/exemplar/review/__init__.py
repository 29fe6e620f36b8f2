"""Review: panels, conflicts of interest, assignment, score sheets and what they say together.

Owns ``panel_member``, ``declared_conflict``, ``assignment``, ``score_sheet``, ``sealed_sheet`` and ``feedback_release``.
Promises: conflict beats role; a sealed sheet never changes; authors see nothing before it is released.
"""
