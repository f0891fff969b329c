"""A format is one class: whatever a build does with files, it does with those of a format that it has never heard of."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import product
from pathlib import Path

import pytest

from tests.conftest import Folder, Inline
from toolkit.build.formats import Format, Made, Named, Rendered
from toolkit.build.formats.registry import registered
from toolkit.core import extensions
from toolkit.core.layers import open_workspace
from toolkit.project import Project
from toolkit.serve.session import Workshop


@dataclass(frozen=True)
class OutlineJob:
    """The numbered headings of an edition."""

    name: str
    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        """The lines."""
        return len(self.lines)

    def digest(self) -> str:
        """Return the digest of the lines."""
        return hashlib.sha256("\n".join((self.name, *self.lines)).encode()).hexdigest()

    def make(self) -> Made:
        """Write the lines."""
        return Made("\n".join((f"# {self.name}", *self.lines, "")).encode(), pages=1)


class Headings(Format):
    """Plain text with the headings of a document, for profiles alone."""

    name, suffix, label, media_type = "headings", ".txt", "TXT", "text/plain"

    def makes(self, publication, edition, editions):
        """Make it of profiles."""
        return publication.document.kind == "profile"

    def job(self, edition: Rendered) -> OutlineJob:
        """Take the numbers and headings of sections."""
        lines = (f"{part.number} {part.headings[0].html.striptags()}" for part in edition.body.parts if part.headings)
        return OutlineJob(f"{edition.body.edition}/{edition.publication.id}", tuple(lines))

    def named(self, data: bytes) -> Named | None:
        """Read the first line."""
        found = re.match(rb"# (.*)\n", data)
        return Named(found.group(1).decode()) if found else None


PROFILES = "content/documents/profiles/clusters.yaml"
NORTH = "site/en/profiles/north"


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a package that brings the format, as pip would."""
    info = tmp_path / "packages" / "toy-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[toolkit.formats]\nheadings = {__name__}:Headings\n")
    monkeypatch.syspath_prepend(str(info.parent))
    monkeypatch.setattr(extensions, "_every", entry_points)  # read once by a program; this package comes later
    yield
    sys.path_importer_cache.pop(str(info.parent), None)


@pytest.mark.usefixtures("toy")
def test_format_from_elsewhere_is_like_our_own(built: Folder, tmp_path: Path) -> None:
    """It is built, offered on pages, in lists and feeds, kept, verified, foreseen, published, and removed with its document."""
    ran = built.run("build")
    made = (built.build / f"{NORTH}.txt").read_text()
    page = (built.build / f"{NORTH}.html").read_text().replace("\u00a0", " ")

    assert ran.code == 0, ran.err
    assert "0 PDFs made, 12 from the cache · 6 TXTs made, 0 from the cache" in ran.out
    assert made.startswith("# en/profiles/north\n1 ")
    assert not (built.build / "site/en/briefs/small-brief.txt").exists()
    assert (
        'href="north.txt" type="text/plain"><span class="download-name">Download TXT</span> <span class="size">1 page, 1 KB</span>' in page
    )
    assert 'href="profiles/north.txt" type="text/plain"' in (built.build / "site/en/index.html").read_text()
    assert f'type="text/plain" href="profiles/north.txt" length="{len(made.encode())}"' in (built.build / "site/en/feed.xml").read_text()
    assert "agrees" in built.run("verify", str(built.build / f"{NORTH}.txt")).out

    assert built.run("why", f"build/{NORTH}.txt").out == "same\n"
    assert "0 TXTs made" in built.run("build", "profiles").out
    built.replace(PROFILES, "title: Участники", "title: Участники и связи")
    assert f"build/{NORTH.replace('/en/', '/ru/')}.txt" in built.run("impact").out
    assert built.run("why", f"build/{NORTH.replace('/en/', '/ru/')}.txt").out.startswith("content ")
    assert "TXT" not in built.run("build", "profiles/north", "--format", "pdf").out
    assert built.run("build", "--format", "text").err.startswith("toolkit: `text` is not a format\n  hint: ")


def test_what_a_list_offers_is_made(built: Folder) -> None:
    """A format says which editions have a file of it, and these have one: so pages that promise files are true, before a release too."""
    project = Project(open_workspace(built.root))
    library = project.library
    assert library
    told, there = set(), set()
    for one in project.publications:
        editions = library.editions_of(one.document)
        for edition, format in product(editions, registered()):
            path = format.path(edition, one)
            told |= {path} if format.makes(one, edition, editions) else set()
            there |= {path} if (built.build / path).is_file() else set()

    assert told == there
    assert "broken-link" not in built.run("check", "--release").err


@pytest.mark.usefixtures("toy")
def test_its_files_go_with_their_document(built: Folder, tmp_path: Path) -> None:
    """What is published has them; when the document goes, so do they."""
    published = built.run("publish", "--to", str(tmp_path / "public"))
    assert published.code == 0, published.err
    assert (tmp_path / "public/en/profiles/north.txt").is_file()

    built.replace(PROFILES, "clusters: [north, south]", "clusters: [south]")
    built.run("build")

    assert not (built.build / f"{NORTH}.txt").exists()
    assert (built.build / "site/en/profiles/south.txt").is_file()


@pytest.mark.usefixtures("toy")
def test_the_preview_makes_them_when_they_are_asked_for(workspace: Folder) -> None:
    """Pages of the preview offer a file that is not there; it is made once a browser wants it."""
    workshop = Workshop(workspace.root, Inline, ("profiles/north",), ("en",))
    workshop.start()
    file = workspace.build / "preview" / f"{NORTH}.txt"
    offered = 'href="north.txt"' in file.with_suffix(".html").read_text() and not file.exists()

    workshop.make(f"{NORTH}.txt")

    assert offered
    assert file.read_text().startswith("# en/profiles/north\n")
