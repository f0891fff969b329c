"""What makes the fragments of a publication: each block is itself, whatever its id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import memory
from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project
from toolkit.render.edition import Edition


def test_a_second_block_of_one_id_is_refused() -> None:
    """A fragment is kept by its block's id; another block of that id is an error, never the first one's words."""
    project = Project(memory())
    fragments = project.fragments(next(one for one in project.publications if one.id == "briefs/small-brief"), "ru")
    first, second, *_ = (block for block in fragments.outline.blocks() if not block.late)
    fragments.block(first)

    with pytest.raises(ContentError) as raised:
        fragments.block(replace(second, id=first.id))

    assert [one.code for one in raised.value.diagnostics] == ["duplicate-section"]
    assert fragments.block(first) is fragments.block(first)


def test_a_block_printed_once_is_made_once() -> None:
    """The second language of an edition does not print the list of sources, so nothing in it is unfinished there."""
    files = dict(memory().files)
    files["templates/blocks/sources.html"] += b'{{ pgettext("once", "Only here") }}'
    project = Project(MemoryWorkspace(files))
    publication = next(one for one in project.publications if one.id == "briefs/small-brief")
    assert project.library
    made = {tag: project.fragments(publication, tag) for tag in ("en", "ru")}

    leading, second = (Edition(project.library, project.outline(publication), edition, made).body() for edition in ("ru-en", "en-ru"))

    assert "once" in [one.context for one in leading.unfinished]
    assert "once" not in [one.context for one in second.unfinished]
