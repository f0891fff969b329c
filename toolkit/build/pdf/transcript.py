"""Writes down what a screen reader says of a PDF, in order: what each thing is, in which language it is spoken, and its words."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.build.pdf.reading import Element, read

_NAMES = {
    "P": "paragraph", "Caption": "caption", "BlockQuote": "quotation", "Figure": "figure", "Note": "note", "Reference": "note mark",
    "TOCI": "entry of the contents", **{f"H{level}": f"heading {level}" for level in range(1, 7)},
}  # fmt: skip
_INLINE = frozenset({"Span", "Link", "Reference", "Lbl", "LBody", "NonStruct"})
_COUNTED = {"L": ("list", "item", "LI"), "TOC": ("contents", "entry", "TOCI"), "Table": ("table", "row", "TR")}


def transcript(data: bytes) -> str:
    """Return the transcript of a PDF: a line for each thing, with its language before it."""
    return "".join(f"{line}\n" for line in _lines(read(data), 0))


def _lines(element: Element, depth: int) -> Iterator[str]:
    role, said = element.role, element.text()
    if role in _COUNTED:
        yield _line(element, depth, _counted(element))
        for kid in _elements(element):
            yield from _lines(kid, depth + 1)
    elif role == "LI":
        yield from _item(element, depth)
    elif role == "TR":
        yield from _row(element, depth)
    elif role == "Figure":
        yield _line(element, depth, "figure", element.alt)
    elif role in _NAMES and said:
        yield from _block(element, depth)
    else:
        for kid in _elements(element):
            yield from _lines(kid, depth)


def _block(element: Element, depth: int) -> Iterator[str]:
    """Yield a block of words, then the notes that it calls."""
    notes = [one for one in element.everything() if one.role == "Note" and one is not element]
    yield _line(element, depth, _NAMES[element.role], _without(element, notes))
    yield from (_line(note, depth + 1, "note", _without(note, [])) for note in notes)


def _item(element: Element, depth: int) -> Iterator[str]:
    """Yield an item of a list: its label and its words, then what stands in it as blocks."""
    blocks = [one for body in _elements(element) if body.role == "LBody" for one in _elements(body) if one.role not in _INLINE]
    yield _line(element, depth, "item", _without(element, blocks))
    for one in blocks:
        yield from _lines(one, depth + 1)


def _row(element: Element, depth: int) -> Iterator[str]:
    """Yield a row of a table: the words of its cells, parted by strokes; names of rows and columns are marked."""
    cells = [f"<{_without(cell, [])}>" if cell.role == "TH" else _without(cell, []) or "empty" for cell in _elements(element)]
    yield _line(element, depth, "row", " | ".join(cells))


def _counted(element: Element) -> str:
    name, part, role = _COUNTED[element.role]
    count = sum(one.role == role for one in _within(element))
    return f"{name} of {count} {part}{'s' if count != 1 else ''}".replace("entrys", "entries")


def _within(element: Element) -> Iterator[Element]:
    """Yield the parts of a list or table, not those of one within it."""
    for kid in _elements(element):
        yield kid
        if kid.role in ("THead", "TBody", "TFoot"):
            yield from _elements(kid)


def _without(element: Element, left_out: list[Element]) -> str:
    """Return the words of an element without those of some others within it; words in another language are marked with it."""
    return " ".join("".join(_words(element, left_out)).split())


def _words(element: Element, left_out: list[Element]) -> Iterator[str]:
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        elif kid not in left_out:
            said = "".join(_words(kid, left_out))
            foreign = kid.language != element.language and said.strip()
            yield f" ‹{kid.language}: {said.strip()}› " if foreign else f" {said}" if kid.role == "LBody" else said


def _elements(element: Element) -> Iterator[Element]:
    return (kid for kid in element.kids if isinstance(kid, Element))


def _line(element: Element, depth: int, what: str, said: str = "") -> str:
    return f"{element.language}  {'  ' * depth}{what}{': ' if said else ''}{said}"
