"""What every module stands on: settings, the database session and its one commit point, events, jobs, ports, problems.

Owns no domain and imports no other module. Promises: one transaction per request, committed before the answer leaves;
refusals carry a stable code; nothing else reads the environment.
"""
