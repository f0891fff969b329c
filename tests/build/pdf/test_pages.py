"""What a PDF must be on paper and for a screen reader: aligned columns, notes where they are called, tags, language, title."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import polib
import pytest

from tests.build.pdf.lines import words
from tests.conftest import DOCUMENTS, EDITIONS, Folder, translate

ROWS = 45
NOTES = 14


def info(pdf: Path) -> dict[str, str]:
    """Return what pdfinfo says."""
    lines = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def finish(workspace: Folder) -> None:
    """Bring the catalogs in step with a change, and fill them."""
    assert workspace.run("locales", "update").code == 0
    for path in sorted((workspace.root / "locales").rglob("*.po")):
        translate(path)


@pytest.fixture
def long_agreement(workspace: Folder) -> Path:
    """Return the parallel PDF of an agreement with clauses enough for several pages, their translations of other lengths."""
    sentence = "Стороны обмениваются сведениями о работе кластеров. "
    clauses = "".join(
        f"  clause-{n}:\n    heading: Пункт\n    text: Щ{n:02}щ открывает пункт. {sentence * (1 + n % 5)}\n" for n in range(ROWS)
    )
    workspace.write("content/clauses/long.yaml", f"heading: Длинная статья\nclauses:\n{clauses}")
    workspace.replace(
        "content/documents/agreements/north-south.yaml", "    - topic: subject\n", "    - topic: subject\n    - topic: long\n"
    )
    finish(workspace)
    path = workspace.root / "locales/en/LC_MESSAGES/clauses.po"
    catalog = polib.pofile(str(path), wrapwidth=78)
    for number, entry in enumerate(catalog):
        if "Щ" in entry.msgid:
            entry.msgstr += " The parties exchange what they know of the work of clusters." * (number % 4)
    catalog.save()
    ran = workspace.run("build", "agreements", "--lang", "ru-en", "--release")
    assert ran.code == 0, ran.err
    return workspace.artifact("ru-en", "agreements/north-south", ".pdf")


def test_parallel_columns_are_aligned(long_agreement: Path) -> None:
    """Both texts of a clause begin on one page at one height, each in its own column, through every page break."""
    found = list(words(long_agreement))
    russian = {word.words: word for word in found if re.fullmatch(r"Щ\d\dщ", word.words)}
    english = {word.words: word for word in found if re.fullmatch(r"Shch\d\dshch", word.words)}

    assert len(russian) == len(english) == ROWS
    assert max(word.page for word in russian.values()) >= 4
    for name, left in russian.items():
        right = english[name.replace("Щ", "Shch").replace("щ", "shch")]
        assert left.page == right.page, name
        assert abs(left.top - right.top) < 1, name
        assert left.left < 298 < right.left, name


def test_notes_stand_on_the_page_of_their_call(workspace: Folder) -> None:
    """The note that cites an act is printed at the foot of the page on which it is first called."""
    acts, paragraphs = [], []
    for n in range(NOTES):
        acts.append(f"act-{n:02}")
        law = (
            f"jurisdiction: RU\ntype: law\ndesignation: Закон\ntitle: Обакты{n:02}\nshort: Закон {n}\nnumber: '{n}'\nadopted: 2014-12-31\n"
        )
        workspace.write(f"content/legal_bases/act-{n:02}.yaml", law + "evidence: {source: petrov2018}\n")
        paragraphs.append(
            f"          Зовзак{n:02}[@act-{n:02}] " + "и ещё несколько слов о работе кластеров на севере " * (6 + 5 * (n % 4))
        )
    head = "kind: brief\ntitle: Записка о сносках\ndate: 2026-11-16\noutline:\n"
    head += "  - section: one\n    title: Раздел\n    blocks:\n      - prose: |\n"
    workspace.write("content/documents/briefs/notes.yaml", head + "\n\n".join(paragraphs) + "\n")

    ran = workspace.run("build", "notes", "--lang", "ru")

    assert ran.code == 0, ran.err
    found = list(words(workspace.artifact("ru", "briefs/notes", ".pdf")))
    calls = {word.words[6:8]: word for word in found if word.words.startswith("Зовзак")}
    notes = {word.words[7:9]: word for word in found if word.words.startswith("«Обакты")}
    assert len(calls) == len(notes) == NOTES
    assert max(word.page for word in calls.values()) >= 2
    assert {n: word.page for n, word in notes.items()} == {n: word.page for n, word in calls.items()}
    assert all(notes[n].top > calls[n].top for n in notes)


@pytest.mark.parametrize("edition", EDITIONS)
def test_pdf_says_what_it_is(made: Folder, edition: str) -> None:
    """Every PDF is tagged, has title, author and the date of its content, and names its language."""
    said = info(made.artifact(edition, "briefs/small-brief", ".pdf"))

    assert said["Tagged"] == "yes"
    assert said["Title"] == ("Malaya zapiska" if edition == "en" else "Малая записка")
    assert said["Author"] == ("Working Group" if edition == "en" else "Рабочая группа")
    assert "2026" in said["CreationDate"]
    assert said["Page size"].endswith("(A4)")
    with pikepdf.open(made.artifact(edition, "briefs/small-brief", ".pdf")) as pdf:
        assert str(pdf.Root.Lang) == edition.partition("-")[0]
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "pdfuaid:part" in str(pdf.Root.Metadata.read_bytes())


def test_passages_of_a_parallel_pdf_name_their_language(made: Folder) -> None:
    """In the structure tree of a parallel edition, both columns carry their language."""
    with pikepdf.open(made.artifact("ru-en", "agreements/north-south", ".pdf")) as pdf:
        found = {str(item.Lang) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item}

    assert found == {"ru", "en"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_pdf_is_sound(made: Folder, document: str) -> None:
    """`qpdf --check` finds nothing to complain of."""
    for edition in EDITIONS:
        done = subprocess.run(["qpdf", "--check", made.artifact(edition, document, ".pdf")], capture_output=True, text=True, check=False)

        assert done.returncode == 0, done.stdout + done.stderr
        assert "No syntax or stream encoding errors found" in done.stdout
