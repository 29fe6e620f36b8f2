"""What the object store must do, asked of the very server and bucket that will be used.

Small objects under ``doctor/`` come and go. What differs between servers is named in decisions/0020 and decisions/0027.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from minio.error import MinioException

from exemplar.core.clock import utc_now
from exemplar.core.settings import StorageSettings
from exemplar.core.storage import PUBLISHED_PREFIX, S3Storage, StorageUnavailable
from exemplar.doctor.finding import Broken, Finding, Lacking, ask
from exemplar.doctor.published import Published
from exemplar.doctor.setting_up import ABANDONED_AFTER_DAYS, client

MAX_SKEW_SECONDS = 60
STRANGER = "https://stranger.invalid"


class Patient:
    """A bucket under examination, with one object in it."""

    def __init__(self, settings: StorageSettings, public_url: str, browser: httpx.AsyncClient) -> None:
        self.settings = settings
        self.port = S3Storage(settings)
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(public_url))
        self.browser = browser
        name = secrets.token_hex(8)
        self.key, self.original, self.derivative = f"doctor/{name}", f"originals/doctor-{name}", f"derivatives/doctor-{name}"

    def link(self, key: str = "") -> str:
        """Return a link to the object."""
        return self.port.sign_get(key or self.key, content_type="text/plain", file_name="thử.txt", inline=False)

    async def reaches(self) -> str:
        """Both addresses answer, and the bucket is there for us."""
        try:
            await self.port.put_bytes(self.key, b"0123456789", "text/plain")
            found = await self.port.stat(self.key)
        except StorageUnavailable as error:
            raise Broken(_why_silent(self.settings, error)) from error
        if found.size_bytes != len(b"0123456789"):
            raise Broken("what was put did not come back in its size")
        return self.settings.s3_endpoint

    async def keeps_time(self) -> str:
        """Signed links name a moment; two clocks must agree on it."""
        answer = await self.browser.head(self.settings.s3_endpoint)
        said = answer.headers.get("date")
        if said is None:
            raise Lacking("the server does not say what time it has; see that both machines keep time")
        skew = abs((parsedate_to_datetime(said) - utc_now()).total_seconds())
        if skew > MAX_SKEW_SECONDS:
            raise Broken(f"its clock is {skew:.0f} s away from ours; links would be refused. Set both by NTP")
        return f"{skew:.0f} s apart at most"

    async def answers_browsers(self) -> str:
        """A signed link works under the public address, in pieces, with our name for the file."""
        answer = await self.browser.get(self.link(), headers={"range": "bytes=2-4"})
        if answer.status_code != httpx.codes.PARTIAL_CONTENT or answer.content != b"234":
            raise Broken(
                f"a signed link under {self.settings.s3_public_endpoint} answers {answer.status_code} to a range; is "
                "EXEMPLAR_S3_PUBLIC_ENDPOINT the address that browsers use, and does a proxy keep the Host header?"
            )
        if "attachment" not in answer.headers.get("content-disposition", ""):
            raise Broken("it ignores response-content-disposition, so originals could be shown instead of downloaded")
        return self.settings.s3_public_endpoint

    async def refuses_strangers(self) -> str:
        """Without a signature, with a bent one, or for another object, there is nothing."""
        bucket = f"{self.settings.s3_public_endpoint}/{self.settings.s3_bucket}"
        asked = {
            "an object": self.link().split("?", 1)[0],
            "an original": f"{bucket}/{self.original}",
            "something unpublished": f"{bucket}/{self.derivative}",
            "a bent link": self.link().replace(self.key, self.key + "x", 1),
            "the list of objects": bucket,
            "the list of what is published": f"{bucket}?list-type=2&prefix={PUBLISHED_PREFIX}",
        }
        for key in (self.original, self.derivative):
            await self.port.put_bytes(key, b"0123456789", "text/plain")
        for what, address in asked.items():
            status = (await self.browser.get(address)).status_code
            # Behind our own proxy the bucket has no address at all.
            if status not in (httpx.codes.FORBIDDEN, httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND):
                raise Broken(
                    f"{what} is answered with {status} to somebody without a signature; take the bucket's public policy away, "
                    "and let `exemplar storage init` open what is published alone"
                )
        return "private"

    async def lets_links_die(self) -> str:
        """A link ends when it says."""
        link = self.port.sign_get(self.key, content_type="text/plain", file_name="a", inline=True, ttl_seconds=1)
        await asyncio.sleep(2.1)
        status = (await self.browser.get(link)).status_code
        if status != httpx.codes.FORBIDDEN:
            raise Broken(f"a link that ended a second ago is answered with {status}")
        return "after their time"

    async def joins_parts(self) -> str:
        """Uploads in parts: sent under the public address, listed, joined."""
        key = self.key + "-parts"
        upload_id = await self.port.start_upload(key, "application/octet-stream")
        try:
            answer = await self.browser.put(self.port.sign_part(key, upload_id, 1, 4), content=b"part")
            if not answer.is_success:
                raise Broken(f"a part sent under {self.settings.s3_public_endpoint} is answered with {answer.status_code}")
            await self.port.finish_upload(key, upload_id, await self.port.list_parts(key, upload_id))
            if await self.port.get_bytes(key) != b"part":
                raise Broken("joined parts are not what was sent")
        finally:
            await self.port.abort_upload(key, upload_id)
            await self.port.delete(key)
        return "in any order"

    async def welcomes_our_pages(self) -> str:
        """Browsers ask whether a page from our address may send parts (CORS)."""
        if await self._allowed(self.origin) not in (self.origin, "*"):
            raise Broken(
                f"pages from {self.origin} may not send parts. MinIO: MINIO_API_CORS_ALLOW_ORIGIN={self.origin}; others: a CORS rule "
                "of the bucket that allows PUT and GET from there"
            )
        if await self._allowed(STRANGER):
            raise Lacking(f"pages from anywhere may try their luck with a signed link; better allow {self.origin} alone")
        return f"pages from {self.origin}, no others"

    async def _allowed(self, origin: str) -> str:
        asked = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
        answer = await self.browser.options(self.port.sign_part(self.key, "none", 1, 1), headers=asked)
        return str(answer.headers.get("access-control-allow-origin", ""))

    async def tidies_up(self) -> str:
        """Parts of uploads that nobody finishes go by themselves, also when our sweep does not run."""
        try:
            found = await asyncio.to_thread(client(self.settings).get_bucket_lifecycle, self.settings.s3_bucket)
        except MinioException:
            raise Lacking("the server cannot say; our own daily sweep removes abandoned parts") from None
        if found is None or not any(rule.abort_incomplete_multipart_upload for rule in found.rules):
            raise Lacking("no rule for abandoned parts; our own daily sweep removes them, and `exemplar storage init` adds the rule")
        return f"after {ABANDONED_AFTER_DAYS} days"


def _why_silent(settings: StorageSettings, error: StorageUnavailable) -> str:
    reason = error.facts.get("reason")
    if reason == "NoSuchBucket":
        return f"there is no bucket {settings.s3_bucket!r}; type `exemplar storage init`"
    if reason in ("InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied"):
        return f"it refuses our keys ({reason}); check EXEMPLAR_S3_ACCESS_KEY and EXEMPLAR_S3_SECRET_KEY"
    if reason == "RequestTimeTooSkewed":
        return "its clock and ours differ by more than 15 minutes; set both by NTP"
    return f"no answer from {settings.s3_endpoint}{f' ({reason})' if reason else ''}; check EXEMPLAR_S3_ENDPOINT"


@asynccontextmanager
async def _patient(settings: StorageSettings, public_url: str) -> AsyncIterator[Patient]:
    async with httpx.AsyncClient(timeout=10) as browser:
        patient = Patient(settings, public_url, browser)
        try:
            yield patient
        finally:
            await patient.port.close()


async def examine(settings: StorageSettings, public_url: str) -> list[Finding]:
    """Ask the object store everything. When it cannot be reached at all, only that is said."""
    async with _patient(settings, public_url) as patient:
        first = await ask("object store", patient.reaches)
        if first.verdict.value != "fine":
            return [first]
        checks = {
            "object store's clock": patient.keeps_time,
            "signed links": patient.answers_browsers,
            "strangers": patient.refuses_strangers,
            "links that ended": patient.lets_links_die,
            "uploads in parts": patient.joins_parts,
            "pages that may upload": patient.welcomes_our_pages,
            "what is published": Published(settings, patient.port, patient.browser, patient.origin).is_for_everybody,
            "abandoned uploads": patient.tidies_up,
        }
        findings = [first, *[await ask(subject, check) for subject, check in checks.items()]]
        for key in (patient.key, patient.original, patient.derivative):
            await patient.port.delete(key)
        return findings
