"""A letter that no font of the machine has is named before it is an empty box."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import Folder


def test_letters_without_a_font_are_named_with_their_place(workspace: Folder, tmp_path: Path) -> None:
    """With the PT fonts alone a Chinese name is told at its line, with its code point and the language of the edition."""
    found = subprocess.run(["fc-list", "PT Serif", "file"], capture_output=True, text=True, check=True).stdout
    folder = Path(found.split(":")[0]).parent
    fonts = tmp_path / "fonts.conf"
    places = f"<dir>{folder}</dir><cachedir>{tmp_path}/fc</cachedir>"
    fonts.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{places}</fontconfig>')
    workspace.replace("content/clusters/north.yaml", "Сильный университет", "Сильный университет 北")
    ran = workspace.process("check", "--rule", "missing-glyph", FONTCONFIG_FILE=str(fonts))
    (line,) = [
        number for number, words in enumerate((workspace.root / "content/clusters/north.yaml").read_text().split("\n"), 1) if "北" in words
    ]

    assert ran.code == 0
    assert f"content/clusters/north.yaml:{line}:" in ran.err
    assert "`北` (U+5317 CJK UNIFIED IDEOGRAPH-5317) is in no font of this machine: PDFs in `ru` have an empty box" in ran.err
