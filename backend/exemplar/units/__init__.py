"""Units: the organisation as a tree, and who was posted where on which day.

Owns ``unit`` and ``posting``. Promises: "same unit, an ancestor, ever, on that date?" is one query.
"""
