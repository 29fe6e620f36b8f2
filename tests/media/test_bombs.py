"""While the worker has thirty files made to overwork it, people who read notice little, and each file gets its answer."""

from pathlib import Path

import pytest

from tests.bench import bombs
from tests.media import rig


@pytest.mark.long
@pytest.mark.timeout(1_200)
async def test_readers_hardly_notice_thirty_bombs(tmp_path: Path):
    folder = tmp_path / "bombs"
    folder.mkdir()
    async with rig.running(tmp_path / "site") as site:
        pressure = await bombs.press(site, folder)

    assert pressure.bombs >= 30
    assert pressure.requests >= 300
    # `make bench` measures it against its goal of 2; here other tests may run beside.
    assert pressure.ratio < 4, pressure
