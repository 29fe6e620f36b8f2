"""Runs a real PostgreSQL and a real S3 server out of Python wheels, so that one command is enough to start.

It owns starting, health, stopping, dropping root, ports, crash recovery and the folder the data lives in. Nothing else
knows that it exists: the application reads addresses and keys from the environment, here exactly as in production.
"""
