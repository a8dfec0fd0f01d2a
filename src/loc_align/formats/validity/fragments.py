"""Fragment identifiers that refer to parts of an XLIFF 2 document (XLIFF 2.1, 3.1)."""

from __future__ import annotations

import re

from loc_align.formats.validity.values import NMTOKEN
from loc_align.text.xml_stream import Broken

_SELECTOR = re.compile(rf"(?:({NMTOKEN})=)?({NMTOKEN})")
_CONTAINERS = ("f", "g", "u")
_LEAVES = frozenset(("n", "d", "t"))
_MODULES = frozenset(("gls", "mtc", "res", "mda", "ctr", "slr", "val", "fs", "its", "itsm", "pgs", "tbx"))


def selectors(fragment: str) -> list[tuple[str, str]] | str:
    """Return the selectors of a fragment identifier as prefixes and IDs, or a message about what is wrong.

    Args:
        fragment: the text after ``#``.
    """
    found: list[tuple[str, str]] = []
    for part in fragment.removeprefix("/").split("/"):
        match = _SELECTOR.fullmatch(part)
        if match is None:
            return f"{part!r} must have the form 'prefix=id'"
        found.append((match[1] or "", match[2]))
    return _wrong(found, is_absolute=fragment.startswith("/")) or found


def _wrong(found: list[tuple[str, str]], *, is_absolute: bool) -> str | None:
    prefixes = [prefix for prefix, _ in found]
    if unknown := next((prefix for prefix in prefixes if not _is_known(prefix)), None):
        return f"the prefix {unknown!r} is unknown"
    leaves = [at for at, prefix in enumerate(prefixes) if prefix not in _CONTAINERS]
    if leaves and leaves != [len(found) - 1]:
        return "only the last part can refer to something inside a unit, a group, or a file"
    ranks = [_CONTAINERS.index(prefix) for prefix in prefixes if prefix in _CONTAINERS]
    if ranks != sorted(ranks) or any(prefixes.count(prefix) > 1 for prefix in _CONTAINERS):
        return "the order of the parts must be file, group, unit, each at most once"
    return "after '/', the first part must be a file" if is_absolute and prefixes[0] != "f" else None


def _is_known(prefix: str) -> bool:
    return not prefix or prefix in _CONTAINERS or prefix in _LEAVES or prefix in _MODULES


def checked(reference: str, line: int) -> list[tuple[str, str]]:
    """Return the selectors of a reference within the document; an empty list for a reference to another one.

    Args:
        reference: the value of an attribute ``ref``.
        line: its 1-based line.

    Raises:
        Broken: the fragment identifier does not follow the syntax of XLIFF.
    """
    if not reference.startswith("#"):
        return []
    found = selectors(reference[1:])
    if isinstance(found, str):
        raise Broken(f"the reference {reference!r} is invalid: {found}", line)
    return found
