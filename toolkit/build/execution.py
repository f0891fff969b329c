"""Finds what keeps an agreement from being signed: open blanks, names that nobody has confirmed, acts that nobody has compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.checks.agreements import clauses_of
from toolkit.checks.unwritten import unwritten_in
from toolkit.content.agreements import Agreement, Party
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.core.workspace import Workspace
from toolkit.language.markdown import citations
from toolkit.outline.agreement import clause_texts
from toolkit.outline.law import Standing, standing
from toolkit.outline.numbering import Publication
from toolkit.project import Project

FIELDS = {"tax": "tax_number", "authority": "signatory: basis", "signatory": "signatory"}
"""Fields of a party's record, by the ids of their blanks where these are others."""


def unready(project: Project, publication: Publication, blanks: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield an error for each thing that must be done before an agreement is signed, at the line where it is done."""
    assert project.library
    assert publication.document.agreement
    terms, library = publication.document.agreement, project.library
    localizers = [project.localizer(language) for language in library.languages]
    to_come = {one.blank: one for one in unwritten_in(library, publication.document, localizers)}
    for one in to_come.values():
        message = f"“{one.mark}” keeps the place of words of `{publication.document.id}` that are to come"
        yield Diagnostic("open-blank", message, one.place, "write the words")
    for id, label in blanks.items():
        if id not in to_come:
            yield from _blank(project.workspace, library, publication, id, label)
    for reference in terms.parties:
        yield from _unconfirmed(library.get(Party, reference))
    for act in _acts(library, terms):
        yield from _unverified(act, publication)


def _blank(workspace: Workspace, library: Library, publication: Publication, id: str, label: str) -> Iterator[Diagnostic]:
    owner, _, rest = id.partition(".")
    party = library.items["parties"].get(owner)
    document = publication.document
    if isinstance(party, Party):
        message = f"party `{party.id}` leaves “{label}” open"
        field = FIELDS.get(rest.split(".")[0], rest.split(".")[0])
        yield Diagnostic("open-blank", message, party.place, f"give it in the record of the party, as `{field}:`")
        return
    row = f"- id: {rest.split('.')[1]}" if rest.count(".") else ""
    place = _line(workspace, document.place, row or f"{id}:")
    hint = "fill the row of the annex" if owner.startswith("annex-") else f"give `{id}:` in the agreement"
    yield Diagnostic("open-blank", f"`{document.id}` leaves “{label}” open", place, hint)


def _line(workspace: Workspace, place: Place, opening: str) -> Place:
    """Return the line of a file that begins with some words, as a key or the id of a row; the place given where none does."""
    lines = workspace.read(place.path).decode().splitlines()
    found = next((number for number, line in enumerate(lines, 1) if line.strip() == opening or line.lstrip().startswith(f"{opening} ")), 0)
    return Place(place.path, found, len(lines[found - 1]) - len(lines[found - 1].lstrip()) + 1) if found else place


def _unconfirmed(party: Party) -> Iterator[Diagnostic]:
    if party.name is not None and party.confirmed is None:
        hint = "compare name, signatory and particulars with the register, then add `confirmed:` with the day"
        yield Diagnostic("unconfirmed-party", f"nobody has confirmed the particulars of party `{party.id}`", party.name.place, hint)


def _acts(library: Library, terms: Agreement) -> Iterator[LegalBasis]:
    """Yield each act that the agreement cites or rests on, once."""
    texts = (
        *(recital.text for recital in terms.recitals),
        *(text for _, _, clause in clauses_of(library, terms) for text in clause_texts(terms, clause)),
    )
    cited = [citation.id for text in texts for citation in citations(text.source)]
    rested = [reference.record for _, _, clause in clauses_of(library, terms) for reference in clause.rests_on]
    found = (library.items["legal_bases"].get(id) for id in dict.fromkeys((*cited, *rested)))
    yield from (act for act in found if isinstance(act, LegalBasis))


def _unverified(act: LegalBasis, publication: Publication) -> Iterator[Diagnostic]:
    if act.checked_on is None:
        hint = "compare what is cited with the official text, then add `checked_on:` with the day"
        message = f"`{publication.document.id}` cites `{act.id}`, which nobody has compared with the official text"
        yield Diagnostic("unverified-act", message, act.place, hint)
    elif standing(act, publication.day) is Standing.UNKNOWN:
        message = f"`{publication.document.id}` cites `{act.id}`, and no date says whether it is in force"
        yield Diagnostic("unverified-act", message, act.place, "give `in_force:`")
