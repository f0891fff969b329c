"""Nothing of the article is lost: each of its items has a record, a text or a correction, or a reason why it has none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY
from toolkit.content.library import Library
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

ITEMS = yaml.safe_load((Path(__file__).parent / "article_items.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    found = Project(DiskWorkspace(REPOSITORY)).library
    assert found
    return found


def test_every_item_of_the_article_is_accounted_for() -> None:
    """The article was read into 341 items; the table has each of them."""
    assert len(ITEMS) == 341


def test_each_item_is_held_by_a_record_or_left_out_for_a_reason(library: Library) -> None:
    """What the table names is there; what is left out says why in words."""
    lost = {}
    for item, held in ITEMS.items():
        if isinstance(held, dict):
            found = len(held.get("out", "").split()) > 4
        else:
            collection, _, id = held.partition(".")
            found = id in (library.facts if collection == "facts" else library.items[collection])
        if not found:
            lost[item] = held

    assert lost == {}
