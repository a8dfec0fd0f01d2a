"""What the filters need to know about each row: a few numbers, computed once, so that no database handles texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zlib import crc32

from loc_align.checks import FAMILY_OF
from loc_align.checks.base import Pair
from loc_align.checks.rule_names import rule_ids
from loc_align.checks.run import applies_to, check_pairs
from loc_align.checks.settings import ActiveRule, active_rules
from loc_align.corpora.copied import is_copied
from loc_align.corpora.filters import EPOCH
from loc_align.corpora.languages import in_other_script, other_language
from loc_align.corpora.near import hash64, near_key, prose_of
from loc_align.corpora.paths import without_locale
from loc_align.model import BlockKind, Provenance, Segment, Span, TranslationType, TranslationUnit

if TYPE_CHECKING:
    import pyarrow as pa

FEATURES: Mapping[str, str] = MappingProxyType(
    {
        "pair": "int64",
        "document": "int64",
        "preference": "int64",
        "tie": "int32",
        "machine": "bool",
        "day": "int32",
        "count": "int32",
        "score": "float64",
        "defective": "bool",
        "source_hash": "int64",
        "target_hash": "int64",
        "near_source": "int64",
        "near_target": "int64",
        "source_length": "int32",
        "target_length": "int32",
        "ratio": "int32",
        "words": "int32",
        "empty": "bool",
        "untranslated": "bool",
        "other_language": "bool",
        "language_doubt": "float64",
        "broken_codes": "bool",
        "broken_numbers": "bool",
    }
)
"""The features of a row in order, each with its Arrow type. None is ever null."""

READ = (
    "id", "path", "line", "source", "target", "source_text", "target_text", "source_lang", "target_lang", "block",
    "translation_type", "handoff", "count", "score", "defects",
)  # fmt: skip
"""The columns of units that the features need."""
NO_DAY = 1 << 20
"""The day of a row without a date: not older than any date."""
DOCUMENTS = 1 << 20
"""The number of classes that documents are divided into, of which some are the test set."""

_RULES = ("text-untranslated", "text-partly-english", "codes", "numbers", "text-broken", "text-loop")
_UNTRANSLATED, _LANGUAGE, _CODES, _NUMBERS = range(4)
_BY_RULE = MappingProxyType({"text-untranslated": _UNTRANSLATED, "text-partly-english": _LANGUAGE})
_TEXT = ("source", "target", "source_text", "target_text", "source_lang", "target_lang", "block", "translation_type")
_TextKey = tuple[str, str, str, str, str, str, BlockKind, TranslationType | None]
_SMOOTHING = 20
"""Added to both lengths, in characters, because the ratio of short texts means little: an abbreviation in a heading
becomes three words."""


def ratio_of(source_length: int, target_length: int) -> int:
    """Return the logarithm of the ratio of two lengths in characters, in hundredths."""
    return round(100 * log((target_length + _SMOOTHING) / (source_length + _SMOOTHING)))


def features(batch: pa.RecordBatch, seed: str, *, identify: bool) -> pa.RecordBatch:
    """Return the features of rows.

    Args:
        batch: rows with the columns :data:`READ`.
        seed: the text that changes which documents are in which split.
        identify: whether to identify languages.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    rows = [*zip(*(batch.column(name).to_pylist() for name in READ), strict=True)]
    known = {_text_key(row): () for row in rows}
    problems = _problems(known)
    known.update((key, _texts(key, problems[key], identify=identify)) for key in known)
    found = ((*_row(row, seed, texts), *texts) for row in rows for texts in (known[_text_key(row)],))
    columns = [*zip(*found, strict=True)] or [()] * len(FEATURES)
    kinds = {"int64": pa.int64(), "int32": pa.int32(), "float64": pa.float64(), "bool": pa.bool_()}
    return pa.RecordBatch.from_arrays(
        [pa.array(values, kinds[kind]) for values, kind in zip(columns, FEATURES.values(), strict=True)],
        names=[*FEATURES],
    )


_TIE = 0xFFFFFF
"""The greatest number that decides between rows of the same place, so that the order of the input does not matter."""
_NEAR_SOURCE = 2
"""The place of the hash of the normalized source among the features of the texts."""
_text_key = itemgetter(*(READ.index(name) for name in _TEXT))


def _row(row: Sequence[Any], seed: str, texts: Sequence[Any]) -> tuple[Any, ...]:
    """Return the features that differ among rows with equal texts.

    A row of a memory that doesn't state documents is a document of its own, the same one for equal sources.
    """
    number, path, line, *_, source_lang, target_lang, _, kind, handoff, count, score, defects = row
    machine = kind == "MT"
    day = NO_DAY if handoff is None else handoff.toordinal() - EPOCH
    return (
        _pair(source_lang, target_lang),
        _document(path, seed) if path else hash64(f"{seed}\n{texts[_NEAR_SOURCE]}") % DOCUMENTS,
        _preference(path, line, day, machine=machine),
        (texts[0] ^ texts[1] ^ crc32(number.encode("utf-8", "replace"))) & _TIE,
        machine, day, count, score, bool(defects),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _pair(source_lang: str, target_lang: str) -> int:
    return hash64(f"{source_lang} {target_lang}")


@lru_cache(maxsize=1024)
def _document(path: str, seed: str) -> int:
    return hash64(f"{seed}\n{without_locale(path)}") % DOCUMENTS


def _preference(path: str, line: int, day: int, *, machine: bool) -> int:
    """Return a number that is lower for a better row: by people, then newer, then earlier in its document.

    The hash of the path decides between documents, so that the order of the input files does not matter.
    """
    age = 0x7FFF - min(max(0 if day == NO_DAY else day, 0), 0x7FFF)
    return machine << 62 | age << 47 | _path_hash(path) << 21 | min(line, 0x1FFFFF)


@lru_cache(maxsize=1024)
def _path_hash(path: str) -> int:
    return hash64(path) & 0x3FFFFFF


def _texts(key: _TextKey, problems: set[int], *, identify: bool) -> tuple[Any, ...]:
    """Return the features that depend only on the texts."""
    source, target, source_text, target_text = (text or "" for text in key[:4])
    prose, target_prose = prose_of(source, source_text), prose_of(target, target_text)
    near, target_near = near_key(source, prose), near_key(target, target_prose)
    return (
        hash64(source), hash64(target), hash64(near), hash64(target_near),
        len(source_text), len(target_text), ratio_of(len(source_text), len(target_text)),
        sum(any(map(str.isalpha, word)) for word in prose.split()),
        not source_text.strip() or not target_text.strip(),
        _UNTRANSLATED in problems or (near == target_near and is_copied(prose, key[4], key[5])),
        _LANGUAGE in problems or in_other_script(prose, key[4]) or in_other_script(target_prose, key[5]),
        _language_doubt(prose, target_prose, key) if identify else 0.0,
        _CODES in problems, _NUMBERS in problems,
    )  # fmt: skip


def _language_doubt(prose: str, target_prose: str, key: _TextKey) -> float:
    return max(other_language(prose, target_prose, key[4]), other_language(target_prose, prose, key[5]))


def _problems(keys: Iterable[_TextKey]) -> Mapping[_TextKey, set[int]]:
    """Return the features that the rules of ``check`` report, for each pair of texts."""
    found: dict[_TextKey, set[int]] = {}
    by_lang: dict[str, list[Pair]] = {}
    keys_of: dict[int, _TextKey] = {}
    for key in keys:
        found[key] = set()
        source, target, _, _, source_lang, target_lang, block, kind = key
        if source and target:
            sides = Segment(Span(0, len(source)), source), Segment(Span(0, len(target)), target)
            unit = TranslationUnit("", *sides, _origin(source_lang, target_lang, kind), block=block)
            pair = Pair(unit, source, target, frozenset())
            keys_of[id(pair)] = key
            by_lang.setdefault(target_lang, []).append(pair)
    for lang, pairs in by_lang.items():
        for active, _, checked in check_pairs(pairs, _rules(lang)):
            found[keys_of[id(checked)]].add(_feature_of(active.rule.id))
    return found


@lru_cache(maxsize=64)
def _origin(source_lang: str, target_lang: str, kind: TranslationType | None) -> Provenance:
    return Provenance("", source_lang, target_lang, kind)


def _feature_of(rule: str) -> int:
    return _BY_RULE.get(rule, _NUMBERS if FAMILY_OF[rule] == "numbers" else _CODES)


@lru_cache(maxsize=64)
def _rules(target_lang: str) -> tuple[ActiveRule, ...]:
    chosen = active_rules(rule_ids(_RULES))
    return tuple(item for item in chosen if applies_to(item, target_lang) and item.severity in {"error", "warning"})
