"""Packs the parts of a Word document into a file, styles and page from a reference file; the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from lxml import etree

from toolkit.build.word.writing import Writing
from toolkit.build.word.xml import Element, W

STYLES = "word/styles.xml"
KEPT = (STYLES, "word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml")
"""What the document takes from the reference file as it is."""
OURS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "word/document.xml": (f"{_WORD}.document.main+xml", "officeDocument"),
    "word/styles.xml": (f"{_WORD}.styles+xml", "styles"),
    "word/settings.xml": (f"{_WORD}.settings+xml", "settings"),
    "word/fontTable.xml": (f"{_WORD}.fontTable+xml", "fontTable"),
    "word/theme/theme1.xml": ("application/vnd.openxmlformats-officedocument.theme+xml", "theme"),
    "word/numbering.xml": (f"{_WORD}.numbering+xml", "numbering"),
    "word/footnotes.xml": (f"{_WORD}.footnotes+xml", "footnotes"),
    "word/header.xml": (f"{_WORD}.header+xml", "header"),
    "word/footer.xml": (f"{_WORD}.footer+xml", "footer"),
    "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", ""),
}
_NAMED = {"word/header.xml": "rIdHeader", "word/footer.xml": "rIdFooter"}
_IMAGES = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif"}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The only moment in the file: ZIP knows none before it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A Word file that gives styles, fonts, settings and the size of pages; its text is for whoever edits it."""

    parts: Mapping[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> Reference:
        """Open a reference file; ValueError says what is wrong with it."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        except zipfile.BadZipFile:
            raise ValueError("is no Word file") from None
        if missing := [name for name in (STYLES, "word/document.xml") if name not in parts]:
            raise ValueError(f"is no Word file: it has no {missing[0]}")
        return cls(parts)

    @property
    def page(self) -> Element | None:
        """The properties of the last section: size and margins of the paper."""
        sections = etree.fromstring(self.parts["word/document.xml"]).findall(f".//{{{W}}}sectPr")
        return sections[-1] if sections else None

    @property
    def styles(self) -> frozenset[str]:
        """The ids of the styles that it has."""
        found = etree.fromstring(self.parts[STYLES]).findall(f"{{{W}}}style")
        return frozenset(str(style.get(f"{{{W}}}styleId")) for style in found)

    def compact(self) -> Reference:
        """Return the file with small letters and little space, so that a sheet of terms takes two pages."""
        styles = etree.fromstring(self.parts[STYLES])
        for one in styles.iter(f"{{{W}}}sz", f"{{{W}}}szCs"):
            _lessen(one, "val", lambda size: 15 + round((size - 20) * 0.4))
        for one in styles.iter(f"{{{W}}}spacing"):
            _lessen(one, "before", lambda space: round(space * 0.3))
            _lessen(one, "after", lambda space: round(space * 0.25))
            if one.get(f"{{{W}}}lineRule", "auto") == "auto":
                _lessen(one, "line", lambda line: min(line, 232))
        return replace(self, parts={**self.parts, STYLES: etree.tostring(styles, encoding="UTF-8", standalone=True)})


def _lessen(element: Element, name: str, how: Callable[[int], int]) -> None:
    said = element.get(f"{{{W}}}{name}")
    if said is not None and said.isdigit():
        element.set(f"{{{W}}}{name}", str(how(int(said))))


def pack(reference: Reference, parts: Mapping[str, bytes], writing: Writing) -> bytes:
    """Return the file."""
    kept = {name: reference.parts[name] for name in KEPT if name in reference.parts}
    images = {f"word/media/{id}.{picture.suffix}": picture.data for id, picture in writing.pictures.values()}
    everything = kept | dict(parts) | images
    everything["word/_rels/document.xml.rels"] = _document_relationships(everything, writing)
    if writing.links and "word/footnotes.xml" in everything:
        everything["word/_rels/footnotes.xml.rels"] = _relationships(_links(writing))
    everything["_rels/.rels"] = _relationships(_package())
    return _zipped({"[Content_Types].xml": _content_types(everything)} | dict(sorted(everything.items())))


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a file of ours with some of its parts in place of those that it has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _zipped({name: parts.get(name) or archive.read(name) for name in archive.namelist()})


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(_entry(name), data)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    return entry


def _package() -> Iterator[str]:
    yield f'<Relationship Id="rId1" Type="{OURS}/officeDocument" Target="word/document.xml"/>'
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    yield f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/>'


def _document_relationships(parts: Mapping[str, bytes], writing: Writing) -> bytes:
    def lines() -> Iterator[str]:
        for number, name in enumerate(sorted(parts), 1):
            if name in _KINDS and name.startswith("word/") and name != "word/document.xml":
                id = _NAMED.get(name, f"rId{number}")
                yield f'<Relationship Id="{id}" Type="{OURS}/{_KINDS[name][1]}" Target="{name.removeprefix("word/")}"/>'
        for id, picture in writing.pictures.values():
            yield f'<Relationship Id="{id}" Type="{OURS}/image" Target="media/{id}.{picture.suffix}"/>'
        yield from _links(writing)

    return _relationships(lines())


def _links(writing: Writing) -> Iterator[str]:
    for url, id in writing.links.items():
        yield f'<Relationship Id="{id}" Type="{OURS}/hyperlink" Target="{escape(url)}" TargetMode="External"/>'


def _relationships(lines: Iterator[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(lines)}</Relationships>'.encode()


def _content_types(parts: Mapping[str, bytes]) -> bytes:
    kinds = {name.rpartition(".")[2] for name in parts if name.startswith("word/media/")}
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {kind: _IMAGES.get(kind, f"image/{kind}") for kind in kinds}
    lines = [f'<Default Extension="{kind}" ContentType="{type}"/>' for kind, type in sorted(defaults.items())]
    lines += [f'<Override PartName="/{name}" ContentType="{_KINDS[name][0]}"/>' for name in sorted(parts) if name in _KINDS]
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{_TYPES}">{"".join(lines)}</Types>'.encode()
