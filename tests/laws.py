"""The law of recorded reads over a whole workspace: what an edit changes was named before, and a build from nothing agrees.

    python -m tests.laws WORKSPACE --every 1

alters on a copy each file, the first and the last words of each record, and each message once (`--every 10`: one in ten), builds
the web pages after each, and says which page changed though nothing that it asked for had another answer. Every hundredth state
is built from nothing too.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import Inline
from toolkit.build.builder import Builder, Request
from toolkit.build.changes.impact import impact_since_build
from toolkit.build.changes.readings import Readings
from toolkit.content.text import Text
from toolkit.content.walk import texts
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

PARTS = ("content", "locales", "templates")
_WORD = re.compile(r"[А-Яа-яёA-Za-z]{4,}")
_SAID = re.compile(r'^msgstr(?:\[0\])? "([^"\\{<\[]*?[^\W\d_]{4,})', re.MULTILINE)


@dataclass(frozen=True)
class Alteration:
    """One file with other bytes."""

    name: str
    path: str
    data: bytes


@dataclass
class Law:
    """A copy of a workspace on which alterations are made, each in place of the last."""

    root: Path
    broken: list[str] = field(default_factory=list)
    checked: int = 0
    changed: int = 0
    _last: tuple[str, bytes] | None = None

    @classmethod
    def of(cls, workspace: Path, folder: Path) -> Law:
        """Return the law on a copy of a workspace, built once."""
        for part in PARTS:
            shutil.copytree(workspace / part, folder / part)
        made = cls(folder)
        build(folder)
        return made

    def alterations(self) -> Iterator[Alteration]:
        """Yield an alteration of every file, of every record, and of every message."""
        yield from self._files()
        yield from self._records()
        yield from self._messages()

    def _files(self) -> Iterator[Alteration]:
        ends = {".html": b"\n<!-- -->", ".css": b"\n/* */\n.x { color: red }\n", ".js": b"\n// x\n", ".svg": b"\n"}
        for path in sorted(path for part in PARTS for path in (self.root / part).rglob("*") if path.suffix in ends):
            name = path.relative_to(self.root).as_posix()
            yield Alteration(f"file {name}", name, path.read_bytes() + ends[path.suffix])

    def _records(self) -> Iterator[Alteration]:
        library = project(self.root).library
        assert library
        for collection, item in library.records():
            found = [one for text in texts(item) if item.place.path.startswith("content/") and (one := self._longer(text))]
            for which, (path, data) in {"": found[0], " at its end": found[-1]}.items() if found else ():
                yield Alteration(f"record {collection}.{item.id}{which}", path, data)

    def _longer(self, text: Text) -> tuple[str, bytes] | None:
        """Return the file of a text with one of its words a letter longer; nothing where its line has none."""
        lines = (self.root / text.place.path).read_text("utf-8").splitlines(keepends=True)
        word = next((one for one in _WORD.findall(text.source) if one in lines[text.place.line - 1]), None)
        if word is None:
            return None
        lines[text.place.line - 1] = lines[text.place.line - 1].replace(word, word + "ъ", 1)
        return text.place.path, "".join(lines).encode()

    def _messages(self) -> Iterator[Alteration]:
        for path in sorted((self.root / "locales").rglob("*.po")):
            words, name = path.read_text("utf-8"), path.relative_to(self.root).as_posix()
            for found in _SAID.finditer(words):
                altered = f"{words[: found.end()]}z{words[found.end() :]}"
                yield Alteration(f"message {name}:{words.count(chr(10), 0, found.start()) + 1}", name, altered.encode())

    def check(self, alteration: Alteration) -> None:
        """Make an alteration in place of the last, and note what it breaks of the law."""
        if self._last:
            (self.root / self._last[0]).write_bytes(self._last[1])
        file = self.root / alteration.path
        self._last = (alteration.path, file.read_bytes())
        file.write_bytes(alteration.data)
        found = Readings.of(project(self.root), self.root / "build")
        assert found
        noted, before = impact_since_build(found), on_disk(self.root)
        build(self.root)
        after = on_disk(self.root)
        changed = {path for path in before | after if before.get(path) != after.get(path)}
        self.checked += 1
        self.changed += len(changed)
        missed = sorted(changed - {*noted.artifacts, *noted.perhaps, *noted.removed})
        if missed:
            self.broken.append(f"{alteration.name}: not named: {' '.join(missed[:8])}")

    def agrees(self) -> bool:
        """Say whether a build from nothing makes the pages that stand here."""
        with tempfile.TemporaryDirectory(prefix="toolkit-law-") as folder:
            for part in PARTS:
                shutil.copytree(self.root / part, Path(folder) / part)
            build(Path(folder))
            return on_disk(Path(folder)) == on_disk(self.root)


def project(root: Path) -> Project:
    """Return a workspace as commands open it."""
    (root / "build").mkdir(exist_ok=True)
    return Project(DiskWorkspace(root), kept=Notes.open(root / "build"))


def build(root: Path) -> None:
    """Build the web pages of a workspace."""
    made = project(root)
    assert made.library
    Builder(made, made.library, root / "build", Inline).build(Request(made.publications, made.library.editions, ("html",)))


def on_disk(root: Path) -> dict[str, bytes]:
    """Return the files of the site but those of the search index."""
    site = root / "build/site"
    files = ((path.relative_to(root / "build").as_posix(), path) for path in sorted(site.rglob("*")) if path.is_file())
    return {name: path.read_bytes() for name, path in files if "/pagefind/" not in name}


def main() -> None:
    """Read the command line, and say what was found."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("workspace", type=Path)
    asked.add_argument("--every", type=int, default=1, help="one alteration in so many")
    asked.add_argument("--only", default="", help="only alterations whose name begins so")
    asked.add_argument("--minutes", type=float, default=10_000.0)
    options = asked.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="toolkit-laws-") as folder:
        law = Law.of(options.workspace, Path(folder))
        chosen = [one for one in law.alterations() if one.name.startswith(options.only)][:: options.every]
        for number, one in enumerate(chosen, 1):
            if time.monotonic() - started > options.minutes * 60:
                break
            law.check(one)
            if number % 100 == 0 and not law.agrees():
                law.broken.append(f"{one.name}: a build from nothing makes other pages")
            if number % 25 == 0:
                print(f"{number} of {len(chosen)}, {len(law.broken)} broken", file=sys.stderr, flush=True)
        if not law.agrees():
            law.broken.append("at the end: a build from nothing makes other pages")
    print(f"{law.checked} alterations of {len(chosen)}, {law.changed} files changed, {len(law.broken)} broken")
    print(*law.broken, sep="\n")
    raise SystemExit(bool(law.broken))


if __name__ == "__main__":
    main()
