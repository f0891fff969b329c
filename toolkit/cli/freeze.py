"""Runs `toolkit freeze` and `toolkit drafts`: it keeps a draft of an agreement as it was sent, and lists those that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import PydanticCustomError

from toolkit.build.frozen import snapshot
from toolkit.cli.printing import out, plural, print_json, print_table, wrong_command
from toolkit.cli.shared import AsJson, Root, open_library
from toolkit.cli.wording import one_agreement
from toolkit.content.agreements import Party
from toolkit.content.drafts import RECORD, FrozenDraft, Version, digest_of_file, draft_folder, draft_id, version_order
from toolkit.content.edit import as_yaml, set_value
from toolkit.content.library import Library
from toolkit.content.values import Day
from toolkit.core.files import write
from toolkit.outline.numbering import Publication
from toolkit.project import Project

STATUSES = ("draft", "agreed", "executed")
HEADINGS = ("agreement", "version", "status", "date", "from", "to", "public")


def freeze(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement, as `toolkit list` shows it.")],
    version: Annotated[str, typer.Option("--version", metavar="VERSION", help="Version of the draft, as 0.2.")],
    to: Annotated[str, typer.Option("--to", metavar="PARTY", help="Whom it is sent to: a party's id, or a name.")] = "",
    sender: Annotated[str, typer.Option("--from", metavar="PARTY", help="Who sends it: a party's id, or a name.")] = "",
    date: Annotated[str, typer.Option("--date", help="Day of the draft, YYYY-MM-DD; that of the document when left out.")] = "",
    status: Annotated[str, typer.Option("--status", help="draft, agreed or executed.")] = "draft",
    note: Annotated[str, typer.Option("--note", help="Internal note; never printed.")] = "",
    public: Annotated[bool, typer.Option("--public", help="List it among the agreement's drafts on the site.")] = False,
    workspace: Root = Path(),
) -> None:
    """Keep the current draft of an agreement in content/drafts. It rebuilds byte for byte, even after the library has changed."""
    project, library = open_library(workspace)
    publication = one_agreement(project, agreement)
    document = publication.document
    _check_words(version, status, date)
    folder = draft_folder(document.id, version)
    if draft_id(document.id, version) in library.items["drafts"] or (workspace / folder).exists():
        wrong_command(f"version {version} of `{document.id}` is frozen already", f"choose another version; {folder} stays as it is")
    files = snapshot(project, publication, version)
    record: dict[str, Any] = {"agreement": document.id, "version": version, "status": status, "date": date or document.date.isoformat()}
    record |= {key: _named(library, name) for key, name in (("sender", sender), ("recipient", to)) if name}
    record |= {"note": note} if note else {}
    record |= {"public": True} if public else {}
    record["files"] = {path: digest_of_file(data) for path, data in sorted(files.items())}
    for name, data in files.items():
        write(workspace / folder / name, data)
    write(workspace / folder / RECORD, f"# yaml-language-server: $schema=../../../../schemas/drafts.json\n{as_yaml(record)}".encode())
    path = workspace / document.place.path
    if write(path, set_value(path.read_text(encoding="utf-8"), ("agreement", "version"), version).encode()):
        out.print(f"{document.place.path}: its version is {version} now", markup=False)
    out.print(f"{folder}: {plural(len(files), 'file')} kept", markup=False)
    out.print(f"build it with `toolkit build {document.id} --version {version}`", markup=False)


def drafts(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement; all when left out.")] = "",
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """List the drafts that were kept: version, status, date, sender and recipient."""
    project, library = open_library(workspace)
    id = one_agreement(project, agreement).document.id if agreement else ""
    found = [one for one in history(library) if not id or one.agreement == id]
    language = library.site.source_language
    rows = [_row(one, language) for one in found]
    if as_json:
        print_json([dict(zip(HEADINGS, row, strict=True)) for row in rows])
        return
    if rows:
        print_table(HEADINGS, rows, whole=HEADINGS[:4])
    out.print(plural(len(rows), "draft"), markup=False)


def history(library: Library) -> tuple[FrozenDraft, ...]:
    """Return the frozen drafts, agreement by agreement, in the order of their days, those of a day by version: 0.9 before 0.10."""
    return tuple(sorted(library.all(FrozenDraft), key=lambda one: (one.agreement, one.date, version_order(one.version))))


def frozen_draft(project: Project, publication: Publication, version: str) -> FrozenDraft | None:
    """Return a frozen draft of an agreement by its version; nothing where there is none."""
    known = project.library.all(FrozenDraft) if project.library else ()
    return next((one for one in known if one.agreement == publication.document.id and one.version == version), None)


def _row(one: FrozenDraft, language: str) -> tuple[str, ...]:
    who = [dict(name.official).get(language, name.source) if name else "" for name in (one.sender, one.recipient)]
    return one.agreement, one.version, one.status, one.date.isoformat(), *who, "yes" if one.public else ""


def _check_words(version: str, status: str, date: str) -> None:
    try:
        Version.read(version)
    except PydanticCustomError as error:
        wrong_command(error.message(), "use digits, Latin letters, full stops and hyphens, as 0.2")
    if status not in STATUSES:
        wrong_command(f"`{status}` is not a status of drafts", "use " + ", ".join(STATUSES))
    try:
        Day.read(date) if date else None
    except PydanticCustomError:
        wrong_command(f"`{date}` is not a date", "write YYYY-MM-DD")


def _named(library: Library, name: str) -> str | dict[str, str]:
    """Return what a party is called, in every language: the draft must not change when the party does."""
    party = library.items["parties"].get(name)
    if isinstance(party, Party):
        return dict(party.short.official) or party.short.source
    return dict.fromkeys(library.languages, name)
