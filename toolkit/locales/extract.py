"""Extracts the messages that templates, phrases and content ask translators for, in document order.

A template speaks to translators in comments, which hold for their own line, the next, and an expression begun there:
`{# translators: heading of a narrow column #}`, and where space is limited `{# max-length: 20 #}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import extract_from_ast

from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Unit
from toolkit.content.text import Text
from toolkit.content.values import Item
from toolkit.content.vocabulary import OWN, Choice
from toolkit.content.walk import limited, texts
from toolkit.content.words import read_words
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.pickles import pack, unpack
from toolkit.core.reads import digest
from toolkit.core.workspace import Workspace, text_of
from toolkit.language.catalogs import INTERFACE, Key, said_below
from toolkit.language.localizer import INTERFACE_LANGUAGE
from toolkit.language.placeholders import placeholders
from toolkit.locales.comments import ContentComments, label_comments, limit_comment, phrase_comments, unit_comments
from toolkit.outline.phrases import PHRASES
from toolkit.render.fragments import environment
from toolkit.render.template_faults import TEMPLATES, syntax_fault

BRACES = "python-brace-format"
"""The flag of messages whose placeholders are braces and a name, and nothing more."""
LEGAL = ("clauses", "parties")
"""Collections whose texts other reviewers approve."""
NOT_TOLD: Mapping[str, Sequence[str]] = MappingProxyType({})
"""Where texts are printed, for those who do not ask."""
_LITERALS = {"pgettext": 2, "npgettext": 3}
"""The functions of templates that say a label, and how many of their arguments a catalog must know."""
_SPOKEN = re.compile(r"\s*(translators|max-length):\s*(.*\S)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to translate: its domain, place in the catalog, and what a translator must know of it."""

    domain: str
    context: str
    source: str
    language: str
    path: str
    plural: str = ""
    notes: tuple[str, ...] = ()
    official: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The words that the author owns, by language; their catalogs do not ask for them. Nothing where a layer below says them."""
    printed: tuple[str, ...] = ()
    """Documents that print the record of the message; a comment names the first of them."""
    limit: int = 0
    """Characters that there is room for; 0 where there is room enough."""

    @property
    def key(self) -> Key:
        """Msgctxt and msgid."""
        return self.context, self.source

    @property
    def comments(self) -> tuple[str, ...]:
        """What stands above the entry, a paragraph each."""
        return (*self.notes, limit_comment(self.limit)) if self.limit else self.notes

    @property
    def flags(self) -> tuple[str, ...]:
        """The format by which gettext's own tools check placeholders, and the length that Weblate checks."""
        label = self.domain == INTERFACE or self.plural  # in prose a case may follow a placeholder, and gettext knows no such thing
        format = (BRACES,) if label and placeholders(self.source + self.plural) else ()
        return (*format, f"max-length:{self.limit}") if self.limit else format


def extract(
    workspace: Workspace, library: Library, printed: Mapping[str, Sequence[str]] = NOT_TOLD, kept: KeptFiles = NOT_KEPT
) -> tuple[Message, ...]:
    """Return every message, each once; a text that stands in several places keeps its first.

    `printed` are the documents that print each text, for its translator to know; `kept` has the messages of templates.
    """
    found: dict[tuple[str, str, str], Message] = {}
    said = said_below(workspace, kept)
    hidden = () if said else _shipped_words(library)
    for message in (*_phrases(), *_templates(workspace, kept), *_content(library, printed), *hidden):
        found.setdefault((message.domain, *message.key), message)
    return tuple(_spared(message, said) if said and message.domain == INTERFACE else message for message in found.values())


def _spared(message: Message, said: Mapping[str, frozenset[Key]]) -> Message:
    """Return a label that is not asked of the languages in which a layer below the workspace says it."""
    return replace(message, official={**message.official, **{tag: "" for tag, keys in said.items() if message.key in keys}})


def _phrases() -> Iterator[Message]:
    for context, words in PHRASES.items():
        notes = tuple(phrase_comments(context, words))
        yield Message(INTERFACE, context, words, INTERFACE_LANGUAGE, "toolkit/outline/phrases.py", notes=notes)


# ── templates ────────────────────────────────────────────────────────────────────────────────────


def _templates(workspace: Workspace, kept: KeptFiles) -> Iterator[Message]:
    """Yield the messages of every template; one that does not compile stops the run, with its line."""
    jinja = environment(workspace)
    faults: list[Diagnostic] = []
    for path in workspace.list(TEMPLATES, ".html"):
        try:
            yield from _kept_template(jinja, path, text_of(workspace, path), kept)
        except ContentError as error:
            faults.extend(error.diagnostics)
    kept.save()
    if faults:
        raise ContentError(*faults)


def _kept_template(jinja: Environment, path: str, template: str, kept: KeptFiles) -> Iterable[Message]:
    """Return the messages of a template: as they were kept, or read anew; ContentError tells all that is wrong with it."""
    name, mark = f"messages of {path}", digest(template.encode())
    known = unpack(data) if (data := kept.file(name, mark)) else None
    if not isinstance(known, tuple):
        known = tuple(_template(jinja, path, template))
        kept.keep_file(name, mark, pack(known))
    return (
        Message(INTERFACE, context, source, INTERFACE_LANGUAGE, path, plural, notes, limit=limit)
        for context, source, plural, notes, limit in known
    )


def _template(jinja: Environment, path: str, template: str) -> Iterator[tuple[str, str, str, tuple[str, ...], int]]:
    """Yield context, words, plural, notes and limit of each label of a template."""
    name, faults = path.removeprefix(f"{TEMPLATES}/"), []
    try:
        tree = jinja.parse(template, name, path)
    except TemplateSyntaxError as error:
        raise ContentError(syntax_fault(error, name)) from None
    spoken = _spoken(jinja, template)
    for line, function, call in extract_from_ast(tree, tuple(_LITERALS)):
        words = _literals(function, call)
        if words:
            yield _label(words, path, spoken.get(line, {}))
        else:
            faults.append(_computed(function, Place(path, line)))
    if faults:
        raise ContentError(*faults)


def _spoken(jinja: Environment, words: str) -> dict[int, dict[str, str]]:
    """Return what comments say to translators, by the lines that it holds for."""
    tokens = list(jinja.lex(words))
    ends = _expressions(tokens)
    found: dict[int, dict[str, str]] = {}
    for line, kind, value in tokens:
        said = _SPOKEN.fullmatch(value) if kind == "comment" else None
        if said:
            last = line + value.count("\n")
            for number in range(last, max(last + 1, ends.get(last, 0), ends.get(last + 1, 0)) + 1):
                found[number] = found.get(line, {}) | found.get(number, {}) | {said.group(1): " ".join(said.group(2).split())}
    return found


def _expressions(tokens: Sequence[tuple[int, str, str]]) -> dict[int, int]:
    """Return for each line on which expressions begin the last line on which one of them ends."""
    found: dict[int, int] = {}
    begun = 0
    for line, kind, _ in tokens:
        if kind == "variable_begin":
            begun = line
        elif kind == "variable_end":
            found[begun] = max(line, found.get(begun, 0))
    return found


def _literals(function: str, call: Any) -> list[str]:
    """Return the context and the words of a label, which nobody but the template knows; nothing where one of them is computed."""
    first = call[: _LITERALS[function]] if isinstance(call, tuple) else ()
    words = [word for word in first if isinstance(word, str)]
    return words if len(words) == _LITERALS[function] else []


def _computed(function: str, place: Place) -> Diagnostic:
    message = f"`{function}` is not given its context and its words as they stand: no translator would be asked for them"
    return Diagnostic("template-error", message, place, f'write `{function}("context", "Words")`, one for each thing to say')


def _label(words: Sequence[str], path: str, spoken: Mapping[str, str]) -> tuple[str, str, str, tuple[str, ...], int]:
    context, source, plural = (*words, "")[:3]
    said = (spoken["translators"],) if "translators" in spoken else ()
    notes = tuple(label_comments(path.removeprefix(f"{TEMPLATES}/"), source + plural, said))
    return context, source, plural, notes, int(spoken["max-length"]) if spoken.get("max-length", "").isdigit() else 0


# ── content ──────────────────────────────────────────────────────────────────────────────────────


def _content(library: Library, printed: Mapping[str, Sequence[str]]) -> Iterator[Message]:
    comments = ContentComments(library, printed)
    for collection, item in (("site", library.site), *library.records()):
        if isinstance(item, Unit):
            yield from _unit(item)
            continue
        domain = _domain(collection, item)
        limits = {(text.context, text.source): limit for text, limit in limited(item)}
        for text in texts(item):
            yield _message(domain, text, tuple(comments.text(domain, item, text)), limits, comments.documents(item, text))


def _shipped_words(library: Library) -> Iterator[Message]:
    """Yield the words that the toolkit ships and a workspace replaced: who ships the toolkit translates them for all others."""
    comments = ContentComments(library, NOT_TOLD)
    for words in read_words(None, library.site.source_language).items.values():
        for item in words.values():
            yield from (_message(INTERFACE, text, tuple(comments.text(INTERFACE, item, text)), {}, ()) for text in texts(item))


def _message(domain: str, text: Text, notes: tuple[str, ...], limits: Mapping[Key, int], printed: tuple[str, ...]) -> Message:
    owned = dict(text.official)
    limit = limits.get((text.context, text.source), 0)
    return Message(
        domain, text.context, text.source, text.language, text.place.path, notes=notes, official=owned, limit=limit, printed=printed
    )


def _domain(collection: str, item: Item) -> str:
    if isinstance(item, Choice) and item.place.path != OWN:
        return INTERFACE
    legal = collection in LEGAL or (isinstance(item, Document) and item.agreement is not None)
    return "clauses" if legal else "content"


def _unit(unit: Unit) -> Iterator[Message]:
    for form, words in unit.forms.items():
        yield Message(
            "content", f"units.{unit.id}.forms.{form}", words["one"], unit.language or INTERFACE_LANGUAGE, unit.place.path,
            words.get("other", words["one"]), tuple(unit_comments(form)),
        )  # fmt: skip
