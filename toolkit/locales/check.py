"""Checks the locale files of a workspace; each broken entry is a diagnostic at its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import polib

from toolkit.checks import check_translations
from toolkit.content.agreements import Party
from toolkit.content.library import Library
from toolkit.content.walk import texts
from toolkit.core.command_line import typed
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean, errors, in_order
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import (
    DOMAINS,
    INTERFACE,
    Catalog,
    Key,
    as_written,
    duplicate,
    load_catalog,
    parse_po,
    plural_forms,
)
from toolkit.language.localizer import INTERFACE_LANGUAGE
from toolkit.language.machine_drafts import draft_of
from toolkit.language.po_encoding import charset_of, has_mark, is_utf_8
from toolkit.language.tags import locale
from toolkit.locales.extract import Message, extract
from toolkit.locales.gnu import findings
from toolkit.locales.header import check_header, used_by
from toolkit.locales.judgements import Judgements
from toolkit.locales.judges import Judge, Pair
from toolkit.locales.judges.amounts import amounts
from toolkit.locales.judges.form import ends, label, length, marks, prose, shape
from toolkit.locales.judges.names import Definitions, PartyNames
from toolkit.locales.judges.truth import facts, force
from toolkit.locales.judges.wording import Glossary, source_left
from toolkit.locales.merge import has_translation, key_of
from toolkit.locales.update import asked_of

_JUDGES: tuple[Judge, ...] = (marks, ends, length, source_left, amounts, facts, force)
_ACCEPTED = re.compile(r"^accept:\s*(.+)$", re.MULTILINE)


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
    told = {(one.code, place) for one in found for place in _places(one)}
    for tag in library.languages:
        refused = _refused(library, load_catalog(workspace, tag, kept))
        found += [one for one in refused if any(_is_catalog(place) and (one.code, place) not in told for place in _places(one))]
    return in_order(found)


def judge_entry(
    workspace: Workspace,
    library: Library,
    path: str,
    messages: Sequence[Message],
    file: polib.POFile,
    entry: polib.POEntry,
    catalog: Catalog,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with one translation, whatever its state, while it is being written; `catalog` is the language as it is."""
    if not has_translation(entry):
        return ()
    own = tuple(_File(workspace, library, path, messages)._entries(file, entry))
    said = replace(catalog, messages={**catalog.messages, key_of(entry): as_written(entry, path, catalog.forms)}, diagnostics=())
    here = Place(path, entry.linenum or 0)
    return in_order((*own, *(one for one in _refused(library, said) if here in _places(one))))


def _refused(library: Library, catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what a build refuses of the translations of a language, beyond what each of them says by itself."""
    yield from errors(check_translations(library, {catalog.language: catalog}))


def _is_catalog(place: Place) -> bool:
    return place.path.startswith("locales/")


def _places(found: Diagnostic) -> tuple[Place, ...]:
    return found.place, *(place for place, _ in found.related)


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
            header = tuple(check_header(file, self.path, self.language))
        except ContentError as error:
            yield from error.diagnostics
            return
        own = [*self._encoding(data), *header, *self._duplicates(file), *self._entries(file), *self._step(file)]
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
        judges = (label, *_JUDGES) if domain == INTERFACE else (prose, shape, *_JUDGES)
        finished = [entry for entry in file if entry is only or (not (entry.obsolete or entry.fuzzy) and has_translation(entry))]
        pairs = [self._pair(entry, asked) for entry in finished]
        defined = Definitions.of(pairs if domain == "clauses" else ())
        parties = PartyNames.of((*pairs, *_party_names(self.library, self.language)))
        judgements = Judgements.of(self.kept, self.path, (glossaries, defined, parties))
        for entry, pair in zip(finished, pairs, strict=True):
            if only is not None and entry is not only:
                continue
            yield from self._plural(entry, pair, asked.get(key_of(entry)), count, rule)
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
            message.limit if message else (limits or [0])[0],
        )  # fmt: skip

    def _plural(self, entry: polib.POEntry, pair: Pair, message: Message | None, count: int, rule: str) -> Iterator[Diagnostic]:
        if not entry.msgid_plural:
            if message and message.plural:
                wrong = f"translation of `{pair.context}`: its source has plural forms, and it has none"
                hint = "run `toolkit locales update`, and fill every form; until then it counts as missing"
                yield Diagnostic("plural-forms", wrong, pair.place, hint)
            return
        has = len(entry.msgstr_plural)
        if has != count:
            more = "; a form for fractions is left out" if has > count else ""
            hint = f"give msgstr[0] to msgstr[{count - 1}]{more}"
            wrong = f"translation of `{pair.context}`: {has} plural {'form' if has == 1 else 'forms'}, and the header asks for {count}"
            yield Diagnostic("plural-forms", wrong, pair.place, hint)
        elif not all(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)[: used_by(rule)]):
            hint = "fill every form; an incomplete one counts as missing"
            yield Diagnostic("plural-forms", f"translation of `{pair.context}`: a plural form is empty", pair.place, hint)

    def _step(self, file: polib.POFile) -> Iterator[Diagnostic]:
        """A file out of step with content has messages that nothing asks for, or lacks some."""
        domain, language = self.domain, self.language
        own = [one for one in self.messages if one.domain == domain]
        asked = {(*one.key, one.plural) for one in asked_of(own, language)}
        held = {(*key_of(entry), entry.msgid_plural or "") for entry in file if not entry.obsolete}
        if asked != held:
            came = len(asked - held)
            message = f"out of step with content: {came} {'message' if came == 1 else 'messages'} to come, {len(held - asked)} to go"
            yield Diagnostic("out-of-step", message, Place(self.path), "run `toolkit locales update`", Severity.WARNING)


def _unapproved(entry: polib.POEntry, pair: Pair) -> Iterator[Diagnostic]:
    """Yield what is told of a machine's draft whose fuzzy mark was taken away by nobody in particular."""
    draft = draft_of(entry.tcomment) if entry.tcomment else None
    if draft and not (draft.approver or entry.fuzzy):
        hint = "`toolkit locales accept MSGCTXT --by NAME`; or delete the remark, if a person has translated it anew"
        message = f"translation of `{pair.context}`: {draft.label} drafted it, and nobody answers for it"
        yield Diagnostic("machine-draft", message, pair.place, hint, Severity.WARNING)


def _beyond(own: Sequence[Diagnostic], file: polib.POFile, theirs: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what gettext's own tool says of entries that no judge has complained of."""
    starts = sorted({1, *(entry.linenum or 1 for entry in file)})

    def start(line: int) -> int:
        return starts[bisect_right(starts, line) - 1] if line >= 1 else 1

    seen = {start(found.place.line or 1) for found in own if found.code != "out-of-step"}
    counted = any(found.code == "plural-forms" for found in own)  # of a form that is missing gettext also complains at the header
    for found in theirs:
        if start(found.place.line) not in seen and not (counted and "nplurals" in found.message):
            yield found
