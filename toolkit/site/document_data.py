"""Describes documents for search engines (schema.org): what each is, whose, in which version, and of what it is a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from toolkit.content.document import Change
from toolkit.content.library import edition_languages
from toolkit.content.works import Name
from toolkit.evidence.provenance import Provenance
from toolkit.exchange.references import authors
from toolkit.outline.addresses import Base, address
from toolkit.outline.numbering import Publication
from toolkit.render.context import Context
from toolkit.site.downloads import Download
from toolkit.site.earlier import Earlier
from toolkit.site.frame import Shell
from toolkit.site.linked_data import Thing, legislation, one_or_all


def document_data(shell: Shell, publication: Publication, context: Context, edition: str, downloads: Iterable[Download]) -> Thing:
    """A publication in an edition: a report; a draft agreement is a document that says it is a draft."""
    it, library, base, languages = publication.document, shell.library, shell.base, edition_languages(edition)
    publisher = _body(context.plain(it.publisher or library.site.publisher))
    names = authors(context.plain(it.authors)) if it.authors else ()
    return {
        **_in_edition(publication, edition, base),
        "name": context.plain(it.title),
        "description": context.plain(it.summary.paragraphs[0]) if it.summary else "",
        "image": shell.image(languages[0], publication),
        "inLanguage": one_or_all(languages),
        "datePublished": it.date.isoformat(),
        "dateModified": it.updated.isoformat(),
        "correction": [_correction(one, context) for one in it.newest_first],
        "author": one_or_all([_author(one) for one in names]) or publisher,
        "publisher": publisher,
        "version": it.stated_version,
        "license": library.site.licence.url if library.site.licence else "",
        "creativeWorkStatus": "Draft" if it.agreement else "Published",
        "about": [_body(context.plain(publication.subject.name))] if publication.subject else [],
        "isBasedOn": list(_before(shell, publication, edition)),
        **_translations(shell, publication, edition),
        "isPartOf": {"@type": "WebSite", "@id": base.url, "name": context.plain(library.site.title), "url": base.url},
        "encoding": _encodings(downloads, base),
    }


def made_from(made: Provenance, context: Context, base: Base) -> Thing:
    """What the sheet at the end of an edition says: its name, the digest of its words, its commit, and the acts that it rests on."""
    said = (("edition", "", made.name), ("sha256", "text", made.digest), ("git", "", made.revision))
    found = {
        "identifier": [
            {"@type": "PropertyValue", "propertyID": id, **({"name": name} if name else {}), "value": value}
            for id, name, value in said
            if value
        ],
        "temporalCoverage": made.as_of.isoformat(),
        "creativeWorkStatus": "Draft" if made.untranslated or made.fuzzy or made.machine else "",
        "citation": [legislation(one.act, context, base) for one in made.acts],
    }
    return {name: value for name, value in found.items() if value}


def stated(page: bytes, identifier: str) -> str:
    """Return the value of an identifier that a page states of its edition: `edition` or `sha256`; nothing where it states none."""
    found = re.search(rb'"propertyID":"%b"(?:,"name":"[^"]*")?,"value":"([^"]*)"' % identifier.encode(), page)
    return found.group(1).decode() if found else ""


def kind_of(publication: Publication) -> str:
    """Return the class of schema.org that a publication is of."""
    return "DigitalDocument" if publication.document.agreement else "Report"


def _in_edition(publication: Publication, edition: str, base: Base) -> Thing:
    """A publication in an edition, by its address."""
    url = base.of_page(address(edition, publication, ".html"))
    return {"@type": kind_of(publication), "@id": url, "url": url}


def _before(shell: Shell, publication: Publication, edition: str) -> Iterable[Thing]:
    """Yield what a document was made from: its earlier versions that still stand somewhere, and the document that it replaces."""
    for one in shell.earlier.get(f"{edition}/{publication.id}", ()):
        yield _earlier(one, kind_of(publication), shell.base)
    for other in shell.superseded_by(publication) if shell.base.url else ():
        if edition in shell.library.editions_of(other.document):
            yield _in_edition(other, edition, shell.base)


def _earlier(it: Earlier, kind: str, base: Base) -> Thing:
    url = base.of_page(it.page) if it.page else ""
    files = [{"@type": "MediaObject", "name": label, "contentUrl": base.of_page(path)} for label, path in it.files if base.url]
    return {"@type": kind, "@id": url, "url": url, "version": it.version, "dateModified": it.day.isoformat(), "encoding": one_or_all(files)}


def _translations(shell: Shell, publication: Publication, edition: str) -> Thing:
    """Return of which edition a text is a translation, or which ones are translations of it.

    A parallel edition holds both. The texts of an agreement that have equal force are no translations of each other.
    """
    terms, source = publication.document.agreement, str(shell.library.site.source_language)
    single = [one for one in shell.library.editions_of(publication.document) if len(edition_languages(one)) == 1]
    if not shell.base.url or edition not in single or source not in single or (terms and terms.regime == "equal"):
        return {}
    if edition != source:
        return {"translationOfWork": {**_in_edition(publication, source, shell.base), "inLanguage": source}}
    others = [one for one in single if one != source]
    return {"workTranslation": one_or_all([{**_in_edition(publication, one, shell.base), "inLanguage": one} for one in others])}


def _body(name: str) -> Thing:
    return {"@type": "Organization", "name": name}


def _author(name: Name) -> Thing:
    if name.literal:
        return _body(name.literal)
    return {"@type": "Person", "name": f"{name.given} {name.family}", "familyName": name.family, "givenName": name.given}


def _correction(it: Change, context: Context) -> Thing:
    """What was changed after a document was published."""
    return {"@type": "CorrectionComment", "datePublished": it.date.isoformat(), "text": context.plain(it.what)}


def _encodings(downloads: Iterable[Download], base: Base) -> Any:
    """The files that hold the same document, where it is known where they will stand; one stands by itself."""
    found: list[Thing] = [
        {
            "@type": "MediaObject",
            "encodingFormat": it.media_type,
            "contentUrl": base.of_page(it.path),
            "contentSize": it.bytes_mark,
            "sha256": it.digest_mark,
        }
        for it in (downloads if base.url else ())
        if it.listed
    ]
    return one_or_all(found)


def in_parts(about: Thing, urls: Iterable[str]) -> Thing:
    """A document that stands on several pages, and which they are."""
    return {**about, "hasPart": [{"@type": "WebPage", "position": number, "url": url} for number, url in enumerate(urls, 1)]}


def document_part(about: Thing, number: int, url: str) -> Thing:
    """One of the pages of a document, after the first."""
    whole = {name: about[name] for name in ("@type", "@id", "name", "url")}
    return {"@type": "WebPage", "name": about["name"], "position": number, "url": url, "inLanguage": about["inLanguage"], "isPartOf": whole}
