"""Every job has words on the operator's page, in a list that names no others."""

import re
from pathlib import Path

from exemplar import wiring, worker

WORDS = Path(__file__).parents[2] / "frontend/src/features/media/operating/jobWords.ts"


def test_every_job_is_named_in_words():
    listed = WORDS.read_text(encoding="utf-8").split("jobNames")[1].split("};")[0]

    assert set(re.findall(r"^  '([\w.]+)': msg", listed, re.MULTILINE)) == {*wiring.job_handlers(), worker.RESCUE_JOB}
