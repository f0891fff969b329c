"""Cuts fonts of this machine to the letters of an alphabet, as WOFF2, and writes the notice of their licences."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.core import user_cache
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.render.design_tokens import PATH as TOKENS
from toolkit.site.web_fonts import NOTICE, RECIPE, Face, WebFonts, family_of, programs

if TYPE_CHECKING:
    from toolkit.site.site_pages import Files

_KEPT_NAMES = (0, 7, 9, 11, 13, 14)
"""Copyright, trademark, designer and licence (OpenType, table `name`)."""
_FIGURES = ("tnum", "lnum", "pnum", "onum")
"""Figures of one width and the like, which stylesheets ask for."""
_LICENCES: Mapping[str, str] = MappingProxyType({"ParaType Free Font License": "paratype.txt", "Open Font License": "ofl.txt"})
"""Licences that ask to go with the fonts in full, by the words with which a font names them."""


def font_files(fonts: WebFonts) -> Files:
    """Yield every font of a site, and the notice of their licences."""
    for face in fonts.faces:
        yield face.path, partial(_asked, fonts, face)
    if fonts.faces:
        yield NOTICE, lambda: notice(fonts.faces)


def _asked(fonts: WebFonts, face: Face) -> bytes:
    assert fonts.faces  # notes the question that the file hangs on
    return kept(face)


def kept(face: Face) -> bytes:
    """Return a font, from the user's cache where it was cut before."""
    folder = user_cache.user_folder("fonts", f"{RECIPE}-{'-'.join(programs())}")
    return user_cache.kept(folder, face.path.rpartition("/")[2], partial(cut, face))


def cut(face: Face) -> bytes:
    """Return a font that has the letters of a face and no others, under the name of the site's own family."""
    from fontTools import subset
    from fontTools.ttLib import TTLibError

    options = subset.Options(
        hinting=False, layout_features=[*subset.Options().layout_features, *_FIGURES], name_IDs=list(_KEPT_NAMES), notdef_outline=True,
    )  # fmt: skip
    try:
        font = _upright(_opened(face), face)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=face.points)
        subsetter.subset(font)
    except (TTLibError, subset.Subsetter.SubsettingError, OSError) as error:
        message = f"`{face.family}` cannot be cut for web pages: {error}"
        raise ContentError(Diagnostic("font-unusable", message, Place(TOKENS), "install it anew, or name another font")) from None
    _name(font, face)
    font.flavor, font.recalcTimestamp = "woff2", False
    data = io.BytesIO()
    font.save(data, reorderTables=False)
    return data.getvalue()


def _opened(face: Face) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(face.font.file, fontNumber=face.font.index & 0xFFFF, lazy=True, recalcTimestamp=False)


def _upright(font: Any, face: Face) -> Any:
    """Return the style that is meant, of a font that has many in one file."""
    if "fvar" not in font:
        return font
    from fontTools.varLib import instancer

    axes = {axis.axisTag: face.style.weight if axis.axisTag == "wght" else None for axis in font["fvar"].axes}
    return instancer.instantiateVariableFont(font, axes)


def _name(font: Any, face: Face) -> None:
    """Give a changed font a name of its own, as its licence asks, and leave what it says of its makers and its licence."""
    name, family = font["name"], family_of(face.token)
    for number, words in ((1, family), (2, "Regular"), (3, face.path.rpartition("/")[2]), (4, f"{family} {face.style.name}"),
                          (5, "Version 1.0"), (6, f"{family}-{face.style.name}".replace(" ", ""))):  # fmt: skip
        name.setName(words, number, 3, 1, 0x409)


def notice(faces: Iterable[Face]) -> bytes:
    """Return what the fonts of a site are made of, whose they are, and under which licences."""
    by_file = {face.font.file: face for face in faces}
    parts = [
        "The fonts in this folder are changed versions of the fonts named below: each file holds some of their letters,\n"
        "without instructions for screens of few pixels, under a name that is not theirs. Their licences follow as the\n"
        "fonts themselves state them."
    ]
    told: dict[str, list[str]] = {}
    for face in sorted(by_file.values(), key=lambda one: (one.token, one.style.name, one.family)):
        name = _opened(face)["name"]
        said = "\n".join(words.strip() for number in (*_KEPT_NAMES[:2], *_KEPT_NAMES[4:]) if (words := name.getDebugName(number)))
        made = f"{family_of(face.token)} {face.style.name}: from {name.getDebugName(4) or face.family}, {name.getDebugName(5) or ''}"
        told.setdefault(said.replace("\r\n", "\n").replace("\r", "\n"), []).append(made.rstrip(", "))
    parts += ["\n".join(made) + "\n\n" + said for said, made in told.items()]
    parts += _in_full("\n".join(told))
    return ("\n\n" + "-" * 72 + "\n\n").join(parts).encode() + b"\n"


def _in_full(told: str) -> Iterator[str]:
    """Yield the whole words of the licences that are named."""
    for named, file in _LICENCES.items():
        if named in told:
            yield files("toolkit.site").joinpath("licences", file).read_text("utf-8").strip()
