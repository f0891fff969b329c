"""Writes a workspace with N full profiles more than the shipped one: figures, links, organisations, two languages complete."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = "kaluga"
PARTS = ("content", "locales", "templates")
IN_A_FILE = 2000
"""Records of a file at most: a longer one is refused."""
PO = "locales/en/LC_MESSAGES/content.po"


def make(folder: Path, count: int) -> None:
    """Write a workspace with as many full profiles more."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    profile = (ROOT / f"content/clusters/{MODEL}.yaml").read_text("utf-8")
    links = _blocks((ROOT / "content/links.yaml").read_text("utf-8"))
    entries = (ROOT / PO).read_text("utf-8").split("\n\n")
    clusters = {path.stem for path in (ROOT / "content/clusters").glob("*.yaml")}
    own = [block for block in links if set(re.findall(r"^  (?:from|to): (\S+)$", block, re.MULTILINE)) & clusters == {MODEL}]
    names = {block.partition(":")[0] for block in own}
    translated = [entry for entry in entries if (found := _context(entry)) and (found[:2] == ["clusters", MODEL] or found[1] in names)]
    added: dict[str, list[str]] = {"content/links.yaml": [], "content/organisations.yaml": [], PO: []}
    for number in range(count):
        id = f"c{number:05d}"
        (folder / f"content/clusters/{id}.yaml").write_text(_renamed(profile, id, number), "utf-8")
        added["content/links.yaml"] += [_linked(block, id) for block in own] + [_member(id, which) for which in "ab"]
        added["content/organisations.yaml"] += [_organisation(id, which, number) for which in "ab"]
        added[PO] += [_entry(entry, id) for entry in translated]
    for path, words in added.items():
        if path == PO:
            with (folder / path).open("a", encoding="utf-8") as file:
                file.write("\n" + "\n".join(words))
        else:
            for start in range(0, len(words), IN_A_FILE):
                (folder / path).with_suffix(f".{start:07d}.yaml").write_text("\n".join(words[start : start + IN_A_FILE]), "utf-8")


def _blocks(words: str) -> list[str]:
    """Return the records of a file, each with its lines."""
    return re.findall(r"^[a-z][^\n]*:\n(?:(?:[ \t][^\n]*)?\n)*", words, re.MULTILINE)


def _context(entry: str) -> list[str]:
    found = re.search(r'^msgctxt "([^"]*)"', entry, re.MULTILINE)
    return found.group(1).split(".") if found and "." in found.group(1) else []


def _renamed(profile: str, id: str, number: int) -> str:
    words = re.sub(rf"\b{MODEL}(?=\.\w)", id, profile)
    return re.sub(r"^(  ru: Калужский фарм\S+ кластер|  en: Kaluga Pharm\S+ Cluster)$", rf"\1 {number}", words, flags=re.MULTILINE)


def _linked(block: str, id: str) -> str:
    words = re.sub(rf"^(  (?:from|to): ){MODEL}$", rf"\1{id}", block, flags=re.MULTILINE)
    return f"{id}-{words}"


def _member(id: str, which: str) -> str:
    words = f"  from: {id}-{which}\n  to: {id}\n  kind: member\n  status: in-force\n"
    forms = "  description: {ru: Участник кластера., en: A member of the cluster.}\n  evidence: {source: karpenko2018}\n"
    return f"{id}-member-{which}:\n{words}{forms}"


def _organisation(id: str, which: str, number: int) -> str:
    names = f"  name: {{ru: Завод {number}{which}, en: Works {number}{which}}}\n"
    return f"{id}-{which}:\n{names}  kind: company\n  countries: [RU]\n  evidence: {{source: karpenko2018}}\n"


def _entry(entry: str, id: str) -> str:
    words = re.sub(rf'^msgctxt "clusters\.{MODEL}\.', f'msgctxt "clusters.{id}.', entry, flags=re.MULTILINE)
    return re.sub(r'^msgctxt "links\.', f'msgctxt "links.{id}-', words, flags=re.MULTILINE) + "\n"


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what replaces the first such words of a file."""

    def work(folder: Path) -> None:
        file = folder / path
        words = file.read_text("utf-8")
        assert old in words, f"{path}: {old}"
        file.write_text(words.replace(old, new, 1), "utf-8")

    return work


def edit_a_fact(old: str, new: str) -> Callable[[Path], None]:
    """Return what alters a figure of one profile: of one that was added where there are any, for the model's own is quoted in others."""

    def work(folder: Path) -> None:
        added = folder / "content/clusters/c00000.yaml"
        edit(f"content/clusters/{'c00000' if added.is_file() else MODEL}.yaml", old, new)(folder)

    return work
