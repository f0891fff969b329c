"""Describes records and documents for search engines (schema.org, as JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from toolkit.content.document import Change
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis, Organisation, Term
from toolkit.content.site import Licence
from toolkit.outline.addresses import SITE, Base
from toolkit.outline.law import legal_force
from toolkit.outline.numbering import Publication
from toolkit.render.context import Context
from toolkit.site.downloads import Download

Thing = Mapping[str, Any]

_OPEN, _CLOSE = '<script type="application/ld+json">', "</script>"
_BODIES = {
    "company": "Corporation",
    "university": "CollegeOrUniversity",
    "institute": "ResearchOrganization",
    "government": "GovernmentOrganization",
}


def script(things: Iterable[Thing]) -> Markup:
    """Return the data block for a page's head; nothing for no things."""
    found = [clean(thing) for thing in things]
    if not found:
        return Markup("")
    return Markup(f"{_OPEN}{_words(found)}{_CLOSE}")  # `<` is escaped there


def described(html: str, more: Thing) -> str:
    """Return a page whose first thing says more of itself; what is only known once the page is made."""
    before, opened, rest = html.partition(_OPEN)
    words, _, after = rest.partition(_CLOSE)
    if not opened:
        return html
    first, *others = json.loads(words)["@graph"]
    return f"{before}{_OPEN}{_words([clean({**first, **more}), *others])}{_CLOSE}{after}"


def _words(things: list[Thing]) -> str:
    graph = {"@context": "https://schema.org", "@graph": things}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def clean(value: Any) -> Any:
    """Leave out what is not known."""
    if isinstance(value, Mapping):
        return {key: clean(part) for key, part in value.items() if part not in ("", None, [], {})}
    if isinstance(value, list | tuple):
        return [clean(part) for part in value]
    return value


def website(library: Library, context: Context, base: Base, path: str) -> Thing:
    """The site and its publisher."""
    site = library.site
    return {
        "@type": "WebSite",
        "name": context.plain(site.title),
        "description": context.plain(site.description),
        "inLanguage": context.localizer.language,
        "url": base.of_page(path),
        "publisher": {"@type": "Organization", "name": context.plain(site.publisher)},
    }


def document(
    library: Library,
    publication: Publication,
    context: Context,
    languages: tuple[str, ...],
    base: Base,
    path: str,
    downloads: Iterable[Download],
) -> Thing:
    """A publication in an edition: a report; a draft agreement is a document that says it is a draft."""
    it = publication.document
    publisher = {"@type": "Organization", "name": context.plain(it.publisher or library.site.publisher)}
    about = [{"@type": "Organization", "name": context.plain(publication.subject.name)}] if publication.subject else []
    return {
        "@type": "DigitalDocument" if it.agreement else "Report",
        "name": context.plain(it.title),
        "description": context.plain(it.summary.paragraphs[0]) if it.summary else "",
        "url": base.of_page(path),
        "inLanguage": languages[0] if len(languages) == 1 else list(languages),
        "datePublished": it.date.isoformat(),
        "dateModified": it.updated.isoformat(),
        "correction": [_correction(one, context) for one in it.newest_first],
        "author": {"@type": "Organization", "name": context.plain(it.authors)} if it.authors else publisher,
        "publisher": publisher,
        "version": it.stated_version,
        "creativeWorkStatus": "Draft" if it.agreement else "Published",
        "about": about,
        "isPartOf": {"@type": "WebSite", "name": context.plain(library.site.title), "url": base.url},
        "encoding": _encodings(downloads, base),
    }


def _correction(it: Change, context: Context) -> Thing:
    """What was changed after a document was published."""
    return {"@type": "CorrectionComment", "datePublished": it.date.isoformat(), "text": context.plain(it.what)}


def _encodings(downloads: Iterable[Download], base: Base) -> Thing | list[Thing]:
    """The files that hold the same document, where it is known where they will stand; one stands by itself."""
    found: list[Thing] = [
        {
            "@type": "MediaObject",
            "encodingFormat": it.media_type,
            "contentUrl": base.of_page(it.path),
            "contentSize": it.bytes_mark,
        }
        for it in (downloads if base.url else ())
    ]
    return found[0] if len(found) == 1 else found


def in_parts(about: Thing, urls: Iterable[str]) -> Thing:
    """A document that stands on several pages, and which they are."""
    return {**about, "hasPart": [{"@type": "WebPage", "position": number, "url": url} for number, url in enumerate(urls, 1)]}


def document_part(about: Thing, number: int, url: str) -> Thing:
    """One of the pages of a document, after the first."""
    whole = {name: about[name] for name in ("@type", "name", "url")}
    return {"@type": "WebPage", "name": about["name"], "position": number, "url": url, "inLanguage": about["inLanguage"], "isPartOf": whole}


def act(it: LegalBasis, context: Context, url: str) -> Thing:
    """An act: its citation, dates and whether it is in force on the day of the site."""
    return {
        "@type": "Legislation",
        "name": context.plain(it.title) if it.title else context.plain(it.short),
        "alternateName": context.plain(it.short),
        "legislationIdentifier": context.full_citation(it).striptags(),
        "legislationType": it.type,
        "legislationJurisdiction": context.country(it.jurisdiction),
        "legislationDate": it.adopted.isoformat() if it.adopted else "",
        "legislationDateVersion": it.amended.date.isoformat() if it.amended else "",
        "legislationLegalForce": legal_force(context.standing(it)),
        "url": f"{url}#{it.id}" if url else "",
        "sameAs": it.url or "",
    }


def organisation(it: Organisation, context: Context) -> Thing:
    """A body by its name, its kind and its countries."""
    return {
        "@type": _BODIES.get(it.kind, "Organization"),
        "name": context.plain(it.name),
        "alternateName": context.plain(it.short) if it.short else "",
        "address": [{"@type": "PostalAddress", "addressCountry": str(code)} for code in it.countries if len(code) == 2],
    }


def terms(found: Iterable[Term], context: Context, name: str, url: str) -> Thing:
    """The glossary."""
    return {
        "@type": "DefinedTermSet",
        "name": name,
        "inLanguage": context.localizer.language,
        "url": url,
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "termCode": it.id, "name": context.plain(it.term), "url": f"{url}#{it.id}" if url else ""}
            for it in found
        ],
    }


def dataset(
    facts: Iterable[Fact], context: Context, name: str, description: str, base: Base, publisher: str, licence: Licence | None
) -> Thing:
    """The open data: every figure of the site, as CSV and JSON; `facts` are those of which it says what they measure."""
    files = [("facts.csv", "text/csv"), ("facts.json", "application/json")]
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "inLanguage": context.localizer.language,
        "license": licence.url if licence else "",
        "creator": {"@type": "Organization", "name": publisher},
        "url": base.url,
        "variableMeasured": sorted({context.plain(fact.label) for fact in facts}),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": base.of_page(f"{SITE}/{file}")}
            for file, kind in files
            if base.url
        ],
        "subjectOf": {
            "@type": "DigitalDocument",
            "encodingFormat": "application/vnd.datapackage+json",
            "url": base.of_page(f"{SITE}/datapackage.json"),
        }
        if base.url
        else {},
    }
