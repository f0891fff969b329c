"""Describes records and documents for search engines (schema.org, as JSON-LD)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from toolkit.content.choices import Country
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis, Organisation, Term
from toolkit.content.text import Text
from toolkit.outline.addresses import SITE, Base
from toolkit.outline.identifiers import act_address, act_identifier
from toolkit.outline.law import legal_force
from toolkit.render.context import Context

Thing = Mapping[str, Any]

OPEN_DATA = {"facts.csv": "text/csv", "facts.json": "application/json"}
"""The files of the open data, below the root of the site, with what each is."""
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
        "@id": base.url,
        "name": context.plain(site.title),
        "description": context.plain(site.description),
        "inLanguage": context.localizer.language,
        "url": base.of_page(path),
        "license": site.licence.url if site.licence else "",
        "publisher": {"@type": "Organization", "name": context.plain(site.publisher)},
    }


def breadcrumbs(places: Iterable[tuple[str, str]]) -> Thing:
    """The way to a page: the name and the full address of each place on it, the home page first."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": {"@type": "WebPage", "@id": url}}
            for number, (name, url) in enumerate(places, 1)
        ],
    }


def one_or_all(found: Sequence[Any]) -> Any:
    """Return the one value of a property that has one, or all of them."""
    return found[0] if len(found) == 1 else list(found)


def act(it: LegalBasis, context: Context, url: str, base: Base) -> Iterator[Thing]:
    """Yield an act as its register knows it: what changed it, when it holds, whether it holds on the day of the site.

    An act that took its place is told too: that it changed this one.
    """
    itself = legislation(it, context, base)
    by = context.library.get(LegalBasis, it.amended.act) if it.amended and it.amended.act else None
    last = it.repealed - dt.timedelta(days=1) if it.repealed else it.expires
    yield {
        **itself,
        "alternateName": said(it.short, context) if it.title else "",
        "description": {"@value": context.full_citation(it).striptags(), "@language": context.localizer.language},
        "legislationType": it.type,
        "legislationDate": it.adopted.isoformat() if it.adopted else "",
        "dateModified": it.amended.date.isoformat() if it.amended else "",
        "temporalCoverage": f"{it.in_force.isoformat()}/{last.isoformat() if last else '..'}" if it.in_force else "",
        "legislationDateVersion": context.day.isoformat(),
        "legislationLegalForce": legal_force(context.standing(it)),
        "legislationConsolidates": {**legislation(by, context, base), "legislationChanges": _named(itself)} if by else {},
        "url": f"{url}#{it.id}" if url else "",
        "sameAs": it.url or "",
    }
    if it.replaced_by:
        successor = context.library.get(LegalBasis, it.replaced_by)
        yield {**legislation(successor, context, base), "legislationChanges": _named(itself)}


def legislation(it: LegalBasis, context: Context, base: Base) -> Thing:
    """An act as other things name it: by one identifier and one address in every language, and by its name in this one."""
    return {
        "@type": "Legislation",
        "@id": act_address(it, base),
        "legislationIdentifier": act_identifier(it),
        "legislationJurisdiction": str(it.jurisdiction),
        "name": said(it.title or it.short, context),
    }


def _named(act: Thing) -> Thing:
    return {name: act[name] for name in ("@type", "@id", "legislationIdentifier")}


def said(text: Text, context: Context) -> Thing:
    """Words of a thing that pages in several languages speak of: they say in which language they are."""
    return {"@value": context.plain(text), "@language": context.localizer.text(text).language}


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


def data_download(path: str, kind: str, base: Base, data: bytes) -> Thing:
    """A file of a data set: where it stands and, where its bytes are given, how large it is and by which digest anybody can check it."""
    return {
        "@type": "DataDownload",
        "name": path.rpartition("/")[2],
        "encodingFormat": kind,
        "contentUrl": base.of_page(path),
        "contentSize": str(len(data)) if data else "",
        "sha256": hashlib.sha256(data).hexdigest() if data else "",
    }


def dataset(
    facts: Iterable[Fact],
    countries: Iterable[Country],
    files: Mapping[str, bytes],
    context: Context,
    name: str,
    description: str,
    base: Base,
) -> Thing:
    """The open data: every figure of the site, as CSV and JSON; `facts` and `countries` are those of which it says what they measure.

    `files` are the bytes of each file; of a site whose figures fill several pages they are not told.
    """
    site, known = context.library.site, tuple(facts)
    years = sorted(year for fact in known for year in re.findall(r"\b(?:19|20)\d\d\b", str(fact.as_of or "")))
    described = {"@type": "DigitalDocument", "encodingFormat": "application/vnd.datapackage+json"}
    return {
        "@type": "Dataset",
        "@id": f"{base.url}#open-data" if base.url else "",
        "name": name,
        "description": description,
        "inLanguage": context.localizer.language,
        "license": site.data_licence.url if site.data_licence else "",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": context.plain(site.publisher)},
        "url": base.url,
        "temporalCoverage": f"{years[0]}/{years[-1]}" if years else "",
        "spatialCoverage": [
            {"@type": "Country", "identifier": str(code), "name": context.country(code)} for code in countries if len(code) == 2
        ],
        "variableMeasured": sorted({context.plain(fact.label) for fact in known}),
        "distribution": [data_download(f"{SITE}/{file}", kind, base, files.get(file, b"")) for file, kind in OPEN_DATA.items() if base.url],
        "subjectOf": {**described, "url": base.of_page(f"{SITE}/datapackage.json")} if base.url else {},
    }
