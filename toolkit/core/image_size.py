"""Refuses a picture that is larger than a reader waits for."""

from __future__ import annotations

from toolkit.core.diagnostics import Diagnostic, Place

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg")
LARGEST = 2_000_000
"""Bytes of a picture that a site may publish."""


def too_large(data: bytes, path: str, place: Place) -> Diagnostic | None:
    """Return the mistake of a picture of too many bytes, told at a place; nothing for any other file."""
    if len(data) <= LARGEST or not path.lower().endswith(SUFFIXES):
        return None
    hint = "simplify its paths, or export a picture of pixels"
    if not path.lower().endswith(".svg"):
        hint = "make it smaller: 2,000 pixels are as many as paper shows"
    return Diagnostic("image-too-large", f"`{path}` is larger than {LARGEST // 1_000_000} MB", place, hint)
