"""Updating: what changed between two versions of a source, and what becomes of its translation.

The package isn't called ``update``, because the function :func:`loc_align.update` would hide it.
"""
