"""Runs `toolkit import agreement` and `toolkit settle`: the other side's file becomes proposals, and those that are accepted wording."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from toolkit.build.formats.docx import Docx
from toolkit.build.word.anchors import bookmarks_of
from toolkit.build.word.document import make_word
from toolkit.build.word.incoming import Edit, Incoming, incoming
from toolkit.checks.wording import library_paragraphs, said
from toolkit.cli.draft import NOW, Draft, draft_named, edition_asked
from toolkit.cli.freeze import history
from toolkit.cli.printing import err, out, plural, wrong_command
from toolkit.cli.shared import Root, choose, open_library
from toolkit.content.agreements import Agreement, Party
from toolkit.content.document import Document
from toolkit.content.edit import add_item, as_yaml, replace_item, set_value
from toolkit.content.library import Library
from toolkit.content.proposals import Proposal, Proposals
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.files import write
from toolkit.language.lift import lift
from toolkit.outline.numbering import Publication
from toolkit.outline.wording import paragraphs_of, topic_of
from toolkit.project import Project


def agreement(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The Word file that came back.")],
    sender: Annotated[str, typer.Option("--from", metavar="PARTY", help="Who sent it: a party's id, or a name.")] = "",
    against: Annotated[
        str,
        typer.Option("--against", metavar="DRAFT", help="The draft that was sent: a version, a git revision, `now`."),
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
    data = _read(file)
    publication, edition = _which(project, data, name, lang, file)
    frozen = [one.version for one in history(library) if one.agreement == publication.document.id]
    draft = draft_named(project, workspace, publication, edition, against or (frozen[-1] if frozen else NOW))
    try:
        found = incoming(make_word(draft.job), data, bookmarks_of(draft.job.html))
    except ValueError as error:
        wrong_command(f"{file} {error}", "give the Word file that was sent, as it came back; --against names the draft that it was")
    record = _record(library, draft, found, file, data, sender, publication)
    words = f"# yaml-language-server: $schema=../../schemas/proposals.json\n{as_yaml(record)}"
    if output is None:
        out.print(words, markup=False, end="")
    else:
        write(output, words.encode())
    kinds: dict[str, int] = {}
    for one in record["items"]:
        kinds[one["kind"]] = kinds.get(one["kind"], 0) + 1
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "nothing was changed"
    err.print(f"against {draft.name} of {publication.id}: {told}; {plural(len(found.unplaced), 'passage')} not placed", markup=False)
    for passage in found.unplaced:
        err.print(f"  not placed: {passage[:100]}", markup=False)
    if output is not None:
        err.print(f"{output}: answer each with `answer: accept`, `reject` or `counter`, then `toolkit settle {output.stem}`", markup=False)


def settle(
    name: Annotated[str, typer.Argument(metavar="PROPOSALS", help="Proposals in content/proposals, by their id.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change, and write nothing.")] = False,
    workspace: Root = Path(),
) -> None:
    """Write accepted and countered proposals into the agreement: paragraphs as its own wording, blanks as its parameters."""
    project, library = open_library(workspace)
    record = library.items["proposals"].get(name)
    if not isinstance(record, Proposals):
        hint = did_you_mean(name, library.items["proposals"], "proposals: " + (", ".join(library.items["proposals"]) or "none yet"))
        wrong_command(f"`{name}` names no proposals", hint)
    document = library.items["documents"].get(record.agreement)
    if not isinstance(document, Document) or document.agreement is None:
        wrong_command(f"`{record.agreement}` of `{name}` is not an agreement", "correct `agreement:`")
    files = {path: (workspace / path).read_text(encoding="utf-8") for path in (document.place.path, record.place.path)}
    before, by_hand = dict(files), []
    for one in record.items:
        if one.settled or one.answer is None:
            continue
        if one.answer != "reject":
            problem = _settled(project, library, document, record, one, files)
            by_hand += [f"{one.id}: {problem}"] if problem else []
        raw = next(item for item in yaml.safe_load(files[record.place.path])["items"] if item["id"] == one.id)
        files[record.place.path] = replace_item(files[record.place.path], ("items",), one.id, _plain({**raw, "settled": True}))
    for path, words in files.items():
        if dry_run:
            lines = difflib.unified_diff(before[path].splitlines(True), words.splitlines(True), path, path)
            out.print("".join(lines), markup=False, end="")
        else:
            write(workspace / path, words.encode())
    open_ones = [one.id for one in record.items if one.answer is None]
    count = sum(one.answer is not None and not one.settled for one in record.items)
    out.print(f"{plural(count, 'proposal')} settled, {len(open_ones)} open", markup=False)
    for line in by_hand:
        out.print(f"by hand: {line}", markup=False)


def _settled(project: Project, library: Library, document: Document, record: Proposals, one: Proposal, files: dict[str, str]) -> str:
    """Put one proposal into the agreement's file; return what a person must do instead, where it cannot be put there."""
    terms, path = document.agreement, document.place.path
    assert terms is not None
    answer = dict(one.counter if one.answer == "counter" else one.theirs)
    if one.kind == "comment":
        return ""
    if one.kind == "fill":
        known = {name for article in terms.articles for name in topic_of(library, terms, article.topic).parameters}
        if one.blank not in known:
            return f"`{one.blank}` is {' / '.join(answer.values())}: put it where it belongs, content/parties.yaml or the annex"
        value = {**_parameter(project, terms, str(one.blank)), **answer}
        files[path] = set_value(files[path], ("agreement", "parameters", str(one.blank)), value)
        return ""
    known_texts = library_paragraphs(library, terms)
    own = next((item for item in terms.wording if item.id == one.paragraph), None)
    if one.kind != "add" and one.paragraph not in known_texts and own is None:
        return f"`{one.paragraph}` is no paragraph of the clause library: change it in {path}"
    item: dict[str, Any] = {"id": str(one.paragraph)}
    if one.kind == "add":
        item |= {"after": str(one.after), "text": answer}
    elif one.kind == "strike" and one.answer == "accept":
        item |= {"struck": True}
    else:
        item |= {"text": {**one.ours, **answer}}
    if one.kind != "add":
        item |= {"after": str(own.after)} if own is not None and own.after else {"base": _base(project, library, known_texts, one, own)}
    item |= {"reason": f"{record.file}, {one.id}", "author": one.author or record.sender or "—"}
    item |= {"date": one.date.isoformat()} if one.date else {}
    try:
        if own is not None:
            files[path] = replace_item(files[path], ("agreement", "wording"), str(one.paragraph), _plain(item))
        else:
            files[path] = add_item(files[path], ("agreement", "wording"), _plain(item))
    except ValueError as error:
        return f"{path}: {error}"
    return ""


def _base(project: Project, library: Library, texts: Mapping[str, Any], one: Proposal, own: Any) -> dict[str, str]:
    if own is not None:
        return dict(own.base)
    found = {tag: said(texts[str(one.paragraph)], project.localizer(tag)) for tag in library.languages}
    return {tag: words for tag, words in found.items() if words is not None}


def _parameter(project: Project, terms: Agreement, name: str) -> dict[str, str]:
    value = terms.parameters.get(name)
    if value is None or project.library is None:
        return {}
    found = {tag: said(value, project.localizer(tag)) for tag in project.library.languages}
    return {tag: words for tag, words in found.items() if words is not None}


# ── from a file to proposals ─────────────────────────────────────────────────────────────────────


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_command(f"{file} cannot be read: {error.strerror}", "give the Word file that came back")


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
    return chosen[0], edition_asked(project.library, chosen[0], lang or (said_edition if said_id == chosen[0].id else ""))


def _record(
    library: Library, draft: Draft, found: Incoming, file: Path, data: bytes, sender: str, publication: Publication
) -> dict[str, Any]:
    party = library.items["parties"].get(sender)
    who = party.short.source if isinstance(party, Party) else sender
    items = [{"id": f"p{number}", **item} for number, item in enumerate(_items(draft, found), 1)]
    record = {
        "agreement": publication.document.id, "version": draft.name, "sender": who, "file": file.name,
        "digest": hashlib.sha256(data).hexdigest(), "items": items, "unplaced": list(found.unplaced),
    }  # fmt: skip
    return _plain(record)


def _items(draft: Draft, found: Incoming) -> Iterator[dict[str, Any]]:
    terms, library = draft.publication.document.agreement, draft.project.library
    assert terms is not None
    assert library is not None
    texts = {id: text for article in terms.articles for id, text in paragraphs_of(terms, topic_of(library, terms, article.topic))}
    numbers = {one.id: one.number for one in draft.project.outline(draft.publication).targets.values()}

    def source(paragraph: str, language: str, printed: str) -> str:
        text = texts.get(paragraph)
        return (said(text, draft.project.localizer(language)) if text is not None else None) or printed

    changed: dict[str, list[Edit]] = {}
    for edit in found.edits:
        if not edit.after:
            changed.setdefault(edit.paragraph, []).append(edit)
    for paragraph, edits in changed.items():
        ours = {one.language: source(paragraph, one.language, one.ours) for one in edits}
        theirs = {one.language: lift(ours[one.language], one.ours, one.theirs) for one in edits if one.theirs}
        yield {"kind": "reword" if theirs else "strike", "paragraph": paragraph, "number": numbers.get(paragraph.partition(".")[0], ""),
               "ours": ours, "theirs": theirs, **_who(edits)}  # fmt: skip
    yield from _additions(found, texts, numbers)
    blanks: dict[str, dict[str, str]] = {}
    places = {one.blank: one.paragraph for one in found.filled}
    for fill in found.filled:
        blanks.setdefault(fill.blank, {})[fill.language] = fill.words
    for blank, words in blanks.items():
        paragraph = places[blank]
        known = {"paragraph": paragraph, "number": numbers.get(paragraph.partition(".")[0], "")} if paragraph in texts else {}
        yield {"kind": "fill", "blank": blank, **known, "theirs": words}
    for remark in found.remarks:
        about = {"paragraph": remark.paragraph, "number": numbers.get(remark.paragraph.partition(".")[0], "")} if remark.paragraph else {}
        yield {"kind": "comment", **about, "comment": remark.words, "author": remark.author, "date": remark.date}


def _additions(found: Incoming, texts: Mapping[str, Any], numbers: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what was put in, the languages of one place together, in the order in which they stand."""
    places: dict[tuple[str, int], list[Edit]] = {}
    counts: dict[tuple[str, str], int] = {}
    for edit in found.edits:
        if edit.after:
            counts[edit.after, edit.language] = counts.get((edit.after, edit.language), 0) + 1
            places.setdefault((edit.after, counts[edit.after, edit.language]), []).append(edit)
    taken = set(texts)
    last: dict[str, str] = {}
    for (after, _), edits in places.items():
        id = _free(after, taken)
        taken.add(id)
        yield {"kind": "add", "paragraph": id, "after": last.get(after, after), "number": numbers.get(after.partition(".")[0], ""),
               "theirs": {one.language: lift("", "", one.theirs) for one in edits}, **_who(edits)}  # fmt: skip
        last[after] = id


def _free(after: str, taken: Iterable[str]) -> str:
    """Return an id for what follows a paragraph: the next number of a point, a clause named after the one before."""
    clause, _, point = after.partition(".")
    wanted = (f"{clause}.{number}" for number in range(1, 100)) if point else (f"{clause}-added-{number}" for number in range(1, 100))
    return next(one for one in wanted if one not in set(taken))


def _who(edits: Iterable[Edit]) -> dict[str, str]:
    return {"author": next((one.author for one in edits if one.author), ""), "date": next((one.date for one in edits if one.date), "")}


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without what says nothing."""
    made = {key: [_plain(one) for one in value] if key == "items" else value for key, value in record.items()}
    return {key: value for key, value in made.items() if value not in ("", {}, [], None, ()) or key == "items"}
