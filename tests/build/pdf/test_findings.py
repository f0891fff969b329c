"""What the layout finds wrong with pages by itself, each case as small as it can be, and what it mends without being asked."""

from __future__ import annotations

import pytest

from toolkit.build.pdf.findings import CLIPPED, EMPTY, FALLBACK, LOST, OVERFULL, TORN, WIDOW
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


def found(body: str, style: str = "") -> list[tuple[str, int]]:
    """Return the codes of what is found, with the pages."""
    made = make_pdf(PdfJob(f'<html lang="ru"><title>Т</title><body class="print"><main>{body}</main></body></html>', (STYLE + style,)))
    assert made.problem == ""
    return [(one.code, one.page) for one in made.findings]


@pytest.mark.parametrize(
    ("code", "page", "body", "style"),
    [
        (LOST, 1, "<p>Видно</p><p class='gone'>Утрачено</p>", ".gone { font-size: 0 }"),
        (TORN, 1, LINE * 7 + PAIR.format("<p>Текст</p>", "<p class='whole'>" + "Text " * 60 + "</p>"), ".kept { break-inside: auto } .whole { break-inside: avoid }"),
        (WIDOW, 2, LINE * 8 + "<p>" + "Слово за словом " * 5 + "</p>" + LINE * 5, ""),
        (OVERFULL, 1, "<p>" + "Щ" * 60 + "</p>", ""),
        (EMPTY, 2, LINE * 10, ""),
        (CLIPPED, 1, '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><title>Т</title><text y="15" font-family="PT Sans">Длинное…</text></svg>', ""),
        (FALLBACK, 1, "<p>Հայաստան</p>", ""),
    ],
)  # fmt: skip
def test_what_a_typesetter_rejects_is_found(code: str, page: int, body: str, style: str) -> None:
    """Each case has its finding, on its page, and no other."""
    assert found(body, style) == [(code, page)]
