"""Tells which publications may look different after some files changed."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.blocks.reach import shown
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError
from toolkit.outline.numbering import Publication, outline
from toolkit.project import Project
from toolkit.render.design_tokens import PATH as TOKENS

_SITE_ONLY = ("templates/site/", "templates/styles/", "templates/assets/")
"""Files that no document page is made of: the site's own pages, stylesheets and scripts, but for the colours of drawings."""
_DOCUMENTS = "content/documents/"


def touched(project: Project, changed: Iterable[str]) -> tuple[Publication, ...]:
    """Return the publications that depend on any of the changed files, by their path in the workspace.

    A file whose records are not known (a new one, one with mistakes, `site.yaml`) touches every publication. A publication
    that lists what others print is touched with any of them.
    """
    paths = [path for path in changed if path == TOKENS or not path.startswith(_SITE_ONLY)]
    library = project.library
    if library is None or not paths:
        return ()
    records = {path: _records(library, path) for path in paths}
    if any(not found and not path.startswith(_DOCUMENTS) for path, found in records.items()):
        return project.publications
    ids = {id for found in records.values() for id in found}
    found = {one.id for one in project.publications if one.document.place.path in paths or _shows(library, one, ids)}
    return tuple(one for one in project.publications if one.id in found or (found and _lists_others(one)))


def _lists_others(publication: Publication) -> bool:
    return any(block.arguments.lists_others for section in publication.document.outline for block in section.blocks)


def _records(library: Library, path: str) -> set[str]:
    return {item.id for name, item in library.records() if item.place.path == path and name not in ("documents", "facts")}


def _shows(library: Library, publication: Publication, ids: set[str]) -> bool:
    terms = publication.document.agreement
    topics = {str(article.topic) for article in terms.articles} | set(map(str, terms.parties)) if terms else set()
    try:
        return bool(ids & (shown(library, outline(publication, library)) | topics))
    except (ContentError, LookupError):  # it cannot be outlined: building it will say why
        return True
