"""The interface for additional scores, such as those of an embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


class Scorer(Protocol):
    """Estimates how likely texts are to be translations of each other."""

    def __call__(self, sources: Sequence[str], targets: Sequence[str], /) -> NDArray[np.floating[Any]]:
        """Score all sources against all targets.

        Args:
            sources: texts without markup.
            targets: texts without markup.

        Returns:
            An array of sources by targets with log-odds, which are added to those of the alignment; 0 for no opinion.
        """
