"""The signs of each flavour in the content of a document."""

from __future__ import annotations

import re

_FORMS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        "docfx",
        (
            (r"^(?:ms\.(?:topic|date|author|service|prod|custom|assetid)|uid):[ ]", ("ms.", "uid:")),
            (r"^[ \t>]*\[!(?:INCLUDE|div|code-)", ("[!",)),
            (r"\]\(#tab/", ("](#tab/",)),
            (r"^[ \t]*:::(?:image|row|zone|moniker|column)\b|^[ \t>]*:::[a-z-]+[ ][^\n]*:::[ \t]*$", (":::",)),
            (r"<xref:", ("<xref:",)),
        ),
    ),
    (
        "docusaurus",
        (
            (r"^import[ ]+(?:[\w$*{][^\n]*[ ]from[ ]+)?[\"'][^\"'\n]+[\"'];?[ \t]*$", ("import ",)),
            (r"^export[ ]+(?:const|default)[ ]", ("export ",)),
            (r"[ ]\{/\*[^*{}\n]*\*/\}[ \t]*$", ("{/*",)),
            (r"^:::\w+\[", (":::",)),
            (r"<[A-Z]\w*[^<>\n]*=\{|\bclassName=", ("={", "className=")),
        ),
    ),
    (
        "vitepress",
        (
            (r"^<script[ ]setup|^[ \t]*<<<[ ]@?[/.]|<!--[ ]*@include:", ("<script ", "<<< ", "@include:")),
            (r"^:{3,}[ ](?:info|tip|warning|danger|details|code-group|v-pre)\b", (":::",)),
            (r"^layout:[ ]home$|\sv-(?:if|for|bind|pre)\b", ("layout: home", "v-if", "v-for", "v-bind", "v-pre")),
        ),
    ),
    (
        "mkdocs",
        (
            (
                r"^[ \t]*(?:!!!|\?\?\?\+?)[ ][\w-]+(?:[ ]\".*\")?[ \t]*$|^[ \t]*={3}[+!]?[ ]\".*\"[ \t]*$",
                ("!!!", "???", "==="),
            ),
            (r"^[ \t]*-+8<-+[ ]|^\{\*[ ].*[ ]\*\}", ("8<", "{*")),
            (r"^/{3,}[ ](?:\w+[ ]\||(?:tip|note|info|warning|details|tab|check|danger)\b)", ("///",)),
            (r"\]\([^\n()\[\]]*\)\{[ ]?(?:[.#:]|target=|data-)|[ ]\{[ ]\#[\w-]+[ ]\}[ \t]*$", ("){", " { #")),
        ),
    ),
    ("hugo", ((r"\{\{[<%][ ]*/?[ ]*\w", ("{{",)),)),
    (
        "mdbook",
        ((r"\{\{\#(?:rustdoc_)?(?:include|playground|title)\b|<Listing\b|^```rust,", ("{{#", "<Listing", "```rust,")),),
    ),
    (
        "myst",
        (
            (r"^[ \t]*(?::{3,}|`{3,})\{[\w:-]+\}|^\([\w.:-]+\)=[ \t]*$", (":{", "`{", ")=")),
            (r"\{(?:ref|doc|term|py:\w+|numref|abbr)\}`", ("}`",)),
        ),
    ),
    (
        "jekyll",
        (
            (
                r"(?<!\{)\{%-?[ ]*(?:link|post_url|highlight|include|assign|capture)\b|\{\{[ ]*(?:site|page)\.",
                ("{%", "{{"),
            ),
            (r"^[ \t>]*\{:[ ]*[.\#\w][^}\n]*\}", ("{:",)),
            (r"^redirect_from:|^permalink:", ("redirect_from:", "permalink:")),
        ),
    ),
)
SIGNS = tuple((name, tuple((re.compile(form, re.MULTILINE), marks) for form, marks in forms)) for name, forms in _FORMS)
"""The names of flavours, with what only documents in them contain: forms, and texts of which each match contains one.

The texts are quicker to find than the forms.
"""
