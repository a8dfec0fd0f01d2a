"""Faults in directives."""

from __future__ import annotations

import re
from random import Random

from faults.injecting import Injector, in_text

_WORDS = ("PASTABA", "หมายเหตุ", "注意", "참고", "ПРИМЕЧАНИЕ")


def _word(rng: Random, _: re.Match[str]) -> str:
    return rng.choice(_WORDS)


alert_translated: Injector = in_text(r"(?<=^> \[!)(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)(?=\])", _word)
alert_spaced: Injector = in_text(r"(?<=^> )\[!(?=NOTE|TIP|IMPORTANT|WARNING|CAUTION)", lambda _, __: "[! ")
alert_full_width: Injector = in_text(r"(?<=^> )\[!(?=NOTE|TIP|IMPORTANT|WARNING|CAUTION)", lambda _, __: "[！")
include_path: Injector = in_text(
    r"(?<=\[!INCLUDE ).*?\.md(?=\))", lambda rng, match: f"{match[0]}/{rng.choice(_WORDS)}"
)
include_cut: Injector = in_text(r"(?<=\[!INCLUDE )(\[[^\]]*\])\(", lambda _, match: f"{match[1]} (")
colons_kind: Injector = in_text(r"(?<=^:::)(?:image|moniker|zone|row|column|code)\b", _word)
colons_attribute: Injector = in_text(
    r"(?<=^:::image ).*?(?:source|type)(?==)", lambda rng, _: rng.choice(_WORDS).lower()
)
alert_bare: Injector = in_text(r"(?<=^> )\[!(?=NOTE|TIP|IMPORTANT|WARNING|CAUTION)", lambda _, __: "[")
block_end: Injector = in_text(r"(?<=^::: )\w+-end\b", _word)
video_cut: Injector = in_text(r"(?<=\[!VIDEO )https:", lambda _, __: "https: ")
tab_id: Injector = in_text(r"(?<=\]\(#tab/)[^()]+", lambda rng, _: rng.choice(_WORDS[1:]))
