"""Makes what stands around the text of a Word document: contents, running heads, page numbers, and what the file says of itself."""

from __future__ import annotations

from typing import Any

from toolkit.build.word.anchors import Anchors, has_class, words
from toolkit.build.word.fields import begin, complex_field, end
from toolkit.build.word.inline import Look, run, word_language
from toolkit.build.word.xml import Element, R, W, root, w

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
UPRIGHT, ACROSS = 9_360, 14_000
"""Where the end of a head stands on a sheet that is upright, and the width of the text on one that lies across; twentieths of a point."""
LONG_TEXT = 17_000
"""Characters from which a document has contents where the page says that only a long one has."""


def contents(page: Any, anchors: Anchors, language: str) -> list[Element]:
    """Return the contents as a field: the numbered headings, each a link; page numbers are Word's to put in.

    A number of a page would be a guess before Word has laid the document out, so the field asks for none.
    """
    nav = next((one for one in page.iter("nav") if has_class(one, "print-contents")), None)
    if nav is None or (has_class(nav, "when-long") and len(words(page)) < LONG_TEXT):
        return []
    look = Look(language)
    entries = [_entry(link, anchors, look) for link in nav.iter("a")]
    if not entries:
        return []
    for at, run_ in enumerate(begin('TOC \\o "1-1" \\n \\h \\z', look.properties), 1):
        entries[0].insert(at, run_)
    entries[-1].append(end(look.properties))
    title = next((one for one in nav if has_class(one, "contents-title")), None)
    head = [w("p", w("pPr", w("pStyle", val="TOCHeading")), run(words(title), look))] if title is not None else []
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return [w("sdt", w("sdtPr", gallery), w("sdtContent", *head, *entries))]


def _entry(link: Any, anchors: Anchors, look: Look) -> Element:
    number = next((words(one) for one in link.iter("span") if has_class(one, "contents-number")), "")
    said = words(link)
    gloss = next((words(one) for one in link.iter("span") if has_class(one, "gloss")), "")
    said = said.removesuffix(gloss).strip().removeprefix(number).strip()
    id = link.get("href", "#")[1:]
    label = anchors.labels.get((id, look.language))
    number = label.printed if label and label.listed else number
    head = [run(number, look), w("r", w("tab"))] if number else []
    made = w("hyperlink", *head, run(said, look), anchor=anchors.name(id, look.language))
    return w("p", w("pPr", w("pStyle", val="TOC1")), made)


def header(page: Any, language: str, *, across: bool = False) -> Element:
    """Return the running head: the title in every language, and what marks the document: its draft mark, or its date."""
    cells = [one for one in page.iter("div") if has_class(one, "front-cell") and next(one.iter("h1"), None) is not None] or [page]
    cell, look = cells[0], Look(language)
    titles = [(next((words(one) for one in it.iter("h1")), ""), Look(it.get("lang") or language)) for it in cells]
    said = [part for title, spoken in titles for part in (run(" · ", look), run(title, spoken))][1:]
    mark = next((words(one) for one in cell.iter() if has_class(one, "draft-mark")), "") or next(
        (words(one[-1]) for one in cell.iter("div") if has_class(one, "imprint-date")), ""
    )
    made = root("hdr")
    made.append(w("p", _line("Header", across), *said, w("r", w("tab")), run(mark, look)))
    return made


def footer(page: Any, language: str, *, across: bool = False) -> Element:
    """Return the foot of a page: who publishes, the address of the page, number and version; and page x of y."""
    said = next((one.get("data-foot") for one in page.iter("header") if one.get("data-foot")), "")
    look = Look(language)
    made = root("ftr")
    numbers = [*complex_field("PAGE", "1", look.properties), run(" / ", look), *complex_field("NUMPAGES", "1", look.properties)]
    made.append(w("p", _line("Footer", across), run(said, look), w("r", w("tab")), *numbers))
    return made


def _line(style: str, across: bool) -> Element:
    """Return the properties of a head or foot; on a sheet that lies across, what stands at its end moves there."""
    moved = w("tabs", w("tab", val="clear", pos=UPRIGHT), w("tab", val="right", pos=ACROSS)) if across else None
    return w("pPr", w("pStyle", val=style), moved)


def section(found: Element | None, size: tuple[int, int] | None, *, across: bool = False) -> Element:
    """Return the properties of the pages: those of the reference, with our heads and feet, the first page without a head.

    A sheet that lies across is as wide as it was high.
    """
    made = w("sectPr", w("headerReference", type="default"), w("footerReference", type="default"), w("footerReference", type="first"))
    for child, relationship in zip(made, ("rIdHeader", "rIdFooter", "rIdFooter"), strict=True):
        child.set(f"{{{R}}}id", relationship)
    kept = [one for one in found if one.tag.rpartition("}")[2] in ("pgSz", "pgMar", "cols")] if found is not None else []
    made.extend(_paper(child, size, across) if child.tag.endswith("pgSz") else child for child in kept)
    made.append(w("titlePg"))
    return made


def _paper(found: Element, size: tuple[int, int] | None, across: bool) -> Element:
    """Return the size of the paper: that asked for, or that of the reference, turned where it lies across."""
    wide, high = size or (int(found.get(f"{{{W}}}w")), int(found.get(f"{{{W}}}h")))
    return w("pgSz", w=high, h=wide, orient="landscape") if across else w("pgSz", w=wide, h=high)


def core_properties(page: Any, language: str) -> bytes:
    """Return what the file says of itself; the day is that of the document, never that of the clock."""
    said = {meta.get("name"): meta.get("content", "") for meta in page.iter("meta") if meta.get("name")}
    title = next((words(one) for one in page.iter("title")), "")
    moment = f"{said.get('dcterms.created', '1980-01-01')}T00:00:00Z"
    parts = [
        f"<dc:title>{_escaped(title)}</dc:title>",
        f"<dc:subject>{_escaped(said.get('description', ''))}</dc:subject>",
        f"<dc:creator>{_escaped(said.get('author', ''))}</dc:creator>",
        f"<cp:keywords>{_escaped(said.get('keywords', ''))}</cp:keywords>",
        f"<cp:lastModifiedBy>{_escaped(said.get('author', ''))}</cp:lastModifiedBy>",
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>',
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>',
        f"<dc:language>{word_language(language)}</dc:language>",
    ]
    names = (
        f'xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties {names}>{"".join(parts)}</cp:coreProperties>'.encode()
    )


def _escaped(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
