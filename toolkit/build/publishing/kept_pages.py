"""Makes a page of a site into one that is kept as an earlier version: with a notice, its own address, and the looks that it had."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from toolkit.outline.addresses import relative

ASSETS = "assets/"
_LINK = re.compile(r'(<(a|link|script|img|source|iframe|object)\b[^>]*?\s(?:href|src|data)=")([^"#?]+)([^"]*")')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_ALTERNATE = re.compile(r'<link rel="alternate" hreflang="[^"]*" href="[^"]*">\n?')
_CHARSET = re.compile(r'<meta charset="[^"]*">\n?')
_MAIN = re.compile(r'<main id="main"[^>]*>\n?')
_NOTICE = re.compile(r'<p class="superseded" id="earlier-version".*?</p>\n?', re.DOTALL)
_URL = re.compile(r"url\(\s*[\"']?(?!data:|https?:)([^\"')]+)[\"']?\s*\)")
_KEPT = re.compile(r"\.[0-9a-f]{12}\.[^./]+$")
_NOINDEX = '<meta name="robots" content="noindex">\n'


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that is archived: where it stood, where it stands now, and where the files of its version went, by their old names."""

    old: str
    new: str
    files: Mapping[str, str]


def archived(html: str, moved: Moved) -> str:
    """Return a page as it is kept: it names its own address and that of the files of its version, and search engines pass it by."""
    known = _CANONICAL.search(html)
    base = known.group(1).removesuffix(moved.old) if known and known.group(1).endswith(moved.old) else ""
    page = _ALTERNATE.sub("", html)
    page = _LINK.sub(lambda found: _turned(found, moved), page)
    for old, new in moved.files.items() if base else ():
        page = re.sub(re.escape(f"{base}{old}") + r'(?=[\s"<#?&),;.]|$)', f"{base}{new}", page)
    return _CHARSET.sub(lambda found: found.group() + _NOINDEX, page, count=1)


def cited(words: str, moved: Moved) -> str:
    """Return a citation of a version that is kept: by its own name, so that it does not stand for the newest one, and its own address."""
    suffix = moved.old[moved.old.index(".", moved.old.rindex("/")) :]
    old, new = moved.old.removesuffix(suffix), moved.new.removesuffix(suffix)
    return re.sub(rf"(?<![\w.-]){re.escape(old)}(?=\.html\b|[\",\s])", new, words)


def _turned(found: re.Match[str], moved: Moved) -> str:
    before, _, path, after = found.groups()
    there = moved.files.get(resolved(moved.old, path))
    return f"{before}{relative(there, moved.new)}{after}" if there else found.group()


def resolved(page: str, path: str) -> str:
    """Return where a link of a page leads, below the root of the site."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def with_notice(html: str, notice: str) -> str:
    """Return a page with the notice at the head of its main part, in the place of the one that it had."""
    bare = _NOTICE.sub("", html)
    found = _MAIN.search(bare)
    return f"{bare[: found.end()]}{notice.strip()}\n{bare[found.end() :]}" if found else bare


def without_dead_links(html: str, page: str, there: Collection[str]) -> str:
    """Return a page whose links lead to pages that are there: what a link to another one said stays, without the link."""

    def judged(found: re.Match[str]) -> str:
        before, tag, path, _ = found.groups()
        at = resolved(page, path)
        if tag != "a" or ":" in path or at.startswith("..") or at in there or f"{at.rstrip('/')}/index.html" in there:
            return found.group()
        return re.sub(r'\shref="$', "", before)

    return _LINK.sub(judged, html)


def with_own_assets(html: str, page: str, read: Callable[[str], bytes | None], keep: Callable[[str, bytes], None]) -> str:
    """Return a page that has its stylesheets, scripts and pictures under names of their own, so that it looks as it did for ever.

    `read` gives a file of the publication that the page is of, or nothing; `keep` takes each file that is to stay.
    """

    def named(found: re.Match[str]) -> str:
        before, tag, path, after = found.groups()
        at = resolved(page, path)
        if tag == "a" or not at.startswith(ASSETS) or (data := read(at)) is None:
            return found.group()
        name = at if _KEPT.search(at) else _with_digest(at, data)
        keep(name, data)
        if name.endswith(".css"):
            _keep_named(name, data, read, keep)
        return f"{before}{relative(name, page)}{after}"

    return _LINK.sub(named, html)


def _with_digest(name: str, data: bytes) -> str:
    stem, suffix = posixpath.splitext(name)
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}{suffix}"


def _keep_named(name: str, data: bytes, read: Callable[[str], bytes | None], keep: Callable[[str, bytes], None]) -> None:
    """Keep the fonts and pictures that a stylesheet names; they stay under their names."""
    for path in _URL.findall(data.decode("utf-8", "replace")):
        at = resolved(name, path.partition("#")[0])
        if (found := read(at)) is not None:
            keep(at, found)
