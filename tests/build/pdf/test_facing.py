"""Facing pages: the left page has one language, the right page the other, each text beside its translation."""

from __future__ import annotations

import page
import pytest
from pypdfium2 import PdfDocument

from toolkit.build.formats import Made
from toolkit.build.pdf.layout import PdfJob, make_pdf
from toolkit.build.pdf.transcript import transcript

STYLE = """
@page { size: 200mm 80mm; margin: 10mm }
body { font: 10pt/12pt "PT Serif"; margin: 0; orphans: 1; widows: 1 } p { margin: 0 }
table { width: 100%; table-layout: fixed; border-collapse: collapse }
td { vertical-align: top; padding: 0 10mm 0 0 }
td + td { padding: 0 0 0 10mm }
"""
RUSSIAN = '<td lang="ru"><h2>Раздел {0}</h2><p>Русские слова номер {0}. </p></td>'
ENGLISH = '<td lang="en"><h2>Section {0}</h2><p>English words number {0}.</p></td>'


@pytest.fixture(scope="module")
def made() -> Made:
    """Return a document of ten pairs, which take two sheets."""
    rows = "".join(f"<tr>{RUSSIAN}{ENGLISH}</tr>".format(number) for number in range(10))
    table = f'<table class="parallel" role="presentation"><tbody>{rows}</tbody></table>'
    head = '<html lang="ru"><head><title>Т</title></head>'
    made = make_pdf(PdfJob(f'{head}<body class="print is-facing"><main><h1>Заглавие</h1>{table}</main></body></html>', (STYLE,)))
    assert made.problem == ""
    return made


def test_languages_stand_on_pages_of_their_own(made: Made) -> None:
    """Each sheet is two pages of half its width; a page has one language, and the words of a pair stand at one height."""
    document = PdfDocument(made.data)
    said = [document[number].get_textpage().get_text_range() for number in range(len(document))]

    assert len(said) == made.pages
    assert len(said) % 2 == 0
    assert {round(document[number].get_width() * 25.4 / 72) for number in range(len(document))} == {100}
    for left, right in zip(said[::2], said[1::2], strict=True):
        assert "English" not in left
        assert "Русские" not in right
        assert left.count("Русские слова") == right.count("English words") > 0


def test_facing_pages_are_read_and_pass_as_any_others(made: Made) -> None:
    """The file keeps PDF/UA-1, and a screen reader says each text once, with its language."""
    said = transcript(made.data)

    assert page.validate_pdf_bytes(made.data, profile="ua1").failures == []
    assert all(said.count(f"ru  paragraph: Русские слова номер {number}.") == 1 for number in range(10))
    assert all(said.count(f"en  paragraph: English words number {number}.") == 1 for number in range(10))
