"""Campaigns: movements, calls with their phases and categories, the form to fill and the rubric to score by.

Owns ``movement``, ``campaign``, ``phase``, ``category``, ``form_version`` and ``rubric_version``. Promises: what is
published is frozen; whether a phase is open is judged by the database clock.
"""
