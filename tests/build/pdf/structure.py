"""The structure tree of a PDF in; its elements with role, language and text, and an outline that people can read, out."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

LONGEST = 64
"""Characters of a text that an outline shows."""
WRAPPERS = {"NonStruct", "Div", "Span"}
"""Roles that say nothing of their own: an outline shows them only where they change the language."""
_DIGEST = re.compile(r"\b[0-9a-f]{8,}\b")


@dataclass
class Element:
    """One element of the tree; `language` is its own or that of what holds it, `kids` are elements and texts in reading order."""

    role: str
    language: str
    own: str = ""
    alt: str = ""
    raw: Any = None
    kids: list[Element | str] = field(default_factory=list)

    def everything(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.everything()

    def passages(self) -> Iterator[tuple[str, str]]:
        """Yield each text with the language that a screen reader would speak it in."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.passages()
            else:
                yield kid, self.language

    def text(self) -> str:
        """Return all text of this element."""
        return " ".join(" ".join(text for text, _ in self.passages()).split())


def read(path: Path) -> Element:
    """Return the tree of a PDF; its root is the document."""
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        language = str(pdf.Root.Lang)
        root = Element("Root", language)
        _add(root, pdf.Root.StructTreeRoot.K, 0, pages, _texts(path))
    return next(kid for kid in root.kids if isinstance(kid, Element))


def _add(parent: Element, kids: Any, page: int, pages: dict[tuple[int, int], int], texts: dict[tuple[int, int], str]) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            parent.kids.append(texts.get((page, kid), ""))
        elif kid.get("/Type") == "/MCR":
            parent.kids.append(texts.get((pages[kid.Pg.objgen], int(kid.MCID)), ""))
        elif kid.get("/Type") != "/OBJR":
            own = str(kid.get("/Lang", ""))
            element = Element(str(kid.S).lstrip("/"), own or parent.language, own, str(kid.get("/Alt", "")), _plain(kid))
            here = pages[kid.Pg.objgen] if "/Pg" in kid else page
            _add(element, kid.get("/K", pikepdf.Array()), here, pages, texts)
            parent.kids.append(element)


def _plain(element: Any) -> dict[str, Any]:
    """Return what else is said of an element: where it is a cell of a table, its own name and the names of its headers."""
    said = element.get("/A", {})
    return {"id": str(element.get("/ID", "")), "headers": [str(name) for name in said.get("/Headers", [])], "box": "/BBox" in said}


def _texts(path: Path) -> dict[tuple[int, int], str]:
    """Return the text of every marked piece of content, by page and number."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
            length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
            buffer = (pdfium.FPDF_WCHAR * length)()
            pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
            said = ctypes.string_at(buffer, 2 * length).decode("utf-16-le").rstrip("\0")
            found[number, mark] = found.get((number, mark), "") + said
    return found


def outline(element: Element, depth: int = 0) -> Iterator[str]:
    """Yield a line for each element: role, language where it changes, the text that is its own."""
    said = _DIGEST.sub("#", " ".join(" ".join(_own_words(element)).split()))
    shown = said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"
    facts = [element.role, f"[{element.own}]" if element.own else "", f"alt “{element.alt}”" if element.alt else "", shown]
    yield "  " * depth + " ".join(filter(None, facts))
    for kid in _shown(element):
        yield from outline(kid, depth + 1)


def _hollow(kid: Element | str) -> bool:
    return isinstance(kid, Element) and kid.role in WRAPPERS and not kid.own


def _shown(element: Element) -> Iterator[Element]:
    """Yield the elements below that an outline shows, looking through wrappers."""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _shown(kid) if _hollow(kid) else iter((kid,))


def _own_words(element: Element) -> Iterator[str]:
    """Yield the texts that stand in an element itself or in its wrappers."""
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        elif _hollow(kid):
            yield from _own_words(kid)
