"""Playing a file, its captions and its chapters over HTTP."""

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.accounts.actor import Actor
from exemplar.media.engine.captions import Cue
from exemplar.media.playback import PlaybackService
from exemplar.media.track_schemas import PlaybackRead, TrackBody, TrackDesk, TrackRead, TrackUpload
from exemplar.media.tracks import TrackName, TrackService

_VTT = ".vtt"
_MAX_BODY_BYTES = 8 * 1024**2
"""Five thousand cues of long sentences, written as JSON."""

_SIGNED_IN = {"action": "showcase.view"}
"""The unit writes, or an editor of the showcase: no one row of the table names both, so ``tracks`` asks about the file itself."""

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
        return Response(body, media_type="text/vtt", headers={**kept, "etag": tag})


class TrackController(Controller):
    """What those need who write captions and chapters."""

    path = "/media/{media_id:uuid}/tracks"
    tags = ["media"]  # noqa: RUF012

    @get("/", operation_id="readTrackDesk", opt=_SIGNED_IN)
    async def desk(self, actor: NamedDependency[Actor], session: NamedDependency[AsyncSession], media_id: FromPath[UUID]) -> TrackDesk:
        """Read which captions and chapters there are, and whether they can be changed now."""
        return TrackDesk.of(await TrackService(session).desk(actor, media_id))

    @put("/{kind:str}/{language:str}", operation_id="writeTrack", opt=_SIGNED_IN, request_max_body_size=_MAX_BODY_BYTES)
    async def write(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        media_id: FromPath[UUID],
        kind: FromPath[str],
        language: FromPath[str],
        data: JSONBody[TrackBody],
    ) -> TrackRead:
        """Keep captions or chapters as they are written now; the versions before are kept too."""
        cues = [Cue(cue.start_ms, cue.end_ms, cue.text) for cue in data.cues]
        name = TrackName.of(kind, language)
        return TrackRead.written(await TrackService(session).write(actor, media_id, name, data.version, cues))

    @post(
        "/{kind:str}/{language:str}/upload",
        operation_id="uploadTrack",
        status_code=200,
        opt=_SIGNED_IN,
        request_max_body_size=_MAX_BODY_BYTES,
    )
    async def upload(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        media_id: FromPath[UUID],
        kind: FromPath[str],
        language: FromPath[str],
        data: JSONBody[TrackUpload],
    ) -> TrackRead:
        """Keep the captions in a WebVTT or SubRip text."""
        name = TrackName.of(kind, language)
        return TrackRead.written(await TrackService(session).upload(actor, media_id, name, data.version, data.text))

    @delete("/{kind:str}/{language:str}", operation_id="removeTrack", opt=_SIGNED_IN)
    async def remove(
        self,
        actor: NamedDependency[Actor],
        session: NamedDependency[AsyncSession],
        media_id: FromPath[UUID],
        kind: FromPath[str],
        language: FromPath[str],
        version: Annotated[int, QueryParameter(ge=1, le=2**31 - 1)],
    ) -> None:
        """Take captions or chapters away."""
        await TrackService(session).remove(actor, media_id, TrackName.of(kind, language), version)
