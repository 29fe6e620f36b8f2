"""E-mail addresses: the one form in which they are stored, counted and compared."""

import unicodedata


def normal(address: str) -> str:
    """Return an address in small letters and Unicode's composed form, NFC, so that twins that look alike are one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address.strip()).lower())
