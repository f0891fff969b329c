"""Checks that the pictures of documents are there and are pictures.

WeasyPrint and browsers alike leave an empty place for a file that they cannot draw.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from toolkit.blocks.figures import PictureArguments
from toolkit.content.document import Document
from toolkit.core import svg, svg_values
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean
from toolkit.core.image_size import too_large
from toolkit.core.workspace import Workspace

IMAGES = "content/images"
RASTER = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
"""The formats of pictures of pixels, by suffix; no other reader of Pillow is asked: that for EPS would run a program."""
KINDS = (".svg", *(f".{suffix}" for suffix in RASTER))
MOST_PIXELS = 40_000_000


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
    elif heavy := too_large(workspace.read(path), path, place):
        yield heavy
    elif fault := _fault(file.lower(), workspace.read(path)):
        yield Diagnostic("broken-image", f"`{path}` {fault[0]}", place, fault[1])


def _fault(name: str, data: bytes) -> tuple[str, str] | None:
    """Return what is wrong with an image and what to do, or nothing."""
    if not name.endswith(KINDS):
        return "is no kind of image that can be printed", "use one of: " + ", ".join(kind.removeprefix(".") for kind in KINDS)
    return _svg_fault(data) if name.endswith(".svg") else _raster_fault(name, data)


def _svg_fault(data: bytes) -> tuple[str, str] | None:
    drawing = svg.read(data)
    return (drawing.message, drawing.hint) if isinstance(drawing, svg.Refused) else None


def _raster_fault(name: str, data: bytes) -> tuple[str, str] | None:
    from PIL import Image

    kind = RASTER[name.rpartition(".")[2]]
    try:
        with Image.open(io.BytesIO(data), formats=sorted(set(RASTER.values()))) as image:
            if image.format != kind:
                return f"is a file of {image.format}, and is named as {kind}", "rename it by what it is"
            if image.width * image.height > MOST_PIXELS:
                return f"has more than {MOST_PIXELS // 1_000_000} million pixels", "make it smaller"
            if slender := svg_values.slender(*image.size):
                return f"is {slender}", "cut it to what it shows"
            image.load()
    except Image.DecompressionBombError:
        return f"has more than {MOST_PIXELS // 1_000_000} million pixels", "make it smaller"
    except Exception:  # Pillow says in many ways that a file is none of these
        return "cannot be drawn: the file is damaged or no image", "export it anew"
    return None
