"""Parts the pages of registers for the search index: each record stands on a page of its own there, so that it is found by itself.

A template marks a record with `data-record`, the word for its kind, and gives with `data-record-country` and `data-record-cluster`,
parted by `|`, what readers may narrow it down by; `data-record-title` is the name of the record, or marks the element that has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

_SEARCHED = b"data-pagefind-body"
_RECORDS = b" data-record="
_TITLE = "data-record-title"
_PAGE = Markup('<!doctype html><html lang="{}"><head><title>{}</title>{}</head><body data-pagefind-body><h1>{}</h1>{}</body></html>')
_META = Markup('<meta content="{}" data-pagefind-meta="{}[content]">')
_FILTER = Markup('<meta content="{}" data-pagefind-filter="{}[content]">')


def is_searched(page: bytes) -> bool:
    """Say whether the search is to find a page."""
    return _SEARCHED in page


def parted(data: bytes, path: str) -> dict[str, bytes]:
    """Return the pages that stand for one in the index, by path: each record, and the page without the sections that hold them.

    A page without records gives nothing: it stands for itself.
    """
    if _RECORDS not in data:
        return {}
    page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    records = page.xpath("//*[@data-record]")
    found = {f"{path.removesuffix('.html')}/{one.get('id')}.html": _record(one, page.get("lang", ""), path).encode() for one in records}
    for holder in dict.fromkeys(map(_below_main, records)):
        holder.drop_tree()
    return found | {path: html.tostring(page, doctype="<!doctype html>", encoding="utf-8")}


def _below_main(record: HtmlElement) -> HtmlElement:
    """Return the child of `main` in which a record stands."""
    return next((one for one in (record, *record.iterancestors()) if one.getparent() is not None and one.getparent().tag == "main"), record)


def _record(record: HtmlElement, language: str, path: str) -> Markup:
    """Return the page of a record: its name, its words, where it stands, and what it may be narrowed down by."""
    title = _title(record)
    about = [_META.format(f"{path}#{record.get('id')}", "address"), _META.format(record.get("data-record"), "kind")]
    about += [_FILTER.format(value, name) for name, value in _facets(record)]
    body = Markup(html.tostring(_as_block(record), encoding="unicode", with_tail=False))
    return _PAGE.format(language, title, Markup("").join(about), title, body)


def _title(record: HtmlElement) -> str:
    """Return the name of a record; an element that has it is taken out, for the name then stands as a heading."""
    title = str(record.get(_TITLE, ""))
    for named in record.xpath(f".//*[@{_TITLE}]") if not title else ():
        title = " ".join(str(named.text_content()).split())
        named.drop_tree()
    return title


def _facets(record: HtmlElement) -> Iterator[tuple[str, str]]:
    yield "kind", record.get("data-record", "")
    for name in ("country", "cluster"):
        yield from ((name, value) for value in record.get(f"data-record-{name}", "").split("|") if value)


def _as_block(record: HtmlElement) -> HtmlElement:
    """Make rows, cells and entries of lists plain blocks: alone, a browser's rules would drop the tags of a table."""
    for one in record.iter("tr", "td", "th", "li", "dt", "dd"):
        one.tag = "div"
    record.tag = "div"
    return record
