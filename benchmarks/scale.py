"""What an edit costs at any size: a workspace with N full profiles, each row beside `toolkit list` and beside other programs.

    python benchmarks/scale.py N [--rows ROW …] [--keep FOLDER] [--peers]

Every profile is the shipped one of Kaluga under another name: figures, links, two organisations of its own, two languages
complete. Prints CPU and wall seconds of each command, and their ratio to `toolkit list`; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = "kaluga"
PARTS = ("content", "locales", "templates")
PO = "locales/en/LC_MESSAGES/content.po"


@dataclass(frozen=True)
class Spent:
    """Seconds, and the most memory that one process took."""

    cpu: float
    wall: float
    megabytes: float


# ── the workspace ────────────────────────────────────────────────────────────────────────────────


def make(folder: Path, count: int) -> None:
    """Write a workspace with as many full profiles more."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    profile = (ROOT / f"content/clusters/{MODEL}.yaml").read_text("utf-8")
    links = _blocks((ROOT / "content/links.yaml").read_text("utf-8"))
    entries = (ROOT / PO).read_text("utf-8").split("\n\n")
    clusters = {path.stem for path in (ROOT / "content/clusters").glob("*.yaml")}
    own = [block for block in links if set(re.findall(r"^  (?:from|to): (\S+)$", block, re.MULTILINE)) & clusters == {MODEL}]
    names = {block.partition(":")[0] for block in own}
    translated = [entry for entry in entries if (found := _context(entry)) and (found[:2] == ["clusters", MODEL] or found[1] in names)]
    added: dict[str, list[str]] = {"content/links.yaml": [], "content/organisations.yaml": [], PO: []}
    for number in range(count):
        id = f"c{number:05d}"
        (folder / f"content/clusters/{id}.yaml").write_text(_renamed(profile, id, number), "utf-8")
        added["content/links.yaml"] += [_linked(block, id) for block in own] + [_member(id, which) for which in "ab"]
        added["content/organisations.yaml"] += [_organisation(id, which, number) for which in "ab"]
        added[PO] += [_entry(entry, id) for entry in translated]
    for path, words in added.items():
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(words))


def _blocks(words: str) -> list[str]:
    """Return the records of a file, each with its lines."""
    return re.findall(r"^[a-z][^\n]*:\n(?:(?:[ \t][^\n]*)?\n)*", words, re.MULTILINE)


def _context(entry: str) -> list[str]:
    found = re.search(r'^msgctxt "([^"]*)"', entry, re.MULTILINE)
    return found.group(1).split(".") if found and "." in found.group(1) else []


def _renamed(profile: str, id: str, number: int) -> str:
    words = re.sub(rf"\b{MODEL}(?=\.\w)", id, profile)
    return re.sub(r"^(  ru: Калужский фарм\S+ кластер|  en: Kaluga Pharm\S+ Cluster)$", rf"\1 {number}", words, flags=re.MULTILINE)


def _linked(block: str, id: str) -> str:
    words = re.sub(rf"^(  (?:from|to): ){MODEL}$", rf"\1{id}", block, flags=re.MULTILINE)
    return f"{id}-{words}"


def _member(id: str, which: str) -> str:
    words = f"  from: {id}-{which}\n  to: {id}\n  kind: member\n  status: in-force\n"
    forms = "  description: {ru: Участник кластера., en: A member of the cluster.}\n  evidence: {source: karpenko2018}\n"
    return f"{id}-member-{which}:\n{words}{forms}"


def _organisation(id: str, which: str, number: int) -> str:
    names = f"  name: {{ru: Завод {number}{which}, en: Works {number}{which}}}\n"
    return f"{id}-{which}:\n{names}  kind: company\n  countries: [RU]\n  evidence: {{source: karpenko2018}}\n"


def _entry(entry: str, id: str) -> str:
    words = re.sub(rf'^msgctxt "clusters\.{MODEL}\.', f'msgctxt "clusters.{id}.', entry, flags=re.MULTILINE)
    return re.sub(r'^msgctxt "links\.', f'msgctxt "links.{id}-', words, flags=re.MULTILINE) + "\n"


# ── measuring ────────────────────────────────────────────────────────────────────────────────────


def spent(command: list[str], folder: Path) -> Spent:
    """Run a command to its end."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    if done.returncode:
        print("\n".join(done.stderr.decode("utf-8", "replace").splitlines()[:3]), file=sys.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, wall, after.ru_maxrss / 1024)


def toolkit(*words: str) -> list[str]:
    """Return a command of ours."""
    return [sys.executable, "-m", "toolkit", *words]


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what replaces the first such words of a file."""

    def work(folder: Path) -> None:
        file = folder / path
        words = file.read_text("utf-8")
        assert old in words, f"{path}: {old}"
        file.write_text(words.replace(old, new, 1), "utf-8")

    return work


HTML = toolkit("build", "--format", "html")
Row = tuple[str, Callable[[Path], None] | None, list[str]]
EDITS = {
    "nothing": None,
    "word of a translation": edit(PO, "Both titles are given", "Both titles are shown"),
    "a fact": edit(f"content/clusters/{MODEL}.yaml", "value: 9000", "value: 9001"),
    "a link": edit("content/links.yaml", "заключили соглашение о стратегическом", "подписали соглашение о стратегическом"),
    "a template": edit("templates/blocks/overview.html", "<", "<!-- --><"),
    "a token": edit("templates/styles/tokens.css", ":root {", ":root { "),
}


def rows() -> Iterator[Row]:
    """Yield every row: its name, the edit before it, the command."""
    yield "--help", None, toolkit("--help")
    yield "--version", None, toolkit("--version")
    yield "list", None, toolkit("list")
    yield "html cold", None, HTML
    yield "list again", None, toolkit("list")
    for name, change in EDITS.items():
        yield f"html, {name}", change, HTML
    yield "check", None, toolkit("check")
    yield "check again", None, toolkit("check")
    yield "one document", None, toolkit("build", f"profiles/{MODEL}", "--lang", "ru", "--format", "html")
    yield "impact of an edit", edit(f"content/clusters/{MODEL}.yaml", "value: 9001", "value: 9002"), toolkit("impact")
    yield "why", None, toolkit("why", f"site/ru/profiles/{MODEL}.html")
    for name in ("status", "check", "update"):
        yield f"locales {name}", None, toolkit("locales", name)
    yield "report", None, toolkit("report")
    yield "facts", None, toolkit("facts")


# ── peers ────────────────────────────────────────────────────────────────────────────────────────


def peers(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield other programs over the same pages; what is not on the machine is left out."""
    pages = sorted((folder / "build/site/ru/profiles").glob("*.html"))
    hugo = folder / "hugo"
    if shutil.which("hugo") and pages:
        _hugo(hugo, pages)
        yield f"hugo, {len(pages)} pages", ["hugo", "--quiet", "-s", str(hugo)]
    one = str(pages[0]) if pages else ""
    if one and shutil.which("chromium"):
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder / 'x.pdf'}"]
        yield "chromium, a page", ["chromium", *arguments, f"file://{one}"]
    if one:
        yield "weasyprint, a page", [sys.executable, "-m", "weasyprint", "-q", one, str(folder / "x.pdf")]


def _hugo(folder: Path, pages: list[Path]) -> None:
    """Write the same pages as a site of Hugo: their bodies as content, one layout."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "layouts/_default").mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text(
        'baseURL = "/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    )
    layout = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"
    for name in ("single", "list"):
        (folder / f"layouts/_default/{name}.html").write_text(layout)
    for page in pages:
        body = re.search(r"<main.*</main>", page.read_text("utf-8"), re.DOTALL)
        (folder / f"content/{page.stem}.html").write_text(f"---\ntitle: {page.stem}\n---\n{body.group() if body else ''}")


def main() -> None:
    """Make the workspace, run every row, print the table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("count", type=int, help="profiles beside the shipped ones")
    asked.add_argument("--rows", nargs="*", default=[], help="only rows whose name holds one of these words")
    asked.add_argument("--keep", type=Path, help="a folder for the workspace, which stays")
    asked.add_argument("--peers", action="store_true", help="other programs over the pages that were built")
    options = asked.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="scale-"))
    if not (folder / "content").is_dir():
        make(folder, options.count)
    os.environ["SOURCE_DATE_EPOCH"] = "1793491200"
    (folder / "build").mkdir(exist_ok=True)
    base = 0.0
    print(f"{'row':<32}{'CPU s':>9}{'wall s':>9}{'× list':>9}{'MB':>7}")
    for name, change, command in rows():
        if options.rows and name != "list" and not any(word in name for word in options.rows):
            continue
        if change:
            change(folder)
        took = spent(command, folder)
        base = took.cpu if name.startswith("list") else base
        print(f"{name:<32}{took.cpu:>9.2f}{took.wall:>9.2f}{took.cpu / base if base else 0:>9.2f}{took.megabytes:>7.0f}", flush=True)
    for name, command in peers(folder) if options.peers else ():
        took = spent(command, folder)
        print(f"{name:<32}{took.cpu:>9.2f}{took.wall:>9.2f}", flush=True)


if __name__ == "__main__":
    main()
