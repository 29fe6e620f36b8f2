"""Plants small faults in the pure rules, one at a time, and tells which of them no test notices.

    .venv/bin/python infra/mutate.py [word …]     only files whose name holds one of the words

What is tried, and with which tests, stands in pyproject.toml under ``[tool.exemplar.mutation]``. Nothing on disk is
changed: each fault lives in a forked child that imports the spoiled module and runs the tests. A fault that survives is
a line that could be wrong unnoticed, or one that means the same as before; a person decides which. See decisions/0082.
"""

import ast
import copy
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
BACKEND = PROJECT / "backend"
LONGEST_SECONDS = 60
QUIET = ("-q", "-x", "--noconftest", "--import-mode=importlib", "-c", os.devnull, f"--rootdir={PROJECT}", "-p", "no:cacheprovider")

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip
WORDS = {"max": "min", "min": "max", "any": "all", "all": "any", "sorted": "list"}
Change = Callable[[Any], ast.AST | None]
Spot = tuple[ast.AST, str, int | None]
"""Where a node hangs: its parent, the field, and the place in the field when that is a list."""


@dataclass(frozen=True)
class Fault:
    """One change: the ``number``-th node of the file becomes what ``make`` returns (``None`` takes it out of its list)."""

    number: int
    line: int
    said: str
    make: Change


class Planter(importlib.machinery.SourceFileLoader):
    """Loads a module from a spoiled tree."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self._tree = tree

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the loader's protocol
        """Compile the spoiled tree in place of the file."""
        return compile(self._tree, self.path, "exec")


class Finder:
    """Gives the spoiled module to whoever imports it, and leaves every other to the usual finders."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self._name = ".".join(path.relative_to(BACKEND).with_suffix("").parts)
        self._path, self._tree = path, tree

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Answer for one name only."""
        if name != self._name:
            return None
        return importlib.util.spec_from_file_location(name, self._path, loader=Planter(name, str(self._path), self._tree))


def spots(tree: ast.AST) -> Iterator[tuple[Spot, ast.AST]]:
    """Yield every node that is worth spoiling with its place, always in the same order: no types, texts for people, decorators."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "type_comment"} or _is_for_people(tree, name):
            continue
        for place, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST) and not _is_docstring(node):
                yield (tree, name, place), node
                yield from spots(node)


def _is_for_people(node: ast.AST, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) and name == "value" else []
    if any(isinstance(target, ast.Name) and target.id in {"message", "model_config", "__table_args__"} for target in targets):
        return True
    return isinstance(node, ast.JoinedStr | ast.Subscript) and name in {"values", "slice"} and not isinstance(node, ast.Subscript)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def faults_of(tree: ast.Module) -> list[Fault]:
    """Return every fault that can be planted."""
    return [
        Fault(number, getattr(node, "lineno", getattr(spot[0], "lineno", 0)), said, make)
        for number, (spot, node) in enumerate(spots(tree))
        for said, make in _changes(node, spot)
    ]


def _changes(node: ast.AST, spot: Spot) -> Iterator[tuple[str, Change]]:
    parent, name, place = spot
    swap = SWAPS.get(type(node))
    if swap is not None:
        yield f"{type(node).__name__} → {swap.__name__}", lambda _: swap()
    if isinstance(node, ast.UnaryOp):
        yield f"{type(node.op).__name__} dropped", lambda old: old.operand
    if isinstance(node, ast.Name) and node.id in WORDS and name == "func":
        yield f"{node.id} → {WORDS[node.id]}", lambda old: ast.copy_location(ast.Name(WORDS[old.id], ast.Load()), old)
    if name == "test" and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield "condition negated", lambda old: ast.copy_location(ast.UnaryOp(ast.Not(), old), old)
    if place is not None and (name == "ifs" or (name in {"elts", "values"} and not isinstance(parent, ast.Tuple))):
        yield "left out", lambda _: None
    yield from _constants(node)
    yield from _statements(node)


def _statements(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield "returns None", lambda old: ast.copy_location(ast.Return(ast.Constant(None)), old)
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Yield | ast.YieldFrom)):
        yield "statement dropped", lambda old: ast.copy_location(ast.Pass(), old)


def _constants(node: ast.AST) -> Iterator[tuple[str, Change]]:
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool):
        other: object = not value
    elif isinstance(value, int):
        other = value + 1
    elif isinstance(value, str):
        other = f"{value}?"
    else:
        return
    yield f"{value!r} → {other!r}", lambda old: ast.copy_location(ast.Constant(other), old)


def spoiled(tree: ast.Module, fault: Fault) -> ast.Module:
    """Return a copy of ``tree`` with one fault in it."""
    changed = copy.deepcopy(tree)
    (parent, name, place), node = next(found for number, found in enumerate(spots(changed)) if number == fault.number)
    new = fault.make(node)
    if place is None:
        setattr(parent, name, new)
    elif new is not None:
        getattr(parent, name)[place] = new
    else:
        del getattr(parent, name)[place]
        if isinstance(parent, ast.Dict):
            del parent.keys[place]
    return ast.fix_missing_locations(changed)


def notices(path: Path, tree: ast.Module, tests: list[str]) -> bool:
    """Say whether the tests fail on this tree, in a child that has imported none of our modules yet."""
    child = os.fork()
    if child == 0:
        _run_tests(path, tree, tests)
    return os.waitpid(child, 0)[1] != 0


def _run_tests(path: Path, tree: ast.Module, tests: list[str]) -> None:
    import pytest

    code = 1
    try:
        signal.alarm(LONGEST_SECONDS)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        sys.meta_path.insert(0, Finder(path, tree))
        code = int(pytest.main([*QUIET, *tests]))
    except BaseException:  # noqa: BLE001 - whatever it is, the fault was noticed
        code = 1
    finally:
        os._exit(code)


def try_file(path: Path, tests: list[str]) -> tuple[int, list[Fault]]:
    """Plant every fault of a file; return how many there were, and those that survived."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if notices(path, tree, tests):
        raise SystemExit(f"The tests of {path} fail without any fault: {' '.join(tests)}")
    planted, survivors = 0, []
    for fault in faults_of(tree):
        changed = spoiled(tree, fault)
        try:
            compile(changed, str(path), "exec")
        except (SyntaxError, ValueError):
            continue
        planted += 1
        if not notices(path, changed, tests):
            survivors.append(fault)
            print(f"  survived: {path.relative_to(PROJECT)}:{fault.line} {fault.said}", flush=True)
    return planted, survivors


def main(words: list[str]) -> int:
    """Try the files that the project names; the exit code is 0 whatever survives, since a person must judge it."""
    import pydantic  # noqa: F401 - loaded once here, shared by every child
    import pytest  # noqa: F401
    import sqlalchemy.ext.asyncio  # noqa: F401

    os.chdir(PROJECT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.path[:0] = [str(BACKEND), str(PROJECT)]
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["exemplar"]["mutation"]
    planted = lived = 0
    for name, tests in table.items():
        if words and not any(word in name for word in words):
            continue
        began = time.monotonic()
        tried, survivors = try_file(BACKEND / "exemplar" / name, tests)
        planted, lived = planted + tried, lived + len(survivors)
        print(f"{name}: {tried - len(survivors)} of {tried} faults noticed, {time.monotonic() - began:.0f} s", flush=True)
    share = 100 * (planted - lived) / max(1, planted)
    print(f"{planted - lived} of {planted} faults noticed ({share:.1f} %), {lived} survived")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
