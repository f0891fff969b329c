"""A block of the full width is one in every language: rows and entries are merged with their like, and nothing is said twice."""

from __future__ import annotations

from lxml import html as lxml_html

from toolkit.render.merging import Version, merged

TABLE = """<table><caption>{}</caption><tbody>
<tr id="a-{}"><th>{}</th><td data-label="{}">{}</td><td>2015</td></tr></tbody></table>"""
RUSSIAN = TABLE.format("Кластеры", "ru", "Страна", "Где", "Россия")
ENGLISH = TABLE.format("Clusters", "en", "Country", "Where", "Russia")


def both(first: str, second: str) -> lxml_html.HtmlElement:
    """Return a block in Russian and English as one."""
    return lxml_html.fragment_fromstring(merged([Version("ru", first), Version("en", second)]), create_parent="main")


def test_cells_hold_both_languages_and_equal_ones_once() -> None:
    """One table: each cell says its words in both languages, each marked as such; a year is the same in both."""
    made = both(RUSSIAN, ENGLISH)

    assert len(made.xpath("table")) == len(made.xpath(".//tr")) == 1
    assert [(part.get("lang"), part.text) for part in made.xpath(".//th/div | .//td/div | .//caption/div")] == [
        ("ru", "Кластеры"), ("en", "Clusters"), ("ru", "Страна"), ("en", "Country"), ("ru", "Россия"), ("en", "Russia"),
    ]  # fmt: skip
    assert made.xpath("string(.//td[2])") == "2015"
    assert made.xpath("string(.//td[1]/@data-label)") == "Где / Where"


def test_drawing_is_one() -> None:
    """What is drawn in both languages stands once; its caption says both."""
    made = both(
        "<figure><div data-once><svg><title>Связи</title></svg></div><figcaption>Связи</figcaption></figure>",
        "<figure><div data-once><svg><title>Links</title></svg></div><figcaption>Links</figcaption></figure>",
    )

    assert len(made.xpath(".//svg")) == 1
    assert made.xpath("string(.//figcaption)") == "СвязиLinks"


def test_lists_are_merged_entry_by_entry() -> None:
    """Each entry of a list in a cell holds both languages; lists of other lengths stand whole, one below the other."""
    made = both("<ul><li>а</li><li>б</li></ul>", "<ul><li>a</li><li>b</li></ul>")
    apart = both("<ul><li>а</li><li>б</li></ul>", "<ul><li>a</li></ul>")

    assert [item.text_content() for item in made.xpath(".//li")] == ["аa", "бb"]
    assert [part.get("lang") for part in apart.xpath("div")] == ["ru", "en"]


def test_paragraphs_are_read_in_one_language_then_in_the_other() -> None:
    """A cell of several paragraphs is not cut into them: its text is read whole."""
    made = both("<table><tr><td><p>А</p><p>Б</p></td></tr></table>", "<table><tr><td><p>A</p><p>B</p></td></tr></table>")

    assert made.xpath("string(.//td)") == "АБAB"


def test_sentence_before_a_table_has_the_language_of_each() -> None:
    """Paragraphs between tables stand one below the other, each with its language."""
    made = both(f'<p class="lead">Слова</p>{RUSSIAN}', f'<p class="lead">Words</p>{ENGLISH}')

    assert [(p.get("class"), p.get("lang"), p.text) for p in made.xpath("p")] == [
        ("in-1 lead", "ru", "Слова"),
        ("in-2 lead", "en", "Words"),
    ]


def test_long_row_has_one_row_for_each_language() -> None:
    """A row that asks for it is not merged cell by cell: each language has its row, with its own head."""
    row = "<table><tr data-apart><th scope='row'>{}</th><td>{}</td></tr></table>"
    made = both(row.format("пункт 2", "Текст"), row.format("item 2", "Text"))

    assert [(one.get("lang"), one.text_content()) for one in made.xpath(".//tr")] == [("ru", "пункт 2Текст"), ("en", "item 2Text")]
