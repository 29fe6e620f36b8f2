"""Jobs of the module: name → handler."""

from exemplar.core.jobs import Handler

HANDLERS: dict[str, Handler] = {}
