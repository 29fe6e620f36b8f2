"""Awards: decisions taken and then released, certificates that anyone can verify, and their revocation.

Owns ``decision`` and ``certificate``. Promises: proposed by one person and released by another, all or nothing; a
certificate's signature verifies offline; a revoked one says so for ever.
"""
