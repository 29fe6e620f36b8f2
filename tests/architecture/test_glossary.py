"""The words of the field: the same list in the demo data and in the help page."""

import csv
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_help_page_shows_the_glossary_word_for_word():
    with (ROOT / "backend/exemplar/demo/data/glossary.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert json.loads((ROOT / "frontend/src/app/glossary.json").read_text(encoding="utf-8")) == rows
    assert len(rows) == 80
    assert all(all(row.values()) for row in rows)
