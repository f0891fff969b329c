"""References by GOST R 7.0.5-2008: their words follow the language of the cited work."""

from __future__ import annotations

import re

import pytest

from toolkit.content.records import Source
from toolkit.content.tree import Fields, parse
from toolkit.render.bibliography import reference

BOOK = "type: book\nlanguage: {language}\ntitle: {title}\nauthor: [{{family: {family}, given: {given}}}]\n"
RUSSIAN = BOOK.format(language="ru", title="Кластеры", family="Петров", given="П. П.")
ENGLISH = BOOK.format(language="en", title="Clusters", family="Smith", given="J. A.")


def source(words: str) -> Source:
    """Return a source as it is written in content."""
    node, _ = parse(words.encode(), "a.yaml", "sources.x", "ru")
    assert isinstance(node, Fields)
    return Source.model_validate(node)


@pytest.mark.parametrize("edition", ["ru", "en"])
@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (RUSSIAN + "number-of-pages: '208'\nissued: 2016\n", "Петров П. П. Кластеры. 2016. 208 с."),
        (ENGLISH + "number-of-pages: '208'\nissued: 2016\n", "Smith J. A. Clusters. 2016. 208 p."),
        (RUSSIAN + "publisher: Наука\npublisher-place: М.\nissued: 2016\n", "Петров П. П. Кластеры. М.: Наука, 2016."),
        (
            RUSSIAN.replace("book", "article-journal") + "container-title: Вестник\nvolume: 10\nissue: 4\npage: 5–9\nissued: 2018-09-03\n",
            "Петров П. П. Кластеры // Вестник. 2018. Т. 10, № 4. С. 5–9.",
        ),
        (
            ENGLISH.replace("book", "article-journal") + "container-title: Herald\nvolume: 10\nissue: 4\npage: 5–9\nissued: 2018\n",
            "Smith J. A. Clusters // Herald. 2018. Vol. 10, No. 4. P. 5–9.",
        ),
    ],
)
def test_words_follow_the_work(words: str, printed: str, edition: str) -> None:
    """С., Т. and № in a Russian reference, P., Vol. and No. in an English one, whatever the edition."""
    said = reference(source(words), edition).striptags()

    assert said.replace("\u00a0", " ").replace("–", "-") == printed.replace("–", "-")


def test_reference_says_its_language() -> None:
    """A work in another language than the edition's is a passage with `lang`."""
    assert reference(source(ENGLISH), "ru").startswith('<span lang="en">')
    assert reference(source(ENGLISH), "en").startswith("<span>")


def test_address_is_a_link() -> None:
    """The address in a reference can be followed."""
    page = RUSSIAN.replace("book", "webpage") + "URL: https://example.org/a?b=c\naccessed: 2026-11-01\nissued: 2016\n"

    said = reference(source(page), "ru")

    assert '<a href="https://example.org/a?b=c">https://example.org/a?b=c</a>' in said


def test_title_is_text() -> None:
    """Signs of HTML in a title are escaped."""
    said = reference(source(RUSSIAN.replace("Кластеры", "'A <b> & c'")), "ru")

    assert "<b>" not in said
    assert "&lt;b&gt; &amp; c" in said


def test_what_stands_in_an_address_stays_in_its_attribute() -> None:
    """A quotation mark ends the link, not its attribute; `&` is escaped once."""
    words = "type: webpage\nlanguage: en\ntitle: 'See http://a.b/\"onclick=\"x() and'\nURL: https://a.b/c?d=1&e=2\n"

    printed = str(reference(source(words), "en"))

    assert 'href="http://a.b/"' in printed
    assert 'href="https://a.b/c?d=1&amp;e=2"' in printed
    assert "onclick=" not in " ".join(re.findall(r"<[^>]*>", printed))


def test_an_address_stands_once() -> None:
    """An address with `&` is found in what the style gave, and not given again; nor is the day of access."""
    words = "type: webpage\nlanguage: ru\ntitle: Страница\nURL: https://a.b/c?d=1&e=2\naccessed: 2026-05-05\n"

    printed = str(reference(source(words), "ru"))

    assert printed.count(">https://a.b") == 1
    assert printed.count("дата обращения") == 1


def test_an_ellipsis_keeps_its_points() -> None:
    """Three points of a title are not a stop of the style after one of its own."""
    words = ENGLISH.replace("title: Clusters", "title: Wait... what")

    assert "Wait... what. 2016" in str(reference(source(words + "issued: 2016\n"), "en"))
