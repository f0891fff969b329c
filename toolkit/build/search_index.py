"""Makes the search index of the pages that a build leaves; the index of a language holds while its pages are the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from toolkit.build.manifest import MANIFEST, read_digests
from toolkit.build.memory import SEARCH, Memory, Remembered, Written
from toolkit.build.output import Output
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.reads import digest
from toolkit.outline.addresses import SITE
from toolkit.site.search import ENTRY, index, merged

INDEX = f"{SITE}/pagefind/"
"""Where it stands, below `build/`."""


@dataclass(frozen=True)
class SearchIndex:
    """The search index of a folder that is built into."""

    root: Path
    output: Output
    memory: Memory
    found: list[Diagnostic]
    """Takes what goes wrong."""

    def update(self, languages: Iterable[str]) -> None:
        """Make the index of each language whose pages are others than they were, in the place of the last one."""
        self.memory.reader.register("pages", lambda language: digest(repr(self._pages.get(language)).encode()))
        last = {path for path in self.output.folder.site() if path.startswith(INDEX)}
        entries = [entry for language in languages if (entry := self._held(language) or self._made(language))]
        if entries:
            self.output.put(f"{INDEX}{ENTRY}", merged(entries))
        self.output.drop(sorted(last - self.output.digests.keys()), told=False)

    def _held(self, language: str) -> Mapping[str, Any] | None:
        """Leave the index of a language as it is, and return what names it; nothing when it holds no longer."""
        held = self.memory.recall(SEARCH, language)
        named = self._entry.get("languages", {}).get(language)
        if not held or not named or f"{INDEX}pagefind.{named['hash']}.pf_meta" not in held.paths:
            return None
        for file in held.files:
            self.output.keep(file.path, file.digest, "", ())
        return {**self._entry, "languages": {language: named}}

    def _made(self, language: str) -> Mapping[str, Any] | None:
        """Make the index of a language, and return what names it; nothing when there is none."""
        problems = len(self.found)
        made = {f"{SITE}/{name}": data for name, data in index(self.root / SITE, language, self.found)}
        entry = made.pop(f"{INDEX}{ENTRY}", None)
        for path, data in made.items():
            self.output.put(path, data)
        if len(self.found) == problems:
            files = tuple(Written(path, self.output.digests[path]) for path in made)
            self.memory.keep(SEARCH, language, Remembered(files), [f"pages {language}"])
        return json.loads(entry) if entry else None

    @cached_property
    def _pages(self) -> Mapping[str, list[tuple[str, str]]]:
        """The pages of each language with their digests, as they now are."""
        pages: dict[str, list[tuple[str, str]]] = {}
        for path, known in sorted((read_digests(self.root / MANIFEST, self.output.gone) | self.output.digests).items()):
            if path.endswith(".html"):
                pages.setdefault(path.removeprefix(f"{SITE}/").partition("/")[0], []).append((path, known))
        return pages

    @cached_property
    def _entry(self) -> Mapping[str, Any]:
        """What the last build wrote to name the indexes of all languages."""
        try:
            return dict(json.loads(self.output.folder.read(f"{INDEX}{ENTRY}")))
        except (OSError, ValueError):
            return {}
