"""The sentences of a source and a target block that translate each other."""

from __future__ import annotations

from collections.abc import Mapping

from loc_align.updating.beads import Beads, Group
from loc_align.updating.comparison import Versions
from loc_align.updating.outline import Outline


class Groups:
    """Returns the sentences of a source and a target block that translate each other."""

    def __init__(self, versions: Versions, target: Outline, pairs: Mapping[int, int], beads: Beads) -> None:
        """Prepare the sentences of two documents."""
        self._old, self._new, self._target = versions.old, versions.new, target
        self._pairs, self._beads = pairs, beads
        self._known: dict[tuple[int, int], list[Group] | None] = {}
        self._fresh: set[str] | None = None

    def __call__(self, a: int, t: int) -> list[Group] | None:
        """Return the indexes of the sentences; ``None`` if it isn't certain."""
        if (a, t) not in self._known:
            self._known[a, t] = self._read(a, t)
        return self._known[a, t]

    def _read(self, a: int, t: int) -> list[Group] | None:
        olds, owns = self._old.sentences(a), self._target.sentences(t)
        if len(owns) != len(olds):
            fresh = self._fresh_keys()
            left = [at for at, item in enumerate(owns) if item.key not in fresh]
            if len(left) == len(olds):
                return [((n,), (at,)) for n, at in enumerate(left)]
        if len(olds) == len(owns):
            return [((at,), (at,)) for at in range(len(olds))]
        if min(len(olds), len(owns)) <= 1:
            return [(tuple(range(len(olds))), tuple(range(len(owns))))]
        return self._beads.groups(a, t, self._pairs)

    def _fresh_keys(self) -> set[str]:
        """Return the sentences that only the new source has, which an earlier update can have inserted."""
        if self._fresh is None:
            olds = {item.key for a in range(len(self._old)) for item in self._old.sentences(a)}
            news = {item.key for b in range(len(self._new)) for item in self._new.sentences(b)}
            self._fresh = news - olds
        return self._fresh
