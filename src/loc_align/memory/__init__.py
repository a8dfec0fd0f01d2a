"""Translation memories: what an entry offers for a new source (``match``), and millions of them on disk (``index``)."""
