"""Chooses the fonts that a site brings along, cut by alphabet, so that readers need none of their own.

Each list of fonts that the stylesheets use gets a family of its own, `Site Serif`: the first of its fonts that this machine has and
that may be embedded, cut into a file for each style and alphabet. A browser loads the files whose letters a page shows. The name is not
that of the font, for licences of fonts forbid that a changed font bears it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.metadata import version

from toolkit.checks.language_fonts import families, letters
from toolkit.content.answers import ALTERED, Record
from toolkit.core.diagnostics import ContentError
from toolkit.core.fonts import Installed, installed
from toolkit.core.reads import Recorder, digest
from toolkit.core.workspace import Workspace, text_of
from toolkit.outline.addresses import SITE
from toolkit.render.design_tokens import FONTS, STYLES, design, token_files
from toolkit.site.font_metrics import Stand, stand_ins

FOLDER = f"{SITE}/assets/fonts"
NOTICE = f"{FOLDER}/licences.txt"
QUESTION = "web-fonts"
RECIPE = "1"
"""Changes when a font is cut in another way, so that no cache gives the old file."""
_LATIN = frozenset((*range(0x20, 0x100), 0x131, 0x152, 0x153, 0x2C6, 0x2DA, 0x2DC, *range(0x2000, 0x2070), 0x20AC, 0x20BD, 0x2122, 0x2212))
_RUSSIAN = frozenset((0x301, *range(0x400, 0x460), 0x490, 0x491, 0x2116))
_OWN = frozenset({"CJK", "HANGUL", "HIRAGANA", "KATAKANA"})
"""Scripts of thousands of letters: their readers have fonts, and a file of them would be heavier than all else."""
_ASKED = re.compile(r"var\(\s*--([a-z]+)\s*\)")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of a font: what its file is called, how fontconfig and CSS ask for it."""

    name: str
    pattern: str
    weight: int
    slope: str


PLAIN = Style("regular", "", 400, "normal")
_STYLES = (PLAIN, Style("bold", ":bold", 700, "normal"), Style("italic", ":italic", 400, "italic"),
           Style("bold-italic", ":bold:italic", 700, "italic"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One file: a style of a font, cut to the letters of an alphabet."""

    token: str
    style: Style
    alphabet: str
    family: str
    """What the font is called where it comes from."""
    font: Installed
    points: tuple[int, ...]
    ranges: str
    """Its letters as CSS says them."""

    @property
    def path(self) -> str:
        """Its path below `build/`: another font, other letters or another way of cutting give another name, so it may be kept for ever."""
        return _path(self.token, self.style, self.alphabet, self.font, self.points)


@lru_cache(maxsize=1)
def programs() -> tuple[str, str]:
    """Return the versions of the programs that cut: to look them up takes longer than to make a page."""
    return version("fonttools"), version("brotli")


@lru_cache(maxsize=512)
def _path(token: str, style: Style, alphabet: str, font: Installed, points: tuple[int, ...]) -> str:
    """Return the path of a file by all that it hangs on."""
    made_of = (font.digest, font.index, style, points, RECIPE, *programs())
    mark = blake2b(repr(made_of).encode(), digest_size=6).hexdigest()
    return f"{FOLDER}/{token}-{style.name}-{alphabet}.{mark}.woff2"


@dataclass(frozen=True)
class WebFonts:
    """The fonts of a site; whoever shows one of them notes the question that they hang on."""

    workspace: Workspace
    """Not one that notes what is read: all of it is one question."""
    styles: tuple[str, ...]
    """The stylesheets of web pages, by name."""
    languages: tuple[str, ...]
    recorder: Recorder = field(default_factory=Recorder)

    def answer(self, altered: Collection[Record] = ()) -> str:
        """Return the digest of all that the files are made of; `altered` files are taken to be others than they are."""
        if any(("file", path) in altered for path in token_files(self.workspace)):
            return ALTERED
        asked = ((family, style) for stack in self._stacks.values() for family in stack for style in _STYLES)
        fonts = [(*one, font) for one in asked if (font := installed(one[0], one[1].pattern))]
        found = [(family, style, font.digest, font.index, font.letters, font.is_free) for family, style, font in fonts]
        return digest(repr((self._stacks, self.languages, found, RECIPE, programs())).encode())

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every file."""
        self.recorder.note(QUESTION)
        return self._faces

    @property
    def css(self) -> str:
        """What the stylesheet of the site says of them: where each file is, and where in each list of fonts it stands."""
        self.recorder.note(QUESTION)
        return self._css

    def main(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the files in which the text of a page is set, by their path below `build/`: these are fetched at once."""
        self.recorder.note(QUESTION)
        wanted = {"latin", *(word for language in languages for word in _alphabets(language) if not word.endswith("-ext"))}
        first = next(iter(self._stacks), "")
        return tuple(one.path for one in self._faces if (one.token, one.style) == (first, PLAIN) and one.alphabet in wanted)

    @cached_property
    def _stacks(self) -> Mapping[str, tuple[str, ...]]:
        """The lists of fonts that the stylesheets use, the one of the text first."""
        there = self.workspace.list(STYLES, ".css")
        asked: set[str] = set()
        for path in (f"{STYLES}/{name}.css" for name in self.styles):
            with suppress(ContentError):  # a stylesheet that cannot be read is told of where it is made
                asked.update(_ASKED.findall(text_of(self.workspace, path)) if path in there else ())
        known = design(self.workspace)
        return {name: families(known[name]) for name in FONTS if name in asked and name in known}

    @cached_property
    def _faces(self) -> tuple[Face, ...]:
        wanted = dict.fromkeys(word for language in self.languages for word in _alphabets(language))
        return tuple(face for token, stack in self._stacks.items() for face in _cut(token, stack, (*_ALWAYS, *wanted)))

    @cached_property
    def _css(self) -> str:
        if not self._faces:
            return ""
        rules = [f"/* Fonts under names of this site's own; what they are, and their licences: fonts/{NOTICE.rpartition('/')[2]} */"]
        rules += [_rule(one) for one in self._faces]
        served = {one.token: one for one in reversed(self._faces)}
        standing = {token: tuple(stand_ins(token, self._by_style(first), family_of(token))) for token, first in sorted(served.items())}
        rules += [one.css for found in standing.values() for one in found]
        known = design(self.workspace)
        lists = (f"--{token}: {_put(known[token], first.family, token, standing[token])};" for token, first in sorted(served.items()))
        return "\n".join([*rules, f":root {{ {' '.join(lists)} }}", ""])

    def _by_style(self, first: Face) -> Mapping[tuple[int, str], Installed]:
        return {
            (one.style.weight, one.style.slope): one.font for one in self._faces if (one.token, one.family) == (first.token, first.family)
        }


_ALWAYS = ("latin", "latin-ext", "symbols")


def family_of(token: str) -> str:
    """Return the family of a list of fonts: `Site Serif`."""
    return f"Site {token.capitalize()}"


@lru_cache(maxsize=64)
def _alphabets(language: str) -> tuple[str, ...]:
    """Return the alphabets that a language is written in."""
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters(language)} - _OWN - {"", "LATIN"}
    return tuple(word for one in sorted(scripts) for word in (one.lower(), f"{one.lower()}-ext"))


@lru_cache(maxsize=64)
def _parted(points: tuple[range, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the letters of a font by alphabet."""
    found: dict[str, list[int]] = {}
    for point in (one for some in points for one in some):
        if word := _alphabet(point):
            found.setdefault(word, []).append(point)
    return {word: tuple(some) for word, some in found.items()}


def _alphabet(point: int) -> str:
    sign = chr(point)
    if unicodedata.category(sign) in ("Co", "Cc", "Cs", "Cn"):
        return ""
    if point in _LATIN or point in _RUSSIAN:
        return "latin" if point in _LATIN else "cyrillic"
    script = unicodedata.name(sign, "").partition(" ")[0]
    if script in ("LATIN", "CYRILLIC"):
        return f"{script.lower()}-ext"
    return script.lower() if unicodedata.category(sign)[0] in "LM" and script not in ("MODIFIER", "COMBINING") else "symbols"


def _cut(token: str, stack: tuple[str, ...], wanted: tuple[str, ...]) -> Iterator[Face]:
    """Yield the files of a list of fonts: each alphabet of the first font that has letters of it."""
    done: set[str] = set()
    for family in stack:
        plain = installed(family)
        if plain is None or not plain.is_free:
            continue
        new = [word for word in wanted if word not in done and _parted(plain.letters).get(word)]
        done.update(new)
        files = set()
        for style in _STYLES:
            font = installed(family, style.pattern)
            if font and (font.file, font.index) not in files:
                files.add((font.file, font.index))
                yield from _of_style(token, style, family, font, new)


def _of_style(token: str, style: Style, family: str, font: Installed, wanted: list[str]) -> Iterator[Face]:
    parted = _parted(font.letters)
    of_point = {point: word for word, points in parted.items() for point in points}
    runs: dict[str, list[list[int]]] = {}
    last = ""
    for point in sorted(of_point):
        word = of_point[point]
        if word == last:
            runs[word][-1][1] = point
        else:
            runs.setdefault(word, []).append([point, point])
        last = word
    for word in wanted:
        if word in parted:
            shown = (f"U+{first:X}" if first == end else f"U+{first:X}-{end:X}" for first, end in runs[word])
            yield Face(token, style, word, family, font, parted[word], ",".join(shown))


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{family_of(face.token)}"; font-style: {face.style.slope}; font-weight: {face.style.weight}; '
        f'font-display: swap; src: url(fonts/{face.path.rpartition("/")[2]}) format("woff2"); unicode-range: {face.ranges}; }}'
    )


def _put(value: str, family: str, token: str, standing: tuple[Stand, ...]) -> str:
    """Return a list of fonts with the site's own before the font that it was cut from."""
    own = ", ".join(f'"{name}"' for name in dict.fromkeys((family_of(token), *(one.family for one in standing))))
    return re.sub(rf"""(["']?){re.escape(family)}\1(?=\s*(,|$))""", lambda found: f"{own}, {found.group()}", value, count=1)
