"""A build that finds all as the last one left it says the same at once, and asks nothing of its parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Folder
from toolkit.build.settled import Settled
from toolkit.cli.shared import open_project
from toolkit.core import fonts
from toolkit.project import Project

PAGE = "build/site/ru/briefs/small-brief.html"
BRIEF = "content/documents/briefs/small-brief.yaml"


def html(folder: Folder) -> Settled:
    """Return the last build of web pages, as `toolkit build --format html` asks for it."""
    return Settled(open_project(folder.root), folder.build, repr(([], [], ["html"], None, None)))


@pytest.fixture
def settled(built: Folder) -> Folder:
    """A workspace whose web pages are built."""
    assert built.run("build", "--format", "html").code == 0
    assert html(built).report()
    return built


def test_no_record_is_read_where_nothing_has_changed(settled: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build says what the first said, and its library is never loaded."""
    first = settled.run("build", "--format", "html")
    monkeypatch.setattr(Project, "_loaded", property(lambda self: pytest.fail("the library was loaded")))
    again = settled.run("build", "--format", "html")

    assert again.code == 0
    assert again.out.splitlines()[:-1] == first.out.splitlines()[:-1]


def test_the_first_build_of_a_folder_is_one(workspace: Folder) -> None:
    """What is built where nothing was yet is settled too."""
    assert workspace.run("build", "--format", "html").code == 0
    assert html(workspace).report()


def edit_source(folder: Folder) -> None:
    """Give a document another title."""
    folder.replace(BRIEF, "Малая записка", "Новая записка")


def new_source(folder: Folder) -> None:
    """Add a template that nothing includes."""
    folder.write("templates/components/new.html", "x")


def edit_page(folder: Folder) -> None:
    """Spoil a page, its length as it was."""
    data = (folder.root / PAGE).read_bytes()
    folder.write(PAGE, data.replace(b"<p>", b"<b>", 1))


def lose_page(folder: Folder) -> None:
    """Lose a page."""
    (folder.root / PAGE).unlink()


def leave_page(folder: Folder) -> None:
    """Leave a page that no document makes."""
    folder.write("build/site/ru/old.html", "старое")


def lose_manifest(folder: Folder) -> None:
    """Lose what the next build would compare with."""
    (folder.build / "manifest.json").unlink()


def lose_site(folder: Folder) -> None:
    """Move the site away."""
    (folder.build / "site").rename(folder.root / "site")


@pytest.mark.parametrize("differ", [edit_source, new_source, edit_page, lose_page, leave_page, lose_manifest, lose_site])
def test_whatever_differs_is_seen(settled: Folder, differ: Callable[[Folder], None]) -> None:
    """A source or a file of the site that is not as it was has each part asked; the build then makes it right."""
    before = settled.snapshot()
    differ(settled)

    assert html(settled).report() is None
    assert settled.run("build", "--format", "html").code == 0
    assert html(settled).report()
    if differ not in (edit_source, lose_site):  # with the site, its PDFs are lost
        assert settled.snapshot() == before


def test_another_day_and_other_fonts_are_seen(settled: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine and the day are part of what a build hangs on; where nobody can tell of fonts, nothing is taken as settled."""
    for said in ("other fonts", ""):
        with monkeypatch.context() as patch:
            patch.setattr(fonts, "listed", lambda said=said: said)
            assert html(settled).report() is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert html(settled).report() is None


def test_a_warning_is_said_again_and_a_mistake_is_looked_for_anew(settled: Folder) -> None:
    """What the last build warned of stands in the next one too; a build with a mistake settles nothing."""
    settled.replace(BRIEF, "summary: |", "supersedes: small-brief\nsummary: |")
    first = settled.run("build", "--format", "html")
    assert first.code == 1
    assert html(settled).report() is None
    settled.replace(BRIEF, "supersedes: small-brief\n", "")

    settled.write("content/old.csv", "x")
    warned, again = settled.run("build", "--format", "html"), settled.run("build", "--format", "html")
    assert "warning" in warned.err
    assert again.err == warned.err
    assert html(settled).report()
