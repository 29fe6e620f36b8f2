"""The work itself, for whoever runs the installation: jobs of every kind that were given up, and what becomes of them.

Owns the note of why a job's last try failed (``job_failure``). The jobs are procrastinate's and are written by ``core.jobs``
alone. Promises that an act happens once however often it is asked for, and that nothing is told but kinds, ids and counts.
"""
