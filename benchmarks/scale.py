"""What an edit costs at any size: workspaces with N full profiles more, each row as a ratio, beside other programs on the same pages.

    python benchmarks/scale.py 0 1000 [--pdf] [--keep FOLDER] [--peers PYTHON] [--rows WORD …]

0 is the shipped content alone. With `--pdf`, rows that lay out PDFs run too, at the sizes up to 100; `--peers` names a Python that
has the packages of requirements.txt beside this file. Everything is measured in this run; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from measure import Spent, spent
from peers import peers
from previews import p95, seen
from profiles import MODEL, PO, edit, edit_a_fact, make

EPOCH = "1793491200"
"""The day of every run: 1 November 2026."""
PRINTED_UP_TO = 100
"""Profiles beyond which no PDF is laid out."""
EDITS_SEEN = 10
PROSE, SHARED = (PO, "Both titles are given"), ("content/sources.yaml", "Карпенко")


def toolkit(*words: str) -> list[str]:
    """Return a command of ours."""
    return [sys.executable, "-m", "toolkit", *words]


HTML, ALL = toolkit("build", "--format", "html"), toolkit("build")


@dataclass(frozen=True)
class Row:
    """A command that is measured, after an edit."""

    name: str
    command: list[str]
    change: Callable[[Path], None] | None = None


def rows(*, pdf: bool) -> Iterator[Row]:
    """Yield every row, in the order in which they run: each finds what those before it left."""
    yield Row("--help", toolkit("--help"))
    yield Row("--version", toolkit("--version"))
    yield Row("html cold", HTML)
    yield Row("html settled", HTML)
    yield Row("list", toolkit("list"))
    yield Row("html, nothing changed", HTML)
    yield Row("html, one word of a translation", HTML, edit(PO, "Both titles are given", "Both titles are shown"))
    yield Row("html, one fact", HTML, edit_a_fact("value: 9000", "value: 9001"))
    yield Row("html, one link", HTML, edit("content/links.yaml", "status: in-force", "status: planned"))
    yield Row("html, one template", HTML, edit("templates/blocks/overview.html", "<", "<!-- --><"))
    yield Row("html, one CSS token", HTML, edit("templates/styles/tokens.css", ":root {", ":root { "))
    yield Row("html, one document", toolkit("build", f"profiles/{MODEL}", "--lang", "ru", "--format", "html"))
    yield Row("check", toolkit("check"))
    yield Row("check, one fact", toolkit("check"), edit_a_fact("value: 9001", "value: 9002"))
    yield Row("impact of the edit", toolkit("impact"))
    yield Row("impact of a fact by name", toolkit("impact", f"{MODEL}.participants"))
    yield Row("why", toolkit("why", f"site/ru/profiles/{MODEL}.html"))
    for name in ("status", "check", "update"):
        yield Row(f"locales {name}", toolkit("locales", name))
        yield Row(f"locales {name} again", toolkit("locales", name))
    yield Row("locales preview", toolkit("locales", "preview", f"profiles/{MODEL}", "--lang", "en"))
    yield Row("report", toolkit("report"))
    yield Row("facts", toolkit("facts"))
    if pdf:
        yield Row("all cold, PDFs too", ALL)
        yield Row("all, nothing changed", ALL)
        yield Row("all, one word of a translation", ALL, edit(PO, "Both titles are shown", "Both titles are told"))


TARGETS: Mapping[str, tuple[str, Callable[[Mapping[str, Spent]], float]]] = {
    "nothing changed": ("≤ 0.5 s CPU over start-up", lambda it: it["html, nothing changed"].cpu - it["--version"].cpu),
    "one word of a translation, html": ("≤ 1.5 × list; 1,000: 2; 10,000: 3", lambda it: _over(it, "html, one word of a translation")),
    "one fact, html": ("as the artifacts that differ", lambda it: _over(it, "html, one fact")),
    "one link, html": ("as the artifacts that differ", lambda it: _over(it, "html, one link")),
    "one template, html": ("as the artifacts that differ", lambda it: _over(it, "html, one template")),
    "one CSS token, html": ("as the artifacts that differ", lambda it: _over(it, "html, one CSS token")),
    "impact of an edit": ("≤ 1.5 × list", lambda it: _over(it, "impact of the edit")),
    "impact of a name": ("≤ 1.5 × list", lambda it: _over(it, "impact of a fact by name")),
    "why": ("≤ 1.5 × list", lambda it: _over(it, "why")),
    "check after one fact": ("≤ 0.5 × before; × list", lambda it: _over(it, "check, one fact")),
    "locales status": ("≤ 1.5 × list", lambda it: _over(it, "locales status again")),
    "locales check": ("≤ 1.5 × list", lambda it: _over(it, "locales check again")),
    "locales update": ("≤ 1.5 × list", lambda it: _over(it, "locales update again")),
    "locales preview": ("≤ 1.5 × list", lambda it: _over(it, "locales preview")),
    "start-up, --help": ("≤ 0.25 s CPU", lambda it: it["--help"].cpu),
    "start-up, --version": ("≤ 0.25 s CPU", lambda it: it["--version"].cpu),
    "memory, main process": ("≤ 300 MB; 1,000: 600; 10,000: 2,000", lambda it: max(one.main for one in it.values())),
    "memory, a worker": ("≤ 150 MB", lambda it: max(one.worker for one in it.values())),
}
"""The rows of the table: what is asked, and the figure that answers it."""


def _over(found: Mapping[str, Spent], name: str) -> float:
    return found[name].cpu / found["list"].cpu


def measured(folder: Path, wanted: list[str], *, pdf: bool) -> dict[str, Spent]:
    """Run the rows on a workspace, and print each as it ends."""
    found: dict[str, Spent] = {}
    print(f"{'row':<34}{'CPU s':>9}{'wall s':>9}{'× list':>9}{'MB':>7}{'worker':>8}")
    for row in rows(pdf=pdf):
        if wanted and row.name not in ("list", "html cold") and not any(word in row.name for word in wanted):
            continue
        if row.change:
            row.change(folder)
        took = found[row.name] = spent(row.command, folder)
        ratio = f"{took.cpu / found['list'].cpu:.2f}" if "list" in found else ""
        failed = f"  exit {took.code}" if took.code else ""
        print(f"{row.name:<34}{took.cpu:>9.2f}{took.wall:>9.2f}{ratio:>9}{took.main:>7.0f}{took.worker:>8.0f}{failed}", flush=True)
    return found


def previewed(folder: Path) -> dict[str, float]:
    """Return how long edits take to be seen in the preview, at the 95th of a hundred."""
    found = {}
    for name, page, (file, words) in (
        ("serve, an edit of prose", "en/sources.html", PROSE),
        ("serve, an edit of a shared record", "ru/sources.html", SHARED),
    ):
        old = words if words in (folder / file).read_text("utf-8") else words.replace("given", "shown")
        try:
            found[name] = p95(seen([sys.executable, "-m", "toolkit"], folder, page, file, old, EDITS_SEEN))
            print(f"{name:<34}{'p95':>9}{found[name]:>9.2f}", flush=True)
        except TimeoutError as error:
            print(f"{name:<34}{error}", flush=True)
    return found


def beside(folder: Path, python: str) -> None:
    """Run the peers over the pages of a workspace."""
    for peer in peers(folder, python):
        if peer.absent:
            print(f"{peer.name:<64} absent: {peer.absent}", flush=True)
            continue
        times = [spent(command, folder) for command in peer.commands]
        failed = "  failed" if any(one.code for one in times) else ""
        print(f"{peer.name:<64}{sum(one.cpu for one in times):>9.2f}{sum(one.wall for one in times):>9.2f}{failed}", flush=True)


def summary(found: Mapping[int, Mapping[str, Spent]], seen_at: Mapping[int, Mapping[str, float]]) -> None:
    """Print the whole table: each row at each size, beside what is asked."""
    print(f"\n{'work':<34}{'asked':<40}" + "".join(f"{size or 'shipped':>10}" for size in found))
    for name, (asked, figure) in TARGETS.items():
        cells = "".join(f"{_figure(figure, one):>10}" for one in found.values())
        print(f"{name:<34}{asked:<40}{cells}")
    for name, asked in (("serve, an edit of prose", "p95 ≤ 0.3 s"), ("serve, an edit of a shared record", "p95 ≤ 1 s; 1,000: 0.6")):
        print(f"{name:<34}{asked:<40}" + "".join(f"{_cell(one.get(name)):>10}" for one in seen_at.values()))
    if 0 in found and "html cold" in found[0]:
        first = found[0]["html cold"].cpu
        for size, one in found.items():
            print(f"html cold at {size or 'shipped'}: {one['html cold'].cpu:.1f} s CPU, {one['html cold'].cpu / first:.2f} × shipped")


def _figure(figure: Callable[[Mapping[str, Spent]], float], found: Mapping[str, Spent]) -> str:
    try:
        return _cell(figure(found))
    except KeyError:
        return _cell(None)


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def main() -> None:
    """Make the workspaces, run every row, print the table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("counts", type=int, nargs="+", help="profiles beside the shipped ones; 0 for none")
    asked.add_argument("--rows", nargs="*", default=[], help="only rows whose name holds one of these words")
    asked.add_argument("--keep", type=Path, help="a folder for the workspaces, which stay")
    asked.add_argument("--pdf", action="store_true", help="lay PDFs out too")
    asked.add_argument("--serve", action="store_true", help="measure the preview too")
    asked.add_argument("--peers", metavar="PYTHON", help="run other programs over the pages; the Python that has those which are packages")
    options = asked.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    found: dict[int, dict[str, Spent]] = {}
    previews: dict[int, dict[str, float]] = {}
    for count in options.counts:
        folder = (options.keep or Path(tempfile.mkdtemp(prefix="scale-"))) / f"profiles-{count}"
        if not (folder / "content").is_dir():
            make(folder, count)
        (folder / "build").mkdir(exist_ok=True)
        print(f"\n{count} profiles more than the shipped content")
        found[count] = measured(folder, options.rows, pdf=options.pdf and count <= PRINTED_UP_TO)
        previews[count] = previewed(folder) if options.serve else {}
        if options.peers:
            beside(folder, options.peers)
    summary(found, previews)


if __name__ == "__main__":
    main()
