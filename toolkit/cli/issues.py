"""Runs `toolkit issues`: the clauses of an agreement with what the other side wants of each, as a list to negotiate from."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.formats.docx import REFERENCE
from toolkit.build.issues import Issue
from toolkit.build.issues import issues as rows_of
from toolkit.build.word.document import WordJob, make_word
from toolkit.cli.draft import NOW, Draft, draft_named, edition_asked
from toolkit.cli.printing import out, plural, wrong_command
from toolkit.cli.shared import Root, open_library
from toolkit.cli.wording import one_agreement
from toolkit.content.library import edition_languages
from toolkit.core.csv_table import as_csv
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.language.typography import composed
from toolkit.project import Project

FORMATS = ("csv", "docx")


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
    rows = [one for one in rows_of(project, library, draft.publication, draft.job.html, languages) if every or one.state]
    data = _csv(rows, languages, internal=internal) if format == "csv" else _docx(project, draft, rows, languages, internal=internal)
    name = f"{publication.document.id}-{edition}{'-internal' if internal else ''}.{format}"
    path = output or workspace / "build" / "issues" / name
    if path == Path("-"):
        sys.stdout.buffer.write(data)
        return
    write(path, data)
    out.print(f"{plural(len(rows), 'row')} · {path.as_posix()}", markup=False)


def _csv(rows: Sequence[Issue], languages: Sequence[str], *, internal: bool) -> bytes:
    texts = ("ours", "theirs", "counter")
    heads = ["clause", "heading", "id", "kind", "party", *(f"{text} ({tag})" for text in texts for tag in languages), "about", "state"]
    heads += ["position", "owner", "deadline", "playbook"] if internal else []
    table = [
        [one.clause, one.heading, one.id, one.kind, one.party, *(getattr(one, text).get(tag, "") for text in texts for tag in languages),
         one.about, one.state, *((one.position, one.owner, one.deadline, one.playbook) if internal else ())]
        for one in rows
    ]  # fmt: skip
    return b"\xef\xbb\xbf" + as_csv(heads, table).encode()


def _docx(project: Project, draft: Draft, rows: Sequence[Issue], languages: Sequence[str], *, internal: bool) -> bytes:
    context = project.context(draft.publication, languages[0])
    document = draft.publication.document
    values = {"rows": rows, "languages": languages, "internal": internal, "document": document, "context": context, "version": draft.name}
    page = project.templates(languages[0]).render("documents/issues.html", document.place, **values)
    return make_word(WordJob(composed(page, languages[0]), project.workspace.read(REFERENCE)))
