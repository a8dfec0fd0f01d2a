"""Translation memories in files: an index in SQLite, built in one pass and opened at once."""

from loc_align.corpus.memory.build import build_memory
from loc_align.corpus.memory.cache import cached_memory
from loc_align.corpus.memory.reader import Memory, MemoryStats, PairStats

__all__ = ["Memory", "MemoryStats", "PairStats", "build_memory", "cached_memory"]
