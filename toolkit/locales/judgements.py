"""Keeps what was found of each translation, so that a check judges those alone that changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.core.diagnostics import Severity
from toolkit.core.kept_files import KeptFiles
from toolkit.core.reads import digest
from toolkit.locales.judges import Fault, Judge, Pair


@dataclass(slots=True)
class Judgements:
    """The faults of the pairs of one file, by the digest of each pair."""

    kept: KeptFiles
    name: str
    mark: str
    """The digest of what the judges know beside a pair: terms agreed and defined."""
    _known: dict[str, list[list[str]]] = field(default_factory=dict)
    _found: dict[str, list[list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: KeptFiles, path: str, known: object) -> Judgements:
        """Return what is kept for a file, where the judges know what they knew."""
        mark, name = digest(repr(known).encode()), f"judgements of {path}"
        data = kept.file(name, mark)
        return cls(kept, name, mark, json.loads(data) if data else {})

    def faults(self, pair: Pair, judges: Iterable[Judge]) -> tuple[Fault, ...]:
        """Return the faults of a pair, each once: as they were kept, or judged now."""
        words = (pair.context, pair.source, pair.plural, pair.strings, pair.source_language, pair.language, pair.limit)
        key = digest(repr(words).encode())
        if key not in self._known:
            found = dict.fromkeys(fault for judge in judges for fault in judge(pair))
            self._known[key] = [[one.code, one.message, one.hint, one.severity.value] for one in found]
        self._found[key] = self._known[key]
        return tuple(Fault(code, message, hint, Severity(severity)) for code, message, hint, severity in self._found[key])

    def save(self) -> None:
        """Keep what was found, without what nothing has asked for."""
        self.kept.keep_file(self.name, self.mark, json.dumps(self._found, ensure_ascii=False).encode())
        self.kept.save()
