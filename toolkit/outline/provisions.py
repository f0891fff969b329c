"""Names the provisions that an agreement has of those which the library marks: those that last, those that bind."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.content.library import Library
from toolkit.outline.agreement import PROVISIONS
from toolkit.outline.numbering import Outline
from toolkit.outline.wording import topic_of


def provisions(library: Library, outline: Outline, placeholder: str) -> Iterator[str]:
    """Yield the anchors of whole articles, and of clauses of other articles, that bear the mark of a placeholder."""
    mark, terms = PROVISIONS[placeholder], outline.publication.document.agreement
    assert terms is not None
    for section in outline.sections:
        if section.kind != "article":
            continue
        topic = topic_of(library, terms, section.id)
        if getattr(topic, mark):
            yield section.id
            continue
        clauses = (block.id for block in section.blocks if block.id in topic.clauses)
        yield from (id for id in clauses if getattr(topic.clauses[id], mark))
