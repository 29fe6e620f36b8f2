"""Documents, captions and strangers judged and copied by the engine at work in this process, so that every line is watched.

``test_corpus`` has the same files go through the worker and the engine's own confined process.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from exemplar.core.settings import MediaSettings
from exemplar.media.engine.child import Engine
from exemplar.media.engine.findings import Refused
from exemplar.media.engine.recipe import steps_of
from exemplar.media.limits import engine_limits
from exemplar.media.names import COPIES, tidy
from tests.media.conftest import in_this_process
from tests.media.corpus import Odd, named, read, strangers

# PDFium remembers its last error for the whole process, so after a locked file a broken one may look locked here. In the
# engine each file has a process of its own; ``test_corpus`` holds it to the right answer there.
ALONE = {odd.name for odd in read.FILES if odd.code == "media_broken" and odd.name.endswith(".pdf")}
PAPERS = [odd for odd in [*read.FILES, *named.FILES, *strangers.FILES] if odd.name not in ALONE]


@pytest.fixture
def engine_of_media() -> Engine:
    """The engine at work in this process, without a moment for LibreOffice: ``test_office`` draws."""
    return Engine(replace(engine_limits(MediaSettings()), office_seconds=0), in_this_process)


@pytest.mark.parametrize("odd", PAPERS, ids=lambda odd: tidy(odd.name)[:40])
async def test_a_paper_is_refused_or_copied_in_place(odd: Odd, engine_of_media: Engine, folder: Path, tmp_path: Path):
    path = tmp_path / "original"
    odd.make(path)
    refusal, made = None, []

    try:
        finding, derived = await engine_of_media.begin(path, path.stat().st_size, folder)
        made = list(derived.files) if derived else []
        for step in steps_of(finding)[1 if derived else 0 :]:
            made += (await engine_of_media.make(step.name, path, finding, folder)).files
    except Refused as refused:
        refusal = refused.code.value

    assert refusal == odd.code
    if odd.code is None and odd.kind == "document":
        assert len({file.name for file in made} & set(COPIES)) == 1
