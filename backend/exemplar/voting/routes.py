"""The module over HTTP."""

from litestar import Controller

CONTROLLERS: list[type[Controller]] = []
