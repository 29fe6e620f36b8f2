"""The bench runs seldom; what it borrows from the product must not have moved away meanwhile."""

import importlib
import pkgutil

import pytest

import tests.bench

MODULES = sorted(module.name for module in pkgutil.iter_modules(tests.bench.__path__) if module.name != "__main__")


@pytest.mark.parametrize("name", MODULES)
def test_each_part_of_the_bench_can_be_loaded(name):
    assert importlib.import_module(f"tests.bench.{name}")
