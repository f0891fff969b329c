"""Turns drawings into pixels, in the fonts of the theme, and says in a PNG what it shows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from typing import Any

from toolkit.core import fonts
from toolkit.core.user_cache import kept, user_folder
from toolkit.render.design_tokens import families

SHARPNESS = 2.0
"""Pixels of a PNG for each unit of a drawing: sharp on a slide, and twice as wide as a page shows it."""
COLOURS = 128
"""Colours of a PNG: more than a drawing of flat shapes and grey edges of letters needs."""


RECIPE = "1"
"""Changes when a PNG is made in another way, so that no cache gives the old file."""


def picture_file(svg: bytes, sans: str, said: Mapping[str, str]) -> bytes:
    """Return a drawing as a light PNG that says what it shows: from the user's cache where it was drawn before, by all that it hangs on.

    To draw one takes as long as to make three pages of documents.
    """
    asked = families({"sans": sans})
    if not _suffice(asked, svg):  # then it hangs on every font of this machine
        return png(pixels(svg, sans), said)
    folder = user_folder("pictures", "-".join((RECIPE, *_programs())))
    made_of = (svg, asked, fonts.digest(asked), SHARPNESS, COLOURS, sorted(said.items()))
    name = f"{blake2b(repr(made_of).encode(), digest_size=16).hexdigest()}.png"
    return kept(folder, name, lambda: png(pixels(svg, sans), said))


@lru_cache(maxsize=1)
def _programs() -> tuple[str, str]:
    return version("resvg-py"), version("pillow")


def pixels(svg: bytes, sans: str, *, width: int | None = None, ground: str | None = None) -> bytes:
    """Return a drawing as a PNG, twice as large as it is or of a width; `sans` is the theme's list of fonts."""
    import resvg_py

    asked = families({"sans": sans})
    size: dict[str, Any] = {"width": width} if width else {"zoom": SHARPNESS}
    files = list(dict.fromkeys(file for _, _, file in fonts.matched(asked)))
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.decode(), background=ground, font_files=files, skip_system_fonts=_suffice(asked, svg),
            sans_serif_family=asked[0] if asked else None, **size,
        )
    )  # fmt: skip


def _suffice(asked: tuple[str, ...], svg: bytes) -> bool:
    """Say whether the fonts of the theme are there and have every letter: to look for others takes longer than to draw."""
    if b"<text" not in svg:
        return True
    if not asked or not fonts.matched(asked) or fonts.missing(asked):
        return False
    known = fonts.letters_of(asked[0])
    return all(letter.isascii() or any(ord(letter) in run for run in known) for letter in set(svg.decode()))


def png(drawn: bytes, said: Mapping[str, str]) -> bytes:
    """Return a picture with few colours, as light as a drawing can be, with what is said of it in its metadata."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info, out = PngInfo(), io.BytesIO()
    for key, words in said.items():
        if words:
            info.add_itxt(key, words)
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def described(data: bytes) -> dict[str, str]:
    """Return what a PNG says of itself; nothing of one that is damaged."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            return {str(key): words for key, words in image.info.items() if isinstance(words, str)}
    except (OSError, SyntaxError):
        return {}


def icon(drawn: bytes) -> bytes:
    """Return a picture of 48 pixels as an ICO with the sizes that tabs, lists and bars show."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.save(out, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    return out.getvalue()


def pixel_size(data: bytes) -> tuple[int, int]:
    """Return how wide and how high a picture is."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        return image.width, image.height
