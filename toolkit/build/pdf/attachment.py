"""An edition, rendered, in; its figures with their sources as JSON, the file that an archived PDF carries, out."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.build.pdf.layout import Enclosure
from toolkit.content.paper import PdfVariant
from toolkit.outline.addresses import Base
from toolkit.render.edition import Body
from toolkit.render.fragments import Fragments
from toolkit.site.open_data import as_json

NAME = "facts.json"


def enclosure(variant: PdfVariant, fragments: Mapping[str, Fragments], body: Body, base: Base) -> Enclosure | None:
    """Return the figures that the edition prints; nothing where it prints none, or the variant forbids a file of data."""
    scenes = {tag: fragments[tag].scene for tag in body.languages}
    scene = scenes[body.languages[0]]
    uses = [use for tag in body.languages for _, fragment in fragments[tag].early() for use in fragment.uses]
    printed = {use.id for use in uses if use.kind == "fact" and use.id in scene.library.facts}
    if not variant.encloses or not printed:
        return None
    publication = scene.outline.publication
    data = as_json(scene.library, scenes, base.url, printed)
    return Enclosure(NAME, data.encode(), publication.document.date, f"{body.edition}/{publication.id}")
