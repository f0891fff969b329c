"""The search index, where there is a program for it and where there is none."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from toolkit.core.diagnostics import Diagnostic
from toolkit.site import search
from toolkit.site.search import index

PAGE = '<!doctype html><html lang="en"><head><title>A</title></head><body><main data-pagefind-body>Words</main></body></html>'


def test_index_is_the_same_each_time(tmp_path: Path) -> None:
    """The same pages give the same files, the search's own widgets are left out."""
    (tmp_path / "a.html").write_text(PAGE)
    found: list[Diagnostic] = []
    first, second = (dict(index(tmp_path, found)) for _ in range(2))

    assert found == []
    assert first == second
    assert "pagefind/pagefind.js" in first
    assert not any("ui" in Path(name).stem for name in first)


def test_no_program_is_one_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pagefind has no program the site is built without an index, and one line says so."""
    (tmp_path / "a.html").write_text(PAGE)
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    found: list[Diagnostic] = []

    assert dict(index(tmp_path, found)) == {}
    assert [(one.code, one.severity.value) for one in found] == [("no-search", "warning")]


def test_a_site_without_pages_has_no_index(tmp_path: Path) -> None:
    """Nothing to search in is no mistake."""
    found: list[Diagnostic] = []

    assert dict(index(tmp_path, found)) == {}
    assert found == []


@pytest.mark.parametrize(
    ("name", "data", "whole"),
    [
        ("fragment/a.pf_fragment", gzip.compress(b"words" * 99, mtime=0), True),
        ("fragment/a.pf_fragment", gzip.compress(b"words" * 99, mtime=0)[:-9], False),
        ("pagefind-entry.json", b'{"version": 1}', True),
        ("pagefind-entry.json", b'{"versi', False),
        ("pagefind.js", b"", False),
    ],
)
def test_an_index_that_is_cut_is_known(name: str, data: bytes, whole: bool) -> None:
    """On a full disk Pagefind ends well with half of an index: such a file is told from a whole one, and is not published."""
    assert search._is_whole(name, data) is whole
