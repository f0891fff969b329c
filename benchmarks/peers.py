"""Runs other programs over the same pages: what is not on the machine is named as absent."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

PRINTED = 6
"""Documents that the printing programs set."""
_TAGS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)
_TYPST = "import sys, typst; [typst.compile(name, output=name[:-3] + 'pdf') for name in sys.argv[1:]]"


@dataclass(frozen=True)
class Peer:
    """Another program: what it does, the commands one after another, or why it is absent."""

    name: str
    commands: Sequence[Sequence[str]] = ()
    absent: str = ""


def peers(folder: Path, python: str) -> Iterator[Peer]:
    """Yield every peer; `python` is the Python that has those which are packages of it."""
    pages = sorted((folder / "build/site/ru/profiles").glob("*.html"))
    work = folder / "peers"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    yield _hugo(work, pages)
    yield _sphinx(work, pages, python)
    yield from _printers(work, pages[:PRINTED], python)


def _hugo(work: Path, pages: Sequence[Path]) -> Peer:
    """The same pages as a site of Hugo: their bodies as content, one layout."""
    name = f"hugo, {len(pages)} pages"
    if not shutil.which("hugo"):
        return Peer(name, absent="`hugo` is not installed (Debian: hugo)")
    for part in ("content", "layouts/_default"):
        (work / "hugo" / part).mkdir(parents=True)
    settings = 'baseURL = "/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    (work / "hugo/hugo.toml").write_text(settings)
    (work / "hugo/config.toml").write_text(settings)
    layout = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"
    for kind in ("single", "list"):
        (work / f"hugo/layouts/_default/{kind}.html").write_text(layout)
    for page in pages:
        (work / f"hugo/content/{page.stem}.html").write_text(f"---\ntitle: {page.stem}\n---\n{_main(page)}")
    return Peer(name, [["hugo", "--quiet", "-s", str(work / "hugo")]])


def _sphinx(work: Path, pages: Sequence[Path], python: str) -> Peer:
    """The words of the pages as a Sphinx site in two languages, with catalogs by sphinx-intl."""
    name = f"sphinx with sphinx-intl, {len(pages)} pages, 2 languages"
    if not _has(python, "sphinx", "sphinx_intl"):
        return Peer(name, absent="`sphinx` and `sphinx-intl` are not installed")
    source = work / "sphinx"
    source.mkdir()
    (source / "conf.py").write_text('project = "x"\nlanguage = "ru"\nlocale_dirs = ["locale/"]\nhtml_theme = "basic"\n')
    listed = "\n".join(f"   {page.stem}" for page in pages)
    (source / "index.rst").write_text(f"x\n=\n\n.. toctree::\n\n{listed}\n", "utf-8")
    for page in pages:
        paragraphs = "\n\n".join(re.sub(r"([*`|_\\])", r"\\\1", one) for one in _paragraphs(page))
        (source / f"{page.stem}.rst").write_text(f"{page.stem}\n{'=' * len(page.stem)}\n\n{paragraphs}\n", "utf-8")
    build = [python, "-m", "sphinx", "-q", "-E"]
    return Peer(
        name,
        [
            [*build, "-b", "gettext", str(source), str(work / "pot")],
            [python, "-m", "sphinx_intl", "update", "-p", str(work / "pot"), "-d", str(source / "locale"), "-l", "en"],
            [*build, "-b", "html", str(source), str(work / "ru")],
            [*build, "-b", "html", "-D", "language=en", str(source), str(work / "en")],
        ],
    )


def _printers(work: Path, pages: Sequence[Path], python: str) -> Iterator[Peer]:
    """The same pages on paper: by `weasyprint` and by Chromium, a process each, and their words by Typst."""
    out = [str(work / f"{page.stem}.pdf") for page in pages]
    weasyprint = [[sys.executable, "-m", "weasyprint", "-q", str(page), pdf] for page, pdf in zip(pages, out, strict=True)]
    yield Peer(f"weasyprint, {len(pages)} documents, a process each", weasyprint)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    named = f"chromium print, {len(pages)} documents, a process each"
    if chromium:
        asked = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
        yield Peer(named, [[*asked, f"--print-to-pdf={pdf}", page.as_uri()] for page, pdf in zip(pages, out, strict=True)])
    else:
        yield Peer(named, absent="`chromium` is not installed")
    named = f"typst, {len(pages)} documents of the same words"
    if not _has(python, "typst"):
        yield Peer(named, absent="`typst` is not installed")
        return
    for page in pages:
        words = "\n\n".join(re.sub(r"([\\#$*_`<>@\[\]~=+/-])", r"\\\1", one) for one in _paragraphs(page))
        (work / f"{page.stem}.typ").write_text(f'#set page(numbering: "1")\n#set text(lang: "ru")\n{words}\n', "utf-8")
    yield Peer(named, [[python, "-c", _TYPST, *(str(work / f"{page.stem}.typ") for page in pages)]])


def _has(python: str, *modules: str) -> bool:
    return not subprocess.run([python, "-c", f"import {', '.join(modules)}"], capture_output=True, check=False).returncode


def _main(page: Path) -> str:
    found = re.search(r"<main.*</main>", page.read_text("utf-8"), re.DOTALL)
    return found.group() if found else ""


def _paragraphs(page: Path) -> list[str]:
    """Return the words of a page, a paragraph for each block of it."""
    blocks = re.split(r"</(?:p|li|h\d|td|th|dd|dt|figcaption)>", _main(page))
    words = (" ".join(unescape(_TAGS.sub(" ", block)).split()) for block in blocks)
    return [one for one in words if one]
