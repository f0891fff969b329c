"""The search index, where there is a program for it and where there is none."""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

import pytest

from toolkit.core.diagnostics import Diagnostic
from toolkit.core.files import write
from toolkit.site import search
from toolkit.site.search import index
from toolkit.site.search_records import is_searched, parted

PAGE = '<!doctype html><html lang="en"><head><title>A</title></head><body><main data-pagefind-body>Words</main></body></html>'


def test_index_is_the_same_each_time(tmp_path: Path) -> None:
    """The same pages give the same files, the search's own widgets are left out."""
    write(tmp_path / "en/a.html", PAGE.encode())
    found: list[Diagnostic] = []
    first, second = (dict(index(tmp_path, "en", found)) for _ in range(2))

    assert found == []
    assert first == second
    assert "pagefind/pagefind.js" in first
    assert not any("ui" in Path(name).stem for name in first)


def test_no_program_is_one_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pagefind has no program the site is built without an index, and one line says so."""
    write(tmp_path / "en/a.html", PAGE.encode())
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    found: list[Diagnostic] = []

    assert dict(index(tmp_path, "en", found)) == {}
    assert [(one.code, one.severity.value) for one in found] == [("no-search", "warning")]


def test_a_site_without_pages_has_no_index(tmp_path: Path) -> None:
    """Nothing to search in is no mistake."""
    found: list[Diagnostic] = []

    assert dict(index(tmp_path, "en", found)) == {}
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


REGISTER = """<!doctype html><html lang="ru"><head><title>Право</title></head><body><main data-pagefind-body><h1>Право</h1>
<article id="decree" data-record="Акты" data-record-country="Казахстан"><h3><a data-record-title href="x">Указ № 1</a></h3>
<p>О кластерах.</p></article>
<table><tr id="body" data-record="Организации" data-record-country="Дания|Швеция" data-record-cluster="Долина «Медикон»"
data-record-title="A &amp; B"><th>A &amp; B</th><td>Фирма</td></tr></table></main></body></html>"""
FACET = '<meta content="{}" data-pagefind-filter="{}[content]">'


def test_each_record_of_a_register_is_found_by_itself() -> None:
    """A record has a page of its own in the index, with its name, its words, its address and what it may be narrowed down by."""
    found = {path: data.decode() for path, data in parted(REGISTER.encode(), "ru/law.html").items()}

    assert is_searched(REGISTER.encode())
    assert not is_searched(b"<main>not searched</main>")
    assert parted(PAGE.encode(), "en/a.html") == {}
    assert sorted(found) == ["ru/law.html", "ru/law/body.html", "ru/law/decree.html"]
    assert "Указ" not in found["ru/law.html"]
    assert "<h1>Указ № 1</h1>" in found["ru/law/decree.html"]
    assert 'content="ru/law.html#decree" data-pagefind-meta="address[content]"' in found["ru/law/decree.html"]
    assert found["ru/law/decree.html"].count("Указ № 1</") == 2  # the title and the heading, not the link besides
    facets = [("Дания", "country"), ("Швеция", "country"), ("Долина «Медикон»", "cluster"), ("Организации", "kind")]
    assert [one for one in facets if FACET.format(*one) in found["ru/law/body.html"]] == facets
    assert "<h1>A &amp; B</h1>" in found["ru/law/body.html"]


def test_an_index_is_made_in_memory_where_there_is_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A small memory, another folder that the user names, and a system without such a folder have it made in the usual place."""
    usage = type("Usage", (), {"free": 1_000})
    monkeypatch.setattr(search, "_MEMORY", str(tmp_path))
    monkeypatch.setattr(search, "_USUAL", tempfile.gettempdir())
    monkeypatch.setattr(search.shutil, "disk_usage", lambda path: usage)

    assert search._place(100) == str(tmp_path)
    assert search._place(1_000) is None
    monkeypatch.setattr(search, "_USUAL", "/elsewhere")
    assert search._place(100) is None
    monkeypatch.setattr(search, "_MEMORY", str(tmp_path / "none"))
    assert search._place(100) is None
