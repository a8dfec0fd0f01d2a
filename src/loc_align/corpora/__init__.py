"""Parallel corpora: from memories of any size to clean, split training data, out of core."""
