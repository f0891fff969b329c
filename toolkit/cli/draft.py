"""Finds a draft of an agreement by the name that a command was given: a frozen version, a git revision, or what is there now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import typer

from toolkit.build.builder import Builder, Request
from toolkit.build.formats.docx import DocxJob
from toolkit.build.opened import FROZEN, open_draft, publication_id
from toolkit.build.word.document import WordJob
from toolkit.cli.freeze import frozen_draft
from toolkit.cli.printing import CONTENT_ERRORS, err, wrong_command
from toolkit.content.drafts import FrozenDraft, version_order
from toolkit.content.library import Library, edition_languages
from toolkit.core.archive import revision
from toolkit.core.git import git
from toolkit.core.overlay import Overlay
from toolkit.outline.numbering import Publication
from toolkit.project import Project

NOW = "now"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of an agreement: what it is called, who answers for it, its day, what it is made of, and its Word job."""

    name: str
    author: str
    day: str
    project: Project
    publication: Publication
    job: WordJob


def edition_asked(library: Library, publication: Publication, lang: str) -> str:
    """Return an edition of an agreement: the one asked for, else one of most languages; ends the program where there is no such one."""
    editions = library.editions_of(publication.document)
    edition = lang or max(editions, key=lambda one: (len(edition_languages(one)), -editions.index(one)))
    if edition not in editions:
        wrong_command(f"`{edition}` is no edition of `{publication.id}`", "editions: " + ", ".join(editions))
    return edition


def draft_named(project: Project, workspace: Path, publication: Publication, edition: str, name: str) -> Draft:
    """Return a draft by its name; ends the program where there is none."""
    author, day = str(project.library.site.publisher.source) if project.library else "", publication.document.date.isoformat()
    frozen = frozen_draft(project, publication, name)
    made, there, said = project, publication, name
    if name == NOW:
        said = publication.document.agreement.version if publication.document.agreement else NOW
    elif frozen is not None:
        opened = open_draft(project.workspace, frozen, publication_id(frozen))
        made, there = opened.project, next((one for one in opened.copies if one.id == publication.id), opened.publication)
        author, day = frozen.sender.source if frozen.sender else author, frozen.date.isoformat()
    else:
        made, there = _at(project, workspace, publication, name)
        told = git(workspace, "log", "-1", "--format=%an%n%as", name).stdout.decode("utf-8", "replace").split("\n")
        author, day = (told[0], told[1]) if len(told) > 1 and told[1] else (author, day)
    job = _job(made, there, edition)
    if job is None and name == NOW:
        err.print(f"toolkit: `{publication.id}` has mistakes and cannot be compared\n  hint: `toolkit check` lists them", markup=False)
        raise typer.Exit(CONTENT_ERRORS)
    if job is None:
        wrong_command(f"`{publication.id}` cannot be made as it was at `{name}`", "name a draft in which it is, without mistakes")
    return Draft(said, author, day, made, there, job)


def _at(project: Project, workspace: Path, publication: Publication, name: str) -> tuple[Project, Publication]:
    found = revision(workspace, name)
    if isinstance(found, str):
        known = project.library.all(FrozenDraft) if project.library else ()
        versions = ", ".join(sorted((one.version for one in known if one.agreement == publication.document.id), key=version_order))
        hint = f"frozen versions: {versions}" if versions else "freeze one with `toolkit freeze`"
        message = f"`{name}` is no frozen version and no git revision: {found.splitlines()[0]}"
        wrong_command(message, f"{hint}; or name a commit, a tag, `now`")
    earlier = Project(Overlay(found.files, project.workspace, FROZEN))  # its words in the look of today
    there = next((one for one in earlier.publications if one.id == publication.id), None)
    if there is None:
        wrong_command(f"there is no `{publication.id}` at `{name}`", "name a revision in which it is")
    return earlier, there


def _job(project: Project, publication: Publication, edition: str) -> WordJob | None:
    """Return the Word job of a draft."""
    if project.library is None:
        return None
    builder = Builder(project, project.library, Path("build"), executor=_none)
    planned = builder.planned(publication, Request((publication,), (edition,), ("docx",)))
    works = (work.job for one in planned if (work := one.work("docx")) is not None)
    return next((job.word for job in works if isinstance(job, DocxJob)), None)


def _none() -> NoReturn:
    raise AssertionError("a draft is read here, and no file is made")
