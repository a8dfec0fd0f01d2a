"""Rules about technical names in running text: files, classes, settings, and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.fixes import own_token
from loc_align.checks.messages import missing
from loc_align.checks.prose import CODE, MARKUP
from loc_align.model import Span
from loc_align.text.patterns import possessive

_PARTS = possessive(r"[._]++[^\W_]++", "+")
_DOTTED = re.compile(rf"(?<![\w.@/\\<-])\.?[A-Za-z_][^\W_]*+{_PARTS}(?![\w@/\\-])")
_CAMEL = re.compile(
    r"[A-Za-z](?<![\w.@/\\<-][A-Za-z])(?:(?<=[A-Z])[A-Z]*+[a-z0-9]++|(?<=[a-z])[a-z0-9]*+)[A-Z][A-Za-z0-9]*+(?![\w@/\\-])"
)
"""A name with a capital after a small letter or a digit."""
_MAY_NAME = re.compile(r"[._](?<=\w.)\w")
_MAY_CAMEL = re.compile(r"[A-Z](?<=[a-z0-9].)")
_ABBREVIATIONS = frozenset(("e.g", "i.e", "a.m", "p.m", "u.s", "u.k", "a.k.a", "etc", "vs", "no", "fig"))
_VERBS = (
    "Add|Backup|Clear|Compare|Complete|Confirm|Connect|Convert|ConvertFrom|ConvertTo|Copy|Debug|Disable|Disconnect|"
    "Dismount|Enable|Enter|Exit|Expand|Export|Find|ForEach|Format|Get|Group|Import|Initialize|Install|Invoke|Join|"
    "Limit|Lock|Measure|Merge|Mount|Move|New|Open|Optimize|Out|Ping|Pop|Protect|Publish|Push|Read|Receive|Register|"
    "Remove|Rename|Repair|Request|Reset|Resize|Resolve|Restart|Restore|Resume|Revoke|Save|Search|Select|Send|Set|Show|"
    "Skip|Split|Start|Step|Stop|Submit|Suspend|Switch|Sync|Tee|Test|Trace|Unblock|Undo|Uninstall|Unlock|Unprotect|"
    "Unpublish|Unregister|Update|Use|Wait|Watch|Where|Write"
)
_COMMAND = re.compile(rf"(?<![\w.\\/-])(?:{_VERBS})-[A-Z][A-Za-z]*[a-z][A-Za-z]*(?![\w-])")
_MAY_COMMAND = re.compile("-[A-Z]")
_WORDS_WITH_HYPHEN = frozenset(("Read-Write", "Open-Source", "Send-Only", "Test-Driven", "Split-Screen"))
_AFTER_HYPHEN = """
Ahead And Around Away Back Based By Down End Flow For Forward Free Friendly From In Ins Level Lists Of Off On Once
Only Or Out Over Ready Specific Through Time Times To Together Up Ups With
"""
_PARTICLES = frozenset(_AFTER_HYPHEN.split())
"""What follows the hyphen in an ordinary word, such as *Write-Down* or *Add-Ins*."""
_MAX_NAMES = 100
"""The maximum number of names to examine in a segment."""
_MIN_LENGTH = 6
"""A shorter name is often an abbreviation."""
_TWO_WORDS = re.compile(r"[A-Z][a-z]+[A-Z][a-z]*")
"""Product words, such as ``CheckSum``, have translations. Nothing distinguishes them from names of programs."""
_JOINED = re.compile(
    r"camelCased?|PascalCased?|[A-Za-z]+\d+(?:\.\d+)+|(?:[Aa]|[Aa]n|[Tt]he)[A-Z][a-z]+"
    r"|[a-z]{3,}\.(?:[A-Z][a-z]+|a|an|and|for|if|in|of|or|the|to)"
)
"""Words for ways to write, a version, which can be written another way, and what only a missing space joins."""
_IGNORED = re.compile(r"[\s\\\u2060\u200b]+")


def _compact(text: str) -> str:
    """Return a text without the spaces, escapes, and codes between its characters."""
    return _IGNORED.sub("", text)


def _names(pair: Pair) -> tuple[re.Match[str], ...]:
    """Return the dotted and underscored names in the prose of the source, unless the target has all of them."""
    if not _MAY_NAME.search(pair.source) or all(
        pair.target.count(name) >= pair.source.count(name) for name in islice(_DOTTED.findall(pair.source), _MAX_NAMES)
    ):
        return ()
    return tuple(found for found in islice(_DOTTED.finditer(pair.source_prose), _MAX_NAMES) if _is_name(found[0]))


def _is_name(text: str) -> bool:
    parts = [part for part in re.split(r"[._]", text) if part]
    return len(parts) > 1 and text.lower() not in _ABBREVIATIONS and max(map(len, parts)) > 1


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


def text_identifier_split(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for a space inside a name with dots or underscores.

    Why: ``robots. txt`` isn't a file, and ``System. IO`` isn't a namespace. Readers copy such a name, and a search
    doesn't find it.

    Fails:
        Edit robots.txt first. → Modifiez d’abord robots. txt.

    Passes:
        Edit robots.txt first. → Modifiez d’abord robots.txt.
        End. Next. → Fin. Suite.
    """
    names = [*_missing_dotted(pair)]
    target = _compact(pair.target) if names else ""
    for name in names:
        if target.count(name) <= _count(name, pair.target):
            continue
        parts = re.split(r"([._])", name)
        gap = r"(?:\\?[ \u00a0])?"
        pattern = gap.join(re.escape(part) if part != "_" else r"\\?_" for part in parts)
        matches = re.finditer(rf"(?<!\w){pattern}(?!\w)", pair.target, re.ASCII)
        found = next((match for match in matches if match[0] not in (name, _escaped(name))), None)
        if found is not None and pair.target_prose[found.start()] not in (CODE, MARKUP):
            span = Span(*found.span())
            edit = own_token(pair.source, pair.target, span)
            yield Finding(
                span,
                f'a space splits the name "{name}"; remove the space',
                () if edit is None else (edit,),
                "error" if pair.human_translated else None,
            )


def _count(name: str, text: str) -> int:
    """Return how often a name is in a text, with or without backslashes."""
    return text.count(name) + (text.count(_escaped(name)) if "_" in name else 0)


def _missing_dotted(pair: Pair) -> Iterator[str]:
    """Yield the names that the target has less often than the source, each once."""
    seen = set()
    for found in pair.cached(_names):
        name = found[0]
        if name not in seen and _count(name, pair.target) < _count(name, pair.source):
            seen.add(name)
            yield name


def text_identifier_lost(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for names with a dot, an underscore, or an inner capital that are missing from the target.

    Other rules handle spaces, escapes, and capitalization. A name of two words, such as *CheckSum*, may be a product
    word with a translation, so it's only an ``info``, as is a name with inner capitals that the document translates
    everywhere. A version, such as *v3.11.2*, may be written another way.

    Why: The names of files, classes, and settings aren't words. Readers type them, and a translated name doesn't exist.

    Fails:
        Set the maxRetryCount value. → Définissez la valeur nombreMaximal.

    Passes:
        Set the maxRetryCount value. → Définissez la valeur maxRetryCount.

    Options:
        allow: Names that may be translated.
    """
    wanted = pair.cached(_missing_names)
    if not wanted:
        return
    target = _compact(pair.target).lower()
    for name in wanted:
        if _compact(name).lower() not in target and name not in options["allow"]:
            yield Finding(
                Span(0, len(pair.target)),
                missing("name", [name]),
                severity="info" if _TWO_WORDS.fullmatch(name) else None,
                term=name if name.isalnum() else None,
            )


def _missing_names(pair: Pair) -> list[str]:
    """Return the names of the source that the target has less often, including those with inner capitals."""
    names: Sequence[re.Match[str]] = pair.cached(_names)
    if _MAY_CAMEL.search(pair.source):
        names = (*names, *_CAMEL.finditer(pair.source_prose))
    if not names:
        return []
    found = {name[0] for name in islice(names, _MAX_NAMES) if _looks_technical(name[0])}
    return sorted(name for name in found if _count(name, pair.target) < _count(name, pair.source))


def _looks_technical(name: str) -> bool:
    """Return whether a name is certainly technical: it has two parts, and is not merely an abbreviation.

    A missing space in the source can make a name of two words, such as *anOffice*, *from4.2*, or *end.More*.
    """
    return (
        len(name) >= _MIN_LENGTH
        and not _JOINED.fullmatch(name)
        and ("_" in name or "." in name.strip(".") or sum(map(str.isupper, name[1:])) > 0)
    )


def text_identifier_case(pair: Pair, _: Options) -> Iterator[Finding]:
    """Checks for names with a dot, an underscore, or an inner capital whose capitalization differs from the source.

    Why: On many systems, capitalization distinguishes names, and readers copy them.

    Fails:
        Set the maxRetryCount value. → Définissez la valeur MaxRetryCount.

    Passes:
        Set the maxRetryCount value. → Définissez la valeur maxRetryCount.
    """
    absent = pair.cached(_missing_names)
    target = pair.target.replace("İ", "i").lower() if absent else ""  # any other letter stays one letter
    for name in absent:
        found = next((span for span in _whole(name.lower(), target) if span.of(pair.target) != name), None)
        if found is not None and pair.target_prose[found.start] not in (CODE, MARKUP):
            written = found.of(pair.target)
            yield Finding(found, f'"{written}" is "{name}" in the source; keep the capitalization')


def _whole(name: str, text: str) -> Iterator[Span]:
    """Yield where a text has a name that isn't a part of a longer word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : end + 1])):
            yield Span(at, end)
        at = text.find(name, at + 1)


def _is_letter(text: str) -> bool:
    return text.isalnum() or text == "_"


def text_command_lost(pair: Pair, options: Options) -> Iterator[Finding]:
    """Checks for command names, such as ``Get-Item``, that are missing from the target or changed in it.

    A command name consists of a verb and a noun with a hyphen in between.

    Why: A translated command doesn't run. Machine translation takes the verb for an ordinary word.

    Fails:
        de: Run Set-FjordImage twice. → Führen Sie Satz-FjordImage zweimal aus.

    Passes:
        de: Run Set-FjordImage twice. → Führen Sie zweimal Set-FjordImage aus.
        de: The file is Read-Only. → Die Datei ist schreibgeschützt.

    Options:
        allow: Hyphenated words that aren't commands.
    """
    if "-" not in pair.source:
        return
    text = pair.source_prose.replace(MARKUP, "")
    names = dict.fromkeys(_COMMAND.findall(text) if _MAY_COMMAND.search(text) else ())
    lost = [name for name in islice(names, _MAX_NAMES) if _count(name, pair.target) < _count(name, pair.source)]
    target = _compact(pair.target_plain).lower() if lost else ""
    for name in lost:
        ordinary = name in _WORDS_WITH_HYPHEN or name.partition("-")[2] in _PARTICLES
        if name.lower() not in target and name not in options["allow"] and not ordinary:
            yield Finding(Span(0, len(pair.target)), missing("command", [name]))
