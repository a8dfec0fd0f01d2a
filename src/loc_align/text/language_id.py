"""Language identification with the package ``py3langid`` (Lui and Baldwin 2012), which contains its model.

Install it with ``pip install 'loc-align[langid]'``. The model knows about 100 languages and needs no network
connection.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from loc_align.errors import InputError, UsageError

_LABELS = {"fil": "tl", "nb": "no", "nn": "no"}
"""The labels of the model that differ from the language of a document, which rarely says which Norwegian it is."""
_NEGLIGIBLE = 1e-5
"""The probability up to which a language is out of the question."""


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Return whether the package ``py3langid`` is installed."""
    return find_spec("py3langid") is not None


@lru_cache(maxsize=8192)
def identify(text: str) -> tuple[str, float]:
    """Identify the language of a text.

    Args:
        text: a text without markup. A sentence of 10 words or more is usually enough.

    Returns:
        The language (ISO 639) and its probability from 0 to 1, which is calibrated for the length of the text. Both
        written forms of Norwegian are ``no``. A text without letters has no language: ``und`` and 0.

    Raises:
        UsageError: ``py3langid`` is not installed.
    """
    if not any(map(str.isalpha, text)):
        return "und", 0.0
    label, probability = _identifier().classify(text)
    return identified_as(label), float(probability)


@lru_cache(maxsize=8192)
def ranked(text: str) -> tuple[tuple[str, float], ...]:
    """Return the languages that a text can be in, the most probable first, each with its probability.

    Args:
        text: a text without markup.

    Returns:
        The languages as :func:`identify` returns them, without those that are out of the question.

    Raises:
        UsageError: ``py3langid`` is not installed.
    """
    found = ((identified_as(label), float(probability)) for label, probability in _identifier().rank(text))
    return tuple((language, probability) for language, probability in found if probability > _NEGLIGIBLE)


def knows(language: str) -> bool:
    """Return whether the model knows a language.

    Args:
        language: the language (ISO 639), without script and region.

    Raises:
        UsageError: ``py3langid`` is not installed.
    """
    return identified_as(language) in languages()


def identified_as(language: str) -> str:
    """Return what :func:`identify` returns for texts in a language.

    Args:
        language: the language (ISO 639), without script and region.
    """
    return _LABELS.get(language, language)


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return what :func:`identify` can return, apart from ``und``.

    Raises:
        UsageError: ``py3langid`` is not installed.
    """
    return frozenset(map(identified_as, _identifier().labels))


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - the package has no types
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise UsageError("language identification needs py3langid; run: pip install 'loc-align[langid]'") from error
    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # it unpacks the model there
        message = f"the folder for temporary files: {error.strerror}; set TMPDIR to a disk with 50 MB of space"
        raise InputError(message) from None
