"""Describes a document as a work that others cite, so that reference managers take it in as its authors mean it."""

from __future__ import annotations

import re

from toolkit.content.scalars import Address, LanguageTag
from toolkit.content.works import Issued, Name, Source
from toolkit.outline.addresses import Base, address
from toolkit.outline.numbering import Publication
from toolkit.render.context import Context

_INITIALS = r"(?:[^\W\d_]\.[ \u00a0\-]?)+"
_PERSON = re.compile(rf"(?P<before>{_INITIALS})[ \u00a0]*(?P<family>\w[\w’'\-]+)|(?P<first>\w[\w’'\-]+)[ \u00a0](?P<after>{_INITIALS})")


def cited_work(publication: Publication, context: Context, edition: str, base: Base) -> Source:
    """Return an edition of a document as a work: a report, or a draft of an agreement. Its day is that on which it was published.

    A document that was changed since says by its version which text was read: that which it states, or the day of the last change.
    """
    it = publication.document
    publisher = context.plain(it.publisher or context.library.site.publisher)
    return Source.model_construct(
        type="document" if it.agreement else "report",
        title=context.plain(it.title),
        author=authors(context.plain(it.authors)) if it.authors else (Name(literal=publisher),),
        genre=kind_in_reference(context, publication),
        number=it.number or None,
        issued=Issued(it.date.isoformat()),
        version=read_version(publication) or None,
        publisher=publisher,
        language=LanguageTag(context.localizer.language),
        URL=Address(url) if (url := base.of_page(address(edition, publication, ".html"))) else None,
    )


def read_version(publication: Publication) -> str:
    """Return which version of a document is read: the one that it states, or the day of its last change; nothing of one never changed."""
    it = publication.document
    return it.stated_version or (it.updated.isoformat() if it.changes else "")


def authors(words: str) -> tuple[Name, ...]:
    """Return the authors that a document names: a name with initials is a person, any other one a body.

    Persons are parted by commas or semicolons, bodies by semicolons alone: a body may have a comma in its name.
    """
    people = [_person(one) for one in re.split(r"\s*[,;]\s*", words)]
    if all(people):
        return tuple(filter(None, people))
    return tuple(_person(one) or Name(literal=one) for one in re.split(r"\s*;\s*", words.strip(" ;")))


def _person(words: str) -> Name | None:
    found = _PERSON.fullmatch(words.strip())
    if not found:
        return None
    given = (found["before"] or found["after"]).replace("\u00a0", " ").strip()
    return Name(family=found["family"] or found["first"], given=given)


def kind_in_reference(context: Context, publication: Publication) -> str:
    """Return what sort of document it is, as a reference says it: small in Russian, where it follows the title after a colon."""
    kind = context.plain(context.choice(publication.document.kind).label)
    small = context.localizer.language == "ru" and kind[1:2].islower()
    return kind[:1].lower() + kind[1:] if small else kind


def name_in_line(name: Name) -> str:
    """Return a name in one line: the family name first, the name of a body as it is."""
    return name.literal or ", ".join(filter(None, (name.family, name.given)))
