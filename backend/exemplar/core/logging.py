"""Structured logs on standard output. No personal data, no bodies, no ballots."""

import logging

import structlog
import structlog.tracebacks

_TALKATIVE = ("httpx", "httpcore", "urllib3", "mail.log", "procrastinate")


def configure(level: int = logging.INFO) -> None:
    """Set up structlog once per process: one JSON line per event, UTC.

    HTTP libraries keep quiet: their lines hold signed addresses, which are keys for as long as they live.
    """
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Local variables stay out: they may hold a password or a ballot.
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of a module."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger
