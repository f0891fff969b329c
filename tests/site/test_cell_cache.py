"""Texts go round the templates of a page and come back set."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.render.citations import collect
from toolkit.render.edition import Body, Cell, Part, Row
from toolkit.site.cell_cache import CellCache


def body(*texts: tuple[str, str]) -> Body:
    """Return a body of one row with a cell for each text and language."""
    row = Row("one", "prose", False, tuple(Cell(language, Markup(text)) for language, text in texts))
    return Body("ru-en", ("ru", "en"), {"summary": row}, (Part("part", "section", "1", (row,)),), (), collect([]), {}, (), {})


def test_texts_come_back_set_by_their_language() -> None:
    """Each text gets the marks and spaces of its own language, wherever on the page it stands."""
    texts = CellCache()
    held = texts.of(body(("ru", '<p>"Да" в 5 лет, № 5-ФЗ</p>'), ("en", '<p>"Yes"</p>')))
    cells = [cell.html for cell in held.parts[0].rows[0].cells]

    page = texts.put_back(f"<td>{cells[1]}</td><td>{cells[0]}</td>")

    assert page == '<td><p>“Yes”</p></td><td><p>«Да» в\u00a05\u00a0лет, <span class="unbroken">№\u00a05-ФЗ</span></p></td>'


def test_stand_ins_hold_no_words() -> None:
    """What goes over the page meanwhile cannot change a text, and every text has a stand-in of its own."""
    held = CellCache().of(body(("ru", "<p>А</p>"), ("en", "<p>A</p>")))
    shown = [cell.html for row in (held.front["summary"], *held.parts[0].rows) for cell in row.cells]

    assert len(set(shown)) == len(shown) == 4
    assert not any("А" in html or "A" in html or "<" in html for html in shown)
