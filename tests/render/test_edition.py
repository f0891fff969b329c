"""A publication in one language or two: the same blocks, side by side, row by row."""

from __future__ import annotations

import re
from itertools import takewhile

import pytest
from lxml import html as lxml_html

from tests.conftest import Folder, latin
from toolkit.cli.shared import open_library
from toolkit.outline.numbering import outline
from toolkit.render.context import Context
from toolkit.render.edition import Body, Edition, Part, print_body, web
from toolkit.render.fragments import Fragments


def body(made: Folder, id: str, edition: str) -> Body:
    """Return a publication of the built workspace in an edition."""
    project, library = open_library(made.root)
    numbered = outline(next(one for one in project.publications if one.id == id), library)
    fragments = {tag: Fragments(project.templates(tag), Context(library, numbered, project.localizer(tag))) for tag in edition.split("-")}
    return Edition(library, numbered, edition, fragments).body()


def words(html: str) -> str:
    """Return the text of a fragment, spaces made one."""
    return " ".join(lxml_html.fromstring(f"<div>{html}</div>").text_content().split())


def spaced(html: str) -> set[str]:
    """Return the words of a fragment, those of elements apart."""
    return set(words(str(html).replace("<", " <")).split())


LATE = ("sources", "open-points")
"""Blocks that list what the whole edition cites or leaves open: no other edition says the same."""


def bare(html: str) -> str:
    """Return a fragment without space between elements, and with its lists of one joined again."""
    return re.sub(r'</(ol|dl)><\1 class="(?:recommendations|entries)[^"]*">', "", re.sub(r">\s+<", "><", html.strip()))


def whole(part: Part, id: str, column: int) -> str:
    """Return the text of a block in a column: of the row with its id, and of those without one that follow."""
    start = [row.id for row in part.rows].index(id)
    following = takewhile(lambda row: not row.id, part.rows[start + 1 :])
    return "".join(row.cells[column].html for row in (part.rows[start], *following))


@pytest.mark.parametrize("id", ["agreements/north-south", "briefs/small-brief", "profiles/north"])
def test_parallel_edition_pairs_row_by_row(made: Folder, id: str) -> None:
    """A row of the parallel edition, with those that go on with it, holds what the editions of one language hold under the same id."""
    both, russian, english = (body(made, id, edition) for edition in ("ru-en", "ru", "en"))

    assert [part.id for part in both.parts] == [part.id for part in russian.parts] == [part.id for part in english.parts]
    for part, left, right in zip(both.parts, russian.parts, english.parts, strict=True):
        assert [(row.id, row.name) for row in part.rows if row.id] == [(row.id, row.name) for row in left.rows]
        assert all([cell.language for cell in row.cells] == ["ru", "en"] for row in part.rows if not row.wide)
        apart = {row.id for row in part.rows if not row.wide and row.name not in LATE}
        for column, single in enumerate((left, right)):
            for row in (one for one in single.rows if one.id in apart):
                assert bare(whole(part, row.id, column)) == bare(row.cells[0].html), row.id


@pytest.mark.parametrize("id", ["agreements/north-south", "briefs/small-brief", "profiles/north"])
def test_block_of_full_width_says_everything_in_both_languages(made: Folder, id: str) -> None:
    """A table, a list or a figure of the full width stands once, and holds every word that it has in either language alone."""
    both, *alone = (body(made, id, edition) for edition in ("ru-en", "ru", "en"))
    wide = {row.id: row for part in both.parts for row in part.rows if row.wide and row.name != "sources"}
    singles = [row for one in alone for part in one.parts for row in part.rows if row.id in wide]

    for row in singles:
        (cell,) = wide[row.id].cells
        assert cell.html.count("<table") == row.cells[0].html.count("<table")
        assert spaced(row.cells[0].html) <= spaced(cell.html), row.id


def test_clause_and_translation_share_a_row(made: Folder) -> None:
    """In the page, both texts of a clause are the cells of one table row, each with its language and its number."""
    page = lxml_html.parse(str(made.artifact("ru-en", "agreements/north-south", ".html")))

    (row,) = page.xpath('//tr[@id="disputes-talks.1"]')
    left, right = row.xpath("./td")

    assert (left.get("lang"), right.get("lang")) == ("ru", "en")
    assert words(left.text_content()) == "2.1.1. Переговоры начинает письмо."
    assert words(right.text_content()) == "2.1.1. " + latin("Переговоры начинает письмо.")


def test_sources_are_listed_once(made: Folder) -> None:
    """A parallel edition prints its list of sources once, in the leading language."""
    page = lxml_html.parse(str(made.artifact("ru-en", "briefs/small-brief", ".html")))

    assert len(page.xpath('//li[starts-with(@id, "source-")]')) == 2


@pytest.mark.parametrize("edition", ["ru", "en", "ru-en"])
def test_ids_are_unique_and_links_lead_somewhere(made: Folder, edition: str) -> None:
    """In every page, no id stands twice, and every link inside the page has its target."""
    for path in sorted((made.build / "site" / edition).rglob("*.html")):
        page = lxml_html.parse(str(path))
        ids = page.xpath("//@id")
        links = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}

        assert len(ids) == len(set(ids)), (path, [id for id in ids if ids.count(id) > 1])
        assert links <= set(ids), (path, links - set(ids))


@pytest.mark.parametrize("edition", ["ru", "en", "ru-en"])
def test_links_between_pages_lead_to_files(made: Folder, edition: str) -> None:
    """Every relative link and asset of a page is a file of the site."""
    for path in sorted((made.build / "site" / edition).rglob("*.html")):
        page = lxml_html.parse(str(path))
        for href in page.xpath("//a/@href | //link/@href | //img/@src"):
            if re.match(r"https?:|#|mailto:|data:", href):
                continue
            assert (path.parent / href.partition("#")[0]).resolve().is_file(), (path, href)


def test_web_page_shows_its_pictures(made: Folder) -> None:
    """A picture of a web page is a file of the site, not an asset of a PDF job."""
    page = lxml_html.parse(str(made.artifact("ru", "briefs/small-brief", ".html")))

    assert not [src for src in page.xpath("//img/@src") if src.startswith("asset:")]


def test_act_is_a_note_at_its_first_call(made: Folder) -> None:
    """On paper the first call of an act carries the note, later ones its number alone; on the web all lead to one list."""
    found = body(made, "briefs/small-brief", "ru")
    paper = "".join(cell.html for part in print_body(found).parts for row in part.rows for cell in row.cells)
    screen = "".join(cell.html for part in web(found).parts for row in part.rows for cell in row.cells)

    assert paper.count('class="note" data-number="1"') == 1
    assert screen.count('href="#note-1"') == paper.count('class="note-again">1<') + 1
    assert "Федеральный закон от 31\u00a0декабря 2014\u00a0г. №\u00a05-ФЗ «О\u00a0кластерах»" in paper.replace("&nbsp;", "\u00a0")


def test_blank_is_the_same_in_both_languages(made: Folder) -> None:
    """A blank is counted once in a parallel edition, and each language names it in its own words."""
    assert len(body(made, "agreements/north-south", "ru-en").blanks) == len(body(made, "agreements/north-south", "ru").blanks)
    assert body(made, "agreements/north-south", "ru").blanks["court"] == "суд"
    assert body(made, "agreements/north-south", "en").blanks["court"] == latin("суд")


def test_passage_in_another_language_says_so(made: Folder) -> None:
    """Whatever stands in English on a Russian page says `lang`."""
    page = lxml_html.parse(str(made.artifact("ru", "briefs/small-brief", ".html")))

    (item,) = page.xpath('//li[@id="source-smith2017"]')

    assert item.xpath('.//*[@lang="en"]')
    assert page.getroot().get("lang") == "ru"
