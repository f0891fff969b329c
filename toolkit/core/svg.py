"""Reads an SVG drawing by a list of what may stand in it, and writes it anew: what is published is what was checked.

Every element and attribute that WeasyPrint and browsers draw alike is on the list. Scripts, links, embedded pictures and
whatever would be fetched are refused; what programs of drawing leave for themselves is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.core import svg_values
from toolkit.core.image_size import LARGEST


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
ELEMENTS = frozenset(
    _words(
        "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath linearGradient "
        "radialGradient stop clipPath mask pattern marker style "
    )
)
_DROPPED = frozenset({"metadata", "view", "cursor", "font", "font-face", "glyph", "missing-glyph"})
"""Elements of SVG that print nothing."""
_AS_GROUP = frozenset({"a", "switch"})
"""Elements whose children are drawn, and which do nothing besides that a drawing may do."""
ATTRIBUTES = frozenset(
    _words(
        "id class style transform x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio "
        "version offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform "
        "clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY orient pathLength rotate "
        "textLength lengthAdjust startOffset method spacing role aria-label aria-labelledby aria-hidden lang fill fill-opacity "
        "fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset "
        "stroke-miterlimit color opacity stop-color stop-opacity clip-path clip-rule mask marker marker-start marker-mid "
        "marker-end font-family font-size font-size-adjust font-style font-variant font-weight font-stretch letter-spacing "
        "word-spacing text-anchor text-decoration text-rendering writing-mode direction dominant-baseline alignment-baseline "
        "baseline-shift display visibility overflow paint-order vector-effect shape-rendering color-interpolation "
        "color-rendering image-rendering isolation mix-blend-mode transform-origin unicode-bidi enable-background "
    )
)
_OF_XML = frozenset({"{http://www.w3.org/XML/1998/namespace}space", "{http://www.w3.org/XML/1998/namespace}lang"})
MOST_ELEMENTS = 20_000
MOST_DRAWN = 50_000
"""Elements that are drawn once every `use` has put its target in place."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with a drawing, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that may be published, as UTF-8."""

    data: bytes
    width: float
    height: float


class _RefusedError(Exception):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.refused = Refused(message, hint)


@lru_cache(maxsize=64)
def read(data: bytes) -> Drawing | Refused:
    """Return the drawing of some bytes, in whatever encoding they say, or what is wrong with it."""
    from lxml import etree

    if len(data) > LARGEST:
        return Refused(f"is larger than {LARGEST // 1_000_000} MB", "simplify its paths, or export a picture of pixels")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except Exception as error:  # lxml says in many ways that something is no XML
        return Refused(f"is not valid SVG: {_said(error)}", "export it anew")
    if root.tag != f"{{{SVG}}}svg":
        return Refused("is not valid SVG: no `svg` element of its namespace", f'export it anew, or add xmlns="{SVG}"')
    try:
        return _drawing(_clean(root, etree), etree)
    except _RefusedError as error:
        return error.refused
    except RecursionError:
        return Refused("is nested too deep", "export it anew, its groups taken apart")


def _drawing(root: Any, etree: Any) -> Drawing:
    """Return what was checked, with its size."""
    found = svg_values.size(dict(root.attrib))
    if isinstance(found, str):
        raise _RefusedError(found, "export it anew, with a size and a `viewBox` of its own")
    return Drawing(etree.tostring(root, encoding="utf-8"), *found)


def _said(error: Exception) -> str:
    words = re.sub(r"\s*\(<string>, line \d+\)", "", " ".join(str(error).split()))
    return words[:120] or type(error).__name__


def _clean(root: Any, etree: Any) -> Any:
    """Take out what prints nothing, and refuse what may not stand there."""
    for count, element in enumerate(list(root.iter())):
        if count >= MOST_ELEMENTS:
            raise _RefusedError(f"has more than {MOST_ELEMENTS:,} elements", "simplify it, or export a picture of pixels")
        if not isinstance(element.tag, str):
            raise _RefusedError(f"holds an entity on line {element.sourceline}", "export it as plain SVG")
        if element.getroottree() is not None and _judged(element):
            _attributes(element)
    for element in [one for one in root.iter() if one.get("{toolkit}gone")]:
        _remove(element)
    etree.cleanup_namespaces(root)
    _bound_uses(root)
    return root


def _judged(element: Any) -> bool:
    """Judge an element by its name; return False where it is to be dropped with all that it holds."""
    name = _name(element)
    if any(parent.get("{toolkit}gone") for parent in element.iterancestors()):
        return False
    if name in _AS_GROUP:
        element.tag = f"{{{SVG}}}g"
    elif name is None or name in _DROPPED:
        element.set("{toolkit}gone", "1")
        return False
    elif name not in ELEMENTS:
        raise _RefusedError(f"holds `{name}` on line {element.sourceline}, which is not drawn everywhere", _cure(name))
    elif name == "style":
        _style(element.text or "", element.sourceline)
    return True


def _cure(name: str) -> str:
    if name in ("image", "feImage"):
        return "export it without embedded pictures: put a photograph into content/images/ as a file of its own"
    return "export it as plain SVG: no scripts, no effects, texts as SVG texts or as paths"


def _attributes(element: Any) -> None:
    """Keep the attributes that draw; refuse those that run or lead out, drop the others."""
    for key, value in list(element.attrib.items()):
        name = key.rpartition("}")[2]
        line = element.sourceline
        if name.lower().startswith("on"):
            raise _RefusedError(f"holds `{name}` on line {line}, which runs a script", "export it as plain SVG")
        if name == "href" and key in ("href", f"{{{XLINK}}}href"):
            if _name(element) == "g":
                del element.attrib[key]
            elif not re.fullmatch(r"\s*#[^\s]+\s*", value):
                raise _RefusedError(f"asks on line {line} for what is not in it: `{_short(value)}`", "export it as one plain SVG")
        elif key in ATTRIBUTES and value.strip():
            _value(name, value, line)
            _style(value, line)
        elif key not in _OF_XML:
            del element.attrib[key]


def _value(name: str, value: str, line: int) -> None:
    """Refuse a value that is no number, length or path where there must be one: some programs draw nothing then, others stop."""
    known = tuple(svg_values.declarations(value)) if name == "style" else ((name, value),)
    for one, said in known:
        if wrong := svg_values.wrong(one, said):
            raise _RefusedError(f'has {one}="{_short(said.strip())}" on line {line}, {wrong}', "correct it, or export the drawing anew")


def _style(css: str, line: int) -> None:
    """Refuse what would be fetched or run: a reference leads to a part of the drawing, and no rule imports."""
    if "(" not in css and "@" not in css and "\\" not in css:
        return
    import tinycss2

    for token in _tokens(tinycss2.parse_component_value_list(css)):
        address = token.value if token.type == "url" else _argument(token) if token.type == "function" else ""
        if address and not address.strip().startswith("#"):
            raise _RefusedError(f"asks on line {line} for what is not in it: `{_short(address)}`", "export it as one plain SVG")
        if token.type == "at-keyword" and token.lower_value in ("import", "font-face", "namespace", "charset"):
            raise _RefusedError(f"holds `@{token.value}` on line {line}", "export it as plain SVG, its texts in fonts that readers have")
        if token.type == "error":
            raise _RefusedError(f"holds a style on line {line} that is none: {token.message}", "export it anew")


def _argument(token: Any) -> str:
    """Return the address in `url("…")` and the like; nothing for other functions."""
    if token.lower_name not in ("url", "src", "image", "image-set", "expression", "-webkit-image-set"):
        return ""
    return next((str(one.value) for one in token.arguments if one.type in ("string", "url")), "?")


def _tokens(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from _tokens(getattr(node, "content", None) or getattr(node, "arguments", None) or ())


def _bound_uses(root: Any) -> None:
    """Refuse a drawing whose `use` elements lead round in a circle, to nothing, or to very many elements."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Any, int] = {}

    def drawn(element: Any, trail: tuple[Any, ...]) -> int:
        if element in known:
            return known[element]
        if element in trail:
            raise _RefusedError(f"uses itself on line {element.sourceline}", "export it anew")
        total = 1 + sum(drawn(child, (*trail, element)) for child in element)
        if _name(element) == "use":
            target = (element.get("href") or element.get(f"{{{XLINK}}}href") or "").strip().removeprefix("#")
            if target not in named:
                raise _RefusedError(f"uses `#{_short(target)}` on line {element.sourceline}, which is not in it", "export it anew")
            total += drawn(named[target], (*trail, element))
        known[element] = min(total, MOST_DRAWN + 1)
        return known[element]

    if drawn(root, ()) > MOST_DRAWN:
        raise _RefusedError(f"draws more than {MOST_DRAWN:,} elements", "simplify it, or export a picture of pixels")


def _name(element: Any) -> str | None:
    """Return the name of an element of SVG; nothing for one of another vocabulary."""
    space, _, name = element.tag.rpartition("}")
    return str(name) if space == "{" + SVG else None


def _remove(element: Any) -> None:
    """Take an element out; words that stand after it stay."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"
