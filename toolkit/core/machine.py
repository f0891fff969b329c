"""Looks for everything that the toolkit uses of a machine: what is there, what it is for, and how to get it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from toolkit.core.command_line import typed
from toolkit.core.faults import fault
from toolkit.core.fonts import FAMILIES

OLDEST_PYTHON = (3, 11)
OLDEST_PANGO = (1, 44)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PANGO = (
    "from weasyprint.text.ffi import harfbuzz_subset, pango; v = pango.pango_version(); "
    "print(f'{v // 10000}.{v // 100 % 100}.{v % 100} {int(harfbuzz_subset is not None)}')"
)
"""WeasyPrint is asked, for it knows under which names it looks for the libraries."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the toolkit uses: whether it is there, in which version or place, what for, and one cure."""

    name: str
    there: bool
    found: str
    purpose: str
    cure: str
    needed: bool = True
    """False for what the toolkit does without, if it must."""

    @property
    def state(self) -> str:
        """`ok`, `missing`, or `optional` for what is missing and can be done without."""
        return "ok" if self.there else "missing" if self.needed else "optional"


def findings(languages: Sequence[str]) -> Iterator[Finding]:
    """Yield what is there of everything; fonts are looked at for the letters of some languages."""
    here = sys.version_info
    yield Finding(
        "Python", here >= OLDEST_PYTHON, f"{here.major}.{here.minor}.{here.micro}", "runs the toolkit", "install Python 3.11 or newer"
    )
    yield _packages()
    yield from _pango()
    yield from _fonts(languages)
    yield _program("gettext", "msgfmt", "a second judgement on PO files in `toolkit locales check`", "gettext", "--version")
    yield _program(
        "git",
        "git",
        "`publish --branch`; `impact --since` and `compare` with a revision; the commit on web pages of a release",
        "git",
        "--version",
    )
    yield _browser()
    yield _pagefind()
    yield _temporary()
    yield _terminal()


def _packages() -> Finding:
    wanted = (
        [re.split(r"[^A-Za-z0-9_.-]", one)[0] for one in requires("policy-toolkit") or [] if "extra ==" not in one] if _installed() else []
    )
    lost = [name for name in wanted if not _version(name)]
    cure = f"run {typed(Path(sys.executable).name, '-m', 'pip', 'install', *lost)}"
    return Finding("Python packages", not lost, ", ".join(lost) or f"all {len(wanted)}", "libraries that the toolkit is made with", cure)


def _installed() -> bool:
    return bool(_version("policy-toolkit"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _pango() -> Iterator[Finding]:
    """Yield Pango and the subsetting library; asked in a process of its own, as a broken library may end it."""
    ran, said = _run([sys.executable, "-c", _PANGO])
    number, _, subset = said.partition(" ") if ran else ("", "", "")
    numbers = tuple(int(part) for part in number.split(".")) if ran else ()
    system = "brew install pango" if sys.platform == "darwin" else "apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    found = number or (said.splitlines() or ["no answer"])[-1][:160]
    yield Finding("Pango", numbers >= OLDEST_PANGO, found, "lays out PDFs", f"install it: {system}")
    cure = "brew install harfbuzz" if sys.platform == "darwin" else "apt-get install libharfbuzz-subset0"
    purpose = "takes from a font only the letters that a PDF has, fast"
    yield Finding("HarfBuzz subset", subset == "1", "loaded" if subset == "1" else "", purpose, f"install it: {cure}", needed=False)


def _fonts(languages: Sequence[str]) -> Iterator[Finding]:
    """Yield for each family that pages ask for whether it is there, and has the letters of each language."""
    cure = "install it: apt-get install fonts-paratype" if sys.platform != "darwin" else "install PT Serif and PT Sans from paratype.com"
    if not shutil.which("fc-list"):
        yield Finding("fontconfig", False, "", "tells which fonts this machine has", "install it: apt-get install fontconfig")
        return
    for family in FAMILIES:
        has = [tag for tag in languages if _run(["fc-list", f"{family}:lang={tag.partition('-')[0].lower()}"])[1]]
        lacks = [tag for tag in languages if tag not in has]
        found = ", ".join(has) if has else ""
        purpose = f"sets pages in {', '.join(languages)}"
        needed = family in FAMILIES[:2] and not has
        hint = (
            cure
            if not has
            else f"letters of {', '.join(lacks)} come from another font: choose one that has them in templates/styles/tokens.css"
        )
        yield Finding(f"font {family}", not lacks, found, purpose, hint, needed)


def _program(name: str, program: str, purpose: str, package: str, *words: str) -> Finding:
    path = shutil.which(program)
    said = _run([path, *words])[1] if path else ""
    found = re.search(r"\d+(\.\d+)+", said)
    get = "brew" if sys.platform == "darwin" else "apt-get"
    return Finding(name, bool(path), found.group() if found else path or "", purpose, f"install it: {get} install {package}", needed=False)


def _browser() -> Finding:
    path = next(filter(None, map(shutil.which, BROWSERS)), "")
    purpose = "the tests look at pages in it; building needs none"
    return Finding("Chromium", bool(path), path, purpose, "install it: apt-get install chromium", needed=False)


def _pagefind() -> Finding:
    number = _version("pagefind-bin")
    purpose = "the search index of the site"
    return Finding(
        "Pagefind", bool(number), number, purpose, "run `pip install pagefind-bin`; without it the site has no search", needed=False
    )


def _temporary() -> Finding:
    purpose, cure = "working files of search and publication", "make room there, or let TMPDIR name another folder"
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 65536)
            file.flush()
    except OSError as error:
        return Finding("temporary folder", False, fault(error).words, purpose, cure)
    return Finding("temporary folder", True, tempfile.gettempdir(), purpose, cure)


def _terminal() -> Finding:
    encoding = (sys.stdout.encoding if sys.stdout else "") or ""
    good = encoding.lower().replace("-", "") in ("utf8", "utf16", "utf32")
    cure = "set LC_ALL=C.UTF-8, or another UTF-8 locale; letters that it lacks are printed as numbers"
    return Finding("terminal", good, encoding, "prints words of every language", cure, needed=False)


def _run(command: Sequence[str | os.PathLike[str]]) -> tuple[bool, str]:
    """Return whether a command ended well, and what it said."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, str(error)
    return done.returncode == 0, (done.stdout or done.stderr).strip()
