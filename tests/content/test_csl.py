"""A bibliography as another program exports it is read as it comes."""

from __future__ import annotations

import re

import pytest

from toolkit.content import csl
from toolkit.content.files import SOURCES, Expected, read_file
from toolkit.content.tree import Fields, Items, parse
from toolkit.content.works import Source
from toolkit.render.bibliography import reference


def work(words: str) -> Source:
    """Return the work that some lines of CSL-YAML describe."""
    tree, _ = parse(words.encode(), "content/sources.yaml", "sources", "en")
    assert isinstance(tree, Fields)
    return Source.model_validate(csl.work(tree)[0])


def printed(words: str, language: str = "en", **styles: str) -> str:
    """Return a reference without its tags."""
    return re.sub(r"<[^>]*>", "", str(reference(work(words), language, styles)))


BOOK = "type: book\ntitle: Ports\n"


@pytest.mark.parametrize(
    ("issued", "read"),
    [
        ("[{year: 1994, month: 3}]", "1994-03"),
        ("[{year: 2012}, {year: 2014}]", "2012/2014"),
        ("{date-parts: [[2015, 5, 9]]}", "2015-05-09"),
        ('{date-parts: [["2012"], ["2014", "11"]]}', "2012/2014-11"),
        ("{raw: 2016-05}", "2016-05"),
        ("2016/2018", "2016/2018"),
        ("1994", "1994"),
    ],
)
def test_dates_of_all_forms_are_read(issued: str, read: str) -> None:
    """Lists of parts, mappings and ranges become the one spelling of dates."""
    assert work(BOOK + f"issued: {issued}\n").issued == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("ru-RU", "ru"), ("en-GB", "en"), ("ru_RU", "ru"), ("rus", "ru"), ("Russian", "ru"), ("польский", "pl")],
)
def test_languages_as_people_type_them(typed: str, read: str) -> None:
    """The language of a work chooses the words of its reference, region or not."""
    assert work(BOOK + f"language: {typed}\n").language == read


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        ("id: harbour1994", "harbour1994"),
        ("id: HarbourTowns_1994", "harbourtowns-1994"),
        ("id: http://zotero.org/users/8123456/items/7QK3M2XW", "w-7qk3m2xw"),
        ("{id: 'http://zotero.org/users/1/items/7Q', citation-key: Harbour1994}", "harbour1994"),
    ],
)
def test_ids_become_plain(raw: str, id: str) -> None:
    """A work is cited by its key; an address by its last part, with a letter first."""
    tree, _ = parse(raw.encode(), "x", "sources", "en")
    assert isinstance(tree, Fields)

    assert csl.work_id(tree) == id


def test_what_no_reference_prints_is_passed_over() -> None:
    """An abstract and keys of the exporting program are left out and named; what CSL does not know is kept for its field to refuse."""
    tree, _ = parse(b"- {type: book, title: A, abstract: B, citation-key: c, titel: D}\n", "x", "sources", "en")
    assert isinstance(tree, Items)
    made, passed = csl.work(tree[0])

    assert passed == {"abstract", "citation-key"}
    assert list(made) == ["type", "title", "titel"]


def test_who_stands_in_for_the_author_stands_once() -> None:
    """Editors, or a newspaper, in the place of the author are not printed again; the title stays (CSL 1.0.2, `substitute`)."""
    style = {"en": "harvard-cite-them-right"}
    edited = "type: book\nlanguage: en\ntitle: Ports\nissued: 2001\neditor: [{family: Quayle, given: S.}, {family: Wharfe, given: R.}]\n"
    paper = "type: article-newspaper\nlanguage: ru\ntitle: Порт открыт\ncontainer-title: Заводской вестник\nissued: 2018-05-09\npage: 3\n"

    assert printed(edited, **style).count("Quayle") == 1
    assert printed(paper, **style).count("Zavodskoy vestnik") == 1
    assert "Port otkryt" in printed(paper, **style)
    assert "9 May" in printed(paper, **style)


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "harvard-cite-them-right"])
def test_titles_get_capitals_in_english_alone(style: str) -> None:
    """Title case is a habit of English (CSL 1.0.2, `text-case`)."""
    assert "przemysł leśny i meblowy" in printed("type: book\nlanguage: pl\ntitle: przemysł leśny i meblowy\n", en=style)
    assert "lesnaya i mebel’naya" in printed("type: book\nlanguage: ru-RU\ntitle: лесная и мебельная\n", en=style)


def test_a_name_after_ed_stands_as_it_is() -> None:
    """After «под ред.» a name would be in another case, which nobody has given; after «ред.» it stands as it is."""
    said = printed(
        "type: book\nlanguage: ru\ntitle: Порты\nauthor: [{family: Гаванцев, given: И. И.}]\neditor: [{family: Сидоров, given: С. С.}]\n"
    )

    assert "/ ред. Сидоров С. С." in said
    assert "под ред." not in said


@pytest.mark.parametrize("typed", ["10.1002/(SICI)1096<1::AID#2>3.0.CO;2-R", "https://doi.org/{}", "http://dx.doi.org/{}", "doi:{}"])
@pytest.mark.parametrize("style", ["gost-r-7-0-5-2008-numeric", "harvard-cite-them-right", "apa"])
def test_a_doi_is_a_link_however_it_was_typed(typed: str, style: str) -> None:
    """The resolver is written once, signs that end an address are written by their codes, and each style keeps the DOI."""
    doi = "10.1002/(SICI)1096<1::AID#2>3.0.CO;2-R"
    html = str(reference(work(BOOK + f"language: en\nDOI: '{typed.format(doi)}'\n"), "en", {"en": style}))

    assert 'href="https://doi.org/10.1002/(SICI)1096%3C1::AID%232%3E3.0.CO;2-R"' in html
    assert html.count("href=") == 1
    assert html.count("doi.org") <= 2


def test_an_address_that_ends_in_a_bracket_is_whole() -> None:
    """The link is that of the field; in a title, a bracket that closes one of the address belongs to it."""
    wiki = "https://en.wikipedia.org/wiki/Port_(sea)"
    html = str(reference(work(f"type: webpage\nlanguage: en\ntitle: Sea (see {wiki})\nURL: {wiki}\n"), "en"))

    assert html.count(f'href="{wiki}"') == 2


def test_what_stands_beside_the_list_is_told() -> None:
    """A record typed below the list of references would be lost without a word."""
    words = "references:\n  - id: ports\n    title: Ports\nquays: {title: Quays}\n"
    read = read_file(words.encode(), "content/sources.yaml", Expected(Source, SOURCES, "", "en", {}))

    assert [str(one).partition(": `")[0] for one in read.found] == ["content/sources.yaml:4:1: error[unknown-key]"]
