"""Reads a page in Markdown, with lines of YAML at its head, as the tree of a record, so that every word has its line and its path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.content.scalars import is_language
from toolkit.content.tree import MAX_BYTES, UNSEEN, Fields, Items, Node, Passage, Scalar, parse
from toolkit.core.characters import hidden, named, without_hidden
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.workspace import decoded

FENCE = "---"
_HEADING = re.compile(r"^##[ \t]+(?P<title>.*?)(?:[ \t]+\{#(?P<id>[^}\s]*)\})?[ \t]*$", re.MULTILINE)


def read_markdown(data: bytes, path: str, prefix: str, language: str) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the tree of a file and what was refused in it: the keys of its head, `text`, and a list of `sections`.

    A heading `## Method {#method}` begins the section `method`; one without an id is named by its number.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(Diagnostic("yaml-size", f"larger than {MAX_BYTES:,} bytes", Place(path), "split the file"))
    words = decoded(data, path).replace("\r\n", "\n")
    if not words.strip():
        return None, ()
    head, body = _parted(words, path)
    # The first line is left empty, so that every line of YAML keeps its number.
    tree, found = parse(words[:head].replace(FENCE, "", 1).encode(), path, prefix, language) if head else (None, ())
    if tree is not None and not isinstance(tree, Fields):
        raise ContentError(Diagnostic("wrong-type", "expected keys between the lines `---`", tree.place, "write `title: …` lines"))
    fields = tree or _empty(Place(path, 1, 1), prefix)
    own = fields.get("language")
    spoken = own if isinstance(own, Scalar) and is_language(own) else language
    made = _Body(Passage(Place(path, 1, 1), words), prefix, str(spoken))
    made.fill(fields, body)
    return fields, (*found, *made.found)


def _parted(words: str, path: str) -> tuple[int, int]:
    """Return where the lines of YAML end, 0 where there are none, and where the Markdown begins."""
    if words.split("\n", 1)[0].rstrip() != FENCE:
        return 0, 0
    end = re.compile(rf"^{FENCE}[ \t]*$", re.MULTILINE).search(words, len(FENCE))
    if end is None:
        hint = f"put a line `{FENCE}` below the last key"
        raise ContentError(Diagnostic("yaml-syntax", f"the lines of YAML that begin with `{FENCE}` have no end", Place(path, 1, 1), hint))
    return end.start(), end.end()


def _empty(place: Place, prefix: str) -> Fields:
    fields = Fields()
    fields.place, fields.path, fields.passage = place, prefix, Passage(place, "")
    return fields


class _Body:
    """Puts the Markdown of a file into the tree of its record; collects what it refuses."""

    def __init__(self, whole: Passage, prefix: str, language: str) -> None:
        self.whole, self.prefix, self.language = whole, prefix, language
        self.found: list[Diagnostic] = []

    def fill(self, fields: Fields, start: int) -> None:
        headings = list(_HEADING.finditer(self.whole.words, start))
        ends = [one.start() for one in headings] + [len(self.whole.words)]
        self._put(fields, "text", start, ends[0], f"{self.prefix}.text")
        if not headings:
            return
        sections = Items(self._section(n, one, ends[n]) for n, one in enumerate(headings, 1))
        sections.place = sections[0].place
        self._key(fields, "sections", sections.place)
        fields[Scalar.at("sections", sections.place)] = sections

    def _section(self, number: int, heading: re.Match[str], end: int) -> Fields:
        id = f"part-{number}" if heading["id"] is None else heading["id"]
        path = f"{self.prefix}.sections.{id}"
        fields = _empty(self.whole.step(heading.start()), path)
        at = heading.start("id") if heading["id"] is not None else heading.start()
        fields[Scalar.at("section", fields.place)] = Scalar.at(id, self.whole.step(at), path, self.language, typed=id)
        self._put(fields, "title", heading.start("title"), heading.end("title"), f"{path}.title")
        self._put(fields, "text", heading.end(), end, f"{path}.text")
        return fields

    def _put(self, fields: Fields, key: str, start: int, end: int, path: str) -> None:
        """Put a stretch of the file under a key, without the empty lines around it; an empty one is left out but for a title."""
        words = self.whole.words[start:end]
        start += len(words) - len(words.lstrip())
        passage = self.whole.part(start, start + len(words.strip()))
        if passage.words or key == "title":
            self._key(fields, key, passage.place)
            told = "".join(self._seen(passage))
            fields[Scalar.at(key, passage.place)] = Scalar.at(
                told, passage.place, path, self.language, block_style=True, typed=passage.words
            )

    def _seen(self, passage: Passage) -> Iterator[str]:
        if found := hidden(passage.words):
            message = f"{named(found.group())} stands here, unseen"
            self.found.append(Diagnostic("invisible-character", message, passage.at(found.group()), UNSEEN))
        yield without_hidden(passage.words)

    def _key(self, fields: Fields, key: str, place: Place) -> None:
        """Refuse a key of YAML that the Markdown gives."""
        if key in fields:
            hint = "leave it out of the lines of YAML, or leave the Markdown empty"
            self.found.append(Diagnostic("duplicate-key", f"`{key}` stands in YAML and in Markdown", fields.key_place(key), hint))
            del fields[key]
