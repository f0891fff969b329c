"""Makes the file that an archived PDF carries: the figures of an edition with their sources, as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.build.pdf.layout import Attachment
from toolkit.content.paper import PdfVariant
from toolkit.outline.addresses import Base
from toolkit.render.edition import Body
from toolkit.render.fragments import Fragments
from toolkit.site.open_data import as_json

NAME = "facts.json"


def figures_attachment(variant: PdfVariant, fragments: Mapping[str, Fragments], body: Body, base: Base) -> Attachment | None:
    """Return the figures that the edition prints; nothing where it prints none, or the variant forbids a file of data."""
    contexts = {tag: fragments[tag].context for tag in body.languages}
    context = contexts[body.languages[0]]
    uses = [use for tag in body.languages for _, fragment in fragments[tag].early() for use in fragment.uses]
    printed = {use.id for use in uses if use.kind == "fact" and use.id in context.library.facts}
    if not variant.encloses or not printed:
        return None
    publication = context.outline.publication
    data = as_json(context.library, contexts, base.url, printed)
    return Attachment(NAME, data.encode(), publication.document.date, f"{body.edition}/{publication.id}")
