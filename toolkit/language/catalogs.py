"""Reads translations, with their state and place, from `locales/*/LC_MESSAGES/*.po`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from gettext import c2py

import polib

from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.layers import BELOW, lower
from toolkit.core.pickles import pack, unpack
from toolkit.core.reads import digest
from toolkit.core.workspace import Workspace
from toolkit.language import po_file, po_syntax
from toolkit.language.machine_drafts import MachineDraft, draft_of
from toolkit.language.po_encoding import decoded
from toolkit.language.po_faults import fault
from toolkit.language.po_pieces import cut, entries_of, read_alone

INTERFACE = "interface"
DOMAINS = (INTERFACE, "content", "clauses")
_CONFLICT = re.compile(rb"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_RESTORE = "restore the line from the last good version; `msgfmt -c` explains it"

Key = tuple[str, str]
"""msgctxt and msgid."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalog says for one message: a string for each plural form."""

    strings: tuple[str, ...]
    fuzzy: bool
    place: Place
    fault: Diagnostic | None = None
    machine: MachineDraft | None = None
    """The engine that drafted it, and who approved the draft."""

    def __reduce__(self) -> tuple[type[Translation], tuple[object, ...]]:
        """Unpickle by the constructor, which is quicker."""
        return Translation, (self.strings, self.fuzzy, self.place, self.fault, self.machine)

    def moved(self, by: int) -> Translation:
        """Return it as it is when it stands some lines further down."""
        place = Place(self.place.path, self.place.line + by, self.place.column)
        return Translation(self.strings, self.fuzzy, place, self.fault, self.machine)

    @property
    def unapproved(self) -> bool:
        """True for a machine's draft that nobody answers for."""
        return self.machine is not None and not self.machine.approver


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of one language, all domains together; contexts keep them apart."""

    language: str
    messages: Mapping[Key, Translation] = field(default_factory=dict)
    plural: Callable[[int], int] = lambda n: int(n != 1)
    diagnostics: tuple[Diagnostic, ...] = ()
    forms: int = 1
    """How many plural forms whole numbers take."""
    unreadable: Diagnostic | None = None
    """Why a whole file is missing: what is not found may stand in it, and is not to be printed as untranslated."""


def path_of(language: str, domain: str) -> str:
    """Return the workspace path of a catalog."""
    return f"locales/{language.replace('-', '_')}/LC_MESSAGES/{domain}.po"


Entries = tuple[tuple[Key, Translation], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The messages of a part of a file, with the digest of its words and how many lines stand before it."""

    digest: str
    line: int
    entries: Entries

    def __reduce__(self) -> tuple[type[Piece], tuple[object, ...]]:
        """Unpickle by the constructor, which is quicker."""
        return Piece, (self.digest, self.line, self.entries)

    def moved(self, line: int) -> Piece | None:
        """Return it as it is further down or up; nothing where it must be read anew, for what is wrong with it says where."""
        if line == self.line:
            return self
        if any(one.fault for _, one in self.entries):
            return None
        return Piece(self.digest, line, tuple((key, one.moved(line - self.line)) for key, one in self.entries))


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one file by its pieces, in order, and its rule for plural forms."""

    mark: str
    """The digest of the file."""
    rule: str
    pieces: tuple[Piece, ...]

    @property
    def found(self) -> Iterator[tuple[Key, Translation]]:
        """The messages in their order."""
        for piece in self.pieces:
            yield from piece.entries


def load_catalog(workspace: Workspace, language: str, kept: KeptFiles = NOT_KEPT) -> Catalog:
    """Read every domain of a language; a file that cannot be read is a diagnostic, and its messages are missing."""
    messages: dict[Key, Translation] = {}
    found: list[Diagnostic] = []
    plural: Callable[[int], int] = _two_forms
    unreadable: Diagnostic | None = None
    present = workspace.list(f"locales/{language.replace('-', '_')}", ".po")
    for domain in DOMAINS:
        path = path_of(language, domain)
        if path not in present:
            continue
        try:
            file = _messages(workspace.read(path), path, kept, prose=domain != INTERFACE)
        except ContentError as error:
            found.extend(error.diagnostics)
            unreadable = error.diagnostics[0]
            continue
        plural = c2py(file.rule)
        for key, translation in file.found:
            if key in messages:
                found.append(_twice(key, translation.place, messages[key].place.line))
                messages[key] = replace(messages[key], fault=found[-1])
                continue
            messages[key] = translation
            if translation.fault:
                found.append(translation.fault)
    for path in lower(workspace, path_of(language, INTERFACE)):
        file = _messages(workspace.read(path), workspace.shown(path), kept, prose=False)
        plural = plural if messages else c2py(file.rule)
        messages = dict(file.found) | messages
    kept.save()
    return Catalog(language, messages, plural, tuple(found), used_forms(plural), unreadable)


def said_below(workspace: Workspace, kept: KeptFiles = NOT_KEPT) -> dict[str, frozenset[Key]]:
    """Return by language the messages that the layers below a workspace translate, and that it does not say in words of its own."""
    found: dict[str, set[Key]] = {}
    for path in workspace.list(BELOW, f"{INTERFACE}.po"):
        said = _messages(workspace.read(path), workspace.shown(path), kept, prose=False).found
        tag = path.split("/")[3].replace("_", "-")
        found.setdefault(tag, set()).update(key for key, one in said if all(one.strings) and not one.fuzzy)
    for tag, keys in found.items():
        own = path_of(tag, INTERFACE)
        if own in workspace.list("locales", ".po"):
            keys -= {key for key, _ in _messages(workspace.read(own), own, kept, prose=False).found}
    return {tag: frozenset(keys) for tag, keys in sorted(found.items())}


def _messages(data: bytes, path: str, kept: KeptFiles, *, prose: bool) -> Messages:
    """Return the messages of a file: as they were kept, or read anew, of a file that was edited the pieces that differ."""
    mark = digest(data)
    before = unpack(found) if (found := kept.last(path)) else None
    known = before if isinstance(before, Messages) else None
    if known and known.mark == mark:
        return known
    read = _by_pieces(data, path, known, prose=prose) or _whole(data, path, prose=prose)
    kept.keep_file(path, mark, pack(read))
    return read


def _whole(data: bytes, path: str, *, prose: bool) -> Messages:
    file = parse_po(data, path)
    rule = _plural_rule(file, path)
    used = used_forms(c2py(rule))
    entries = tuple((key, _translation(entry, path, used, prose=prose)) for key, entry in entries_of(file))
    return Messages(digest(data), rule, (Piece("", 0, entries),))


def _by_pieces(data: bytes, path: str, before: Messages | None, *, prose: bool) -> Messages | None:
    """Return the messages of a file whose every piece can be read alone; nothing where one cannot."""
    pieces: list[Piece] = []
    rule, used, known = "", 0, {piece.digest: piece for piece in (before.pieces if before else ())}
    for line, mark, words in cut(_words(data, path)):
        piece = known[mark].moved(line) if line and mark in known else None
        if piece is None:
            file = read_alone(words)
            if file is None or (file.header_block is None) != bool(line):
                return None
            if not line:
                rule = _plural_rule(file, path)
                used, known = used_forms(c2py(rule)), known if before and before.rule == rule else {}
            piece = _piece(file, path, (mark, line, used), prose=prose)
        pieces.append(piece)
    return Messages(digest(data), rule, tuple(pieces))


def _piece(file: polib.POFile, path: str, at: tuple[str, int, int], *, prose: bool) -> Piece:
    """Return the messages of a piece, given its digest, the lines before it and the plural forms in use."""
    mark, line, used = at
    for entry in file:
        entry.linenum = (entry.linenum or 0) + line
    return Piece(mark, line, tuple((key, _translation(entry, path, used, prose=prose)) for key, entry in entries_of(file)))


def duplicate(entry: polib.POEntry, path: str, first: int) -> Diagnostic:
    """Return the diagnostic of a message that stands in a file a second time."""
    return _twice((entry.msgctxt or "", entry.msgid), Place(path, entry.linenum or 0), first)


def _twice(key: Key, place: Place, first: int) -> Diagnostic:
    hint = f"keep one of them; the other is on line {first}"
    return Diagnostic("po-duplicate", f"message `{key[0] or key[1]}` stands twice", place, hint)


def read_whole(workspace: Workspace, path: str) -> polib.POFile:
    """Return a PO file that is to be written again; raise ContentError when anything in it would be lost by that."""
    file = parse_po(workspace.read(path), path)
    first: dict[Key, int] = {}
    found = []
    for entry in file:
        key = (entry.msgctxt or "", entry.msgid)
        if entry.obsolete:
            continue
        if key in first:
            found.append(duplicate(entry, path, first[key]))
        first.setdefault(key, entry.linenum or 0)
    if found:
        raise ContentError(*found)
    plural_rule(file, path)
    return file


def _two_forms(n: int) -> int:
    return int(n != 1)


def parse_po(data: bytes, path: str) -> polib.POFile:
    """Return a PO file, entries with their lines; raise ContentError with the line of what cannot be read."""
    words = _words(data, path)
    wrong = po_syntax.fault(words)
    if wrong:
        raise ContentError(Diagnostic("po-syntax", f"not valid PO: {wrong[1]}", Place(path, wrong[0]), _RESTORE))
    return po_file.read(words)


def _words(data: bytes, path: str) -> str:
    """Return the words of a file in which no merge is left unsettled."""
    conflict = _CONFLICT.search(data)
    if conflict:
        line = data.count(b"\n", 0, conflict.start()) + 1
        hint = "settle the merge, keeping one version of each message"
        raise ContentError(Diagnostic("po-conflict", "merge-conflict markers stand in the file", Place(path, line), hint))
    return decoded(data, path)


def plural_forms(file: polib.POFile) -> int:
    """Return how many plural forms the header of a file asks for; two when it says nothing."""
    found = re.search(r"nplurals\s*=\s*(\d+)", file.metadata.get("Plural-Forms", ""))
    return int(found.group(1)) if found else 2


def plural_rule(file: polib.POFile, path: str) -> Callable[[int], int]:
    """Return the function of the header's Plural-Forms: it gives the index of the form for a number."""
    return c2py(_plural_rule(file, path))


def _plural_rule(file: polib.POFile, path: str) -> str:
    rule = re.search(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)", file.metadata.get("Plural-Forms", ""))
    if rule:
        try:
            c2py(rule.group(2).strip())
            return rule.group(2).strip()
        except ValueError:
            pass
    hint = "copy the line from another file of this language: `Plural-Forms: nplurals=…; plural=…;`"
    raise ContentError(Diagnostic("po-plural-rule", "the header has no usable rule for plural forms", Place(path, 1), hint))


def used_forms(rule: Callable[[int], int]) -> int:
    """Return how many plural forms whole numbers take: Weblate gives Russian a fourth one, for fractions, which stays empty."""
    return 1 + max(map(rule, range(1001)))


def as_written(entry: polib.POEntry, path: str, forms: int) -> Translation:
    """Return what an entry says while somebody writes it: as if it were finished."""
    words = _translation(entry, path, forms, prose=not path.endswith(f"/{INTERFACE}.po"))
    return Translation(words.strings, False, words.place, words.fault)


def _translation(entry: polib.POEntry, path: str, used: int, *, prose: bool) -> Translation:
    plurals = entry.msgstr_plural
    strings = tuple(plurals[index] for index in sorted(plurals))[:used] if plurals else (entry.msgstr,)
    place = Place(path, entry.linenum or 0)
    draft = draft_of(entry.tcomment) if entry.tcomment else None
    fuzzy = entry.fuzzy or (draft is not None and not draft.approver)
    if not all(strings) or fuzzy:
        return Translation(strings, fuzzy, place, machine=draft)
    sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    found = fault(entry.msgctxt or "", sources, strings, place, prose=prose and not plurals, phrase=prose and bool(plurals))
    return Translation(strings, fuzzy, place, found, draft)
