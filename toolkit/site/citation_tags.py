"""Makes the tags by which Google Scholar and Zotero read how a document is cited.

Zotero's translator “Embedded Metadata” takes the last word of a name without a comma for a family name, and what stands before a comma for
one; so a body stands with a comma behind it, which leaves nothing for a given name, and Zotero keeps the whole in one field. A comma within
the name of a body cannot be said so: such a page bears COinS (Z39.88-2004) too, whose `rft.aucorp` is a body, and which Zotero prefers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from toolkit.content.works import Source
from toolkit.exchange.references import name_in_line
from toolkit.outline.addresses import Base
from toolkit.site.downloads import Download


def citation_tags(work: Source, languages: Iterable[str], downloads: Iterable[Download], base: Base) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the tags of a work, which is published in languages and as files."""
    yield "citation_title", work.title
    for author in work.author:
        yield "citation_author", f"{author.literal}," if author.literal else name_in_line(author)
    if work.issued:
        yield "citation_publication_date", work.issued.replace("-", "/")
    for name in ("citation_technical_report_institution", "citation_publisher"):
        yield name, work.publisher or ""
    if work.number:
        yield "citation_technical_report_number", work.number
    for language in languages:
        yield "citation_language", language
    if work.URL:
        yield "citation_abstract_html_url", work.URL
    pdf = next((base.of_page(it.path) for it in downloads if it.media_type == "application/pdf"), "")
    if pdf:
        yield "citation_pdf_url", pdf


def coins(work: Source) -> str:
    """Return the context object of a work by a body whose name has a comma; nothing for any other work."""
    if not any("," in (one.literal or "") for one in work.author):
        return ""
    said = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "report"),
        ("rft.btitle", work.title),
        *(("rft.aucorp", one.literal) if one.literal else ("rft.au", name_in_line(one)) for one in work.author),
        ("rft.date", work.issued),
        ("rft.pub", work.publisher),
        ("rft.language", work.language),
        ("rft_id", work.URL),
    ]
    return urlencode([(key, value) for key, value in said if value])
