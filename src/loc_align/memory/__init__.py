"""Translation memories: how an entry matches a source (``match``), and an index of millions of entries (``index``)."""
