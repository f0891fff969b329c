"""Checks a library and its catalogs, and returns diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.checks.abbreviations import check_abbreviations
from toolkit.checks.agreement_fit import check_agreement_fit
from toolkit.checks.agreement_texts import check_agreement_texts
from toolkit.checks.agreements import check_agreements
from toolkit.checks.anchors import check_anchors
from toolkit.checks.argument import check_argument
from toolkit.checks.charts import check_charts
from toolkit.checks.documents import check_documents
from toolkit.checks.drafts import check_drafts
from toolkit.checks.facts import check_facts
from toolkit.checks.figures import check_figures
from toolkit.checks.maps import check_maps
from toolkit.checks.placeholder_forms import check_forms
from toolkit.checks.points import check_points
from toolkit.checks.references import check_references, check_shared_ids
from toolkit.checks.relations import check_relations
from toolkit.checks.snippets import check_snippets
from toolkit.checks.sources import check_fallbacks, check_sources, check_styles
from toolkit.checks.standards import check_standards
from toolkit.checks.texts import check_texts
from toolkit.checks.unwritten import check_unwritten
from toolkit.checks.wording import check_wording
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.extensions import CHECKS, brought
from toolkit.core.layers import check_theme
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import Catalog


def check_content(library: Library, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield all that is wrong with content, whatever its translations say; templates are judged as they render."""
    yield from check_theme(workspace)
    yield from check_references(library)
    yield from check_shared_ids(library)
    yield from check_relations(library)
    yield from check_texts(library)
    yield from check_anchors(library)
    yield from check_snippets(library, workspace)
    yield from check_documents(library, workspace)
    yield from check_argument(library)
    yield from check_abbreviations(library)
    yield from check_charts(library)
    yield from check_maps(library)
    yield from check_agreements(library)
    yield from check_agreement_fit(library)
    yield from check_drafts(library, workspace)
    yield from check_facts(library)
    yield from check_sources(library)
    yield from check_styles(library)
    yield from check_fallbacks(library)
    yield from check_standards(library, workspace)
    for own in brought(CHECKS).values():
        yield from own(library)


def check_translations(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield all that is wrong with translations, and with content as they say it."""
    yield from check_agreement_texts(library, catalogs)
    yield from check_points(library, catalogs)
    yield from check_unwritten(library, catalogs)
    yield from check_wording(library, catalogs)
    yield from check_figures(library, catalogs)
    yield from check_forms(library, catalogs)
    for catalog in catalogs.values():
        yield from catalog.diagnostics
