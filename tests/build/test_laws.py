"""What holds for every build: same input, same bytes; nothing twice; nothing half; nothing unfinished released."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polib

from tests.conftest import EDITIONS, Folder


def test_two_builds_in_two_folders_are_identical(made: Folder, tmp_path: Path) -> None:
    """Folder, hash seed, number of processes and process leave no trace in any artifact, PDFs included."""
    other = Folder(tmp_path / "somewhere" / "else")
    shutil.copytree(made.root, other.root, ignore=shutil.ignore_patterns("build"))

    ran = other.process("build", "--jobs", "1", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C.UTF-8")

    assert ran.code == 0, ran.err
    assert "12 PDFs made, 0 from the cache" in ran.out
    assert other.snapshot() == made.snapshot()
    assert other.snapshot("build/site").keys() >= {f"{edition}/profiles/north.pdf" for edition in EDITIONS}


def test_rebuild_makes_no_pdf(built: Folder) -> None:
    """A build with nothing changed writes nothing and does not even load WeasyPrint."""
    before = written(built)

    ran = built.process("build", python=("-X", "importtime"))

    assert ran.code == 0
    assert "0 PDFs made, 12 from the cache" in ran.out
    assert "toolkit.build.builder" in ran.err
    assert "weasyprint" not in ran.err
    assert written(built) == before


def written(folder: Folder) -> dict[Path, int]:
    """Return when each file of a build was written, but for what a build notes for itself."""
    files = (path for path in folder.build.rglob("*") if path.is_file() and not path.name.startswith("notes-"))
    return {path: path.stat().st_mtime_ns for path in files}


def test_one_word_makes_only_its_pdfs(built: Folder) -> None:
    """A word of one cluster makes anew the PDFs that show it, and no other."""
    before = built.snapshot()
    built.replace("content/clusters/north.yaml", "Сильный университет", "Крепкий университет")

    ran = built.run("build")

    after = built.snapshot()
    assert "3 PDFs made, 9 from the cache" in ran.out
    assert {name for name in after if name.endswith(".pdf") and after[name] != before[name]} == {
        f"{edition}/profiles/north.pdf" for edition in EDITIONS
    }


def test_style_comes_into_every_pdf(built: Folder) -> None:
    """A stylesheet is part of what a PDF depends on."""
    style = built.root / "templates/styles/print.css"
    style.write_text(style.read_text(encoding="utf-8") + "p { color: #333 }\n", encoding="utf-8")

    ran = built.run("build", "--lang", "ru", "profiles")

    assert "2 PDFs made, 0 from the cache" in ran.out


def test_image_comes_into_its_pdf(built: Folder) -> None:
    """So is an image, for the documents that show it."""
    built.replace("content/images/map.svg", "#0b5c7a", "#7a0b5c")

    ran = built.run("build", "--format", "pdf")

    assert "3 PDFs made, 9 from the cache" in ran.out


def test_removed_document_goes(built: Folder) -> None:
    """The artifacts of a document that is no more are removed, and nothing else."""
    before = built.snapshot()
    (built.root / "content/documents/agreements/north-south.yaml").unlink()

    ran = built.run("build")

    gone = {name for name in before.keys() - built.snapshot().keys() if not name.startswith("pagefind/")}
    assert ran.code == 0, ran.err
    assert gone >= {f"{edition}/agreements/north-south.{suffix}" for edition in EDITIONS for suffix in ("html", "pdf")}
    assert {name for name in gone if "/agreements/" not in name} == set()
    assert not (built.build / "site/ru/agreements").exists()


def test_removed_document_stays_while_there_are_errors(built: Folder) -> None:
    """While anything is wrong nothing is removed: what is missing may only be broken."""
    (built.root / "content/documents/agreements/north-south.yaml").unlink()
    built.replace("content/clusters/south.yaml", "status: operating", "status: sleeping")

    built.run("build")

    assert built.artifact("ru", "agreements/north-south", ".pdf").is_file()


def test_partial_build_removes_nothing(built: Folder) -> None:
    """A build of one document leaves the others alone."""
    before = built.snapshot().keys()

    ran = built.run("build", "briefs", "--lang", "en", "--format", "html")

    assert ran.code == 0
    assert built.snapshot().keys() == before


def test_killed_build_leaves_whole_files(made: Folder, workspace: Folder) -> None:
    """Killed in the middle, a build leaves good files or none; the next one ends as if nothing had been."""
    good = made.snapshot()
    process = subprocess.Popen(
        [sys.executable, "-m", "toolkit", "build", "--jobs", "1"], cwd=workspace.root, env=workspace.environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while time.monotonic() < until and not any(workspace.build.glob("site/**/*.pdf")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()

    left = workspace.snapshot()
    whole = {name: digest for name, digest in left.items() if not name.rpartition("/")[2].startswith(".")}
    assert whole
    assert whole.items() <= good.items()
    assert len(whole) < len(good)
    assert workspace.run("build").code == 0
    assert workspace.snapshot() == good


def test_release_names_what_is_unfinished(built: Folder) -> None:
    """`--release` refuses a missing and a fuzzy translation by name; a draft builds them with a mark."""
    path = built.root / "locales/en/LC_MESSAGES/content.po"
    catalog = polib.pofile(str(path), wrapwidth=78)
    missing = catalog.find("Сильный университет.")
    fuzzy = catalog.find("Южный кластер растёт. [Сайт](https://example.org/) его открыт.")
    assert missing is not None
    assert fuzzy is not None
    missing.msgstr = ""
    fuzzy.flags.append("fuzzy")
    catalog.save()
    before = built.snapshot()

    refused = built.run("build", "--release")
    kept = built.snapshot()
    draft = built.run("build")

    assert refused.code == 1
    assert "error[untranslated]: message `clusters.north.strengths.1`" in refused.err
    assert "error[fuzzy]: message `clusters.south.summary`" in refused.err
    assert refused.err.count("error[") == 2
    assert kept == before
    assert draft.code == 0
    assert "2 messages marked in the pages (1 untranslated, 1 fuzzy)" in draft.out
    assert 'class="missing"' in built.artifact("en", "profiles/north", ".html").read_text(encoding="utf-8")
    assert 'class="fuzzy"' in built.artifact("en", "profiles/south", ".html").read_text(encoding="utf-8")


def test_finished_workspace_is_released(built: Folder) -> None:
    """With every message translated and reviewed, a release builds what a draft builds."""
    before = built.snapshot()

    ran = built.run("build", "--release")

    assert ran.code == 0, ran.err
    assert built.snapshot() == before
