"""A letter that no font of the machine has is named before it is an empty box."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import Folder


def only_pt(tmp_path: Path) -> str:
    """Return a configuration in which the PT fonts are the only ones of the machine."""
    found = subprocess.run(["fc-list", "PT Serif", "file"], capture_output=True, text=True, check=True).stdout
    fonts = tmp_path / "fonts.conf"
    places = f"<dir>{Path(found.split(':')[0]).parent}</dir><cachedir>{tmp_path}/fc</cachedir>"
    fonts.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{places}</fontconfig>')
    return str(fonts)


def test_language_without_a_font_is_told_when_it_is_added_and_checked(workspace: Folder, tmp_path: Path) -> None:
    """Armenian with the PT fonts alone: `locales add` and `check` say which letters lack a font, and what to install; Kazakh is silent."""
    fonts = only_pt(tmp_path)

    kazakh, armenian = (workspace.process("locales", "add", tag, FONTCONFIG_FILE=fonts) for tag in ("kk", "hy"))
    checked = workspace.process("check", "--rule", "language-without-font", FONTCONFIG_FILE=fonts)

    assert "language-without-font" not in kazakh.err
    for said in (armenian.err, checked.err):
        assert "no font that the theme names as `--serif` has these letters of Armenian (`hy`): " in said
        assert "install fonts-noto-core (Debian)" in said


def test_letters_without_a_font_are_named_with_their_place(workspace: Folder, tmp_path: Path) -> None:
    """With the PT fonts alone a Chinese name is told at its line, with its code point and the language of the edition."""
    fonts = only_pt(tmp_path)
    workspace.replace("content/clusters/north.yaml", "Сильный университет", "Сильный университет 北")
    ran = workspace.process("check", "--rule", "missing-glyph", FONTCONFIG_FILE=fonts)
    (line,) = [
        number for number, words in enumerate((workspace.root / "content/clusters/north.yaml").read_text().split("\n"), 1) if "北" in words
    ]

    assert ran.code == 0
    assert f"content/clusters/north.yaml:{line}:" in ran.err
    assert "`北` (U+5317 CJK UNIFIED IDEOGRAPH-5317) is in no font of this machine: PDFs in `ru` have an empty box" in ran.err
