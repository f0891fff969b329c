"""What authors may write is printed in every format; what they may not is told. docs/writing.md is made from the same examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import page as checker
import pytest
import yaml
from lxml import html as lxml_html
from markupsafe import Markup
from openxml_audit import OpenXmlValidator

from tests.conftest import Inline
from tests.small import CONTENT, real_files, small_files
from toolkit.build.builder import Builder, Request
from toolkit.build.pdf.layout import make_pdf
from toolkit.build.pdf.reading import read
from toolkit.build.word.document import make_word
from toolkit.build.word.reading import opened
from toolkit.build.word.xml import M, W
from toolkit.content.prose import Prose
from toolkit.content.text import Text
from toolkit.content.tree import Fields, parse
from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.catalogs import Catalog
from toolkit.language.formulas import without_markup
from toolkit.language.localizer import Localizer
from toolkit.language.markdown import block, faults, inline
from toolkit.project import Project
from toolkit.render.prose import prose_html

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "writing.md"
EXAMPLES = yaml.safe_load((HERE / "writing.yaml").read_text(encoding="utf-8"))


def prose(words: str) -> Prose:
    """Return the prose of a literal block of a file."""
    lines = "".join(f"  {line}\n" for line in words.splitlines())
    tree, found = parse(f"a: |\n{lines}".encode(), "a.yaml", "clusters.x", "en")
    assert found == ()
    assert isinstance(tree, Fields)
    return Prose.read(tree["a"])


@dataclass
class Speaker:
    """Prints texts without a document; a footnote by its label."""

    localizer: Localizer = field(default_factory=lambda: Localizer.of("en", Catalog({})))

    def inline(self, text: Text) -> Markup:
        return inline(text.source, self)

    def paragraph(self, text: Text) -> Markup:
        return block(text.source, self)

    def footnote(self, label: str) -> Markup:
        return Markup("<sup>{}</sup>").format(label)


def all_faults(words: str) -> list[Any]:
    return [fault for text in prose(words).paragraphs for fault in faults(text.source)]


@pytest.mark.parametrize("example", EXAMPLES["works"], ids=lambda one: one["name"])
def test_what_works(example: dict[str, str]) -> None:
    """Each example has no fault, and becomes the HTML that stands beside it."""
    assert all_faults(example["write"]) == []
    assert prose_html(Speaker(), prose(example["write"])) == example["html"].rstrip("\n")


@pytest.mark.parametrize("example", EXAMPLES["refused"], ids=lambda one: one["write"][:20])
def test_what_is_refused(example: dict[str, str]) -> None:
    """Each is told once, with a cure, and never printed as it is typed without a word."""
    (found,) = all_faults(example["write"])

    assert found.hint


def page() -> str:
    """Return docs/writing.md, from the examples."""

    def works() -> Iterator[str]:
        for one in EXAMPLES["works"]:
            yield f"## {one['name']}\n\n{one['says'].strip()}\n\n```markdown\n{one['write'].rstrip()}\n```\n"

    refused = "\n".join(f"| `{shown(one['write'])}` | {one['instead']} |" for one in EXAMPLES["refused"])
    head = """# Writing

What the texts of content may hold. Every example on this page is run by a test, on the web, on paper and in Word. *Prose* may hold all of
it; a text of one line (a title, a label, a cell) may hold what stands within a line. The toolkit's own marks stand everywhere: `{fact}`,
`[@source, p. 62]`, `[@act#provision]`, several works as `[@one, p. 3; @two]`, and `[](#id)`; see [content.md](content.md).
"""
    tail = f"""## Refused

What would be printed as it is typed is an error at its line, with a hint.

| written | instead |
|---|---|
{refused}
"""
    return "\n".join([head, *works(), tail])


def shown(words: str) -> str:
    return words.replace("\n", " ⏎ ").replace("|", "\\|").replace("```", "ˋˋˋ")


def test_the_page_is_made_of_the_examples(request: pytest.FixtureRequest) -> None:
    """docs/writing.md says what the tests show; `--update` writes it anew."""
    if request.config.getoption("--update"):
        PAGE.write_text(page(), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("a\n\n> b\n> c\n>\n> d", ["a", "b c", "d"]),
        ("a[^1]\n\n[^1]: one\n[^b]: two\n  more", ["a[^1]", "one", "two more"]),
        ("|a|b|\n|-|-|\n|c|1|\n||2.5|", ["a", "b", "c"]),
        ("- a\n- b", ["- a\n- b"]),
        ("> - a\n> - b", ["- a\n- b"]),
    ],
)
def test_each_part_is_a_message(words: str, texts: list[str]) -> None:
    """A translator gets each paragraph, each paragraph of a quote, each cell with words and each footnote alone, with its place."""
    found = prose(words).paragraphs

    assert [text.source for text in found] == texts
    assert all(words.splitlines()[text.place.line - 2][text.place.column - 3 :].startswith(text.source[:1]) for text in found)


def test_forms_must_have_the_same_shape() -> None:
    """Where the author owns the words of two languages, a table of three cells stands beside one of three."""
    tree, _ = parse(b"a:\n  ru: |\n    |a|b|\n    |-|-|\n  en: |\n    |a|\n    |-|\n", "a.yaml", "x", "ru")
    assert isinstance(tree, Fields)

    with pytest.raises(Exception, match="differ in paragraphs"):
        Prose.read(tree["a"])


@pytest.mark.parametrize(("words", "said"), [("12 m^3^ H~2~O", "12 m³ H₂O"), ("x^ab^", "x^ab"), (r"$\frac{a+b}{2}$ so", "(a + b)/2 so")])
def test_plain_words(words: str, said: str) -> None:
    """In titles and descriptions of pictures, where no markup may stand, signs stand for it."""
    assert without_markup(inline(words, Speaker())) == said


THIRD = """\
kind: brief
title: {ru: Третья, en: Third}
date: 2026-11-16
as_of: 2026-11-01
outline:
  - section: prose
    title: {ru: Проза, en: Prose}
    blocks:
      - prose: |
          Объём — 12 м^3^ H~2~O; доля $x = \\frac{a}{b}$ больше[^1], см. [@old-act][^2].

          > Кластер — не *список* [@book, с. 5].

          | Год | Мест | Примечание |
          |:----|-----:|------------|
          | 2023 | 1200 | почти *всё* |
          | 2024 | 1310.5 | |

          $$\\sum_{i=1}^{n} x_i = \\sqrt{2}$$

          Опять[^1].

          [^1]: По данным ведомства [@report, p. 3]; см. [@old-act].

          [^2]: Второе примечание.
      - table:
          caption: {ru: Места, en: Jobs}
          columns: [Год, Мест]
          rows: [[2024, 610.5], [2025, 12640]]
          sources: [{source: book, locator: с. 4}]
      - table: {caption: {ru: Из файла, en: From a file}, of: jobs}
  - section: sources
    title: {ru: Источники, en: Sources}
    blocks: [sources: {}]
"""
CSV = 'Кластер;Мест;Доля\nАльфа;1 200;12,5\n"Бета; вторая";-3;0,25\n'


@cache
def built() -> dict[str, Any]:
    """Return the works of the document that holds all of it, by format, and its page."""
    content = {**CONTENT, "documents/briefs/third.yaml": THIRD, "tables/jobs.csv": CSV}
    project = Project(MemoryWorkspace(small_files(real_files(), content)))
    assert project.library is not None
    assert [str(one) for one in project.diagnostics if one.severity == "error"] == []
    publication = next(one for one in project.publications if one.id == "briefs/third")
    builder = Builder(project, project.library, Path("build"), Inline)
    (planned,) = builder.planned(publication, Request((publication,), ("ru",), ("html", "pdf", "docx")))
    return {name: planned.work(name) for name in ("html", "pdf", "docx")}


def test_paper_keeps_the_standard() -> None:
    """The PDF passes every rule of PDF/UA; formulas are tagged as such with their words, notes follow their calls."""
    made = make_pdf(built()["pdf"].job)

    assert made.problem == ""
    report = checker.validate_pdf_bytes(made.data, profile="ua1")
    assert [one.message for one in report.failures] == []
    tree = [*read(made.data).everything()]
    assert [one.alt for one in tree if one.role == "Formula"] == ["x = a/b", "∑_(i = 1)^n x_i = √2"]
    assert sum(one.role == "Note" for one in tree) == 3
    assert sum(one.role == "BlockQuote" for one in tree) == 1


def test_word_has_it_all(tmp_path: Path) -> None:
    """Notes are notes of Word, formulas are formulas, figures stand at the end of their cells; the file keeps the standard."""
    data = make_word(built()["docx"].job.word)
    parts = opened(data)
    notes = [" ".join(note.itertext(f"{{{W}}}t")) for note in parts["word/footnotes.xml"]][2:]
    document = parts["word/document.xml"]

    assert "Второе примечание." in notes[2]
    assert len([*document.iter(f"{{{M}}}oMath")]) == 2
    assert "".join(document.find(f".//{{{M}}}f").itertext()) == "ab"
    assert [jc.get(f"{{{W}}}val") for jc in document.iter(f"{{{W}}}jc")].count("end") >= 10
    (tmp_path / "third.docx").write_bytes(data)
    assert [str(one) for one in OpenXmlValidator().validate(str(tmp_path / "third.docx")).errors] == []
    assert {"superscript", "subscript"} <= {one.get(f"{{{W}}}val") for one in document.iter(f"{{{W}}}vertAlign")}


def test_web_has_it_all() -> None:
    """On the web notes stand at the end, in one series with acts, and a formula is MathML."""
    (page,) = built()["html"].job.html.values()
    tree = lxml_html.document_fromstring(page)
    notes = next(one for one in tree.iter("section") if one.get("class") == "notes")

    assert [" ".join(one.text_content().split())[:12] for one in notes.iter("li")] == ["По данным ве", "Указ Президе", "Второе приме"]
    assert [one.get("alttext") for one in tree.iter("math")] == ["x = a/b", "∑_(i = 1)^n x_i = √2"]
    assert len([*tree.iter("blockquote")]) == 1
    assert "\u00a0200,0</td>" in page
    assert "12,50</td>" in page
