"""No page loses a record silently: a mistake in any record that a page shows, however it got there, keeps the last good page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Folder

PROFILE, OVERVIEW = "profiles/kaluga", "overviews/russian-pharma-clusters"
SHOWN_BY = {"content/groups.yaml": OVERVIEW}
"""The document that shows the records of a file, where it is not the profile."""
COMMAND = ("build", PROFILE, OVERVIEW, "--lang", "ru", "--format", "html")
MISTAKES = {
    "a link leads nowhere": ("content/links.yaml", r"(?m)^  from: merck$", "  from: merckk"),
    "a link cannot be read": ("content/links.yaml", r"(?m)^  from: merck$", "  from: [merck]"),
    "a link has a strange key": ("content/links.yaml", r"(?m)^  from: merck$", "  from: merck\n  colour: red"),
    "a correction concerns nothing": ("content/corrections.yaml", r"concerns: \[kaluga\]", "concerns: [kalugga]"),
    "a correction lost its reason": ("content/corrections.yaml", r"(?m)^  reason:", "  raison:"),
    "a group names nobody": ("content/groups.yaml", r"clusters: \[saint-petersburg, kaluga,", "clusters: [saint-petersburg, kalugga,"),
    "a group cannot be read": ("content/groups.yaml", r"clusters: \[saint-petersburg, kaluga,.*", "clusters: 7"),
    "a figure is worked out of nothing": (
        "content/clusters/kaluga.yaml",
        r"(?m)^facts:\n",
        "facts:\n  zz: {label: Z, derived: {how: sum, of: [kaluga.no, kaluga.nil]}}\n",
    ),
    "an organisation lost its name": ("content/organisations.yaml", r"(?m)^merck:\n  name:", "merck:\n  nome:"),
    "an act is dated nonsense": ("content/legal_bases/ru-order-1662-r.yaml", r"(?m)^adopted: .*$", "adopted: yesterday"),
    "a source has no title": ("content/sources.yaml", r"(?m)^(\W+)title: ", r"\1tittle: "),
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The shipped content with two documents built; each test mends what it broke."""
    root = tmp_path_factory.mktemp("shipped") / "workspace"
    for name in ("content", "templates", "locales"):
        shutil.copytree(REPOSITORY / name, root / name)
    folder = Folder(root)
    ran = folder.run(*COMMAND)
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_keeps_the_last_good_page(shipped: Folder, mistake: str) -> None:
    """The build says what is wrong and ends with 1; the page is byte for byte the last good one, and mended content is built again."""
    path, words, instead = MISTAKES[mistake]
    file: Path = shipped.root / path
    good, page = file.read_text(encoding="utf-8"), shipped.artifact("ru", SHOWN_BY.get(path, PROFILE), ".html")
    before = page.read_bytes()
    file.write_text(re.sub(words, instead, good), encoding="utf-8")

    ran = shipped.run(*COMMAND)
    after = page.read_bytes()
    file.write_text(good, encoding="utf-8")
    mended = shipped.run(*COMMAND)

    assert file.read_text(encoding="utf-8") != re.sub(words, instead, good)
    assert ran.code == 1
    assert f"{path}:" in ran.err
    assert "withheld" in ran.out
    assert after == before
    assert mended.code == 0
    assert page.read_bytes() == before
