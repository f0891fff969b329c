"""Every mistake of a user: one clear line at its place, a hint, exit 1 or 2, no traceback, nothing good lost.

A case is a file in `tests/cli/bad/`: what is changed in the small workspace, what is printed, what is withheld.
Keys: `change` (by file: `replace` pairs, `remove: true`, then `write`, `bytes` in hex, or `nested` brackets),
`run` (arguments; `build` when left out), `exit` (1 when left out), `prints` (all that stands on stderr),
`withheld` (documents that keep their last good files; all others are deleted before, and must be there again as
they were), `gone: true` where the change itself takes the last output away.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from tests.conftest import DOCUMENTS, EDITIONS, Folder, Ran

CASES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def change(workspace: Folder, path: str, how: dict[str, Any]) -> None:
    """Make one change of a case."""
    file = workspace.root / path
    for old, new in how.get("replace", []):
        workspace.replace(path, old, new)
    if how.get("remove") and file.is_dir():
        shutil.rmtree(file)
    elif how.get("remove"):
        file.unlink()
    if "write" in how:
        workspace.write(path, how["write"])
    if "bytes" in how:
        workspace.write(path, bytes.fromhex(how["bytes"]))
    if "nested" in how:
        workspace.write(path, "x: " + "[" * how["nested"] + "]" * how["nested"] + "\n")


def withheld(case: dict[str, Any]) -> set[str]:
    """Return the documents that a case holds back."""
    found = case.get("withheld", [])
    return set(DOCUMENTS) if found == "all" else set(found)


def kept_whole(name: str, kept: set[str]) -> bool:
    """Say whether an artifact is the same to the byte: every PDF, and all of a document that is withheld.

    Web pages of other documents, and those of single figures, may lose a link to one that is broken.
    """
    return name.endswith(".pdf") or any(
        re.fullmatch(rf"{re.escape(document)}(\.[\w-]+){{1,2}}", name.partition("/")[2]) for document in kept
    )


def said(ran: Ran) -> str:
    """Return the mistakes that stand on stderr, each with its hint; progress, warnings and remarks are left out."""
    lines = ran.err.splitlines()
    kept = [(": error[" in line or line.startswith("toolkit: ")) for line in lines]
    return "".join(line + "\n" for number, line in enumerate(lines) if kept[number] or (number and kept[number - 1]))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_bad_input(file: Path, built: Folder) -> None:
    """The mistake is told once and in place, by `check` too; what it does not touch is built, what it does is kept."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    before = built.snapshot()
    for path, how in case["change"].items():
        change(built, path, how)
    kept = withheld(case)
    if (built.build / "site").is_dir():
        for document in set(DOCUMENTS) - kept:
            for edition in EDITIONS:
                built.artifact(edition, document, ".html").unlink()
                built.artifact(edition, document, ".pdf").unlink()

    checked = built.run("check")
    ran = built.run(*case.get("run", ["build"]))

    assert said(ran) == case["prints"]
    assert ran.code == case.get("exit", 1)
    assert "Traceback" not in ran.out + ran.err
    if "gone" not in case:
        after = built.snapshot()
        assert {name for name in before.keys() - after.keys() if not name.startswith("pagefind/")} == set()
        assert {name for name in before if after.get(name) != before[name] and kept_whole(name, kept)} == set()
    if "gone" not in case and "run" not in case:
        assert (said(checked), checked.code) == (said(ran), ran.code)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_case_is_clear(file: Path) -> None:
    """Every line that a case expects is `file:line:column: error[code]: words`, with a hint below it."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    lines = case["prints"].splitlines()

    for head, hint in zip(lines[::2], lines[1::2], strict=True):
        assert hint.startswith("  hint: ")
        assert case.get("exit") == 2 or "error[" in head
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_a_wrong_translation_is_not_published(workspace: Folder, tmp_path: Path) -> None:
    """A translation that lost its citation is a mistake of a publication, with its place."""
    path = str(workspace.root / "locales/en/LC_MESSAGES/content.po")
    catalog = polib.pofile(path, wrapwidth=78)
    cited = next(entry for entry in catalog if "[@" in entry.msgstr)
    cited.msgstr = re.sub(r" *\[@[^\]]*\]", "", cited.msgstr)
    catalog.save(path)

    ran = workspace.run("publish", "--to", str(tmp_path / "www"))

    assert ran.code == 1
    assert "error[citation-mismatch]" in ran.err
    assert not (tmp_path / "www").exists()


def test_a_file_that_cannot_be_used_is_one_line(workspace: Folder) -> None:
    """A folder in the place of a file is named, whatever command meets it; nothing is a traceback."""
    catalog = workspace.root / "locales/en/LC_MESSAGES/content.po"
    catalog.unlink()
    catalog.mkdir()
    ran = workspace.process("locales", "update")

    assert ran.code == 1
    assert "content.po` cannot be used" in ran.err
    assert "hint:" in ran.err


def test_translations_of_one_record_do_not_overwrite_those_of_another(workspace: Folder) -> None:
    """A rename to what another record is called is refused, and no file is written."""
    before = (workspace.root / "locales/en/LC_MESSAGES/content.po").read_bytes()
    ran = workspace.run("locales", "rename", "clusters.north", "clusters.south")

    assert ran.code == 2
    assert "two names of content as it is" in ran.err
    assert (workspace.root / "locales/en/LC_MESSAGES/content.po").read_bytes() == before
