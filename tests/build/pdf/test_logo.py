"""A publisher's mark, named in site.yaml, heads what is published; no template is touched for it."""

from __future__ import annotations

import pytest

from tests.build.pdf.structure import read
from tests.conftest import Folder


def choose(workspace: Folder, name: str) -> None:
    """Name a logo in site.yaml."""
    file = workspace.root / "content/site.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}logo: {name}\n", encoding="utf-8")


@pytest.mark.parametrize(("document", "expected"), [("profiles/north", True), ("agreements/north-south", False)])
def test_logo_heads_the_first_page(workspace: Folder, document: str, expected: bool) -> None:
    """It is the first figure, and its words are the publisher's name; an agreement belongs to its parties and has none."""
    choose(workspace, "map.svg")

    ran = workspace.run("build", document, "--lang", "en", "--format", "pdf")

    assert ran.code == 0, ran.err
    figures = [one.alt for one in read(workspace.artifact("en", document, ".pdf")).everything() if one.role == "Figure"]
    assert (len(figures) > 0) is expected
    assert not expected or "Group" in figures[0]


def test_missing_logo_is_told_once(workspace: Folder) -> None:
    """A logo that is not there is a mistake of site.yaml; nothing is published with a gap."""
    choose(workspace, "mapp.svg")

    ran = workspace.run("build", "profiles/north", "--lang", "en", "--format", "pdf")

    assert ran.code == 1
    assert ran.err.count("there is no image `content/images/mapp.svg`") == 1
    assert "site.yaml" in ran.err
    assert not workspace.artifact("en", "profiles/north", ".pdf").exists()
