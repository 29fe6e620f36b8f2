"""Initiatives: what a unit hands in to a campaign, from draft to screening decision.

Owns ``initiative``, ``contribution``, ``attachment``, ``revision`` and ``screening_decision``. Promises: no keystroke
is lost, nothing enters after the deadline, and a revision that was handed in never changes.
"""
