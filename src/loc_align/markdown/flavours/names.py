"""The names of attributes with text, and of elements with code."""

from __future__ import annotations

TEXT_ATTRIBUTES = frozenset(
    """
    alt alt-text aria-label caption data-caption data-title description fig-alt fig-cap header label linkTitle message
    placeholder subtitle summary tagline tbl-cap text title tooltip
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Attributes, parameters, and options whose values readers see."""

CODE_ELEMENTS = frozenset(
    """
    chroma code code-block code-cell codeblock csv-table eval-rst gist graphviz highlight include katex literalinclude
    math mermaid prism raw-html rawhtml sourcecode text toctree
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Shortcodes, tags, and directives whose content is code. Several Hugo themes use ``text`` for the output of a
terminal."""
