"""Warns of each source that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.content.library import Library
from toolkit.content.records import Source
from toolkit.content.values import SourceRef
from toolkit.content.walk import texts_of, walk
from toolkit.core.diagnostics import Diagnostic, Severity, did_you_mean
from toolkit.language.localizer import INTERFACE_LANGUAGE
from toolkit.language.markdown import citations
from toolkit.render.csl_processor import known


def check_sources(library: Library) -> Iterator[Diagnostic]:
    """Yield one warning for each source to which no text and no record refers.

    Nothing is said while a record is broken: it may be the one that cites.
    """
    if library.broken:
        return
    cited = set(_cited(library))
    for source in library.all(Source):
        if source.id not in cited:
            hint = "cite it where it is used, as `[@" + source.id + "]`, or take it out"
            yield Diagnostic("uncited-source", f"nothing cites `{source.id}`", source.place, hint, Severity.WARNING)


def check_styles(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the citation styles that the site chooses."""
    for language, style in library.site.citation_styles.items():
        if not known(style):
            hint = "a name from the CSL style repository, as `gost-r-7-0-5-2008-numeric` or `harvard-cite-them-right`"
            yield Diagnostic("unknown-citation-style", f"`{style}` (for `{language}`) is not a CSL style", style.place, hint)


def check_fallbacks(library: Library) -> Iterator[Diagnostic]:
    """Yield the languages of `fallbacks` that the site does not have: nobody would see that nothing stands in."""
    known = (*library.languages, INTERFACE_LANGUAGE)
    for language, chain in library.site.fallbacks.items():
        for tag in dict.fromkeys((language, *chain)):
            if tag not in known:
                hint = did_you_mean(tag, known, f"languages: {', '.join(dict.fromkeys(known))}")
                message = f"`{tag}`, in the fallbacks of `{language}`, is no language of this site"
                yield Diagnostic("unknown-fallback", message, library.site.place, hint)


def _cited(library: Library) -> Iterator[str]:
    for _, item in library.records():
        for leaf in walk(item):
            if isinstance(leaf, SourceRef):
                yield leaf.record
            for text in texts_of(leaf):
                for words in (text.source, *dict(text.official).values()):
                    yield from (citation.id for citation in citations(words))
