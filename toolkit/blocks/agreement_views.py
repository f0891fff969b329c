"""Chooses the records that the blocks of an agreement print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from toolkit.blocks.briefs import years
from toolkit.blocks.reach import mentioned
from toolkit.blocks.views import MEMBERS, View, of_roles, ties
from toolkit.content.agreements import Agreement
from toolkit.content.annexes import Annex, MemberList
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Organisation, Party
from toolkit.outline.numbering import Outline


def title(library: Library, outline: Outline, it: Document) -> View:
    """The party that a copy of an agreement names first, the years behind a document's figures, and whether it speaks of the law."""
    terms = it.agreement
    first = library.get(Party, terms.parties[0]) if terms and terms.alternat else None
    return {"first_party": first, "years": None if terms else years(library, outline), "law": bool(terms) or _cites_law(library, outline)}


def _cites_law(library: Library, outline: Outline) -> bool:
    """Return whether a document names an act or lists them all; an agreement stands under the law in any case."""
    acts = library.items["legal_bases"]
    return any(block.name == "acts-register" for block in outline.blocks()) or any(id in acts for id in mentioned(library, outline))


def parties(library: Library, outline: Outline, it: Agreement) -> View:
    """The parties to an agreement, in its order."""
    return {"parties": tuple(library.get(Party, reference) for reference in it.parties)}


def work_plan(library: Library, outline: Outline, it: Annex) -> View:
    """The activities of a work plan, each with the parties responsible; none when all of them are."""
    return {"activities": tuple((row, tuple(library.get(Party, reference) for reference in row.who)) for row in it.work_plan)}


def member_list(library: Library, outline: Outline, it: Annex) -> View:
    """Each party with the members of its cluster."""
    return {"lists": tuple((library.get(Party, each.party), _members(library, each)) for each in it.members)}


def _members(library: Library, each: MemberList) -> tuple[Organisation, ...]:
    if each.organisations:
        return tuple(library.get(Organisation, reference) for reference in each.organisations)
    managed = library.get(Party, each.party).cluster
    if managed is None:
        return ()
    cluster = library.get(Cluster, managed)
    found = (tie.other for tie in of_roles(ties(library, cluster), MEMBERS))
    return tuple(other for other in found if isinstance(other, Organisation))


AGREEMENT_VIEWS: Mapping[str, Callable[[Library, Outline, Any], View]] = MappingProxyType(
    {"member-list": member_list, "parties": parties, "term-parties": parties, "title": title, "work-plan": work_plan}
)
