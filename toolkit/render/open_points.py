"""Lists the blanks of an agreement, each with the places where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from toolkit.content.agreements import Parameter, Party
from toolkit.content.text import Text
from toolkit.language.localizer import Localizer
from toolkit.outline.model import Block, Section, Target
from toolkit.outline.numbering import Outline
from toolkit.outline.phrases import reference_phrase, say
from toolkit.render.citations import marked_blanks

_OWNER = re.compile(r'data-of="([^"]*)" data-blank="([^"]*)"')
NAMED = {"preamble": "agreement.place.preamble", "closing": "agreement.place.signatures"}


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the agreement: its anchor and its name, «пункт 7.4»."""

    anchor: str
    words: Markup


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A blank: its number on the sheet, what it is, whose it is, and where it stands."""

    number: int
    label: Text | Markup
    party: Party | None
    of: str
    """What it belongs to: the row of an annex."""
    places: tuple[Where, ...]


def open_points(
    outline: Outline,
    fragments: Iterable[tuple[Block, str]],
    parties: Iterable[Party],
    parameters: Mapping[str, Parameter],
    localizer: Localizer,
) -> tuple[OpenPoint, ...]:
    """Return the blanks in reading order; the same blank in two clauses is one point with two places."""
    by_id = {party.id: party for party in parties}
    sections = {block.id: section for section in outline.sections for block in section.blocks}
    labels: dict[str, Text | Markup] = {}
    owners: dict[str, str] = {}
    places: dict[str, dict[str, Where]] = {}
    for block, html in fragments:
        owners.update({id: unescape(of) for of, id in _OWNER.findall(html)})
        for id, label in marked_blanks((html,)).items():
            labels.setdefault(id, parameters[id].label if id in parameters else label)
            for where in _places(block, sections[block.id], localizer):
                places.setdefault(id, {}).setdefault(where.words, where)
    return tuple(
        OpenPoint(number, label, by_id.get(id.partition(".")[0]), owners.get(id, ""), tuple(places.get(id, {}).values()))
        for number, (id, label) in enumerate(labels.items(), 1)
    )


def _places(block: Block, section: Section, localizer: Localizer) -> Iterator[Where]:
    if target := block.target:
        yield Where(block.id, localizer.marked(lambda: reference_phrase(localizer, target, "nom")))
    elif section.kind in NAMED:
        yield Where(block.id, localizer.marked(lambda: say(localizer, NAMED[section.kind])))
    elif section.title is not None:
        headed = Target(section.id, section.kind, section.number)
        yield Where(section.id, localizer.marked(lambda: reference_phrase(localizer, headed, "nom")))
