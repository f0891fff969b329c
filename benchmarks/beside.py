"""Compares this checkout with an earlier one: both do the same work in turn, and the ratio of their CPU seconds is printed.

    git worktree add /tmp/earlier v0.2.0
    python benchmarks/beside.py /tmp/earlier [--times 3]

Run it before a release: a row above 1.05 got slower. On a busy machine both suffer alike; the least of several times counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import Spent, spent
from profiles import PO, ROOT, edit
from scale import EPOCH, MODEL

Work = tuple[str, list[str], Callable[[Path], None] | None]
HTML = ["build", "--format", "html"]
WORDS = ("Both titles are given", "Both titles are shown")
WORK: tuple[Work, ...] = (
    ("--version", ["--version"], None),
    ("html cold", HTML, lambda folder: shutil.rmtree(folder / "build", ignore_errors=True)),
    ("html settled", HTML, None),
    ("html, nothing changed", HTML, None),
    ("list", ["list"], None),
    ("html, one word of a translation", HTML, edit(PO, *WORDS)),
    ("check", ["check"], None),
    ("why", ["why", f"site/ru/profiles/{MODEL}.html"], None),
    ("impact of a name", ["impact", f"{MODEL}.participants"], None),
    ("html, the word as it was", HTML, edit(PO, *reversed(WORDS))),
)


def workspace(folder: Path, source: Path) -> None:
    """Write the content of a checkout with its translations; templates and interface are those that each program ships."""
    shutil.copytree(source / "content", folder / "content")
    for path in sorted(source.glob("locales/*/LC_MESSAGES/content.po")):
        there = folder / path.relative_to(source)
        there.parent.mkdir(parents=True)
        shutil.copy(path, there)


def measured(source: Path, folder: Path, cache: Path) -> dict[str, Spent]:
    """Do all work once by one checkout, in order, on a workspace of its own; what it keeps for the user stands in `cache`."""
    os.environ.update(PYTHONPATH=str(source), SOURCE_DATE_EPOCH=EPOCH, XDG_CACHE_HOME=str(cache))
    found = {}
    for name, words, change in WORK:
        if change:
            change(folder)
        (folder / "build").mkdir(exist_ok=True)
        found[name] = spent([sys.executable, "-P", "-m", "toolkit", *words], folder)
    return found


def main() -> None:
    """Run both in turn, and print a line for each kind of work."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("earlier", type=Path, help="a checkout of an earlier version")
    asked.add_argument("--times", type=int, default=3)
    options = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="beside-") as place:
        sides = {"earlier": options.earlier.resolve(), "now": ROOT}
        for side in sides:
            workspace(Path(place) / side, sides["earlier"])  # which both can read
        runs: dict[str, list[dict[str, Spent]]] = {side: [] for side in sides}
        for _ in range(options.times):
            for side, source in sides.items():
                runs[side].append(measured(source, Path(place) / side, Path(place) / f"{side}-cache"))
    print(f"{'work':<34}{'earlier':>9}{'now':>9}{'ratio':>8}{'first':>8}{'MB':>7}")
    for name, _, _ in WORK:
        before, now = (min(run[name].cpu for run in runs[side]) for side in sides)
        first = runs["now"][0][name].cpu / runs["earlier"][0][name].cpu
        print(f"{name:<34}{before:>9.2f}{now:>9.2f}{now / before:>8.2f}{first:>8.2f}{max(run[name].main for run in runs['now']):>7.0f}")
    print("`first`: the ratio of the first round, when nothing was kept for the user yet")


if __name__ == "__main__":
    main()
