"""Runs `toolkit import agreement`: the other side's Word file becomes proposals, each at its clause."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from toolkit.build.formats.docx import Docx
from toolkit.build.word.anchors import bookmarks_of
from toolkit.build.word.document import make_word
from toolkit.build.word.incoming import incoming
from toolkit.build.word.reading import opened
from toolkit.build.word.received import received
from toolkit.cli.draft import NOW, Draft, draft_named, edition_asked
from toolkit.cli.freeze import history
from toolkit.cli.printing import err, out, plural, wrong_command
from toolkit.cli.proposed import Proposed
from toolkit.cli.shared import Root, choose, open_library
from toolkit.content.agreements import Party
from toolkit.content.document import Document
from toolkit.content.edit import as_yaml
from toolkit.content.library import Library
from toolkit.content.proposals import Proposals
from toolkit.core.files import write
from toolkit.evidence.provenance import digest_in
from toolkit.outline.numbering import Publication
from toolkit.project import Project

FOLDER = "content/proposals"
_ID = re.compile(r"[a-z][a-z0-9-]*")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
FRONT = 20
"""Paragraphs at the beginning of a file among which its version is looked for."""


def agreement(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The Word file that came back.")],
    sender: Annotated[str, typer.Option("--from", metavar="PARTY", help="Who sent it: a party's id, or a name.")] = "",
    against: Annotated[
        str,
        typer.Option("--against", metavar="DRAFT", help="The draft that was sent, where the file does not say it: a version, `now` …"),
    ] = "",
    name: Annotated[str, typer.Option("--agreement", metavar="AGREEMENT", help="The agreement, where the file does not say it.")] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", help="Its edition, where the file does not say it: ru, ru-en …")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the proposals there, as content/proposals/round-1.yaml.")
    ] = None,
    workspace: Root = Path(),
) -> None:
    """Read the other side's Word file as proposals, clause by clause. They are printed; --output also saves them."""
    project, library = open_library(workspace)
    if output is not None:
        _check_output(output, workspace)
    data = _read(file)
    publication, edition = _which(project, data, name, lang, file)
    draft = _draft(project, library, workspace, (publication, edition), data, against)
    bookmarks = bookmarks_of(draft.job.html)
    try:
        found = incoming(make_word(draft.job), data, bookmarks)
    except ValueError as error:
        wrong_command(f"{file} {error}", "give the Word file that was sent, as it came back; --against names the draft that it was")
    proposed = Proposed.to(draft, bookmarks, _taken(library, publication.document.id))
    record = {
        "agreement": publication.document.id, "version": draft.name, "sender": _who(library, sender), "file": file.name,
        "digest": hashlib.sha256(data).hexdigest(),
        "items": [{"id": f"p{number}", **item} for number, item in enumerate(proposed.items(found), 1)],
        "unplaced": proposed.unplaced(found),
    }  # fmt: skip
    words = f"# yaml-language-server: $schema=../../schemas/proposals.json\n{as_yaml(plain(record))}"
    if output is None:
        out.print(words, markup=False, end="")
    else:
        write(output, words.encode())
    _tell(f"against {draft.name} of {publication.id}", record, output)


def plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without what says nothing."""
    made = {key: [plain(one) for one in value] if key == "items" else value for key, value in record.items()}
    return {key: value for key, value in made.items() if value not in ("", {}, [], None, ()) or key == "items"}


def _tell(against: str, record: Mapping[str, Any], output: Path | None) -> None:
    """Say on stderr what was found, and each passage that no proposal says."""
    kinds = sorted(Counter(one["kind"] for one in record["items"]).items())
    unplaced = record["unplaced"]
    told = ", ".join(f"{kind} {count}" for kind, count in kinds) or ("no proposals" if unplaced else "nothing was changed")
    err.print(f"{against}: {told}; {plural(len(unplaced), 'passage')} not placed", markup=False)
    for passage in unplaced:
        err.print(f"  not placed: {passage}", markup=False)
    if output is not None:
        err.print(f"{output}: answer each with `answer: accept`, `reject` or `counter`, then `toolkit settle {output.stem}`", markup=False)


# ── from what is asked to a draft ────────────────────────────────────────────────────────────────


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_command(f"{file} cannot be read: {error.strerror}", "give the Word file that came back")


def _check_output(output: Path, workspace: Path) -> None:
    """End the program where proposals must not be written: over a file, or in content where nothing reads them."""
    if output.exists():
        wrong_command(f"{output} is there already, and nothing was written over it", "give another name, or remove that file first")
    within = output.resolve().relative_to(workspace.resolve()).as_posix() if output.resolve().is_relative_to(workspace.resolve()) else ""
    good = output.suffix == ".yaml" and _ID.fullmatch(output.stem) is not None
    if not good or (within.startswith("content/") and within != f"{FOLDER}/{output.name}"):
        hint = f"write {FOLDER}/NAME.yaml: small Latin letters, digits and hyphens, a letter first, as round-1"
        wrong_command(f"{output} can be no file of proposals", hint)


def _which(project: Project, data: bytes, name: str, lang: str, file: Path) -> tuple[Publication, str]:
    """Return the agreement that a file is of, and its edition: what the file says of itself, else what was asked for."""
    named = Docx().named(data)
    said_edition, _, said_id = named.edition.partition("/") if named else ("", "", "")
    known = {one.id: one for one in project.publications if one.document.agreement}
    if not name and said_id not in known:
        wrong_command(
            f"{file} does not say which agreement it is",
            "is it a file of ours? name the agreement by --agreement and --lang",
        )
    chosen = choose(project, [name]) if name else (known[said_id],)
    if len(chosen) != 1 or chosen[0].document.agreement is None or project.library is None:
        wrong_command(f"`{name}` is not one agreement", "`toolkit list` shows the agreements")
    if said_id in known and known[said_id].document.id != chosen[0].document.id:
        wrong_command(f"{file} is a file of `{said_id}`, not of `{chosen[0].id}`", "leave --agreement out: the file says it itself")
    mine = known.get(said_id, chosen[0])
    return mine, edition_asked(project.library, mine, lang or (said_edition if said_id == mine.id else ""))


def _draft(project: Project, library: Library, workspace: Path, asked: tuple[Publication, str], data: bytes, against: str) -> Draft:
    """Return the draft that a file was made of: the one asked for, or the one whose version, and whose digest, it bears."""
    publication, edition = asked
    if against:
        return draft_named(project, workspace, publication, edition, against)
    versions = [one.version for one in history(library) if one.agreement == publication.document.id]
    terms = publication.document.agreement
    current = terms.version if terms else ""
    said, digest = _version(data, {*versions, current})
    if not said and versions:
        hint = f"--against names another: {', '.join(versions)}, {NOW}"
        err.print(f"the file bears no version that is kept here; it is read against {versions[-1]}\n  hint: {hint}", markup=False)
    version = said or (versions[-1] if versions else current)
    names = [*([version] if version in versions else []), *([NOW] if version == current or not versions else [])]
    drafts = (draft_named(project, workspace, publication, edition, one) for one in names)
    first = next(drafts)
    if digest in ("", digest_in(first.job.html)):
        return first
    return next((one for one in drafts if digest_in(one.job.html) == digest), first)


def _version(data: bytes, known: set[str]) -> tuple[str, str]:
    """Return the version that a file bears in its title, its running heads and its feet, of those known, and the digest of its text."""
    try:
        parts = opened(data)
    except ValueError:
        return "", ""
    text = [one.shown for one in received(parts)]
    around = [name for name in sorted(parts) if name.startswith(("word/header", "word/footer"))]
    lines = [*text[:FRONT], *(one.words for name in around for one in received(parts, name))]
    said = [words[-1] for line in lines for piece in line.split("·") if (words := re.sub("⟦.*", "", piece).split())]
    counts = Counter(one for one in said if one in known)
    digest = next((found.group() for line in reversed(text) if (found := _DIGEST.search(line))), "")
    return (counts.most_common(1)[0][0] if counts else ""), digest


def _taken(library: Library, id: str) -> Iterator[str]:
    """Yield the names that paragraphs of an agreement have already, and those that other proposals give to new ones."""
    document = library.items["documents"].get(id)
    if isinstance(document, Document) and document.agreement is not None:
        yield from (one.id for one in document.agreement.wording)
    for record in library.all(Proposals):
        yield from (one.paragraph for one in record.items if record.agreement == id and one.paragraph)


def _who(library: Library, sender: str) -> str:
    party = library.items["parties"].get(sender)
    return party.short.source if isinstance(party, Party) else sender
