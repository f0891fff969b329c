"""Documents that belong with one: named by either of the two, or about the same clusters."""

from __future__ import annotations

import pytest

from tests.conftest import CONTENT
from toolkit.core.reads import Recorder
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project
from toolkit.site.related import Related

BRIEF = "content/documents/briefs/small-brief.yaml"


@pytest.fixture
def files(shared_files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of the small but complete workspace."""
    own = {f"content/{path.relative_to(CONTENT).as_posix()}": path.read_bytes() for path in CONTENT.rglob("*.*")}
    return {**shared_files, **own}


def found(files: dict[str, bytes], id: str) -> list[str]:
    """Return the ids of the publications that belong with one."""
    project = Project(MemoryWorkspace(files))
    assert project.library is not None
    known = {one.id: one for one in project.publications}
    recorder = Recorder()
    related = Related(project.library, project.publications, recorder)
    with recorder.noting() as reads:
        shown = [one.id for one in related.of(known[id])]
    before = related.answers(lambda one: one.id)(id)

    assert list(reads) == [f"related {id}"]
    assert before != related.answers(lambda one: f"another {one.id}")(id) or not shown
    return shown


def test_documents_about_the_same_cluster_belong_together(files: dict[str, bytes]) -> None:
    """A profile leads to the agreement that its cluster is to sign, and the agreement to the profiles of both; no document to itself."""
    assert "agreements/north-south" in found(files, "profiles/north")
    assert set(found(files, "agreements/north-south")) == {"profiles/north", "profiles/south"}
    assert found(files, "briefs/small-brief") == []


def test_a_document_that_names_another_is_named_by_it(files: dict[str, bytes]) -> None:
    """What `related:` names comes first, and leads back."""
    brief = files[BRIEF].replace(b"\ndate:", b"\nrelated: [north-south]\ndate:", 1)
    changed = {**files, BRIEF: brief}

    assert found(changed, "briefs/small-brief")[0] == "agreements/north-south"
    assert "briefs/small-brief" in found(changed, "agreements/north-south")
