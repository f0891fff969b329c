"""What fontconfig says is asked once for a machine whose fonts are the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.core import fonts

ANSWERS = {"fc-conflist": "+ {folder}/fonts.conf: how", "fc-list": "{folder}/one.ttf", "fc-match": "One\n{folder}/one.ttf\n0\n20-7e"}


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A machine of one font; the tools that are asked, one by one."""
    tools: list[str] = []
    for name in ("fonts.conf", "one.ttf"):
        (tmp_path / name).write_text("x")

    def said(tool: str, *words: str) -> bytes:
        tools.append(tool)
        return ANSWERS[tool].format(folder=tmp_path).encode()

    monkeypatch.setattr(fonts, "_said", said)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget()
    yield tools
    forget()


def forget() -> None:
    """Begin as another process does."""
    fonts._state.cache_clear()
    fonts._match.cache_clear()


def test_a_font_that_is_installed_is_seen(tmp_path: Path, asked: list[str]) -> None:
    """What fonts a machine has is told by their files, sizes and times."""
    before = fonts.listed()
    assert before == fonts.listed()
    (tmp_path / "one.ttf").write_text("xy")
    assert before != fonts.listed()


@pytest.mark.parametrize("differs", ["one.ttf", "fonts.conf"])
def test_a_font_is_asked_for_once(tmp_path: Path, asked: list[str], differs: str) -> None:
    """A second process finds what the first was told, until a font or a file of fontconfig's own is another."""
    first = fonts._match("One:bold")
    forget()
    again = fonts._match("One:bold")
    assert again == first == ("One", fonts.Installed(f"{tmp_path}/one.ttf", 0, (range(0x20, 0x7F),)))
    assert asked.count("fc-match") == 1

    (tmp_path / differs).write_text("another")
    forget()
    fonts._match("One:bold")
    assert asked.count("fc-match") == 2


def test_nothing_is_kept_where_nobody_tells_what_it_hangs_on(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a list of fontconfig's own files each process asks anew."""
    monkeypatch.setitem(ANSWERS, "fc-conflist", "")
    for _ in range(2):
        forget()
        fonts._match("One")
    assert asked.count("fc-match") == 2
