"""Finds the font files that this machine gives for the fonts that pages ask for."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from toolkit.core.user_cache import kept, user_folder

FAMILIES = ("PT Serif", "PT Sans", "PT Sans Narrow", "PT Mono")
STYLES = ("", ":bold", ":italic", ":bold:italic")


@dataclass(frozen=True, slots=True)
class Installed:
    """A font of this machine: its file, which of the fonts in that file it is, and the letters that it has."""

    file: str
    index: int
    letters: tuple[range, ...]

    @property
    def digest(self) -> str:
        """The digest of its file."""
        return _digest_of(self.file)

    @property
    def is_free(self) -> bool:
        """Whether it says that anyone may embed it anywhere: `fsType` of its table OS/2 is 0 (OpenType 1.9.1)."""
        return _embedding(self.file, self.index & 0xFFFF) == 0


def installed(family: str, style: str = "") -> Installed | None:
    """Return the font that this machine has of a family, in a style as fontconfig writes it; nothing where another would stand in."""
    return _installed(family, style) if family in _names() else None


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the name of every family of this machine: asked once, for most of the families that a stylesheet names are not there."""
    if not (shutil.which("fc-match") and shutil.which("fc-list")):
        return frozenset()
    said = subprocess.run(["fc-list", "--format", "%{family}\n"], capture_output=True, text=True, check=False).stdout
    return frozenset(name for line in said.splitlines() for name in line.split(","))


def _installed(family: str, style: str) -> Installed | None:
    found, font = _match(f"{family}{style}")
    return font if family in found.split(",") else None


@lru_cache(maxsize=1)
def _state() -> str:
    """Return a digest of all that fontconfig's answers hang on: fonts, and its own files; nothing where it does not name these."""
    files = [line.removeprefix("+ ").partition(":")[0] for line in _said("fc-conflist").decode("utf-8", "replace").splitlines()]
    return f"{listed()} {_stamps(files)}" if files and listed() else ""


def _said(*command: str) -> bytes:
    """Return what one of fontconfig's tools prints; nothing where it is not there."""
    try:
        return subprocess.run(command, capture_output=True, check=False).stdout
    except OSError:
        return b""


@lru_cache(maxsize=256)
def _match(pattern: str) -> tuple[str, Installed | None]:
    """Return the family that fontconfig finds for a pattern, and the font; nothing where it says nothing."""
    command = ["fc-match", "--format", "%{family}\n%{file}\n%{index}\n%{charset}", pattern]
    state = _state()
    name = f"{hashlib.sha256(f'{state} {pattern}'.encode()).hexdigest()}.txt"
    answer = kept(user_folder("fonts", "1") if state else None, name, lambda: _said(*command)).decode().splitlines()
    return (answer[0], Installed(answer[1], int(answer[2]), _ranges(answer[3].split()))) if len(answer) == 4 else ("", None)


def _ranges(parts: list[str]) -> tuple[range, ...]:
    ends = [part.partition("-") for part in parts]
    return tuple(range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ends)


@lru_cache(maxsize=64)
def _digest_of(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


@lru_cache(maxsize=64)
def _embedding(file: str, index: int) -> int | None:
    """Return what a font says of embedding; nothing where it cannot be read."""
    data = Path(file).read_bytes()
    try:
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
        for number in range(struct.unpack_from(">H", data, start + 4)[0]):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
            if tag == b"OS/2":
                return int(struct.unpack_from(">H", data, offset + 8)[0])
    except struct.error:
        return None
    return None


@lru_cache(maxsize=16)
def matched(families: tuple[str, ...] = FAMILIES) -> tuple[tuple[str, str, str], ...]:
    """Return for each family and style the family and the file that fontconfig finds; empty without fontconfig's tools."""
    if not shutil.which("fc-match"):
        return ()
    found = ((family, *_match(f"{family}{style}")) for family in families for style in STYLES)
    return tuple((family, name, font.file) for family, name, font in found if font)


def listed() -> str:
    """Return a digest of what fonts this machine has, by file, size and time; nothing where fontconfig's tools are not there."""
    files = _said("fc-list", "--format", "%{file}\n").decode("utf-8", "replace").splitlines()
    return _stamps(files) if files else ""


def _stamps(files: Iterable[str]) -> str:
    """Return a digest of the sizes and times of those files that are there."""
    there = ((file, Path(file).stat()) for file in sorted(set(filter(os.path.isfile, files))))
    return hashlib.sha256(repr([(file, found.st_size, found.st_mtime_ns) for file, found in there]).encode()).hexdigest()


@lru_cache(maxsize=4096)
def has(sign: str) -> bool:
    """Return whether any font of this machine has a letter."""
    command = ["fc-list", f":charset={ord(sign):x}", "file"]
    return bool(subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip())


@lru_cache(maxsize=64)
def letters_of(family: str) -> tuple[range, ...]:
    """Return the letters that a family of this machine has, as ranges of code points; none where it is not installed."""
    command = ["fc-list", f":family={family}", "charset"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = {part for line in said.splitlines() for part in line.rpartition("charset=")[2].split(":")[0].split()}
    return _ranges(sorted(found))


def missing(families: tuple[str, ...] = FAMILIES[:2]) -> tuple[str, ...]:
    """Return the families for which another one stands in."""
    return tuple(family for family in families if any(asked == family and family not in found for asked, found, _ in matched(families)))


@lru_cache(maxsize=16)
def digest(families: tuple[str, ...] = FAMILIES) -> str:
    """Return a digest of the font files, so that a PDF set in other fonts is not taken from the cache."""
    total = hashlib.sha256()
    for file in sorted({file for _, _, file in matched(families)}):
        total.update(Path(file).read_bytes())
    return total.hexdigest()
