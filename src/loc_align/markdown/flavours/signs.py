"""The signs of each flavour in the content of a document."""

from __future__ import annotations

import re

_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "docfx",
        (
            r"^(?:ms\.(?:topic|date|author|service|prod|custom|assetid)|uid):[ ]",
            r"^[ \t>]*\[!(?:INCLUDE|div|code-)",
            r"\]\(#tab/",
            r"^[ \t]*:::(?:image|row|zone|moniker|column)\b|^[ \t>]*:::[a-z-]+[ ][^\n]*:::[ \t]*$",
            r"<xref:",
        ),
    ),
    (
        "docusaurus",
        (
            r"^import[ ]+(?:[\w$*{][^\n]*[ ]from[ ]+)?[\"'][^\"'\n]+[\"'];?[ \t]*$",
            r"^export[ ]+(?:const|default)[ ]",
            r"[ ]\{/\*[^*{}\n]*\*/\}[ \t]*$",
            r"^:::\w+\[",
            r"<[A-Z]\w*[^<>\n]*=\{|\bclassName=",
        ),
    ),
    (
        "vitepress",
        (
            r"^<script[ ]setup|^[ \t]*<<<[ ]@?[/.]|<!--[ ]*@include:",
            r"^:{3,}[ ](?:info|tip|warning|danger|details|code-group|v-pre)\b",
            r"^layout:[ ]home$|\sv-(?:if|for|bind|pre)\b",
        ),
    ),
    (
        "mkdocs",
        (
            r"^[ \t]*(?:!!!|\?\?\?\+?)[ ][\w-]+(?:[ ]\".*\")?[ \t]*$|^[ \t]*={3}[+!]?[ ]\".*\"[ \t]*$",
            r"^[ \t]*-+8<-+[ ]|^\{\*[ ].*[ ]\*\}",
            r"^/{3,}[ ](?:\w+[ ]\||(?:tip|note|info|warning|details|tab|check|danger)\b)",
            r"\]\([^\n()\[\]]*\)\{[ ]?(?:[.#:]|target=|data-)|[ ]\{[ ]\#[\w-]+[ ]\}[ \t]*$",
        ),
    ),
    ("hugo", (r"\{\{[<%][ ]*/?[ ]*\w",)),
    ("mdbook", (r"\{\{\#(?:rustdoc_)?(?:include|playground|title)\b|<Listing\b|^```rust,",)),
    (
        "myst",
        (
            r"^[ \t]*(?::{3,}|`{3,})\{[\w:-]+\}|^\([\w.:-]+\)=[ \t]*$",
            r"\{(?:ref|doc|term|py:\w+|numref|abbr)\}`",
        ),
    ),
    (
        "jekyll",
        (
            r"(?<!\{)\{%-?[ ]*(?:link|post_url|highlight|include|assign|capture)\b|\{\{[ ]*(?:site|page)\.",
            r"^[ \t>]*\{:[ ]*[.\#\w][^}\n]*\}",
            r"^redirect_from:|^permalink:",
        ),
    ),
)
SIGNS = tuple((name, tuple(re.compile(form, re.MULTILINE) for form in forms)) for name, forms in _FORMS)
"""The names of flavours, with what only documents in them contain."""
