"""Runs `toolkit check`: everything that is wrong, as people or programs read it."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Executor
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, Report
from toolkit.build.release import rehearse
from toolkit.checks.language_fonts import check_fonts
from toolkit.checks.letters import check_letters
from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import AsJson, AsOf, BaseUrl, Format, Root, base_of, format_asked, open_library, unfinished_line
from toolkit.content.library import Library
from toolkit.core.codes import codes
from toolkit.core.diagnostic_formats import as_github, as_json, as_sarif
from toolkit.core.diagnostics import Diagnostic, Severity, did_you_mean, in_order
from toolkit.core.pickles import pack, unpack
from toolkit.core.workspace import check_hidden
from toolkit.language.localizer import State
from toolkit.project import Project
from toolkit.render.stylesheets import check_font_names

KEPT = "check"
"""What a check finds is kept as if it were a file."""


def check(
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="text, json, sarif (code scanning) or github (annotations); text when left out.")
    ] = None,
    in_json: AsJson = False,
    rule: Annotated[list[str] | None, typer.Option("--rule", "-r", metavar="CODE", help="Only this code. Can be repeated.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings as well as errors.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Also find what `build --release` and `publish` would refuse.")] = False,
    as_of: AsOf = None,
    base_url: BaseUrl = None,
    workspace: Root = Path(),
) -> None:
    """Find every mistake in content, translations and templates; write nothing."""
    for code in rule or ():
        if code not in codes():
            wrong_command(f"`{code}` is not a diagnostic code", did_you_mean(code, codes(), "see `toolkit explain`"))
    format = format_asked(format, in_json)
    project, library = open_library(workspace, as_of)
    report = checked(project, library, workspace)
    if release:
        rehearsal = rehearse(Builder(project, library, workspace / "build", executor=_none), base_of(library, base_url))
        report.diagnostics[:] = in_order([*report.diagnostics, *rehearsal.diagnostics])
    report.diagnostics.extend(check_fonts(project.workspace, library.languages))
    report.diagnostics.extend(check_letters(library, project.catalogs))
    report.diagnostics.extend(check_font_names(project.workspace))
    report.diagnostics.extend(check_hidden(workspace))
    found = [one for one in in_order(report.diagnostics) if not rule or one.code in rule]
    if format is Format.TEXT:
        print_diagnostics(found, shown=len(found))
        _summary(project, library, report, found)
    else:
        print({Format.JSON: as_json, Format.SARIF: as_sarif, Format.GITHUB: as_github}[format](found))
    refused = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(one.severity in refused for one in found):
        raise typer.Exit(CONTENT_ERRORS)


def checked(project: Project, library: Library, workspace: Path) -> Report:
    """Return what a check of every document in every edition finds: as it was kept, where no file has changed since."""
    mark = project.mark()
    known = unpack(kept) if mark and (kept := project.kept.file(KEPT, mark)) else None
    if isinstance(known, tuple):
        found, unfinished = known
        return Report(list(found), unfinished={key: State(state) for key, state in unfinished})
    builder = Builder(project, library, workspace / "build", executor=_none)
    report = builder.check(project.publications, library.editions)
    if mark:
        unfinished = tuple((key, state.value) for key, state in report.unfinished.items())
        project.kept.keep_file(KEPT, mark, pack((tuple(report.diagnostics), unfinished)))
        project.kept.save()
    return report


def _none() -> Executor:
    raise AssertionError("a check makes no PDF")


def _summary(project: Project, library: Library, report: Report, found: list[Diagnostic]) -> None:
    """Print the counts, by code when there are several."""
    tally = Counter(one.severity for one in found)
    out.print(
        f"{plural(len(project.publications), 'document')} checked in {plural(len(library.editions), 'edition')}: "
        f"{plural(tally[Severity.ERROR], 'error')}, {plural(tally[Severity.WARNING], 'warning')}, {plural(tally[Severity.INFO], 'note')}",
        markup=False,
    )
    counts = Counter(one.code for one in found)
    if counts:
        listed = " · ".join(f"{code} {n}" for code, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        out.print(f"{listed}\n`toolkit explain CODE` tells what a code means and how to cure it", markup=False)
    if report.unfinished:
        out.print(unfinished_line(report), markup=False)
