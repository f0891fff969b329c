"""The paper that is judged: one small document of each kind; an overview is added, which the small workspace has not."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Folder, translate

OVERVIEW = "overviews/small-overview"
PAPERS = {
    "brief": ("ru", "briefs/small-brief"),
    "profile": ("en", "profiles/north"),
    "agreement": ("ru-en", "agreements/north-south"),
    "overview": ("ru-en", OVERVIEW),
}
SECTIONS = 6
TIMES = 30
"""How often a section says its sentence: six sections fill more than five pages."""


def overview(summary: str = "Обзор двух кластеров.") -> str:
    """Return an overview with sections enough for a contents list."""
    head = f"kind: overview\ntitle: Малый обзор\ndate: 2026-11-16\nsummary: {summary}\nkey_messages: [Кластеры нужны.]\noutline:\n"
    words = "Приказ № 5 по закону № 15-ФЗ подписал И. И. Иванов — и это важно для 12 участников. " * TIMES
    return head + "".join(
        f"  - section: part-{n}\n    title: Раздел обзора {n}\n    blocks:\n      - prose: |\n          {words}\n" for n in range(SECTIONS)
    )


@pytest.fixture(scope="session")
def papers(made: Folder, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return the small workspace with an overview, built once for all workers; for reading only."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = Folder(shared / "papers")
    with (shared / "papers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.root.exists():
            shutil.copytree(made.root, folder.root)
            folder.write(f"content/documents/{OVERVIEW}.yaml", overview())
            assert folder.run("locales", "update").code == 0
            for path in sorted((folder.root / "locales").rglob("*.po")):
                translate(path)
            ran = folder.run("build", OVERVIEW)
            assert ran.code == 0, ran.err
    return folder


def paper(folder: Folder, kind: str) -> Path:
    """Return the PDF of the small document of a kind."""
    return folder.artifact(*PAPERS[kind], ".pdf")
