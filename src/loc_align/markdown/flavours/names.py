"""The names of attributes with text, and of elements with code."""

from __future__ import annotations

TEXT_ATTRIBUTES = frozenset(
    """
    alt alt-text aria-label attribution caption data-caption data-title data-toc-label description fig-alt fig-cap
    header heading label linkTitle message placeholder subtitle summary tagline tbl-cap text title tooltip
    accordion.1 collapse.1 details.1 expand.1 spoiler.1 tab.1 tab.name card.footer figure.attr
    include.content include.note include.quote !Translate.description
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Attributes, parameters, and options whose values readers see, as in
:attr:`loc_align.model.Conventions.attributes`."""

CODE_ELEMENTS = frozenset(
    """
    asciinema asis asy autoclass autofunction automodule awk bash c chart chem chroma code code-block code-cell
    code-sample code-toggle codeblock codenew coffee console cpp css csv-table d3 diagram diff dot eval-rst fortran gist
    go graphviz groovy haskell highlight html include java javascript js julia katex latex literalinclude lua markmap
    math mathjax mermaid node octave ojs perl php plantuml powershell prism psql python r raw-html rawhtml rcpp ruby
    rust sas sass scala scss sed sh shell sourcecode sql stan stata svg terminal text tikz toctree ts typescript
    verbatim zsh
    """.split()  # noqa: SIM905 - easier to read than a tuple
)
"""Shortcodes, tags, and directives whose content is code. Several Hugo themes use ``text`` for the output of a
terminal. Names of languages are the engines of Quarto and R Markdown."""
