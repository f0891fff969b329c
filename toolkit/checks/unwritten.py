"""Checks that the texts of agreements are written: a mark that keeps the place of words prints as a blank, and is not signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.checks.agreement_texts import agreement_texts
from toolkit.checks.agreements import has_topics
from toolkit.checks.wording import localizers_of
from toolkit.content.agreements import Party
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic, Severity
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer
from toolkit.outline.agreement import annex_id
from toolkit.outline.unwritten import Unwritten, given, unwritten


def check_unwritten(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield a warning for each text of an agreement, or of its parties, that is not written."""
    localizers = localizers_of(library.languages, catalogs)
    told = set()
    for document in library.all(Document):
        for one in unwritten_in(library, document, localizers):
            if (one.place, one.blank) not in told:
                told.add((one.place, one.blank))
                message = f"“{one.mark}” keeps the place of words that are to come: the agreement cannot be signed with it"
                hint = "write the words; a key that may be left out can be left out, and prints as a blank with its name"
                yield Diagnostic("unwritten-text", message, one.place, hint, Severity.WARNING)


def unwritten_in(library: Library, document: Document, localizers: Iterable[Localizer]) -> Iterator[Unwritten]:
    """Yield the texts of an agreement that are not written; nothing of one that names what is not there."""
    terms = document.agreement
    if terms is None or not has_topics(library, terms):
        return
    parties = (library.items["parties"].get(reference) for reference in terms.parties)
    signing = [one for one in parties if isinstance(one, Party)]
    printed = (*agreement_texts(library, document, terms), *((terms.place,) if terms.place else ()))
    yield from unwritten((text for text in printed if ".form." not in text.context), signing, localizers)  # a form has lines to fill in
    for annex in terms.annexes:
        for row in annex.indicators.rows if annex.indicators else ():
            for name, value in (("baseline", row.baseline), *row.values.items()):
                if value is not None and not given(value):
                    yield Unwritten(f"{annex_id(annex)}.indicators.{row.id}.{name}", str(value), row.name.place)
