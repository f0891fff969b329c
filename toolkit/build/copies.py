"""Makes what is printed of an agreement beside its draft: a copy for each signature, and the sheet of its terms."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.build.builder import Builder, Request
from toolkit.build.execution import unready
from toolkit.build.output import DiskFolder
from toolkit.build.pool import Making
from toolkit.build.request import NO_PAGES, holding_back
from toolkit.core.diagnostics import ContentError, Diagnostic, errors, in_order
from toolkit.core.files import write
from toolkit.locales.check import check_locales
from toolkit.outline.numbering import Publication, Purpose
from toolkit.project import Project

PRINTED = ("pdf", "docx")
"""The formats of a copy: web pages are not signed."""
FOLDERS: dict[Purpose, str] = {"draft": "", "execution": "execution", "terms": "terms"}
"""Where each stands below `build/`: beside the site, never in it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was made: where, and how many pages it has, where that is known."""

    path: Path
    pages: int


def copies(
    project: Project, root: Path, publication: Publication, edition: str, purpose: Purpose, formats: tuple[str, ...]
) -> Iterator[Copy]:
    """Write the files of an agreement for a purpose; ContentError tells all that keeps one from being made, and nothing is written then."""
    assert project.library
    builder = Builder(project, project.library, root, executor=_none)
    wanted = tuple(
        replace(one, id=f"{FOLDERS[purpose]}/{_name(one, edition, purpose)}", purpose=purpose)
        for one in _turns(project, publication, purpose)
    )
    made: list[tuple[Path, bytes, int]] = []
    found: list[Diagnostic] = []
    for one in wanted:
        request = Request((one,), (edition,), formats or PRINTED, whole=False, stamped=True, around=NO_PAGES)
        run = builder.run(request, DiskFolder(root), Making())
        planned = tuple(run.editions.planned(one))
        found.extend(() if planned else errors(run.report.diagnostics))
        for each in planned:
            assert each.body
            found.extend(holding_back(item) for item in each.unfinished if purpose == "execution")
            if purpose == "execution" and one.copy == 0:
                found.extend(unready(project, one, each.body.blanks))
                found.extend(_apart(project))
            for work in (work for work in each.works if work.format.name in (formats or PRINTED)):
                file = work.job.make()
                if file.problem:
                    found.append(Diagnostic("pdf-failed", file.problem, one.document.place, "correct the asset or the style"))
                made.append((root / f"{one.id}{work.format.suffix}", file.data, file.pages))
    if found:
        raise ContentError(*in_order(found))
    for path, data, pages in made:
        write(path, data)
        yield Copy(path, pages)


def _apart(project: Project) -> Iterator[Diagnostic]:
    """Yield where the languages of clauses and terms do not say the same: nobody signs two texts that differ."""
    assert project.library
    for one in errors(check_locales(project.workspace, project.library)):
        if one.place.path.startswith("content/") or one.place.path.endswith("/clauses.po"):
            yield one


def edition_to_sign(project: Project, publication: Publication) -> str:
    """Return the edition that is signed: in two languages where there is one, that of the text that prevails first."""
    assert project.library
    assert publication.document.agreement
    editions = project.library.editions_of(publication.document)
    regime = publication.document.agreement.regime
    both = [one for one in editions if "-" in one]
    first = regime.removeprefix("prevailing-") if regime != "equal" else project.library.site.source_language
    return next((one for one in both if one.partition("-")[0] == first), next(iter(both), editions[0]))


def _turns(project: Project, publication: Publication, purpose: Purpose) -> tuple[Publication, ...]:
    """Return the agreement, and for signature each copy in which another party comes first."""
    if purpose != "execution":
        return (publication,)
    return tuple(one for one in project.publications if one.document.id == publication.document.id)


def _name(publication: Publication, edition: str, purpose: Purpose) -> str:
    terms = publication.document.agreement
    assert terms
    whose = f"-for-{terms.parties[0]}" if terms.alternat and purpose == "execution" else ""
    return f"{publication.document.id}-{edition}{whose}"


def _none() -> Executor:
    raise AssertionError("copies are made one by one")
