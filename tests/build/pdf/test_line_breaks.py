"""Where lines end: where no more fits, whatever stands before a citation, a link or a note."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

from tests.build.pdf.test_findings import found
from toolkit.build.pdf.findings import EARLY
from toolkit.build.pdf.line_breaks import use_our_line_breaks
from toolkit.build.pdf.line_ends import early

TEXTS = [
    "<p lang='en'>Public money stimulated the region and brought in potential investors\u00a0<span>[<a>2</a>]</span>. It did so twice.</p>",
    "<p lang='en'>Public money stimulated the region and brought in potential investors <a>to it</a> and the <b>whole</b> country.</p>",
    "<p lang='ru'>Государственная программа индустриально-инновационного развития на 2015–2019\u00a0годы\u00a0<b>[1]</b><sup>2</sup></p>",
    "<p lang='ru'>Исследования оплачивали правительства Дании и\u00a0Швеции,\u00a0<i>а участники</i>\u00a0<i>альянса</i> — взносы.</p>",
]


def paragraphs(html: str) -> Iterator[Any]:
    """Yield the blocks of a page that hold lines."""
    for page in HTML(string=html).render().pages:
        below = chain.from_iterable(child.descendants() for child in page._page_box.children if isinstance(child, boxes.ParentBox))
        yield from (box for box in below if isinstance(box, boxes.BlockBox) and isinstance(box.children[0], boxes.LineBox))


def set_in(text: str, style: str = "") -> str:
    """Return a page with a paragraph in columns of many widths."""
    head = f"<style>@page {{ size: 600px 9000px; margin: 0 }} p {{ font: 13px 'PT Serif'; margin: 0; {style} }}</style>"
    return head + "".join(text.replace("<p ", f"<p style='width: {width}px' ") for width in range(120, 440, 4))


def said(line: Any) -> str:
    """Return the words of a line."""
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


@pytest.mark.parametrize(
    "style",
    [
        "",
        "hyphens: auto; overflow-wrap: anywhere",
        "letter-spacing: .008em; word-spacing: .08em",
        "letter-spacing: -.014em; word-spacing: -.05em; hyphens: auto",
    ],
)
@pytest.mark.parametrize("text", TEXTS)
def test_no_line_ends_early(text: str, style: str) -> None:
    """Each line holds all that fits, in columns of every width, as paragraphs are set by themselves and closer or wider."""
    use_our_line_breaks()

    assert [said(line) for block in paragraphs(set_in(text, style)) for line in early(block)] == []


def test_a_note_stays_with_the_mark_before_it() -> None:
    """A line never ends between a comma and the number of a note."""
    use_our_line_breaks()
    text = "<p lang='en'>The states agreed on a common market in 2014,<span>1</span> but it takes longer to build than planned.</p>"

    assert [line for block in paragraphs(set_in(text)) for line in map(said, block.children) if line.startswith("1")] == []


def test_a_line_that_ends_early_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where WeasyPrint breaks lines by itself, the finding names those that are too short, and none that were meant to be."""
    use_our_line_breaks()
    monkeypatch.setattr(inline, "split_first_line", line_break.split_first_line)
    body = "".join(TEXTS[0].replace("<p ", f"<p style='width: {width}px' ") for width in range(150, 300, 3))
    meant = "<p>Слово<br>за словом</p><p><span style='white-space: pre-line'>За\nсловом</span></p>"
    filled = f"<p style='width: 30mm; text-align: justify'>{'Слово за словом и слово ' * 2}</p>"

    assert EARLY in {code for code, _ in found(body)}
    assert found(meant + filled) == []
