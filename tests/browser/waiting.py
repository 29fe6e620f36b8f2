"""Waiting for something that no locator can say. The page's own policy forbids the evaluation that the driver's waiting uses."""

import time
from typing import Any

from playwright.sync_api import JSHandle, Page

PATIENCE_SECONDS = 60


def until(page: Page, script: str, thing: JSHandle | Any = None, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Ask the page every fifth of a second until ``script``, a function of ``thing``, is true."""
    give_up_at = time.monotonic() + patience_seconds
    while not page.evaluate(script, thing):
        assert time.monotonic() < give_up_at, f"never came true: {script}"
        page.wait_for_timeout(200)
