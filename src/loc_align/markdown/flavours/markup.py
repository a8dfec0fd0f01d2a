"""The markup of a flavour inside text, as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from loc_align.markdown.flavours.flavour import InlineSyntax
from loc_align.markdown.flavours.markers import ATTRIBUTES
from loc_align.text.patterns import possessive

_ADDRESS = possessive(
    r"[^\s<>()\[\]{}`*\"|\\?!.,:;_~']|\([^\s<>()\[\]`]*\)|[?!.,:;_~'](?=[?!.,:;_~']*[^\s<>)\[\]{}`*\"|\\?!.,:;_~'])"
)
"""The characters of an address. It does not end with punctuation."""

MARKUP: Mapping[InlineSyntax, str] = MappingProxyType(
    {
        # MyST: a role, and the target of its text.
        "roles": r"\{(?:[\w.+-]+:)*[\w.+-]+\}(?=`)",
        # Hugo, Liquid, Jinja, Markdoc, Vue, MyST, mdBook, mdx_include.
        "templates": r"\\?(?:\{\{[<%]" + possessive(r"[^>%{]|[>%](?!\}\})|\{(?!\{[<%])") + r"[>%]\}\}"
        r"|\{%" + possessive(r"[^%{]|%(?!\})|\{(?!%)") + r"%\}"
        r"|\{\{" + possessive(r"[^{}]|\}(?!\})|\{(?!\{)") + r"\}\}"
        r"|\{[*!][ \t]?[^\n{}]*[*!]\})|\{::?/?[\w:]*[^{}\n]*/?\}",
        # attr_list of Python-Markdown, kramdown, Pandoc, VitePress, MyST.
        "attributes": rf"{ATTRIBUTES.pattern}|(?<=[)\]`*_:>\"])\{{[ \t]*[\w.\#:-][^{{}}\n]*\}}"
        r"|(?<=`)\{=\w+\}",
        # Hugo and Obsidian: an alert that can be folded.
        "alerts": r"\[![A-Za-z]{2,}\][+-](?=\s|\Z)",
        # Pandoc, Quarto: citations and cross-references.
        "citations": r"\[[^\[\]@\n]*(?<![\w.])-?@[\w{][^\[\]\n]*\](?!\()"
        r"|(?<![\w@./-])-?@(?:cnj|cor|cnd|def|eq|exm|exr|fig|lem|lst|nte|prp|rem|sec|sol|tbl|thm|tip|wrn)-\w[\w-]*",
        # GFM 0.29, 6.9, without the validation of domains.
        "addresses": rf"(?<![\w<])(?:https?|ftp)://(?=\w){_ADDRESS}"
        rf"|(?<![\w/.])www\.(?=\w){_ADDRESS}"
        r"|(?<![\w./:@+-])[A-Za-z0-9][\w.+-]*+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*\.[A-Za-z]{2,}\b",
        # HTML elements with code; a translator could change their text otherwise.
        "code_elements": r"<(?P<code_name>code|kbd|samp|tt|var)(?:\s[^<>]*)?>[^<]*</(?P=code_name)>",
        "emoji": r"(?<![\w:]):(?:(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]+|[+-]1|100|1234):(?![\w:])",
        "footnotes": r"\[\^[^\[\]\s]+\](?!\()",
        # PyMdown Extensions: keys, critic, mark, caret, tilde.
        "keys": r"\+\+(?:[\w-]+|\"[^\"\n]*\")(?:\+(?:[\w-]+|\"[^\"\n]*\"))*\+\+(?!\+)",
        "critic": r"\{(?:\+\+|--|~~|==|>>)|(?:\+\+|--|~~|==|<<)\}|~>|(?<![=\w])==(?=[^\s=])|(?<=[^\s=])==(?![=\w])"
        r"|\^\^(?=\S)|(?<=\S)\^\^|~[\w+-]{1,12}~(?!~)|\^[\w+-]{1,12}\^(?!\^)",
        "formulas": r"\\\("
        + possessive(r"[^\\\n]|\\(?![()])", "+")
        + r"\\\)|\\\["
        + possessive(r"[^\\]|\\(?![\[\]])", "+")
        + r"\\\]"
        r"|\\\\\([^\n]{0,300}?\\\\\)|\\\\\[[^\[\]]{0,900}?\\\\\]"
        r"|(?<=\$\$)[ \t]\([\w:.-]+\)(?=[ \t]*(?:\n|\Z))",
        # mkdocs-autorefs and rustdoc: a label that is defined on another page.
        "references": r"(?<=\])\[[^\[\]\s]+\](?![(\[:])",
        # An ID, a class, or an anchor of MDX after text.
        "ids": r"\{[ \t]*/\*[^*{}\n]*\*/[ \t]*\}",
    }
)
"""The forms by construct. ``jsx`` and ``vue`` need more than regular expressions."""

SHOWN = re.compile(
    r"\{(?:[\w.+-]+:)*(?:ref|doc|term|any|numref|abbr|download|guilabel|sub|sup|kbd|menuselection"
    r"|bdg(?:-[\w-]+)?|button-(?:ref|link)|del|dfn|emphasis|sc|smallcaps|strong|u|underline)\}\Z"
)
"""The roles of MyST whose text readers see."""

ROLE_TARGET = re.compile(r"[ \t]*<[^<>`\n]*>\Z")
"""The target at the end of the text of a role."""
