"""What an update of 10,000 messages costs, beside GNU `msgmerge` on the same files.

    python benchmarks/locales.py [--messages 10000] [--changed 200]

Prints CPU seconds and ratios, all measured in this run; nothing is asserted. `msgmerge` runs twice: as it
comes (it looks for similar sources everywhere), and with `--no-fuzzy-matching`, which does least.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.catalogs import parse_po
from toolkit.locales.extract import extract
from toolkit.locales.merge import merge
from toolkit.locales.update import Updated, asked_of, update
from toolkit.locales.write import po_bytes
from toolkit.project import Project

ROOT = Path(__file__).resolve().parent.parent
NOW = dt.datetime(2026, 5, 5, tzinfo=dt.UTC)
PO, POT = "locales/en/LC_MESSAGES/content.po", "locales/content.pot"
SITE = "title: {ru: С, en: S}\ndescription: {ru: С, en: S}\npublisher: {ru: С, en: S}\neditions: [ru, en]\n"
WORDS = ("кластер", "закон", "соглашение", "развитие", "страна", "Север", "участник", "рынок", "2018 г.", "[@petrov, с. 5]", "«цель»", "и")


def content(messages: int, changed: int) -> dict[str, bytes]:
    """Return a workspace with so many texts, 60 words each at most, the first `changed` of them in a second wording."""
    files = {"content/site.yaml": SITE.encode()}
    for number in range(messages // 2):
        said = " ".join(WORDS[(number * 7 + step * step) % len(WORDS)] for step in range(8 + number % 50))
        extra = " и дополнен" if number * 2 < changed else ""
        texts = f"definition: 'Текст {number}. {said}{extra}'\nnote: 'Примечание {number}. {said}{extra}'\n"
        record = f"term: {{ru: т{number}, en: t{number}}}\n{texts}evidence: {{source: petrov}}\n"
        files[f"content/glossary/t{number}.yaml"] = record.encode()
    return files


def cpu(run: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes, its child processes included."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    run()
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))


def msgmerge(folder: Path, *options: str) -> Callable[[], object]:
    """Return a call of msgmerge on the files of a folder."""
    command = ["msgmerge", "--quiet", "--previous", *options, "-o", str(folder / "out.po"), str(folder / "old.po"), str(folder / "new.pot")]
    return lambda: subprocess.run(command, check=True)


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--changed", type=int, default=200)
    options = parser.parse_args()
    files = content(options.messages, 0)
    old = {file.path: file.data for file in _update(files)}
    catalog = parse_po(old[PO], PO)
    for entry in catalog:
        entry.msgstr = f"Translation of {entry.msgid.split('.')[0]}, long enough to be wrapped as translations are wrapped: {entry.msgctxt}"
    changed = {**content(options.messages, options.changed), **old, PO: po_bytes(catalog)}
    started = time.monotonic()
    whole = cpu(lambda: _update(changed))
    wall = time.monotonic() - started
    new = {file.path: file.data for file in _update(changed)}
    workspace = MemoryWorkspace(changed)
    library = Project(workspace).library
    assert library
    asked = [one for one in asked_of(extract(workspace, library), "en") if one.domain == "content"]
    alone = cpu(lambda: po_bytes(merge(parse_po(changed[PO], PO), asked)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.po").write_bytes(changed[PO])
        (folder / "new.pot").write_bytes(new[POT])
        least, usual = cpu(msgmerge(folder, "--no-fuzzy-matching")), cpu(msgmerge(folder))
    print(f"{len(catalog)} messages, {options.changed} changed; CPU seconds")
    print(f"  update: content read, extracted, merged, written   {whole:6.2f}  ({wall:.2f} s on the clock)")
    print(f"  of it: the PO file read, merged, written           {alone:6.2f}")
    print(f"  msgmerge --no-fuzzy-matching                       {least:6.2f}   ours / msgmerge {alone / least:5.1f}")
    print(f"  msgmerge                                           {usual:6.2f}   ours / msgmerge {alone / usual:5.2f}")


def _update(files: dict[str, bytes]) -> tuple[Updated, ...]:
    workspace = MemoryWorkspace(files)
    library = Project(workspace).library
    assert library
    return update(workspace, library, NOW)


if __name__ == "__main__":
    main()
