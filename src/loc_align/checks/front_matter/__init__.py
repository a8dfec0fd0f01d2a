"""Rules about the front matter."""

from __future__ import annotations

from loc_align.checks.base import Rule
from loc_align.checks.front_matter import fields, keys_and_values, settings

RULES: tuple[Rule, ...] = (
    Rule(
        "front-matter-yaml",
        "error",
        "The front matter can't be read",
        fields.front_matter_yaml,
        scope="document",
        monolingual=True,
    ),
    Rule(
        "front-matter-missing", "warning", "The front matter is missing", fields.front_matter_missing, scope="document"
    ),
    Rule("front-matter-locale", "error", "ms.contentlocale is wrong", fields.front_matter_locale, scope="document"),
    Rule("front-matter-hash", "error", "A hash is invalid", fields.front_matter_hash, scope="document"),
    Rule(
        "front-matter-date", "error", "ms.lasthandoff is not a valid date", fields.front_matter_date, scope="document"
    ),
    Rule("front-matter-type", "error", "ms.translationtype is unknown", fields.front_matter_type, scope="document"),
    Rule(
        "front-matter-key",
        "error",
        "A key is translated or missing",
        keys_and_values.front_matter_key,
        scope="document",
        monolingual=True,
    ),
    Rule(
        "front-matter-value",
        "warning",
        "A setting in the front matter differs",
        settings.front_matter_value,
        scope="document",
    ),
    Rule(
        "front-matter-untranslated",
        "warning",
        "A title or description is still in English",
        keys_and_values.front_matter_untranslated,
        scope="document",
        options={"keys": ("title", "description")},
    ),
)
