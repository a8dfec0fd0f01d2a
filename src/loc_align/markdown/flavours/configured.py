"""The keys of a configuration that say how documents are read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from loc_align.errors import UsageError
from loc_align.markdown.flavours.parameters import check_attributes
from loc_align.markdown.flavours.protect import check_protect
from loc_align.markdown.flavours.table import FLAVOURS
from loc_align.model import NO_CONVENTIONS, Conventions

READING_KEYS = ("flavour", "protect", "text-attributes", "front-matter")
"""The keys."""


class Reading(Struct, frozen=True):
    """How documents are read."""

    flavour: str | None = None
    """``None`` if the configuration does not say."""
    conventions: Conventions = NO_CONVENTIONS


def reading_of(table: Mapping[str, object], where: str) -> Reading:
    """Return what a table says about how documents are read.

    Args:
        table: a configuration, or a table of it with these keys.
        where: what stands before the name of the key in messages, such as ``"loc-align.toml: overrides.1."``.

    Raises:
        UsageError: a value is invalid.
    """
    keys = table.get("front-matter")
    return Reading(
        check_flavour(table.get("flavour"), f"{where}flavour"),
        Conventions(
            check_protect(table.get("protect", []), where),
            check_attributes(table.get("text-attributes", []), where),
            None if keys is None else _check_keys(keys, where),
        ),
    )


def check_flavour(found: object, where: str) -> str | None:
    """Return the name of a flavour, or ``None``.

    Args:
        found: the name.
        where: where it is from, for messages.

    Raises:
        UsageError: there is no flavour with this name.
    """
    if found is None or (isinstance(found, str) and found in FLAVOURS):
        return found
    message = f"{where}: {found!r} is unknown; choose from {', '.join(FLAVOURS)}"
    raise UsageError(message)


def _check_keys(found: object, where: str) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
        message = f"{where}front-matter: must be a list of keys, such as ['title', 'seo.title'], not {found!r}"
        raise UsageError(message)
    return tuple(found)
