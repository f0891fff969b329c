"""Runs `toolkit settle`: proposals that are accepted or countered become wording and parameters of their agreement."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from toolkit.checks.wording import library_paragraphs, said
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, print_diagnostics, wrong_command
from toolkit.cli.proposals import plain
from toolkit.cli.shared import Root, open_library
from toolkit.content.agreements import Agreement
from toolkit.content.document import Document
from toolkit.content.edit import add_item, replace_item, set_value
from toolkit.content.library import Library
from toolkit.content.proposals import Proposal, Proposals
from toolkit.content.text import Text, one_line
from toolkit.core.diagnostics import Diagnostic, did_you_mean, errors
from toolkit.core.files import write
from toolkit.core.overlay import Overlay
from toolkit.outline.wording import topic_of
from toolkit.project import Project

WORDING = ("agreement", "wording")
PARAMETERS = ("agreement", "parameters")


class _ByHandError(Exception):
    """Says what a person must do, because a proposal cannot be put where it belongs without one."""


def settle(
    name: Annotated[str, typer.Argument(metavar="PROPOSALS", help="Proposals in content/proposals, by their id.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change, and write nothing.")] = False,
    workspace: Root = Path(),
) -> None:
    """Write accepted and countered proposals into the agreement: paragraphs as its own wording, blanks as its parameters.

    What a person must do is told as “by hand” and stays unsettled; so does what would go over words that were agreed since.
    """
    project, library = open_library(workspace)
    record, document = _asked(library, name)
    files = {path: (workspace / path).read_text(encoding="utf-8") for path in (document.place.path, record.place.path)}
    before, by_hand, count = dict(files), {}, 0
    for one in record.items:
        if one.settled or one.answer is None:
            continue
        try:
            if one.answer != "reject":
                words = files[document.place.path]
                files[document.place.path] = _Deal(project, library, document, record, one, words).settled()
        except _ByHandError as todo:
            by_hand[one.id] = str(todo)
            continue
        count += 1
        raw = next(item for item in yaml.safe_load(files[record.place.path])["items"] if item["id"] == one.id)
        files[record.place.path] = replace_item(files[record.place.path], ("items",), one.id, plain({**raw, "settled": True}))
    mistakes = _mistakes(project, files)  # before anything is written: what is kept of judgements belongs to the files as they are
    for path, words in files.items():
        if dry_run:
            lines = difflib.unified_diff(before[path].splitlines(True), words.splitlines(True), path, path)
            out.print("".join(lines), markup=False, end="")
        else:
            write(workspace / path, words.encode())
    _tell(record, count, by_hand, dry_run=dry_run)
    _tell_alone(library, record, by_hand)
    if mistakes:
        print_diagnostics(mistakes)
        err.print("the agreement would have these mistakes" if dry_run else "the agreement has these mistakes now", markup=False)
        raise typer.Exit(CONTENT_ERRORS)


def _asked(library: Library, name: str) -> tuple[Proposals, Document]:
    record = library.items["proposals"].get(name)
    if not isinstance(record, Proposals):
        hint = did_you_mean(name, library.items["proposals"], "proposals: " + (", ".join(library.items["proposals"]) or "none yet"))
        wrong_command(f"`{name}` names no proposals", hint)
    document = library.items["documents"].get(record.agreement)
    if not isinstance(document, Document) or document.agreement is None:
        wrong_command(f"`{record.agreement}` of `{name}` is not an agreement", "correct `agreement:`")
    return record, document


def _tell(record: Proposals, count: int, by_hand: Mapping[str, str], *, dry_run: bool) -> None:
    open_ones = sum(one.answer is None and not one.settled for one in record.items)
    left = f", {len(by_hand)} by hand" if by_hand else ""
    out.print(f"{plural(count, 'proposal')} {'would be ' if dry_run else ''}settled{left}, {open_ones} open", markup=False)
    for id, todo in by_hand.items():
        out.print(f"by hand: {id}: {todo}", markup=False)
    if by_hand:
        out.print(f"put `settled: true` to each of these in {record.place.path} once it is done", markup=False)
    for passage in record.unplaced:
        out.print(f"read it: {passage}", markup=False)


def _tell_alone(library: Library, record: Proposals, by_hand: Mapping[str, str]) -> None:
    """Say which paragraphs have new words in some languages alone, so that the others are to be written."""
    for one in record.items:
        words = one.counter if one.answer == "counter" else one.theirs if one.answer == "accept" else {}
        missing = [tag for tag in library.languages if tag not in words]
        if words and missing and one.kind in ("reword", "add") and not one.settled and one.id not in by_hand:
            out.print(
                f"to be written in {', '.join(missing)}: {one.id}: `{one.paragraph}` has new words in {', '.join(words)} alone",
                markup=False,
            )


def _mistakes(project: Project, files: Mapping[str, str]) -> list[Diagnostic]:
    """Return the mistakes that the workspace has with these files, and did not have."""
    known = {(one.code, one.message) for one in project.diagnostics}
    after = Project(Overlay({path: words.encode() for path, words in files.items()}, project.workspace))
    return [one for one in errors(after.diagnostics) if (one.code, one.message) not in known]


@dataclass(frozen=True, slots=True)
class _Deal:
    """One proposal that is to be put into the file of its agreement, of which earlier ones may have changed the words."""

    project: Project
    library: Library
    document: Document
    record: Proposals
    one: Proposal
    words: str

    @property
    def terms(self) -> Agreement:
        assert self.document.agreement is not None
        return self.document.agreement

    @property
    def answer(self) -> dict[str, str]:
        return dict(self.one.counter if self.one.answer == "counter" else self.one.theirs)

    def settled(self) -> str:
        """Return the file of the agreement with what was agreed; _ByHandError says why a person must do it."""
        kind = self.one.kind
        if kind == "strike" and self.one.answer == "counter":
            kind = "reword"
        if kind == "comment":
            return self.words
        try:
            if kind == "fill":
                return self._filled()
            if kind == "add":
                return self._added()
            if kind == "move":
                how = "word the points anew" if "." in str(self.one.paragraph) else "list `clauses:` of its article in that order"
                raise _ByHandError(f"`{self.one.paragraph}` is to follow `{self.one.after}`: {how}, in {self._path}")
            return self._worded(struck=kind == "strike")
        except ValueError as error:
            raise _ByHandError(f"{self._path}: {error}") from None

    @property
    def _path(self) -> str:
        return self.document.place.path

    # ── blanks ───────────────────────────────────────────────────────────────────────────────────

    def _filled(self) -> str:
        blank, answer = str(self.one.blank), self.answer
        known = {name for article in self.terms.articles for name in topic_of(self.library, self.terms, article.topic).parameters}
        if blank not in known:
            raise _ByHandError(f"`{blank}` is {' / '.join(answer.values())}: put it into {self._home(blank)}")
        there = self.terms.parameters.get(blank)
        held = self._now().get("parameters") or {}
        value = {} if there is None else self._said(there)
        if held.get(blank) not in (None, "") and there is None:  # by a proposal that was settled just now
            value = dict(held[blank]) if isinstance(held[blank], dict) else {self.library.site.source_language: held[blank]}
        self._not_over(f"the parameter `{blank}`", {tag: value[tag] for tag in answer if tag in value}, answer)
        return set_value(self.words, (*PARAMETERS, blank), {**value, **answer})

    def _home(self, blank: str) -> str:
        """Return where a person finds what a blank that is no parameter stands for."""
        owner, _, field = blank.partition(".")
        party = self.library.items["parties"].get(owner)
        return f"{party.place.path}:{party.place.line}, `{field}:` of `{owner}`" if party is not None else f"{self._path}, `{blank}`"

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────────

    def _added(self) -> str:
        id, after = str(self.one.paragraph), str(self.one.after)
        texts, own = library_paragraphs(self.library, self.terms), self._own()
        if after not in texts and after not in own:
            raise _ByHandError(f"`{after}` is no paragraph of the clause library: {self._elsewhere(after)}")
        if id in texts:
            raise _ByHandError(f"the library has a `{id}`: give the new paragraph another name, `paragraph:`")
        if id in own:
            text = own[id].get("text")
            if text == self.answer and own[id].get("after") == after:
                return self.words
            raise _ByHandError(f"the agreement has a `{id}` of its own already: give the new paragraph another name, `paragraph:`")
        return add_item(self.words, WORDING, self._item({"after": after, "text": self.answer}))

    def _worded(self, *, struck: bool) -> str:
        id = str(self.one.paragraph)
        texts, own = library_paragraphs(self.library, self.terms), self._own().get(id)
        if id not in texts and own is None:
            raise _ByHandError(f"`{id}` is no paragraph of the clause library: {self._elsewhere(id)}")
        if struck:
            self._not_of_an_article(id)
        if own is not None and own.get("struck"):
            if struck:
                return self.words
            raise _ByHandError(f"`{id}` has been struck out since {self.record.version}")
        now = own.get("text") if own is not None else texts[id]
        said_now = now if isinstance(now, dict) else self._said(now) if isinstance(now, Text) else {self._source: str(now)}
        answer = {} if struck else self.answer
        self._not_over(f"`{id}`", {tag: words for tag, words in said_now.items() if tag in self.one.ours}, answer)
        after = own.get("after") if own is not None else None
        if struck and after:
            raise _ByHandError(f"`{id}` is a paragraph of this agreement alone: take it out of `wording:` in {self._path}")
        content = {"struck": True} if struck else {"text": {**self.one.ours, **answer}}
        base = own["base"] if own is not None and own.get("base") else self._said(texts[id]) if id in texts else {}
        item = self._item(content | ({"after": after} if after else {"base": base}))
        return add_item(self.words, WORDING, item) if own is None else replace_item(self.words, WORDING, id, item)

    def _elsewhere(self, id: str) -> str:
        """Return where a person changes what the clause library does not hold."""
        return (
            f"change `recitals:` in {self._path}"
            if id.startswith("recital-")
            else f"it is printed from content/parties.yaml and {self._path}"
        )

    def _not_of_an_article(self, id: str) -> None:
        """Refuse to strike what falls with a whole article: a person takes that out of the agreement."""
        falling = {str(one.paragraph) for one in self.record.items if one.kind == "strike" and one.answer == "accept"}
        for article in self.terms.articles:
            if article.topic in falling and (
                id == article.topic or id.partition(".")[0] in topic_of(self.library, self.terms, article.topic).clauses
            ):
                raise _ByHandError(f"take the article `{article.topic}` out of `articles:` in {self._path}, and `{id}` falls with it")

    def _not_over(self, what: str, now: Mapping[str, str], answer: Mapping[str, str]) -> None:
        """Refuse to go over words that are not those that the other side changed, unless they are those that were agreed."""
        for tag, words in now.items():
            sent = self.one.ours.get(tag, "" if self.one.kind == "fill" else words)
            if one_line(words) not in (one_line(sent), one_line(answer.get(tag, sent))):
                agreed = f"; here: “{answer[tag]}”" if tag in answer else ""
                raise _ByHandError(f"{what} says something else since {self.record.version}: “{one_line(words)}”{agreed}")

    def _item(self, content: Mapping[str, Any]) -> dict[str, Any]:
        made = {"id": str(self.one.paragraph), **content, "reason": f"{self.record.file}, {self.one.id}"}
        made |= {"author": self.one.author or self.record.sender or "—"}
        return plain(made | ({"date": self.one.date.isoformat()} if self.one.date else {}))

    def _now(self) -> dict[str, Any]:
        """Return what the agreement's file says now, after the proposals before this one."""
        return dict(yaml.safe_load(self.words)["agreement"])

    def _own(self) -> dict[str, dict[str, Any]]:
        return {str(item["id"]): item for item in self._now().get("wording") or ()}

    @property
    def _source(self) -> str:
        return self.library.site.source_language

    def _said(self, text: Text) -> dict[str, str]:
        found = {tag: said(text, self.project.localizer(tag)) for tag in self.library.languages}
        return {tag: words for tag, words in found.items() if words is not None}
