"""Names of things in running text: files, classes, settings, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from loc_align.checks.base import Finding, Options, Pair
from loc_align.checks.prose import CODE, MARKUP
from loc_align.model import Edit, Span

_DOTTED = re.compile(r"(?<![\w.@/\\<-])\.?[A-Za-z_][^\W_]*+(?:[._]++[^\W_]++)++(?![\w@/\\-])")
_SIMPLE = re.compile(r"(?<![\w.@/\\<-])[A-Za-z][A-Za-z0-9]*+(?![\w@/\\-])")
_MAY_NAME = re.compile(r"\w[._]\w")
_MAY_CAMEL = re.compile(r"[a-z0-9][A-Z]")
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
_WORDS_WITH_HYPHEN = frozenset(
    ("Read-Only", "Read-Write", "Write-Only", "Add-In", "Add-Ins", "Add-On", "Set-Up", "Out-Of")
)
_MOST = 100
"""So many names of a segment are looked at."""
_LEAST = 6
"""A shorter name is often an abbreviation."""
_TWO_WORDS = re.compile(r"[A-Z][a-z]+[A-Z][a-z]*")
"""``CheckSum`` may be a word to a person, who translates it; a machine does not weigh it."""
_SPOKEN = re.compile(r"[\s\\\u2060\u200b]+")


def _bare(text: str) -> str:
    """A text without what spaces, escapes and codes put between characters."""
    return _SPOKEN.sub("", text)


def _names(pair: Pair) -> tuple[re.Match[str], ...]:
    """The dotted and underscored names in the words of the source; none where the target has all of them."""
    if not _MAY_NAME.search(pair.source) or all(
        pair.target.count(name) >= pair.source.count(name) for name in islice(_DOTTED.findall(pair.source), _MOST)
    ):
        return ()
    return tuple(found for found in islice(_DOTTED.finditer(pair.source_prose), _MOST) if _is_name(found[0]))


def _is_name(text: str) -> bool:
    parts = [part for part in re.split(r"[._]", text) if part]
    return len(parts) > 1 and text.lower() not in _ABBREVIATIONS and max(map(len, parts)) > 1


def _escaped(name: str) -> str:
    return name.replace("_", r"\_")


def text_identifier_split(pair: Pair, _: Options) -> Iterator[Finding]:
    """A space stands inside a dotted or underscored name.

    Why: ``robots. txt`` is no file and ``System. IO`` no name space; readers copy them, and search misses them.

    Fails:
        Edit robots.txt first. → Modifiez d’abord robots. txt.

    Passes:
        Edit robots.txt first. → Modifiez d’abord robots.txt.
        End. Next. → Fin. Suite.
    """
    missing = [*_missing(pair)]
    target = _bare(pair.target) if missing else ""
    for name in missing:
        if name not in target:
            continue
        parts = re.split(r"([._])", name)
        gap = r"(?:\\?[ \u00a0])?"
        pattern = gap.join(re.escape(part) if part != "_" else r"\\?_" for part in parts)
        places = re.finditer(rf"(?<!\w){pattern}(?!\w)", pair.target)
        found = next((place for place in places if place[0] not in (name, _escaped(name))), None)
        if found is not None and pair.target_prose[found.start()] not in (CODE, MARKUP):
            span = Span(*found.span())
            mended = _escaped(name) if r"\_" in found[0] or r"\ _" in found[0] else name
            yield Finding(
                span,
                f"a space splits the name {name}: take it out",
                (Edit(span, mended),),
                "error" if pair.human_translated else None,
            )


def _written(name: str, text: str) -> int:
    """How often a name stands in a text, with or without backslashes."""
    return text.count(name) + (text.count(_escaped(name)) if "_" in name else 0)


def _missing(pair: Pair) -> Iterator[str]:
    """The names that the target has less often than the source, each once."""
    seen = set()
    for found in pair.cached(_names):
        name = found[0]
        if name not in seen and _written(name, pair.target) < _written(name, pair.source):
            seen.add(name)
            yield name


def text_identifier_lost(pair: Pair, options: Options) -> Iterator[Finding]:
    """A name with a dot, an underscore or capitals inside is missing from the target, or was changed.

    Why: names of files, classes and settings are no words. Readers type them, and a translated one doesn't exist.
    Spaces, escapes and the case of letters are left to the other rules. The option ``allow`` lists names that may
    be translated. Where people translated a name of two words, such as *CheckSum*, the finding is only a hint.

    Fails:
        Set the maxRetryCount value. → Définissez la valeur nombreMaximal.

    Passes:
        Set the maxRetryCount value. → Définissez la valeur maxRetryCount.
    """
    wanted = pair.cached(_absent)
    if not wanted:
        return
    target = _bare(pair.target).lower()
    for name in wanted:
        if _bare(name).lower() not in target and name not in options["allow"]:
            doubtful = pair.human_translated and _TWO_WORDS.fullmatch(name)
            yield Finding(
                Span(0, len(pair.target)),
                f"the name {name} is missing or changed: write it as the source has it",
                severity="info" if doubtful else None,
            )


def _absent(pair: Pair) -> list[str]:
    """The names of the source, with capitals inside as well, that the target has less often."""
    names = [*pair.cached(_names)]
    if _MAY_CAMEL.search(pair.source):
        names += [found for found in _SIMPLE.finditer(pair.source_prose) if _MAY_CAMEL.search(found[0])]
    found = {name[0] for name in islice(names, _MOST) if _looks_technical(name[0])}
    return sorted(name for name in found if _written(name, pair.target) < _written(name, pair.source))


def _looks_technical(name: str) -> bool:
    """Whether a name is surely one: two words inside it, and not merely an abbreviation or a name of the web."""
    return len(name) >= _LEAST and ("_" in name or "." in name.strip(".") or sum(map(str.isupper, name[1:])) > 0)


def text_identifier_case(pair: Pair, _: Options) -> Iterator[Finding]:
    """A name with a dot, an underscore or a capital inside has other capitals in the target.

    Why: on many systems names differ by their capitals alone, and readers copy them.

    Fails:
        Set the maxRetryCount value. → Définissez la valeur MaxRetryCount.

    Passes:
        Set the maxRetryCount value. → Définissez la valeur maxRetryCount.
    """
    absent = pair.cached(_absent)
    target = pair.target.lower() if absent else ""
    for name in absent:
        if name.lower() not in target:
            continue
        places = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", pair.target, re.IGNORECASE)
        found = next((place for place in places if place[0] != name), None)
        if found is not None and pair.target_prose[found.start()] not in (CODE, MARKUP):
            yield Finding(Span(*found.span()), f"{found[0]} is written {name} in the source: keep its capitals")


def text_command_lost(pair: Pair, options: Options) -> Iterator[Finding]:
    """The name of a command, verb and noun with a hyphen, is missing from the target.

    Why: a translated command does not run. Machine translation takes the verb for a word.
    The option ``allow`` lists words with a hyphen that are no commands.

    Fails:
        de: Run Set-FjordImage twice. → Führen Sie Satz-FjordImage zweimal aus.

    Passes:
        de: Run Set-FjordImage twice. → Führen Sie zweimal Set-FjordImage aus.
        de: The file is Read-Only. → Die Datei ist schreibgeschützt.
    """
    if "-" not in pair.source:
        return
    names = dict.fromkeys(_COMMAND.findall(pair.source_prose.replace(MARKUP, "")))
    lost = [name for name in islice(names, _MOST) if _written(name, pair.target) < _written(name, pair.source)]
    target = _bare(pair.target_plain).lower() if lost else ""
    for name in lost:
        if name.lower() not in target and name not in options["allow"] and name not in _WORDS_WITH_HYPHEN:
            yield Finding(
                Span(0, len(pair.target)), f"the command {name} is missing or changed: write it as the source has it"
            )
