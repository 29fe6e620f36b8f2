"""What was asked and how it was answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """``lacks``: not there, and Exemplar works without it in the way that the advice names."""

    FINE = "fine"
    LACKS = "lacks"
    FAILS = "FAILS"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. ``advice`` says what it means and what to type."""

    subject: str
    verdict: Verdict
    advice: str = ""


Check = Callable[[], Awaitable[str]]


class Lacking(Exception):
    """A check's way to say that something is not there but need not be. The text is the advice."""


class Broken(Exception):
    """A check's way to say that something does not do what is needed. The text says what to do."""


async def ask(subject: str, check: Check) -> Finding:
    """Run one check; whatever it raises is the answer, never the end of the examination."""
    try:
        return Finding(subject, Verdict.FINE, await check())
    except Lacking as lacking:
        return Finding(subject, Verdict.LACKS, str(lacking))
    except Exception as error:  # noqa: BLE001 - a doctor does not faint
        return Finding(subject, Verdict.FAILS, str(error) or type(error).__name__)


def spoken(finding: Finding) -> str:
    """Return the line for the terminal."""
    return f"{finding.verdict.value:>6}  {finding.subject}{': ' + finding.advice if finding.advice else ''}"
