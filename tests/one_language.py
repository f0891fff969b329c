"""A small workspace on disk: the real templates, one language, which needs no translation, and two short briefs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SITE = """\
title: {en: A Small Site}
description: {en: For tests}
publisher: {en: Nobody}
source_language: en
editions: [en]
"""
SOURCES = """\
references:
  - {id: book, type: book, language: en, title: A Book, author: [{family: Writer, given: A.}], issued: 2020}
"""
BRIEF = """\
kind: brief
title: A brief brief
date: 2026-11-01
summary: A summary [@book].
outline:
  - section: first
    title: A heading
    blocks:
      - prose: Words of the first section.
  - section: sources
    title: Sources
    blocks: [sources: {}]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace that can be released as it is."""
    root = tmp_path / "workspace"
    documents = {"documents/briefs/one.yaml": BRIEF, "documents/briefs/two.yaml": BRIEF.replace("A brief brief", "Another brief")}
    for name, text in {"site.yaml": SITE, "sources.yaml": SOURCES, **documents}.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shutil.copytree(ROOT / "templates", root / "templates")
    return root
