"""``exemplar doctor`` and ``exemplar storage init``: ask every part whether it does what we need, and say what to do if not.

Nothing is assumed from a name or a version; each answer is what the part did when it was asked, now.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from urllib.parse import urlsplit

from exemplar.core.settings import Settings
from exemplar.core.storage import PUBLISHED_PREFIX, S3Storage, StorageUnavailable
from exemplar.doctor import database, machine, setting_up, storage
from exemplar.doctor.finding import Finding, Verdict, spoken


async def examine(settings: Settings) -> list[Finding]:
    """Ask database, object store, mail server and this machine; in this order, all of them, whatever one says."""
    return [
        *await database.examine(settings.database),
        *await storage.examine(settings.storage, settings.web.public_url),
        *await machine.examine(settings),
    ]


async def prepare_storage(settings: Settings) -> list[Finding]:
    """Make the bucket, open what is published, let our pages in, have abandoned uploads thrown away, and ask whether all is well."""
    port = S3Storage(settings.storage)
    # What goes wrong here, the examination names.
    with contextlib.suppress(StorageUnavailable):
        await port.ensure_bucket()
        await port.open_to_all(PUBLISHED_PREFIX)
    await port.close()
    page = urlsplit(settings.web.public_url)
    await asyncio.to_thread(setting_up.welcome_pages, settings.storage, f"{page.scheme}://{page.netloc}")
    await asyncio.to_thread(setting_up.set_lifecycle, settings.storage)
    return await storage.examine(settings.storage, settings.web.public_url)


def exit_code(findings: Sequence[Finding]) -> int:
    """Return 1 when something fails, else 0; what only lacks is no failure."""
    return int(any(finding.verdict is Verdict.FAILS for finding in findings))


__all__ = ["Finding", "Verdict", "examine", "exit_code", "prepare_storage", "spoken"]
