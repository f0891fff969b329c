"""Merges one block in several languages into one: a table whose cells say each thing in every language, one figure, one list.

The versions come from one template, so they are built alike. Rows are merged with rows and entries with entries; a cell then
holds the words of each language, one below the other, and what is the same in all of them once. Versions that are not built
alike stand one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.render.elements import Piece, outermost

_FRAMES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "figure", "details", "div", "section", "aside"})
"""Elements that hold other elements and no words of their own."""
_STACKED = frozenset({"td", "th", "li", "dt", "dd", "caption", "figcaption", "div", "aside", "summary"})
"""Elements that hold the words of each language, one below the other."""
_LISTS = frozenset({"ul", "ol", "dl", "table"})
ONCE = "data-once"
"""The attribute of an element that says everything in every language already, as a drawing does."""
APART = "data-apart"
"""The attribute of a row that is too long to say everything in two languages: each language has a row of its own."""
_ID = re.compile(r'\sid="([^"]*)"')
_APART = re.compile(r'\s(?:id|lang|data-label)="[^"]*"')
"""What may differ between versions that say the same: an anchor, the language that is said to be another one, the head of the column."""
_LABEL = re.compile(r'(?<=\sdata-label=")[^"]*')
_CLASS = re.compile(r'\sclass="')


class Version(NamedTuple):
    """A block in a language."""

    language: str
    html: str


def merged(versions: Sequence[Version]) -> str:
    """Return the versions of a block as one."""
    joined = _joined(versions)
    return _stacked("div", versions) if joined is None else joined


def _joined(versions: Sequence[Version]) -> str | None:
    """Return pieces of the same kind and number, each merged with its like; None where they are not so."""
    cut = [tuple(outermost(html)) for _, html in versions]
    if len({tuple(name for name, _ in pieces) for pieces in cut}) > 1:
        return None
    rows = list(zip(*cut, strict=True))
    made = [_piece([Version(version.language, "") for version in versions], row) for row in rows]
    return None if any(one is None for one in made) else "\n".join(filter(None, made))


def _piece(versions: Sequence[Version], pieces: Sequence[Piece]) -> str | None:
    """Return one piece of what several languages have in its place."""
    first = pieces[0]
    if first.name and (ONCE in first.opening or len({_APART.sub("", piece.html) for piece in pieces}) == 1):
        return _opening(pieces) + first.html[len(first.opening) :]
    if not first.name:
        return first.html if len({_bare(piece.html) for piece in pieces}) == 1 else None
    if APART in first.opening:
        return _beside(versions, pieces)
    inner = [Version(version.language, piece.inner) for version, piece in zip(versions, pieces, strict=True)]
    opening = _opening(pieces)
    if first.name in _FRAMES and not _is_text(inner[0].html):
        held = _joined(inner)
        if held is not None or first.name not in _STACKED:
            return None if held is None else f"{opening}{held}</{first.name}>"
    if first.name in _STACKED:
        held = _joined(inner) if _is_list(inner) else None
        element = "span" if first.name == "summary" else "div"
        return f"{opening}{held or _stacked(element, inner, [_id(piece) for piece in pieces])}</{first.name}>"
    return _beside(versions, pieces)


def _is_text(html: str) -> bool:
    """Say whether an element holds words or paragraphs alone: such a text is read in one language, then in the other."""
    return all(piece.name not in _FRAMES | _STACKED | {"details"} for piece in outermost(html))


def _is_list(inner: Sequence[Version]) -> bool:
    """Say whether all that a cell holds is a list, or several."""
    return all((pieces := tuple(outermost(html))) and all(piece.name in _LISTS for piece in pieces) for _, html in inner)


def _stacked(element: str, versions: Sequence[Version], ids: Sequence[str] = ()) -> str:
    """Return the versions one below the other; an anchor that the merged element has no room for stays with its version."""
    out = []
    for number, version in enumerate(versions, 1):
        id = f' id="{ids[number - 1]}"' if ids and number > 1 and ids[number - 1] else ""
        out.append(f'<{element}{id} class="in-{number}" lang="{version.language}">{version.html}</{element}>')
    return "".join(out)


def _beside(versions: Sequence[Version], pieces: Sequence[Piece]) -> str:
    """Return paragraphs, headings, long rows and the like, each with its language."""
    return "".join(
        _classed(piece.opening, f"in-{number}").replace(">", f' lang="{version.language}">', 1) + piece.html[len(piece.opening) :]
        for number, (version, piece) in enumerate(zip(versions, pieces, strict=True), 1)
    )


def _opening(pieces: Sequence[Piece]) -> str:
    """Return the tag that opens a merged element: a phone prints the heads of columns from an attribute, in every language."""
    labels = dict.fromkeys(label for piece in pieces for label in _LABEL.findall(piece.opening))
    return _LABEL.sub(" / ".join(labels).replace("\\", r"\\"), pieces[0].opening) if len(labels) > 1 else pieces[0].opening


def _classed(opening: str, name: str) -> str:
    return _CLASS.sub(f' class="{name} ', opening, count=1) if _CLASS.search(opening) else f'{opening[:-1]} class="{name}">'


def _id(piece: Piece) -> str:
    return found.group(1) if (found := _ID.search(piece.opening)) else ""


def _bare(html: str) -> str:
    """Return what words between elements come to, whichever language describes a picture among them."""
    return "".join(re.sub(r'\s(?:alt|lang)="[^"]*"', "", html).split())
