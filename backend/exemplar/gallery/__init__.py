"""Gallery: the showcase of what was honoured, for everybody to find, understand and copy.

Owns ``publication``. Promises: only released, non-confidential content; unpublished means gone everywhere, media too.
"""
