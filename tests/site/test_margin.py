"""The margin of a wide window, measured: notes beside their marks, figures pulled out of the text, related documents."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.site.test_browser import BRIEF, PARALLEL, Visit, visit

__all__ = ["visit"]

IN_MARGIN = """() => [...document.querySelectorAll('.related, .in-margin')].map((one) => {
  const box = one.getBoundingClientRect(), mark = one.id && document.querySelector(`main a[href="#${one.id}"]`);
  const text = document.querySelector('main').getBoundingClientRect();
  return [Math.round(box.top + scrollY), Math.round(box.bottom + scrollY), box.left > text.right,
    box.right <= innerWidth, mark ? Math.round(mark.getBoundingClientRect().top + scrollY) : null];
}).sort((a, b) => a[0] - b[0])"""


@pytest.mark.parametrize("path", [f"ru/{BRIEF}", "en/briefs/scandinavian-experience.html"])
def test_notes_and_figures_stand_in_the_margin(visit: Visit, path: str) -> None:
    """Each stands beside the text, at the line that it belongs to or right below the one before, and none on another."""
    page = visit(path)
    page.wait_for_selector(".has-margin .in-margin")
    found = page.evaluate(IN_MARGIN)
    notes = page.locator(".notes li").count()

    assert len(found) > notes > 0
    for (_, before, *_), (top, *_) in pairwise(found):
        assert top >= before
    for (_, before, *_), (top, _, beside, inside, mark) in pairwise([(0, 0), *found]):
        assert beside
        assert inside
        if mark is not None:
            assert abs(top - mark) < 20 or (top > mark and top - before < 40)
    assert not page.locator("#notes-title").is_visible() or page.locator("#notes-title").bounding_box()["width"] < 2


def test_without_room_notes_stand_at_the_end(visit: Visit) -> None:
    """On a narrower window, without scripts, and on paper notes stand at the end; related documents follow the text."""
    narrow, still, paper = (
        visit(f"ru/{BRIEF}", viewport={"width": 1200, "height": 900}),
        visit(f"ru/{BRIEF}", java_script_enabled=False),
        visit(f"ru/{BRIEF}"),
    )
    paper.emulate_media(media="print")
    for page in (narrow, still, paper):
        title, first = page.locator("#notes-title").bounding_box(), page.locator(".notes li").first.bounding_box()
        assert title
        assert first
        assert first["y"] > title["y"]
        assert first["width"] > 400

    related, text = narrow.locator(".related").bounding_box(), narrow.locator("main").bounding_box()
    assert related
    assert text
    assert related["y"] >= text["y"] + text["height"]
    assert still.locator(".related").is_visible()
    assert not paper.locator(".related").is_visible()
    assert visit(PARALLEL).locator(".in-margin").count() == 0
