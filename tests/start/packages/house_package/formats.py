"""A format: the numbered headings of an edition as plain text."""

import hashlib
from dataclasses import dataclass

from toolkit.build.formats import Format, Made, Rendered


@dataclass(frozen=True)
class HeadingsJob:
    """The headings."""

    lines: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.lines)

    def digest(self) -> str:
        """Return their digest."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()

    def make(self) -> Made:
        """Return them, one a line."""
        return Made(("\n".join(self.lines) + "\n").encode())


class Headings(Format):
    """The headings of a document."""

    name, suffix, label, media_type = "headings", ".txt", "TXT", "text/plain"

    def job(self, edition: Rendered) -> HeadingsJob:
        """Return the headings of an edition."""
        return HeadingsJob(tuple(f"{one.number} {one.headings[0].html.striptags()}" for one in edition.body.parts if one.headings))
