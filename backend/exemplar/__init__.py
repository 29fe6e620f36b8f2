"""Exemplar: finds good practice, has it judged fairly, honours it, and gets it copied."""

__version__ = "0.1.0"
