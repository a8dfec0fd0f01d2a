"""The names of attributes with text, and of elements with code."""

from __future__ import annotations

TEXT_ATTRIBUTES = frozenset(
    """
    alt alt-text aria-label caption data-caption data-title description fig-alt fig-cap header label linkTitle message
    placeholder subtitle summary tagline tbl-cap text title tooltip
    accordion.1 collapse.1 details.1 expand.1 spoiler.1 tab.1 tab.name
    include.content include.heading include.note include.quote
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Attributes, parameters, and options whose values readers see, as in
:attr:`loc_align.model.Conventions.attributes`."""

CODE_ELEMENTS = frozenset(
    """
    asciinema bash chart chem chroma code code-block code-cell code-sample code-toggle codeblock codenew console
    csv-table diagram diff eval-rst gist graphviz highlight include katex latex literalinclude markmap math mathjax
    mermaid plantuml prism python r raw-html rawhtml shell sourcecode sql terminal text tikz toctree
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Shortcodes, tags, and directives whose content is code. Several Hugo themes use ``text`` for the output of a
terminal."""
