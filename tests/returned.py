"""Does to a Word file of ours what the other side does to it in Word."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from pathlib import Path

from lxml import etree

from toolkit.build.word.xml import W

_W = f"{{{W}}}"
TRACKED = f'w:author="Контрагент" w:date="2026-12-01T10:00:00Z" xmlns:w="{W}"'
COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="Контрагент" w:date="2026-12-01T10:00:00Z"><w:p><w:r><w:t>Почему так?</w:t></w:r></w:p></w:comment></w:comments>'  # noqa: E501


class Sent:
    """A Word file of ours, and what somebody does to it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])

    def run(self, words: str):
        """Return the run that is, or else holds, some words, the contents left out."""
        runs = [one for one in self.document.iter(f"{_W}r") if words in (one.findtext(f"{_W}t") or "")]
        found = [one for one in runs if next(one.iterancestors(f"{_W}hyperlink"), None) is None]
        return next((one for one in found if one.findtext(f"{_W}t") == words), found[0])

    def replace(self, old: str, new: str) -> None:
        """Replace words without a trace, as who has switched tracking off."""
        text = self.run(old).find(f"{_W}t")
        text.text = text.text.replace(old, new)

    def track(self, old: str, new: str) -> None:
        """Replace words as Word does with tracking on: runs split, with marks of revisions and of a smart tag."""
        run = self.run(old)
        before, _, after = run.findtext(f"{_W}t").partition(old)
        properties = run.find(f"{_W}rPr")
        look = etree.tostring(properties, encoding="unicode") if properties is not None else ""

        def piece(words: str, tag: str = "t") -> str:
            return f'<w:r w:rsidR="00A1B2C3">{look}<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'

        xml = (
            f'<w:p xmlns:w="{W}">{piece(before)}<w:proofErr w:type="spellStart"/>'
            f'<w:del w:id="9001" {TRACKED}>{piece(old, "delText")}</w:del><w:ins w:id="9002" {TRACKED}>{piece(new)}</w:ins>'
            f'<w:smartTag w:element="date">{piece(after[:4])}</w:smartTag>{piece(after[4:])}</w:p>'
        )
        for one in etree.fromstring(xml):
            run.addprevious(one)
        run.getparent().remove(run)

    def strike(self, words: str) -> None:
        """Strike a paragraph out whole, tracked."""
        paragraph = next(self.run(words).iterancestors(f"{_W}p"))
        properties = paragraph.find(f"{_W}pPr")
        properties.append(etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:del w:id="9003" {TRACKED}/></w:rPr>'))
        for run in list(paragraph.iter(f"{_W}r")):
            struck = etree.fromstring(f'<w:del w:id="9004" {TRACKED}/>')
            for text in run.iter(f"{_W}t"):
                text.tag = f"{_W}delText"
            run.addprevious(struck)
            struck.append(run)

    def add(self, after: str, words: str, like: str = "", language: str = "ru-RU") -> None:
        """Put a paragraph in after another, without tracking; it looks like that, or like one that holds other words."""
        paragraph = self.paragraph(after)
        made = deepcopy(self.paragraph(like or after))
        for one in [one for one in made if one.tag != f"{_W}pPr"]:
            made.remove(one)
        language = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>' if language else ""
        made.append(etree.fromstring(f'<w:r xmlns:w="{W}">{language}<w:t>{words}</w:t></w:r>'))
        paragraph.addnext(made)

    def comment(self, words: str) -> None:
        """Comment on some words."""
        run = self.run(words)
        run.addnext(etree.fromstring(f'<w:r xmlns:w="{W}"><w:commentReference w:id="7"/></w:r>'))
        self.parts["word/comments.xml"] = COMMENTS.encode()
        rels = self.parts["word/_rels/document.xml.rels"].decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        self.parts["word/_rels/document.xml.rels"] = rels.replace(
            "</Relationships>", f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'
        ).encode()
        types = self.parts["[Content_Types].xml"].decode()
        content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        self.parts["[Content_Types].xml"] = types.replace(
            "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{content}"/></Types>'
        ).encode()

    def fill(self, blank: str, words: str) -> None:
        """Type something into a blank."""
        for sdt in self.document.iter(f"{_W}sdt"):
            tag = sdt.find(f"{_W}sdtPr/{_W}tag")
            if tag is not None and tag.get(f"{_W}val") == f"blank:{blank}":
                shown = sdt.find(f"{_W}sdtPr/{_W}showingPlcHdr")
                sdt.find(f"{_W}sdtPr").remove(shown) if shown is not None else None
                next(sdt.iter(f"{_W}t")).text = words

    def paragraph(self, words: str):
        """Return the paragraph that holds some words."""
        return next(self.run(words).iterancestors(f"{_W}p"))

    def move(self, words: str, after: str) -> None:
        """Cut a paragraph and paste it after another, without tracking."""
        self.paragraph(after).addnext(self.paragraph(words))

    def track_move(self, words: str, after: str) -> None:
        """Move a paragraph as Word does with tracking on: it stays, struck out, and a copy without bookmarks stands elsewhere."""
        one = self.paragraph(words)
        copy = deepcopy(one)
        for mark in list(copy.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
            mark.getparent().remove(mark)
        for paragraph, kind in ((one, "moveFrom"), (copy, "moveTo")):
            paragraph.find(f"{_W}pPr").append(etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:{kind} w:id="9005" {TRACKED}/></w:rPr>'))
            for run in list(paragraph.iter(f"{_W}r")):
                moved = etree.fromstring(f'<w:{kind} w:id="9006" {TRACKED}/>')
                run.addprevious(moved)
                moved.append(run)
        self.paragraph(after).addnext(copy)

    def join(self, words: str) -> None:
        """Strike out the mark at the end of a paragraph, tracked: the next goes on in it."""
        properties = self.paragraph(words).find(f"{_W}pPr")
        properties.append(etree.fromstring(f'<w:rPr xmlns:w="{W}"><w:del w:id="9007" {TRACKED}/></w:rPr>'))

    def data(self) -> bytes:
        """Return the bytes of the file."""
        self.parts["word/document.xml"] = etree.tostring(self.document, xml_declaration=True, encoding="UTF-8", standalone=True)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return made.getvalue()

    def save(self, path: Path) -> Path:
        """Write the file."""
        path.write_bytes(self.data())
        return path
