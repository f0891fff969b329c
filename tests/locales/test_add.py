"""A new language is one command: editions, catalogs, and pages in which what is missing is marked and counted."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pikepdf
import polib
import pypdfium2 as pdfium
import pytest

from tests.locales.conftest import SITE, Small, run
from toolkit.content.edition import edition_languages, is_edition
from toolkit.locales.add import proper_tag, with_language


@pytest.mark.parametrize("tag", ["kk", "be", "hy", "ky"])
def test_language_builds_at_once(small: Small, tmp_path: Path, tag: str) -> None:
    """After `add`, both editions build; dates and countries are in the language, the rest is marked and counted."""
    small.change("content/documents/briefs/second.yaml", "      - prose: |", "      - key-facts: {cluster: north}\n      - prose: |")
    small.on_disk(tmp_path)
    added = run(tmp_path, "locales", "add", tag)
    built = run(tmp_path, "build", "briefs/second", "--format", "html", "--lang", tag, "--lang", f"ru-{tag}")
    page = (tmp_path / f"build/site/{tag}/briefs/second.html").read_text()
    country = {"kk": "Ресей", "be": "Расія", "hy": "Ռուսաստան", "ky": "Россия"}[tag]
    month = {"kk": "мамыр", "be": "мая", "hy": "մայիսի", "ky": "май"}[tag]

    assert (added.code, built.code) == (0, 0)
    assert country in page
    assert month in page
    assert '<div lang="ru" class="missing" data-message="documents.second.outline.facts.blocks.prose">' in page
    assert re.search(r'<span lang="en" class="missing" data-message="cluster">', page)
    assert re.search(r"\d+ messages marked in the pages \(\d+ untranslated, 0 fuzzy\)", built.out)


@pytest.mark.parametrize("tag", ["sr-Latn", "zh-Hans", "pt-BR", "fa"])
def test_language_with_script_or_region_goes_through_every_command(small: Small, tmp_path: Path, tag: str) -> None:
    """What `add` accepts, every command that names languages takes; a script from right to left is set so."""
    small.on_disk(tmp_path)
    names = (
        ("locales", "add", tag), ("locales", "update"), ("locales", "check"), ("locales", "status", "--lang", tag), ("check",),
        ("locales", "preview", "briefs/second", "--lang", tag), ("report",), ("build", "--format", "html", "--jobs", "1"),
    )  # fmt: skip
    codes = {name[:2]: run(tmp_path, *name).code for name in names}
    site = tmp_path / "build/site"
    direction = ' dir="rtl"' if tag == "fa" else ""

    assert set(codes.values()) == {0}, codes
    assert f'<html lang="{tag}"{direction}>' in (site / tag / "briefs/second.html").read_text()
    assert f'<html lang="{tag}"{direction}>' in (tmp_path / f"build/preview/{tag}/briefs/second.html").read_text()
    assert f'lang="{tag}"{direction}>' in (site / f"ru-{tag}" / "briefs/second.html").read_text()
    assert f'hreflang="{tag}"' in (site / "ru/briefs/second.html").read_text()


def test_catalogs_have_header_and_messages(small: Small, tmp_path: Path) -> None:
    """Language and plural rule come from CLDR; every message is there to translate; nothing else is written."""
    small.on_disk(tmp_path)
    run(tmp_path, "locales", "add", "be")
    file = polib.pofile(str(tmp_path / "locales/be/LC_MESSAGES/content.po"))
    again = run(tmp_path, "locales", "update")

    assert file.metadata["Language"] == "be"
    assert file.metadata["Plural-Forms"].startswith("nplurals=3;")
    assert "Кластеры растут." in [entry.msgid for entry in file]
    assert "0 files written" in again.out


@pytest.mark.parametrize(
    ("site", "line"),
    [
        (SITE, "editions: [ru, en, ru-en, kk, ru-kk]  # the leading language first\n"),
        (SITE.replace("[ru, en, ru-en]  #", "[ru, en, ru-en,] #"), "editions: [ru, en, ru-en, kk, ru-kk,] # the leading language first\n"),
        ("editions:\n  - ru  # first\n  - en\n  - ru-en  # both\n\n# end\n", "  - ru-en  # both\n  - kk\n  - ru-kk\n\n# end\n"),
        ("title: x\n", "editions: [ru, en, ru-en, kk, ru-kk]\n"),
    ],
    ids=["in a row", "with a comma", "in lines", "left out"],
)
def test_only_the_list_of_editions_grows(site: str, line: str) -> None:
    """Comments and spelling of the rest stay."""
    words = with_language(site, "kk", "ru", ("ru", "en", "ru-en"), "content/site.yaml")

    assert line in words
    assert words.replace(line, "") == site.replace(line.replace(", kk, ru-kk", "").replace("  - kk\n  - ru-kk\n", ""), "")


@pytest.mark.parametrize(
    ("edition", "languages"),
    [
        ("ru", ("ru",)), ("ru-en", ("ru", "en")), ("zh-Hant", ("zh-Hant",)), ("pt-BR", ("pt-BR",)), ("ru-zh-Hant-TW", ("ru", "zh-Hant-TW")),
        ("zh-Hant-TW-ru", ("zh-Hant-TW", "ru")), ("es-419-en-GB", ("es-419", "en-GB")),
    ],
)  # fmt: skip
def test_regions_and_scripts_belong_to_their_tag(edition: str, languages: tuple[str, ...]) -> None:
    """A small letter after a hyphen begins the next language."""
    assert edition_languages(edition) == languages
    assert is_edition(edition)


@pytest.mark.parametrize("edition", ["", "RU", "ru-", "ru-ru", "ru-en-kk-be", "russian", "ru_RU"])
def test_what_is_no_edition(edition: str) -> None:
    """Neither a word, nor the same language twice, nor four."""
    assert not is_edition(edition)


def test_proper_tag() -> None:
    """What someone typed is named as CLDR names it."""
    assert [proper_tag(word) for word in ("kk", "KK", "kaz", "zh-hant-tw", "qq", "")] == ["kk", "kk", "kk", "zh-Hant-TW", "", ""]


@pytest.mark.parametrize(("tag", "hint"), [("qq", "write a tag"), ("kaz", "did you mean `kk`?"), ("en", "locales status")])
def test_bad_tag_is_a_wrong_command(small: Small, tmp_path: Path, tag: str, hint: str) -> None:
    """An unknown language, another spelling, one that is there: exit code 2, a hint, and nothing written."""
    small.on_disk(tmp_path)
    ran = run(tmp_path, "locales", "add", tag)

    assert ran.code == 2
    assert hint in ran.err
    assert (tmp_path / "content/site.yaml").read_text() == SITE


def test_unknown_edition_in_site_is_named(small: Small, tmp_path: Path) -> None:
    """An edition in no known language is one diagnostic at its place."""
    small.change("content/site.yaml", "ru-en]", "ru-en, ru-qq, Eng]")
    small.on_disk(tmp_path)
    ran = run(tmp_path, "check")

    assert [line for line in ran.err.split("\n") if "error" in line] == [
        "content/site.yaml:6:27: error[unknown-language]: `qq` is not a language that CLDR knows",
        "content/site.yaml:6:34: error[bad-edition]: `Eng` is no edition",
    ]


WORDS = {
    "kk": "Кластерлер өсуде",
    "be": "Кластары растуць",
    "de": "Die Cluster wachsen",
    "zh-Hans": "集群正在增长",
    "fa": "خوشه ها",
    "hy": "Կլաստերները աճում են",
}


def test_languages_of_other_scripts_are_set_in_pdfs(small: Small, tmp_path: Path) -> None:
    """What is printed is what was translated, in any script; where the theme's fonts lack its letters, that is told."""
    small.translate_all()
    small.files["content/site.yaml"] = SITE.replace("[ru, en, ru-en]", f"[ru, en, {', '.join(WORDS)}]").encode()
    small.update()
    for tag, words in WORDS.items():
        small.translate({"Первая записка": words}, f"locales/{tag.replace('-', '_')}/LC_MESSAGES/content.po")
    root = small.on_disk(tmp_path)
    ran = run(root, "build", "briefs/first", "--format", "pdf", "--jobs", "1", *(word for tag in WORDS for word in ("--lang", tag)))

    assert ran.code == 0, ran.err
    for tag, words in WORDS.items():
        with pikepdf.open(root / f"build/site/{tag}/briefs/first.pdf") as pdf:
            assert str(pdf.Root.Lang) == tag
        text = pdfium.PdfDocument(root / f"build/site/{tag}/briefs/first.pdf")[0].get_textpage().get_text_range()
        assert set(words) <= set(unicodedata.normalize("NFKC", text)), tag
    assert not [line for line in ran.err.splitlines() if "[pdf-fallback-font]" in line and re.search(r": (kk|be|de)/", line)]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("kk", ("2: msgstr[0] for 1; msgstr[1] for 0, 2, 3", "no patterns are known", "ru stands in", "messages, from `site.title` on")),
        ("de", ("by the patterns `de`",)),
        ("fa", ("from right to left",)),
    ],
)
def test_add_says_what_else_is_needed(small: Small, tmp_path: Path, tag: str, said: tuple[str, ...]) -> None:
    """Plural forms, fonts, hyphenation, the site's own words and what stands in meanwhile are told as a language is added."""
    small.change("content/site.yaml", "title: {ru: Сайт, en: Site}", "title: Сайт")
    ran = run(small.on_disk(tmp_path), "locales", "add", tag)

    assert ran.code == 0, ran.err
    assert [words for words in (*said, "fonts: ", "hyphenation: ") if words not in ran.out] == []
