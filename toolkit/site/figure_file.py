"""Makes the files of a figure that are pictures: an SVG that needs nothing beside it, and the same as pixels."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from markupsafe import Markup

from toolkit.blocks.drawing.shapes import Words, height_of, set_lines
from toolkit.blocks.drawing.text_width import lines
from toolkit.core.svg import Drawing, read
from toolkit.site.figure import Figure
from toolkit.site.logo import IMAGES, picture
from toolkit.site.pixels import described, picture_file, pixel_size

MARGIN = 20.0
GAP = 12.0
TITLE, SMALL = 19.0, 11.8
NARROWEST = 480.0
_ROOT = re.compile(r"<svg\b([^>]*)>(.*)</svg>", re.DOTALL)
_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')
_SAID = re.compile(r"\s*<(title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
_CLASS = re.compile(r' class="[^"]*"')
_IDENTIFIER = re.compile(r"<dc:identifier>([^<]+)</dc:identifier>")
NAME = "Identifier"
"""What the metadata of a picture call the name of the figure."""
_MEDIA = {"svg": "image/svg+xml", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Inner:
    """What is drawn between the title and the notes: markup from its own origin, its size, and what it says."""

    markup: Markup
    width: float
    height: float
    description: str
    left: float = 0.0
    top: float = 0.0


def svg_file(figure: Figure, credit: str, source_line: str) -> bytes:
    """Return the figure with title, source and credit as one SVG, its colours and fonts named in it."""
    inner = _drawn(figure) if figure.drawing else _shown(figure)
    wide = max(inner.width, NARROWEST)
    title = set_lines(lines(figure.title, wide, TITLE, bold=True), 0, 0, TITLE, "label", bold=True)
    top = height_of(len(title), TITLE) + GAP
    words, bottom = _below((figure.note, source_line, credit, figure.shell.base.of_page(figure.path())), wide, top + inner.height + GAP)
    values = {
        "context": figure.context, "figure": figure, "document": figure.publication.document, "site": figure.shell.library.site,
        "inner": inner, "words": (*title, *words), "top": top, "margin": MARGIN, "width": wide + 2 * MARGIN, "height": bottom + 2 * MARGIN,
        "fonts": _families(figure), "media_type": _MEDIA["svg"], "source_line": source_line,
        "url": figure.shell.base.of_page(figure.path()), "of": figure.shell.base.of_page(figure.document_path),
    }  # fmt: skip
    html = _CLASS.sub("", figure.fragments.templates.render("site/figure-file.html", figure.block.place, **values))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{html.strip()}\n'.encode()


def _below(notes: Iterable[str], wide: float, top: float) -> tuple[list[Words], float]:
    """Return the lines below a drawing, and where they end."""
    found: list[Words] = []
    for note in filter(None, notes):
        set_in = lines(note, wide, SMALL)
        found.extend(set_lines(set_in, 0, top, SMALL, "sub"))
        top += height_of(len(set_in), SMALL) + 5
    return found, top - 5


def _drawn(figure: Figure) -> Inner:
    root = _ROOT.search(figure.drawing)
    box = _BOX.search(root.group(1)) if root else None
    assert root is not None
    assert box is not None
    left, top, wide, high = map(float, box.groups())
    said = [Markup(words).unescape() for _, words in _SAID.findall(root.group(2))]
    return Inner(Markup(_SAID.sub("", root.group(2)).strip()), wide, high, " ".join(said), left, top)


def _shown(figure: Figure) -> Inner:
    """Return a picture as an image within the drawing, so that the file is one."""
    assert figure.picture is not None
    name, alt = unquote(str(Markup(figure.picture[0]).unescape())), figure.picture[1]
    data = picture(figure.shell.workspace, f"{IMAGES}/{name}")
    wide, high = _size(name, data)
    scale = 700.0 / wide
    suffix = name.rpartition(".")[2].lower()
    coded = base64.b64encode(data).decode()
    image = Markup('<image width="{}" height="{}" href="data:{};base64,{}"/>')
    shown = image.format(700, round(high * scale, 1), _MEDIA.get(suffix, f"image/{suffix}"), coded)
    return Inner(shown, 700.0, high * scale, alt)


def _size(name: str, data: bytes) -> tuple[float, float]:
    if not name.lower().endswith(".svg"):
        return pixel_size(data)
    drawing = read(data)
    assert isinstance(drawing, Drawing)  # it was written anew from what was checked
    return drawing.width, drawing.height


def _families(figure: Figure) -> str:
    """Return the fonts of drawings with those that stand in for them anywhere, the generic one last."""
    known = figure.fragments.templates.tokens.get("sans", "sans-serif")
    return ", ".join(name.strip().strip("\"'") for name in known.split(","))


def png_file(svg: bytes, figure: Figure, credit: str) -> bytes:
    """Return a drawing as a PNG that says in its metadata what it shows, whose it is and where it is from."""
    site = figure.shell.library.site
    said = {
        NAME: figure.id,
        "Title": figure.title,
        "Author": figure.context.plain(figure.publication.document.publisher or site.publisher),
        "Source": figure.shell.base.of_page(figure.path()) or figure.id,
        "Description": credit,
        "Copyright": f"{site.data_licence.name} {site.data_licence.url}" if site.data_licence else "",
    }
    return picture_file(svg, figure.fragments.templates.tokens.get("sans", ""), said)


def named(data: bytes) -> tuple[str, str]:
    """Return what a file says which figure it is, and its suffix; a table of values says no name, any other file neither."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "", ".csv"
    if data.startswith(b"\x89PNG"):
        return described(data).get(NAME, ""), ".png"
    found = _IDENTIFIER.search(data.decode("utf-8", "replace"))
    return (found.group(1), ".svg") if found else ("", "")
