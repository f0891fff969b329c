"""What search engines, reference managers and feed readers get."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser

from toolkit.site.frame import hreflang

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PAGE = re.compile(r"/(ru|en|ru-en)/[a-z]+/[a-z0-9-]+\.html$")
CALLED = {"ru": "ru", "en": "en", "ru-en": "mul-x-ru-en", "en-ru": "mul-x-en-ru", "": "x-default"}
NOT_LISTED = {"404.html", "index.html", "ru/search.html", "en/search.html"}


NAME = {"type": "string", "pattern": r"^[a-z0-9][-a-z0-9._/]*$"}
WORDS = {"type": "string", "minLength": 1}
FIELD = {
    "type": "object",
    "required": ["name", "type", "title", "description"],
    "properties": {
        "name": WORDS,
        "type": {"enum": ["string", "number", "integer", "boolean", "date", "year", "any"]},
        "title": WORDS,
        "description": WORDS,
        "constraints": {"type": "object", "propertyNames": {"enum": ["required", "unique", "enum", "minimum", "maximum", "pattern"]}},
        "trueValues": {"type": "array", "items": WORDS, "minItems": 1},
        "falseValues": {"type": "array", "items": WORDS, "minItems": 1},
    },
    "additionalProperties": False,
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path"],
    "properties": {
        "name": NAME,
        "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)(?!~).+$"},
        "type": {"const": "table"},
        "schema": {
            "type": "object",
            "required": ["fields", "primaryKey"],
            "properties": {"fields": {"type": "array", "minItems": 1, "items": FIELD}, "primaryKey": {"type": "array", "items": WORDS}},
        },
    },
}
DATA_PACKAGE = {
    "type": "object",
    "required": ["$schema", "name", "title", "resources", "licenses", "sources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": NAME,
        "title": WORDS,
        "resources": {"type": "array", "minItems": 2, "items": RESOURCE},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}], "properties": {"name": {"pattern": r"^[-a-zA-Z0-9._]+$"}}},
        },
        "contributors": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"]}},
        "sources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"]}},
    },
}
"""The rules of Data Package 2.0 and Table Schema that concern what we write; a key of a field that neither knows is refused."""


class Head(HTMLParser):
    """The links and tags of a page's head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.meta: list[tuple[str | None, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link":
            self.links.append(values)
        if tag == "meta":
            self.meta.append((values.get("name") or values.get("property"), values.get("content")))


def test_sitemap_has_every_page_with_its_languages(built) -> None:
    """Every page but search and 404 stands in the sitemap, each with the day of its last change, none later than its documents say."""
    root = ET.fromstring((built.folder / "sitemap.xml").read_bytes())
    listed = {url.findtext(f"{MAP}loc"): url for url in root}
    expected = {built.base.of_page(f"site/{name}") for name in built.pages() if name not in NOT_LISTED}

    assert set(listed) == expected
    days = {url: one.findtext(f"{MAP}lastmod") or "" for url, one in listed.items()}
    changed = {
        url: re.findall(r'<dd><time datetime="([^"]*)">', built.text(url.removeprefix(built.base.url))) for url in days if PAGE.search(url)
    }
    assert len(changed) > 40
    assert {url: days[url] for url in changed} == {url: found[0] for url, found in changed.items()}
    newest = max(days[url] for url in changed)
    own = {
        url: re.search(r'class="own-updated">[^<]*<time datetime="([^"]*)"', built.text(url.removeprefix(built.base.url)))
        for url in days
        if url.endswith(".html")
    }
    said = {url: found.group(1) for url, found in own.items() if found}
    assert len(said) == 6
    assert {url: days[url] for url in said} == said
    assert [
        url for url, day in days.items() if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or (url not in said and not "2015" < day <= newest)
    ] == []
    assert days[built.base.url + "ru/"] == newest


def test_alternates_of_pages_answer_each_other(built) -> None:
    """Every page names its canonical address, itself by its language, and the page for readers of other languages.

    What one page of a set names, all others of it name too, and the sitemap says the same. A page that has no like is a set by itself.
    """
    names = [name for name in built.pages() if name != "404.html"]
    heads = {built.base.of_page(f"site/{name}"): Head(built.text(name)) for name in names}
    mapped = {url.findtext(f"{MAP}loc"): url for url in ET.fromstring((built.folder / "sitemap.xml").read_bytes())}
    for url, head in heads.items():
        assert [link["href"] for link in head.links if link.get("rel") == "canonical"] == [url]
        named = {link["hreflang"]: link["href"] for link in head.links if link.get("rel") == "alternate" and link.get("hreflang")}
        assert named[CALLED[url.removeprefix(built.base.url).partition("/")[0]]] == url
        assert all(alternates_of(heads[other or ""]) == named for other in named.values())
        assert named["x-default"] in (named.get("ru"), named.get("en") if "ru" not in named else None, built.base.url, url)
        if url in mapped:
            assert {link.get("hreflang"): link.get("href") for link in mapped[url].iter(f"{XHTML}link")} == named
    brief = alternates_of(heads[built.base.url + "ru/briefs/scandinavian-experience.html"])
    assert set(brief) == {"ru", "en", "mul-x-ru-en", "x-default"}


def alternates_of(head: Head) -> dict[str | None, str | None]:
    return {link["hreflang"]: link["href"] for link in head.links if link.get("rel") == "alternate" and link.get("hreflang")}


def test_what_an_edition_is_called_is_a_language_tag(axe: str, browser: Browser) -> None:
    """The tag of a parallel edition is one of BCP 47, and Lighthouse and axe, which ask the list of languages, know it."""
    page = browser.new_page()
    page.evaluate(axe)

    tags = [hreflang(edition) for edition in ("ru", "ru-en", "ru-zh-Hant-TW", "sr-Latn-kk")]
    assert tags == ["ru", "mul-x-ru-en", "mul-x-ru-zh-hant-tw", "mul-x-sr-latn-kk"]
    assert page.evaluate("tags => tags.map(tag => axe.utils.validLangs().includes(tag.split('-')[0]))", tags) == [True] * 4
    assert page.evaluate("tags => Intl.getCanonicalLocales(tags).length", tags) == 4


@pytest.mark.parametrize("language", ["ru", "en"])
def test_feed_has_every_document(built, language: str) -> None:
    """The feed of a language is Atom: all that RFC 4287 requires, ids that are addresses, an entry for each document."""
    root = ET.fromstring((built.folder / language / "feed.xml").read_bytes())
    entries = root.findall(f"{ATOM}entry")

    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated") or "")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    own = (name for name in built.documents() if name.startswith(f"{language}/") and ".part-" not in name)
    assert {entry.findtext(f"{ATOM}id") for entry in entries} == {built.base.of_page(f"site/{name}") for name in own}


def test_documents_describe_themselves(built) -> None:
    """Every page with JSON-LD is well-formed; a brief is a report, an agreement a draft; Zotero finds title, author and date."""
    kinds: dict[str, set[str]] = {}
    for name in built.pages():
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', built.text(name)):
            data = json.loads(block)
            assert data["@context"] == "https://schema.org"
            own = [thing for thing in data["@graph"] if thing["@type"] != "BreadcrumbList"]
            kinds.setdefault(name, set()).update(thing["@type"] for thing in own)
            assert all(thing.get("name") for thing in own)
            assert len(data["@graph"]) - len(own) == (name.rpartition("/")[2] not in ("index.html", "search.html") or name.count("/") > 1)

    assert kinds["ru/briefs/scandinavian-experience.html"] == {"Report"}
    assert kinds["en/agreements/kaluga-vitebsk.html"] == {"DigitalDocument"}
    assert kinds["en/legal-bases.html"] == {"Legislation"}
    assert kinds["en/clusters.html"] == {"Dataset"}
    assert "Corporation" in kinds["en/organisations.html"]
    assert kinds["en/glossary.html"] == {"DefinedTermSet"}
    meta = dict(Head(built.text("en/briefs/scandinavian-experience.html")).meta)
    assert {"citation_title", "citation_author", "citation_publication_date", "og:title", "og:url", "description"} <= set(meta)
    assert meta["citation_language"] == "en"
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", meta["citation_publication_date"] or "")


def test_open_data_is_the_same_in_both_forms(built) -> None:
    """`facts.csv` and `facts.json` hold the same facts, each with its source, and a licence."""
    rows = list(csv.DictReader(io.StringIO((built.folder / "facts.csv").read_text("utf-8-sig"))))
    data = json.loads(built.text("facts.json"))

    assert [row["id"] for row in rows] == [fact["id"] for fact in data["facts"]]
    assert len(rows) > 10
    assert all(row["reference"] and row["label_en"] and row["label_ru"] for row in rows)
    jobs = next(fact for fact in data["facts"] if fact["id"] == "kaluga.jobs")
    assert (jobs["value"], jobs["qualifier"], jobs["unit"], jobs["published"]) == (9000, "about", "job", "2016")
    assert data["licence"]["url"].startswith("https://creativecommons.org/")
    assert json.loads(built.text("facts.csv-metadata.json"))["dc:license"]["@id"] == data["licence"]["url"]


def test_open_data_is_a_data_package(built) -> None:
    """`datapackage.json` keeps the rules of Data Package 2.0, and its schema describes each column that the CSV has, in their order."""
    package = json.loads(built.text("datapackage.json"))
    Draft202012Validator(DATA_PACKAGE).validate(package)
    table = package["resources"][0]
    rows = list(csv.reader(io.StringIO((built.folder / table["path"]).read_text("utf-8-sig"))))

    assert all((built.folder / resource["path"]).is_file() for resource in package["resources"])
    assert [field["name"] for field in table["schema"]["fields"]] == rows[0]
    for field, cells in zip(table["schema"]["fields"], zip(*rows[1:], strict=True), strict=True):
        assert not [cell for cell in cells if not fits(field, cell)], field["name"]
    assert package["licenses"][0]["path"] == json.loads(built.text("facts.json"))["licence"]["url"]
    assert {"created", "version"}.isdisjoint(package)


def test_csv_on_the_web_describes_each_column(built) -> None:
    """`facts.csv-metadata.json` names the columns of the CSV as its heading does, those with words by their language."""
    columns = json.loads(built.text("facts.csv-metadata.json"))["tableSchema"]["columns"]
    heading = next(csv.reader(io.StringIO((built.folder / "facts.csv").read_text("utf-8-sig"))))

    assert [column["titles"] for column in columns] == [[name] for name in heading]
    assert {column["name"]: column["lang"] for column in columns if "lang" in column}["label_ru"] == "ru"
    assert all(column["dc:description"] for column in columns)


def test_a_validator_of_csv_on_the_web_agrees(built, tmp_path: Path) -> None:
    """The table is what its description says, as csvw reads both; it refuses a value that is no number."""
    for name in ("facts.csv", "facts.csv-metadata.json"):
        (tmp_path / name).write_bytes((built.folder / name).read_bytes())
    good = CSVW(str(tmp_path / "facts.csv-metadata.json"), validate=True)
    first = good.is_valid, good.warnings
    words = (tmp_path / "facts.csv").read_text("utf-8-sig")
    (tmp_path / "facts.csv").write_text(words.replace(",9000,", ",nine thousand,", 1), "utf-8-sig")

    assert first == (True, [])
    assert words != (tmp_path / "facts.csv").read_text("utf-8-sig")
    assert not CSVW(str(tmp_path / "facts.csv-metadata.json"), validate=True).is_valid


def test_files_of_data_are_told_with_size_and_digest(built) -> None:
    """The data set, the values of each figure and the data package name every file as it is: its bytes, and their SHA-256."""
    package = {one["path"]: (str(one["bytes"]), one["hash"]) for one in json.loads(built.text("datapackage.json"))["resources"]}
    found: dict[str, tuple[str, str]] = {}
    for name in ["ru/clusters.html", "en/clusters.html", *(one for one in built.pages() if "kind-figure" in built.text(one))]:
        for url, size, digest in re.findall(r'"contentUrl":"([^"]*)","contentSize":"(\d+)","sha256":"(\w+)"', built.text(name)):
            found[url.removeprefix(built.base.url)] = size, digest
    data = {path: (built.folder / path).read_bytes() for path in found}

    assert len([path for path in found if path.endswith(".csv")]) > 10
    assert found == {path: (str(len(one)), hashlib.sha256(one).hexdigest()) for path, one in data.items()}
    assert package == {path: (found[path][0], f"sha256:{found[path][1]}") for path in ("facts.csv", "facts.json")}


def test_facts_have_no_key_that_is_not_described(built) -> None:
    """No key stands in `facts.json` that the schema of the table does not describe."""
    fields = json.loads(built.text("datapackage.json"))["resources"][0]["schema"]["fields"]

    assert {key for fact in json.loads(built.text("facts.json"))["facts"] for key in fact} <= {field["name"] for field in fields}


def test_the_description_of_the_data_is_linked(built) -> None:
    """The page that offers the open data leads to its description, and so does its JSON-LD."""
    page = built.text("en/clusters.html")

    assert 'href="../datapackage.json"' in page
    assert f'"url": "{built.base.url}datapackage.json"' in page.replace('":"', '": "')


def fits(field: dict[str, Any], cell: str) -> bool:
    """Tell whether a cell is what its field says, as Table Schema means it."""
    limits = field.get("constraints", {})
    if not cell:
        return not limits.get("required")
    if field["type"] == "boolean":
        return cell in field["trueValues"] + field["falseValues"]
    if field["type"] == "number":
        return re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", cell) is not None
    return cell in limits.get("enum", [cell])


def test_robots_name_the_sitemap(built) -> None:
    """Where the base is known, `robots.txt` says where the sitemap is."""
    assert f"Sitemap: {built.base.url}sitemap.xml" in built.text("robots.txt")


def test_links_have_a_picture(built) -> None:
    """Every page names a picture that is there, a PNG of the size told, light enough for messengers: a card, or the figure itself."""
    for name in built.pages():
        if name not in NOT_LISTED:
            meta = dict(Head(built.text(name)).meta)
            url = meta["og:image"]
            assert url
            data = (built.folder / url.removeprefix(built.base.url)).read_bytes()
            size = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
            own = url.endswith(name.replace(".html", ".png")) and name not in built.documents()
            assert data.startswith(b"\x89PNG")
            assert size == (int(meta["og:image:width"] or 0), int(meta["og:image:height"] or 0)), name
            assert own or size == (1200, 630)
            assert len(data) < (250_000 if own else 60_000), name


def test_no_citation_ends_twice(built) -> None:
    """How to cite a page: a date that ends with a full stop of its own has no second one after it."""
    cited = [re.findall(r'class="how-to-cite">(.*?)</dd>', built.text(name)) for name in built.pages()]
    words = [one for found in cited for one in found]

    assert len(words) > 50
    assert [one for one in words if ".." in one] == []
