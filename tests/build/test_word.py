"""Word files: they say what the PDF says, clause by clause; numbers, references and notes are Word's own; real programs open them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from openxml_audit import OpenXmlValidator

from tests.conftest import REPOSITORY, Inline
from toolkit.build.builder import Builder, Request
from toolkit.build.word.anchors import has_class, words
from toolkit.build.word.document import WordJob, make_word
from toolkit.build.word.package import Reference
from toolkit.build.word.reading import opened, paragraphs
from toolkit.build.word.xml import W
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

_W = f"{{{W}}}"
REFERENCE = "templates/word/reference.docx"
EDITIONS = ("ru", "en", "ru-en")


@cache
def shipped() -> dict[str, WordJob]:
    """Return a job for every edition of every shipped document, by its name."""
    project = Project(DiskWorkspace(REPOSITORY))
    assert project.library is not None
    builder = Builder(project, project.library, Path("build"), Inline)
    request = Request(project.publications, EDITIONS, ("docx",))
    planned = (one for publication in request.publications for one in builder.planned(publication, request))
    works = ((f"{one.edition}/{one.publication.id}", one.work("docx")) for one in planned)
    return {name: work.job.word for name, work in works if work is not None}


@cache
def made(name: str) -> bytes:
    """Return the Word file of a shipped edition."""
    return make_word(shipped()[name])


def agreements() -> list[str]:
    """Return the names of all editions of the shipped agreements."""
    return [name for name in shipped() if "/agreements/" in name]


SAMPLE = ("ru/agreements/trilateral-eaeu-cluster", "ru-en/agreements/kaluga-vitebsk", "en/briefs/international-pharma-cluster")


def test_every_clause_says_what_the_pdf_says_number_included() -> None:
    """Each numbered paragraph of a shipped agreement stands in the Word file, in order, with the number that its list gives it."""
    assert len(agreements()) >= 12
    for name in agreements():
        page = html.document_fromstring(shipped()[name].html)
        wanted = [words(one) for one in page.iter("p", "h2") if has_class(one, "clause") or one.find("span[@class='number']") is not None]

        found = [f"{one.label} {one.words}" for one in paragraphs(opened(made(name))) if one.label]

        assert [one for one in found if one in set(wanted)] == wanted, name
        assert not [one for one in wanted if one not in found], name


def test_nothing_of_the_page_is_lost() -> None:
    """Every word of the printed page, notes included, stands in the Word file of briefs, profiles and overviews too."""
    for name, job in shipped().items():
        page = html.document_fromstring(re.sub(r"<svg.*?</svg>", "", job.html, flags=re.DOTALL))
        for unseen in [one for one in page.iter() if has_class(one, "figure-table") or has_class(one, "print-contents")]:
            unseen.drop_tree()
        parts = opened(made(name))
        said = " ".join("".join(parts[part].itertext(f"{_W}t")) for part in ("word/document.xml", "word/footnotes.xml"))

        lost = {word for word in re.findall(r"[^\W\d_]{3,}", " ".join(next(page.iter("main")).itertext())) if word not in said}

        assert not lost, name


def test_a_reference_is_a_field_that_follows_its_paragraph() -> None:
    """Each cross-reference between clauses is a REF field, and its bookmark stands in the paragraph whose number it prints."""
    for name in agreements():
        parts = opened(made(name))
        labels = {mark: one.label.rstrip(".") for one in paragraphs(parts) for mark in one.bookmarks}
        fields = _fields(parts["word/document.xml"])
        calls = len(re.findall(r'class="xref"', shipped()[name].html))

        assert len([one for one in fields if one[0] == "REF"]) >= calls, name
        assert not [one for one in fields if one[0] == "REF" and "\\n" in one[1] and labels[one[1].split()[0]] != one[2]], name


def _fields(document) -> list[tuple[str, str, str]]:
    """Return name, arguments and result of the fields that hold no other."""
    found, code, result, state = [], "", "", ""
    for run in document.iter(f"{_W}r"):
        mark = run.find(f"{_W}fldChar")
        kind = mark.get(f"{_W}fldCharType") if mark is not None else ""
        if kind == "begin":
            code, result, state = "", "", "code"
        elif kind == "separate":
            state = "result"
        elif kind == "end" and code:
            name, _, arguments = code.strip().partition(" ")
            found.append((name, arguments, result))
            state = ""
        code += "".join(run.itertext(f"{_W}instrText")) if state == "code" else ""
        result += "".join(run.itertext(f"{_W}t")) if state == "result" else ""
    return found


def test_each_blank_is_a_content_control_with_its_label() -> None:
    """A blank of the page is a content control: its alias is the label, its tag the id that is the same in every language."""
    name = "ru-en/agreements/kaluga-vitebsk"
    blanks = re.findall(r'data-blank="([^"]*)"><small>\((.*?)\)</small>', shipped()[name].html)

    controls = [one for one in opened(made(name))["word/document.xml"].iter(f"{_W}sdtPr") if one.find(f"{_W}tag") is not None]

    said = [(one.find(f"{_W}tag").get(f"{_W}val").removeprefix("blank:"), one.find(f"{_W}alias").get(f"{_W}val")) for one in controls]
    assert sorted(said) == sorted((id[:58], html.fromstring(f"<p>{label}</p>").text_content()[:64]) for id, label in blanks)


def test_every_run_says_its_language() -> None:
    """Words of a parallel edition bear the language of their column, so that spelling is checked by the right dictionary."""
    document = opened(made("ru-en/agreements/kaluga-vitebsk"))["word/document.xml"]
    runs = [one for one in document.iter(f"{_W}r") if one.find(f"{_W}t") is not None]

    tags = [one.find(f"{_W}rPr/{_W}lang").get(f"{_W}val") for one in runs]

    cyrillic = [tag for tag, one in zip(tags, runs, strict=True) if re.search("[а-я]{3}", "".join(one.itertext()))]
    assert set(tags) == {"ru-RU", "en-GB"}
    assert set(cyrillic) == {"ru-RU"}


def test_a_parallel_clause_is_one_row() -> None:
    """Each clause of a parallel edition is a row of a table of two columns, the same number on both sides."""
    document = opened(made("ru-en/agreements/kaluga-vitebsk"))
    labels = {one.element: one.label for one in paragraphs(document)}
    rows = [
        row
        for row in document["word/document.xml"].iter(f"{_W}tr")
        if any(one.get(f"{_W}val") == "Clause" for one in row.iter(f"{_W}pStyle"))
    ]

    sides = [[[labels[p] for p in cell.iter(f"{_W}p") if labels[p]] for cell in row.findall(f"{_W}tc")] for row in rows]

    assert len(rows) > 80
    assert all(left == right and left for left, right in sides)


def test_each_annex_begins_a_page_also_side_by_side() -> None:
    """An annex of a parallel edition begins a table of its own, whose first row is on a new page; so does the sheet of open points."""
    body = opened(made("ru-en/agreements/kaluga-vitebsk"))["word/document.xml"][0]
    breaking = [one for one in body.iter(f"{_W}p") if one.find(f".//{_W}pageBreakBefore") is not None]
    opening = [next(table.iter(f"{_W}p")) for table in body.findall(f"{_W}tbl")]

    said = ["".join(one.itertext()) for one in breaking if one in opening]

    assert [any(one.startswith(begin) for one in said) for begin in ("Приложение", "Незаполненные места")] == [True, True]
    assert sum(one.startswith("Приложение") for one in said) == 2


@pytest.mark.parametrize("name", SAMPLE)
def test_same_page_same_bytes(name: str) -> None:
    """No clock and no chance: the same page gives the same file, and no moment in it is of today."""
    data = make_word(shipped()[name])

    with zipfile.ZipFile(BytesIO(data)) as archive:
        moments = {entry.date_time for entry in archive.infolist()}
    assert data == made(name)
    assert moments == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", SAMPLE)
def test_the_file_keeps_the_rules_of_the_format(name: str, tmp_path: Path) -> None:
    """The validator of Office Open XML finds nothing: Word opens the file without repair."""
    path = tmp_path / "made.docx"
    path.write_bytes(made(name))

    found = OpenXmlValidator().validate(str(path))

    assert [str(one) for one in found.errors] == []


def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    """LibreOffice opens the file, counts the lists by itself, and exports every clause under the number of the PDF."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice") or "/Applications/LibreOffice.app/Contents/MacOS/soffice"
    name = SAMPLE[0]
    path = tmp_path / "made.docx"
    path.write_bytes(made(name))
    home = f"-env:UserInstallation=file://{tmp_path}/home"

    subprocess.run(
        [soffice, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )

    exported = re.sub(r"\s+", " ", (tmp_path / "made.txt").read_text("utf-8-sig"))
    page = html.document_fromstring(shipped()[name].html)
    clauses = [re.sub(r"\s+", " ", words(one)) for one in page.iter("p") if has_class(one, "clause")]
    assert len(clauses) > 150
    assert [one for one in clauses if one not in exported] == []


def test_the_reference_has_the_colours_and_fonts_of_the_house() -> None:
    """Colours and fonts of the shipped reference file are those of `tokens.css`."""
    styles = Reference.of((REPOSITORY / REFERENCE).read_bytes()).parts["word/styles.xml"].decode()
    tokens = (REPOSITORY / "templates/styles/tokens.css").read_text()

    colours = set(re.findall(r'(?:w:color|w:fill)[^>]*?="([0-9a-f]{6})"', styles))
    families = set(re.findall(r'w:ascii="([^"]+)"', styles))

    assert colours
    assert not [one for one in colours if f"#{one}" not in tokens]
    assert families == {"PT Serif", "PT Sans"}
    assert all(f'"{one}"' in tokens for one in families)


def test_a_reference_without_a_style_is_named() -> None:
    """A theme's reference file that lacks a style is refused by the style's name."""
    job = shipped()[SAMPLE[0]]
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(job.reference)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry).replace(b'w:styleId="Clause"', b'w:styleId="Other"'))

    with pytest.raises(ValueError, match="has no style `Clause`"):
        make_word(WordJob(job.html, out.getvalue()))


def test_what_is_no_word_file_is_named() -> None:
    """A reference that is no Word file is refused in words."""
    with pytest.raises(ValueError, match="is no Word file"):
        make_word(WordJob("<html lang='en'><main></main></html>", b"PK"))


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    """Every picture bears an alternative text, or is marked as an ornament."""
    for name in ("ru/briefs/legal-bases-of-cluster-policy", "en/profiles/kaluga"):
        shown = list(opened(made(name))["word/document.xml"].iter("{*}docPr"))

        assert [one for one in shown if one.get("descr")], name
        assert [one for one in shown if not one.get("descr") and one.find(".//{*}decorative") is None] == [], name
