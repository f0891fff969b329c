"""Tells where the pages of publications, sections and editions stand, and links them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from toolkit.content.choices import DocumentKindRef
from toolkit.content.document import OldAddress
from toolkit.content.library import Library, edition_languages
from toolkit.core.diagnostics import Diagnostic
from toolkit.outline.numbering import Publication, folder_of

SITE = "site"
ROOT = f"{SITE}/index.html"
NOT_FOUND = f"{SITE}/404.html"
EMBED = "embed"
"""The folder of pages that other sites may frame."""
_PART = re.compile(r"\.part-\d+\.html$")
_UNSAFE = re.compile(r"[^0-9A-Za-z.]+")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")


@dataclass(frozen=True, slots=True)
class Base:
    """Where the site will stand: `https://example.org/policy/`, or nothing when that is not known."""

    url: str = ""

    @classmethod
    def of(cls, url: str) -> Base:
        """Make a base of an address; ValueError says what is wrong with it."""
        if not url:
            return cls()
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
            raise ValueError(f"`{url}` is no web address")
        if parts.query or parts.fragment:
            raise ValueError(f"`{url}` has a query or a fragment")
        return cls(f"{parts.scheme}://{parts.netloc}{quote(parts.path.rstrip('/'), safe='/%~')}/")

    @property
    def prefix(self) -> str:
        """The path that the site stands under: `/policy/`."""
        return urlsplit(self.url).path or "/"

    def of_page(self, path: str) -> str:
        """Return the full address of a page by its path below `build/`; nothing when the base is not known."""
        short = path.removeprefix(f"{SITE}/")
        return self.url + (short.removesuffix("index.html") if short.endswith("index.html") else short) if self.url else ""


NO_BASE = Base()


def base_of_site(library: Library) -> Base:
    """Return where `content/site.yaml` says the site will stand; nothing when it does not say, or gives no web address."""
    try:
        return Base.of(library.site.base_url or "")
    except ValueError:
        return NO_BASE


def address(edition: str, publication: Publication, suffix: str) -> str:
    """Return the path of an artifact below `build/`."""
    return f"{SITE}/{edition}/{publication.id}{suffix}"


def part(first: str, number: int) -> str:
    """Return the path of a part of an edition, by that of the first: they stand side by side, so that links hold in each of them.

    No document has such an address: there is no full stop in an id.
    """
    return f"{first.removesuffix('.html')}.part-{number}.html" if number > 1 else first


def versioned(name: str, own: str, version: str) -> str:
    """Return the address of a file of a document under its version: `ru/briefs/x.pdf` becomes `ru/briefs/x.v1.0.pdf`.

    `own` is the address without a suffix: `ru/briefs/x`.

    No document has such an address, for there is no full stop in an id. A version in other signs is told from all others by a digest.
    """
    plain = _UNSAFE.sub("-", version).strip(".-")
    if plain != version:
        plain = f"{plain}-{hashlib.sha256(version.encode()).hexdigest()[:6]}".strip("-")
    return f"{own}.v{plain}{name.removeprefix(own)}"


def first_part(path: str) -> str:
    """Return the path of an edition's first part by that of any of its parts; any other path as it is."""
    return _PART.sub(".html", path)


def home(edition: str) -> str:
    """Return the path of an edition's home page below `build/`."""
    return f"{SITE}/{edition}/index.html"


def kind_page(edition: str, kind: str) -> str:
    """Return the path of the list of an edition's documents of a kind."""
    return f"{SITE}/{edition}/{folder_of(kind)}/index.html"


def register_page(language: str, name: str) -> str:
    """Return the path of a register, as `clusters`, in a language."""
    return f"{SITE}/{language}/{name}.html"


def leaf_page(language: str, name: str, collection: str, first: str) -> str:
    """Return the path of a page of a register that is cut, by the first record on it.

    It stands beside the register, so that links hold in each; no document has such an address, for there is no full stop in an id.
    """
    return f"{SITE}/{language}/{name}.{f'{collection}-' if collection else ''}from-{first}.html"


def index_page(language: str, name: str, level: str, first: str) -> str:
    """Return the path of an index below that of a register which is cut, by the first record that it leads to."""
    return f"{SITE}/{language}/{name}.index-{level}-{first}.html"


def names_file(language: str, name: str, first: str) -> str:
    """Return the path of a file with names of records, for the filter of a register's index."""
    return f"{SITE}/{language}/{name}.names-{first}.json"


def list_page(edition: str, kind: str, first: str) -> str:
    """Return the path of a further page of a list of documents, by the first document on it."""
    return f"{SITE}/{edition}/{kind}s/index.from-{first.replace('/', '.')}.html"


def list_index(edition: str, kind: str, first: str, level: int) -> str:
    """Return the path of an index below that of a list of documents."""
    return f"{SITE}/{edition}/{kind}s/index.index-{level}-{first.replace('/', '.')}.html"


def record_page(language: str, name: str, id: str) -> str:
    """Return the permanent address of a record of a register: a small page that leads to where it stands now."""
    return f"{SITE}/{language}/{name}/{id}.html"


def feed(edition: str) -> str:
    """Return the path of the feed that an edition's readers subscribe to: it has one language."""
    return f"{SITE}/{edition_languages(edition)[0]}/feed.xml"


def card(language: str, publication: Publication | None = None) -> str:
    """Return the path of the picture that goes with a link: of a document, or of the site."""
    return f"{SITE}/{language}/{publication.id if publication else 'index'}.png"


def figure(language: str, publication: Publication, block: str, suffix: str = ".html") -> str:
    """Return the permanent address of a figure or table, or of a file of it: beside its document, by the id of its block.

    No document has such an address: there is no full stop in an id.
    """
    return f"{SITE}/{language}/{publication.id}.{block}{suffix}"


def embedded(language: str, publication: Publication, block: str) -> str:
    """Return the path of the page that other sites may frame; all such pages stand in one folder, for one rule of a server."""
    return f"{SITE}/{EMBED}/{language}/{publication.id}.{block}.html"


def relative(target: str, page: str) -> str:
    """Return the link from a page to a target, both paths below `build/`; the site works under any prefix."""
    up = len(PurePosixPath(page).parent.parts)
    here, there = PurePosixPath(page).parent.parts, PurePosixPath(target).parts
    common = 0
    while common < min(up, len(there) - 1) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (up - common) + list(there[common:]))


def kinds(library: Library, publications: Iterable[Publication]) -> tuple[DocumentKindRef, ...]:
    """Return the kinds of documents that there are, in the order of the vocabulary; a word that is none has its diagnostic."""
    found = {one.document.kind: one.document.kind for one in publications}
    return tuple(found[kind] for kind in map(DocumentKindRef, library.items["document_kinds"]) if kind in found)


def clashes(publications: Iterable[Publication], taken: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each document whose address another document or page of the site has already.

    `taken` are addresses within an edition, without suffix: `clusters`, `briefs/index`.
    """
    owners: dict[str, str] = dict.fromkeys(taken, "a page of the site")
    found = []
    aliases: list[tuple[OldAddress, Publication]] = []
    for publication in publications:
        aliases.extend((alias, publication) for alias in publication.document.aliases)
        if owner := owners.get(publication.id):
            message = f"`{publication.id}` is the address of {owner}, and of this document too"
            hint = "give the document another id, or move it to another folder"
            found.append(Diagnostic("address-taken", message, publication.document.place, hint))
        owners.setdefault(publication.id, f"the document in {publication.document.place.path}")
    for alias, publication in aliases:
        if alias == publication.id:
            message, hint = f"`{alias}` is the address that this document has now, and would lead to itself", "name an address of before"
            found.append(Diagnostic("address-taken", message, alias.place, hint))
        elif owner := owners.get(alias):
            message = f"`{alias}` is the address of {owner}, and is to lead to this document"
            found.append(Diagnostic("address-taken", message, alias.place, "name an address that nothing has now"))
        owners.setdefault(alias, f"an alias of the document in {publication.document.place.path}")
    return tuple(found)
