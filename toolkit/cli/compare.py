"""Runs `toolkit compare`: what changed between two drafts of an agreement, as a table of clauses and as tracked changes in Word."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from toolkit.build.builder import Builder, Request
from toolkit.build.comparison import Change, changes
from toolkit.build.formats.docx import DocxJob
from toolkit.build.frozen import FROZEN, open_draft, publication_id
from toolkit.build.pdf.layout import PdfJob
from toolkit.build.word.document import WordJob, make_word
from toolkit.build.word.tracked import tracked
from toolkit.cli.freeze import frozen_draft
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, wrong_command
from toolkit.cli.shared import Root, open_library
from toolkit.cli.wording import one_agreement
from toolkit.content.drafts import FrozenDraft
from toolkit.content.library import edition_languages
from toolkit.core.archive import revision
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.core.git import git
from toolkit.core.overlay import Overlay
from toolkit.language.typography import composed
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.render.stylesheets import stylesheet

NOW = "now"
FORMATS = ("docx", "html", "pdf")
STYLES = ("templates/styles/tokens.css", "templates/styles/comparison.css")


@dataclass(frozen=True, slots=True)
class Draft:
    """One of the two drafts that are compared: what it is called, who answers for it, its day, and its Word job."""

    name: str
    author: str
    day: str
    job: WordJob


def compare(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement, as `toolkit list` shows it.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older draft: a frozen version, a git revision, or `now`.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer draft, likewise; `now` is what the workspace holds.")] = NOW,
    format: Annotated[
        str,
        typer.Option("--format", "-f", metavar="NAME", help="docx: all, with tracked changes; html, pdf: a table of clauses."),
    ] = "docx",
    lang: Annotated[str, typer.Option("--lang", "-l", help="Edition: ru, en, ru-en …; one of both languages when left out.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where the file goes; below build/compared/ when left out.")
    ] = None,
    workspace: Root = Path(),
) -> None:
    """Compare two drafts of an agreement clause by clause: a table of what was added, removed, moved and reworded, and a file.

    In the Word file, accepting all changes gives NEW, rejecting all gives OLD; a clause whose number alone differs has not changed.
    """
    project, library = open_library(workspace)
    publication = one_agreement(project, agreement)
    if format not in FORMATS:
        wrong_command(f"`{format}` is not a format of comparisons", did_you_mean(format, FORMATS, "formats: " + ", ".join(FORMATS)))
    editions = library.editions_of(publication.document)
    edition = lang or max(editions, key=lambda one: (len(edition_languages(one)), -editions.index(one)))
    if edition not in editions:
        wrong_command(f"`{edition}` is no edition of `{publication.id}`", "editions: " + ", ".join(editions))
    before, after = (_draft(project, workspace, publication, edition, name) for name in (old, new))
    found = changes(before.job.html, after.job.html)
    name = f"{publication.document.id}-{_slug(old)}-{_slug(new)}-{edition}.{format}"
    path = output or workspace / "build" / "compared" / name
    write(path, _file(project, publication, edition, format, before, after, found))
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


def _draft(project: Project, workspace: Path, publication: Publication, edition: str, name: str) -> Draft:
    """Return a draft by its name: what the workspace holds, a frozen version, or a git revision; ends the program without one."""
    author, day = str(project.library.site.publisher.source) if project.library else "", publication.document.date.isoformat()
    frozen = frozen_draft(project, publication, name)
    if name == NOW:
        job = _job(project, publication, edition)
        if job is None:
            err.print(f"toolkit: `{publication.id}` has mistakes and cannot be compared\n  hint: `toolkit check` lists them", markup=False)
            raise typer.Exit(CONTENT_ERRORS)
        return Draft(publication.document.agreement.version if publication.document.agreement else "", author, day, job)
    if frozen is not None:
        one = open_draft(project.workspace, frozen, publication_id(frozen))
        job = _job(one.project, one.publication, edition)
        author = frozen.sender.source if frozen.sender else author
        day = frozen.date.isoformat()
    else:
        job = _at(project, workspace, publication, edition, name)
        made = git(workspace, "log", "-1", "--format=%an%n%as", name).stdout.decode("utf-8", "replace").split("\n")
        author, day = (made[0], made[1]) if len(made) > 1 and made[1] else (author, day)
    if job is None:
        wrong_command(f"`{publication.id}` cannot be made as it was at `{name}`", "name a draft in which it is, without mistakes")
    return Draft(name, author, day, job)


def _at(project: Project, workspace: Path, publication: Publication, edition: str, name: str) -> WordJob | None:
    found = revision(workspace, name)
    if isinstance(found, str):
        known = project.library.all(FrozenDraft) if project.library else ()
        versions = ", ".join(sorted(one.version for one in known if one.agreement == publication.document.id))
        hint = f"frozen versions: {versions}" if versions else "freeze one with `toolkit freeze`"
        message = f"`{name}` is no frozen version and no git revision: {found.splitlines()[0]}"
        wrong_command(message, f"{hint}; or name a commit, a tag, `now`")
    earlier = Project(Overlay(found.files, project.workspace, FROZEN))  # its words in the look of today
    there = next((one for one in earlier.publications if one.id == publication.id), None)
    return _job(earlier, there, edition) if there else None


def _job(project: Project, publication: Publication, edition: str) -> WordJob | None:
    """Return the Word job of a draft."""
    if project.library is None:
        return None
    builder = Builder(project, project.library, Path("build"), executor=_none)
    planned = builder.planned(publication, Request((publication,), (edition,), ("docx",)))
    works = (work.job for one in planned if (work := one.work("docx")) is not None)
    return next((job.word for job in works if isinstance(job, DocxJob)), None)


def _none() -> NoReturn:
    raise AssertionError("a comparison makes its one file itself")


def _slug(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in name)
