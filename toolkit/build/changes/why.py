"""Tells why the next build makes an artifact anew, or why it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toolkit.build.changes.causes import Cause, Causes
from toolkit.build.changes.readings import Readings, is_late
from toolkit.build.memory import EDITION, PAGE
from toolkit.build.search_index import INDEX
from toolkit.core.reads import Question
from toolkit.outline.addresses import SITE, first_part


@dataclass(frozen=True, slots=True)
class Why:
    """One word and the things that changed.

    The words: `same`, `new`, `content`, `translation`, `template`, `style`, `asset`, `revision` (a commit), `day`, `site`
    (its address, or the documents that there are), `altered` (no longer as it was written), `toolkit` (another version);
    and `size`: it stays the same unless what it tells of another file becomes other words.
    """

    word: str
    things: tuple[str, ...] = ()
    also: tuple[Cause, ...] = ()
    """What changed of other kinds."""

    def __str__(self) -> str:
        causes = ((self.word, self.things), *((one.word, one.things) for one in self.also))
        return "; ".join(" ".join([word, ", ".join(things)]).strip() for word, things in causes)


def find(readings: Readings, artifact: str) -> tuple[str, str] | None:
    """Return an artifact's path below `build/` with the kind and name of what it is of; nothing when no build makes it."""
    path = artifact.removeprefix("./").removeprefix("build/")
    path = path if path.startswith(f"{SITE}/") else f"{SITE}/{path}"
    edition = f"{EDITION} {first_part(path).removeprefix(f'{SITE}/').rpartition('.')[0]}"
    for key in (f"{PAGE} {path}", edition):
        if key in readings.known and (path in readings.known[key].paths or path in readings.expected.coming):
            return path, key
    if path in readings.expected.coming or f"{PAGE} {path}" in readings.expected.pages(readings.run):
        return path, ""
    return next(((path, key) for key, made in readings.known.items() if path in made.paths), None)


def why(readings: Readings, path: str, key: str) -> Why:
    """Return why the next build makes an artifact anew."""
    if not key or not readings.run.output.folder.exists(path):
        return Why("new")
    made, asked = readings.known[key], readings.asked(key)
    differing = [(place, question) for place, (question, known) in enumerate(asked.items()) if _differs(readings, question, known)]
    causes = Causes(readings).of(question for place, question in differing if made.concerns(path, [place]))
    if causes:
        return Why(causes[0].word, causes[0].things, causes[1:])
    file = next(one for one in made.files if one.path == path)
    if readings.run.output.on_disk(path) != file.digest:
        return Why("altered")
    return _of_sizes(readings, path, file.shows, asked)


def _differs(readings: Readings, question: Question, known: str) -> bool:
    """Say whether a question has another answer; of one artifact, what is worked out of others is worked out."""
    if is_late(question):
        return question.startswith("cited-in ") and readings.reader.answer(question) != known
    return readings.differs(question, known)


def _of_sizes(readings: Readings, path: str, shows: Iterable[str], asked: Iterable[Question]) -> Why:
    """Return that a page tells of files which are made anew, or that it stays the same."""
    touched = readings.edited()
    files = tuple(sorted(touched.artifacts.intersection(shows)))
    late = path in touched.perhaps and any(question == "unfinished" or question.startswith(("parts ", "several ")) for question in asked)
    return Why("size", files) if files or late else Why("same")


def searched(path: str) -> bool:
    """Say whether a file is of the search index, which is made of the finished pages."""
    return f"{SITE}/{path.removeprefix('./').removeprefix('build/').removeprefix(f'{SITE}/')}".startswith(INDEX)


def other_version(folder: Path) -> Why:
    """Return the reason where no notes tell: another version of the program made the files, or nobody did."""
    return Why("toolkit" if (folder / SITE).is_dir() else "new")
