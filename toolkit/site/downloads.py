"""Tells the readers of a page which files they can download, and how large they are.

How large a file is, is known once it is made, which takes longest; so pages are made with marks in the place of sizes,
and `fill` puts the sizes in as the pages are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

_WORDS = re.compile(r'<span data-download="([^"]*)" data-in="([^"]*)"( data-brackets)?></span>')
_DIGEST = re.compile(r',"sha256":"sha256-of:([^"]*)"')
_BYTES = re.compile(r'(,"contentSize":"| length=")bytes-of:([^"]*)"')


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a file in bytes, and its pages; 0 where they are not known."""

    size: int = 0
    pages: int = 0
    sha256: str = field(default="", repr=False)
    """The digest of its bytes."""

    @property
    def kilobytes(self) -> int:
        """The size as people say it: thousands of bytes, at least 1."""
        return max(1, round(self.size / 1000)) if self.size else 0


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers: its path below `build/`, what people call its format, and its media type."""

    path: str
    label: str
    media_type: str
    transcript: str = ""
    """The path of what a screen reader says of it, where that is published."""
    listed: bool = True
    """False for a file that its page alone offers: how the document is cited."""

    def size(self, language: str, brackets: bool = False) -> Markup:
        """Return the mark that becomes the size in words of a language, in brackets where it stands among other words."""
        mark = Markup('<span data-download="{}" data-in="{}"{}></span>')
        return mark.format(self.path, language, Markup(" data-brackets") if brackets else "")

    @property
    def bytes_mark(self) -> str:
        """The mark that becomes the size in bytes, for machines: the value of `contentSize` in JSON, of `length` in XML."""
        return f"bytes-of:{self.path}"

    @property
    def digest_mark(self) -> str:
        """The mark that becomes the digest of the file: the value of `sha256` in JSON."""
        return f"sha256-of:{self.path}"


Measures = Callable[[str], Measure | None]
"""Gives the size of a file by its path below `build/`; nothing where that is not known."""
InWords = Callable[[str, Measure], str]
"""Says a size in a language."""


def sizes(page: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each file whose size a page shows, with the language that says it; none for a number of bytes."""
    yield from dict.fromkeys(
        [*((file, language) for file, language, _ in _WORDS.findall(page)), *((file, "") for _, file in _BYTES.findall(page))]
    )


def marked(page: str) -> Iterator[str]:
    """Yield the paths of the files whose sizes a page shows."""
    yield from dict.fromkeys(file for file, _ in sizes(page))


def fill(page: str, measures: Measures, say: InWords) -> str:
    """Return a page with sizes and digests in the place of marks; one that is not known leaves nothing behind."""

    def words(mark: re.Match[str]) -> str:
        known = measures(mark.group(1))
        if known is None or not known.size:
            return ""
        said = say(mark.group(2), known)
        return f' <span class="size">({said})</span>' if mark.group(3) else f' <span class="size">{said}</span>'

    def number(mark: re.Match[str]) -> str:
        known = measures(mark.group(2))
        return f'{mark.group(1)}{known.size}"' if known and known.size else ""

    def digest(mark: re.Match[str]) -> str:
        known = measures(mark.group(1))
        return f',"sha256":"{known.sha256}"' if known and known.sha256 else ""

    return _DIGEST.sub(digest, _BYTES.sub(number, _WORDS.sub(words, page)))
