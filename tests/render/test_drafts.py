"""Whatever a reader sees of a draft that is not translated bears the mark of a draft: in texts, phrases, titles, menus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html

from tests.conftest import Inline
from tests.small import ROOT
from toolkit.build.builder import Builder, Request
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

SAMPLE = ROOT / "toolkit" / "start" / "sample" / "content"
TOGETHER = ("points.", "act.")
"""Messages that stand within one mark, which names one of them."""
UNSEEN = {"script", "style", "svg", "math", "title", "option", "code", "time"}


@pytest.fixture(scope="module")
def project(shared_files: dict[str, bytes]) -> Project:
    """Return the sample of `toolkit init`, in English and in a language into which nothing is translated, without cases."""
    files = {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in SAMPLE.rglob("*.yaml")}
    files |= {f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in SAMPLE.rglob("*.md")}
    site = files["content/site.yaml"].decode()
    files["content/site.yaml"] = re.sub(r"^editions: .*$", "editions: [en, sv]", site, flags=re.MULTILINE).encode()
    return Project(MemoryWorkspace({**shared_files, **files}))


def test_every_message_of_a_document_is_marked(project: Project) -> None:
    """A party's name, «hereinafter», a place in a source, a term, a position: each has its mark where it stands."""
    lost = []
    for publication in project.publications:
        fragments = project.fragments(publication, "sv")
        for block, fragment in fragments.early():
            if "<svg" not in fragment.html:
                known = {one.context for one in fragment.unfinished if not one.context.startswith(TOGETHER)}
                lost += [(block.id, one) for one in known if f'data-message="{one}"' not in fragment.html]

    assert lost == []


def unmarked(page: bytes) -> Iterator[str]:
    """Yield the English words of a Swedish page that stand in no mark."""
    body = lxml_html.fromstring(page).find("body")
    for element in body.iter():
        if not isinstance(element.tag, str) or any(one.tag in UNSEEN for one in (element, *element.iterancestors())):
            continue
        for words, holder in ((element.text, element), (element.tail, element.getparent())):
            marked = any("missing" in (one.get("class") or "").split() for one in (holder, *holder.iterancestors()))
            if re.search(r"\b(?:the|and|of|for|two|about|sources|search|sample)\b", words or "", re.IGNORECASE) and not marked:
                yield words.strip()


@pytest.fixture(scope="module")
def site(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the Swedish pages."""
    assert project.library is not None
    made = tmp_path_factory.mktemp("site")
    Builder(project, project.library, made, Inline).build(Request(project.publications, ("sv",), ("html",)))
    return made / "site" / "sv"


@pytest.mark.parametrize("page", ["index", "about", "glossary", "search", "briefs/index", "agreements/riverside-hillside"])
def test_pages_of_the_site_are_marked(site: Path, page: str) -> None:
    """Headings, menus and the foot are the words of records too; only the head of the file, which nobody reads, has none."""
    assert [*unmarked((site / f"{page}.html").read_bytes())] == []
