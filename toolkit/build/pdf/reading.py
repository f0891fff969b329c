"""Reads the structure tree of a PDF, as a screen reader does: its elements with role, language and text, in reading order."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

BROKEN = ("\ufffe", "\x02")
"""What pdfium gives for a hyphen at the end of a line, where a word goes on."""
APART = 1.6
"""Points between two texts of a line that are two words."""


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
        return " ".join("".join(text for text, _ in self.passages()).split())


def read(data: bytes) -> Element:
    """Return the tree of a PDF; its root is the document."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        root = Element("Root", str(pdf.Root.Lang))
        _add(root, pdf.Root.StructTreeRoot.K, 0, pages, _texts(data))
    return next(kid for kid in root.kids if isinstance(kid, Element))


def _add(parent: Element, kids: Any, page: int, pages: Mapping[Any, int], texts: dict[tuple[int, int], str]) -> None:
    import pikepdf

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


def _texts(data: bytes) -> dict[tuple[int, int], str]:
    """Return the text of every marked piece of content, by page and number; a space stands where a line or a word ends."""
    import pypdfium2

    found: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            for mark, said in _joined(_pieces(page)):
                found[number, mark] = found.get((number, mark), "") + said
    return found


def _pieces(page: Any) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Yield the texts of a page as they are drawn: the number of the mark, the words, and where they stand."""
    import pypdfium2.raw as pdfium

    words = page.get_textpage()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        length = pdfium.FPDFTextObj_GetText(item.raw, words.raw, None, 0)
        buffer = (pdfium.FPDF_WCHAR * length)()
        pdfium.FPDFTextObj_GetText(item.raw, words.raw, buffer, length)
        said = ctypes.string_at(buffer, 2 * length).decode("utf-16-le").rstrip("\0")
        yield pdfium.FPDFPageObj_GetMarkedContentID(item.raw), said, item.get_bounds()


def _joined(pieces: Iterable[tuple[int, str, tuple[float, float, float, float]]]) -> Iterator[tuple[int, str]]:
    """Yield texts with a space before what is no longer on the line, or stands apart on it; a word broken by a hyphen is whole again."""
    last: tuple[float, float, float, float] | None = None
    broken = False
    for mark, said, box in pieces:
        apart = last is not None and (box[1] > last[3] or box[3] < last[1] or abs(box[0] - last[2]) > APART)
        yield mark, (" " if apart and not broken else "") + said.rstrip("".join(BROKEN))
        last, broken = box, said.endswith(BROKEN)
