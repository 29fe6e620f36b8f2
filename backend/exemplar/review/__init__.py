"""Review: panels, conflicts of interest, assignment, score sheets and what they say together.

Owns ``panel_member``, ``conflict``, ``assignment``, ``score_sheet`` and ``feedback_release``. Promises: conflict beats
role; a sealed sheet never changes; authors see nothing before it is released.
"""
