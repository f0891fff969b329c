"""What the layout finds wrong with pages by itself, each case as small as it can be, and what it mends without being asked."""

from __future__ import annotations

import pytest
from pypdfium2 import PdfDocument

from toolkit.build.pdf.findings import CLIPPED, EMPTY, FALLBACK, LOST, OVERFULL, PARTED, SHORT, TORN, UNEVEN, WIDOW
from toolkit.build.pdf.layout import PdfJob, make_pdf

STYLE = """
@page { size: 100mm 60mm; margin: 10mm }
body { font: 10pt/12pt "PT Serif"; margin: 0; orphans: 1; widows: 1 } p { margin: 0 }
table { width: 100%; table-layout: fixed; border-spacing: 0 } td { vertical-align: top; padding: 0 }
.kept { break-inside: avoid }
"""
LINE = "<p>Строка</p>"
"""A page holds nine of them."""
PAIR = '<table class="parallel" role="presentation"><tr><td lang="ru">{}</td><td lang="en">{}</td></tr></table>'

TEXT = "Слово за словом. "

TORN_PAIR = PAIR.format("<p>Текст</p>", "<p class='whole'>" + "Text " * 60 + "</p>")
_WORDS = '<title>Т</title><text y="15" font-family="PT Sans">Длинное…</text>'
_OVER = '<title>Т</title><g transform="translate(40 0)"><text x="20" y="15" font-family="PT Sans" font-size="13">За краем</text></g>'
WIDE = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20" viewBox="0 0 90 20">{_OVER}</svg>'
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">{_WORDS}</svg>'


def note(number: int) -> str:
    """Return a note of two or three lines, where it is called."""
    return f'<span class="note" data-number="{number}">{"Слово и слово " * 2}{number}</span>'


def found(body: str, style: str = "") -> list[tuple[str, int]]:
    """Return the codes of what is found, with the pages."""
    made = make_pdf(PdfJob(f'<html lang="ru"><title>Т</title><body class="print"><main>{body}</main></body></html>', (STYLE + style,)))
    assert made.problem == ""
    return [(one.code, one.page) for one in made.findings]


@pytest.mark.parametrize(
    ("code", "page", "body", "style"),
    [
        (LOST, 1, "<p>Видно</p><p class='gone'>Утрачено</p>", ".gone { font-size: 0 }"),
        (TORN, 1, LINE * 7 + TORN_PAIR, ".kept { break-inside: auto } .whole { break-inside: avoid }"),
        (WIDOW, 2, LINE * 8 + "<p>" + "Слово за словом " * 5 + "</p>" + LINE * 5, ""),
        (OVERFULL, 1, "<p>" + "Щ" * 60 + "</p>", ""),
        (EMPTY, 2, LINE * 10, ""),
        (CLIPPED, 1, DRAWING, ""),
        (CLIPPED, 1, WIDE, ""),
        (SHORT, 1, "<p>слово<br>а</p>", ""),
        (UNEVEN, 1, PAIR.format("<p>" + "Это целое предложение. " * 30 + "</p>", "<p>" + "It is. " * 80 + "</p>"), ""),
        (FALLBACK, 1, "<p>Հայաստան</p>", ""),
    ],
)  # fmt: skip
def test_what_a_typesetter_rejects_is_found(code: str, page: int, body: str, style: str) -> None:
    """Each case has its finding, on its page, and no other."""
    assert found(body, style) == [(code, page)]


def test_a_torn_pair_is_mended() -> None:
    """A row whose texts would part goes to the next page whole, where the style lets it."""
    assert found(LINE * 7 + TORN_PAIR + LINE * 2, ".whole { break-inside: avoid }") == []


def test_a_small_table_is_not_divided() -> None:
    """A table that fits on a page, and a pair of texts that would leave it at different sentences, go to the next one whole."""
    table = "<table class='grid'>" + "<tr><td>Ряд</td></tr>" * 3 + "</table>"
    pair = PAIR.format(
        "<p>Да. Нет. Да. Целое предложение, и оно длинное.</p>", "<p>It is one whole sentence, long and long and long. Yes.</p>"
    )

    for body in (table, pair):
        made = make_pdf(PdfJob(f'<html lang="ru"><title>Т</title><body><main>{LINE * 7}{body}{LINE * 3}</main></body></html>', (STYLE,)))
        text = PdfDocument(made.data)[0].get_textpage().get_text_range().split()

        assert set(text) == {"Строка"}, text


def test_the_name_of_a_row_is_not_divided() -> None:
    """A row whose name would go on over the page begins on the next one, and with the first row its table."""
    row = "<tr><th scope='row'><p>Имя</p><p>Имя</p></th><td><p>Да</p><p>Да</p><p>Да</p></td></tr>"
    table = "<table class='grid'><tbody>{}</tbody></table>"
    style = STYLE + ".on-next-page { break-before: page }"

    for body, first in ((LINE * 8 + table.format(row), {"Строка"}), (LINE * 5 + table.format(row * 2), {"Строка", "Имя", "Да"})):
        made = make_pdf(PdfJob(f'<html lang="ru"><title>Т</title><body><main>{body}{LINE * 3}</main></body></html>', (style,)))
        words = PdfDocument(made.data)[0].get_textpage().get_text_range().split()

        assert set(words) == first
        assert words.count("Имя") in {0, 2}


def test_no_note_is_lost_where_what_calls_it_goes_over_the_page() -> None:
    """A pair that calls notes for which its page has no room goes over whole; where the style forbids that, the loss is told."""
    style = ".note { float: footnote; footnote-display: block } .note::footnote-call, .note::footnote-marker { content: attr(data-number) }"
    one = PAIR.format(f"<p>{TEXT * 5}{note(1)} {TEXT}{note(2)}</p>", f"<p>{'Word by word. ' * 6}</p>")
    two = PAIR.format(f"<p>{TEXT}{note(3)} {TEXT * 2}{note(4)} {TEXT * 3}{note(5)}</p>", f"<p>{'Word by word. ' * 6}</p>")
    body = one + two + LINE * 3

    assert LOST not in {code for code, _ in found(body, style)}
    assert LOST in {code for code, _ in found(body, f"{style} .kept {{ break-inside: auto }}")}


def test_a_note_stands_on_the_page_that_calls_it() -> None:
    """A line that calls a note for which its page has no room goes over with it; where no style allows that, it is told."""
    style = ".note { float: footnote; footnote-display: block } .note::footnote-call, .note::footnote-marker { content: attr(data-number) }"
    body = LINE * 7 + f"<p>Строка слова {note(1)} {'Строка слова ' * 2}</p>" + LINE * 4

    assert found(body, f"{style} .with-its-line {{ footnote-policy: line }}") == []
    assert found(body, style) == [(PARTED, 1)]


def test_a_document_is_tightened_rather_than_end_in_some_lines() -> None:
    """Where a tighter page saves the last one, it is set tighter; where it would not, it is left as it was, and told."""
    tight = ".tight-2 main { line-height: 10pt }"

    assert found(LINE * 10, tight) == []
    assert found(LINE * 10) == [(EMPTY, 2)]


def test_sheet_on_the_edition_takes_a_corner_of_free_room() -> None:
    """Where it would have the last page for itself, the sheet stands below a part that leaves room on its page."""
    part = "<section class='part'>" + LINE * 4 + "</section><section class='part' style='break-before: page'>" + LINE * 9 + "</section>"
    sheet = "<section class='provenance' style='break-inside: avoid'><h2>Об издании</h2><p>Право</p></section>"

    assert found(part + sheet, "h2 { font: inherit; margin: 0 }") == []


def test_a_figure_is_set_smaller_rather_than_leave_a_gap() -> None:
    """A figure that just does not fit below the words that speak of it is set smaller, so that it does."""
    figure = f"<figure style='margin: 0; break-inside: avoid'>{DRAWING.replace('20', '100').replace('Длинное…', 'Да')}</figure>"
    body = LINE * 4 + figure + LINE * 8

    def pages(style: str) -> int:
        return make_pdf(PdfJob(f"<html lang='ru'><title>Т</title><body><main>{body}</main></body></html>", (STYLE + style,))).pages

    assert pages("") == 3
    assert pages(".fitted svg { height: 79px }") == 2
