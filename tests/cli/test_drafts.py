"""`toolkit freeze`, `drafts`, `build --version` and `compare`: what was sent stays what was sent."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Folder
from toolkit.build.word.reading import opened
from toolkit.build.word.xml import W

PACT = "content/documents/agreements/north-south.yaml"
DRAFT = "content/drafts/north-south/0.2"


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of the documents below a folder."""
    found = [path for path in sorted(folder.rglob("*.*")) if path.suffix in (".html", ".pdf", ".docx")]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def frozen(made: Folder, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a workspace with a frozen draft, whose library, parties and translations have changed since."""
    import shutil

    folder = Folder(tmp_path_factory.mktemp("frozen"))
    for name in ("content", "locales", "templates"):
        shutil.copytree(made.root / name, folder.root / name)
    ran = folder.run("freeze", "north-south", "--version", "0.2", "--to", "south-body", "--date", "2026-11-29", "--note", "курьером")
    assert ran.code == 0, ran.err
    ran = folder.run("build", "north-south", "--version", "0.2", "--lang", "ru", "--jobs", "1")
    assert ran.code == 0, ran.err
    return folder


def test_a_frozen_draft_is_built_again_byte_for_byte(frozen: Folder) -> None:
    """Page, PDF and Word file are the same whatever became of clauses, parties, terms and translations since."""
    built = frozen.build / "drafts/north-south/0.2"
    before = digests(built)
    paths = [
        *(frozen.root / "content/clauses").glob("*.yaml"),
        frozen.root / "content/parties.yaml",
        *(frozen.root / "locales").rglob("*.po"),
    ]
    texts = {path: path.read_bytes() for path in paths}
    for path in paths:
        path.write_text(path.read_text("utf-8").replace("Сторон", "Участник").replace("agreement", "compact"), "utf-8")
    for path in sorted(built.rglob("*.*")):
        path.unlink() if path.is_file() else None

    ran = frozen.run("build", "north-south", "--version", "0.2", "--lang", "ru", "--jobs", "1")
    for path, data in texts.items():
        path.write_bytes(data)

    assert ran.code == 0, ran.err
    assert {Path(name).suffix for name in before} == {".html", ".pdf", ".docx"}
    assert digests(built) == before


def test_a_draft_says_what_it_is_and_the_agreement_goes_on_with_its_version(frozen: Folder) -> None:
    """Status, day, receiver and note stand in YAML beside the files; the list tells them, for programs too."""
    record = (frozen.root / DRAFT / "draft.yaml").read_text("utf-8")
    listed = frozen.run("drafts", "--json")
    page = (frozen.build / "drafts/north-south/0.2/site/ru/agreements/north-south.html").read_text("utf-8")

    assert "status: draft\n" in record
    assert "note: курьером\n" in record
    assert json.loads(listed.out)[0]["version"] == "0.2"
    assert "version: '0.2'" in (frozen.root / PACT).read_text("utf-8")
    assert "0.2" in page
    assert "курьером" not in page


def test_the_site_tells_of_public_drafts_alone(frozen: Folder) -> None:
    """The page of the agreement lists the drafts that are public: version, day, status, receiver; it is silent on the others."""
    record = frozen.root / DRAFT / "draft.yaml"
    words = record.read_text("utf-8")
    silent = frozen.run("build", "north-south", "--format", "html", "--lang", "ru")
    before = frozen.artifact("ru", "agreements/north-south", ".html").read_text("utf-8")
    record.write_text(words.replace("status: draft", "status: agreed\npublic: true"), "utf-8")

    told = frozen.run("build", "north-south", "--format", "html", "--lang", "ru")
    after = frozen.artifact("ru", "agreements/north-south", ".html").read_text("utf-8")
    record.write_text(words, "utf-8")

    assert (silent.code, told.code) == (0, 0), told.err
    assert "Редакции" not in before
    assert re.search(r"Редакции</dt>.*редакция 0\.2, .*29\s+ноября 2026\s+г\.</time>: согласована \(→ Южный\s+кластер\)", after, re.DOTALL)
    assert "курьером" not in after


def test_a_public_draft_has_files_of_its_own(frozen: Folder) -> None:
    """The text as Akoma Ntoso, and how the draft is cited, stand on the site under its version; the newest text is the same work."""
    record = frozen.root / DRAFT / "draft.yaml"
    words = record.read_text("utf-8")
    record.write_text(f"{words}public: true\n", "utf-8")

    told = frozen.run(
        "build", "--format", "html", "--format", "akoma-ntoso", "--format", "bibtex", "--format", "ris", "--format", "csl-json"
    )
    page = frozen.artifact("ru", "agreements/north-south", ".html").read_text("utf-8")
    found = {path.name: path.read_text("utf-8") for path in (frozen.build / "site/ru/agreements").glob("north-south*.*")}
    made = {path: path.stat().st_mtime_ns for path in (frozen.build / "site").rglob("*.v0.2.*")}
    again = frozen.run(
        "build", "--format", "html", "--format", "akoma-ntoso", "--format", "bibtex", "--format", "ris", "--format", "csl-json"
    )
    record.write_text(words, "utf-8")

    assert told.code == again.code == 0, told.err
    for suffix in (".akn.xml", ".bib", ".ris", ".csl.json"):
        assert f'<a href="north-south.v0.2{suffix}">' in page
        assert "0.2" in found[f"north-south.v0.2{suffix}"]
    assert found["north-south.v0.2.bib"].startswith("@misc{ru/agreements/north-south.v0.2,")
    old, new = (
        re.search(r'FRBRWork>.*?FRBRthis value="([^"]+)"', found[f"north-south{version}.akn.xml"], re.DOTALL) for version in (".v0.2", "")
    )
    assert old
    assert new
    assert old[1] == new[1]
    assert len(made) == 3 * 3 + 2
    assert made == {path: path.stat().st_mtime_ns for path in made}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("freeze", "north-south", "--version", "0.2"), "frozen already"),
        (("freeze", "north-south", "--version", "0/2"), "`0/2` is no version"),
        (("freeze", "north-south", "--version", "0.3", "--status", "sent"), "`sent` is not a status of drafts"),
        (("freeze", "north-south", "--version", "0.3", "--date", "today"), "`today` is not a date"),
        (("freeze", "small-brief", "--version", "0.3"), "`small-brief` is not one agreement"),
        (("build", "north-south", "--version", "0.9"), "there is no version 0.9"),
        (("compare", "north-south", "0.9"), "frozen versions: 0.2"),
        (("compare", "north-south", "0.2", "--format", "odt"), "`odt` is not a format of comparisons"),
        (("compare", "north-south", "0.2", "--lang", "de"), "`de` is no edition"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(frozen: Folder, command: tuple[str, ...], said: str) -> None:
    """The command, what is wrong with it, what to do; exit code 2."""
    ran = frozen.run(*command)

    assert ran.code == 2
    assert said in ran.err
    assert "hint: " in ran.err


def test_a_frozen_file_that_was_edited_is_an_error(frozen: Folder) -> None:
    """`check` names the file, and nothing is built of it as if it were the draft."""
    path = frozen.root / DRAFT / "content/parties.yaml"
    before = path.read_bytes()
    path.write_bytes(before + b"# later\n")

    checked = frozen.run("check")
    built = frozen.run("build", "north-south", "--version", "0.2")
    path.write_bytes(before)

    assert (checked.code, built.code) == (1, 1)
    assert f"{DRAFT}/content/parties.yaml: error[frozen-draft]: a file of draft 0.2" in checked.err
    assert "was edited since it was frozen" in built.err
    assert frozen.run("check").code == 0


def test_drafts_are_compared_with_what_is_there_now(frozen: Folder, tmp_path: Path) -> None:
    """A version against `now`, as Word file and as table; a revision of git against `now`; what did not change is not told."""
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=А. Юрист", "-c", "user.email=a@b.c", "commit", "-qm", "draft")):
        subprocess.run(["git", *words], cwd=frozen.root, check=True)
    same = frozen.run("compare", "north-south", "0.2", "--output", str(tmp_path / "same.docx"))
    path = frozen.root / "content/clauses/subject.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("общие исследования;", "совместные исследования;"), "utf-8")

    ran = frozen.run("compare", "north-south", "0.2", "now", "--lang", "ru", "--output", str(tmp_path / "a.docx"))
    table = frozen.run("compare", "north-south", "HEAD", "now", "--lang", "ru", "--format", "html", "--output", str(tmp_path / "a.html"))
    path.write_text(before, "utf-8")

    assert same.out.startswith("0 clauses changed")
    assert "reworded: subject-goals.1" in ran.out
    assert list(opened((tmp_path / "a.docx").read_bytes())["word/document.xml"].iter(f"{{{W}}}ins"))
    assert "<del>общие</del><ins>совместные</ins> исследования;" in (tmp_path / "a.html").read_text("utf-8")
    assert "1 clause changed" in table.out
