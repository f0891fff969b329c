"""Checks what publications print on their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.checks.facts import check_stale
from toolkit.checks.law import check_law
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic
from toolkit.outline.numbering import Publication
from toolkit.render.reads import Ledger


def check_printed(library: Library, publications: Sequence[Publication], ledger: Ledger) -> Iterator[Diagnostic]:
    """Yield what is wrong with what some publications print."""
    by_id = {publication.id: publication for publication in publications}
    yield from check_law(library, by_id, ledger)
    yield from check_stale(library, by_id, ledger)
