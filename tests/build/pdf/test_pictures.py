"""Pages as they look: those of a small document of each kind, at low resolution, beside stored pictures; `--update` stores them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.build.pdf.conftest import PAPERS, paper
from tests.conftest import Folder

PICTURES = Path(__file__).parent / "pictures"
SCALE = 0.55
"""Pixels a point: a page of A4 is 327 × 463, where a line of text is a grey stroke and a word is not read."""
LEVEL = 40
"""How far a blurred grey level (0 to 255) may drift: hinting and a digest of other letters stay below it."""
SHARE = 0.004
"""The part of a page that may drift further: a line of text is about 0.008."""


def drawn(path: Path) -> list[Image.Image]:
    """Return the pages of a PDF in grey."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in document]


def drift(page: Image.Image, stored: Image.Image) -> float:
    """Return the part of a page that looks different."""
    if page.size != stored.size:
        return 1.0
    soft = ImageFilter.BoxBlur(1)
    difference = ImageChops.difference(page.filter(soft), stored.filter(soft))
    return sum(difference.histogram()[LEVEL:]) / (page.width * page.height)


def store(kind: str, pages: list[Image.Image]) -> None:
    """Store the pictures of pages that no longer look as stored, and remove those of pages that are gone."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob(f"{kind}-*.png"):
        if int(old.stem.rpartition("-")[2]) > len(pages):
            old.unlink()
    for number, page in enumerate(pages, 1):
        path = PICTURES / f"{kind}-{number}.png"
        if not path.exists() or drift(page, Image.open(path).convert("L")) > SHARE:
            page.quantize(16).save(path, optimize=True)


@pytest.mark.parametrize("kind", PAPERS)
def test_pages_look_as_stored(papers: Folder, kind: str, request: pytest.FixtureRequest) -> None:
    """There are as many pages as pictures, and none differs by more than half a line of text."""
    pages = drawn(paper(papers, kind))
    if request.config.getoption("--update"):
        store(kind, pages)

    stored = [Image.open(path).convert("L") for path in sorted(PICTURES.glob(f"{kind}-*.png"), key=lambda path: (len(path.name), path))]

    assert len(pages) == len(stored)
    assert {
        number: share for number, (page, old) in enumerate(zip(pages, stored, strict=True), 1) if (share := drift(page, old)) > SHARE
    } == {}


def test_a_moved_paragraph_is_seen(papers: Folder) -> None:
    """The measure is fine enough: the lower half of a page that moves by half a line is no longer the same page."""
    page = drawn(paper(papers, "brief"))[0]
    moved = page.copy()
    half = page.height // 2
    moved.paste(page.crop((0, half, page.width, page.height - 4)), (0, half + 4))

    assert drift(page, page) == 0
    assert drift(moved, page) > SHARE


def test_colour_of_the_cover_is_seen(papers: Folder) -> None:
    """A cover band that loses its colour is no longer the same page, in grey too."""
    page = drawn(paper(papers, "brief"))[0]
    pale = page.copy()
    pale.paste(255, (0, 0, page.width, page.height // 8))

    assert drift(pale, page) > SHARE
