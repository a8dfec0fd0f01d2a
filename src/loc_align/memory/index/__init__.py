"""The index of a translation memory: a SQLite file that is built in one pass and opens without loading."""

from loc_align.memory.index.build import build_memory
from loc_align.memory.index.cache import cached_memory
from loc_align.memory.index.reader import Memory, MemoryStats, PairStats
from loc_align.memory.index.staging import is_unfinished

__all__ = ["Memory", "MemoryStats", "PairStats", "build_memory", "cached_memory", "is_unfinished"]
