"""Writes what an Akoma Ntoso file says of itself: work, expression and manifestation (FRBR), and whom and what it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from toolkit.exchange.akoma_ntoso.xml import element
from toolkit.outline.identifiers import language_code

ONTOLOGY = "/akn/ontology"
MEDIA_TYPE = "application/akn+xml"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which text a file holds."""

    work: str
    """The IRI of the agreement, whatever its language and version."""
    form: str
    title: str
    publisher: str
    language: str
    began: dt.date
    """The day of the first draft."""
    date: dt.date
    """The day of this draft."""
    version: str
    edition: str
    """The edition's own name: `ru/agreements/alpha-beta`."""
    url: str
    parties: Mapping[str, str]
    """The names of the parties, by their ids."""

    @property
    def expression(self) -> str:
        """The IRI of the agreement in a language, on a day."""
        return f"{self.work}/{language_code(self.language)}@{self.date.isoformat()}"


def meta(into: Element, it: Identity, component: str = "main", terms: Mapping[str, str] | None = None) -> Element:
    """Append the metadata of the text itself, or of one of its annexes."""
    made = element(into, "meta")
    identification = element(made, "identification", source="#publisher")
    _work(element(identification, "FRBRWork"), it, component)
    _expression(element(identification, "FRBRExpression"), it, component)
    _manifestation(element(identification, "FRBRManifestation"), it, component)
    if component == "main":
        lifecycle = element(made, "lifecycle", source="#publisher")
        element(lifecycle, "eventRef", date=it.began.isoformat(), source="#original", type="generation")
        _references(element(made, "references", source="#publisher"), it, terms or {})
    return made


def _work(into: Element, it: Identity, component: str) -> None:
    element(into, "FRBRthis", value=f"{it.work}/!{component}")
    element(into, "FRBRuri", value=it.work)
    element(into, "FRBRdate", date=it.began.isoformat(), name="generation")
    element(into, "FRBRauthor", href="#publisher", **{"as": "#editor"})
    element(into, "FRBRcountry", value=it.work.split("/")[2])
    element(into, "FRBRsubtype", value=it.form)
    element(into, "FRBRnumber", value=it.work.rpartition("/")[2])
    element(into, "FRBRprescriptive", value="false")


def _expression(into: Element, it: Identity, component: str) -> None:
    element(into, "FRBRthis", value=f"{it.expression}/!{component}")
    element(into, "FRBRuri", value=it.expression)
    if it.url:
        element(into, "FRBRalias", name="web", value=it.url)
    element(into, "FRBRdate", date=it.date.isoformat(), name="version")
    element(into, "FRBRauthor", href="#publisher", **{"as": "#editor"})
    if it.version:
        element(into, "FRBRversionNumber", value=it.version)
    element(into, "FRBRlanguage", language=language_code(it.language))


def _manifestation(into: Element, it: Identity, component: str) -> None:
    element(into, "FRBRthis", value=f"{it.expression}/!{component}.xml")
    element(into, "FRBRuri", value=f"{it.expression}.xml")
    element(into, "FRBRalias", name="edition", value=it.edition)
    element(into, "FRBRdate", date=it.date.isoformat(), name="version")
    element(into, "FRBRauthor", href="#publisher", **{"as": "#editor"})
    element(into, "FRBRformat", value=MEDIA_TYPE)


def _references(into: Element, it: Identity, terms: Mapping[str, str]) -> None:
    """Append what ids in the file stand for; those of annexes lead here too, for an eId stands once in a file."""
    element(into, "original", eId="original", href=it.work, showAs=it.title)
    element(into, "TLCOrganization", eId="publisher", href=f"{ONTOLOGY}/organization/publisher", showAs=it.publisher)
    element(into, "TLCRole", eId="editor", href=f"{ONTOLOGY}/role/editor", showAs="Editor")
    for id, name in it.parties.items():
        element(into, "TLCOrganization", eId=f"party-{id}", href=f"{ONTOLOGY}/organization/{id}", showAs=name)
    for id, term in terms.items():
        element(into, "TLCTerm", eId=id, href=f"{ONTOLOGY}/term/{id.removeprefix('term-')}", showAs=term)
