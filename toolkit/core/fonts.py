"""Finds the font files that this machine gives for the fonts that pages ask for."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

FAMILIES = ("PT Serif", "PT Sans", "PT Sans Narrow", "PT Mono")
STYLES = ("", ":bold", ":italic", ":bold:italic")


@lru_cache(maxsize=16)
def matched(families: tuple[str, ...] = FAMILIES) -> tuple[tuple[str, str, str], ...]:
    """Return for each family and style the family and the file that fontconfig finds; empty without fontconfig's tools."""
    if not shutil.which("fc-match"):
        return ()
    found = []
    for family in families:
        for style in STYLES:
            answer = subprocess.run(
                ["fc-match", "--format", "%{family}\n%{file}", f"{family}{style}"], capture_output=True, text=True, check=False
            ).stdout.splitlines()
            if len(answer) == 2:
                found.append((family, answer[0], answer[1]))
    return tuple(found)


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
    ends = [part.partition("-") for part in sorted(found)]
    return tuple(range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ends)


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
