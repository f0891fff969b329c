"""Finds placeholders that ask for a form which what they name does not have, whoever wrote them: an author or a translator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Unit
from toolkit.content.text import Text
from toolkit.content.values import Item, name_of
from toolkit.content.walk import texts
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean
from toolkit.language.cases import CASES
from toolkit.language.catalogs import Catalog
from toolkit.language.placeholders import PLACEHOLDER
from toolkit.outline.agreement import ANOTHER_PARTY, OTHER_PARTY

OF_NUMBERS = ("number", "word", "words", "Word", "Words")
"""The forms in which every figure can be printed."""


def check_forms(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield each placeholder, in the words of authors and translators, whose form nothing can print."""
    for _, item in library.records():
        if isinstance(item, Unit):
            continue
        for text in texts(item):
            for words, place in _said(text, catalogs):
                for found in PLACEHOLDER.finditer(words) if ":" in words else ():
                    if found.group(2) and (wrong := _wrong(library, item, found.group(1), found.group(2))):
                        at = place or text.at(found.group())
                        yield Diagnostic(wrong[0], f"`{found.group()}`: {wrong[1]}", at, wrong[2])


def _said(text: Text, catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, Place | None]]:
    """Yield the words of a text in every language; those of a translator with their place."""
    own = {text.language: text.source, **dict(text.official)}
    yield from ((words, None) for words in own.values())
    for tag, catalog in catalogs.items():
        said = None if tag in own else catalog.messages.get((text.context, text.source))
        if said and said.strings and all(said.strings) and not said.fault:
            yield said.strings[0], said.place


def _wrong(library: Library, item: Item, name: str, form: str) -> tuple[str, str, str] | None:
    """Return code, words and cure for a form that is not there; the cases of a party are those that its record stores."""
    if name in (OTHER_PARTY, ANOTHER_PARTY) and form not in CASES:
        return "unknown-value", f"`{form}` is not a case", did_you_mean(form, CASES, "one of: " + ", ".join(CASES))
    fact = library.fact_named(name) or _own(library, item, name)
    unit = library.items["units"].get(fact.unit) if fact and fact.unit else None
    if isinstance(unit, Unit) and form not in unit.forms and form not in OF_NUMBERS:
        known = (*unit.forms, *OF_NUMBERS)
        return "missing-form", f"unit `{unit.id}` has no form `{form}`", did_you_mean(form, known, "it has: " + ", ".join(known))
    return None


def _own(library: Library, item: Item, name: str) -> Fact | None:
    """Return the fact that a cluster's own text, or a document about one cluster, calls by its short name."""
    owners = (item,) if isinstance(item, Cluster) else library.all(Cluster) if "." not in name else ()
    return next((fact for owner in owners for fact in owner.facts.values() if name_of(fact.id).rpartition(".")[2] == name), None)
