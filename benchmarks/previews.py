"""Measures how long an edit takes to be seen in `toolkit serve`: from the file that is saved to the page that has it."""

from __future__ import annotations

import re
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

PATIENCE = 60.0
BEGINNING = 1800.0
"""Seconds in which every page is built for the first time, at most."""
PAUSE = 0.01
SETTLED = 1.0
"""Seconds between a page that is read and the next edit of its writer."""


def seen(command: Sequence[str], folder: Path, page: str, file: str, old: str, count: int) -> list[float]:
    """Return the seconds of some edits of a word of a file, each until the page has it; a browser that shows the page is listening."""
    log = folder / "serve.log"
    with log.open("wb") as said, subprocess.Popen([*command, "serve", "--port", "0"], cwd=folder, stdout=said, stderr=said) as running:
        try:
            address = _said(log, r"http://[\w.:\[\]]+/", PATIENCE)
            _said(log, "every page is built", BEGINNING)
            _until(f"{address}{page}", old)
            return [_edited(folder / file, address, page, *words) for words in _words(old, count)]
        finally:
            running.terminate()


def p95(times: Sequence[float]) -> float:
    """Return the time that 95 of a hundred do not exceed."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def _words(old: str, count: int) -> list[tuple[str, str]]:
    names = [old, *(f"{old} {number}" for number in range(1, count + 1))]
    return list(pairwise(names))


def _edited(file: Path, address: str, page: str, old: str, new: str) -> float:
    """Edit a word as someone does who looks at a page; it is seen when the page that was told to load again has it."""
    state = re.search(r"live\.js\?state=(\w+)", _read(f"{address}{page}"))
    assert state, "the preview does not follow"
    with urllib.request.urlopen(f"{address}.toolkit/events?state={state.group(1)}&page=/{page}", timeout=PATIENCE) as events:  # noqa: S310
        time.sleep(SETTLED)
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
        started = time.perf_counter()
        while b'"reload": true' not in events.readline():
            pass
    _until(f"{address}{page}", new)
    return time.perf_counter() - started


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # an address of the preview's own
        return str(answer.read().decode("utf-8"))


def _until(address: str, words: str) -> None:
    """Ask for a page until it has some words."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if words in _read(address).replace("\u00a0", " "):
                return
        except OSError:
            pass
        time.sleep(PAUSE)
    raise TimeoutError(f"{address} does not show “{words}”")


def _said(log: Path, words: str, patience: float) -> str:
    """Return what the preview says, as soon as it has said it."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := re.search(words, log.read_text("utf-8", "replace")):
            return found.group()
        time.sleep(PAUSE)
    raise TimeoutError(f"the preview did not say `{words}`")
