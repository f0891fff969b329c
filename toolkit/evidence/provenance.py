"""Writes the sheet that says what an edition was made from, for readers and for machines."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.content.document import Change, Document
from toolkit.content.records import LegalBasis
from toolkit.language.localizer import State
from toolkit.language.typography import composed
from toolkit.outline.law import Standing, standing
from toolkit.render.edition import Body
from toolkit.render.fragments import Fragments, Templates
from toolkit.render.reads import Use

TEMPLATE = "components/provenance.html"
_DIGEST = re.compile(r'<code class="digest">([0-9a-f]{64})</code>')


@dataclass(frozen=True, slots=True)
class ActChecked:
    """An act that the edition prints: its state on the day, and when it was last checked."""

    act: LegalBasis
    standing: Standing
    checked_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Approved:
    """Passages that one engine drafted and one person approved, with the language that they are in."""

    engine: str
    approver: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an edition was made from."""

    name: str
    """The edition's own name: `ru-en/briefs/first`."""
    as_of: dt.date
    revision: str
    """The git commit that last changed what it prints; nothing in a draft, when that is not committed, or without git."""
    sources: int
    acts: tuple[ActChecked, ...]
    untranslated: int
    fuzzy: int
    changes: tuple[Change, ...]
    """What was changed after its date, the newest first."""
    machine: int
    """Passages that a machine drafted and nobody approved."""
    approved: tuple[Approved, ...]
    """Those that a machine drafted and a person approved."""
    digest: str
    """The SHA-256 of its words: the web page, the PDF and the Word file of an edition bear the same one."""


def provenance(fragments: Mapping[str, Fragments], body: Body, history: Mapping[str, str]) -> Provenance:
    """Return what an edition was made from; `history` has the commit of each file."""
    context = fragments[body.languages[0]].context
    publication = context.outline.publication
    uses = [use for tag in body.languages for _, fragment in fragments[tag].early() for use in fragment.uses]
    acts = [context.library.get(LegalBasis, id) for id in dict.fromkeys(use.id for use in uses if use.kind == "act")]
    states = [item.state for item in body.unfinished]
    return Provenance(
        name=f"{body.edition}/{publication.id}",
        as_of=publication.day,
        revision=_revision(publication.document.place.path, uses, history),
        sources=len(body.cited.sources),
        acts=tuple(ActChecked(act, standing(act, publication.day), act.checked_on) for act in acts),
        untranslated=states.count(State.MISSING),
        fuzzy=states.count(State.FUZZY),
        changes=publication.document.newest_first,
        machine=states.count(State.MACHINE),
        approved=_approved(fragments, body),
        digest=body.words_digest,
    )


def _approved(fragments: Mapping[str, Fragments], body: Body) -> tuple[Approved, ...]:
    """Return who approved drafts that the edition prints, by engine and language."""
    found: Counter[tuple[str, str, str]] = Counter()
    for tag in body.languages:
        said = fragments[tag].context.localizer.catalog.messages
        for key in body.asked:
            draft = translation.machine if (translation := said.get(key)) else None
            if draft and draft.approver:
                found[(" ".join(filter(None, (draft.engine, draft.model))), draft.approver, tag)] += 1
    return tuple(Approved(*key, count) for key, count in sorted(found.items()))


def _revision(own: str, uses: Iterable[Use], history: Mapping[str, str]) -> str:
    """Return the newest commit among those of the files that the edition prints; `history` has the newest first."""
    paths = {own, *(use.place.path for use in uses if use.place.path.startswith("content/"))}
    if not paths <= history.keys():
        return ""
    return next((commit for path, commit in history.items() if path in paths), "")


def sheet(
    made: Provenance, body: Body, fragments: Mapping[str, Fragments], templates: Mapping[str, Templates], *, within: bool = False
) -> Markup:
    """Return the sheet in every language of the edition; `within` another section it has no heading of its own."""
    document = fragments[body.languages[0]].outline.publication.document
    values = {"it": made, "document": document, "within": within}
    rendered = (
        templates[tag].render(TEMPLATE, document.place, context=fragments[tag].context, tag=tag, **values) for tag in body.languages
    )
    return Markup("").join(Markup(composed(html, body.languages[0])) for html in rendered)


def digest_in(html: str) -> str:
    """Return the digest that the sheet of a page bears; nothing where it has none."""
    found = _DIGEST.findall(html)
    return str(found[-1]) if found else ""


def bears_sheet(document: Document) -> bool:
    """Say whether a document says what it was made from; one laid out as an official letter bears its requisites and nothing else."""
    return document.page is None or document.page.style != "gost"


def put(page: str, sheet: str, end: str = "</main>") -> str:
    """Return a page with the sheet as the last thing of its main part, or before another last `end`."""
    before, found, after = page.rpartition(end)
    return f"{before}{sheet}{found}{after}" if found else page
