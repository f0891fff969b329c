"""Drawings: what is published is what was checked, and nothing in it runs, asks elsewhere or takes for ever."""

from __future__ import annotations

import pytest

from toolkit.build.pdf.layout import PdfJob
from toolkit.core import svg_values
from toolkit.core.svg import MOST_ELEMENTS, Drawing, Refused, read
from toolkit.site.pixels import pixels

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">'


def drawing(inside: str, head: str = HEAD) -> Drawing | Refused:
    return read(f"{head}{inside}</svg>".encode())


REFUSED = {
    "a script": ("<script>alert(1)</script>", "`script`"),
    "a script on an event": ('<g onload="alert(1)"/>', "`onload`"),
    "a script on a click": ('<rect onclick="alert(1)"/>', "`onclick`"),
    "HTML inside": ("<foreignObject><p/></foreignObject>", "`foreignObject`"),
    "an embedded picture": ('<image href="data:image/png;base64,AA"/>', "`image`"),
    "a picture from outside": ('<image xlink:href="https://example.org/x.png"/>', "`image`"),
    "an animation of an address": ('<animate attributeName="href" to="javascript:1"/>', "`animate`"),
    "a part of another file": ('<use xlink:href="other.svg#a"/>', "other.svg#a"),
    "a part that is not there": ('<use href="#none"/>', "`#none`"),
    "a colour from outside": ('<rect fill="url(https://example.org/a.svg#g)"/>', "https://example.org"),
    "a style that fetches": ("<style>rect { fill: url(http://a.example/x) }</style>", "http://a.example"),
    "a style that hides it": (r'<rect style="fill: u\72l(http://a.example/x)"/>', "http://a.example"),
    "a style that imports": ('<style>@import "x.css";</style>', "`@import`"),
    "a font from outside": ("<style>@font-face { src: url(x.woff) }</style>", "`@font-face`"),
    "a circle of uses": ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "uses itself"),
    "uses of uses of uses": (
        '<defs><g id="a0"><rect/></g>' + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9)) + "</defs>",
        "draws more than",
    ),
    "very many elements": ("<rect/>" * (MOST_ELEMENTS + 1), "more than 20,000 elements"),
    "a ladder without end": ("<g>" * 300 + "</g>" * 300, "not valid SVG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_stand_in_a_drawing(name: str) -> None:
    """Each is named, with its line or its address, and a cure."""
    inside, named = REFUSED[name]

    found = drawing(inside)

    assert isinstance(found, Refused)
    assert named in found.message
    assert found.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_a_script_hides_in_no_encoding(encoding: str) -> None:
    """The bytes are read as XML says, not searched for words."""
    said = "" if encoding == "utf-16" else f'<?xml version="1.0" encoding="{encoding}"?>'

    assert isinstance(read(f"{said}{HEAD}<script>alert(1)</script></svg>".encode(encoding)), Refused)


def test_an_entity_is_refused_and_a_plain_doctype_is_dropped() -> None:
    """An entity may hold anything, or grow; the name of a document type says nothing."""
    entity = drawing("<text>&a;</text>", f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}')
    plain = drawing("<text>b</text>", f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">{HEAD}')

    assert isinstance(entity, Refused)
    assert isinstance(plain, Drawing)
    assert b"DOCTYPE" not in plain.data


def test_what_is_drawn_stays_and_what_programs_leave_goes() -> None:
    """Gradients, parts used twice and words stay; the notes of a drawing program, links and unknown attributes go."""
    found = drawing(
        '<sodi:view xmlns:sodi="urn:x" sodi:a="1"/><metadata><x/></metadata><!-- note -->'
        "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>"
        "<a xlink:href='javascript:alert(1)'><rect fill=\"url('#g')\" clip-path='none' data-x='1'/></a><text x='1'>б &amp; в</text>"
    )

    assert isinstance(found, Drawing)
    assert found.data.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<g><rect fill="url(\'#g\')" clip-path="none"/></g><text x="1">б &amp; в</text></svg>'
    )


@pytest.mark.parametrize(
    "data", [b"", b"<svg", b"<html/>", b"<svg/>", b"\xff\xfe\x00", b"\x00" * 9, b"<svg xmlns='http://www.w3.org/2000/svg'" * 9]
)
def test_what_is_no_drawing_is_said(data: bytes) -> None:
    """Whatever the bytes are, an answer comes out and no exception."""
    assert isinstance(read(data), Refused)


ROOTS = {
    'viewBox="0 0 0 0"': "viewBox",
    'viewBox="a b c d" width="10%" height="-4"': "viewBox",
    'viewBox="0 0 10"': "viewBox",
    'viewBox="0 0 nan 5"': "viewBox",
    'width="0" height="5"': "width",
    'width="1e400" height="5"': "width",
    'viewBox="0 0 100000 2"': "wide as high",
}


@pytest.mark.parametrize("root", ROOTS)
def test_a_drawing_has_a_size(root: str) -> None:
    """A root that leaves nothing to draw in is refused, and the attribute named."""
    found = drawing("<rect/>", f'<svg xmlns="http://www.w3.org/2000/svg" {root}>')

    assert isinstance(found, Refused)
    assert ROOTS[root] in found.message


ODD = ("abc", "%", "-5", "1e999", "nan", "5 5", "M1 1 Lx", ".5" * 5000 + "x")


def test_every_value_is_refused_or_drawn_by_all() -> None:
    """Whatever stands in an attribute: the drawing is refused, or the programs for paper and for pixels draw it without a fault."""
    names = (*svg_values.SHAPES, "viewBox", "preserveAspectRatio", "clip-path", "fill", "font-family", "text-anchor", "style")
    box = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    drawn = []
    for name in names:
        for value in ODD:
            marked = f'{name}="{value}"' if name != "style" else f'style="opacity: {value}"'
            found = drawing(f'<text y="5" {marked}>a</text><svg {marked}><rect {marked}/></svg>', box)
            if isinstance(found, Drawing):
                drawn.append(found.data)
    images = "".join(f'<img style="width: 9px" src="asset:{n}.svg">' for n in range(len(drawn)))
    made = PdfJob(f"<html lang=en><title>x</title><p>{images}", (), {f"{n}.svg": data for n, data in enumerate(drawn)}).make()

    assert len(drawn) > 20
    assert made.problem == ""
    assert all(pixels(data, "", width=9) for data in drawn[::20])
