"""Texts and prose of records: paragraphs, places, languages, and the forms that the author owns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from toolkit.content.prose import Prose
from toolkit.content.text import Text, one_line
from toolkit.content.tree import Fields, parse


def value(words: str) -> object:
    """Return the value of the key `a` of a file."""
    node, found = parse(words.encode(), "a.yaml", "clusters.x", "ru")
    assert found == ()
    assert isinstance(node, Fields)
    return node["a"]


def test_text_is_one_line() -> None:
    """Line breaks of a folded value are spaces; msgctxt is the dotted path, language the file's."""
    text = Text.read(value("a: >-\n  одно\n  другое\n"))

    assert (text.source, text.language, text.context) == ("одно другое", "ru", "clusters.x.a")


def test_author_owns_both_forms() -> None:
    """Of a mapping, the form in the file's language is the source, whatever its order."""
    text = Text.read(value("a: {en: Treaty, ru: Договор}\n"))

    assert (text.source, text.language, text.context) == ("Договор", "ru", "clusters.x.a")
    assert dict(text.official) == {"en": "Treaty", "ru": "Договор"}


def test_form_in_another_language_may_stand_alone() -> None:
    """With no form in the file's language, the first one is the source."""
    text = Text.read(value("a: {en: BioMed}\n"))

    assert (text.source, text.language) == ("BioMed", "en")


def test_paragraphs_are_messages_of_their_own() -> None:
    """Blank lines part paragraphs; a list stays one, with its lines."""
    prose = Prose.read(value("a: |\n  один\n  два\n\n  - три\n  - четыре\n \n\n  пять\n"))

    assert [one.source for one in prose.paragraphs] == ["один два", "- три\n- четыре", "пять"]
    assert {one.context for one in prose.paragraphs} == {"clusters.x.a"}
    assert [str(one.place) for one in prose.paragraphs] == ["a.yaml:2:3", "a.yaml:5:3", "a.yaml:9:3"]


def test_words_are_found_in_the_file() -> None:
    """A mistake inside prose is told at its own line and column; folded away, at the beginning of its paragraph."""
    prose = Prose.read(value("a: |\n  один\n\n  два {три} и [четыре\n  пять](x)\n"))
    second = prose.paragraphs[1]

    assert str(second.at("{три")) == "a.yaml:4:7"
    assert str(second.at("[четыре пять")) == "a.yaml:4:3"


def test_words_are_found_in_their_form() -> None:
    """In a mapping of forms each mistake is told in the form that has it."""
    text = Text.read(value("a:\n  ru: Договор {x}\n  en: Treaty {y}\n"))

    assert str(text.at("{x")) == "a.yaml:2:15"
    assert str(text.at("{y")) == "a.yaml:3:14"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a: [x]", "wrong-type"),
        ("a: {}", "wrong-type"),
        ("a: {ru: [x]}", "wrong-type"),
        ("a: {ru: }", "wrong-type"),
        ("a: {Russian: x}", "unknown-language"),
    ],
)
def test_what_is_no_text(words: str, code: str) -> None:
    """A list, an empty mapping or a key that is no language tag is refused."""
    with pytest.raises(PydanticCustomError) as raised:
        Text.read(value(words))

    assert raised.value.type == code


def test_forms_have_the_same_paragraphs() -> None:
    """Two official forms are paired by paragraph, so they must have as many."""
    with pytest.raises(PydanticCustomError) as raised:
        Prose.read(value('a:\n  ru: "раз\\n\\nдва"\n  en: one\n'))

    assert raised.value.type == "unpaired-paragraphs"
    assert raised.value.message() == "the languages differ in paragraphs (ru: 2, en: 1)"


def test_paired_paragraphs() -> None:
    """Each paragraph carries its counterpart."""
    prose = Prose.read(value('a:\n  ru: "раз\\n\\nдва"\n  en: "one\\n\\ntwo"\n'))

    assert [dict(one.official) for one in prose.paragraphs] == [{"ru": "раз", "en": "one"}, {"ru": "два", "en": "two"}]


@given(st.lists(st.text("абв,. ", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_every_paragraph_points_at_itself(paragraphs: list[str]) -> None:
    """Of any number of paragraphs, each begins where it says."""
    lines = ["a: |"]
    for words in paragraphs:
        lines += [f"  {words.strip()}", ""]

    prose = Prose.read(value("\n".join(lines) + "\n"))

    assert [one.source for one in prose.paragraphs] == [one_line(words) for words in paragraphs]
    for one, words in zip(prose.paragraphs, paragraphs, strict=True):
        assert lines[one.place.line - 1][one.place.column - 1 :] == words.strip()


def test_a_space_that_may_not_break_stays() -> None:
    """What the author set to hold two words together is not folded with other space."""
    text = Text.read(value('a: "10\\u00a0км,  п.\\u202f5 "\n'))

    assert text.source == "10\u00a0км, п.\u202f5"


@pytest.mark.parametrize("words", ["''", "' '", "{ru: слова, en: ''}"])
@pytest.mark.parametrize("kind", [Text, Prose])
def test_a_text_has_words(words: str, kind: type[Text | Prose]) -> None:
    """An empty text, in any language, is an error: its place on the page would be bare."""
    with pytest.raises(PydanticCustomError) as raised:
        kind.read(value(f"a: {words}\n"))

    assert raised.value.type == "empty-text"
