"""Turns formulas of one line, written in LaTeX, into MathML and into words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree
from markupsafe import Markup, escape

from toolkit.core.characters import LOWERED, RAISED

FORMULA = re.compile(r"\$\$([^$]+)\$\$|\$(?![\s\d,.]*(?:\s|$))((?:\\.|[^$\\])*?[\\^_=<>](?:\\.|[^$\\])*?|[A-Za-z]{1,3})(?<![\s\\])\$(?!\d)")
"""A formula in a line; two dollars with words between them are none, for a formula has a sign of one."""
HINT = "write it in the LaTeX of formulas, as $E = mc^2$ or $\\frac{a}{b}$; a dollar that is meant is written `\\$`"
_M = "{http://www.w3.org/1998/Math/MathML}"
_KNOWN = frozenset({
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
    "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "accent", "columnalign", "columnspacing", "displaystyle", "fence", "form", "largeop", "linethickness", "lspace", "mathvariant",
    "maxsize", "minsize", "movablelimits", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "width", "height",
    "depth", "xmlns",
})  # fmt: skip
"""What MathML of a formula may say: no colour, no link, no style."""
LONGEST = 500


@lru_cache(maxsize=2000)
def fault(latex: str) -> str:
    """Return why a formula cannot be set; nothing when it can."""
    if len(latex) > LONGEST:
        return f"it has {len(latex)} characters, {LONGEST} at most"
    try:
        tree = _tree(latex)
    except Exception as error:  # the library raises errors of many kinds for what is no LaTeX
        return " ".join(str(error).split()) or "a brace, an argument or an end is missing"
    for node in tree.iter():
        if (node.text or "").startswith("\\"):
            return f"`{node.text}` is no command that it may hold"
        if (name := str(node.tag).removeprefix(_M)) not in _KNOWN:
            return f"it asks for `{name}`, which not every format can set"
        if strange := sorted(set(node.attrib) - _ATTRIBUTES):
            return f"it asks for `{strange[0]}`, which not every format can set"
    return ""


@lru_cache(maxsize=2000)
def as_html(latex: str, *, display: bool = False) -> str:
    """Return a formula as MathML, with its words for those who hear it; what cannot be set stays as it is typed."""
    if fault(latex):
        return str(escape(f"${latex}$"))
    tree = _tree(latex, display=display)
    tree.set("alttext", spoken(tree))
    if display:
        tree.set("display", "block")
    words = etree.tostring(tree, encoding="unicode").replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    return f'<span class="formula{" formula-display" if display else ""}" translate="no">{words}</span>'


def _tree(latex: str, *, display: bool = False) -> Any:
    from latex2mathml.converter import convert

    tree = etree.fromstring(convert(latex, display="block" if display else "inline"), etree.XMLParser(resolve_entities=False))
    for node in tree.iter():
        if node.tag == f"{_M}mi" and node.text == "%":
            node.tag = f"{_M}mo"
    tree.attrib.pop("display", None)
    return tree


def spoken(node: Any) -> str:
    """Return a formula in a line of signs: `LQ_ij = (e_ij/e_j)/(E_i/E)`."""
    return " ".join(_said(node).split())


def _said(node: Any) -> str:
    name = str(node.tag).removeprefix(_M)
    parts = [_said(child) for child in node]
    if name in _PATTERNS and len(parts) == _PATTERNS[name].count("{}"):
        return _PATTERNS[name].format(*map(_grouped, parts)) + (" " if parts[0] in _LARGE else "")
    if name == "mtr":
        return " , ".join(parts)
    if name == "mtable":
        return "[" + " ; ".join(parts) + "]"
    words = (node.text or "") + "".join(parts)
    return f" {words} " if name == "mo" and words in _SPACED else words


_PATTERNS = {
    "mfrac": "{}/{}", "msup": "{}^{}", "msub": "{}_{}", "msubsup": "{}_{}^{}", "msqrt": "√{}", "mroot": "{}^(1/{})", "munder": "{}_{}",
    "mover": "{}^{}", "munderover": "{}_{}^{}",
}  # fmt: skip
_LARGE = frozenset("∑∏∫")
_SPACED = frozenset("=<>≤≥≠≈+−-±×·∈→⇒")


def _grouped(words: str) -> str:
    """Return a part of a formula in brackets where it is more than one sign or name."""
    bare = words.strip()
    return bare if re.fullmatch(r"\w*|\S", bare) else f"({bare})"


_MATH = re.compile(r'<math alttext="([^"]*)".*?</math>', re.DOTALL)
_STRAY_SPACE = re.compile(r" (?=[.,;:])")
"""What a citation leaves before a full stop when only the words are wanted."""
_SHIFTED = re.compile(r"<(sup|sub)>([^<]*)</\1>")


def without_markup(html: Markup) -> str:
    """Return HTML as plain words: a formula by its signs, m³ and H₂O by theirs."""
    words = _MATH.sub(lambda found: found.group(1), html)
    return _STRAY_SPACE.sub("", " ".join(Markup(_SHIFTED.sub(_shifted, words)).striptags().split()))


def _shifted(found: re.Match[str]) -> str:
    signs = RAISED if found.group(1) == "sup" else LOWERED
    words = found.group(2)
    if all(sign in signs for sign in words):
        return "".join(signs[sign] for sign in words)
    return ("^" if found.group(1) == "sup" else "_") + words
