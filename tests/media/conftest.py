"""An engine with the default limits, and a folder to work in."""

from pathlib import Path

import pytest

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.child import Engine
from exemplar.media.limits import engine_limits


@pytest.fixture
def engine_of_media() -> Engine:
    """The engine as the worker builds it."""
    return Engine(engine_limits(MediaSettings()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for what the engine makes."""
    place = tmp_path / "made"
    place.mkdir()
    return place
