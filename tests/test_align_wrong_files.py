"""Files that do not belong together: pages that one template made, which differ in what they name."""

from __future__ import annotations

import pytest

from loc_align.alignment.by_content import align_by_content
from loc_align.documents import parse
from loc_align.model import Bitext, Document

_SURE = 0.9


def _page(name: str, other: str, what: str) -> Document:
    text = f"""# {name} method

Namespace: [Mill.Valves](xref:mill.valves)

Package: [Mill.Core](https://mill.example/core)

{what}

```mill
valve.{name}(timeout)
```

## Parameters

`timeout`: how long the method waits for the motor, in seconds.

## Returns

[Result](xref:mill.result): whether the motor has stopped in time.

## See also

- [{other}](xref:mill.valves.{other.lower()})
- [Motors](xref:mill.motors)
"""
    return parse(text.encode(), f"{name}.md")


def _translated(name: str, other: str, what: str) -> Document:
    text = f"""# Methode {name}

Namensraum: [Mill.Valves](xref:mill.valves)

Paket: [Mill.Core](https://mill.example/core)

{what}

```mill
valve.{name}(timeout)
```

## Parameter

`timeout`: wie lange die Methode auf den Motor wartet, in Sekunden.

## Rückgabe

[Ergebnis](xref:mill.result): ob der Motor rechtzeitig angehalten hat.

## Siehe auch

- [{other}](xref:mill.valves.{other.lower()})
- [Motoren](xref:mill.motors)
"""
    return parse(text.encode(), f"{name}.de.md")


_PAGES = {
    "openValve": ("closeValve", "Opens the valve of a pipe.", "Öffnet das Ventil eines Rohrs."),
    "closeValve": ("openValve", "Closes the valve of a pipe.", "Schließt das Ventil eines Rohrs."),
    "turnWheel": ("haltWheel", "Turns the wheel of the mill once.", "Dreht das Rad der Mühle einmal."),
    "haltWheel": ("turnWheel", "Halts the wheel of the mill.", "Hält das Rad der Mühle an."),
}


def _pair(name: str, other: str) -> tuple[Document, Document]:
    return _page(name, *_PAGES[name][:2]), _translated(other, _PAGES[other][0], _PAGES[other][2])


def _sure(bitext: Bitext) -> int:
    return sum(unit.source is not None and unit.target is not None and unit.score >= _SURE for unit in bitext)


def test_the_translation_of_a_sibling_page_gives_nothing_sure() -> None:
    right = [_pair(name, name) for name in _PAGES]
    wrong = [_pair(name, other) for name, (other, *_) in _PAGES.items()]
    found = [_sure(bitext) for bitext in align_by_content(right + wrong, target_lang="de").bitexts]
    assert found == [11, 11, 11, 11, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("title", "translated"),
    [
        ("Valve FAQ", "HGF zu Ventilen"),  # abbreviations are translated
        ("About openValve", "Informationen: about_openValve"),  # one title names more than the other
        ("openValve in MillCore", "openValve im Mühlenkern"),
        ("Version 4.2 of the valves", "Version 4.3 der Ventile"),  # an older version of the same page
        ("The openValve function", "İşlev: openValve"),  # a letter that becomes two in lower case
    ],
)
def test_names_that_do_not_contradict_each_other_change_nothing(title: str, translated: str) -> None:
    body = "\n\n".join(f"Step {n} takes {n}{n} seconds and needs `tool{n}`." for n in range(1, 9))
    other = "\n\n".join(f"Schritt {n} dauert {n}{n} Sekunden und braucht `tool{n}`." for n in range(1, 9))
    source, target = parse(f"# {title}\n\n{body}\n".encode()), parse(f"# {translated}\n\n{other}\n".encode())
    [bitext] = align_by_content([(source, target)], target_lang="de").bitexts
    assert _sure(bitext) >= 8
