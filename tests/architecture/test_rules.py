"""Rules of the house that no off-the-shelf linter knows."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend" / "exemplar"
FILES = sorted(path for path in BACKEND.rglob("*.py") if "versions" not in path.parts)
MODULE_FILES = [
    path for path in FILES if path.parent != BACKEND and path.relative_to(BACKEND).parts[0] not in {"migrations", "demo", "embedded"}
]
PRIVATE = re.compile(r"exemplar\.(?P<owner>\w+)\.(repository|routes|schemas|jobs|subscribers|queries)\b")
MAX_LINES, MAX_FUNCTION_LINES = 400, 50
SLOW_TO_IMPORT = {"scipy", "numpy", "typst", "pyvips", "av", "pypdfium2", "puremagic", "imageio_ffmpeg", "segno", "pi_heif"}
DOORS = {"app.py", "cli.py", "worker.py", "wiring.py", "__main__.py", "pages.py"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULE_FILES, ids=name_of)
def test_private_files_are_imported_by_their_own_module_only(path):
    own = path.relative_to(BACKEND).parts[0]

    strangers = {m["owner"] for name in imports(path) if (m := PRIVATE.match(name))} - {own, "core"}

    assert strangers == set()


def test_only_core_commits():
    offenders = [
        name_of(p)
        for p in FILES
        if re.search(r"\.commit\(", p.read_text(encoding="utf-8")) and p.relative_to(BACKEND).parts[0] not in {"core", "migrations"}
    ]

    assert offenders == []


def test_only_core_settings_read_the_environment():
    readers = [name_of(p) for p in FILES if re.search(r"os\.environ|getenv\(", p.read_text(encoding="utf-8"))]

    assert [
        r for r in readers if not r.startswith(("backend/exemplar/embedded/", "backend/exemplar/core/settings", "backend/exemplar/cli.py"))
    ] == []


def moved_states(path: Path) -> Iterator[ast.Attribute]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr == "state":
                yield target


def test_only_services_move_a_state_never_routes_jobs_or_schemas():
    movers = {p.name for p in MODULE_FILES if any(True for _ in moved_states(p))}

    assert (
        movers & {"routes.py", "jobs.py", "subscribers.py", "schemas.py", "repository.py", "queries.py", "policies.py", "models.py"}
        == set()
    )


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_outgrows_its_room(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_function_outgrows_a_page(path):
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]

    assert long == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_file_says_what_it_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree), "a docstring at the top"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_inside_functions_are_of_slow_third_parties_only(path):
    inside = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import):
                    inside += [alias.name.split(".")[0] for alias in inner.names]
                elif isinstance(inner, ast.ImportFrom):
                    inside.append((inner.module or "").split(".")[0])
    allowed = SLOW_TO_IMPORT | ({"exemplar", "uvicorn", "asyncpg", "minio"} if path.name in DOORS or "embedded" in path.parts else set())

    assert [name for name in inside if name not in allowed] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_drawer_for_everything(path):
    assert path.stem not in {"utils", "helpers", "common", "misc", "manager", "tools", "service2"}


def test_no_mocks_of_our_own_code():
    words = re.compile(r"unittest\.mock|MagicMock|monkeypatch\.setattr|vi\.mock\(")
    tests = [p for p in [*(ROOT / "tests").rglob("*.py"), *(ROOT / "frontend" / "src").rglob("*.test.ts*")] if p != Path(__file__)]

    assert [name_of(p) for p in tests if words.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_comments_hold_no_reminders(path):
    with path.open("rb") as file:
        comments = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]

    assert [c for c in comments if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", c)] == []
