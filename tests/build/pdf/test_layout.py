"""A job, values only, becomes the bytes of a PDF; what it has not got is a problem, never a gap."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Folder
from toolkit.build.cache import Cache
from toolkit.build.pdf.layout import PdfJob, make_pdf
from toolkit.build.pool import Asked, Pool
from toolkit.core.workers import Workers

PAGE = '<!doctype html><html lang="ru"><head><title>Пробный</title></head><body><p>Слово</p>{}</body></html>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
STYLE = "@page { size: A4 } body { font-family: 'PT Serif' }"


def job(more: str = "", style: str = STYLE, **assets: bytes) -> PdfJob:
    """Return a job of one page."""
    return PdfJob(PAGE.format(more), (style,), assets)


def test_same_job_same_bytes() -> None:
    """A PDF is a function of its job."""
    first, second = make_pdf(job()), make_pdf(job())

    assert first.data.startswith(b"%PDF")
    assert first.pages == 1
    assert first == second


def test_boxes_are_as_wide_as_their_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank, a number in the margin and words in a narrow column are as wide as WeasyPrint itself would have them."""
    from weasyprint.layout import absolute, inline, preferred

    blank = '<span style="display: inline-block; border-bottom: 1px solid; min-width: 4em">{}</span>'
    more = "".join(
        f'<p style="position: relative; width: {width}"><b style="position: absolute; left: 0">1.1</b>{blank.format(words)} и</p>'
        for width in ("1cm", "4cm", "auto")
        for words in ("имя", "полное наименование, организационно-правовая форма, государство регистрации")
    )
    ours = make_pdf(job(more))
    for module in (absolute, inline):
        monkeypatch.setattr(module, "shrink_to_fit", preferred.shrink_to_fit)

    assert ours == make_pdf(job(more))


@pytest.mark.parametrize(
    "more",
    [
        '<img src="asset:map.svg" alt="x">',
        '<img src="map.svg" alt="x">',
        '<img src="https://example.org/map.png" alt="x">',
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="/etc/hostname" alt="x">',
        '<p style="background: url(asset:map.svg)">x</p>',
        '<link rel="stylesheet" href="asset:x.css">',
    ],
)
def test_missing_asset_is_a_problem(more: str) -> None:
    """An image that the job does not carry, a file of the machine or an address of the network ends the job, by name."""
    made = make_pdf(job(more))

    assert made.data == b""
    assert "is not an asset of this document" in made.problem or "asset" in made.problem
    assert "\n" not in made.problem


def test_style_cannot_fetch() -> None:
    """A stylesheet brings no font or file from elsewhere."""
    made = make_pdf(job(style="body { background: url(https://example.org/x.png) }"))

    assert made.data == b""
    assert made.problem


def test_asset_is_drawn() -> None:
    """An image of the job is in the page."""
    with_image = make_pdf(job('<img src="asset:map.svg" alt="x">', **{"map.svg": SVG}))

    assert with_image.problem == ""
    assert len(with_image.data) > 0


@pytest.mark.parametrize("data", [b"no image at all", b"<svg", b"\x89PNG\r\n\x1a\nbroken"], ids=["text", "svg", "png"])
def test_broken_image_is_a_problem(data: bytes) -> None:
    """A file that is no image ends the job too: WeasyPrint alone would leave the place empty."""
    made = make_pdf(job('<img src="asset:map.svg" alt="x">', **{"map.svg": data}))

    assert made.data == b""
    assert "map.svg" in made.problem


@pytest.mark.parametrize(
    "other",
    [job("<p>x</p>"), job(style=STYLE + " "), job(a=b"1"), dataclasses.replace(job(), variant="pdf/a-3u")],
    ids=["page", "style", "asset", "variant"],
)
def test_digest_knows_all_that_matters(other: PdfJob) -> None:
    """Page, styles, assets, variant and fonts: each changes the address of the result."""
    assert other.digest() != job().digest()
    assert dataclasses.replace(job(), fonts="other fonts").digest() != job().digest()
    assert job().digest() == job().digest()
    assert job(a=b"1").digest() != job(a=b"2").digest()


def test_whatever_fails_is_a_problem_of_its_job() -> None:
    """What the layout engine raises, known or not, becomes the words of one result; the others are made."""
    made = make_pdf(dataclasses.replace(job(), variant="pdf/x-9"))

    assert made.data == b""
    assert made.problem.startswith("cannot be laid out: ")


def leave() -> None:
    """End the process, as the system does when memory runs out."""
    os._exit(1)


def unloadable() -> None:
    """Fail as WeasyPrint does on a machine without Pango."""
    raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.mark.parametrize(
    ("warm", "says"),
    [(leave, "died, as it does when memory runs out"), (unloadable, "cannot load library 'libpango-1.0-0'")],
    ids=["dies", "cannot load"],
)
def test_a_process_that_fails_is_a_problem_of_its_job(tmp_path: Path, warm: Callable[[], None], says: str) -> None:
    """A worker that is killed, or cannot begin, ends no build: each edition that it left unmade says so."""
    pool = Pool(Cache(tmp_path), lambda: Workers(1, 60, warm))
    ((digest, made, _),) = [*pool.begin(Asked(job(), "digest", "PDF", "ru/briefs/a")), *pool.rest()]
    pool.close()

    assert digest == "digest"
    assert says in made.problem
    assert Cache(tmp_path).get("digest") is None


def test_a_document_over_its_time_is_withheld(workspace: Folder) -> None:
    """A layout that takes too long is ended, its document withheld in words; the others are made."""
    brief = workspace.root / "content/documents/briefs/small-brief.yaml"
    block = "      - prose: " + "Слово за слово, и так без конца. " * 280 + "\n"
    words = "  - section: endless\n    title: Без конца\n    blocks:\n" + block * 140
    brief.write_text(brief.read_text(encoding="utf-8") + words, encoding="utf-8")

    ran = workspace.run("build", "small-brief", "profiles/north", "-l", "ru", "-f", "pdf", "--timeout", "6", "-j", "2")

    assert ran.code == 1
    assert "small-brief.yaml:1:1: error[pdf-failed]: was not laid out in the time that a document may take" in ran.err
    assert "--timeout" in ran.err
    assert workspace.artifact("ru", "profiles/north", ".pdf").is_file()
    assert not workspace.artifact("ru", "briefs/small-brief", ".pdf").exists()
