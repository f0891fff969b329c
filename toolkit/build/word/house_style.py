"""Gives the shipped reference file of Word the colours and fonts of a house; a reference file of its own stays as its author made it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache

from toolkit.render.design_tokens import families

NAME = b'name="House"'
"""How the shipped file calls its colours and fonts; whoever saves another in Word gives it another name."""
THEME = "word/theme/theme1.xml"
DRESSED = (THEME, "word/styles.xml", "word/fontTable.xml")
ROLES: Mapping[str, str] = {
    "dk1": "ink",
    "dk2": "ink-soft",
    "lt2": "paper-soft",
    "accent1": "accent",
    "accent2": "warm",
    "accent4": "rule",
    "accent5": "accent-soft",
    "accent6": "warm-soft",
}
"""The token that each colour of the shipped file stands for."""
FONTS: Mapping[str, str] = {"majorFont": "sans", "minorFont": "serif"}
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def in_house_style(reference: bytes, known: Mapping[str, str]) -> bytes:
    """Return a reference file in the colours and fonts of the tokens; as it is where it is not the shipped one, or says the same."""
    return _dressed(reference, tuple(sorted(known.items())))


@lru_cache(maxsize=4)
def _dressed(reference: bytes, known: tuple[tuple[str, str], ...]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(reference)) as archive:
            parts = [(one, archive.read(one)) for one in archive.infolist()]
    except zipfile.BadZipFile:
        return reference  # whoever makes the file says what is wrong with it
    theme = next((data for one, data in parts if one.filename == THEME), b"")
    changes = _changes(theme.decode(), dict(known)) if NAME in theme else {}
    if not changes:
        return reference
    any_of = re.compile("|".join(map(re.escape, changes)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in parts:
            words = any_of.sub(lambda found: changes[found.group()], data.decode()).encode() if one.filename in DRESSED else data
            archive.writestr(one, words)
    return out.getvalue()


def _changes(theme: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return what is put in place of what, quotation marks included."""
    made: dict[str, str] = {}
    for role, token in ROLES.items():
        old = re.search(rf'<a:{role}><a:srgbClr val="([0-9a-fA-F]{{6}})"', theme)
        if old and _HEX.fullmatch(known.get(token, "")):
            made.setdefault(f'"{old.group(1)}"', f'"{known[token][1:]}"')
    for role, token in FONTS.items():
        old = re.search(rf'<a:{role}><a:latin typeface="([^"]+)"', theme)
        if old and (first := families({token: known.get(token, "")})):
            made[f'"{old.group(1)}"'] = f'"{first[0]}"'
    return {old: new for old, new in made.items() if old != new}
