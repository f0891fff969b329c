"""What is known of a message elsewhere is offered in a comment; what stands in for a translation is marked, in its language."""

from __future__ import annotations

import pytest

from tests.locales.conftest import CONTENT_PO, FIRST, SECOND, SITE, Small
from toolkit.locales.elsewhere import Memory, Said, may_lend
from toolkit.project import Project

KAZAKH = "locales/kk/LC_MESSAGES/content.po"
KAZAKH_LABELS = "locales/kk/LC_MESSAGES/interface.po"


@pytest.fixture
def three(small: Small) -> Small:
    """A site in Russian, English and Kazakh; Russian and English are translated, Kazakh is not."""
    small.translate_all()
    small.files["content/site.yaml"] = SITE.replace("[ru, en, ru-en]", "[ru, en, kk]").encode()
    small.update()
    return small


def comment(small: Small, context: str, path: str) -> str:
    """Return the comment of an entry, in one line."""
    return " ".join(small.entry(context, path).comment.split())


def said(small: Small, context: str, source: str) -> tuple[str, str]:
    """Return what Kazakh says for a label, and the language that the mark of a draft names."""
    localizer = Project(small.workspace).localizer("kk")
    words = localizer.pgettext(context, source)
    return words, localizer.unfinished[(context, source)].language


def test_comments_show_the_other_languages(three: Small) -> None:
    """A translator into Kazakh reads the English of a Russian text, the Russian of an English label, and what the author owns."""
    label = next(entry for entry in three.po(KAZAKH_LABELS) if (entry.msgctxt, entry.msgid) == ("brief", "Key messages"))

    assert "In English: Clusters grow." in " ".join(
        next(entry for entry in three.po(KAZAKH) if entry.msgid == "Кластеры растут.").comment.split()
    )
    assert "In Russian: Перевод" in label.comment
    assert "In English: Site" in comment(three, "site.title", KAZAKH)


def test_fallbacks_hold_for_labels_and_content_alike(three: Small) -> None:
    """What has no translation is said in the first language of the chain that has it, and marked as missing in that language."""
    russian = three.entry("vocabulary.document_kinds.brief.label", "locales/ru/LC_MESSAGES/interface.po").msgstr
    by_default = said(three, "vocabulary.document_kinds.brief.label", "Policy brief")
    three.change("content/site.yaml", "source_language: ru", "source_language: ru\nfallbacks: {kk: [en, ru]}")
    english = said(three, "vocabulary.document_kinds.brief.label", "Policy brief")
    project = Project(three.workspace)
    page = project.context(project.publications[0], "kk").prose(project.publications[0].document.outline[0].blocks[0].arguments.text)

    assert (by_default, english) == ((russian, "ru"), ("Policy brief", "en"))
    assert '<div lang="en" class="missing" data-message="documents.first.outline.facts.blocks.prose"><p>Clusters grow.</p>' in page


def test_a_fallback_that_the_site_does_not_have_is_told(three: Small) -> None:
    """A chain names languages of the site."""
    three.change("content/site.yaml", "source_language: ru", "source_language: ru\nfallbacks: {kk: [uz, ru]}")

    assert [one.code for one in Project(three.workspace).diagnostics if one.code.startswith("unknown")] == ["unknown-fallback"]


def test_the_same_and_a_like_text_elsewhere_are_offered(small: Small) -> None:
    """An untranslated text has a comment with the translation of its like and where it stands; the translation itself stays empty."""
    small.translate({"Первая записка": "First brief", "Кластеры растут.": "Clusters grow."})
    small.change(SECOND, "Вторая записка", "Первая записка")
    small.update()
    entry = small.entry("documents.second.title")

    assert (entry.msgstr, entry.fuzzy) == ("", False)
    assert "The same words at `documents.first.title` are translated: First brief" in " ".join(entry.comment.split())

    small.translate({"Первая записка": "First brief"})
    small.update()
    assert "The same words" not in small.entry("documents.second.title").comment


def test_like_texts() -> None:
    """A text that differs in a word is offered with its source; one that shares too little is not."""
    memory = Memory([Said("a.x", "Кластер объединяет сорок заводов края", "The cluster unites forty plants")])

    assert list(memory.suggest("a.y", "Кластер объединяет сорок вузов края")) == [
        "Alike at `a.x`: Кластер объединяет сорок заводов края → The cluster unites forty plants"
    ]
    assert list(memory.suggest("a.y", "Кластер не объединяет никого, кроме себя")) == []


def test_clauses_lend_nothing() -> None:
    """Legal wording is offered nowhere else, and takes no offer; the value of one parameter is, to the same parameter."""
    value = "documents.{}.agreement.parameters.{}"

    assert may_lend("documents.a.title", "documents.b.title")
    assert not may_lend("clauses.a.clauses.b.text", "clauses.a.clauses.c.text")
    assert not may_lend("documents.a.title", "clauses.a.clauses.b.text")
    assert not may_lend("documents.a.agreement.recitals.1", "documents.b.agreement.recitals.1")
    assert may_lend(value.format("a", "term"), value.format("b", "term"))
    assert not may_lend(value.format("a", "term"), value.format("b", "notice"))


def test_comments_do_not_change_what_is_translated(small: Small) -> None:
    """A new text changes its own entry and no other."""
    small.translate_all()
    before = small.files[CONTENT_PO].decode().split("\n\n")
    small.change(FIRST, "Кластеры растут.", "Кластеры растут.\n\n          Кластеры быстро растут в крае.")
    small.update()
    after = small.files[CONTENT_PO].decode().split("\n\n")

    assert len([part for part in after[1:] if part not in before]) == 1
