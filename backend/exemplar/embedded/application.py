"""The parts that are Exemplar itself: the API and the worker, as children with their own logs."""

import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from exemplar.embedded.processes import Program

HEALTH_PATH = "/api/v1/health"


class Application:
    """One of the doors of Exemplar, run as ``python -m exemplar <words>``. ``health_url`` may be empty: then running is enough."""

    def __init__(self, name: str, words: tuple[str, ...], environment: Mapping[str, str], log: Path, health_url: str = "") -> None:
        self.name = name
        self._words = words
        self._environment = environment
        self._log = log
        self._health_url = health_url

    def prepare(self) -> None:
        """Do nothing: all it needs is in the environment."""

    def program(self) -> Program:
        """Return how to run it."""
        return Program(
            argv=[sys.executable, "-m", "exemplar", *self._words],
            env=self._environment,
            cwd=Path.cwd(),
            log=self._log,
            stop=((signal.SIGTERM, 8.0),),
        )

    def is_ready(self, pid: int) -> bool:  # noqa: ARG002 - the port is ours alone
        """Say whether it answers that it is well."""
        if not self._health_url:
            return True
        try:
            with urllib.request.urlopen(self._health_url, timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.HTTPError):
            return False

    def may_retry(self) -> bool:
        """Say no: when it ends by itself, something is wrong."""
        return False

    def release(self) -> None:
        """Do nothing: it holds nothing."""
