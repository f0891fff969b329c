"""The feed, the sitemap and the linked data of the whole site, held against what their standards say."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from rdflib import Graph

from tests.site.test_machines import ATOM, Head
from tests.site.vocabulary import Vocabulary
from toolkit.build.builder import Builder, Request
from toolkit.build.formats.references import Bibtex, CslJson, Ris
from toolkit.content.records import LegalBasis
from toolkit.content.values import ActRef
from toolkit.core.overlay import Overlay
from toolkit.core.workspace import DiskWorkspace
from toolkit.outline.addresses import Base, first_part
from toolkit.project import Project
from toolkit.site.linked_data import act, script

ROOT = Path(__file__).parents[2]
SCHEMAS = Path(__file__).parent / "schemas"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The vocabulary of schema.org."""
    return Vocabulary.load()


@pytest.fixture(scope="module")
def with_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief of the shipped content in every edition, with its PDFs and the feeds that offer them."""
    folder = tmp_path_factory.mktemp("with-pdf")
    project = Project(DiskWorkspace(ROOT))
    assert project.library
    brief = next(one for one in project.publications if one.document.kind == "brief")
    request = Request((brief,), project.library.editions_of(brief.document), base=Base.of("https://example.org/policy/"))
    report = Builder(project, project.library, folder, lambda: ProcessPoolExecutor(2)).build(request)
    assert report.made
    return folder / "site"


def feed_mistakes(feed: etree._ElementTree) -> list[str]:
    """Return what is wrong with a feed: by the grammar, then by the rules of RFC 4287 that no grammar can say."""
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    grammar.validate(feed)
    root = feed.getroot()
    entries = root.findall(f"{ATOM}entry")
    found = [str(one) for one in grammar.error_log]
    found += [f"4.1.2: the id {id} stands {n} times" for id, n in Counter(one.findtext(f"{ATOM}id") for one in entries).items() if n > 1]
    for element in (root, *entries):
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(alternates) != len(set(alternates)):
            found.append("4.1.1, 4.1.2: two alternates of one type and language")
        if element is not root and not alternates and element.find(f"{ATOM}content") is None:
            found.append("4.1.2: an entry without content has an alternate")
        if element.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
            found.append("4.1.2: an entry without an author stands in a feed with one")
    return found


def test_feeds_are_atom(built, with_pdf: Path) -> None:
    """Every feed, with PDFs to offer and without, is what RFC 4287 asks for."""
    feeds = [*built.folder.rglob("feed.xml"), *with_pdf.rglob("feed.xml")]

    assert len(feeds) == 4
    assert any(b'rel="enclosure"' in path.read_bytes() for path in feeds)
    assert [(path.parent.name, feed_mistakes(etree.parse(path))) for path in feeds] == [(path.parent.name, []) for path in feeds]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>.*?</updated>", ""),
        ("<title>.*?</title>", "<title> </title>"),
        (r"(<updated>\d{4}-\d\d-\d\d).*?</updated>", r"\1</updated>"),
        ("<id>.*?</id>", "<id>feed.xml</id>"),
        ('rel="self"', 'rel="myself"'),
        (r'length="\d+"', 'length="94 KB"'),
        ("<author>.*?</author>", ""),
        ("<entry>.*?</entry>", r"\g<0>\g<0>"),
        ('<category term="brief" />', '<category label="brief" />'),
    ],
)
def test_mistakes_of_a_feed_are_seen(with_pdf: Path, old: str, new: str) -> None:
    """The grammar and the rules refuse what the specification refuses."""
    words = (with_pdf / "en/feed.xml").read_text("utf-8")
    changed = re.sub(old, new, words, count=1, flags=re.DOTALL)
    assert changed != words

    assert feed_mistakes(etree.ElementTree(etree.fromstring(changed.encode()))) != []


def sitemap_mistakes(data: bytes) -> list[str]:
    """Return what is wrong with a sitemap."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    schema.validate(etree.fromstring(data))
    return [str(one) for one in schema.error_log] + (["larger than 50 MB"] if len(data) > 52_428_800 else [])


def test_sitemap_keeps_the_protocol(built) -> None:
    """The sitemap is what sitemaps.org asks for, its alternates too, and all its addresses are of this site."""
    data = (built.folder / "sitemap.xml").read_bytes()

    assert sitemap_mistakes(data) == []
    assert all(found.startswith(built.base.url) for found in re.findall(r"(?:<loc>|href=\")([^<\"]+)", data.decode()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"<loc>.*?</loc>", ""),
        (r"<loc>.*?</loc>", "<loc>ru/index.html</loc>"),
        (r"<lastmod>.*?</lastmod>", "<lastmod>16 November 2026</lastmod>"),
        (r'hreflang="ru"', 'hreflang="русский"'),
        (r'href="http', 'src="http'),
        (r"<url>.*?</url>", r"\g<0>\g<0>"),
        (r"</loc>", r"</loc><priority>2</priority>"),
    ],
)
def test_mistakes_of_a_sitemap_are_seen(built, old: str, new: str) -> None:
    """The schema refuses what the protocol refuses."""
    words = built.text("sitemap.xml")
    changed = re.sub(old, new, words, count=1, flags=re.DOTALL)
    assert changed != words

    assert sitemap_mistakes(changed.encode()) != []


def test_linked_data_keeps_the_vocabulary(built, with_pdf: Path, vocabulary: Vocabulary) -> None:
    """Every thing that a page tells of is of a class of schema.org, with properties of that class and values that they take."""
    graph = Graph()
    pages = [*built.folder.rglob("*.html"), *with_pdf.rglob("*.html")]
    blocks = {block for page in pages for block in BLOCK.findall(page.read_text("utf-8"))}
    for block in blocks:
        graph += vocabulary.read(block)

    assert len(blocks) > 50
    assert list(vocabulary.mistakes(graph)) == []


@pytest.mark.parametrize(
    "thing",
    [
        '{"@type": "PolicyBrief", "name": "a"}',
        '{"@type": "Report", "nam": "a"}',
        '{"@type": "Report", "termCode": "a"}',
        '{"@type": "Report", "datePublished": "16 November"}',
        '{"@type": "Report", "publisher": "a"}',
        '{"@type": "Report", "translationOf": {"@type": "Report"}}',
        '{"@type": "Organization", "license": "https://example.org/"}',
        '{"@type": "Report", "legislationChanges": {"@type": "Legislation"}}',
        '{"@type": "Report", "sha256": "a"}',
        '{"@type": "Legislation", "legislationLegalForce": "InForce"}',
        '{"@type": "Organization", "address": {"@type": "Report"}}',
        '{"name": "a"}',
    ],
)
def test_mistakes_of_linked_data_are_seen(vocabulary: Vocabulary, thing: str) -> None:
    """A class or property that schema.org does not have, a property of another class, and a wrong value are told."""
    graph = vocabulary.read(f'{{"@context": "https://schema.org", "@graph": [{thing}]}}')

    assert list(vocabulary.mistakes(graph)) != []


def things(html: str) -> Iterator[dict[str, Any]]:
    """Yield every thing that the linked data of a page speak of, those within others too."""
    left: list[Any] = [json.loads(block)["@graph"] for block in BLOCK.findall(html)]
    while left:
        one = left.pop()
        left.extend(one if isinstance(one, list) else one.values() if isinstance(one, dict) else ())
        if isinstance(one, dict) and "@type" in one:
            yield one


def test_an_act_is_one_thing_on_every_page(built) -> None:
    """An act has one identifier and one address on all pages in all languages: its ELI, or an IRI that names no language and no page."""
    acts = [one for name in built.pages() for one in things(built.text(name)) if one["@type"] == "Legislation"]
    addresses: dict[str, set[str]] = {}
    for one in acts:
        addresses.setdefault(one["legislationIdentifier"], set()).add(one["@id"])

    assert len(acts) > 100
    assert len(addresses) > 10
    assert {id: [found for found in of if found != (id if "://" in id else built.base.url + id[1:])] for id, of in addresses.items()} == {
        id: [] for id in addresses
    }
    assert [
        id for id in addresses if not re.fullmatch(r"/akn/[a-z]{2,5}/act/[a-z-]+/(\d{4}-\d\d-\d\d|undated)/[a-z0-9-]+|https?://.+", id)
    ] == []
    assert all(isinstance(one.get("name", {}), dict) for one in acts), "a name says in which language it is"


def test_amendments_are_told_from_either_side(vocabulary: Vocabulary) -> None:
    """An act names the one that amended it, and that one what it changes; an act that took its place changes it too; all by identifiers."""
    workspace, path = DiskWorkspace(ROOT), "content/legal_bases/eaeu-treaty.yaml"
    words = workspace.read(path).decode("utf-8").replace("amended:\n", "amended:\n  act: eaeu-decision-4-2023\n")
    project = Project(Overlay({path: f"{words}replaced_by: eaeu-directions-2030\n".encode()}, workspace))
    assert project.library
    context, base = project.context(project.publications[0], "en"), Base.of("https://example.org/policy/")
    treaty = project.library.get(LegalBasis, ActRef("eaeu-treaty"))

    block = script(act(treaty, context, "", base))
    told, successor = json.loads(BLOCK.findall(block)[0])["@graph"]

    itself = {"@type": "Legislation", "@id": f"{base.url}akn/eaeu/act/treaty/2014-05-29/eaeu-treaty"}
    itself["legislationIdentifier"] = "/akn/eaeu/act/treaty/2014-05-29/eaeu-treaty"
    assert told["@id"] == itself["@id"]
    assert told["legislationConsolidates"]["legislationIdentifier"] == "/akn/eaeu/act/resolution/2023-05-25/4"
    assert told["legislationConsolidates"]["legislationChanges"] == itself
    assert successor["legislationIdentifier"] == "/akn/eaeu/act/resolution/2024-10-01/2"
    assert successor["legislationChanges"] == itself
    assert list(vocabulary.mistakes(vocabulary.read(BLOCK.findall(block)[0]))) == []


def test_linked_data_tell_what_a_document_is(built) -> None:
    """Each document has a licence, a picture that is there, the way to it, and its translation, which says that it is one."""
    found = {name: list(things(built.text(name))) for name in built.documents() if ".part-" not in name}
    told = {name: next(one for one in some if one.get("@id") == built.base.url + name and "name" in one) for name, some in found.items()}
    for name, one in told.items():
        assert one["license"].startswith("https://"), name
        assert (built.folder / one["image"].removeprefix(built.base.url)).is_file(), name
        ways = next(each for each in found[name] if each["@type"] == "BreadcrumbList")["itemListElement"]
        assert [each["position"] for each in ways] == [1, 2, 3]
        assert all((built.folder / each["item"]["@id"].removeprefix(built.base.url)).exists() for each in ways)
        assert ways[-1]["item"]["@id"] == built.base.url + name
        for way, back in (("workTranslation", "translationOfWork"), ("translationOfWork", "workTranslation")):
            for other in [one[way]] if way in one else []:
                assert told[other["@id"].removeprefix(built.base.url)][back]["@id"] == one["@id"]
    assert sum("translationOfWork" in one for one in told.values()) > 15
    equal = "en/agreements/kaluga-karaganda.html", "en/agreements/kaluga-vitebsk.html"
    assert ["translationOfWork" in told[name] for name in equal] == [True, False], "texts of equal force are no translations"


def test_files_are_told_by_their_digests(with_pdf: Path) -> None:
    """The SHA-256 and the size that linked data give of a file are those of the file; page and PDF bear one digest of their words."""
    base, seen = "https://example.org/policy/", 0
    for page in sorted(with_pdf.glob("*/briefs/*.html")):
        if page.name == "index.html" or "kind-figure" in page.read_text("utf-8"):
            continue
        for one in things(page.read_text("utf-8")):
            if one["@type"] == "MediaObject" and "sha256" in one:
                data = (with_pdf / one["contentUrl"].removeprefix(base)).read_bytes()
                assert (one["sha256"], one["contentSize"]) == (hashlib.sha256(data).hexdigest(), str(len(data)))
                seen += data.startswith(b"%PDF")
            if one.get("propertyID") == "sha256":
                assert re.fullmatch("[0-9a-f]{64}", one["value"])
                paper = subprocess.run(["pdftotext", page.with_suffix(".pdf"), "-"], capture_output=True, text=True, check=True).stdout
                assert one["value"] in re.sub(r"\s", "", paper)
                sheets = "".join(part.read_text("utf-8") for part in page.parent.glob(f"{page.stem}*.html"))
                assert f'<code class="digest">{one["value"]}</code>' in sheets
    assert seen == 3


def test_every_document_can_be_cited(built) -> None:
    """Google Scholar and Zotero find title, author, day and page on each document: one title and day, full addresses, no empty tag."""
    documents = built.documents()
    assert len(documents) >= built.editions > 50
    for name in documents:
        tags = [(tag, content) for tag, content in Head(built.text(name)).meta if tag and tag.startswith("citation_")]
        counts = Counter(tag for tag, _ in tags)

        assert counts["citation_title"] == counts["citation_publication_date"] == 1, name
        assert counts["citation_author"] >= 1, name
        assert all(content and content.strip() for _, content in tags), name
        values = dict(tags)
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", values["citation_publication_date"] or ""), name
        assert values["citation_abstract_html_url"] == built.base.url + first_part(name), name
        assert values["citation_language"] in ("ru", "en"), name


def test_every_document_has_its_references_beside_it(built) -> None:
    """A page links a BibTeX, a RIS and a CSL JSON file, in its head for programs too; each names the edition that the page is of."""
    formats = {one.suffix: one for one in (Bibtex(), Ris(), CslJson())}
    documents = [name for name in built.pages() if name.count("/") == 2 and not name.endswith("index.html") and ".part-" not in name]
    documents = [name for name in documents if "kind-figure" not in built.text(name)]
    assert len(documents) == built.editions
    for name in documents:
        links = re.findall(r'<link rel="describedby" type="([^"]+)" href="([^"]+)">', built.text(name))
        edition = name.removesuffix(".html")

        assert links == [(one.media_type, f"{Path(edition).name}{suffix}") for suffix, one in formats.items()]
        assert [built.text(name).count(f'<a href="{href}" type="{kind}" rel="describedby">') for kind, href in links] == [1, 1, 1]
        for suffix, one in formats.items():
            said = one.named((built.folder / f"{edition}{suffix}").read_bytes())
            assert said, name
            assert said.edition == edition


def test_citation_names_the_pdf(with_pdf: Path) -> None:
    """Where a PDF is, its full address is told; it stands in the same folder as the page, as Google Scholar asks."""
    pages = [path for path in with_pdf.rglob("briefs/*.html") if path.name != "index.html" and "embed" not in path.parts]
    pages = [path for path in pages if "kind-figure" not in path.read_text("utf-8")]
    assert pages
    for path in pages:
        values = dict(Head(path.read_text("utf-8")).meta)
        name = Path(first_part(path.relative_to(with_pdf).as_posix())).with_suffix(".pdf")

        assert values["citation_pdf_url"] == f"https://example.org/policy/{name.as_posix()}"
        assert (with_pdf / name).is_file()
