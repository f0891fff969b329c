"""Lays pictures into a Word document: photographs as they are, drawings as sharp pixels, each with words for who cannot see it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

from lxml import etree

from toolkit.build.word.writing import Picture, Writing
from toolkit.build.word.xml import Element, R, plain, w

DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
EMU = 12_700
"""English Metric Units in a point."""
WIDEST = 470.0
"""Points that a picture may be wide: the text's width on A4."""
GUTTER = 10.0
"""Points between columns."""
SHARPNESS = 3.0
"""Pixels for each point of a drawing: 216 to the inch."""
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SIZE = re.compile(r'\b(width|height)="([\d.]+)"')
_SAID = re.compile(r"<(title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
_ASSET = "asset:"


def without_drawings(html: str) -> tuple[str, dict[str, str]]:
    """Return a page in which each drawing is an image by name, and the drawings by that name."""
    drawings: dict[str, str] = {}

    def image(found: re.Match[str]) -> str:
        svg = found.group()
        if "plot-narrow" in svg[:200]:
            return ""
        name = f"drawing:{len(drawings) + 1}"
        drawings[name] = svg
        said = " ".join(words for _, words in _SAID.findall(svg)[:2])
        return f'<img src="{name}" alt="{said.replace(chr(34), "&quot;")}">'

    return _SVG.sub(image, html), drawings


def pictures(drawings: Mapping[str, str], assets: Mapping[str, bytes], name: str) -> Picture | None:
    """Return a picture by the name that a page calls it; nothing where there is none."""
    if name in drawings:
        return _drawn(drawings[name])
    data = assets.get(unquote(name.removeprefix(_ASSET)))
    if data is None:
        return None
    if name.endswith(".svg"):
        return _drawn(data.decode("utf-8"))
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        scale = 72 / 96
        return Picture(data, (image.format or "png").lower(), image.width * scale, image.height * scale)


def _drawn(svg: str) -> Picture:
    """Draw with WeasyPrint, as the PDF does, and turn the page that holds the drawing into pixels."""
    import pypdfium2
    from weasyprint import CSS, HTML

    sizes = {name: float(size) for name, size in _SIZE.findall(svg[:400])}
    width, height = sizes.get("width", 24.0), sizes.get("height", 24.0)
    page = CSS(string=f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0; line-height: 0 }} svg {{ display: block }}")
    body = f'<html lang="en"><title>.</title><body>{svg}</body></html>'
    pdf = HTML(string=body).render(stylesheets=[page]).write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    out = io.BytesIO()
    document[0].render(scale=SHARPNESS).to_pil().save(out, "PNG", optimize=True)
    document.close()
    return Picture(out.getvalue(), "png", width * 0.75, height * 0.75)


def drawing(writing: Writing, name: str, words: str) -> list[Element]:
    """Return the run that shows a picture; none where there is no such picture."""
    found = writing.drawn(name)
    if found is None:
        return []
    relationship, picture = found
    scale = min(1.0, writing.widest / picture.width)
    size = {"cx": round(picture.width * scale * EMU), "cy": round(picture.height * scale * EMU)}
    number = writing.next()
    about = partial(plain, id=number, name=f"Picture {number}", descr=words)
    shown = about("wp", "docPr")
    if not words:
        shown.append(_decorative())
    inline = plain(
        "wp", "inline",
        plain("wp", "extent", **size),
        shown,
        plain("a", "graphic", plain("a", "graphicData", _picture(relationship, size, about), uri="http://schemas.openxmlformats.org/drawingml/2006/picture")),
        distT="0", distB="0", distL="0", distR="0",
    )  # fmt: skip
    return [w("r", w("drawing", inline))]


def _decorative() -> Element:
    """Return what marks a picture that says nothing, so that screen readers pass it over."""
    mark = etree.Element(f"{{{DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": DECORATIVE})
    return plain("a", "extLst", plain("a", "ext", mark, uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))


def _picture(relationship: str, size: Mapping[str, int], about: Any) -> Element:
    blip = plain("a", "blip")
    blip.set(f"{{{R}}}embed", relationship)
    shape = plain(
        "pic",
        "spPr",
        plain("a", "xfrm", plain("a", "off", x=0, y=0), plain("a", "ext", **size)),
        plain("a", "prstGeom", plain("a", "avLst"), prst="rect"),
    )
    fill = plain("pic", "blipFill", blip, plain("a", "stretch", plain("a", "fillRect")))
    return plain("pic", "pic", plain("pic", "nvPicPr", about("pic", "cNvPr"), plain("pic", "cNvPicPr")), fill, shape)
