"""Maps the states of a unit to the states of a target in XLIFF 1.2 and XLIFF 2."""

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
"""The ``state`` of an XLIFF 1.2 target (XLIFF 1.2, 2.3) for each state of a unit."""

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
"""The state of a unit for each ``state`` of an XLIFF 1.2 target. Any other, such as ``x-…``, means ``translated``."""

QUALIFIERS: Mapping[MatchKind, str] = MappingProxyType(
    {"in-context": "x-in-context-exact", "exact": "exact-match", "fuzzy": "fuzzy-match"}
)
"""The ``state-qualifier`` (XLIFF 1.2) of a target taken from a translation memory."""

APPROVED: frozenset[State] = frozenset(("reviewed", "final"))
"""The states in which a target is ``approved`` in XLIFF 1.2."""

_STATES = frozenset(get_args(State))


def state_of(state: State | None, translation_type: TranslationType | None) -> State:
    """Return the state of a target: that of its unit, or else the one that follows from the translation type."""
    return state or _BY_TYPE[translation_type]


def unit_state(state: State | None, translation_type: TranslationType | None) -> State | None:
    """Return the state to store in a unit: ``None`` if it follows from the translation type."""
    return None if state == _BY_TYPE[translation_type] else state


def filled_from(unit: TranslationUnit) -> MatchKind | None:
    """Return the kind of match that the target was filled from; ``None`` if it was not, or if the target was edited."""
    if unit.target is not None and unit.matches and unit.matches[0].target == unit.target.text:
        return unit.matches[0].kind
    return None


def as_state(value: str | None) -> State | None:
    """Return the state with a name in XLIFF 2; ``None`` if there is none."""
    return cast("State", value) if value in _STATES else None
