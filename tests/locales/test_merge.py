"""Merging keeps every translation, and attaches none to a text that it was not made for."""

from __future__ import annotations

import polib

from tests.locales.conftest import CONTENT_PO, FIRST, NORTH, SECOND, Small

TITLE = "documents.first.title"
PROSE = "documents.first.outline.facts.blocks.prose"


def test_second_update_changes_nothing(small: Small) -> None:
    """An update of what is in step changes no byte."""
    small.translate_all()

    assert small.update() == []


def test_same_text_keeps_translation_comment_and_flags(small: Small) -> None:
    """What translators wrote stays with its msgctxt and msgid, whatever else changes."""
    file = small.po()
    entry = next(entry for entry in file if entry.msgctxt == TITLE)
    entry.msgstr, entry.tcomment = "First brief", "checked by Anna"
    entry.flags.append("no-wrap")
    small.save(file)
    small.change(SECOND, "Законы меняются.", "Законы живут.")
    small.update()

    kept = small.entry(TITLE)
    assert (kept.msgstr, kept.tcomment, "no-wrap" in kept.flags, kept.fuzzy) == ("First brief", "checked by Anna", True, False)


def test_changed_source_is_fuzzy_with_previous(small: Small) -> None:
    """A source that changed inside its msgctxt keeps the old translation as fuzzy, and the old source beside it."""
    small.translate({"Первая записка": "First brief"})
    small.change(FIRST, "Первая записка", "Совсем иное")
    small.update()

    entry = small.entry(TITLE)
    assert (entry.msgid, entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("Совсем иное", "First brief", True, "Первая записка")


def test_changed_twice_keeps_the_approved_source(small: Small) -> None:
    """A source that changes again before review keeps the source that the translation was approved for."""
    small.translate({"Первая записка": "First brief"})
    for old, new in (("Первая записка", "Первая запись"), ("Первая запись", "Первые записи")):
        small.change(FIRST, old, new)
        small.update()

    assert small.entry(TITLE).previous_msgid == "Первая записка"


def test_source_that_comes_back_is_approved_again(small: Small) -> None:
    """A change that is taken back gives the approved translation back, and leaves nothing behind."""
    small.translate({"Первая записка": "First brief"})
    before = small.files[CONTENT_PO]
    small.change(FIRST, "Первая записка", "Первая запись")
    small.update()
    small.change(FIRST, "Первая запись", "Первая записка")
    small.update()

    assert small.files[CONTENT_PO] == before


def test_nothing_is_guessed_across_contexts(small: Small) -> None:
    """The same words under another msgctxt get no translation: it may mean another thing there."""
    small.translate({"Первая записка": "First brief"})
    small.change(SECOND, "Вторая записка", "Первая записка")
    small.update()

    entry = small.entry("documents.second.title")
    assert (entry.msgstr, entry.fuzzy) == ("", False)


def test_removed_text_waits_and_comes_back(small: Small) -> None:
    """A removed text becomes obsolete, and takes its translation again on the day it returns."""
    small.translate({"Кластеры растут.": "Clusters grow."})
    whole = small.files[FIRST]
    small.change(FIRST, "Кластеры растут.\n\n          ", "")
    small.update()
    obsolete = [entry.msgstr for entry in small.po() if entry.obsolete]
    small.files[FIRST] = whole
    small.update()

    assert obsolete == ["Clusters grow."]
    assert [entry.msgstr for entry in small.po() if entry.msgid == "Кластеры растут."] == ["Clusters grow."]


def test_prune_drops_what_is_obsolete(small: Small) -> None:
    """`--prune` forgets what nothing asks for."""
    small.translate({"Кластеры растут.": "Clusters grow."})
    small.change(FIRST, "Кластеры растут.\n\n          ", "")
    small.update(prune=True)

    assert not [entry for entry in small.po() if entry.obsolete]


def test_inserted_paragraph_disturbs_no_other(small: Small) -> None:
    """A new paragraph in the middle leaves its neighbours' translations alone: no context counts paragraphs."""
    small.translate({"Кластеры растут.": "Clusters grow."})
    small.change(FIRST, "Кластеры растут.", "Новый абзац о том, чего не было.\n\n          Кластеры растут.")
    small.update()

    found = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in small.po() if entry.msgctxt == PROSE}
    assert found["Кластеры растут."] == ("Clusters grow.", False)
    assert found["Новый абзац о том, чего не было."] == ("", False)


def test_changed_plural_is_fuzzy(small: Small) -> None:
    """A plural source that changes while the singular stays is to be reviewed too."""
    path = "locales/ru/LC_MESSAGES/content.po"
    file = small.po(path)
    entry = next(entry for entry in file if entry.msgid_plural)
    entry.msgstr_plural = {0: "{n} участник", 1: "{n} участника", 2: "{n} участников"}
    small.save(file, path)
    small.change("content/units.yaml", "'{n} members'", "'{n} full members'")
    small.update()

    entry = small.entry("units.member.forms.exact", path)
    assert (entry.fuzzy, entry.previous_msgid_plural, entry.msgstr_plural[2]) == (True, "{n} members", "{n} участников")


def test_header_of_translators_is_kept(small: Small) -> None:
    """The header belongs to translators; the creation date moves with content only."""
    file = small.po()
    file.metadata |= {
        "Last-Translator": "Anna <anna@example.org>",
        "X-Generator": "Poedit 3.4",
        "POT-Creation-Date": "2026-01-01 00:00+0000",
    }
    file.header = "Translated by Anna.\nUnder MIT."
    small.save(file)
    small.update()
    same = small.po()
    small.change(NORTH, "Северный кластер", "Северный край")
    small.update()

    assert (same.metadata["Last-Translator"], same.metadata["X-Generator"], same.header) == (
        "Anna <anna@example.org>", "Poedit 3.4", "Translated by Anna.\nUnder MIT.",
    )  # fmt: skip
    assert same.metadata["POT-Creation-Date"] == "2026-01-01 00:00+0000"
    assert small.po().metadata["POT-Creation-Date"] == "2026-05-05 00:00+0000"


def test_entries_stand_in_document_order(small: Small) -> None:
    """Order is the content's own; an update after a shuffle restores it."""
    before = [entry.msgid for entry in small.po()]
    file = small.po()
    shuffled = polib.POFile(wrapwidth=0)
    shuffled.metadata = dict(file.metadata)
    shuffled.extend(reversed(list(file)))
    small.save(shuffled)
    small.update()

    assert [entry.msgid for entry in small.po()] == before
