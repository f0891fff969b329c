"""The preview ties every passage to its message, and says what is left; real Chromium plays the reader."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import chromium
from tests.locales.conftest import FILES, FIRST, INTERFACE_PO, Small, run
from toolkit.core.layers import open_workspace
from toolkit.locales.preview import preview
from toolkit.project import Project

PROSE = "documents.first.outline.facts.blocks.prose"
PROBE = """<script>document.addEventListener("DOMContentLoaded", () => {
const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const told = () => document.getElementById("panel").hidden ? "closed" : document.getElementById("panel-context").textContent;
const seen = [told()];
press("n"); seen.push(told()); press("n"); seen.push(told()); press("p"); seen.push(told()); press("Escape"); seen.push(told());
document.querySelector("[data-goto]").click(); seen.push(told());
document.querySelector(".tied.is-done").click(); seen.push(told());
document.querySelector("main").dispatchEvent(new MouseEvent("click", {bubbles: true})); seen.push(told());
const over = new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"});
document.querySelector(".tied.is-done").dispatchEvent(over); seen.push(told());
document.title = JSON.stringify({seen, room: window.innerWidth, width: document.documentElement.scrollWidth});
});</script></head>"""


@pytest.fixture
def page(small: Small) -> str:
    """One passage missing, one to review, one whose source changed; the rest translated."""
    small.translate_all()
    small.translate({"Кластеры растут.": ""})
    file = small.po()
    next(entry for entry in file if "north.participants" in entry.msgid).flags.insert(0, "fuzzy")
    small.save(file)
    small.change(FIRST, "Первая записка", "Первая записка!")
    small.update()
    return html(small)


def html(small: Small, document: int = 0, language: str = "en") -> str:
    """Return the preview of a document."""
    project = small.project
    assert project.library
    return preview(project, project.library, project.publications[document], language).html


def told(page: str) -> dict[str, dict[str, str]]:
    """Return what a page knows of its messages, by msgctxt and source."""
    found = re.search(r'<script type="application/json" id="messages">(.*?)</script>', page, re.DOTALL)
    assert found
    return {f"{one['context']}|{one['source']}": one for one in json.loads(found.group(1))}


def test_states_and_sources(page: str) -> None:
    """A message tells its state, translation, line, and the source as it was."""
    data = told(page)
    title = data["documents.first.title|Первая записка!"]

    assert (title["state"], title["before"]) == ("stale", "Первая записка")
    assert data[f"{PROSE}|Кластеры растут."]["state"] == "missing"
    assert data[f"{PROSE}|В Северном кластере {{north.participants}}."]["state"] == "fuzzy"
    assert re.fullmatch(r"locales/en/LC_MESSAGES/content\.po:\d+", title["place"])


def test_passages_are_tied_and_coloured(page: str) -> None:
    """Each passage carries its state; one that is missing is in the source language."""
    assert re.search(r'<div lang="ru" class="tied is-missing" data-tied="\d+" tabindex="0"><p>Кластеры растут\.', page)
    assert re.search(r'<div class="tied is-fuzzy" data-tied="\d+" tabindex="0"><p>The North cluster has 63 members', page)
    assert re.search(r'<span class="tied is-stale" data-tied="\d+" tabindex="0">Translation', page)


def test_list_of_what_is_left_is_in_reading_order(page: str) -> None:
    """The side column has what is to be done, and nothing else."""
    contexts = re.findall(r'<span class="todo-context">([^<]*)</span>', page)

    assert contexts == ["documents.first.title", PROSE, PROSE]


def test_plural_forms_left_empty_are_missing(small: Small) -> None:
    """A unit whose forms nobody has translated is to be done."""
    assert told(html(small, language="ru"))["units.member.forms.exact|{n} member"]["state"] == "missing"


def test_labels_are_tied_in_a_language_that_translates_them(small: Small) -> None:
    """Words of templates are messages too; those of the preview itself are not."""
    small.translate_all()
    data = told(html(small, language="ru"))

    assert any(key.startswith("vocabulary.document_kinds.brief.label|") for key in data)
    assert not any(key.startswith("preview|") for key in data)
    assert data["vocabulary.document_kinds.brief.label|Policy brief"]["place"].startswith(INTERFACE_PO)


def test_message_that_content_has_moved_on_from_is_stale(small: Small) -> None:
    """Before an update, a changed source finds its old translation by its msgctxt."""
    small.translate({"Первая записка": "First brief"})
    small.change(FIRST, "Первая записка", "Первая из записок")
    title = told(html(small))["documents.first.title|Первая из записок"]

    assert (title["state"], title["translation"], title["before"]) == ("stale", "First brief", "Первая записка")


def test_page_needs_nothing_else(page: str) -> None:
    """Styles, script and pictures are inside; nothing is fetched."""
    assert not re.findall(r'<(?:link|script|img)[^>]*\s(?:src|href)="(?!data:)', page)
    assert "url(" not in page


def test_keyboard_tap_and_pointer(page: str, tmp_path: Path) -> None:
    """`n` and `p` walk what is left, Escape closes, a tap on list or passage opens; nothing is wider than a phone."""
    (tmp_path / "p.html").write_text(page.replace("</head>", PROBE, 1))
    done = subprocess.run(
        [chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--window-size=500,800", "--dump-dom", (tmp_path / "p.html").as_uri()],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title
    data = json.loads(title.group(1).replace("&quot;", '"'))
    first, second = "documents.first.title", data["seen"][2]

    assert data["seen"][:6] == ["closed", first, second, first, "closed", first]
    assert second != first
    assert data["seen"][6] not in ("closed", first)
    assert data["seen"][7:] == ["closed", data["seen"][6]]
    assert data["width"] <= data["room"]


def test_command_writes_one_page(small: Small, tmp_path: Path) -> None:
    """The page goes to build/preview; its name is printed."""
    small.translate_all()
    ran = run(small.on_disk(tmp_path), "locales", "preview", "briefs/first", "--lang", "en")

    assert ran.code == 0
    assert ran.out.startswith("0 of ")
    assert (tmp_path / "build/preview/en/briefs/first.html").is_file()


def test_labels_of_the_toolkit_are_done(tmp_path: Path) -> None:
    """What the toolkit says in a language, and no file of the workspace has, is translated, and nobody is asked to write it."""
    made = Small({path: words.encode() for path, words in FILES.items()})
    project = Project(open_workspace(made.on_disk(tmp_path)))
    assert project.library

    data = told(preview(project, project.library, project.publications[0], "ru").html)
    label = data["vocabulary.document_kinds.brief.label|Policy brief"]

    assert [name for name, one in data.items() if one["state"] != "done" and not name.startswith("units.")] == []
    assert (label["translation"], label["known"], label["shipped"]) == ("Аналитическая записка", False, True)
    assert label["place"].startswith("(shipped)/locales/ru/")
