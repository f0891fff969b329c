"""Checks what publications print on their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.blocks.arguments import SourcesArguments
from toolkit.blocks.figures import TimelineArguments
from toolkit.checks.facts import check_stale, check_to_come
from toolkit.checks.law import check_law
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.outline.numbering import Publication, silent
from toolkit.render.reads import Kind, Ledger

_DRAWN: tuple[Kind, ...] = ("act", "fact", "source")


def check_printed(library: Library, publications: Sequence[Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield what is wrong with what some publications print."""
    by_id = {publication.id: publication for publication in publications}
    yield from check_law(library, by_id, ledger)
    yield from check_stale(library, by_id, ledger)
    yield from check_to_come(library, by_id, ledger)
    yield from _empty_timelines(library, publications, ledger)
    yield from _empty_sources(publications, ledger)


def _empty_timelines(library: Library, publications: Sequence[Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Warn of each timeline that prints no act and no figure: it has too few dates to draw."""
    drawn = {(printed.publication, printed.block) for kind in _DRAWN for _, printed in ledger.all(kind)}
    shown = {(publication, block.rpartition("-")[0] if block[-1:].isdigit() else block) for publication, block in drawn}
    told: dict[Place, Publication] = {}
    rendered = {printed.publication for kind in ("text", *_DRAWN) for _, printed in ledger.all(kind)}
    for publication in (one for one in publications if one.id in rendered):  # one that is not has its own diagnostic
        left_out = silent(publication.subject, library) if publication.subject else frozenset()
        for section in publication.document.outline:
            if {block.name for block in section.blocks} <= left_out:
                continue
            for block in section.blocks:
                if isinstance(block.arguments, TimelineArguments) and (publication.id, f"{section.section}.{block.name}") not in shown:
                    told.setdefault(block.place, publication)
    for place, publication in told.items():
        message = f"the timeline has too few dates to draw in `{publication.id}`, and a sentence stands in its place"
        severity = Severity.INFO if publication.document.series else Severity.WARNING  # one of many documents made of one outline
        yield Diagnostic("empty-timeline", message, place, "name acts that have dates, or take the block out", severity)


def _empty_sources(publications: Sequence[Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Warn of each list of sources in a publication that prints figures and cites nothing."""
    citing = {printed.publication for _, printed in ledger.all("source")}
    figures: dict[str, dict[str, None]] = {}
    for id, printed in ledger.all("fact"):
        figures.setdefault(printed.publication, {})[id] = None
    told: dict[Place, tuple[Publication, str]] = {}
    for publication in publications:
        for block in (block for section in publication.document.outline for block in section.blocks):
            if isinstance(block.arguments, SourcesArguments) and publication.id not in citing and publication.id in figures:
                told.setdefault(block.place, (publication, ", ".join(f"`{id}`" for id in list(figures[publication.id])[:5])))
    for place, (publication, named) in told.items():
        message = f"`{publication.id}` cites nothing, and its list of sources is empty, though it prints {named}"
        hint = "cite the source of a figure behind it, as {alpha.members} [@report, p. 3], or take the block out"
        yield Diagnostic("empty-sources", message, place, hint, Severity.WARNING)
