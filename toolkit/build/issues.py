"""Lists what remains to be negotiated in an agreement: what the other side wants of each clause, and the blanks that are open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from toolkit.build.comparison import Unit, beside, units
from toolkit.content.agreements import Agreement, Party
from toolkit.content.library import Library
from toolkit.content.proposals import Proposal, Proposals
from toolkit.content.text import Text
from toolkit.core.diagnostics import ContentError
from toolkit.language.formulas import without_markup
from toolkit.language.typography import capitalised
from toolkit.outline.model import Section
from toolkit.outline.numbering import Publication
from toolkit.outline.phrases import say
from toolkit.outline.wording import topic_of
from toolkit.project import Project
from toolkit.render.citations import blanks
from toolkit.render.open_points import NAMED, OpenPoint, open_points

_HELD = re.compile(r"⟦(?:blank:)?([^⟧]*)⟧")
_MARK = re.compile(r"\{[^{}]*\}|\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Issue:
    """A row: a clause, a blank, or what the other side wants of one."""

    clause: str
    """Its number in the draft of today, as `18.2`; of what is added, the number of what it follows."""
    heading: str
    """The heading that it stands under: «Срок действия и прекращение»."""
    id: str
    kind: str = ""
    """What is wanted, as a proposal says it; `blank`, or `passage` for words that belong to no paragraph of ours."""
    party: str = ""
    """Who wants it; of a blank, whose it is."""
    ours: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, tuple[Markup, Markup]] = field(default_factory=dict)
    """Of a clause that is reworded, our text with what they strike out marked, and theirs with what they put in."""
    counter: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    """The blank, the comment, or the number of the clause behind which one is to stand."""
    state: str = ""
    position: str = ""
    owner: str = ""
    deadline: str = ""
    playbook: str = ""


def issues(project: Project, library: Library, publication: Publication, html: str, languages: Sequence[str]) -> Iterator[Issue]:
    """Yield the rows in the order of the agreement, of which `html` is the printed page; what belongs to no clause comes last."""
    page = _Page.of(project, publication, html, languages)
    records = [one for one in library.all(Proposals) if one.agreement == publication.document.id]
    waiting: dict[str, list[tuple[Proposals, Proposal]]] = {}
    for record in records:
        for one in record.items:
            waiting.setdefault(page.home(record, one), []).append((record, one))
    terms = publication.document.agreement
    assert terms is not None
    guidance = dict(_guidance(library, terms))
    for place in page.order:
        for unit in page.units.get(place, ()):
            known = guidance.get(unit.id, "")
            yield Issue(unit.label, page.heading(place), unit.id, ours=_words(unit), playbook=known)
            for record, one in waiting.pop(unit.id.removeprefix("heading "), ()):
                yield _proposed(page, unit, record, one, known)
        for record, one in waiting.pop(place, ()):
            yield _proposed(page, page.first(place), record, one, guidance.get(place, ""))
        yield from (_open(page, id, guidance.get(place, "")) for id, block in page.stands.items() if block == place)
    for left in waiting.values():
        yield from (
            _proposed(page, Unit(str(one.paragraph or one.blank or ""), one.number or "", {}), record, one, "") for record, one in left
        )
    for record in records:
        for words in record.unplaced:
            yield Issue("", "", record.id, "passage", record.sender or "", theirs={languages[0]: words}, state="open")


def _proposed(page: _Page, unit: Unit, record: Proposals, one: Proposal, playbook: str) -> Issue:
    blank = str(one.blank or "")
    held = _words(unit) if one.kind in ("reword", "move", "strike", "comment") else page.labels(blank)
    ours = held if held and not one.settled else page.printed(one.ours) or held
    theirs = page.printed(one.theirs)
    changed = {tag: beside(ours[tag], words) for tag, words in theirs.items() if one.kind == "reword" and ours.get(tag)}
    after = page.first(str(one.after)).label if one.kind == "move" else ""
    about = one.comment or after or next(iter(page.labels(blank).values()), blank)
    return Issue(
        unit.label or one.number or "", page.heading(unit.id) or page.heading(unit.group), str(one.paragraph or one.blank or unit.id),
        one.kind, record.sender or one.author or "", ours, theirs, changed, page.printed(one.counter), about, one.state,
        one.position or "", one.owner or "", one.deadline.isoformat() if one.deadline else "", playbook,
    )  # fmt: skip


def _open(page: _Page, id: str, playbook: str) -> Issue:
    unit, point = page.first(page.stands[id]), page.points[page.languages[0]][id]
    headings = " / ".join(dict.fromkeys(filter(None, (page.heading(where.anchor) for where in point.places))))
    party = page.short(point.party) if point.party else ""
    labels = page.labels(id)
    return Issue(unit.label, headings, id, "blank", party, labels, about=next(iter(labels.values())), state="blank", playbook=playbook)


def _words(unit: Unit) -> dict[str, str]:
    return {tag: "".join(said for _, said in tokens) for tag, tokens in unit.words.items()}


def _guidance(library: Library, terms: Agreement) -> Iterator[tuple[str, str]]:
    for article in terms.articles:
        for id, clause in topic_of(library, terms, article.topic).clauses.items():
            book = clause.playbook
            parts = [book.preferred, *(f"else: {one}" for one in book.fallbacks), f"never: {book.red_line}" if book.red_line else None,
                     f"decides: {book.approver}" if book.approver else None] if book else []  # fmt: skip
            note = clause.note.source if clause.note else None
            if said := "; ".join(filter(None, (*parts, note))):
                yield id, said


@dataclass(frozen=True, slots=True)
class _Page:
    """What a draft prints: its paragraphs by the block or heading that they stand in, and its open blanks."""

    project: Project
    publication: Publication
    languages: tuple[str, ...]
    order: tuple[str, ...]
    units: Mapping[str, tuple[Unit, ...]]
    sections: Mapping[str, Section]
    """The section of each block, and of each section itself."""
    points: Mapping[str, Mapping[str, OpenPoint]]
    """The open blanks of each language, by their ids."""
    stands: Mapping[str, str]
    """The block in which each blank stands first."""

    @classmethod
    def of(cls, project: Project, publication: Publication, html: str, languages: Sequence[str]) -> _Page:
        outline = project.outline(publication)
        sections = {id: one for one in outline.sections for id in (one.id, *(block.id for block in one.blocks))}
        places = ("title", *(id for one in outline.sections for id in (f"heading {one.id}", *(block.id for block in one.blocks))))
        known = frozenset(places)
        held: dict[str, list[Unit]] = {}
        for unit, _ in units(html):
            held.setdefault(unit.id if unit.id in known else unit.group, []).append(unit)
        points: dict[str, dict[str, OpenPoint]] = {}
        stands: dict[str, str] = {}
        for tag in languages:
            fragments = project.fragments(publication, tag)
            made = [(block, str(fragments.block(block).html)) for block in outline.blocks() if not block.late]
            printed = [(id, block.id) for block, fragment in made for id in blanks((fragment,))]
            for id, place in printed:
                stands.setdefault(id, place)
            parties = project.library.all(Party) if project.library else ()
            context = fragments.context
            found = open_points(outline, made, parties, context.parameters, context.localizer)
            points[tag] = dict(zip(dict.fromkeys(id for id, _ in printed), found, strict=True))
        by_place = {place: tuple(some) for place, some in held.items()}
        return cls(project, publication, tuple(languages), places, by_place, sections, points, stands)

    def labels(self, blank: str) -> dict[str, str]:
        """Return what an open blank is called in each language, and what it belongs to."""
        found = {tag: points[blank] for tag, points in self.points.items() if blank in points}
        return {
            tag: f"({self._label(tag, point)}): {point.of}" if point.of else f"({self._label(tag, point)})" for tag, point in found.items()
        }

    def _label(self, tag: str, point: OpenPoint) -> str:
        context = self.project.fragments(self.publication, tag).context
        return context.plain(point.label) if isinstance(point.label, Text) else without_markup(point.label)

    def first(self, place: str) -> Unit:
        """Return the first paragraph of a block; one without words, where it prints none that can be changed."""
        return next(iter(self.units.get(place, ())), Unit(place, "", {}))

    def heading(self, place: str) -> str:
        """Return the heading that a block stands under, in the leading language."""
        section = self.sections.get(place.removeprefix("heading "))
        context = self.project.fragments(self.publication, self.languages[0]).context
        if section is not None and section.kind in NAMED:
            return capitalised(say(context.localizer, NAMED[section.kind]))
        return context.plain(section.title) if section is not None and section.title is not None else ""

    def short(self, party: Party) -> str:
        """Return the name by which the agreement calls a party."""
        return self.project.fragments(self.publication, self.languages[0]).context.plain(party.short)

    def home(self, record: Proposals, one: Proposal) -> str:
        """Return the paragraph or block that a proposal is about: of what is added, what it follows, by way of other additions too."""
        added = {str(item.paragraph): str(item.after) for item in record.items if item.kind == "add" and item.after}
        known = {unit.id.removeprefix("heading ") for found in self.units.values() for unit in found} | set(self.order)
        if one.blank and not one.paragraph:
            return self.stands.get(str(one.blank), str(one.blank))
        place = str(one.paragraph or one.after or "")
        for _ in record.items:
            if place in known or place not in added:
                break
            place = added[place]
        return place

    def printed(self, words: Mapping[str, str]) -> dict[str, str]:
        """Return words with placeholders as the agreement would print them."""
        return {tag: self._printed(tag, said) for tag, said in words.items()}

    def _printed(self, tag: str, words: str) -> str:
        named = _HELD.sub(lambda found: self.labels(found.group(1)).get(tag, ""), words)
        try:
            return self._plain(tag, named)
        except ContentError:  # it names what the agreement no longer has
            return _MARK.sub(lambda found: self._known(tag, found.group()), named)

    def _known(self, tag: str, mark: str) -> str:
        try:
            return self._plain(tag, mark)
        except ContentError:
            return "…"

    def _plain(self, tag: str, words: str) -> str:
        text = Text(words, tag, "proposals", self.publication.document.place, ((tag, words),))
        return without_markup(self.project.fragments(self.publication, tag).context.inline(text))
