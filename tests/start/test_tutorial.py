"""docs/tutorial.md: whoever types what it says gets what it says, in English and Russian, in German, and in Kazakh alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.start.conftest import ROOT, Installed

PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
INSTALLING = ("python3 -m venv", ". .venv", "pip install")
"""What the fixture has done."""


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield language, title and words of each block of code."""
    yield from re.findall(r'^```(\w+)(?: title="([^"]*)")?\n(.*?)^```', PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("source", "languages", "editions"),
    [("en", "en,ru", "en, ru, en-ru"), ("de", "de,en", "de, en, de-en"), ("kk", "kk", "kk")],
    ids=["en-ru", "de-en", "kk"],
)
def test_the_tutorial_does_what_it_says(installed: Installed, tmp_path: Path, source: str, languages: str, editions: str) -> None:
    """Every command ends well and every mistake is told as printed; a release refuses labels that no translator has done yet."""
    folder, refused = tmp_path, ""
    for language, title, words in blocks():
        said = words.replace("--source en --languages en,ru", f"--source {source} --languages {languages}")
        said = said.replace("source_language: en\neditions: [en, ru, en-ru]", f"source_language: {source}\neditions: [{editions}]")
        said = said.replace("--release --lang en", f"--release --lang {source}")
        if language == "yaml":
            (folder / title).write_text(said)
        elif language == "text":
            assert said.strip() in refused
        for command in said.splitlines() if language == "sh" else ():
            if command.startswith(INSTALLING):
                continue
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
                continue
            sparing = " --format html" if command.startswith("toolkit build") and source != "en" else ""  # one pair's PDFs are enough
            ran = installed.shell(folder, ["bash", "-c", command + sparing])
            refused = ran.err
            if "--release" in command and source != "en":
                assert set(re.findall(r"error\[([\w-]+)\]", ran.err)) == {"untranslated"}
                assert "locales/" in ran.err
                assert ("interface.po" in ran.err) is (source == "kk")  # the labels are shipped in German
                continue
            assert ran.code == 0, f"{command}\n{ran.out}\n{ran.err}"

    pages = {path.relative_to(folder / "build/site").as_posix() for path in (folder / "build/site").rglob("workshops.*")}
    assert f"{source}/briefs/workshops.html" in pages
    if source == "en":
        assert {"ru/briefs/workshops.pdf", "en-ru/briefs/workshops.docx"} <= pages
