"""Labels that a draft marks become elements in text, and vanish without trace from attributes."""

from __future__ import annotations

from toolkit.core.diagnostics import Place
from toolkit.language.draft_marks import Marks, unmarked
from toolkit.language.localizer import Spoken, State, Unfinished

KEY = ("page", "Contents")
MISSING = Spoken({KEY: State.MISSING}, {KEY: Unfinished(*KEY, State.MISSING, Place("x.po"))})


def test_label_in_text_is_wrapped() -> None:
    """Around words that are seen stands the element."""
    marks = Marks()
    html = f"<p>{marks.bracket('Contents', MISSING)}</p>"

    assert marks.resolve(html, lambda _: '<span class="missing">') == '<p><span class="missing">Contents</span></p>'


def test_label_in_attribute_is_bare() -> None:
    """In attributes, titles and drawings only the words stay."""
    marks = Marks()
    label = marks.bracket("Contents", MISSING)
    html = f'<nav aria-label="{label}"></nav><title>{label}</title><svg><title>{label}</title><text>{label}</text></svg>'

    found = marks.resolve(html, lambda _: "<span>")
    assert found == '<nav aria-label="Contents"></nav><title>Contents</title><svg><title>Contents</title><text>Contents</text></svg>'


def test_labels_inside_labels() -> None:
    """A label may be filled into another; one that needs no mark gets none."""
    marks = Marks()
    inner = marks.bracket("6", Spoken({("a", "b"): State.DONE}))
    html = marks.bracket(f"clause {inner}!", MISSING)

    assert marks.resolve(html, lambda spoken: "<span>" if spoken.unfinished else "") == "<span>clause 6!</span>"


def test_torn_bracket_goes() -> None:
    """A piece of a label, as a program may cut it, leaves no bracket behind."""
    marks = Marks()
    html = f"<b>{marks.bracket('a b', MISSING).split()[0]}</b>"

    assert marks.resolve(html, lambda _: "<span>") == "<b>a</b>"


def test_only_printed_labels_are_told() -> None:
    """A label that is said and not printed is not on the page."""
    marks = Marks()
    marks.bracket("unused", Spoken({("x", "y"): State.MISSING}))
    html = marks.bracket("Contents", MISSING)

    assert list(marks.printed(html).values()) == [MISSING]


def test_a_number_that_no_label_has_is_no_bracket() -> None:
    """Characters of private use that a translator pasted in, with digits after them, are dropped as any torn bracket is."""
    marks = Marks()
    html = f"<p>\ue0007777\ue001{marks.bracket('Contents', MISSING)}</p>"

    assert marks.resolve(html, lambda _: "<b>") == "<p><b>Contents</span></p>"


def test_unfinished_words_of_a_drawing_are_counted() -> None:
    """What is marked in the text around a drawing is not counted again, and a preview needs no count."""
    left = {("a", "x"): Unfinished("a", "x", State.MISSING, Place("x")), ("b", "y"): Unfinished("b", "y", State.FUZZY, Place("x"))}
    spoken = Spoken({}, left)

    assert unmarked("<svg><text>x</text></svg>", spoken) == 2
    assert unmarked('<svg></svg><span data-message="a">x</span>', spoken) == 1
    assert unmarked('<span data-tied="1">x</span>', spoken) == 0
