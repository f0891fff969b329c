"""Impact and why: what they name by the notes of the last build holds all that the next one writes; `--exact` names no more than that."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.conftest import Inline
from toolkit.build.builder import Builder, Request
from toolkit.build.changes.impact import Impact, Named, exact_impact, impact_since_build, name
from toolkit.build.changes.readings import Readings
from toolkit.build.changes.why import find, why
from toolkit.cli import app
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

ALPHA, FIRST, SECOND = "content/clusters/alpha.yaml", "content/documents/briefs/first.yaml", "content/documents/briefs/second.yaml"
FILES = ("first.docx", "first.pdf", "second.docx", "second.pdf")
RUSSIAN = "locales/ru/LC_MESSAGES/content.po"
EDITS = (
    (ALPHA, "value: 63", "value: 64"),
    (ALPHA, "label: Участники", "label: Члены"),
    (ALPHA, "as_of: 2016", "as_of: 2017"),
    (ALPHA, "short: {ru: Альфа, en: Alpha}", "short: {ru: Бета, en: Beta}"),
    (ALPHA, "summary: В", "# nothing that a reader sees\nsummary: В"),
    (ALPHA, "countries: [RU]", "countries: [KZ]"),
    (FIRST, "Основание дано в указе", "Основание — в указе"),
    (FIRST, "title: {ru: Первая, en: First}", "title: {ru: Начальная, en: First}"),
    (FIRST, "as_of: 2026-11-01", "as_of: 2026-11-02"),
    (SECOND, "date: 2026-11-16", "date: 2026-11-17"),
    (SECOND, "caption: Числа", "caption: Показатели"),
    ("content/legal_bases/old-act.yaml", "in_force: 2014-09-01", "in_force: 2014-09-01\nrepealed: 2026-11-10"),
    ("content/legal_bases/old-act.yaml", "adopted: 2014-08-01", "adopted: 2014-08-02"),
    ("content/legal_bases/new-act.yaml", 'number: "2"', 'number: "3"'),
    ("content/sources.yaml", "title: Report", "title: The report"),
    ("content/sources.yaml", "title: Книга", "title: Сборник"),
    ("content/site.yaml", "publisher: {ru: Издатель", "publisher: {ru: Издательство"),
    ("content/site.yaml", "description: {ru: Записки, en: Briefs}", "description: {ru: Записки, en: Papers}"),
    (RUSSIAN, "{n} участника", "{n} членов"),
    ("templates/blocks/evidence-table.html", "<tbody>", '<tbody class="x">'),
    ("templates/components/labels.html", 'pgettext("act.standing", "in force")', '"binding"'),
    ("templates/styles/print.css", "font-size: 9.8pt", "font-size: 9.9pt"),
    ("templates/styles/web.css", "{", "{ "),
    ("templates/site/home.html", "{% endblock %}", "<hr>{% endblock %}"),
    ("templates/components/site.html", '<li class="card">', '<li class="card x">'),
    ("templates/assets/site.js", "\n", "\n\n"),
)


SIZES = re.compile(rb'<span class="size">.*?</span>|"contentSize": ?"\d+"|length="\d+"|\b[0-9a-f]{12,64}\b')


def opened(root: Path) -> Project:
    """Return the project as commands open it: with what earlier runs kept."""
    return Project(DiskWorkspace(root), kept=Notes.open(root / "build"))


def readings(root: Path) -> Readings:
    """Return what the last build noted."""
    found = Readings.of(opened(root), root / "build")
    assert found
    return found


def impact(root: Path, named: Named | None = None) -> Impact:
    """Return what the notes say."""
    return impact_since_build(readings(root), named)


def build(root: Path) -> None:
    project = opened(root)
    assert project.library
    builder = Builder(project, project.library, root / "build", Inline)
    builder.build(Request(project.publications, project.library.site.editions))


def on_disk(root: Path) -> dict[str, str]:
    files = sorted(path for path in (root / "build" / "site").rglob("*") if path.is_file())
    found = {path.relative_to(root / "build").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {path: digest for path, digest in found.items() if not path.startswith("site/pagefind/")}


def sizes_alone(before: bytes, after: bytes) -> bool:
    """Return whether two states of a page or feed differ in nothing but sizes of PDFs, and digests of the whole."""
    return SIZES.sub(b"", before) == SIZES.sub(b"", after)


@pytest.fixture(scope="module")
def root(tmp_path_factory, shared_files, whole_small) -> Path:
    """The small workspace on disk, built once; tests leave edits in it."""
    folder = tmp_path_factory.mktemp("impact")
    for path, data in whole_small.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    build(folder)
    return folder


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Make an edit, or take it back when it has been made."""
    file = root / path
    words = file.read_text("utf-8")
    file.write_text(words.replace(new, old, 1) if new in words else words.replace(old, new, 1), "utf-8")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=3, unique=True))
def test_impact_is_what_changes_on_disk(root, edits):
    """After any edits, every file that a build changes was named by the notes; and by rendering, no more and no fewer.

    What is laid out anew is named though its bytes may come out the same, and that shows only in laying it out. What is named under
    reserve of a size changes in numbers alone, if it does: those of a PDF whose size nobody knew.
    """
    for path, old, new in edits:
        edit(root, path, old, new)
    before = on_disk(root)
    noted = impact(root)
    foreseen = exact_impact(opened(root), root / "build")
    reserved = {path: (root / "build" / path).read_bytes() for path in foreseen.perhaps}

    build(root)
    after = on_disk(root)
    written = {path for path in after if before.get(path) != after[path]}

    assert written <= {*noted.artifacts, *noted.perhaps}
    laid_out = {path for path in foreseen.artifacts if path.endswith((".pdf", ".docx", ".transcript.txt"))}
    assert set(foreseen.artifacts) - laid_out <= written - reserved.keys() <= set(foreseen.artifacts)
    assert all(sizes_alone(last, (root / "build" / path).read_bytes()) for path, last in reserved.items())
    assert not reserved or any(path.endswith(".pdf") for path in foreseen.artifacts)


def test_new_and_removed_documents_are_foreseen(root):
    """A document that comes gives artifacts to write, one that goes artifacts to remove."""
    third = root / "content/documents/briefs/third.yaml"
    third.write_text((root / FIRST).read_text("utf-8").replace("First", "Third"), "utf-8")
    come = impact(root)
    before = on_disk(root)
    build(root)
    written = {path for path, digest in on_disk(root).items() if before.get(path) != digest}
    third.unlink()

    gone = impact(root)
    build(root)

    assert written <= {*come.artifacts, *come.perhaps}
    assert {path for path in written if "/third." in path} <= set(come.artifacts)
    assert [path for path in gone.removed if path.endswith(".pdf")] == ["site/en/briefs/third.pdf", "site/ru/briefs/third.pdf"]
    assert not any((root / "build" / path).exists() for path in gone.removed)


def test_fact_not_edited_yet_names_what_prints_it(root):
    """Of a fact that nobody has edited, impact names the artifacts that print it and what is computed from it."""
    found = impact(root, Named(facts=frozenset({"alpha.members"})))

    assert not found.edited
    assert found.documents == ("briefs/second",)
    assert found.changes.facts == ("alpha.members",)


def test_names_choose_among_edits(root):
    """With a name, only what that thing's edit writes is told, though others are edited too."""
    edit(root, *EDITS[0])
    edit(root, *EDITS[6])
    known = readings(root)
    named, unknown = name(known.project, ["kaluga", FIRST])

    found = impact_since_build(known, named)
    edit(root, *EDITS[0])
    edit(root, *EDITS[6])

    assert unknown == ("kaluga",)
    assert found.documents == ("briefs/first",)


@pytest.mark.parametrize(
    ("number", "artifact", "said"),
    [
        (0, "ru/briefs/second.pdf", f"content {ALPHA} (alpha.members)"),
        (0, "ru/briefs/first.pdf", "same"),
        (18, "ru/briefs/second.html", f"translation {RUSSIAN} (units.member.forms.exact)"),
        (19, "en/briefs/second.html", "template templates/blocks/evidence-table.html"),
        (21, "en/briefs/second.pdf", "style templates/styles/print.css"),
        (21, "en/briefs/second.html", "size site/en/briefs/second.docx, site/en/briefs/second.pdf"),
        (
            21,
            "en/index.html",
            "size " + ", ".join(f"site/en/briefs/{one}" for one in ("first.docx", "first.pdf", "second.docx", "second.pdf")),
        ),
        (22, "en/briefs/second.html", "same"),
        (0, "facts.csv", f"content {ALPHA} (alpha.members)"),
        (17, "en/index.html", "content content/site.yaml"),
    ],
)
def test_why_names_the_kind_of_change_and_the_thing(root, number, artifact, said):
    """One word and the thing that changed; an artifact that the edit does not touch is `same`, or shows the `size` of one that it does."""
    edit(root, *EDITS[number])
    known = readings(root)
    found = find(known, f"build/site/{artifact}")
    assert found

    answer = str(why(known, *found))
    edit(root, *EDITS[number])

    assert answer == said


@pytest.mark.parametrize(("component", "documents"), [("caption", ("briefs/first", "briefs/second")), ("names", ("briefs/second",))])
def test_component_touches_the_templates_that_import_it(root, component, documents):
    """Of a macro file, impact names what the templates that import it make."""
    found = impact(root, Named(files=frozenset({f"templates/components/{component}.html"})))

    assert found.documents == documents


def test_command_prints_json_and_refuses_unknown_names(root):
    """The command line gives the same as values; a name of nothing is a wrong command line."""
    good = CliRunner().invoke(app, ["impact", "alpha.members", "--json", "-w", str(root)])
    bad = CliRunner().invoke(app, ["impact", "alpha.membres", "-w", str(root)])

    assert json.loads(good.stdout)["documents"] == ["briefs/second"]
    assert bad.exit_code == 2
