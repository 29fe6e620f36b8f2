"""Runs every test there is, goes on when one part fails, and ends with one honest line.

    python3 infra/test.py             everything: what `make test` does
    python3 infra/test.py quick       Python tests without the browser and the long ones
    python3 infra/test.py check       linters, types, layers, quick tests, front-end checks; what to run before a commit

The exit code is not 0 when anything failed, and when a test was skipped: what cannot run here was not tested.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import setup
import system

RESULTS = setup.PROJECT / "test-results"
BIN = setup.VENV / "bin"
COVERAGE = RESULTS / "coverage.json"
FULL = "not browser and not soak"
QUICK = "not browser and not long and not soak"
MINIO_WARNING = """\
!! MinIO itself was NOT covered by this run. The storage contract ran against the bundled S3 server only.
!! Give EXEMPLAR_TEST_S3_ENDPOINT, EXEMPLAR_TEST_S3_ACCESS_KEY and EXEMPLAR_TEST_S3_SECRET_KEY to prove yours: make test-storage"""


@dataclass
class Tally:
    """What happened so far. ``broken`` names parts that are no tests, or that died before they could count any."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One command. ``report`` is the file in which it counts its tests, JUnit XML or Vitest JSON."""

    name: str
    command: list[str]
    folder: Path = setup.PROJECT
    report: Path | None = None


def python_checks() -> list[Step]:
    """Return linters, types and layers of the Python side."""
    return [
        Step("ruff", [str(BIN / "ruff"), "check", "."]),
        Step("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        Step("mypy", [str(BIN / "mypy")]),
        Step("import-linter", [str(BIN / "lint-imports")]),
    ]


def python_tests(name: str, *words: str) -> Step:
    """Return a run of pytest that counts in ``test-results/<name>.xml``."""
    report = RESULTS / f"{name}.xml"
    return Step(f"pytest ({name})", [str(setup.PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *words], report=report)


def frontend_checks(*, with_build: bool) -> list[Step]:
    """Return the front end's own checks, those that its package.json knows."""
    if not (setup.FRONTEND / "package.json").exists():
        return []
    scripts = json.loads((setup.FRONTEND / "package.json").read_text()).get("scripts", {})
    npm = str(setup.node_bin() / "npm")
    report = RESULTS / "vitest.json"
    steps = [
        Step(f"front end {word}", [npm, "run", word], setup.FRONTEND) for word in ("lint", "typecheck", "i18n:check") if word in scripts
    ]
    vitest = str(setup.FRONTEND / "node_modules" / ".bin" / "vitest")
    steps.append(
        Step(
            "front end unit tests",
            [vitest, "run", "--reporter=default", "--reporter=json", f"--outputFile.json={report}"],
            setup.FRONTEND,
            report,
        )
    )
    if with_build:
        steps.append(Step("front end build", [sys.executable, str(setup.PROJECT / "infra" / "setup.py"), "start"]))
    return steps


def plan(kind: str) -> list[Step]:
    """Return what to run, cheapest first."""
    client = Step("generated client is fresh", [str(setup.PYTHON), str(setup.PROJECT / "infra" / "client.py"), "--check"])
    if kind == "quick":
        return [python_tests("quick", "-m", QUICK)]
    if kind == "check":
        return [*python_checks(), client, *frontend_checks(with_build=False), python_tests("quick", "-m", QUICK)]
    return [*python_checks(), client, *frontend_checks(with_build=True), *every_python_test()]


def every_python_test() -> list[Step]:
    """Return all of pytest, in three processes: the journeys' own event loop and the other tests' do not mix."""
    fuzzing = "tests/browser/test_fuzz.py"
    measured = ["--cov", "--cov-report=", f"--cov-report=json:{COVERAGE}"]
    return [
        python_tests("modules", "-m", FULL, "-n", "2", *measured),
        Step("enough is covered", [sys.executable, str(setup.PROJECT / "infra" / "covered.py"), str(COVERAGE)]),
        python_tests("journeys", "-m", "browser", "tests/browser", f"--ignore={fuzzing}"),
        python_tests("fuzzing", "-m", "browser", fuzzing),
    ]


def carry_out(step: Step, tally: Tally) -> None:
    """Run one step and add what it says to the tally."""
    print(f"\n== {step.name}", flush=True)
    if step.report is not None:
        step.report.unlink(missing_ok=True)
    began = time.monotonic()
    try:
        code = subprocess.run(step.command, cwd=step.folder, env=setup.node_environment(), check=False).returncode
    except OSError as error:
        print(error, file=sys.stderr)
        code = 127
    failed_before = tally.failed
    counted = step.report is not None and count(step.report, tally)
    if code != 0 and not (counted and tally.failed > failed_before):
        tally.broken.append(step.name)
    print(f"== {step.name}: {'ok' if code == 0 else f'exit code {code}'}, {time.monotonic() - began:.0f} s", flush=True)


def count(report: Path, tally: Tally) -> bool:
    """Add a report to the tally; say whether it could be read and held at least one test."""
    try:
        return count_vitest(json.loads(report.read_text()), tally) if report.suffix == ".json" else count_junit(report, tally)
    except (OSError, ValueError, ET.ParseError):
        return False


def count_junit(report: Path, tally: Tally) -> bool:
    """Add what pytest wrote. An error in a fixture is a failure of the test that wanted it."""
    cases = list(ET.parse(report).getroot().iter("testcase"))
    for case in cases:
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        elif skipped is not None:
            tally.skipped += 1
            tally.skips.append(f"{case.get('classname')}::{case.get('name')}: {skipped.get('message')}")
        else:
            tally.passed += 1
    return bool(cases)


def count_vitest(report: dict[str, int], tally: Tally) -> bool:
    """Add what Vitest wrote."""
    tally.passed += report["numPassedTests"]
    tally.failed += report["numFailedTests"]
    skipped = report["numPendingTests"] + report.get("numTodoTests", 0)
    tally.skipped += skipped
    if skipped:
        tally.skips.append(f"front end: {skipped} unit tests")
    return report["numTotalTests"] > 0


def close(tally: Tally) -> int:
    """Say what was not covered and what went wrong; the last line is the count."""
    print()
    if not os.environ.get("EXEMPLAR_TEST_S3_ENDPOINT"):
        print(MINIO_WARNING)
    for skip in tally.skips:
        print(f"skipped, so not tested: {skip}")
    for name in tally.broken:
        print(f"failed: {name}")
    failed = tally.failed + len(tally.broken)
    print(f"{tally.passed} passed, {failed} failed" + (f", {tally.skipped} skipped" if tally.skipped else ""), flush=True)
    return 1 if failed or tally.skipped or not tally.passed else 0


def main(words: list[str]) -> int:
    """Set up, run, count."""
    kind = words[0] if words else "all"
    code = setup.main(["dev"])
    if code != 0:
        return code
    if kind == "all" and not system.ensure():
        return 1
    RESULTS.mkdir(exist_ok=True)
    COVERAGE.unlink(missing_ok=True)
    tally = Tally()
    for step in plan(kind):
        carry_out(step, tally)
    return close(tally)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
