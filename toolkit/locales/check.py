"""Checks the locale files of a workspace; each broken entry is a diagnostic at its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py
from pathlib import PurePosixPath

import polib
from babel import Locale, UnknownLocaleError

from toolkit.content.agreements import Party
from toolkit.content.library import Library
from toolkit.content.walk import texts
from toolkit.core.command_line import typed
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean, in_order
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import DOMAINS, INTERFACE, Key, duplicate, parse_po, plural_forms, used_forms
from toolkit.language.localizer import INTERFACE_LANGUAGE, locale
from toolkit.language.machine_drafts import draft_of
from toolkit.language.po_encoding import charset_of, has_mark, is_utf_8
from toolkit.locales.extract import Message, extract
from toolkit.locales.gnu import findings
from toolkit.locales.judgements import Judgements
from toolkit.locales.judges import Judge, Pair
from toolkit.locales.judges.amounts import amounts
from toolkit.locales.judges.form import ends, length, marks, placeholder_sets, prose
from toolkit.locales.judges.names import Definitions, PartyNames
from toolkit.locales.judges.truth import facts, force
from toolkit.locales.judges.wording import Glossary, source_left
from toolkit.locales.merge import has_translation, key_of
from toolkit.locales.plurals import plural_header, same_forms

_JUDGES: tuple[Judge, ...] = (placeholder_sets, marks, ends, length, source_left, amounts, facts, force)
_ACCEPTED = re.compile(r"^accept:\s*(.+)$", re.MULTILINE)
_FIELDS = (
    "Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team", "Language", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding",
)  # fmt: skip


def check_locales(workspace: Workspace, library: Library, kept: KeptFiles = NOT_KEPT) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with the PO files, `msgfmt -c`'s own complaints among it; what is kept was judged before."""
    messages = extract(workspace, library, kept=kept)
    found: list[Diagnostic] = [*check_languages(workspace, library), *check_owned(library, kept)]
    for path in workspace.list("locales", ".po"):
        parts = PurePosixPath(path).parts
        domain, tag = parts[-1].removesuffix(".po"), parts[1].replace("_", "-")
        judged = tag in library.languages or (domain == INTERFACE and tag in library.site.interface_languages)
        if len(parts) == 4 and domain in DOMAINS and judged:
            found.extend(_File(workspace, library, path, messages, kept).check())
    return in_order(found)


def judge_entry(
    workspace: Workspace, library: Library, path: str, messages: Sequence[Message], file: polib.POFile, entry: polib.POEntry
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with one translation, whatever its state, while it is being written."""
    return in_order(_File(workspace, library, path, messages)._entries(file, entry)) if has_translation(entry) else ()


def check_owned(library: Library, kept: KeptFiles = NOT_KEPT) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each text whose author gives it in several languages that do not state the same."""
    judgements = Judgements.of(kept, "content", ())
    for _, item in library.records():
        for text in texts(item):
            owned = dict(text.official)
            for language in (tag for tag in owned if tag != text.language):
                pair = Pair(text.context, text.source, "", (owned[language],), text.language, language, text.place)
                yield from (fault.at(pair) for fault in judgements.faults(pair, (facts, force)))
    judgements.save()


def _party_names(library: Library, language: str) -> Iterator[Pair]:
    """Yield the names of parties that an author gives in both languages himself."""
    for party in library.all(Party):
        for text in (party.short, party.name):
            if text is not None and language in (owned := dict(text.official)):
                yield Pair(text.context, text.source, "", (owned[language],), text.language, language, text.place)


def check_languages(workspace: Workspace, library: Library) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each folder or file of `locales/` that nothing reads."""
    listed = {tag.replace("-", "_") for tag in (*library.languages, *library.site.interface_languages)}
    seen: set[str] = set()
    for path in workspace.list("locales", ".po"):
        parts = PurePosixPath(path).parts
        folder, domain = parts[1], parts[-1].removesuffix(".po")
        if len(parts) == 4 and domain not in DOMAINS:
            hint = did_you_mean(domain, DOMAINS, "domains: " + ", ".join(DOMAINS))
            yield Diagnostic("unknown-domain", f"`{domain}` is no domain: nothing reads this file", Place(path), hint, Severity.WARNING)
        if folder in listed or folder in seen:
            continue
        seen.add(folder)
        tag = folder.replace("_", "-")
        try:
            locale(tag)
        except ContentError:
            hint = f"name the folder as the language: {', '.join(sorted(listed))}"
            yield Diagnostic("unknown-language", f"`{tag}` is not a language that CLDR knows", Place(path), hint)
        else:
            hint = f"run {typed('toolkit', 'locales', 'add', tag)}, or remove locales/{folder}"
            message = f"content/site.yaml lists no edition in `{tag}`: nothing reads this file"
            yield Diagnostic("unlisted-language", message, Place(path), hint, Severity.WARNING)


@dataclass(slots=True)
class _File:
    """One catalog under check."""

    workspace: Workspace
    library: Library
    path: str
    messages: Sequence[Message]
    kept: KeptFiles = NOT_KEPT

    @property
    def language(self) -> str:
        return PurePosixPath(self.path).parts[1].replace("_", "-")

    @property
    def domain(self) -> str:
        return PurePosixPath(self.path).stem

    def check(self) -> Iterator[Diagnostic]:
        data = self.workspace.read(self.path)
        try:
            file = parse_po(data, self.path)
            spoken = plural_header(locale(self.language))
        except ContentError as error:
            yield from error.diagnostics
            return
        own = [*self._encoding(data), *self._header(file, spoken), *self._duplicates(file), *self._entries(file), *self._step(file)]
        yield from own
        yield from _beyond(own, file, findings(data, self.path))

    def _encoding(self, data: bytes) -> Iterator[Diagnostic]:
        """What is no plain UTF-8 is read all the same; the next writing makes it so."""
        charset, line = charset_of(data)
        hint = "`toolkit locales update` makes it plain UTF-8"
        if has_mark(data):
            yield Diagnostic("po-encoding", "the file begins with a byte-order mark", Place(self.path, 1), hint, Severity.WARNING)
        if not is_utf_8(charset):
            yield Diagnostic("po-encoding", f"the file is in {charset}, not in UTF-8", Place(self.path, line), hint, Severity.WARNING)

    def _header(self, file: polib.POFile, spoken: str) -> Iterator[Diagnostic]:
        place = Place(self.path, 1)
        missing = [field for field in _FIELDS if field not in file.metadata]
        if missing:
            hint = "`toolkit locales update` writes the fields of a new file; copy the lines from another"
            yield Diagnostic("header", f"the header has no {', '.join(missing)}", place, hint, Severity.WARNING)
        said = file.metadata.get("Language", "").replace("_", "-")
        if said and not _same_language(said, self.language):
            hint = f"write `Language: {self.language.replace('-', '_')}`, or move the file"
            yield Diagnostic("header-language", f"the header says `{said}`, the folder `{self.language}`", place, hint)
        rule = re.search(r"plural\s*=\s*([^;]+)", file.metadata.get("Plural-Forms", "").partition(";")[2])
        count, expected = plural_forms(file), int(re.findall(r"nplurals=(\d+)", spoken)[0])
        if not rule or not _usable(rule.group(1), count):
            hint = f"write `Plural-Forms: {spoken}`"
            yield Diagnostic("po-plural-rule", "the header has no usable rule for plural forms", place, hint)
        elif count != expected and not same_forms(c2py(rule.group(1).strip()), locale(self.language)):
            hint = f"write `Plural-Forms: {spoken}`" + (
                "; a further form is for fractions, which have messages of their own" * (count > expected)
            )
            message = f"the header asks for {count} plural forms; `{self.language}` has {expected} here"
            yield Diagnostic("plural-forms", message, place, hint)

    def _duplicates(self, file: polib.POFile) -> Iterator[Diagnostic]:
        first: dict[Key, int] = {}
        for entry in file:
            if not entry.obsolete:
                if key_of(entry) in first:
                    yield duplicate(entry, self.path, first[key_of(entry)])
                first.setdefault(key_of(entry), entry.linenum or 0)

    def _entries(self, file: polib.POFile, only: polib.POEntry | None = None) -> Iterator[Diagnostic]:
        """Yield what is wrong with the finished translations of a file, or with one that is being written."""
        domain = self.domain
        asked = {message.key: message for message in self.messages if message.domain == domain}
        sources = {message.language for message in asked.values()} | {INTERFACE_LANGUAGE, self.library.site.source_language}
        glossaries = {tag: Glossary.of(self.library, tag, self.language) for tag in sorted(sources)}
        count, rule = plural_forms(file), file.metadata.get("Plural-Forms", "")
        judges = _JUDGES if domain == INTERFACE else (*_JUDGES, prose)
        finished = [entry for entry in file if entry is only or (not (entry.obsolete or entry.fuzzy) and has_translation(entry))]
        pairs = [self._pair(entry, asked) for entry in finished]
        defined = Definitions.of(pairs if domain == "clauses" else ())
        parties = PartyNames.of((*pairs, *_party_names(self.library, self.language)))
        judgements = Judgements.of(self.kept, self.path, (glossaries, defined, parties))
        for entry, pair in zip(finished, pairs, strict=True):
            if only is not None and entry is not only:
                continue
            yield from self._plural(entry, pair, count, rule)
            asked_of_all = (*judges, glossaries[pair.source_language].judge, defined.judge, parties.judge)
            faults = judgements.faults(pair, asked_of_all)
            yield from _unapproved(entry, pair)
            accepted = {word for line in _ACCEPTED.findall(entry.tcomment) for word in re.split(r"[,\s]+", line)}
            yield from (fault.at(pair) for fault in faults if fault.code not in accepted)
        judgements.save()

    def _pair(self, entry: polib.POEntry, asked: Mapping[Key, Message]) -> Pair:
        message = asked.get(key_of(entry))
        plain = INTERFACE_LANGUAGE if self.domain == "interface" else self.library.site.source_language
        strings = tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)) if entry.msgid_plural else (entry.msgstr,)
        limits = [int(flag.partition(":")[2]) for flag in entry.flags if re.fullmatch(r"max-length:\d+", flag)]
        return Pair(
            entry.msgctxt or "", entry.msgid, entry.msgid_plural or "", tuple(filter(None, strings)),
            message.language if message else plain, self.language, Place(self.path, entry.linenum or 0),
            message.limit if message else (limits or [0])[0], frozenset(entry.flags),
        )  # fmt: skip

    def _plural(self, entry: polib.POEntry, pair: Pair, count: int, rule: str) -> Iterator[Diagnostic]:
        if not entry.msgid_plural:
            return
        has = len(entry.msgstr_plural)
        if has != count:
            more = "; a form for fractions is left out" if has > count else ""
            hint = f"give msgstr[0] to msgstr[{count - 1}]{more}"
            message = f"translation of `{pair.context}`: {has} plural forms, and the header asks for {count}"
            yield Diagnostic("plural-forms", message, pair.place, hint)
        elif not all(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)[: _used(rule)]):
            hint = "fill every form; an incomplete one counts as missing"
            yield Diagnostic("plural-forms", f"translation of `{pair.context}`: a plural form is empty", pair.place, hint)

    def _step(self, file: polib.POFile) -> Iterator[Diagnostic]:
        """A file out of step with content has messages that nothing asks for, or lacks some."""
        domain, language = self.domain, self.language
        asked = {m.key for m in self.messages if m.domain == domain and m.language != language and language not in m.official}
        held = {key_of(entry) for entry in file if not entry.obsolete}
        if asked != held:
            message = f"out of step with content: {len(asked - held)} messages to come, {len(held - asked)} to go"
            yield Diagnostic("out-of-step", message, Place(self.path), "run `toolkit locales update`", Severity.WARNING)


def _same_language(said: str, folder: str) -> bool:
    """Return whether a header names the language of its folder, be it with a region more or less: `be-BY` in `be`."""
    try:
        one, other = (Locale.parse(tag.replace("-", "_")) for tag in (said, folder))
    except (UnknownLocaleError, ValueError):
        return False
    regions = {one.territory, other.territory} - {None}
    return (one.language, one.script) == (other.language, other.script) and len(regions) < 2


def _unapproved(entry: polib.POEntry, pair: Pair) -> Iterator[Diagnostic]:
    """Yield what is told of a machine's draft whose fuzzy mark was taken away by nobody in particular."""
    draft = draft_of(entry.tcomment) if entry.tcomment else None
    if draft and not (draft.approver or entry.fuzzy):
        hint = "`toolkit locales accept MSGCTXT --by NAME`; or delete the remark, if a person has translated it anew"
        message = f"translation of `{pair.context}`: {draft.label} drafted it, and nobody answers for it"
        yield Diagnostic("machine-draft", message, pair.place, hint, Severity.WARNING)


def _used(header: str) -> int:
    """Return how many forms whole numbers take by the rule of a header; all of them where it has none that can be used."""
    found = re.search(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)", header)
    if found is None:
        return 2
    rule = found.group(2).strip()
    return used_forms(c2py(rule)) if _usable(rule, int(found.group(1))) else int(found.group(1))


def _usable(rule: str, count: int) -> bool:
    """Return whether a plural rule can be computed, and names only forms that exist."""
    try:
        choose = c2py(rule.strip())
        return all(0 <= choose(n) < count for n in range(1001))
    except (ValueError, ZeroDivisionError):
        return False


def _beyond(own: Sequence[Diagnostic], file: polib.POFile, theirs: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what gettext's own tool says of entries that no judge has complained of."""
    starts = sorted({1, *(entry.linenum or 1 for entry in file)})

    def start(line: int) -> int:
        return starts[bisect_right(starts, line) - 1] if line >= 1 else 1

    seen = {start(found.place.line or 1) for found in own if found.code != "out-of-step"}
    yield from (found for found in theirs if start(found.place.line) not in seen)
