"""Accounts: people, sign-in, roles, and the one table of who may do what.

Owns ``account``, ``role_grant``, ``sign_in_session`` and ``sign_in_attempt``. Promises: opaque sessions that die when
they must, guessing is hopeless, a change of roles or password ends the sessions, and every permission comes from
``policy.tsv``.
"""
