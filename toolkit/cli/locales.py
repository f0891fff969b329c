"""Runs `toolkit locales …`: what translators' files need."""

from __future__ import annotations

import datetime as dt
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import polib
import typer

from toolkit.checks.language_fonts import check_fonts
from toolkit.cli.exchange import export_file, import_drafts, import_file
from toolkit.cli.printing import CONTENT_ERRORS, exit_for, out, plural, print_diagnostics, print_json, print_table, wrong_command
from toolkit.cli.shared import AsJson, Format, Root, TextOrJson, choose, format_asked, open_library
from toolkit.cli.status import print_status
from toolkit.cli.translate import translate
from toolkit.content.library import Library
from toolkit.content.load import SITE
from toolkit.core.command_line import typed
from toolkit.core.diagnostic_formats import as_json as diagnostics_as_json
from toolkit.core.diagnostics import ContentError, Severity, did_you_mean, errors
from toolkit.core.files import sweep, write
from toolkit.language.machine_drafts import is_name
from toolkit.locales.accept import Approver, Doubt, accept, doubts
from toolkit.locales.add import proper_tag, with_language
from toolkit.locales.check import check_languages, check_locales
from toolkit.locales.comments import printed_texts
from toolkit.locales.files import catalogs
from toolkit.locales.in_step import in_step, remember
from toolkit.locales.needs import needs
from toolkit.locales.preview import preview
from toolkit.locales.rename import PATH, contexts, rename
from toolkit.locales.status import as_data, next_steps, status
from toolkit.locales.update import Updated, update
from toolkit.locales.write import po_bytes
from toolkit.project import Project

locales = typer.Typer(add_completion=False, help="Update, check and exchange the translators' files.", no_args_is_help=True)
locales.command("export")(export_file)
locales.command("import")(import_file)
locales.command("drafts")(import_drafts)

Languages = Annotated[list[str] | None, typer.Option("--lang", "-l", help="Language: en, ru … May be given again; all when left out.")]
ALL_SHOWN = 10_000
"""Diagnostics that a check prints: translators want all."""


@contextmanager
def _content_errors() -> Iterator[None]:
    """Print what is wrong with content or catalogs, and end with exit code 1."""
    try:
        yield
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None


@locales.command("update")
def update_files(
    prune: Annotated[bool, typer.Option("--prune", help="Delete translations that are no longer used.")] = False,
    workspace: Root = Path(),
) -> None:
    """Extract every text from templates and content and merge it into each language's files; no translation is lost."""
    project, library = open_library(workspace)
    _refuse_broken(project, library)
    if not prune and (known := in_step(project)) is not None:
        print_diagnostics(check_languages(project.workspace, library))
        _tell(known, frozenset())
        return
    with _content_errors():
        files = update(project.workspace, library, _now(project), prune=prune, printed=printed_texts(project), kept=project.kept)
    print_diagnostics(check_languages(project.workspace, library))
    _write(workspace, files)
    remember(project, files)


def _refuse_broken(project: Project, library: Library) -> None:
    """End where records cannot be read: an update would take their texts for removed."""
    if library.broken:
        print_diagnostics(found for found in errors(project.diagnostics) if found.place.path.startswith("content/"))
        raise typer.Exit(CONTENT_ERRORS)


def _now(project: Project) -> dt.datetime:
    day = project.workspace.today()
    return dt.datetime.combine(day, dt.time(), dt.UTC) if day else dt.datetime.now(dt.UTC)


def _write(workspace: Path, files: tuple[Updated, ...]) -> None:
    sweep(workspace / "locales")
    _tell(files, frozenset(file.path for file in files if write(workspace / file.path, file.data)))


def _tell(files: tuple[Updated, ...], written: frozenset[str]) -> None:
    rows = [
        (file.path, str(file.messages), str(file.missing), str(file.fuzzy), "written" if file.path in written else "")
        for file in files
        if file.path.endswith(".po")
    ]
    headings = ("catalog", "messages", "missing", "fuzzy", "")
    print_table(headings, rows, whole=headings, numbers=headings[1:4])
    left = sum(file.missing + file.fuzzy for file in files)
    out.print(f"{plural(len(written), 'file')} written; {plural(left, 'message')} to translate or review", markup=False)


@locales.command("rename")
def rename_record(
    old: Annotated[str, typer.Argument(help="The record as the locale files know it: clusters.alpha.")],
    new: Annotated[str, typer.Argument(help="Its new name: clusters.alpha-north.")],
    workspace: Root = Path(),
) -> None:
    """Carry translations over to a record's new id, before or after you rename it in content."""
    for name in (old, new):
        if not PATH.fullmatch(name):
            wrong_command(f"`{name}` is no msgctxt", "write collection and record, as clusters.alpha")
    project, library = open_library(workspace)
    if old == new or all(id in library.items.get(collection, {}) for collection, _, id in (old.partition("."), new.partition("."))):
        wrong_command(f"`{old}` and `{new}` are two names of content as it is", "rename a record to what no other is called")
    with _content_errors():
        files = catalogs(project.workspace, library.languages)
    hint = did_you_mean(old, contexts(files), "a msgctxt in locales/ shows how records are called")
    moved = 0
    for file in files.values():
        moved += rename(file, old, new).messages
    if not moved:
        wrong_command(f"no message is called `{old}`", hint)
    written = _save(workspace, files)
    out.print(f"{plural(moved, 'message')} renamed in {plural(written, 'file')}", markup=False)
    out.print("next: give the record its new name in content/, then run `toolkit locales update`", markup=False)


def _save(workspace: Path, files: Mapping[str, polib.POFile]) -> int:
    return sum(write(workspace / path, po_bytes(file)) for path, file in files.items())


@locales.command("accept")
def accept_entries(
    messages: Annotated[
        list[str] | None, typer.Argument(help="Messages, or records, by msgctxt; left out, the fuzzy ones are listed.")
    ] = None,
    lang: Languages = None,
    everything: Annotated[bool, typer.Option("--all", help="Accept every fuzzy message.")] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who answers for them; a machine's draft needs a name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON for programs; keys are never renamed.")] = False,
    workspace: Root = Path(),
) -> None:
    """Accept fuzzy translations as they stand, e.g. after a typo in the source was corrected. Without names, list them."""
    project, library = open_library(workspace)
    with _content_errors():
        files = catalogs(project.workspace, _languages(library, lang))
    chosen = messages or []
    found = [doubt for path, file in files.items() for doubt in doubts(file, path, chosen)]
    for name in chosen:
        if not any(doubt.context == name or doubt.context.startswith(f"{name}.") for doubt in found):
            wrong_command(f"no fuzzy message is called `{name}`", "`toolkit locales accept` without names lists them")
    if not (chosen or everything):
        _list_doubts(found, as_json=as_json)
        return
    if by and not is_name(by):
        wrong_command(f"`{by}` is no name", "write a name without `;` and line breaks")
    approver = Approver(by.strip(), _now(project).date().isoformat())
    results = [accept(file, path, chosen, approver) for path, file in files.items()]
    _save(workspace, files)
    refused = [diagnostic for _, some in results for diagnostic in some]
    print_diagnostics(refused)
    out.print(f"{plural(sum(count for count, _ in results), 'message')} accepted, {len(refused)} refused", markup=False)
    exit_for(refused)


def _list_doubts(found: Sequence[Doubt], *, as_json: bool) -> None:
    """Print the fuzzy messages, each with how its source changed."""
    if as_json:
        print_json([one.data() for one in found])
        return
    for doubt in found:
        drafted = f" (drafted by {doubt.machine})" if doubt.machine else ""
        out.print(f"{doubt.place}: {doubt.context}{drafted}\n  source: {doubt.change}\n  translation: {doubt.marked}", markup=False)
    out.print(f"{plural(len(found), 'fuzzy message')}; accept by name, or all with --all", markup=False)


def _languages(library: Library, lang: list[str] | None) -> tuple[str, ...]:
    """Return the languages asked for; one that the site does not have is a wrong command."""
    for tag in lang or ():
        if tag not in library.languages:
            hint = did_you_mean(tag, library.languages, f"languages: {', '.join(library.languages)}; `toolkit locales add` adds one")
            wrong_command(f"`{tag}` is not a language of this site", hint)
    return tuple(lang or library.languages)


@locales.command("status")
def show_status(
    as_json: AsJson = False,
    format: TextOrJson = None,
    lang: Languages = None,
    workspace: Root = Path(),
) -> None:
    """Show words translated, fuzzy and missing by language, domain and document; what to do next; what blocks a release."""
    asked = format_asked(format, as_json, (Format.TEXT, Format.JSON))
    project, library = open_library(workspace)
    with _content_errors():
        found = status(project, library, _languages(library, lang))
    unreadable = tuple(diagnostic for catalog in project.catalogs.values() for diagnostic in catalog.diagnostics)
    print_diagnostics(unreadable)
    if asked is Format.JSON:
        print_json(as_data(found))
    else:
        print_status(found, tuple(next_steps(found)))
    exit_for(unreadable)


@locales.command("check")
def check_files(as_json: AsJson = False, workspace: Root = Path()) -> None:
    """Find every broken entry: placeholders, links, numbers, plural forms, terms …, and all that `msgfmt -c` finds."""
    project, library = open_library(workspace)
    with _content_errors():
        found = check_locales(project.workspace, library, project.kept)
    if as_json:
        print(diagnostics_as_json(tuple(found)))
    else:
        print_diagnostics(found, ALL_SHOWN)
        warnings = sum(one.severity is Severity.WARNING for one in found)
        out.print(f"locale files checked: {plural(len(found) - warnings, 'error')}, {plural(warnings, 'warning')}", markup=False)
    exit_for(found)


@locales.command("add")
def add_language(language: Annotated[str, typer.Argument(help="Tag of the language: kk, be, hy …")], workspace: Root = Path()) -> None:
    """Add a language: its editions in content/site.yaml, and catalogs to translate."""
    project, library = open_library(workspace)
    proper = proper_tag(language)
    if proper != language:
        hint = f"did you mean `{proper}`?" if proper else "write a tag of BCP 47, as kk, hy or pt-BR"
        wrong_command(f"`{language}` is not a language that CLDR knows", hint)
    _refuse_broken(project, library)
    if language in library.languages:
        wrong_command(f"`{language}` is a language of this site already", "`toolkit locales status` shows how far it is")
    with _content_errors():
        words = project.workspace.read(SITE).decode("utf-8")
        words = with_language(words, language, library.site.source_language, library.site.editions, SITE)
        files = update(project.workspace, library, _now(project), (language,), printed=printed_texts(project))
    write(workspace / SITE, words.encode())
    _write(workspace, files)
    out.print("what it needs", markup=False)
    for heading, told in needs(project.workspace, library, language):
        out.print(f"  {heading}: {told}", markup=False)
    print_diagnostics(list(check_fonts(project.workspace, (language,))), ALL_SHOWN)
    pair = f"{library.site.source_language}-{language}"
    out.print(f"next: translate locales/{language.replace('-', '_')}/LC_MESSAGES/, and look at it with", markup=False)
    out.print(
        f"{typed('toolkit', 'build', '--lang', language, '--lang', pair)}: what is not translated is marked and counted", markup=False
    )


@locales.command("preview")
def preview_document(
    document: Annotated[str, typer.Argument(help="The document, as `toolkit list` shows it.")],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Language to translate into.")],
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Translate in the page: what is written goes into the locale files.")] = False,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port for --edit; 0 takes a free one.")] = 8010,
    workspace: Root = Path(),
) -> None:
    """Write a page that shows a document as printed, each passage linked to its message. With --edit, translate in the page."""
    project, library = open_library(workspace)
    (tag,) = _languages(library, [lang])
    chosen = choose(project, [document])
    if len(chosen) != 1:
        wrong_command(f"`{document}` is {len(chosen)} documents", "name one, as `toolkit list` shows it")
    if edit:
        translate(workspace.resolve(), tag, chosen[0].id, port, _now(project).date().isoformat(), open_browser=open)
        return
    with _content_errors():
        page = preview(project, library, chosen[0], tag)
    path = workspace / "build" / "preview" / tag / f"{chosen[0].id}.html"
    write(path, page.html.encode())
    out.print(f"{page.left} of {plural(page.messages, 'message')} to do · {path.as_posix()}", markup=False)
    if open:
        webbrowser.open(path.resolve().as_uri())
