"""Turns the MathML of a page into formulas that Word sets and lets people edit (Office Math, ECMA-376 part 1, 22.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from toolkit.build.word.xml import Element, w
from toolkit.build.word.xml import formula as m

FONT = "Cambria Math"
_SCRIPTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mfrac": ("f", ("num", "den")), "msup": ("sSup", ("e", "sup")), "msub": ("sSub", ("e", "sub")),
    "msubsup": ("sSubSup", ("e", "sub", "sup")), "mover": ("limUpp", ("e", "lim")), "munder": ("limLow", ("e", "lim")),
}  # fmt: skip
_LIMITS: Mapping[str, Callable[[list[Any]], list[Any]]] = {
    "msub": lambda parts: [*parts, None], "msup": lambda parts: [parts[0], None, parts[1]], "msubsup": lambda parts: parts,
}  # fmt: skip
"""The sign of a sum, what stands below it and above, by the element that has them."""
_LARGE = frozenset("∑∏∫⋃⋂")


def formula(node: Any) -> Element:
    """Return the formula of a `math` element; one that stands alone is set in the middle of its line."""
    made = m("oMath", *_all(node))
    return m("oMathPara", made) if node.get("display") == "block" else made


def _all(node: Any) -> Iterator[Element]:
    for child in node:
        yield from _one(child)


def _one(node: Any) -> Iterator[Element]:
    children = list(node)
    if node.tag in _SCRIPTS:
        yield _scripted(node.tag, children)
    elif node.tag in ("msqrt", "mroot"):
        degree = [*_one(children[1])] if node.tag == "mroot" else []
        hidden = None if degree else m("radPr", m("degHide", val="1"))
        yield m("rad", hidden, m("deg", *degree), m("e", *(_one(children[0]) if degree else _all(node))))
    elif node.tag == "munderover":
        lower = m("limLow", m("e", *_one(children[0])), m("lim", *_one(children[1])))
        yield _large(children) if _is_large(children[0]) else m("limUpp", m("e", lower), m("lim", *_one(children[2])))
    elif node.tag == "mtable":
        yield m("m", *(m("mr", *(m("e", *_all(cell)) for cell in row)) for row in children))
    elif len(children) > 1 and children[0].get("fence") == children[-1].get("fence") == "true":
        ends = m("dPr", m("begChr", val=children[0].text or ""), m("endChr", val=children[-1].text or ""))
        yield m("d", ends, m("e", *(part for child in children[1:-1] for part in _one(child))))
    elif children:
        yield from _all(node)
    elif node.text:
        yield _run(node.text, plain=node.tag == "mtext")


def _scripted(name: str, children: list[Any]) -> Element:
    if name in _LIMITS and _is_large(children[0]):
        return _large(_LIMITS[name](children))
    tag, parts = _SCRIPTS[name]
    return m(tag, *(m(part, *_one(child)) for part, child in zip(parts, children, strict=True)))


def _is_large(node: Any) -> bool:
    return node.tag == "mo" and (node.text or "") in _LARGE


def _large(children: list[Any]) -> Element:
    """Return a sum or an integral with its limits."""
    sign, lower, upper = children
    hides = [m(name, val="1") for name, limit in (("subHide", lower), ("supHide", upper)) if limit is None]
    about = m("naryPr", m("chr", val=sign.text), m("limLoc", val="subSup"), *hides)
    limits = (m(name, *(_one(limit) if limit is not None else ())) for name, limit in (("sub", lower), ("sup", upper)))
    return m("nary", about, *limits, m("e"))


def _run(words: str, *, plain: bool) -> Element:
    fonts = w("rPr", w("rFonts", ascii=FONT, hAnsi=FONT))
    return m("r", m("rPr", m("nor")) if plain else None, fonts, m("t", words))
