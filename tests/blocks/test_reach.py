"""What a document prints of records is known without rendering it."""

from __future__ import annotations

from tests.conftest import memory
from toolkit.blocks.briefs import years
from toolkit.outline.numbering import outline
from toolkit.project import Project

CARDS = """kind: brief
title: Карточки
date: 2026-11-16
outline:
  - section: cards
    title: Показатели
    blocks:
      - key-facts: {cluster: south}
"""


def test_imprint_counts_the_figures_of_cards() -> None:
    """A document that prints the cards of a cluster names the year of the publication from which they come."""
    project = Project(memory({"content/documents/briefs/cards.yaml": CARDS}))
    assert project.library
    cards = next(one for one in project.publications if one.id == "briefs/cards")

    assert years(project.library, outline(cards, project.library)) == (2017, 2017)
