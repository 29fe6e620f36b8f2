"""Audit: one hash-chained log of every state change, written in the same transaction as the change.

Owns ``audit_entry`` and ``audit_head``. Promises: no gap, no silent edit; ``verify`` names the first row that is wrong.
Bodies hold ids, states and digests, never personal text and never a ballot.
"""
