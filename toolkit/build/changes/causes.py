"""Tells in words of the workspace what stands behind questions: the files, records, figures and messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.build.changes.readings import Readings
from toolkit.core.reads import Question

GLUE = "\x04"
_SITE = {"frame": "the address of the site, or what its head lists", "variant": "the standard that PDFs claim",
         "web-fonts": "the fonts of this machine"}  # fmt: skip
_LISTS = {"listed": "the documents of {}", "about": "the document about {}", "mentioning": "the documents that mention {}",
          "naming": "the documents that mention {}"}  # fmt: skip
_LISTED = {"newest": "the newest documents", "documents": "how many documents there are"}
_OF_ADDRESSES = {
    "aliases": "the addresses that documents had before", "earlier": "the earlier versions of {}",
    "several": "whether {} stands on several pages", "figures": "which figures documents have",
}  # fmt: skip
_CUT = {
    "cut": "where {} are cut into pages", "leaf": "which {} stand on the page", "placed": "which {} stand on the page",
    "counted": "how many {} there are",
}  # fmt: skip
_PLAIN = {
    "links": "links of {}", "groups": "groups of {}", "corrections": "corrections of {}", "programmes": "programmes of {}",
    "cited-in": "where {} is cited",
}  # fmt: skip

Said = tuple[str, str, str]
"""The kind of thing that a question is about, its file where it has one, and its name."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A kind of thing, in one word, and the things of it that changed."""

    word: str
    things: tuple[str, ...]


@dataclass(frozen=True)
class Causes:
    """Puts questions into words."""

    readings: Readings

    def of(self, questions: Iterable[Question]) -> tuple[Cause, ...]:
        """Return the causes of some questions having other answers, by kind; the things of one file stand together."""
        found: dict[str, dict[str, dict[str, None]]] = {}
        for question in questions:
            word, file, thing = self._said(question)
            named = found.setdefault(word, {}).setdefault(file, {})
            if thing:
                named[thing] = None
        return tuple(Cause(word, tuple(_thing(file, list(named)) for file, named in files.items())) for word, files in found.items())

    def _said(self, question: Question) -> Said:
        kind, _, asked = question.partition(" ")
        if kind in ("message", "plural"):
            return self._message(kind, asked)
        plain = _of_request(kind, asked) or _of_files(kind, asked)
        return plain or self._of_content(kind, asked)

    def _message(self, kind: str, asked: str) -> Said:
        language, _, glued = asked.partition(" ")
        context, _, words = glued.partition(GLUE)
        catalog = self.readings.project.catalogs.get(language)
        said = catalog.messages.get((context, words)) if catalog and kind == "message" else None
        return "translation", said.place.path if said else "", context or words or f"plural forms of {language}"

    def _of_content(self, kind: str, asked: str) -> Said:
        library = self.readings.library
        if kind in ("record", "has"):
            collection, _, id = asked.partition(".")
            item = library.items.get(collection, {}).get(id)
            return "content", item.place.path if item else "", asked
        if kind.startswith(("fact", "has-fact")):
            fact = library.facts.get(asked) or library.fact_named(asked)
            return "content", fact.place.path if fact else "", fact.id if fact else asked or "facts"
        if kind == "publication":
            return self._publication(asked)
        if kind in ("site", "site-editions", "editions"):
            return "content", library.site.place.path, ""
        return "content", "", _PLAIN.get(kind, "{}").format(asked) or "records that cannot be read"

    def _publication(self, id: str) -> Said:
        one = next((found for found in self.readings.project.publications if found.id == id), None)
        if one is None:
            return "content", "", id
        path = one.document.place.path if not one.subject else one.subject.place.path
        return "content", path, f"documents.{one.document.id}" if not one.subject else f"clusters.{one.subject.id}"


def _of_request(kind: str, asked: str) -> Said | None:
    """Say what of a build, or of the documents that there are, a question is about."""
    if kind in _SITE:
        return "site", "", _SITE[kind]
    if kind in _LISTS:
        return "site", "", _LISTS[kind].format(asked.partition("/")[2] or asked)
    if words := _of_lists(kind, asked):
        return "site", "", words
    if kind in ("there", "latest"):
        return "site", "", f"whether {asked} is there" if asked else "the latest document"
    return ("day", "", "") if kind == "day" else None


def _of_lists(kind: str, asked: str) -> str:
    """Say what of lists and registers a question is about; nothing where it is about something else."""
    if kind in _LISTED or kind.startswith("listed-") or kind == "entry":
        return _LISTED.get(kind, f"the documents of {asked.partition('/')[2] or asked}")
    if kind in _OF_ADDRESSES:
        return _OF_ADDRESSES[kind].format(asked)
    if kind in _CUT:
        return _CUT[kind].format(asked.partition(" ")[0].replace("+", " and "))
    if kind in ("stands", "called", "numbered"):
        return f"where {asked.rpartition(' ')[2]} stands"
    return ""


def _of_files(kind: str, asked: str) -> Said | None:
    if kind in ("file", "files"):
        path = asked.rpartition(" ")[0] if kind == "files" else asked
        return _word(path), path, ""
    return ("revision", asked, "") if kind in ("commit", "commits") else None


def _thing(file: str, named: list[str]) -> str:
    """Return a file with what changed of it, or the things alone."""
    words = ", ".join(sorted(named))
    return f"{file} ({words})" if file and words else file or words


def _word(path: str) -> str:
    if path.startswith("content/"):
        return "asset"
    return "style" if path.endswith(".css") else "template"
