"""A renamed record takes its translations along, whether content or catalogs are renamed first."""

from __future__ import annotations

from pathlib import Path

from tests.locales.conftest import CONTENT_PO, NORTH, Small, run
from toolkit.locales.rename import rename

NEW = "content/clusters/far-north.yaml"


def rename_content(small: Small) -> None:
    """Rename the cluster in content, and the placeholders that call it."""
    small.files[NEW] = small.files.pop(NORTH)
    small.change("content/documents/briefs/first.yaml", "{north.participants}", "{far_north.participants}")


def translations(small: Small) -> dict[str, str]:
    """Return the approved translations by context, without the name of the record."""
    return {
        (entry.msgctxt or "").replace("far-north", "north") + entry.msgid.replace("far_north", "north"): entry.msgstr.replace(
            "far_north", "north"
        )
        for entry in small.po()
        if not entry.obsolete and not entry.fuzzy
    }


def reload(small: Small, root: Path) -> None:
    """Read the catalogs that a command wrote."""
    for path in list(small.files):
        if path.endswith((".po", ".pot")):
            small.files[path] = (root / path).read_bytes()


def test_catalogs_first(small: Small, tmp_path: Path) -> None:
    """Renamed before content: the update then finds every translation, and leaves nothing obsolete."""
    small.translate_all()
    before = translations(small)
    ran = run(small.on_disk(tmp_path), "locales", "rename", "clusters.north", "clusters.far-north")
    reload(small, tmp_path)
    rename_content(small)
    small.update()

    assert ran.code == 0
    assert translations(small) == before
    assert not [entry for entry in small.po() if entry.obsolete or entry.fuzzy]


def test_content_first(small: Small, tmp_path: Path) -> None:
    """Renamed after content and an update: the obsolete translations go to the new messages."""
    small.translate_all()
    before = translations(small)
    rename_content(small)
    small.update()
    run(small.on_disk(tmp_path), "locales", "rename", "clusters.north", "clusters.far-north")
    reload(small, tmp_path)
    small.update()

    assert translations(small) == before


def test_longer_name_is_another_record(small: Small) -> None:
    """`clusters.north` is not `clusters.north-east`."""
    small.files["content/clusters/north-east.yaml"] = small.files[NORTH]
    small.update()
    file = small.po()
    rename(file, "clusters.north", "clusters.far-north")

    assert sum((entry.msgctxt or "").startswith("clusters.north-east.") for entry in file) == 3


def test_unknown_record_is_a_wrong_command(small: Small, tmp_path: Path) -> None:
    """A name that no message has ends with code 2, and a hint."""
    small.on_disk(tmp_path)
    ran = run(tmp_path, "locales", "rename", "clusters.nort", "clusters.x")

    assert ran.code == 2
    assert "did you mean `clusters.north`?" in ran.err
    assert (tmp_path / CONTENT_PO).read_bytes() == small.files[CONTENT_PO]


def test_a_source_is_called_by_its_id(small: Small, tmp_path: Path) -> None:
    """The note of a work in a CSL list is `sources.ID…`, as any record's text: renamed and accepted by that name."""
    csl = "references:\n  - {id: petrov, type: book, title: Кластеры, issued: 2018, custom: {note: Первое издание.}}\n"
    small.files["content/sources.yaml"] = csl.encode()
    small.update()
    small.translate({"Первое издание.": "First edition."})
    root = small.on_disk(tmp_path)

    run(root, "locales", "rename", "sources.petrov", "sources.petrov-2018")

    reload(small, root)
    assert small.entry("sources.petrov-2018.custom.note").msgstr == "First edition."
