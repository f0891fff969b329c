"""The editions that `content/site.yaml` lists in; diagnostics for those that are in no known language out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.content.library import Library, edition_languages, is_edition
from toolkit.content.load import SITE
from toolkit.diagnostics import ContentError, Diagnostic, Place
from toolkit.language.voice import locale
from toolkit.workspace import Workspace


def check_editions(library: Library, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each edition that cannot be built."""
    words = workspace.read(SITE).decode("utf-8", "replace")
    for edition in library.site.editions:
        place = _place(words, edition)
        if not is_edition(edition):
            hint = "write a language (ru), or two joined by a hyphen (ru-en); a region in capitals (pt-BR)"
            yield Diagnostic("bad-edition", f"`{edition}` is no edition", place, hint)
            continue
        for tag in edition_languages(edition):
            try:
                locale(tag)
            except ContentError as error:
                yield from (Diagnostic(found.code, found.message, place, found.hint) for found in error.diagnostics)


def _place(words: str, edition: str) -> Place:
    """Return where an edition stands: its first mention after the key."""
    found = re.compile(rf"(?<![\w-]){re.escape(edition)}(?![\w-])").search(words, max(0, words.find("editions:")))
    if not found:
        return Place(SITE)
    return Place(SITE, words.count("\n", 0, found.start()) + 1, found.start() - words.rfind("\n", 0, found.start()))
