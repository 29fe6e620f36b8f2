"""Gallery: the showcase of what was honoured, for everybody to find, understand and copy.

Owns ``publication`` and ``published_media``. Promises: only released, non-confidential content; unpublished means gone
everywhere, media and share card too; a search needs no accents.
"""
