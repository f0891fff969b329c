"""Makes the Akoma Ntoso file of an agreement: one in each language, with the same eIds in all of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from toolkit.build.formats import Format, Job, Named, Rendered
from toolkit.build.formats.references import WordsJob
from toolkit.content.agreements import Party
from toolkit.content.drafts import FrozenDraft
from toolkit.content.library import Library, edition_languages
from toolkit.content.records import LegalBasis
from toolkit.content.values import ActRef
from toolkit.exchange.akoma_ntoso.document import AgreementText
from toolkit.exchange.akoma_ntoso.flow import Flow
from toolkit.exchange.akoma_ntoso.metadata import MEDIA_TYPE, Identity
from toolkit.exchange.akoma_ntoso.places import Places
from toolkit.language.typography import typeset
from toolkit.outline.addresses import address
from toolkit.outline.agreement import Piece
from toolkit.outline.identifiers import act_identifier, agreement_identifier
from toolkit.outline.numbering import Publication
from toolkit.render.context import Context
from toolkit.render.edition import Body, Cell, Part, Row, print_body
from toolkit.render.inline import RecitalResolver

_NAMED = re.compile(r'<FRBRalias name="edition" value="([^"]+)"/>')


class AkomaNtoso(Format):
    """Agreements for programs that read legal texts."""

    name, suffix, label, media_type = "akoma-ntoso", ".akn.xml", "Akoma Ntoso", MEDIA_TYPE
    kept = False

    def makes(self, publication: Publication, edition: str, editions: Sequence[str]) -> bool:
        """Make it of agreements in one language; of a parallel edition where its leading language has none of its own."""
        languages = edition_languages(edition)
        return publication.document.agreement is not None and (len(languages) == 1 or languages[0] not in editions)

    def job(self, edition: Rendered) -> Job:
        """Return the file of an edition, in its leading language."""
        return WordsJob(self.text(edition).write())

    def text(self, edition: Rendered) -> AgreementText:
        """Return the agreement as it stands."""
        return agreement_text(edition, began(edition.library, edition.publication))

    def named(self, data: bytes) -> Named | None:
        """Return the edition that the file's metadata name."""
        found = _NAMED.search(data.decode("utf-8", "replace"))
        return Named(found.group(1)) if found else None


def began(library: Library, publication: Publication) -> dt.date:
    """Return the day of the first draft of an agreement that is known."""
    frozen = (one.date for one in library.all(FrozenDraft) if one.agreement == publication.document.id)
    return min((publication.document.date, *frozen))


def agreement_text(edition: Rendered, first: dt.date, version: str = "", day: dt.date | None = None) -> AgreementText:
    """Return an agreement in the leading language of an edition; of a frozen draft with the version and day under which it was frozen."""
    publication, context, library = edition.publication, edition.context, edition.library
    terms = publication.document.agreement
    assert terms is not None
    places = Places.of(edition.outline)
    parties = {one.id: one for one in (library.get(Party, reference) for reference in terms.parties)}
    name = edition.body.edition
    identity = Identity(
        work=agreement_identifier(library, publication, first),
        form=terms.form,
        title=context.plain(publication.document.title),
        publisher=context.plain(publication.document.publisher or library.site.publisher),
        language=context.localizer.language,
        began=first,
        date=day or publication.document.date,
        version=version or publication.document.stated_version,
        edition=f"{name}/{publication.id}",
        url=edition.pages.shell.base.of_page(address(name, publication, ".html")),
        parties={id: context.plain(party.name or party.short) for id, party in parties.items()},
    )
    notes = {note.number: note.id for note in edition.body.notes if not note.own}
    flow = Flow(places, identity.language, lambda reference: _act(library, reference), notes)
    return AgreementText(identity, print_body(_with_links(edition, context)), places, flow)


def _act(library: Library, reference: str) -> str:
    id, _, part = reference.partition("#")
    return act_identifier(library.get(LegalBasis, ActRef(id)), part)


class _Linked(RecitalResolver):
    """Marks the act that each citation in full is of."""

    def citation(self, id: str, part: str, locator: str) -> Markup:
        words = super().citation(id, part, locator)
        known = id in self.context.library.items["legal_bases"]
        return Markup('<span data-law="{}">{}</span>').format(f"{id}#{part}" if part else id, words) if known else words


def _with_links(edition: Rendered, context: Context) -> Body:
    """Return the body whose recitals tell which acts they cite: a page prints the citation alone."""
    pieces = {block.id: block.arguments for block in edition.outline.blocks() if block.name == "recital"}

    def row(it: Row) -> Row:
        piece = pieces.get(it.id)
        if not isinstance(piece, Piece):
            return it
        words = Markup('<p class="recital">{}</p>').format(context.recital(piece.text, _Linked))
        return replace(it, cells=(Cell(it.cells[0].language, Markup(typeset(words, context.localizer.language))),))

    def part(it: Part) -> Part:
        return replace(it, rows=tuple(map(row, it.rows))) if it.kind == "preamble" else it

    return replace(edition.body, parts=tuple(map(part, edition.body.parts)))
