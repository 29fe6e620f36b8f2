"""Speech recognition through a program with the command line of whisper.cpp, written here: it checks what it is given."""

import sys
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from exemplar.core.settings import MediaSettings, NeighbourSettings
from exemplar.media import jobs
from exemplar.media.engine.captions import Cue
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import RefusalCode, Refused
from exemplar.media.limits import engine_limits
from exemplar.media.speech import CommandRecogniser
from tests import samples
from tests.media.conftest import Desk

PROGRAM = """
import argparse, os, pathlib, socket, sys, time, wave
words = argparse.ArgumentParser()
for name in ("-m", "-l", "-f", "-of"):
    words.add_argument(name, required=True)
for name in ("-ovtt", "-np"):
    words.add_argument(name, action="store_true", required=True)
given = words.parse_args()
model = pathlib.Path(given.m).read_text()
with wave.open(given.f) as sound:
    assert (sound.getnchannels(), sound.getframerate(), sound.getsampwidth()) == (1, 16000, 2)
    seconds = sound.getnframes() / sound.getframerate()
assert not [name for name in os.environ if "EXEMPLAR" in name or "SECRET" in name], "it is told no secret"
if model == "slow":
    time.sleep(60)
if model == "bad":
    sys.exit(3)
spoken = "" if model == "deaf" else f"00:00:00.000 --> 00:00:{int(seconds):02}.000\\n {given.l}: Xin chào\\n\\n"
pathlib.Path(given.of + ".vtt").write_text("WEBVTT\\n\\n" + spoken)
"""
TRACKS = text("SELECT language, source, cues, written_by FROM media_track WHERE media_id = :id ORDER BY version")


@pytest.fixture
def neighbours(tmp_path: Path) -> NeighbourSettings:
    """A program and a model on this machine."""
    (tmp_path / "whisper cli.py").write_text(PROGRAM)
    (tmp_path / "model.bin").write_text("good")
    command = f"{sys.executable} '{tmp_path / 'whisper cli.py'}'"
    return NeighbourSettings(speech_command=command, speech_model=str(tmp_path / "model.bin"))


def recogniser(neighbours: NeighbourSettings) -> CommandRecogniser:
    return CommandRecogniser(Engine(engine_limits(MediaSettings())), neighbours)


async def test_what_is_said_comes_back_as_cues(neighbours: NeighbourSettings, tmp_path: Path, folder: Path):
    sound = samples.sound(tmp_path / "a.m4a", 3)

    assert await recogniser(neighbours).recognise(sound, folder, 3_000) == [Cue(0, 3_000, "vi: Xin chào")]


@pytest.mark.parametrize(("model", "code"), [("bad", RefusalCode.BROKEN), ("slow", RefusalCode.TOO_HEAVY)])
async def test_a_program_that_fails_or_takes_too_long_is_given_up(
    model: str, code: RefusalCode, neighbours: NeighbourSettings, tmp_path: Path, folder: Path
):
    Path(neighbours.speech_model).write_text(model)
    sound = samples.sound(tmp_path / "a.m4a", 1)
    hurried = neighbours.model_copy(update={"speech_percent": -11_900})

    with pytest.raises(Refused) as refused:
        await recogniser(hurried if model == "slow" else neighbours).recognise(sound, folder, 1_000)

    assert refused.value.code is code


async def test_silence_has_no_captions(neighbours: NeighbourSettings, tmp_path: Path, folder: Path):
    Path(neighbours.speech_model).write_text("deaf")

    assert await recogniser(neighbours).recognise(samples.sound(tmp_path / "a.m4a", 1), folder, 1_000) == []


async def test_a_ready_film_gets_captions_that_say_a_machine_made_them_once(
    desk: Desk, session: AsyncSession, neighbours: NeighbourSettings, tmp_path: Path
):
    media = await desk.hand_in(samples.film(tmp_path / "a.mp4", 2))
    asked = text("SELECT priority FROM procrastinate_jobs WHERE task_name = 'media.hear' AND args->>'media_id' = :id")
    assert [priority < -1_000_000_000 for priority in await session.scalars(asked, {"id": str(media.id)})] == [True]
    await jobs.hear(desk.services, str(media.id))
    assert (await session.execute(TRACKS, {"id": media.id})).all() == [], "off unless a program is named"
    settings = copy(desk.services.settings)
    settings.neighbours = neighbours
    services = replace(desk.services, settings=settings)

    await jobs.hear(services, str(media.id))
    await jobs.hear(services, str(media.id))

    found = [tuple(row) for row in await session.execute(TRACKS, {"id": media.id})]
    assert found == [("vi", "recognised", [[0, 2_000, "vi: Xin chào"]], None)]


async def test_a_picture_is_not_listened_to(desk: Desk, session: AsyncSession, neighbours: NeighbourSettings, tmp_path: Path):
    media = await desk.hand_in(samples.picture(tmp_path / "a.png"))
    settings = copy(desk.services.settings)
    settings.neighbours = neighbours

    await jobs.hear(replace(desk.services, settings=settings), str(media.id))

    assert (await session.execute(TRACKS, {"id": media.id})).all() == []
