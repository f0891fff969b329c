"""A site may be written in any language, and its own texts are plain strings where one language is enough."""

from __future__ import annotations

import pytest

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.build.builder import Builder, Request
from toolkit.content.load import load
from toolkit.core.workspace import MemoryWorkspace
from toolkit.locales.extract import extract
from toolkit.project import Project

PLAIN = "title: Holz\ndescription: Unterlagen\npublisher: Amt\n"


def workspace(site: str) -> MemoryWorkspace:
    return MemoryWorkspace({"content/site.yaml": site.encode()})


@pytest.mark.parametrize(
    ("more", "language", "editions"),
    [
        ("source_language: de\neditions: [en, de]\n", "de", ("en", "de")),
        ("editions: [de, en, de-en]\n", "de", ("de", "en", "de-en")),
        ("editions: [sr-Latn-en]\n", "sr-Latn", ("sr-Latn-en",)),
        ("source_language: kk\n", "kk", ("kk",)),
        ("", "en", ("en",)),
    ],
)
def test_source_language_and_editions_follow_from_each_other(more: str, language: str, editions: tuple[str, ...]) -> None:
    """The one that is left out follows from the other; no language is taken for granted."""
    library, found = load(workspace(PLAIN + more), ARGUMENTS)

    assert library is not None
    assert not found
    assert (library.site.source_language, library.site.editions) == (language, editions)
    assert library.site.title.language == language


def test_texts_of_the_site_are_asked_of_translators() -> None:
    """Title, description and publisher are messages of the content like all others, in the language of the site."""
    site = workspace(PLAIN + "editions: [de, en]\n")
    library, _ = load(site, ARGUMENTS)

    assert library is not None
    found = {message.context: message for message in extract(site, library)}
    assert [(found[f"site.{name}"].source, found[f"site.{name}"].language) for name in ("title", "description", "publisher")] == [
        ("Holz", "de"), ("Unterlagen", "de"), ("Amt", "de"),
    ]  # fmt: skip
    assert found["site.title"].domain == "content"


def test_a_draft_in_a_new_language_shows_no_markup_as_words(small, tmp_path) -> None:
    """Titles whose labels are not translated yet are plain words on every page, the one of addresses that do not exist too."""
    site = small().read("content/site.yaml").decode().replace("editions: [ru, en]", "editions: [de, en]")
    project = Project(small({"site.yaml": site}))

    Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("no PDF is asked for")).build(
        Request(project.publications, ("de",), ("html",))
    )

    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")]
    assert pages
    assert [page for page in pages if "&lt;span" in page or "<title><span" in page] == []
