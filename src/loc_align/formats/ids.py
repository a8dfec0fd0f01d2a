"""Ids that XML takes: NMTOKENs (XML 1.0, 2.3), unique in their scope and the same every time."""

from __future__ import annotations

import hashlib
import re

_OTHER = re.compile(r"[^A-Za-z0-9._-]")
_LONGEST = 80


def nmtoken(text: str) -> str:
    """A text as an NMTOKEN; another text gives another one.

    What an NMTOKEN cannot hold becomes ``_``, and a short hash of the text is added then.
    """
    if _OTHER.search(text) is None and 0 < len(text) <= _LONGEST:
        return text
    token = _OTHER.sub("_", text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{token[:_LONGEST]}-{digest}"


class Unique:
    """Ids made unique in the order in which they come: ``a``, ``a.2``, ``a.3``."""

    def __init__(self) -> None:
        """Nothing is taken yet."""
        self._seen: dict[str, int] = {}

    def __call__(self, wanted: str) -> str:
        """The id itself, or with a number where it is taken."""
        if wanted not in self._seen:
            self._seen[wanted] = 1
            return wanted
        while True:
            self._seen[wanted] += 1
            name = f"{wanted}.{self._seen[wanted]}"
            if name not in self._seen:
                self._seen[name] = 1
                return name
