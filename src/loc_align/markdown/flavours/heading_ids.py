r"""The IDs that authors write after a heading. One table for all flavours.

=====================  ==========================================
Form                   Makers
=====================  ==========================================
``{#id .class k=v}``   Pandoc, Hugo, VitePress, mdBook, kramdown, Docusaurus, Python-Markdown
``{: #id .class }``    Python-Markdown, kramdown
``{/* #id */}``        MDX, Docusaurus 3.10
``{% #id .class %}``   Markdoc
``<a id="id"></a>``    GitBook, and others without a form of their own
=====================  ==========================================
"""

from __future__ import annotations

import re

HEADING_ID = re.compile(
    r"""
    [ \t]*
    (?: \{:?[ \t]*\#(?P<braces>[^\s{}]+)[^{}\n]*\}
      | \{[ \t]*/\*[ \t]*\#?(?P<comment>[^\s*{}]+)[ \t]*\*/[ \t]*\}
      | \{%[ \t]*\#(?P<tag>[^\s%{}]+)[^%{}\n]*%\}
      | \{:[^{}\n]*\}
      | \{[ \t]*(?:\.[\w-]|[\w-]+=)[^{}\n]*\}
    )
    [ \t]*\Z
    """,
    re.VERBOSE,
)
"""The attributes at the end of a heading, with the spaces before them. One of the groups is the ID, if there is one."""

_MENTION = re.compile(
    r"""
      \{:?[ \t]*\#([\w.:-]+)[^{}\n]*\}
    | \{[ \t]*/\*[ \t]*\#?([\w.:-]+)[ \t]*\*/[ \t]*\}
    | \{%[ \t]*\#([\w.:-]+)[^%{}\n]*%\}
    | ^[ \t>]*\(([\w.:-]+)\)=[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)


def attributes_start(heading: str) -> int | None:
    """Return the offset where the attributes of a heading start, with the spaces before them; ``None`` without any.

    Args:
        heading: the Markdown of a heading, without its opening and closing number signs.
    """
    at = heading.rfind("{")
    if at < 0:
        return None
    start = len(heading[:at].rstrip(" \t"))
    return start if HEADING_ID.match(heading, start) else None


def explicit_ids(text: str) -> set[str]:
    """Return the IDs that a document gives with these forms, to headings, to other blocks, and to inline text.

    Args:
        text: the text of a document.
    """
    return {found[found.lastindex or 0] for found in _MENTION.finditer(text)}
