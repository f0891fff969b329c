"""Runs `toolkit list` and `toolkit schema`: what is there, and what may be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.cli.manual import write_manual
from toolkit.cli.printing import exit_for, out, plural, print_diagnostics, print_json, print_markdown, print_table, wrong_command
from toolkit.cli.shared import AsJson, Root, one_output, open_library
from toolkit.content.json_schema import write_schemas
from toolkit.core.diagnostics import ContentError, Diagnostic, did_you_mean, errors, in_order
from toolkit.core.files import write


def list_documents(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table, as README has it.")] = False,
    lang: Annotated[str, typer.Option("--lang", "-l", help="Language of the titles; that of the content when left out.")] = "",
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """List the documents: id, editions, title, and where they go."""
    one_output(markdown=markdown, json=as_json)
    project, library = open_library(workspace)
    if lang and lang not in library.languages:
        wrong_command(f"`{lang}` is not a language of this site", did_you_mean(lang, library.languages, ", ".join(library.languages)))
    rows = []
    found: list[Diagnostic] = []
    for publication in project.publications:
        document = publication.document
        try:
            title = project.context(publication, lang or library.site.source_language).plain(document.title)
        except ContentError as error:
            title = document.title.source
            found += error.diagnostics or errors(project.diagnostics)
        rows.append((publication.id, document.kind, title, ", ".join(library.editions_of(document))))
    print_diagnostics(in_order(found))
    if as_json:
        print_json([{**dict(zip(("document", "kind", "title"), row[:3], strict=True)), "editions": row[3].split(", ")} for row in rows])
    else:
        _print(rows, markdown)
    exit_for(found)


def _print(rows: Sequence[tuple[str, str, str, str]], markdown: bool) -> None:
    """Print the documents as a Markdown table, or as people read it."""
    if markdown:
        print_markdown(("document", "kind", "title", "editions"), rows)
        return
    shown = [(id, editions, title) for id, _, title, editions in rows]  # the folder in the id tells the kind
    print_table(("document", "editions", "title"), shown, whole=("document", "editions"))
    out.print(f"{plural(len(rows), 'document')}; each goes to build/site/EDITION/DOCUMENT.html and .pdf", markup=False)


def schema(workspace: Root = Path()) -> None:
    """Write JSON Schemas for content files to schemas/, for editors; update the reference pages too where they are kept."""
    from toolkit.cli import app

    written, total = write_schemas(workspace, ARGUMENTS)
    written += write_manual(workspace, app, write)
    out.print(f"{plural(total, 'schema')} in schemas/, {written} changed", markup=False)
