"""Scores from elsewhere: where a team plugs in a model of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


class Scorer(Protocol):
    """Tells how likely texts are translations of each other."""

    def __call__(self, sources: Sequence[str], targets: Sequence[str], /) -> NDArray[np.floating[Any]]:
        """Score all sources against all targets.

        Args:
            sources: texts without markup.
            targets: texts without markup.

        Returns:
            A table of sources by targets with log-odds that are added to those of the alignment itself, 0 where the
            scorer has no opinion.
        """
