"""What an edit touches, as the preview asks: no more is built again, and no less."""

from __future__ import annotations

import pytest

from tests.small import CONTENT
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project
from toolkit.serve.invalidation import touched

REGISTER = """\
kind: overview
title: {ru: Реестр, en: Register}
date: 2026-11-16
outline:
  - section: acts
    title: {ru: Акты, en: Acts}
    blocks: [acts-register: {caption: {ru: Акты, en: Acts}}]
"""


@pytest.mark.parametrize(
    ("path", "documents"),
    [
        ("content/documents/briefs/first.yaml", ["briefs/first", "overviews/register"]),
        ("content/clusters/alpha.yaml", ["briefs/second", "overviews/register"]),
        ("templates/site/home.html", []),
    ],
)
def test_a_register_follows_the_documents_that_it_lists(path: str, documents: list[str]) -> None:
    """A document that tells where each act is cited changes with every document that may cite one."""
    files = {**CONTENT, "documents/overviews/register.yaml": REGISTER}
    project = Project(MemoryWorkspace({f"content/{name}": words.encode() for name, words in files.items()}))

    assert [one.id for one in touched(project, [path])] == documents
