"""Checks that the acts that a document cites are in force on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.content.values import ActRef
from toolkit.content.walk import texts_of, walk
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.markdown import citations
from toolkit.outline.law import IN_DOUBT, Standing, standing
from toolkit.outline.numbering import Publication
from toolkit.render.reads import Ledger, Printed

_SAID = {
    Standing.EXPIRED: "expired on {act.expires}",
    Standing.REPEALED: "was repealed with effect from {act.repealed}",
    Standing.NOT_YET: "is not in force before {begins}",
}


def check_law(library: Library, publications: Mapping[str, Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each act and state, with every place in content that cites it and every block that prints it."""
    places = citing_places(library)
    for act in library.all(LegalBasis):
        printed = tuple(ledger.of("act", act.id))
        yield from _out_of_force(act, publications, printed, places.get(act.id, ()))
        days = {publications[where.publication].day for _, where in printed}
        if any(standing(act, day) is Standing.UNKNOWN for day in days):
            words = f"`{act.id}` is cited, and no date says whether it is in force: give `in_force:` once it has been checked"
            yield Diagnostic("act-state-unknown", words, act.place, severity=Severity.INFO)


def _out_of_force(
    act: LegalBasis, publications: Mapping[str, Publication], printed: tuple[tuple[Place, Printed], ...], cited: tuple[Place, ...]
) -> Iterator[Diagnostic]:
    for state in IN_DOUBT:
        found = [(place, where) for place, where in printed if standing(act, publications[where.publication].day) is state]
        if found:
            words = _SAID[state].format(act=act, begins=act.in_force or act.adopted)
            documents = len({where.publication for _, where in found})
            message = f"`{act.id}` {words}, and {documents} {'document cites' if documents == 1 else 'documents cite'} it"
            hint = "cite the act that took its place; or, where it is cited as history, write `lapsed: note` in the act"
            if act.lapsed == "note":
                hint = "every citation says so, as the act asks"
            severity = Severity.INFO if act.lapsed == "note" else Severity.WARNING
            yield Diagnostic("act-not-in-force", message, act.place, hint, severity, _related(act.place, found, cited))


def _related(own: Place, found: list[tuple[Place, Printed]], cited: tuple[Place, ...]) -> tuple[tuple[Place, str], ...]:
    """Return every place that cites, in order, with the blocks that print what stands there."""
    blocks: dict[Place, dict[str, None]] = {place: {} for place in cited}
    for place, where in found:
        blocks.setdefault(place, {})[str(where)] = None
    return tuple(
        (place, f"cited here; printed in {', '.join(where)}" if where else "cited here; printed nowhere")
        for place, where in sorted(blocks.items())
        if where or place != own
    )


def citing_places(library: Library) -> dict[str, tuple[Place, ...]]:
    """Return, for each act, every place in content that refers to it or cites it."""
    found: dict[str, dict[Place, None]] = {}
    for _, item in library.records():
        for leaf in walk(item):
            if isinstance(leaf, ActRef) and not (isinstance(item, LegalBasis) and leaf is item.replaced_by):
                found.setdefault(leaf.record, {})[leaf.place] = None
            for text in texts_of(leaf):
                for citation in citations(text.source):
                    if citation.id in library.items["legal_bases"]:
                        found.setdefault(citation.id, {})[text.place] = None
    return {id: tuple(sorted(places)) for id, places in found.items()}
