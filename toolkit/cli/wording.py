"""Runs `toolkit new wording`: it puts a paragraph of the library into one agreement, to be worded there for this agreement alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from toolkit.checks.wording import library_paragraphs, said
from toolkit.cli.printing import out, wrong_command
from toolkit.cli.shared import Root, choose, open_library
from toolkit.content.agreements import Agreement
from toolkit.content.edit import add_item
from toolkit.content.library import Library
from toolkit.content.wording import PARAGRAPH_ID
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.outline.numbering import Publication
from toolkit.project import Project


def wording(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement, as `toolkit list` shows it.")],
    paragraph: Annotated[str, typer.Argument(metavar="PARAGRAPH", help="`withdrawal`, or `definitions.3`; a new id with --after.")],
    after: Annotated[str, typer.Option("--after", metavar="PARAGRAPH", help="Add a paragraph after this one.")] = "",
    strike: Annotated[bool, typer.Option("--strike", help="Leave the paragraph out of this agreement.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why; never printed.")] = "…",
    author: Annotated[str, typer.Option("--author", help="Who asked for it; never printed.")] = "…",
    workspace: Root = Path(),
) -> None:
    """Reword one paragraph in one agreement: copies the library's text into the agreement's own file for you to change."""
    project, library = open_library(workspace)
    publication = one_agreement(project, agreement)
    terms = publication.document.agreement
    assert terms is not None
    item = _item(project, library, terms, paragraph, after)
    if strike:
        del item["text"]
        item["struck"] = True
    path = publication.document.place.path
    item |= {"reason": reason, "author": author}
    save_item(workspace, path, ("agreement", "wording"), item)
    out.print(f"{path}: `{paragraph}` now has a wording of its own; then run `toolkit check`", markup=False)


def one_agreement(project: Project, name: str) -> Publication:
    """Return the agreement of a name; ends the program where there is no such one."""
    chosen = choose(project, [name])
    if len(chosen) != 1 or chosen[0].document.agreement is None:
        wrong_command(f"`{name}` is not one agreement", "`toolkit list` shows the agreements")
    return chosen[0]


def save_item(workspace: Path, path: str, keys: tuple[str, ...], item: dict[str, Any]) -> None:
    """Put an item at the end of a list in a file; ends the program where the file does not allow it."""
    try:
        words = add_item((workspace / path).read_text(encoding="utf-8"), keys, item)
    except ValueError as error:
        wrong_command(f"{path}: {error}", "write `agreement:` as a mapping, a key a line")
    write(workspace / path, words.encode())


def _item(project: Project, library: Library, terms: Agreement, paragraph: str, after: str) -> dict[str, Any]:
    known = library_paragraphs(library, terms)
    if any(one.id == paragraph for one in terms.wording):
        wrong_command(f"`{paragraph}` has a wording of its own already", "change it in the agreement's file")
    if not re.fullmatch(PARAGRAPH_ID, paragraph):
        wrong_command(f"`{paragraph}` is the id of no paragraph", "name a clause, as `withdrawal`, or a point of one, as `definitions.3`")
    wanted = after or paragraph
    if wanted not in known and not (after and any(one.id == after for one in terms.wording)):
        hint = did_you_mean(wanted, known, "`toolkit clauses` lists them; --after adds a new one")
        wrong_command(f"`{wanted}` is no paragraph of the clauses of this agreement", hint)
    if after:
        return {"id": paragraph, "after": after, "text": dict.fromkeys(library.languages, "…")}
    words = {tag: said(known[paragraph], project.localizer(tag)) for tag in library.languages}
    both = {tag: form for tag, form in words.items() if form is not None}
    return {"id": paragraph, "text": dict(both), "base": both}
