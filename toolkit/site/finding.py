"""Finds what a document says first: a figure with its words, or one sentence; cards beside links carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.content.text import Text
from toolkit.outline.model import Block
from toolkit.outline.numbering import FIGURES, Outline
from toolkit.render.context import Context
from toolkit.render.fragments import Fragments, Templates

_VALUE = re.compile(r'<strong class="pull-value">(.*?)</strong>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a document says first: `value` is its figure, where it has one, and `words` read on from it."""

    words: str = ""
    value: str = ""
    below: str = ""
    """What the value counts, where the words name whose it is; else the title of the document stands there."""


NOTHING = Finding()


def finding(numbered: Outline, context: Context, templates: Templates) -> Finding:
    """Return what a document says first: its enlarged figure, its first message, the first figure of its subject, or that of a chart."""
    document, blocks = numbered.publication.document, tuple(numbered.blocks())
    pulled = next((block for block in blocks if block.name == "pull-fact"), None)
    if pulled:
        return _pulled(pulled, context, templates)
    if document.key_messages:
        return Finding(_bare(context.plain(document.key_messages[0])))
    if numbered.publication.subject:
        return _of_subject(context) or NOTHING
    drawn = next((block.arguments for block in blocks if block.name in FIGURES), None)
    caption = getattr(drawn, "caption", None)
    return Finding(_bare(context.plain(caption))) if isinstance(caption, Text) else Finding()


def _pulled(block: Block, context: Context, templates: Templates) -> Finding:
    value = _VALUE.search(str(Fragments(templates, context).block(block).html))
    words = getattr(block.arguments, "text", None)
    if not isinstance(words, Text):
        words = context.library.facts[getattr(block.arguments, "fact", "").partition("#")[0]].label
    return Finding(_bare(context.plain(words)), Markup(value.group(1)).striptags() if value else "")


def _of_subject(context: Context) -> Finding | None:
    """Return the first figure of the cluster that a document is about; the year of its founding is none."""
    subject = context.outline.publication.subject
    found = next((fact for fact in subject.facts.values() if fact.unit != "year"), None) if subject else None
    if not subject or not found:
        return None
    return Finding(context.plain(subject.name), Markup(context.quantity(found)).striptags(), _bare(context.plain(found.label)))


def _bare(words: str) -> str:
    """Return words without the full stop at their end: a card is no paragraph."""
    return words.removesuffix(".")
