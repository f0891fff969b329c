"""The paper that is judged: one small document of each kind; an overview is added, which the small workspace has not."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Folder, alone, translate
from toolkit.build.builder import Builder, Request
from toolkit.build.cache import Cache
from toolkit.build.pdf.findings import Finding
from toolkit.build.pdf.layout import PdfJob, warm
from toolkit.build.pool import Asked, Pool
from toolkit.content.paper import PdfVariant
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

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
    with alone(tmp_path_factory, "papers") as root:
        folder = Folder(root)
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


@dataclass(frozen=True)
class Paper:
    """An edition of the shipped content: the page that it is made from, and the bytes that it became."""

    job: PdfJob
    data: bytes
    findings: tuple[Finding, ...]


@contextmanager
def kept(config: pytest.Config) -> Iterator[Path]:
    """Give a folder to one worker at a time; it stays after the run, as do files that are addressed by what they were made from."""
    folder = config.cache.mkdir("papers")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@pytest.fixture(scope="session")
def shipped(request: pytest.FixtureRequest) -> Mapping[str, Paper]:
    """Return every edition of the shipped content as it is released, by name; what an earlier run made is not made again."""
    project = Project(DiskWorkspace(REPOSITORY))
    assert project.library is not None
    editions = {edition for one in project.publications for edition in project.library.editions_of(one.document)}
    asked = Request(tuple(project.publications), tuple(sorted(editions)), ("pdf",), variant=PdfVariant.A_3A_UA_1)
    builder = Builder(project, project.library, request.config.rootpath / "build", executor)
    planned = (one for publication in asked.publications for one in builder.planned(publication, asked))
    works = {f"{one.edition}/{one.publication.id}": work for one in planned if (work := one.work("pdf"))}
    with kept(request.config) as folder:
        cache = Cache(folder)
        pool = Pool(cache, executor)
        asked = {one.digest: Asked(one.job, one.digest, "PDF", name) for name, one in works.items()}
        begun = [result for one in asked.values() for result in pool.begin(one)]
        data = {digest: result for digest, result, _ in (*begun, *pool.rest())}
        pool.close()
        cache.keep_only(frozenset(data))
    assert [one.problem for one in data.values() if one.problem] == []
    return {name: Paper(one.job, data[one.digest].data, data[one.digest].findings) for name, one in sorted(works.items())}


def executor() -> ProcessPoolExecutor:
    """Return processes that make PDFs."""
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=warm)


def each(papers: Mapping[str, Paper], faults: Callable[[Paper], object]) -> dict[str, object]:
    """Return the editions in which something is found, with what it is."""
    return {name: found for name, one in papers.items() if (found := faults(one))}
