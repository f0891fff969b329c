"""Shows a document as one page, needing nothing else, with every passage tied to its message."""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from toolkit.content.library import Library
from toolkit.content.text import Text
from toolkit.core.workspace import Workspace, text_of
from toolkit.language.localizer import Localizer, Said, Spoken, State
from toolkit.language.typography import typeset
from toolkit.locales.beside import beside
from toolkit.locales.changes import changed_words, place_to_change
from toolkit.locales.extract import extract
from toolkit.locales.files import catalogs, shipped_catalogs
from toolkit.locales.ledger import Catalogued, Ledger, Tied, to_translate
from toolkit.locales.plurals import form_examples
from toolkit.locales.positions import Positions
from toolkit.locales.update import asked_of
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.render.context import Context
from toolkit.render.edition import Body, Edition, web
from toolkit.render.fragments import Fragments, Templates
from toolkit.render.layout import layout_of
from toolkit.render.stylesheets import stylesheet

STYLES = ("tokens", "document", "figures", "preview")
SCRIPT = "templates/scripts/preview.js"
OWN = "preview"
"""Context of the labels of the page itself, which are tied to nothing."""
_TIED = re.compile(r'data-tied="(\d+)"')
_ASSET = re.compile(r'(?<=src=")asset:([^"]+)')


@dataclass(frozen=True, slots=True)
class Preview:
    """A page, and how many of its messages are to be done."""

    html: str
    messages: int
    left: int


@dataclass(frozen=True, slots=True)
class Session:
    """A translator's session, in which the page is worked in: its token, and the documents to go on to."""

    token: str
    nonce: str
    """What lets the page's own script run, and no other."""
    documents: tuple[str, ...]


def preview(project: Project, library: Library, publication: Publication, language: str, session: Session | None = None) -> Preview:
    """Return the preview of a publication in one language; ContentError when it cannot be rendered."""
    messages = extract(project.workspace, library, kept=project.kept)
    asked = asked_of(messages, language)
    positions = Positions.of(message.context for message in messages)
    forms = form_examples(language)
    wanted = frozenset(message.key for message in asked)
    ledger = Ledger(Catalogued.of(catalogs(project.workspace, (language,)), wanted, shipped_catalogs(project.workspace, language)))
    page = _page(project, library, publication, language, ledger, session)
    lines = [_told(tied, positions, forms) for tied in ledger.lines()]
    page = page.replace("<script></script>", _script(project.workspace, lines, session, language))
    todo = sum(tied.state != "done" for tied in ledger.lines())
    return Preview(_ASSET.sub(lambda found: _data(project.workspace, found.group(1)), page), len(ledger.found), todo)


def _page(project: Project, library: Library, publication: Publication, language: str, ledger: Ledger, session: Session | None) -> str:
    """Render a publication with its passages tied; the ledger is filled on the way."""
    plain = project.localizer(language)
    localizer = PreviewLocalizer(language, plain.catalog, plain.locale, ledger=ledger)
    templates = Templates(project.workspace, localizer)
    numbered = project.outline(publication)
    cited_in = project.fragments(publication, language).context.cited_in
    context = PreviewContext(library, numbered, localizer, cited_in=cited_in, localizers=project.localizer, ledger=ledger)
    body = web(Edition(library, numbered, language, {language: Fragments(templates, context)}).body())
    source = str(library.site.source_language)
    if source != language:
        body = beside(body, web(Edition(library, numbered, source, {source: project.fragments(publication, source)}).body()), source)
    document = publication.document
    values = {
        "context": context,
        "document": document,
        "publication": publication,
        "body": body,
        "title": project.context(publication, language).plain(document.title),
        "frame": "frames/preview.html",
        "left": Left(ledger, body),
        "styles": _styles(project.workspace),
        "successor": None,
        "session": session,
        "has_source": source != language,
        "source_language": library.site.source_language,
    }
    name = layout_of(document, project.workspace)
    templates.render(name, document.place, **values)  # once for the frame's own labels: the list on the page has them too
    return typeset(templates.render(name, document.place, **values), language)


@dataclass(frozen=True, slots=True)
class Left:
    """The messages of a page as its frame prints them: after the body, when all are known."""

    ledger: Ledger
    body: Body

    @property
    def todo(self) -> Sequence[Tied]:
        """Return what is to be done, in reading order; what stands in no passage (a title's copy, a locator) comes last."""
        cells = [cell.html for row in self.body.front.values() for cell in row.cells]
        for part in self.body.parts:
            cells += [cell.html for cell in part.headings] + [cell.html for row in part.rows for cell in row.cells]
        order = {int(number): place for place, number in enumerate(dict.fromkeys(_TIED.findall("".join(cells))))}
        return sorted((tied for tied in self.ledger.lines() if tied.state != "done"), key=lambda tied: order.get(tied.number, len(order)))

    @property
    def total(self) -> int:
        """Return how many messages the page speaks."""
        return len(self.ledger.found)


def _styles(workspace: Workspace) -> Markup:
    return Markup("\n".join(stylesheet(workspace, f"templates/styles/{name}.css") for name in STYLES))


def _script(workspace: Workspace, lines: Sequence[Mapping[str, Any]], session: Session | None, language: str) -> str:
    """Return the page's data and its script; put in last, for no rule of typography may touch them."""
    code = text_of(workspace, SCRIPT)
    held = _json("messages", lines) + (_json("session", {"token": session.token, "language": language}) if session else "")
    nonce = f' nonce="{session.nonce}"' if session else ""
    return f"{held}<script{nonce}>\n{code}</script>"


def _json(id: str, data: Any) -> str:
    safe = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="{id}">{safe}</script>\n'


def _told(tied: Tied, positions: Positions, forms: Sequence[str]) -> dict[str, Any]:
    entry = tied.entry
    item = positions.at(tied.context)
    return {
        "context": tied.context,
        "item": "{}/{}".format(*item) if item else "",
        "source": tied.source,
        "state": tied.state,
        "translation": entry.translation,
        "strings": entry.strings,
        "forms": forms if len(entry.strings) > 1 else [],
        "known": entry.known,
        "shipped": entry.shipped,
        "place": f"{entry.file}:{entry.line}" if entry.file else "",
        "notes": entry.notes,
        "before": entry.before,
        "change": changed_words(entry.before, tied.source) if entry.before else [],
        "to_change": place_to_change(entry.before, tied.source, entry.translation) if entry.before else None,
        "machine": entry.machine,
    }


def _data(workspace: Workspace, name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(workspace.read(f'content/images/{name}')).decode()}"


@dataclass(slots=True)
class PreviewLocalizer(Localizer):
    """A localizer that ties what it says to its messages, but for the labels of the page itself."""

    ledger: Ledger = field(kw_only=True)

    def tag(self, spoken: Spoken) -> Markup:
        """Return the tag that opens a tied passage."""
        own = all(context == OWN for context, _ in spoken.asked)
        return Markup("") if own else self.ledger.tag(spoken.asked)


@dataclass(frozen=True)
class PreviewContext(Context):
    """A context whose texts are tied to their messages."""

    ledger: Ledger | None = None

    def _marked(self, html: Markup, said: Said, text: Text, element: str = "span") -> Markup:
        if self.ledger is None or not to_translate(text, self.localizer.language):
            return html
        lang = said.language if said.state is State.MISSING else ""
        return self.ledger.wrap(html, (text.context, text.source), lang, element)
