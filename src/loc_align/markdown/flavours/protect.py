"""The patterns of a team for its own markup."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from loc_align.errors import UsageError

if TYPE_CHECKING:
    from regex import Pattern

_SECONDS = 1.0
"""How long the patterns may search one segment."""
_LONGEST = 1000
"""The longest pattern, in characters."""


def check_protect(found: object, where: str) -> tuple[str, ...]:
    """Return the patterns of the key ``protect``.

    Args:
        found: the value of the key.
        where: what stands before the name of the key in messages, such as ``"loc-align.toml: overrides.1."``.

    Raises:
        UsageError: the value is not a list of valid regular expressions.
    """
    if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
        message = f"{where}protect: must be a list of regular expressions, such as ['%\\w+%'], not {found!r}"
        raise UsageError(message)
    for item in found:
        if len(item) > _LONGEST:
            message = f"{where}protect: a regular expression is longer than {_LONGEST} characters; divide it"
            raise UsageError(message)
        import regex  # noqa: PLC0415 - slow to import, and most teams have no patterns

        try:
            regex.compile(item)
        except regex.error as error:
            message = f"{where}protect: {item!r} is not a regular expression: {error}"
            raise UsageError(message) from None
    return tuple(found)


def protected_spans(text: str, patterns: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each match.

    Args:
        text: the Markdown of a segment.
        patterns: valid regular expressions.

    Raises:
        UsageError: the search takes too long.
    """
    if not patterns:
        return
    try:
        for found in _compiled(patterns).finditer(text, timeout=_SECONDS):
            if found.start() < found.end():
                yield found.span()
    except TimeoutError:
        message = f"protect: the patterns take more than {_SECONDS:.0f} second for one segment; make them simpler"
        raise UsageError(message) from None


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> Pattern[str]:
    import regex  # noqa: PLC0415 - as above

    return regex.compile("|".join(f"(?:{item})" for item in patterns))
