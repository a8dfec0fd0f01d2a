"""The states of a target in XLIFF 1.2 and 2, and ours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast, get_args

from loc_align.model import MatchKind, State, TranslationType, TranslationUnit

_BY_TYPE: Mapping[TranslationType | None, State] = MappingProxyType(
    {"HT": "final", "MT": "translated", None: "translated"}
)

TO_XLIFF12: Mapping[State, str] = MappingProxyType(
    {"initial": "needs-translation", "translated": "translated", "reviewed": "signed-off", "final": "final"}
)
"""The ``state`` of an XLIFF 1.2 target (1.2, 2.3) for each of ours."""

FROM_XLIFF12: Mapping[str, State] = MappingProxyType(
    {
        "new": "initial",
        "needs-translation": "initial",
        "needs-adaptation": "initial",
        "needs-l10n": "initial",
        "needs-review-translation": "translated",
        "needs-review-adaptation": "translated",
        "needs-review-l10n": "translated",
        "translated": "translated",
        "signed-off": "reviewed",
        "final": "final",
    }
)
"""Ours for each ``state`` of an XLIFF 1.2 target; any other, ``x-…`` too, is ``translated``."""

QUALIFIERS: Mapping[MatchKind, str] = MappingProxyType(
    {"in-context": "x-in-context-exact", "exact": "exact-match", "fuzzy": "fuzzy-match"}
)
"""The ``state-qualifier`` (1.2) of a target that was taken from a memory."""

APPROVED: frozenset[State] = frozenset(("reviewed", "final"))
"""The states whose target is ``approved`` in XLIFF 1.2."""

_STATES = frozenset(get_args(State))


def state_of(state: State | None, translation_type: TranslationType | None) -> State:
    """How far a target has come: what its unit says, or what the file's translation type says."""
    return state or _BY_TYPE[translation_type]


def unit_state(state: State | None, translation_type: TranslationType | None) -> State | None:
    """The state to keep with a unit: none where the translation type says it already."""
    return None if state == _BY_TYPE[translation_type] else state


def filled_from(unit: TranslationUnit) -> MatchKind | None:
    """The kind of match that a unit's target was taken from, where it was and nobody has touched it."""
    if unit.target is not None and unit.matches and unit.matches[0].target == unit.target.text:
        return unit.matches[0].kind
    return None


def as_state(value: str | None) -> State | None:
    """A state by its name in XLIFF 2."""
    return cast("State", value) if value in _STATES else None
