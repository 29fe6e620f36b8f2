"""Playing a file, its captions and its chapters over HTTP."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.media.playback import PlaybackService
from exemplar.media.track_schemas import PlaybackRead, TrackRead

_VTT = ".vtt"
_PUBLIC = {"public": True, "action": "showcase.view"}


class PlaybackController(Controller):
    """What those need who watch and listen."""

    path = "/media"
    tags = ["media"]  # noqa: RUF012

    @get("/{media_id:uuid}/playback", operation_id="readPlayback", opt=_PUBLIC)
    async def playback(
        self, reader: NamedDependency[Actor | None], session: NamedDependency[AsyncSession], media_id: FromPath[UUID]
    ) -> PlaybackRead:
        """Read what a player needs of a file that is ready: what was made of it, and its captions and chapters."""
        return PlaybackRead.of(await PlaybackService(session).read(reader, media_id))

    @get(
        "/{media_id:uuid}/tracks/{kind:str}/{language:str}",
        operation_id="readTrack",
        opt=_PUBLIC,
        responses={200: ResponseSpec(TrackRead, generate_examples=False)},
    )
    async def track(
        self,
        request: Request[Any, Any, Any],
        reader: NamedDependency[Actor | None],
        session: NamedDependency[AsyncSession],
        media_id: FromPath[UUID],
        kind: FromPath[str],
        language: FromPath[str],
    ) -> Response[Any]:
        """Read captions or chapters cue by cue; the language with ``.vtt`` behind it answers with WebVTT."""
        track = await PlaybackService(session).track(reader, media_id, kind, language.removesuffix(_VTT))
        kept = {"cache-control": "public, max-age=30" if track.is_public else "no-store"}
        if not language.endswith(_VTT):
            return Response(TrackRead.of(track), headers=kept)
        body = track.as_vtt()
        tag = f'"{sha256(body.encode()).hexdigest()[:32]}"'
        if request.headers.get("if-none-match") == tag:
            return Response(None, status_code=304, headers={**kept, "etag": tag})
        return Response(body, media_type="text/vtt; charset=utf-8", headers={**kept, "etag": tag})
