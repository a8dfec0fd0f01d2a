"""The lines that are structure in a flavour: their forms, and what they do to the lines after them.

The sources are the makers' documentation: Python-Markdown (admonition, attribute lists), PyMdown Extensions (blocks,
details, snippets, tabbed), Docusaurus (admonitions), VitePress (containers, includes), MyST (directives, targets,
comments), Hugo (shortcodes), Liquid (tags), mdBook (preprocessors), kramdown (inline attribute lists), Markdoc (tags).
"""

from __future__ import annotations

import re

from loc_align.text.patterns import possessive

PREFIX = re.compile(r"[ \t>]*+" + possessive(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]+\S)[ \t>]*+"))
"""The markers of quotes and list items before the text of a line."""

ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])( {1,4}|\t)(?=\S)")
"""The marker of a list item: its indentation, the marker, and the space after it."""

FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^\n]*?)[ \t]*\Z")
"""The opening or closing line of a fence, without its prefix: the fence, and the info string."""

INDENTED_BODY = re.compile(
    r"""
      !!![ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+"[^\n]*")?
    | \?{3}\+?[ ]?(?:[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+"[^\n]*")?|"[^\n]*")
    | ={3}[+!]{0,2}[ ]+"[^\n]*"
    """,
    re.VERBOSE,
)
"""The markers with a body that is indented by four spaces: admonitions, details, and tabs of Python-Markdown."""

BLOCK = re.compile(r"/{3,}(?:[ \t]+[\w-]+(?:[ \t]*\|[^\n]*)?)?|:::[ ]\w+(?:\.\w+)+")
"""``/// note | Title`` and its closing line, and ``::: package.module`` of mkdocstrings."""

MKDOCSTRINGS = re.compile(r":::[ ][\w./:-]+")
"""``::: module`` of mkdocstrings, where colons open nothing else."""

INCLUDE = re.compile(
    r"""
      -{1,}8<-{1,}(?:[ \t]+["'][^\n]*["'])?
    | \{\*[ \t][^\n]*\*\} | \{![^\n]*!\}
    | <<<[ \t]*[^\s<][^\n]*
    """,
    re.VERBOSE,
)
"""Snippets of PyMdown and VitePress, and ``{* file *}`` of mdx_include."""

TOC = re.compile(r"\[TOC\]|\[\[_?TOC_?\]\]", re.IGNORECASE)
TOC_LIST = re.compile(r"[ \t]*\{:(?=[^{}\n]*+\}[ \t]*\Z)[^{}\n]*\btoc\b[^{}\n]*\}[ \t]*")
"""kramdown: the line below a list that the table of contents replaces."""
SNIPPETS = re.compile(r"-+8<-+")
"""PyMdown Snippets: the lines around the names of files."""

_NAMED = r"""[\w:@.-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)"""
_ATTRIBUTE = rf"""(?:[\#.][^\s{{}}"'#.=]+(?:[.#][^\s{{}}"'#.=]+)*|{_NAMED}|%)"""
ATTRIBUTES = re.compile(
    rf"\{{:(?:[^{{}}\n\\]|\\.)*\}}|\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+(?:{_ATTRIBUTE}|[\w-]+))*[ \t]*\}}"
)
"""An attribute list: ``{: .x }``, ``{:toc}``, ``{ .x #y key="value" }``."""

KRAMDOWN_EXTENSION = re.compile(r"\{::(comment|nomarkdown|options)\b[^{}\n]*(/?)\}")
"""The opening of a kramdown extension block."""

TARGET = re.compile(r"\([^\s()]+\)=|%(?:[ ][^\n]*)?|\+{3}(?:[ ][^\n]*)?|\^{3}")
"""A target, a comment, or a block break of MyST, or the end of the header of a card (sphinx-design)."""

COLONS = re.compile(r"(:{3,})[ \t]*(?:\{([^{}\s]*)\})?[^\n]*")
"""A line of colons: the fence, and the name of a directive of MyST."""

LEAF_DIRECTIVE = re.compile(r"::[A-Za-z][\w-]*(?:\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\])?(?:\{[^{}\n]*\})?")
"""A leaf directive (the generic directives proposal, as in remark-directive)."""

OPTION = re.compile(r"[ \t]*:[\w-]+:(?:[ \t][^\n]*)?\Z")
"""An option of a directive of MyST."""
OPTIONS_MARK = re.compile(r"[ \t>]*---[ \t]*")
"""The lines around the options of a directive of MyST in YAML."""

PROSE_FENCE = re.compile(r"\{([A-Za-z][\w:+.-]*+)[^{}\n]*\}|(admonish|admonition|mdx-code-block)\b")
"""The info string of a fence whose content is Markdown: a directive of MyST, or of mdbook-admonish."""

LIQUID_NAME = re.compile(r"\{%-?[ \t\n]*([\w-]+)")
SHORTCODE_NAME = re.compile(r"\{\{[<%][ \t\n]*([\w./-]+)")

TEMPLATE_OPENINGS = {"{%": re.compile(r"%\}|\{%"), "{{<": re.compile(r">\}\}|\{\{<"), "{{%": re.compile(r"%\}\}|\{\{%"),
                     "{{": re.compile(r"\}\}|\{\{")}  # fmt: skip
"""How a template element starts, and what ends it: its own end, or another start, which shows that it has no end."""

ESM = re.compile(
    r"import(?:[ \t]+(?:type[ \t]+)?[\w$*{]|[ \t]*['\"{])"
    r"|export[ \t]+(?:default|const|let|var|function|class|async|type|interface|\{|\*)"
)
"""The start of imports and exports in MDX."""

DEFINITION = re.compile(r"\A([ \t>]*):(?=[ \t]+\S)")
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:[ \t]*")
ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:[ \t]*")
