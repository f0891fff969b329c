"""Numbers of acts are kept whole."""

from __future__ import annotations

import pytest

from toolkit.language.typography import unbroken


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("закон №\u00a05-ФЗ", 'закон <span class="unbroken">№\u00a05-ФЗ</span>'),
        ("письмо №\u00a020615-ак/д19, пункт 2", 'письмо <span class="unbroken">№\u00a020615-ак/д19</span>, пункт 2'),
        ("Instruction No.\u00a0DM-P8-5060", 'Instruction <span class="unbroken">No.\u00a0DM-P8-5060</span>'),
        ("№\u00a0874 и 2015-2019", "№\u00a0874 и 2015-2019"),
        ("<svg><text>№\u00a05-ФЗ</text></svg>", "<svg><text>№\u00a05-ФЗ</text></svg>"),
        ("<svg></svg>№\u00a05-ФЗ", '<svg></svg><span class="unbroken">№\u00a05-ФЗ</span>'),
        ('<p title="№\u00a05-ФЗ">x</p>', '<p title="№\u00a05-ФЗ">x</p>'),
    ],
)
def test_number_of_an_act_stands_in_a_span(html: str, wanted: str) -> None:
    """A number with a hyphen is wrapped in text, and nowhere else; a number without one needs nothing."""
    assert unbroken(html) == wanted


def test_what_is_whole_stays_as_it_is() -> None:
    """A fragment that is rendered into a page comes by a second time and is not wrapped twice."""
    once = unbroken("<p>Федеральный закон №\u00a05-ФЗ</p>")

    assert unbroken(once) == once
