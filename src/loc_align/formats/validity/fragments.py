"""References by fragment identifier within an XLIFF 2 document (XLIFF 2.1, 3.1)."""

from __future__ import annotations

import re

from loc_align.formats.validity.values import NMTOKEN
from loc_align.text.xml_stream import Broken

_SELECTOR = re.compile(rf"(?:({NMTOKEN})=)?({NMTOKEN})")
_CONTAINERS = ("f", "g", "u")
_LEAVES = frozenset(("n", "d", "t"))
_MODULES = frozenset(("gls", "mtc", "res", "mda", "ctr", "slr", "val", "fs", "its", "itsm", "pgs", "tbx"))


def selectors(fragment: str) -> list[tuple[str, str]] | str:
    """The selectors of a fragment identifier, each as prefix and id, or what is wrong with it.

    Args:
        fragment: what follows the ``#``.
    """
    found: list[tuple[str, str]] = []
    for part in fragment.removeprefix("/").split("/"):
        match = _SELECTOR.fullmatch(part)
        if match is None:
            return f"{part!r} is no 'prefix=id'"
        found.append((match[1] or "", match[2]))
    return _wrong(found, is_absolute=fragment.startswith("/")) or found


def _wrong(found: list[tuple[str, str]], *, is_absolute: bool) -> str | None:
    prefixes = [prefix for prefix, _ in found]
    if unknown := next((prefix for prefix in prefixes if not _is_known(prefix)), None):
        return f"the prefix {unknown!r} is not known"
    leaves = [at for at, prefix in enumerate(prefixes) if prefix not in _CONTAINERS]
    if leaves and leaves != [len(found) - 1]:
        return "only its last part may name something inside of a unit, a group or a file"
    ranks = [_CONTAINERS.index(prefix) for prefix in prefixes if prefix in _CONTAINERS]
    if ranks != sorted(ranks) or any(prefixes.count(prefix) > 1 for prefix in _CONTAINERS):
        return "its parts must come in the order file, group, unit, each once"
    return "it begins with '/' and names no file" if is_absolute and prefixes[0] != "f" else None


def _is_known(prefix: str) -> bool:
    return not prefix or prefix in _CONTAINERS or prefix in _LEAVES or prefix in _MODULES


def checked(reference: str, line: int) -> list[tuple[str, str]]:
    """The selectors of a reference within the document; none for one that leads elsewhere.

    Args:
        reference: the value of a ``ref``.
        line: where it stands.

    Raises:
        Broken: it is no fragment identifier as XLIFF has it.
    """
    if not reference.startswith("#"):
        return []
    found = selectors(reference[1:])
    if isinstance(found, str):
        raise Broken(f"the reference {reference!r} is wrong: {found}", line)
    return found
