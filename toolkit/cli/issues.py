"""Runs `toolkit issues`: the clauses of an agreement with what the other side wants of each, as a list to negotiate from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.comparison import Unit, units
from toolkit.build.formats.docx import REFERENCE
from toolkit.build.word.document import WordJob, make_word
from toolkit.cli.draft import NOW, Draft, draft_named, edition_asked
from toolkit.cli.printing import out, plural, wrong_command
from toolkit.cli.shared import Root, open_library
from toolkit.cli.wording import one_agreement
from toolkit.content.agreements import Agreement
from toolkit.content.library import Library, edition_languages
from toolkit.content.proposals import Proposal, Proposals
from toolkit.core.csv_table import as_csv
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.language.typography import composed
from toolkit.outline.wording import topic_of
from toolkit.project import Project

FORMATS = ("csv", "docx")
_BLANK = re.compile(r'data-blank="([^"]*)"><small>\((.*?)\)</small>')
_MARK = re.compile(r"\{[^{}]*\}|\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Issue:
    """A row: a clause, a blank, or what the other side wants of one."""

    clause: str
    id: str
    ours: Mapping[str, str]
    theirs: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    """The blank, or the comment."""
    state: str = ""
    position: str = ""
    owner: str = ""
    deadline: str = ""
    playbook: str = ""


def issues(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement, as `toolkit list` shows it.")],
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="csv or docx.")] = "csv",
    every: Annotated[bool, typer.Option("--all", help="Every clause, not only those with proposals or blanks.")] = False,
    internal: Annotated[
        bool, typer.Option("--internal", help="Add positions, owners, deadlines and the playbook; for internal use only.")
    ] = False,
    lang: Annotated[str, typer.Option("--lang", "-l", help="Edition: ru, en, ru-en …; one of both languages when left out.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Output file (default: under build/issues/).")
    ] = None,
    workspace: Root = Path(),
) -> None:
    """List what remains to be negotiated in an agreement: clause, our text, their text, state and open blanks."""
    project, library = open_library(workspace)
    publication = one_agreement(project, agreement)
    if format not in FORMATS:
        wrong_command(f"`{format}` is not a format of lists", did_you_mean(format, FORMATS, "formats: " + ", ".join(FORMATS)))
    edition = edition_asked(library, publication, lang)
    draft = draft_named(project, workspace, publication, edition, NOW)
    languages = edition_languages(edition)
    rows = [one for one in _issues(library, draft, publication.document.id) if every or one.state]
    data = _csv(rows, languages, internal=internal) if format == "csv" else _docx(project, draft, rows, languages, internal=internal)
    name = f"{publication.document.id}-{edition}{'-internal' if internal else ''}.{format}"
    path = output or workspace / "build" / "issues" / name
    write(path, data)
    out.print(f"{plural(len(rows), 'row')} · {path.as_posix()}", markup=False)


def _issues(library: Library, draft: Draft, id: str) -> Iterator[Issue]:
    """Yield the rows in the order of the agreement; what belongs to no clause comes last."""
    proposals: dict[str, list[Proposal]] = {}
    for record in library.all(Proposals):
        for one in record.items if record.agreement == id else ():
            proposals.setdefault(str(one.after or one.paragraph or ""), []).append(one)
    terms = draft.publication.document.agreement
    assert terms is not None
    guidance = dict(_guidance(library, terms))
    told: set[str] = set()
    for unit, html in units(draft.job.html):
        words = {tag: "".join(said for _, said in tokens) for tag, tokens in unit.words.items()}
        known = guidance.get(unit.id, "")
        yield Issue(unit.label, unit.id, words, playbook=known)
        yield from (_issue(unit, words, one, known) for one in proposals.pop(unit.id, ()))
        for blank, label in _BLANK.findall(html):
            if blank not in told:
                told.add(blank)
                yield Issue(unit.label, unit.id, {}, about=f"({unescape(label)})", state="blank", playbook=known)
    for left in proposals.values():
        yield from (_issue(Unit(str(one.paragraph or ""), one.number or "", {}), dict(one.ours), one, "") for one in left)


def _issue(unit: Unit, words: Mapping[str, str], one: Proposal, playbook: str) -> Issue:
    about = one.comment or (f"({one.blank})" if one.blank else "")
    ours = {} if one.kind == "add" else words
    theirs = dict(one.theirs) or (dict.fromkeys(one.ours, "—") if one.kind == "strike" else {})
    day = one.deadline.isoformat() if one.deadline else ""
    internal = {"position": one.position or "", "owner": one.owner or "", "deadline": day, "playbook": playbook}
    return Issue(unit.label, str(one.paragraph or unit.id), ours, theirs, about, one.state, **internal)


def _guidance(library: Library, terms: Agreement) -> Iterator[tuple[str, str]]:
    for article in terms.articles:
        for id, clause in topic_of(library, terms, article.topic).clauses.items():
            book = clause.playbook
            parts = [book.preferred, *(f"else: {one}" for one in book.fallbacks), f"never: {book.red_line}" if book.red_line else None,
                     f"decides: {book.approver}" if book.approver else None] if book else []  # fmt: skip
            note = clause.note.source if clause.note else None
            if said := "; ".join(filter(None, (*parts, note))):
                yield id, said


def _csv(rows: Sequence[Issue], languages: Sequence[str], *, internal: bool) -> bytes:
    heads = ["clause", "id", *(f"ours ({tag})" for tag in languages), *(f"theirs ({tag})" for tag in languages), "about", "state"]
    heads += ["position", "owner", "deadline", "playbook"] if internal else []
    table = [
        [one.clause, one.id, *(one.ours.get(tag, "") for tag in languages), *(one.theirs.get(tag, "") for tag in languages), one.about,
         one.state, *((one.position, one.owner, one.deadline, one.playbook) if internal else ())]
        for one in rows
    ]  # fmt: skip
    return b"\xef\xbb\xbf" + as_csv(heads, table).encode()


def _docx(project: Project, draft: Draft, rows: Sequence[Issue], languages: Sequence[str], *, internal: bool) -> bytes:
    context = project.context(draft.publication, languages[0])
    document = draft.publication.document
    values = {"rows": rows, "languages": languages, "internal": internal, "document": document, "context": context, "version": draft.name}
    page = project.templates(languages[0]).render("documents/issues.html", document.place, **values)
    return make_word(WordJob(composed(page, languages[0]), project.workspace.read(REFERENCE)))
