"""A bilingual lexicon: which words translate each other, and how often that was observed."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from io import BytesIO
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

from loc_align.errors import FormatError

Options = Mapping[str, tuple[float, float]]
"""For a target word how likely it is for the source word, and the other way round."""
_VERSION = 1
_DAMAGE = (OSError, EOFError, zlib.error, ValueError, msgspec.MsgspecError, RecursionError)
"""What reading a damaged lexicon can raise."""
_MOST_BYTES = 1 << 28
"""The longest lexicon, uncompressed. A small file can expand to any size."""
_DISCOUNT = 0.4
_LEAST_COUNT = 0.3
_LEAST = 0.03
_DIGITS = 4


_Count = Annotated[float, Meta(ge=0, le=1e15)]


class _Saved(Struct, frozen=True, gc=False):
    """The content of a saved lexicon."""

    version: int = field(name="loc-align lexicon")
    total: _Count
    source: dict[str, _Count]
    target: dict[str, _Count]
    pairs: list[tuple[str, str, _Count]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word translations with their counts.

    Words are tokens: in lower case and cut to a stem, or two or three characters long in a script without spaces.
    """

    pairs: Mapping[tuple[str, str], float] = attribute(default_factory=dict)
    """For a source word and a target word, the expected count of one translating the other."""
    source_counts: Mapping[str, float] = attribute(default_factory=dict)
    """For each source word, the number of beads that contain it."""
    target_counts: Mapping[str, float] = attribute(default_factory=dict)
    """For each target word, the number of beads that contain it."""
    total: float = 0.0
    """The number of beads that were learned from."""
    options: Mapping[str, Options] = attribute(init=False, repr=False, compare=False)
    """For each source word its translations."""

    def __post_init__(self) -> None:
        """Turn the counts into probabilities."""
        object.__setattr__(self, "options", _options(self))

    def __bool__(self) -> bool:
        """Return whether the lexicon has any content."""
        return self.total > 0

    def slim(self) -> Lexicon:
        """Return a smaller copy for other processes, without the counts that only learning needs."""
        bare = Lexicon({}, _repeated(self.source_counts), _repeated(self.target_counts), self.total)
        object.__setattr__(bare, "options", self.options)
        return bare

    def merged(self, other: Lexicon) -> Lexicon:
        """Return the sum of two lexicons."""
        return Lexicon(
            _sum(self.pairs, other.pairs),
            _sum(self.source_counts, other.source_counts),
            _sum(self.target_counts, other.target_counts),
            self.total + other.total,
        )

    def to_bytes(self) -> bytes:
        """Serialize the lexicon as gzipped JSON. Equal lexicons give equal bytes."""
        content = {
            "loc-align lexicon": _VERSION,
            "total": round(self.total, _DIGITS),
            "source": _rounded(self.source_counts),
            "target": _rounded(self.target_counts),
            "pairs": [[*words, round(count, _DIGITS)] for words, count in sorted(self.pairs.items())],
        }
        return gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "lexicon") -> Lexicon:
        """Read what :meth:`to_bytes` wrote.

        Args:
            data: the bytes of the file.
            name: the name of the file, for the error message.

        Raises:
            FormatError: the file is not a lexicon, or has another version.
        """
        try:
            saved = msgspec.json.decode(_decompressed(data), type=_Saved)
        except _DAMAGE as error:
            raise FormatError(f"{name}: not a lexicon of loc-align; save one with --save-lexicon") from error
        if saved.version != _VERSION:
            raise FormatError(f"{name}: the lexicon has another version; save it again with --save-lexicon")
        return cls({(e, f): count for e, f, count in saved.pairs}, saved.source, saved.target, saved.total)


def _decompressed(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError
    return content


def _repeated(counts: Mapping[str, float]) -> Mapping[str, float]:
    """The words that were seen more than once; the others are not trusted anyway."""
    return {word: count for word, count in counts.items() if count > 1}


def _sum(one: Mapping[Any, float], other: Mapping[Any, float]) -> Mapping[Any, float]:
    total = Counter(one)
    total.update(other)
    return total


def _rounded(counts: Mapping[str, float]) -> dict[str, float]:
    return {word: round(count, _DIGITS) for word, count in sorted(counts.items())}


def _options(lexicon: Lexicon) -> Mapping[str, Options]:
    options: dict[str, dict[str, tuple[float, float]]] = {}
    for (e, f), count in lexicon.pairs.items():
        if count <= _DISCOUNT:  # most pairs
            continue
        forward = _probability(count, lexicon.source_counts.get(e, 0.0))
        backward = _probability(count, lexicon.target_counts.get(f, 0.0))
        if forward >= _LEAST or backward >= _LEAST:
            options.setdefault(e, {})[f] = (forward, backward)
    return options


def _probability(count: float, seen: float) -> float:
    """A discounted estimate, so that a word seen once does not confirm the bead that it was seen in."""
    return min(1.0, max(0.0, count - _DISCOUNT) / max(seen - _DISCOUNT, _LEAST_COUNT))
