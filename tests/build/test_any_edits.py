"""Whatever is edited, broken and mended, in whatever order: what a build leaves is what a build from nothing makes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import Folder
from tests.laws import Alteration, Law, build, on_disk, project
from toolkit.build.changes.impact import impact_since_build
from toolkit.build.changes.readings import Readings
from toolkit.core.diagnostics import errors
from toolkit.core.notes import Notes

ALPHA, FIRST, SECOND = "content/clusters/alpha.yaml", "content/documents/briefs/first.yaml", "content/documents/briefs/second.yaml"
SOURCES, ACT = "content/sources.yaml", "content/legal_bases/old-act.yaml"
EDITS = {
    "a figure": (ALPHA, "value: 63", "value: 64"),
    "a name": (ALPHA, "ru: Кластер Альфа", "ru: Кластер Бета"),
    "a text": (FIRST, "Основание дано", "Основание есть"),
    "a source": (SOURCES, "title: Report", "title: Record"),
    "an act": (ACT, "short: {ru: Указ № 1", "short: {ru: Указ № 11"),
    "a template": ("templates/blocks/prose.html", "", "\n<!-- -->"),
    "a fault in a fact": (ALPHA, "unit: member", "unit: mumber"),
    "a fault in a document": (SECOND, "kind: brief", "kind: brif"),
    "a fault in an act": (ACT, "adopted: 2014-08-01", "adopted: yesterday"),
    "editions more": ("content/site.yaml", "editions: [ru]", "editions: [ru, en, ru-en]"),
    "another title": ("content/site.yaml", "en: Site", "en: Place"),
    "a renamed record": (SOURCES, "id: book", "id: bock"),
}
FILES = (FIRST, SECOND, "content/legal_bases/new-act.yaml")
"""What may be deleted and come back."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, whole_small: dict[str, bytes]) -> Path:
    """The small workspace in one language, built once."""
    root = tmp_path_factory.mktemp("edits") / "start"
    for path, data in whole_small.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    site = root / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("editions: [ru, en]", "editions: [ru]"), "utf-8")
    build(root)
    return root


def turn(root: Path, start: Path, action: str) -> None:
    """Make an edit, or take it back; delete a file, or bring it back."""
    if action in FILES:
        path = root / action
        if path.exists():
            path.unlink()
        else:
            shutil.copy(start / action, path)
        return
    name, old, new = EDITS[action]
    path = root / name
    if path.exists():
        words = path.read_text("utf-8")
        path.write_text(words.replace(new, old, 1) if new in words else words.replace(old, new, 1) if old else words + new, "utf-8")


@settings(
    max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=st.lists(st.sampled_from((*EDITS, *FILES)), min_size=2, max_size=4))
def test_incremental_is_cold(start: Path, tmp_path_factory: pytest.TempPathFactory, actions: list[str]) -> None:
    """After any edits, faults and their mending, with a build after each, the pages are those of a build from nothing."""
    root = tmp_path_factory.mktemp("edited") / "workspace"
    shutil.copytree(start, root)
    for action in actions:
        turn(root, start, action)
        build(root)
    for action, (name, _, new) in EDITS.items():  # mend what is broken
        if "fault" in action and (root / name).exists() and new in (root / name).read_text("utf-8"):
            turn(root, start, action)
    build(root)
    if errors(project(root).diagnostics):  # a renamed source is still cited: the last good pages stay
        return

    cold = root.parent / "cold"
    shutil.copytree(root, cold, ignore=shutil.ignore_patterns("build"))
    build(cold)

    assert on_disk(cold).items() <= on_disk(root).items()
    gone = [name for name in FILES if not (root / name).exists()]
    assert gone or on_disk(cold).keys() == on_disk(root).keys()  # a build of one format alone removes nothing


def test_editions_come_and_go(start: Path, tmp_path: Path) -> None:
    """Editions, languages and stand-ins may be added and taken out in any order: each build leaves what one from nothing leaves."""
    root = tmp_path / "workspace"
    shutil.copytree(start, root)
    site = (start / "content/site.yaml").read_text("utf-8")
    states = ("[ru, en, ru-en, kk]\nfallbacks: {kk: [en]}", "[en, kk]", "[ru]")
    left = []
    for editions in states:
        (root / "content/site.yaml").write_text(site.replace("[ru]", editions), "utf-8")
        build(root)
        left.append(on_disk(root))
    (root / "content/site.yaml").write_text(site.replace("[ru]", states[1]), "utf-8")
    shutil.rmtree(root / "build")
    build(root)

    assert left[-1] == on_disk(start)
    assert left[1] == on_disk(root)


def test_a_mistake_removes_no_file(start: Path, tmp_path: Path) -> None:
    """A build with a mistake that withholds most of a site leaves every file of it: also a mistake of which only a record knows."""
    folder = Folder(tmp_path / "workspace")
    shutil.copytree(start, folder.root)
    alpha = folder.root / ALPHA
    fact = "facts:\n  zz: {label: Иное, unit: member, derived: {how: sum, of: [alpha.nope, alpha.members]}}\n"
    alpha.write_text(alpha.read_text("utf-8").replace("facts:\n", fact), "utf-8")

    ran = folder.run("build", "--format", "html")

    assert ran.code == 1
    assert f"{ALPHA}:" in ran.err
    assert "unknown-fact" in ran.err
    assert on_disk(folder.root).keys() >= on_disk(start).keys()


PARAGRAPH = "Слова о том, что это такое и зачем оно нужно, довольно длинные, как бывает. " * 90


def sections(numbers: range) -> bytes:
    """Return sections of an outline, of some 13 KB each."""
    return "".join(
        f"  - section: s{n}\n    title: {{ru: Раздел {n}, en: Section {n}}}\n    blocks:\n      - prose: {PARAGRAPH}\n" for n in numbers
    ).encode()


def test_what_comes_and_goes_is_named_before(start: Path, tmp_path: Path) -> None:
    """A further part of an edition, a file of a figure, the own page of a record: each is named before a build makes or removes it."""
    root = tmp_path / "workspace"
    shutil.copytree(start, root)
    with (root / SECOND).open("ab") as file:
        file.write(sections(range(6)))
    build(root)
    law, second, sources = Law(root), (root / SECOND).read_bytes(), (root / SOURCES).read_bytes()
    there = set(on_disk(root))
    new_source = b"  - {id: z, type: book, language: ru, title: Z, issued: 2019}\n"
    table = "\n      - evidence-table: {caption: Ещё числа, facts: [alpha.members]}\n".encode()
    for path, data, name in (
        (SECOND, second + sections(range(6, 8)), "second.part-2.html"),
        (SOURCES, sources + new_source, "sources/z.html"),
        (SECOND, second + sections(range(6, 7)).rstrip() + table, "second.s6.evidence-table.csv"),
    ):
        law.check(Alteration(name, path, data))
        came = {path for path in set(on_disk(root)) - there if path.endswith(name)}
        (root / path).write_bytes(second if path == SECOND else sources)
        going = Readings.of(project(root), root / "build")
        assert going
        touched = impact_since_build(going)

        assert len(came) == 1, name
        assert came <= {*touched.removed, *touched.artifacts}
    assert law.broken == []


def test_every_question_has_an_answer(start: Path) -> None:
    """Nothing is kept with a question that nobody could answer: it would hold for ever, whatever is edited."""
    notes = Notes.open(start / "build")

    kept = [one for key in (*notes.keys(),) if (one := notes.kept(key))]

    assert kept
    assert [question for one in kept for question, answer in one.reads.items() if answer.startswith("unknown question")] == []


def test_two_builds_at_once_leave_one_site(start: Path, tmp_path: Path) -> None:
    """Two processes that build the same workspace at the same time both end well, and leave what one leaves."""
    folder = Folder(tmp_path / "workspace")
    shutil.copytree(start, folder.root, ignore=shutil.ignore_patterns("build"))
    command = [sys.executable, "-m", "toolkit", "build", "--format", "html"]

    both = [
        subprocess.Popen(command, cwd=folder.root, env=folder.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ended = [(process.communicate(timeout=240), process.returncode) for process in both]

    assert [code for _, code in ended] == [0, 0], ended
    assert on_disk(folder.root) == on_disk(start)
