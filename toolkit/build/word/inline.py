"""Turns the words of a paragraph into runs: emphasis, language, links, references, notes, and blanks to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from babel.core import get_global

from toolkit.build.word.anchors import has_class, parent, words
from toolkit.build.word.fields import complex_field
from toolkit.build.word.formulas import formula
from toolkit.build.word.pictures import drawing
from toolkit.build.word.writing import LANGUAGES, Writing
from toolkit.build.word.xml import Element, R, text, w

_SPACE = re.compile(r"[ \t\r\n\f]+")
EMPHASIS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic"}
CHARACTER_STYLES = {
    "blank": "PlaceholderText",
    "gloss": "Soft",
    "remark": "Soft",
    "outcome": "Soft",
    "unknown": "Soft",
    "annex-number": "Soft",
}
"""Styles of characters by the class that the page gives its passages."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a passage is set."""

    language: str = ""
    style: str = ""
    bold: bool = False
    italic: bool = False
    position: str = ""
    revised: str = ""
    """`ins` for words that a comparison shows as put in, `del` for those struck out."""

    def properties(self) -> Element:
        """Return `w:rPr`; every run says its language."""
        return w(
            "rPr",
            w("rStyle", val=self.style) if self.style else None,
            w("b") if self.bold else None,
            w("i") if self.italic else None,
            w("strike") if self.revised == "del" else None,
            w("u", val="single") if self.revised == "ins" else None,
            w("vertAlign", val=self.position) if self.position else None,
            w("lang", val=word_language(self.language)) if self.language else None,
        )


@lru_cache(maxsize=100)
def word_language(tag: str) -> str:
    """Return a language with the country whose variety it is, as Word wants it: `ru-RU`, `en-GB`."""
    if "-" in tag or tag in LANGUAGES:
        return LANGUAGES.get(tag, tag)
    likely = str(get_global("likely_subtags").get(tag, tag)).split("_")
    return f"{tag}-{likely[-1]}" if len(likely) > 1 else tag


@dataclass(slots=True)
class Line:
    """The content of one paragraph; spaces are put together as a browser does."""

    content: list[Element | tuple[str, Look]] = field(default_factory=list)
    _spaced: bool = True

    def say(self, passage: str, look: Look) -> None:
        """Add words."""
        said = _SPACE.sub(" ", passage)
        if self._spaced:
            said = said.lstrip(" ")
        if said:
            self.content.append((said, look))
            self._spaced = said.endswith(" ")

    def put(self, *elements: Element, spaced: bool = False) -> None:
        """Add what is no words; `spaced` when a space after it would be too many, as after a line break."""
        self.content.extend(elements)
        self._spaced = spaced

    @property
    def empty(self) -> bool:
        """Whether nothing would be printed."""
        return not any(not isinstance(one, tuple) or one[0].strip(" ") for one in self.content)

    def runs(self) -> list[Element]:
        """Return the runs, without a space at the end."""
        content = list(self.content)
        while content and isinstance(content[-1], tuple) and not content[-1][0].rstrip(" "):
            content.pop()
        if content and isinstance(content[-1], tuple):
            content[-1] = (content[-1][0].rstrip(" "), content[-1][1])
        return [run(*one) if isinstance(one, tuple) else one for one in content]


def run(passage: str, look: Look) -> Element:
    """Return a run of words."""
    return w("r", look.properties(), text(passage))


def spell(node: Any, look: Look, line: Line, writing: Writing, *, inside: bool = False) -> None:
    """Write an element into a line; `inside` writes what it holds alone."""
    look = _look(node, look)
    if not inside and _special(node, look, line, writing):
        return
    line.say(node.text or "", look)
    for child in node:
        if isinstance(child.tag, str):
            spell(child, look, line, writing)
        line.say(child.tail or "", look)


def _look(node: Any, look: Look) -> Look:
    look = replace(look, language=node.get("lang") or look.language)
    if emphasis := EMPHASIS.get(node.tag):
        return replace(look, bold=look.bold or emphasis == "bold", italic=look.italic or emphasis == "italic")
    if node.tag in ("sup", "sub"):
        return replace(look, position=f"{node.tag}erscript" if node.tag == "sup" else "subscript")
    if node.tag in ("ins", "del"):
        return replace(look, revised=node.tag)
    style = next((style for name, style in CHARACTER_STYLES.items() if has_class(node, name)), "")
    return replace(look, style=style) if style else look


def _special(node: Any, look: Look, line: Line, writing: Writing) -> bool:
    """Write an element that is more than words; return whether it was one."""
    if node.tag in ("br", "math", "img"):
        line.put(*_object(node, writing), spaced=node.tag == "br")
    elif has_class(node, "blank"):
        line.put(_blank(node, look, writing))
    elif has_class(node, "signing-line"):
        line.put(w("r", look.properties(), text("_" * 24)))
    elif has_class(node, "note"):
        line.put(*_note(node, look, writing))
    elif has_class(node, "note-again"):
        line.put(*_note_again(words(node), look, writing))
    elif node.tag == "a" and node.get("href", "").startswith("#"):
        line.put(*_reference(node, look, writing))
    elif node.tag == "a" and node.get("href", "").startswith(("http:", "https:", "mailto:")):
        line.put(_outside(node, look, writing))
    else:
        return False
    return True


def _object(node: Any, writing: Writing) -> list[Element]:
    """Return a line break, a formula or a picture."""
    if node.tag == "br":
        return [w("r", w("br"))]
    return [formula(node)] if node.tag == "math" else drawing(writing, node.get("src", ""), node.get("alt", ""))


def _blank(node: Any, look: Look, writing: Writing) -> Element:
    """Return a content control that shows the label of a blank till something is typed into it."""
    label = words(node).strip("()")
    about = w(
        "sdtPr",
        w("alias", val=label[:64]),
        w("tag", val=f"blank:{node.get('data-blank', '')}"[:64]),
        w("id", val=writing.next()),
        w("showingPlcHdr"),
        w("text"),
    )
    return w("sdt", about, w("sdtContent", run(f"({label})", look)))


def _note(node: Any, look: Look, writing: Writing) -> list[Element]:
    """Return the call of a footnote; the note itself goes to the part of the notes."""
    line = Line()
    spell(node, replace(look, style="", bold=False, italic=False), line, writing, inside=True)
    number = len(writing.notes) + 1
    call = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
    paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")), call, run(" ", look), *line.runs())
    writing.notes.append(w("footnote", paragraph, id=number))
    name = f"note_{number}"
    writing.called[node.get("data-number", "")] = name
    mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteReference", id=number))
    return writing.bookmarked(name, mark)


def _note_again(number: str, look: Look, writing: Writing) -> list[Element]:
    """Return the number of a note that was called before, as a field that follows it."""
    style = replace(look, style="FootnoteReference")
    name = writing.called.get(number)
    return complex_field(f"NOTEREF {name} \\h", number, style.properties) if name else [run(number, style)]


def _outside(node: Any, look: Look, writing: Writing) -> Element:
    line = Line()
    spell(node, replace(look, style="Hyperlink"), line, writing, inside=True)
    made = w("hyperlink", *line.runs())
    made.set(f"{{{R}}}id", writing.link(node.get("href")))
    return made


def _reference(node: Any, look: Look, writing: Writing) -> list[Element]:
    """Return a cross-reference: each number in its words a field that follows the paragraph it names."""
    id, said = node.get("href")[1:], words(node)
    found = [one for one in (writing.anchors.find(id, look.language), writing.anchors.find(parent(id), look.language)) if one]
    parts = _numbers(said, {label.short: (name, label.listed) for name, label in reversed(found)})
    if parts is None:
        return [w("hyperlink", run(said, look), anchor=writing.anchors.name(id, look.language))]
    made: list[Element] = []
    for words_before, number, name, listed in parts:
        if words_before:
            made.append(run(words_before, look))
        if number:
            made += complex_field(f"REF {name} \\n \\h" if listed else f"REF {name} \\h", number, look.properties)
    return made


def _numbers(said: str, named: dict[str, tuple[str, bool]]) -> Iterator[tuple[str, str, str, bool]] | None:
    """Return the pieces of a reference, words and the number after them; nothing where it says no number that it could follow."""
    if not named:
        return None
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(number)}(?![\w])" for number in sorted(named, key=len, reverse=True)))
    matches = list(pattern.finditer(said))
    return _pieces(said, matches, named) if matches else None


def _pieces(said: str, matches: list[re.Match[str]], named: dict[str, tuple[str, bool]]) -> Iterator[tuple[str, str, str, bool]]:
    at = 0
    for found in matches:
        name, listed = named[found.group()]
        yield said[at : found.start()], found.group(), name, listed
        at = found.end()
    if said[at:]:
        yield said[at:], "", "", False
