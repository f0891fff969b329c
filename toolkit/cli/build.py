"""Runs `toolkit build`."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, OnProgress, Report, Request
from toolkit.build.opened import open_draft, publication_id
from toolkit.build.output import DiskFolder
from toolkit.build.pdf.layout import warm
from toolkit.build.request import NO_PAGES
from toolkit.build.settled import Settled
from toolkit.checks.letters import check_letters
from toolkit.cli.freeze import frozen_draft
from toolkit.cli.machines import machines_asked
from toolkit.cli.printing import CONTENT_ERRORS, SHOWN, err, exit_for, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import (
    AsJson,
    AsOf,
    BaseUrl,
    Root,
    base_of,
    choose,
    editions_asked,
    formats_asked,
    library_of,
    one_output,
    open_project,
    unfinished_line,
)
from toolkit.cli.wording import one_agreement
from toolkit.content.library import Library, edition_languages
from toolkit.content.paper import PdfVariant
from toolkit.core.diagnostic_formats import as_json
from toolkit.core.diagnostics import ContentError, Diagnostic, Severity, errors, in_order
from toolkit.core.workers import Workers
from toolkit.evidence.completeness import Completeness
from toolkit.outline.numbering import Purpose
from toolkit.project import Project
from toolkit.render.stylesheets import check_font_names

TIMEOUT = 600
"""Seconds that a document may take to be laid out: what takes longer hangs, or should be several documents."""
Timeout = Annotated[
    int,
    typer.Option(
        "--timeout", min=1, metavar="SECONDS", help="Longest time to lay out one document; a document that takes longer is not published."
    ),
]


def build(
    documents: Annotated[
        list[str] | None, typer.Argument(help="Documents, or folders of documents, as `toolkit list` shows them (default: all).")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Edition to build: ru, en, ru-en … Can be repeated.")] = None,
    format: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="NAME", help="html, pdf, docx … (default: all). Web pages are always built."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Number of processes (default: one per core).")] = None,
    release: Annotated[
        bool, typer.Option("--release", help="Fail on missing and fuzzy translations, which a draft build only marks.")
    ] = False,
    pdf_variant: Annotated[
        PdfVariant | None, typer.Option("--pdf-variant", help="Standard that the PDFs conform to (default: the one in site.yaml).")
    ] = None,
    execution: Annotated[
        bool, typer.Option("--execution", help="Make copies of agreements for signature in build/execution; fails while anything is open.")
    ] = False,
    term_sheet: Annotated[
        bool, typer.Option("--term-sheet", help="Make a two-page summary of each agreement's terms in build/terms.")
    ] = False,
    version: Annotated[
        str, typer.Option("--version", metavar="VERSION", help="Build a frozen draft of one agreement, into build/drafts/.")
    ] = "",
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Build part I of N into the cache; `--merge` puts the parts together.")
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="Put the parts together; rebuild any that are missing.")] = False,
    cache: Annotated[
        str | None,
        typer.Option("--cache", metavar="ADDRESS", help="Cache that the parts share: a folder, or an address such as s3://…"),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="Address of a Dask scheduler whose workers do the work, e.g. tcp://host:8786."),
    ] = None,
    timeout: Timeout = TIMEOUT,
    as_of: AsOf = None,
    base_url: BaseUrl = None,
    in_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Build documents as web pages, PDFs and other files into build/site/."""
    one_output(execution=execution, term_sheet=term_sheet, json=in_json)
    started = time.monotonic()
    whole = not documents and not lang and not format
    root = workspace / "build"
    plain = not (release or execution or term_sheet or version or shard or merge or cache or cluster)
    project = open_project(workspace, as_of)
    settled = Settled(project, root, repr((documents or [], lang or [], format or [], pdf_variant, base_url))) if plain else None
    if settled and (last := settled.report()):
        _told(last, started, _first(root, documents or [], lang or [], last.documents), whole=whole, in_json=in_json)
        return
    library = library_of(project)
    if version:
        root = workspace / "build" / "drafts" / _only_agreement(project, documents or []) / version
        project, library, documents = opened(project, documents or [], version)
    purposes: dict[Purpose, bool] = {"terms": term_sheet, "execution": execution}
    for purpose in (one for one, wanted in purposes.items() if wanted):
        from toolkit.cli.copies import make_copies

        make_copies(project, library, documents or [], lang or [], tuple(format or ()), purpose, workspace)
    if any(purposes.values()):
        return
    editions = editions_asked(library, lang or [])
    formats = formats_asked(format or ())
    chosen = choose(project, documents or [])
    _hold(project, release, tuple(dict.fromkeys(tag for edition in editions for tag in edition_languages(edition))))
    request = Request(
        chosen,
        editions,
        formats,
        release,
        whole=whole,
        stamped=release,
        variant=pdf_variant,
        base=base_of(library, base_url),
        around=NO_PAGES if version else None,
    )
    machines = machines_asked(shard, merge, cache, cluster, workspace / "build", timeout)
    with progress() as told:
        builder = Builder(project, library, root, lambda: pool(jobs, timeout), told, machines.cache)
        try:
            report = machines.build(builder, request)
        except ContentError as error:
            print_diagnostics(error.diagnostics)
            raise typer.Exit(CONTENT_ERRORS) from None
    if whole and release:
        from toolkit.build.release import unfit

        report.diagnostics[:] = in_order([*report.diagnostics, *unfit(project, library, DiskFolder(workspace / "build"), request.base)])
    report.diagnostics.extend(_font_warnings(project, library, formats))
    if settled:
        settled.keep(report)
    _told(report, started, _first(root, documents or [], lang or [], report.documents), whole=whole, release=release, in_json=in_json)
    exit_for(report.diagnostics)
    if report.withheld:
        raise typer.Exit(CONTENT_ERRORS)


def _told(report: Report, started: float, first: Path, *, whole: bool, release: bool = False, in_json: bool = False) -> None:
    """Print what a build found and did."""
    if in_json:
        print(as_json(report.diagnostics, **report.data(), seconds=round(time.monotonic() - started, 1), open=first.as_posix()))
        return
    shown = [one for one in report.diagnostics if one.severity is not Severity.INFO]
    print_diagnostics(shown, len(shown) if release else SHOWN)
    if whole and not release and not (report.written or report.removed or report.withheld or errors(report.diagnostics)):
        out.print("nothing has changed since the last build")
    _summary(report, time.monotonic() - started, first, release)


def _only_agreement(project: Project, documents: list[str]) -> str:
    """Return the id of the one agreement that is named; ends the program where none or several are."""
    if len(documents) != 1:
        wrong_command("--version builds a frozen draft of one agreement", "name one agreement, as `toolkit list` shows it")
    return one_agreement(project, documents[0]).document.id


def opened(project: Project, documents: list[str], version: str) -> tuple[Project, Library, list[str]]:
    """Return the project of a frozen draft of one agreement, its library, and the name of its document; ends the program without one."""
    draft = frozen_draft(project, one_agreement(project, " ".join(documents)), version)
    if draft is None:
        wrong_command(f"there is no version {version} of `{' '.join(documents)}`", "`toolkit drafts` lists those that are frozen")
    frozen = open_draft(project.workspace, draft, publication_id(draft))
    return frozen.project, frozen.library, [one.id for one in frozen.copies]


def _hold(project: Project, release: bool, languages: tuple[str, ...]) -> None:
    """End a release that exceeds a threshold of site.yaml in its languages before anything is written."""
    exceeded = tuple(Completeness(project, languages).exceeded()) if release else ()
    if exceeded:
        print_diagnostics(exceeded)
        raise typer.Exit(CONTENT_ERRORS)


def pool(jobs: int | None, limit: int = TIMEOUT) -> Executor:
    """Return processes that have WeasyPrint loaded, and give each document `limit` seconds."""
    return Workers(jobs or os.cpu_count() or 1, limit, warm)


@contextmanager
def progress() -> Iterator[OnProgress]:
    """Yield a function that reports each file made: a bar on a terminal, a line at every tenth when piped."""
    if not err.is_terminal:
        yield _plain_progress
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[label]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("", total=None, label="")
        yield lambda done, total, label, name: bar.update(task, completed=done, total=total or None, label=label, description=name)


def _plain_progress(done: int, total: int, label: str, name: str) -> None:
    step = max(1, total // 10)
    if total and (done % step == 0 or done == total):
        err.print(f"{label} {done}/{total}", markup=False)


def _font_warnings(project: Project, library: Library, formats: tuple[str, ...]) -> Iterator[Diagnostic]:
    if formats and "pdf" not in formats:
        return
    yield from check_letters(library, project.catalogs)
    yield from check_font_names(project.workspace)


def _blanks(report: Report, release: bool) -> str:
    """Return how many blanks are open; a release names them agreement by agreement."""
    total = f"{plural(sum(report.blanks.values()), 'blank')} open in {plural(len(report.blanks), 'agreement')}"
    if not release:
        return total
    return f"{total}, to be filled before signature: " + ", ".join(f"{id} {n}" for id, n in sorted(report.blanks.items()))


def files_line(report: Report) -> str:
    """Return how many documents, editions and pages a build has, and how many files it made of each format."""
    facts = [plural(len(report.documents), "document"), plural(report.editions, "edition")]
    if report.pages:
        facts += [plural(report.pages, "page")]
    for label in sorted(report.made | report.cached):
        noun = label if label.isupper() else f"{label} file"
        facts.append(f"{plural(report.made[label], noun)} made, {report.cached[label]} from the cache")
    return " · ".join(facts)


def _summary(report: Report, seconds: float, first: Path, release: bool) -> None:
    warnings = sum(one.severity is Severity.WARNING for one in report.diagnostics)
    mistakes = len(errors(report.diagnostics))
    out.print(files_line(report), markup=False)
    notes = []
    if report.withheld:
        notes.append(f"{plural(len(report.withheld), 'document')} withheld, the last good files kept: {', '.join(sorted(report.withheld))}")
    if report.blanks:
        notes.append(_blanks(report, release))
    if report.unfinished:
        notes.append(unfinished_line(report))
    if report.carried:
        notes.append(f"{plural(report.carried, 'edition')} rendered elsewhere")
    if report.removed:
        notes.append(f"{plural(report.removed, 'leftover file')} removed")
    if notes:
        out.print("\n".join(notes), markup=False)
    counts = ", ".join(filter(None, [(mistakes and plural(mistakes, "error")) or "", plural(warnings, "warning")]))
    out.print(f"{counts} · {seconds:.1f} s · open {first.as_posix()}", markup=False)


def _first(root: Path, documents: Sequence[str], editions: Sequence[str], built: Collection[str]) -> Path:
    """Return the page to begin with: that of the first document named, in the first edition named; else the site's."""
    site = root / "site"
    found = editions or sorted((path.name for path in site.glob("*") if path.is_dir()), key=lambda name: (len(name), name))
    for name in (one.strip("/") for one in documents):
        ids = [id for id in sorted(built, key=lambda one: (len(one), one)) if name in (id, id.rpartition("/")[0], id.rpartition("/")[2])]
        pages = (site / edition / f"{id}.html" for id in ids for edition in found)
        if there := next((page for page in pages if page.is_file()), None):
            return there
    home = site / "index.html"
    return home if home.exists() else next(iter(sorted(site.glob("*/*/*.html"))), home)
