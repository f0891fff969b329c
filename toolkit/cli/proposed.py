"""Writes down what came back in a Word file as the proposals of a record, in the words of content: with placeholders and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from toolkit.build.word.incoming import Edit, Incoming
from toolkit.build.word.received import Received
from toolkit.checks.wording import said
from toolkit.cli.draft import Draft
from toolkit.content.text import Text
from toolkit.language.lift import lift
from toolkit.language.markdown import CASES
from toolkit.outline.model import Target
from toolkit.outline.phrases import reference_phrase
from toolkit.outline.wording import paragraphs_of, topic_of

_BLANK = "blank:"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The draft that was sent, by paragraphs: what content says there, and what may be referred to."""

    draft: Draft
    texts: Mapping[str, Text]
    targets: Mapping[str, Target]
    parameters: frozenset[str]
    bookmarks: Mapping[str, tuple[str, str]]
    taken: frozenset[str]
    """Names that no new paragraph may get: those of the agreement's own paragraphs and of other proposals."""

    @classmethod
    def to(cls, draft: Draft, bookmarks: Mapping[str, tuple[str, str]], taken: Iterable[str]) -> Proposed:
        """Read the draft that was sent."""
        terms, library = draft.publication.document.agreement, draft.project.library
        assert terms is not None
        assert library is not None
        topics = [topic_of(library, terms, article.topic) for article in terms.articles]
        texts = {id: text for topic in topics for id, text in paragraphs_of(terms, topic)}
        targets = draft.project.outline(draft.publication).targets
        return cls(draft, texts, targets, frozenset(name for one in topics for name in one.parameters), bookmarks, frozenset(taken))

    def items(self, found: Incoming) -> Iterator[dict[str, Any]]:
        """Yield the proposals: paragraphs in the order of the agreement, then additions, blanks and comments."""
        for edits in _by(found.edits, lambda one: (one.paragraph, one.kind) if one.kind != "add" else None).values():
            first = edits[0]
            ours = {one.language: self._ours(one) for one in edits}
            theirs = {one.language: self._theirs(one) for one in edits} if first.kind == "reword" else {}
            after = {"after": first.after} if first.after else {}
            yield {"kind": first.kind, "paragraph": first.paragraph, **after, **self._number(first.paragraph), "ours": ours,
                   "theirs": theirs, **_who(edits)}  # fmt: skip
        yield from self._additions([one for one in found.edits if one.kind == "add"])
        for blank, fills in _by(found.filled, lambda one: one.blank).items():
            paragraph = next((one.paragraph for one in fills if one.paragraph in self.texts), "")
            for words in _together([(one.language, one.words) for one in fills]):
                yield {"kind": "fill", "blank": blank, "paragraph": paragraph, **self._number(paragraph), "theirs": words}
        for one in found.remarks:
            about = {one.language: one.about} if one.about and one.language and not one.paragraph else {}
            yield {"kind": "comment", "paragraph": one.paragraph, **self._number(one.paragraph), "ours": about, "comment": one.words,
                   "author": one.author, "date": one.date}  # fmt: skip

    def unplaced(self, found: Incoming) -> list[str]:
        """Return what no proposal says, each with the number and the name of its place."""
        return [one.told(f"{self._number(one.near)['number']} {one.near}".strip()) for one in found.unplaced]

    def _ours(self, edit: Edit) -> str:
        assert edit.ours is not None
        text = self.texts.get(edit.paragraph)
        return (said(text, self.draft.project.localizer(edit.language)) if text is not None else None) or edit.ours.shown

    def _theirs(self, edit: Edit) -> str:
        """Return the new words of a paragraph; of one that is no clause, as a reader sees them."""
        assert edit.ours is not None
        assert edit.theirs is not None
        if edit.paragraph not in self.texts:
            return edit.theirs.shown
        return lift(self._ours(edit), edit.ours.words, edit.theirs.words, partial(self._written, edit.language, (edit.ours, edit.theirs)))

    def _written(self, language: str, found: Iterable[Received], words: str) -> str:
        """Return words with their references and blanks as content writes them: as the author wrote, where it has no way to."""
        localizer = self.draft.project.localizer(language)
        for mark, printed, _ in (mark for one in found for mark in one.marks):
            target = self.targets.get(self.bookmarks.get(mark, ("", ""))[0])
            if target is not None and printed:
                for case in CASES:
                    phrase = " ".join(reference_phrase(localizer, target, case).split())
                    link = f"[](#{target.id}{'' if case == 'nom' else f':{case}'})"
                    words = words.replace(phrase.replace(printed, f"⟦{mark}⟧"), link) if printed in phrase else words
            name = mark.removeprefix(_BLANK)
            words = words.replace(f"⟦{mark}⟧", f"{{{name}}}" if name in self.parameters else printed)
        return words

    def _additions(self, edits: Iterable[Edit]) -> Iterator[dict[str, Any]]:
        """Yield what was put in, the languages of one place together, in the order in which they stand."""
        places: dict[tuple[str, bool, int], list[Edit]] = {}
        counts: dict[tuple[str, bool, str], int] = {}
        for edit in edits:
            counts[edit.after, edit.point, edit.language] = number = counts.get((edit.after, edit.point, edit.language), 0) + 1
            places.setdefault((edit.after, edit.point, number), []).append(edit)
        taken = {*self.texts, *self.taken}
        last: dict[tuple[str, bool], str] = {}
        for (after, point, _), found in places.items():
            id = _free(after, taken, point=point)
            taken.add(id)
            theirs = {
                one.language: lift("", "", one.theirs.words, partial(self._written, one.language, (one.theirs,)))
                for one in found
                if one.theirs
            }
            before = last.get((after, point), after)
            yield {"kind": "add", "paragraph": id, "after": before, **self._number(after), "theirs": theirs, **_who(found)}
            last[after, point] = id

    def _number(self, paragraph: str) -> dict[str, str]:
        target = self.targets.get(paragraph.partition(".")[0])
        return {"number": target.number if target else ""}


def _by(found: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    """Return things by a key, in the order in which they stand; those without one are left out."""
    made: dict[Any, list[Any]] = {}
    for one in found:
        if (name := key(one)) is not None:
            made.setdefault(name, []).append(one)
    return made


def _together(said: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return words by language; where a blank was filled in twice and otherwise, each way is one of its own."""
    made: list[dict[str, str]] = []
    for language, words in said:
        if any(one.get(language) == words for one in made):
            continue
        free = next((one for one in made if language not in one), None)
        if free is None:
            made.append({language: words})
        else:
            free[language] = words
    return made


def _free(after: str, taken: set[str], *, point: bool) -> str:
    """Return an id for what follows a paragraph: the next number of a point, a clause named after the one before."""
    clause = after.partition(".")[0]
    wanted = (f"{clause}.{number}" if point else f"{after}-added-{number}" for number in range(1, 100))
    return next(one for one in wanted if one not in taken)


def _who(edits: Iterable[Edit]) -> dict[str, str]:
    return {"author": next((one.author for one in edits if one.author), ""), "date": next((one.date for one in edits if one.date), "")}
