"""Checks that the pictures of documents are there and are pictures.

WeasyPrint and browsers alike leave an empty place for a file that they cannot draw.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from toolkit.blocks.arguments import PictureArguments
from toolkit.content.document import Document
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean
from toolkit.core.workspace import Workspace

IMAGES = "content/images"
KINDS = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
_OUTSIDE = re.compile(
    rb"""(?:href|src)\s*=\s*["'](?!#|data:)[^"']+["']|<!(?:DOCTYPE|ENTITY)|<script|url\(\s*["']?(?!#|data:)""", re.IGNORECASE
)


def check_images(document: Document, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files that the picture blocks of a document name."""
    for section in document.outline:
        for block in section.blocks:
            if isinstance(it := block.arguments, PictureArguments):
                yield from check_image(it.file, block.place, workspace)


def check_image(file: str, place: Place, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with one file that a place in content names."""
    path, present = f"{IMAGES}/{file}", workspace.list(IMAGES, "")
    if path not in present:
        known = [name.removeprefix(f"{IMAGES}/") for name in present]
        yield Diagnostic("missing-image", f"there is no image `{path}`", place, did_you_mean(file, known, f"put the file into {IMAGES}/"))
    elif fault := _fault(file.lower(), workspace.read(path)):
        yield Diagnostic("broken-image", f"`{path}` {fault[0]}", place, fault[1])


def _fault(name: str, data: bytes) -> tuple[str, str] | None:
    """Return what is wrong with an image and what to do, or nothing."""
    if not name.endswith(KINDS):
        return "is no kind of image that can be printed", "use one of: " + ", ".join(kind.removeprefix(".") for kind in KINDS)
    return _svg_fault(data) if name.endswith(".svg") else _raster_fault(data)


def _svg_fault(data: bytes) -> tuple[str, str] | None:
    if outside := _OUTSIDE.search(data):
        words = outside.group().decode("utf-8", "replace")
        return f"asks for what is not in it: `{words}`", "export it as one plain SVG, images and fonts embedded"
    try:
        root = ET.fromstring(data)  # noqa: S314  # entities and document types are refused above
    except ET.ParseError as error:
        return f"is not valid SVG: {error}", "export it anew"
    return None if root.tag.rpartition("}")[2] == "svg" else ("is not valid SVG: no `svg` element", "export it anew")


def _raster_fault(data: bytes) -> tuple[str, str] | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError):
        return "cannot be drawn: the file is damaged or no image", "export it anew"
    return None
