"""Journeys in a real Chromium against the stack that `make start` starts."""
