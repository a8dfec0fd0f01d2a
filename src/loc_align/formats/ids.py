"""Stable, unique IDs that are valid in XML: NMTOKENs (XML 1.0, 2.3)."""

from __future__ import annotations

import hashlib
import re

_OTHER = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST = 80


def nmtoken(text: str) -> str:
    """Return an NMTOKEN for a text. Different texts give different NMTOKENs.

    If the text has characters that an NMTOKEN cannot contain, they become ``_``, and a short hash of the text is added.
    """
    if _OTHER.search(text) is None and 0 < len(text) <= _LONGEST:
        return text
    token = _OTHER.sub("_", text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{token[:_LONGEST]}-{digest}"


class UniqueIds:
    """Makes IDs unique by numbering repeated ones: ``a``, ``a.2``, ``a.3``."""

    def __init__(self) -> None:
        """Start without IDs."""
        self._seen: dict[str, int] = {}

    def __call__(self, wanted: str) -> str:
        """Return the ID, with a number if it is already used."""
        if wanted not in self._seen:
            self._seen[wanted] = 1
            return wanted
        while True:
            self._seen[wanted] += 1
            name = f"{wanted}.{self._seen[wanted]}"
            if name not in self._seen:
                self._seen[name] = 1
                return name
