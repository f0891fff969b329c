"""Makes the files of frozen drafts that are public: Akoma Ntoso and citations, under the version of each, beside the agreement."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.build.editions import Editions
from toolkit.build.formats import Format, Rendered
from toolkit.build.formats.akoma_ntoso import AkomaNtoso, agreement_text, began
from toolkit.build.formats.references import Bibtex, CslJson, Reference, Ris
from toolkit.build.judging import Judge
from toolkit.build.memory import Memory
from toolkit.build.opened import open_draft, publication_id
from toolkit.build.output import DiskFolder, Output
from toolkit.build.request import NO_PAGES, Report, Request
from toolkit.content.drafts import FrozenDraft
from toolkit.core.diagnostics import ContentError
from toolkit.exchange.akoma_ntoso.document import AgreementText
from toolkit.outline.addresses import SITE, versioned
from toolkit.outline.numbering import Publication
from toolkit.site.site_pages import Files, Several, SitePages, WithheldError


def draft_files(pages: SitePages) -> Files:
    """Yield the files of every public draft, by the citation that each edition has in any case; the others are made with it."""
    by_document = {one.document.id: one for one in pages.shell.publications if one.document.agreement and not one.copy}
    for draft in pages.library.all(FrozenDraft):
        publication = by_document.get(draft.agreement)
        for edition in pages.library.editions_of(publication.document) if publication and draft.public else ():
            assert publication
            yield _path(publication, edition, draft, Bibtex.suffix), partial(_made, pages, draft, publication, edition)


def _made(pages: SitePages, draft: FrozenDraft, publication: Publication, edition: str) -> Several:
    recorder, workspace = pages.catalogue.recorder, pages.workspace
    for path in (draft.place.path, *(f"{draft.folder}/{name}" for name in draft.files), *workspace.list("templates", "")):
        recorder.note(f"file {path}")
    try:
        files = dict(_files(pages, draft, publication, edition))
    except (ContentError, LookupError) as error:
        raise WithheldError(publication.id, error) from None
    return Several(files)


def _files(pages: SitePages, draft: FrozenDraft, publication: Publication, edition: str) -> Iterator[tuple[str, bytes]]:
    frozen = open_draft(pages.workspace, draft, publication_id(draft))
    text = _DraftText(began(pages.library, publication), draft.version, draft.date)
    formats: tuple[Format, ...] = (text, Bibtex(), Ris(), CslJson())
    request = Request((frozen.publication,), (edition,), whole=False, base=pages.shell.base, around=NO_PAGES)
    output = Output(DiskFolder(Path("build")), formats, lambda language, measure: "")
    judge = Judge(frozen.project, request, Report())
    memory = Memory(frozen.project.reader, output, None, "draft", forgetful=True)
    editions = Editions.of(frozen.project, request, output, judge, memory, lambda publication, edition: None)
    for planned in editions.planned(frozen.publication):
        for work in planned.works:
            data = work.job.make().data
            own = f"{edition}/{frozen.publication.id}"
            cited = isinstance(work.format, Reference)
            yield _path(publication, edition, draft, work.format.suffix), _cited(data, own, draft.version) if cited else data


def _cited(data: bytes, own: str, version: str) -> bytes:
    """Return a citation by a name of its own, so that it does not stand for another version; the address stays that of the agreement."""
    named = versioned(own, own, version)
    return re.sub(rf"(?<![\w./-]){re.escape(own)}(?=[\",\s])", named, data.decode()).encode()


def _path(publication: Publication, edition: str, draft: FrozenDraft, suffix: str) -> str:
    own = f"{edition}/{publication.id}"
    return f"{SITE}/{versioned(f'{own}{suffix}', own, draft.version)}"


@dataclass
class _DraftText(AkomaNtoso):
    """The text of a draft: another expression of the work that the newest text is of, with its own version and day."""

    first: dt.date
    version: str
    day: dt.date

    def text(self, edition: Rendered) -> AgreementText:
        """Return the text as it was frozen."""
        return agreement_text(edition, self.first, self.version, self.day)
