"""Reads and writes the remarks by which a PO entry says that a machine drafted it, and who approved the draft.

`# machine: DeepL; next-gen; 2026-11-28; 1f2e3d4c` names engine, model and date, and digests the words that the engine
gave, so that words which a person changed are known from them. `# approved: Anna Petrova; 2026-11-30` names who answers for
them. Remarks are translators' comments, which every tool keeps.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

FLAG = "machine"
"""The flag of an entry that is a draft; gettext's own tools drop flags that they do not know, so the remark decides."""
_DRAFTED = re.compile(r"^machine:[ \t]*([^;\n]*);([^;\n]*);[ \t]*([0-9-]+)[ \t]*(?:;[ \t]*([0-9a-f]+))?[ \t]*$", re.MULTILINE)
_LOOSE = re.compile(r"^machine:[ \t]*(.*)$", re.MULTILINE)
_APPROVED = re.compile(r"^approved:[ \t]*([^;\n]+?)[ \t]*(?:;[ \t]*([0-9-]*))?[ \t]*$", re.MULTILINE)
_REMARK = re.compile(r"^(?:machine|approved):.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MachineDraft:
    """Which engine drafted a translation, when, and who approved it."""

    engine: str
    model: str = ""
    date: str = ""
    digest: str = ""
    """Of the words that the engine gave."""
    approver: str = ""
    approved_on: str = ""

    @property
    def label(self) -> str:
        """What readers of a list see: `DeepL next-gen, 2026-11-28`."""
        return ", ".join(filter(None, (" ".join(filter(None, (self.engine, self.model))), self.date)))

    def untouched(self, strings: Sequence[str]) -> bool:
        """Return whether these are the words that the engine gave."""
        return bool(self.digest) and self.digest == digest_of(strings)


def digest_of(strings: Sequence[str]) -> str:
    """Return the digest of a translation's words, all its plural forms."""
    return hashlib.sha256("\x00".join(strings).encode()).hexdigest()[:8]


def draft_of(remarks: str) -> MachineDraft | None:
    """Return what the comments of an entry say of its draft; nothing where no machine is named."""
    found = _DRAFTED.search(remarks)
    loose = _LOOSE.search(remarks)
    if loose is None:
        return None
    parts = [part.strip() for part in found.groups("")] if found else [loose.group(1).strip() or "unnamed engine", "", "", ""]
    approved = _APPROVED.search(remarks)
    engine, model, date, digest = parts
    return MachineDraft(engine or "unnamed engine", model, date, digest, *(part or "" for part in (approved.groups() if approved else ())))


def drafted(remarks: str, engine: str, model: str, date: str, strings: Sequence[str]) -> str:
    """Return the comments of an entry with the remark of a new draft, in place of any that stood there."""
    return _joined(_REMARK.sub("", remarks), f"machine: {engine}; {model}; {date}; {digest_of(strings)}")


def approved(remarks: str, name: str, date: str) -> str:
    """Return the comments of an entry with the name of who approved its draft."""
    return _joined(re.sub(r"^approved:.*\n?", "", remarks, flags=re.MULTILINE), f"approved: {name}; {date}")


def is_name(words: str) -> bool:
    """Return whether words can stand in a remark as the name of a person or an engine."""
    return bool(words.strip()) and ";" not in words and words.isprintable()


def _joined(remarks: str, line: str) -> str:
    return "\n".join(filter(None, (remarks.strip("\n"), line)))
