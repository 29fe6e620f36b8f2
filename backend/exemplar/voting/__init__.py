"""Voting: councils, their rules as data, sessions, recusals, the open vote and its tally.

Owns ``council``, ``council_member``, ``council_rule``, ``category_rule``, ``council_session``, ``attendance``,
``agenda_item``, ``recusal`` and ``open_vote``. Promises: one member one vote, the rule applied exactly in integers, a
tally that spells out its reasoning. The vote here is an open vote (roll call); nothing in it is secret.
"""
