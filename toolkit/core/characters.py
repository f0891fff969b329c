"""Finds characters that nobody sees: controls, signs of direction, letters without a shape, spaces that look like others."""

from __future__ import annotations

import re
import unicodedata

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SHAPELESS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_JOINERS = "\u200c\u200d"
_NOT_IN_NAMES = "\u00ad\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\ufe00-\ufe0f"
_HIDDEN = re.compile(f"[{CONTROLS}{_DIRECTION}{_SHAPELESS}\u2028\u2029\u2800\ud800-\udfff]")
_HIDDEN_IN_NAMES = re.compile(f"[{CONTROLS}{_DIRECTION}{_SHAPELESS}{_JOINERS}{_NOT_IN_NAMES}\ud800-\udfff\t\n\r\x85]")
_LOOSE_JOINER = re.compile(f"(?:^|(?<=[\\s\u0000-\u05ff]))[{_JOINERS}]|[{_JOINERS}](?=$|[\\s\u0000-\u05ff])")
"""A joiner does its work between letters of scripts that join; beside a Latin or Cyrillic letter it only hides."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKS = "\u200e\u200f\u061c"
_STRANGE_SPACE = re.compile(r"^(?:[ \t]*|[ \t-]*[a-z][a-z0-9_-]*:[ \t]*)([^\S \t\r\n]|[\u200b-\u200f\u2060\ufeff])", re.MULTILINE)
"""A sign at the head of a line, or between a key and its value, where YAML reads plain spaces alone."""

_NAMES = {"\x07": "BELL", "\x1b": "ESCAPE", "\x00": "NULL", "\x08": "BACKSPACE", "\x7f": "DELETE", "\x85": "NEXT LINE"}


def named(sign: str) -> str:
    """Return a character by its code point and its name: `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, _NAMES.get(sign, 'a control character'))}"


def hidden(words: str) -> re.Match[str] | None:
    """Return the first character of a text that prints nothing and may deceive; nothing when there is none.

    A joiner may stand between letters that join, and a mark of direction beside letters that run from right to left.
    """
    found = _HIDDEN.search(words) or _LOOSE_JOINER.search(words)
    if found and found.group() in _MARKS and _RIGHT_TO_LEFT.search(words):
        rest = re.compile(_HIDDEN.pattern.replace(_DIRECTION, "\u202a-\u202e\u2066-\u2069"))
        return rest.search(words) or _LOOSE_JOINER.search(words)
    return found


def without_hidden(words: str) -> str:
    """Return a text without what nobody sees: it can then be judged for what else may be wrong with it."""
    return _HIDDEN.sub("", words)


def hidden_in_name(words: str) -> re.Match[str] | None:
    """Return the first character that a name, a key or an address may not hold: no space but the plain one, no soft hyphen."""
    return _HIDDEN_IN_NAMES.search(words)


def strange_space(words: str) -> tuple[int, str] | None:
    """Return the first space that is no plain one where YAML wants one, with its offset; nothing when there is none."""
    found = _STRANGE_SPACE.search(words)
    return (found.start(1), found.group(1)) if found else None


def is_blank(words: str) -> bool:
    """Say whether words print nothing at all."""
    return not any(unicodedata.category(sign)[0] in "LNPS" and sign not in "\u115f\u1160\u2800\u3164\uffa0" for sign in words)


def strange(word: str) -> str:
    """Return what to say of a word that should be an id, and holds a sign that only looks like one: «с» in `сompany`."""
    sign = next((sign for sign in word if not sign.isascii()), "")
    return f": it holds {named(sign)}" if sign else ""


RAISED = dict(zip("0123456789+-−=()nia", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃ", strict=True))
"""The raised letter of each sign that has one."""
LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_SHIFTED = re.compile(r"\^([^\s^]+)\^|~([^\s~]+)~")


def shifted(words: str) -> str:
    """Return words where `m^3^` and `CO~2~` are m³ and CO₂; signs without such a letter stay as they are."""

    def letters(found: re.Match[str]) -> str:
        signs, table = (found.group(1), RAISED) if found.group(1) else (found.group(2), LOWERED)
        return "".join(table[sign] for sign in signs) if all(sign in table for sign in signs) else found.group()

    return _SHIFTED.sub(letters, words)
