"""Runs `toolkit compare`: what changed between two drafts of an agreement, as a table of clauses and as tracked changes in Word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.comparison import Change, changes
from toolkit.build.pdf.layout import PdfJob
from toolkit.build.word.document import make_word
from toolkit.build.word.tracked import tracked
from toolkit.cli.draft import NOW, Draft, draft_named, edition_asked
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, print_json, wrong_command
from toolkit.cli.shared import AsJson, Root, format_of_file, open_library
from toolkit.cli.wording import one_agreement
from toolkit.content.library import edition_languages
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.language.typography import composed
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.render.stylesheets import stylesheet

FORMATS = ("docx", "html", "pdf")
STYLES = ("templates/styles/tokens.css", "templates/styles/comparison.css")


def compare(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement, as `toolkit list` shows it.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older draft: a frozen version, a git revision, or `now`.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer draft, likewise; `now` is what the workspace holds.")] = NOW,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="docx: all, with tracked changes; html, pdf: a table of clauses. That of the output file, or docx, when left out.",
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", "-l", help="Edition: ru, en, ru-en …; one of both languages when left out.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Output file (default: under build/compared/).")
    ] = None,
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Compare two drafts of an agreement clause by clause: prints what was added, removed, moved and reworded, and writes a file.

    In the Word file, accepting all changes gives NEW, rejecting all gives OLD; a clause whose number alone differs has not changed.
    """
    project, library = open_library(workspace)
    publication = one_agreement(project, agreement)
    if format is not None and format not in FORMATS:
        wrong_command(f"`{format}` is not a format of comparisons", did_you_mean(format, FORMATS, "formats: " + ", ".join(FORMATS)))
    format = format_of_file(format, output, {f".{name}": name for name in FORMATS}, FORMATS[0])
    edition = edition_asked(library, publication, lang)
    before, after = (draft_named(project, workspace, publication, edition, name) for name in (old, new))
    found = changes(before.job.html, after.job.html)
    name = f"{publication.document.id}-{_slug(old)}-{_slug(new)}-{edition}.{format}"
    path = output or workspace / "build" / "compared" / name
    write(path, _file(project, publication, edition, format, before, after, found))
    if as_json:
        listed = [{"id": one.id, "kinds": one.kinds, "before": one.before, "after": one.after, "languages": one.languages} for one in found]
        print_json({"file": path.as_posix(), "changes": listed})
        return
    _print(found)
    out.print(f"{plural(len(found), 'clause')} changed · {path.as_posix()}", markup=False)


def _file(
    project: Project, publication: Publication, edition: str, format: str, before: Draft, after: Draft, found: tuple[Change, ...]
) -> bytes:
    if format == "docx":
        return tracked(make_word(before.job), make_word(after.job), after.author, f"{after.day}T00:00:00Z")
    languages = edition_languages(edition)
    context = project.context(publication, languages[0])
    values = {"changes": found, "languages": languages, "old": before, "new": after, "document": publication.document, "context": context}
    styles = [stylesheet(project.workspace, path) for path in STYLES]
    page = project.templates(languages[0]).render("documents/comparison.html", publication.document.place, **values, styles="")
    html = composed(page, languages[0])
    if format == "html":
        return html.replace("</head>", f"<style>{''.join(styles)}</style>\n</head>", 1).encode()
    made = PdfJob(html, tuple(styles)).make()
    if made.problem:
        err.print(f"toolkit: {made.problem}", markup=False)
        raise typer.Exit(CONTENT_ERRORS)
    return made.data


def _print(found: tuple[Change, ...]) -> None:
    """Print a line for each clause; one that changed in one language alone says so."""
    for one in found:
        alone = f" in {', '.join(one.languages)} alone" if 0 < len(one.languages) < len(one.marked) else ""
        number = one.after if one.before == one.after else f"{one.before or '—'} → {one.after or '—'}"
        out.print(f"{', '.join(one.kinds)}: {one.id}{f' ({number})' if number else ''}{alone}", markup=False)


def _slug(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in name)
