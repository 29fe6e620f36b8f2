"""Says whether the tests reach enough of the back end, and names every file and line where they do not.

    python3 infra/covered.py test-results/coverage.json

The report is coverage.py's JSON; what is enough stands in pyproject.toml under ``[tool.exemplar.coverage]``.
"""

import json
import sys
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PurePosixPath("backend/exemplar")
NAMED = 25
"""How many files are named when the whole is below its floor, those with the most gaps first."""


@dataclass(frozen=True)
class Rule:
    """What is enough: percents by kind, and patterns of files, below the package, in which nothing may be missed."""

    floors: dict[str, float]
    whole: tuple[str, ...]

    def wants_whole(self, path: str) -> bool:
        """Say whether ``path`` must be covered to the last branch."""
        inside = PurePosixPath(path).relative_to(PACKAGE)
        return any(fnmatchcase(str(inside), pattern) for pattern in self.whole)


@dataclass(frozen=True)
class Gap:
    """What the tests never reach in one file: lines, and branches ``(from, to)`` of lines that they do reach."""

    path: str
    lines: tuple[int, ...]
    branches: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        """Return how much is missed."""
        return len(self.lines) + len(self.branches)

    def __str__(self) -> str:
        parts = []
        if self.lines:
            parts.append("lines " + ", ".join(_ranges(self.lines)))
        if self.branches:
            parts.append("branches " + ", ".join(f"{start} → {'exit' if end < 0 else end}" for start, end in self.branches))
        return f"{self.path}: {'; '.join(parts)}"


def _ranges(numbers: tuple[int, ...]) -> list[str]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def read_rule(pyproject: Path) -> Rule:
    """Return what the project asks for."""
    table = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["exemplar"]["coverage"]
    return Rule({"lines": table["floor_lines"], "branches": table["floor_branches"]}, tuple(table["whole"]))


def gaps(report: dict[str, Any]) -> list[Gap]:
    """Return every file that is not covered whole, the worst first."""
    found = []
    for path, file in report["files"].items():
        missing = set(file["missing_lines"])
        branches = tuple((start, end) for start, end in file["missing_branches"] if start not in missing)
        if missing or branches:
            found.append(Gap(path, tuple(sorted(missing)), branches))
    return sorted(found, key=lambda gap: (-gap.size, gap.path))


def percents(totals: dict[str, int]) -> dict[str, float]:
    """Return the share of lines and of branches that were reached."""
    return {
        "lines": 100 * totals["covered_lines"] / max(1, totals["num_statements"]),
        "branches": 100 * totals["covered_branches"] / max(1, totals["num_branches"]),
    }


def complaints(report: dict[str, Any], rule: Rule) -> list[str]:
    """Return what is not enough, one sentence or one file a line; nothing when all is well."""
    found = gaps(report)
    broken = [gap for gap in found if rule.wants_whole(gap.path)]
    said = ["These must be covered whole:", *(f"  {gap}" for gap in broken)] if broken else []
    low = {name: percent for name, percent in percents(report["totals"]).items() if percent < rule.floors[name]}
    if low:
        said += [f"Only {percent:.1f} % of {name}; {rule.floors[name]} % are wanted." for name, percent in low.items()]
        said += ["The widest gaps:", *(f"  {gap}" for gap in found[:NAMED])]
    unmatched = [pattern for pattern in rule.whole if not any(Rule({}, (pattern,)).wants_whole(path) for path in report["files"])]
    return said + [f"No file matches {pattern!r} any more: mend pyproject.toml." for pattern in unmatched]


def main(words: list[str]) -> int:
    """Judge one report; return 0 when it is enough, 1 when not or when there is none."""
    path = Path(words[0])
    if not path.exists():
        print(f"{path} is missing: the tests died before they could say what they covered.", file=sys.stderr)
        return 1
    report = json.loads(path.read_text(encoding="utf-8"))
    said = complaints(report, read_rule(PROJECT / "pyproject.toml"))
    print("covered: " + ", ".join(f"{percent:.1f} % of {name}" for name, percent in percents(report["totals"]).items()))
    print("\n".join(said), end="\n" if said else "")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
