"""Whether everybody gets what is published, and how: under the address that pages name, kept for a year, in pieces, from our pages."""

import secrets

import httpx

from exemplar.core.settings import StorageSettings
from exemplar.core.storage import PUBLISHED_PREFIX, ServedAs, Storage
from exemplar.doctor.finding import Broken, Lacking

_BYTES = b"0123456789"
_NAME = "doctor.txt"
_SERVED = ServedAs("text/plain", 'attachment; filename="doctor.txt"', "public, max-age=31536000, immutable")


class Published:
    """One published object for the time of the examination."""

    def __init__(self, settings: StorageSettings, port: Storage, browser: httpx.AsyncClient, origin: str) -> None:
        self._settings = settings
        self._port = port
        self._browser = browser
        self._origin = origin
        digest = secrets.token_hex(32)
        self._key = f"{PUBLISHED_PREFIX}{digest}/{_NAME}"
        self._address = f"{settings.published_base}/{digest}/{_NAME}"

    async def is_for_everybody(self) -> str:
        """Publish something, look at it as a stranger would, and take it away again."""
        source = f"derivatives/doctor-{secrets.token_hex(8)}"
        try:
            await self._port.put_bytes(source, _BYTES, "application/octet-stream")
            await self._port.copy_as(source, self._key, _SERVED)
            if not await self._port.is_open(self._key):
                raise Lacking(
                    "the bucket shows nothing to strangers, so every picture and film of the showcase goes by a signed link that "
                    "costs a request to us; `exemplar storage init` opens what is published, if the server has bucket policies"
                )
            await self._look()
        finally:
            await self._port.delete(source)
            await self._port.delete(self._key)
        return self._settings.published_base

    async def _look(self) -> None:
        answer = await self._get()
        if answer.status_code != httpx.codes.OK or answer.content != _BYTES:
            raise Broken(
                f"what is published is answered with {answer.status_code} under {self._settings.published_base}; is that the address "
                "that browsers use (EXEMPLAR_PUBLISHED_URL), and does the proxy let it pass without a signature?"
            )
        headers = answer.headers
        if headers.get("cache-control") != _SERVED.cache_control or headers.get("content-disposition") != _SERVED.disposition:
            raise Broken("the headers of a copy are lost (Cache-Control, Content-Disposition); does a proxy replace them?")
        piece = await self._get(range="bytes=2-4")
        if piece.status_code != httpx.codes.PARTIAL_CONTENT or piece.content != _BYTES[2:5]:
            raise Broken(f"a range of what is published is answered with {piece.status_code}; films could not be wound on")
        again = await self._get(**{"if-none-match": headers.get("etag", "")})
        if again.status_code != httpx.codes.NOT_MODIFIED:
            raise Lacking("it cannot say that nothing changed (ETag, 304), so browsers fetch again what they have")
        if headers.get("access-control-allow-origin") not in (self._origin, "*"):
            raise Broken(
                f"pages from {self._origin} may not read it (CORS), so films play without their ladder and captions. MinIO: "
                f"MINIO_API_CORS_ALLOW_ORIGIN={self._origin}; others: a CORS rule of the bucket that allows GET and HEAD from there"
            )

    async def _get(self, **headers: str) -> httpx.Response:
        try:
            return await self._browser.get(self._address, headers={"Origin": self._origin, **headers})
        except httpx.HTTPError as error:
            raise Broken(
                f"no answer from {self._settings.published_base} ({type(error).__name__}); check EXEMPLAR_PUBLISHED_URL"
            ) from error
