"""A document goes out as a reference, and comes back from every reader of references as its authors meant it."""

from __future__ import annotations

import json
import warnings
from urllib.parse import parse_qs

import bibtexparser.entrypoint
import pytest
import rispy
from citeproc.source.json import CiteProcJSON

from toolkit.content.works import Name, Source
from toolkit.exchange.bibliography import read_bibliography
from toolkit.exchange.bibtex import write_bibtex
from toolkit.exchange.references import authors, cited_work
from toolkit.exchange.ris import write_ris
from toolkit.exchange.sources import write_csl_json
from toolkit.outline.addresses import Base
from toolkit.project import Project
from toolkit.site.citation_tags import citation_tags, coins

BASE = Base.of("https://example.org/policy/")
CHANGED = """\
kind: brief
title: {ru: «Первая» & 50 %, en: First & 50%}
date: 2026-11-16
number: 12/2026
changes: [{date: 2026-11-20, what: {ru: Исправлено число., en: A figure was corrected.}VERSION}]
outline: [{section: law, title: {ru: Право, en: Law}, blocks: [{prose: Слова.}]}]
"""


def cited(small, language: str, version: str = "", publisher: str = "") -> Source:
    """Return a document of the small workspace, with a number and a change, as a work."""
    changes = {"documents/briefs/first.yaml": CHANGED.replace("VERSION", f', version: "{version}"' if version else "")}
    if publisher:
        changes["documents/briefs/first.yaml"] += f"publisher: {{{language}: '{publisher}'}}\n"
    project = Project(small(changes))
    publication = next(one for one in project.publications if one.id == "briefs/first")
    context = project.fragments(publication, language).context
    return cited_work(publication, context, language, BASE)


def readings(work: Source) -> dict[str, dict]:
    """Return what other programs' readers make of the three files: author, title, day, kind, publisher, address, language."""
    found = {}
    (entry,) = bibtexparser.entrypoint.parse_string(write_bibtex({"en/briefs/first": work})).entries
    said = {field.key: field.value for field in entry.fields}
    author = said["author"].strip("{}") if said["author"].startswith("{") and said["author"].endswith("}") else ""
    found["bibtex"] = (entry.key, entry.entry_type, author, said["title"], said["date"], said["institution"], said["url"], said["langid"])
    (entry,) = rispy.loads(write_ris({"en/briefs/first": work}))
    found["ris"] = (
        entry["id"], entry["type_of_reference"], entry["authors"], entry["title"], entry["date"], entry["publisher"], entry["urls"],
        entry["language"], entry["year"],
    )  # fmt: skip
    raw = json.loads(write_csl_json({"en/briefs/first": work}))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # citeproc-py warns of each variable and type that CSL does not have
        (item,) = CiteProcJSON(raw).values()
    (name,) = item.author
    found["csl"] = (
        raw[0]["id"],
        raw[0]["type"],
        name.get("literal"),
        raw[0]["title"],
        raw[0]["issued"],
        raw[0]["publisher"],
        raw[0]["URL"],
    )
    return found


@pytest.mark.parametrize(("language", "name"), [("ru", "Издатель, научный и учебный"), ("en", "Ministry of Economy, Trade & Industry")])
def test_a_body_stays_one_name_in_every_format(small, language: str, name: str) -> None:
    """A corporate author is one name: in braces in BibTeX, literal in CSL, without its comma in RIS."""
    work = cited(small, language, publisher=name)
    found = readings(work)
    title = {"ru": "«Первая» & 50 %", "en": "First & 50%"}[language]
    url = f"https://example.org/policy/{language}/briefs/first.html"

    escaped = str.maketrans({"&": r"\&", "%": r"\%"})
    told = {"ru": "russian", "en": "english"}[language]
    assert found["bibtex"] == (
        "en/briefs/first", "report", name.translate(escaped), title.translate(escaped), "2026-11-16", name.translate(escaped), url, told,
    )  # fmt: skip
    assert found["ris"] == (
        "en/briefs/first", "RPRT", [name.replace(",", "")], title, "2026/11/16/", name, [url], language, "2026",
    )  # fmt: skip
    assert found["csl"] == ("en/briefs/first", "report", name, title, {"date-parts": [[2026, 11, 16]]}, name, url)


@pytest.mark.parametrize("suffix", [".bib", ".ris", ".json"])
def test_our_own_reader_takes_back_what_is_written(small, suffix: str) -> None:
    """What goes out comes in again as the same work: none of its author, title, day, kind, number, version or address is lost."""
    write = {".bib": write_bibtex, ".ris": write_ris, ".json": write_csl_json}[suffix]
    work = cited(small, "ru")
    read = read_bibliography(write({"first": work}).encode(), f"a{suffix}", "ru")

    assert [one.code for one in read.found if one.severity.value == "error"] == []
    (back,) = (one.source for one in read.works)
    kept = ("type", "title", "author", "issued", "publisher", "URL", "number", "language")
    assert {key: getattr(back, key) for key in kept} == {key: getattr(work, key) for key in kept}


@pytest.mark.parametrize(("stated", "version"), [("1.1", "1.1"), ("", "2026-11-20")])
def test_the_version_that_was_read_is_told(small, stated: str, version: str) -> None:
    """A changed document says which text is cited: by the version that it states, or by the day of its last change."""
    work = cited(small, "en", stated)

    assert (work.version, work.issued) == (version, "2026-11-16")
    assert f"version = {{{version}}}" in write_bibtex({"a": work})
    assert f"ET  - {version}\r\n" in write_ris({"a": work})
    assert json.loads(write_csl_json({"a": work}))[0]["version"] == version


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("А. П. Иванова, Б. К. Смит", [("Иванова", "А. П."), ("Смит", "Б. К.")]),
        ("Иванова А. П.; Smith J.", [("Иванова", "А. П."), ("Smith", "J.")]),
        ("Министерство экономики, торговли и труда", ["Министерство экономики, торговли и труда"]),
        ("World Bank; Institute of Clusters", ["World Bank", "Institute of Clusters"]),
        ("Институт кластеров; А. П. Иванова", ["Институт кластеров", ("Иванова", "А. П.")]),
    ],
)
def test_people_and_bodies_are_told_apart(words: str, names: list) -> None:
    """A name with initials is a person's, any other one that of a body, which may have a comma in it."""
    made = [Name(literal=one) if isinstance(one, str) else Name(family=one[0], given=one[1]) for one in names]

    assert list(authors(words)) == made


def test_kinds_are_small_in_russian_references(small) -> None:
    """After the colon of GOST R 7.0.5 the kind begins with a small letter; in English it stands as it is."""
    assert [cited(small, tag).genre for tag in ("ru", "en")] == ["аналитическая записка", "Policy brief"]


def as_zotero_reads(tags: list[tuple[str, str]], context_object: str) -> list[dict[str, str]]:
    """Return the creators that Zotero's connector makes of a page, by the rules of its translators.

    “COinS” is asked first: each `rft.aucorp` is a body. “Embedded Metadata” parts a lone author at a comma between words; then
    `cleanAuthor` takes what stands before a comma for the family name, or, in a name without one, the last word. One without a given name
    is kept in a single field.
    """
    if context_object:
        return [{"name": one} for one in parse_qs(context_object)["rft.aucorp"]]
    found = []
    for words in (value for name, value in tags if name == "citation_author"):
        before, comma, after = words.strip(" ,").partition(",")
        if comma:
            found.append({"lastName": before, "firstName": after.strip()})
        elif "," in words:
            found.append({"name": before})
        else:
            first, _, last = before.rpartition(" ")
            found.append({"lastName": last, "firstName": first} if first else {"name": last})
    return found


@pytest.mark.parametrize("name", ["Рабочая группа", "Издатель", "Министерство экономики, торговли и труда"])
def test_zotero_keeps_a_body_in_one_field(small, name: str) -> None:
    """Zotero's connector takes a corporate author as one name, with a comma in it or without, and no word of it for a family name."""
    work = cited(small, "ru", publisher=name)

    assert as_zotero_reads(list(citation_tags(work, ("ru",), (), BASE)), coins(work)) == [{"name": name}]
    assert bool(coins(work)) == ("," in name)


def test_zotero_reads_people_by_their_names(small) -> None:
    """A person's family name stands before the comma, so that initials after it are not taken for the family name."""
    work = cited(small, "ru").model_copy(update={"author": authors("А. П. Иванова, Б. К. Смит")})

    found = as_zotero_reads(list(citation_tags(work, ("ru",), (), BASE)), coins(work))
    assert found == [{"lastName": "Иванова", "firstName": "А. П."}, {"lastName": "Смит", "firstName": "Б. К."}]
