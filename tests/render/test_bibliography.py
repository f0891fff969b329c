"""References by two styles: the golden table of golden/references.yaml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from toolkit.build.builder import Builder, Request
from toolkit.content.records import LegalBasis, Source
from toolkit.content.tree import parse
from toolkit.outline.law import cite_act
from toolkit.outline.phrases import PHRASES
from toolkit.project import Project
from toolkit.render.bibliography import reference

TABLE = yaml.safe_load((Path(__file__).parent / "golden" / "references.yaml").read_text("utf-8"))
STYLES = {"gost": "gost-r-7-0-5-2008-numeric", "harvard": "harvard-cite-them-right"}
SOURCES = [row for row in TABLE if "source" in row]
ACTS = [row for row in TABLE if "act" in row]


def read(model, values, collection):
    node, found = parse(yaml.safe_dump(values, allow_unicode=True).encode(), "x.yaml", f"{collection}.x", "ru")
    assert not found
    return model.model_validate(node, context={})


def words(html: str) -> str:
    """Return a reference without its links and language marks, its spaces plain; italics stay."""
    return plain(re.sub(r"</?(?:span|a)\b[^>]*>", "", str(html)))


def plain(words: str) -> str:
    """Return words whose spaces may all break; Russian dates as CLDR writes them have a narrow one before «г.»."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("row", SOURCES, ids=lambda row: row["source"]["title"][:30])
def test_reference_is_as_the_golden_table_has_it(row, style):
    """Each work is printed by each style as the table says: by GOST in the language of the work, by Harvard in that of the edition."""
    source = read(Source, row["source"], "sources")
    editions = ("ru", "en") if style == "gost" else ("en",)

    printed = {words(reference(source, language, {"ru": STYLES[style], "en": STYLES[style]})) for language in editions}

    assert printed == {row[style]}


@pytest.mark.parametrize("row", ACTS, ids=lambda row: row["act"]["number"])
def test_act_is_cited_in_its_national_form(row, small):
    """A law is cited as its own country cites it, in each language."""
    project = Project(small())
    assert ("act.citation.full", PHRASES["act.citation.full"]) in project.catalogs["ru"].messages
    act = read(LegalBasis, row["act"] | {"evidence": {"source": "book"}}, "legal_bases")

    assert {tag: plain(cite_act(act, project.localizer(tag))) for tag in ("ru", "en")} == row["printed"]


def test_golden_table_has_twenty_rows_each_checked():
    """The table holds 20 references, and says of each with what it was compared."""
    assert len(TABLE) == 20
    assert all(row["checked"] for row in TABLE)


def test_addresses_are_links(small, content):
    """An address in a reference is a link, and the sign after it is not a part of it."""
    source = read(Source, {"type": "webpage", "language": "en", "title": "Page", "URL": "https://example.org/a_b?c=d"}, "sources")

    assert '<a href="https://example.org/a_b?c=d">https://example.org/a_b?c=d</a>.' in reference(source, "en")


def test_style_follows_the_edition(small, content):
    """`citation_styles` of the site chooses the style of each language's editions."""
    site = content["site.yaml"] + "citation_styles: {ru: gost-r-7-0-5-2008-numeric, en: harvard-cite-them-right}\n"
    project = Project(small({"site.yaml": site}))
    book = project.library.items["sources"]["book"]

    russian, english = (words(reference(book, tag, project.library.site.citation_styles)) for tag in ("ru", "en"))

    assert russian == "Иванов И. И. Книга. 2018."
    assert english == "Ivanov, I.I. (2018) <i>Kniga</i>."


def test_a_work_in_another_script_is_romanised_and_translated():
    """In an edition in Latin letters each title is romanised, with its translation in brackets; nothing that the source says is lost."""
    form = {"title": "Clusters of Europe", "publisher": "University Press", "publisher-place": "Saint Petersburg"}
    author = [{"family": "Рекорд", "given": "С. И."}]
    book = {"type": "book", "language": "ru", "title": "Кластеры Европы", "author": author, "issued": "2010", "number-of-pages": "109"}
    book |= {"publisher": "Изд-во ун-та", "publisher-place": "СПб.", "custom": {"forms": {"en": form}}}
    chapter = {"type": "chapter", "language": "en", "title": "Policy", "container-title": "Clusters", "chapter-number": "17"}

    printed = [reference(read(Source, one, "sources"), "en", {"en": "iso690-numeric-en"}) for one in (book, chapter)]

    assert plain(printed[0].striptags()) == (
        "REKORD, S. I. Klastery Yevropy [Clusters of Europe]. Saint Petersburg: University Press, 2010. 109 pp."
    )
    assert '<span lang="ru-Latn">Klastery Yevropy</span> [Clusters of Europe]' in printed[0]
    assert "In: Clusters. Chapter 17." in plain(printed[1].striptags())


@pytest.mark.parametrize("kind", ["brief", "overview", "profile"])
def test_numbers_follow_the_order_of_print(small, content, tmp_path, kind):
    """Whatever of its front matter a kind prints first, the first citation on the page is [1]."""
    summary = 'summary: {en: "Words [@book].", ru: "Слова [@book]."}'
    messages = 'key_messages: [{en: "More [@report].", ru: "Ещё [@report]."}]'
    words = content["documents/briefs/second.yaml"].replace("kind: brief\n", f"kind: {kind}\n{summary}\n{messages}\n")
    project = Project(small({"documents/briefs/second.yaml": words}))
    second = [one for one in project.publications if one.id.endswith("second")]
    builder = Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("no PDF is asked for"))

    builder.build(Request(tuple(second), ("en",), ("html",), whole=False, around=frozenset()))

    page = (tmp_path / "site/en/briefs/second.html").read_text("utf-8")
    assert re.findall(r'<span class="cite">\[<a [^>]*>(\d+)</a>', page)[:2] == ["1", "2"]


@pytest.mark.parametrize(("source", "language", "lang"), [("book", "ru", ""), ("book", "en", ' lang="ru"'), ("report", "ru", ' lang="en"')])
def test_a_reading_is_in_the_language_of_its_source(small, content, source, language, lang):
    """What a source has is marked as of another language only where its language is known and is another one, and is translated there."""
    note = "slip:\n  concerns: [alpha]\n  printed: Alfa\n  printed_means: {en: First}\n"
    note += "  corrected: {ru: Альфа, en: Alpha}\n  reason: {ru: Опечатка., en: A slip.}\n"
    note += f"  confidence: certain\n  evidence: {{source: {source}}}\n"
    second = content["documents/briefs/second.yaml"] + "      - corrections: {only: [slip]}\n"
    project = Project(small({"corrections.yaml": note, "documents/briefs/second.yaml": second}))
    publication = next(one for one in project.publications if one.id.endswith("second"))

    (html,) = [made.html for block, made in project.fragments(publication, language).early() if block.name == "corrections"]

    assert re.search(r'<td class="as-printed"[^>]*?( lang="..")? translate="no">Alfa', html).group(1) == (lang or None)
    assert ('lang="en">[First]<' in html) is (language == "en")
