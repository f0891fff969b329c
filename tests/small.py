"""A small workspace made of values: two documents, one cluster with figures, two acts, two sources; the real templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.build.builder import Builder, Report
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

ROOT = Path(__file__).parents[1]

CONTENT = {
    "site.yaml": """\
title: {ru: Площадка, en: Site}
description: {ru: Записки, en: Briefs}
publisher: {ru: Издатель, en: Publisher}
source_language: ru
editions: [ru, en]
""",
    "sources.yaml": """\
references:
  - id: book
    type: book
    language: ru
    title: Книга
    author: [{family: Иванов, given: И. И.}]
    issued: 2018
  - id: report
    type: report
    language: en
    title: Report
    issued: 2016
""",
    "units.yaml": """\
language: en
member:
  forms:
    exact: {one: "{n} member", other: "{n} members"}
    more-than: {one: "more than {n} member", other: "more than {n} members"}
percent: {forms: {exact: {one: "{n}%", other: "{n}%"}}}
""",
    "clusters/alpha.yaml": """\
name: {ru: Кластер Альфа, en: Alpha Cluster}
short: {ru: Альфа, en: Alpha}
countries: [RU]
summary: В кластере {members} [@report, p. 3].
facts:
  members: {label: Участники, value: 63, unit: member, as_of: 2016, source: report}
legal_bases: [old-act]
evidence: [{source: book}]
""",
    "legal_bases/old-act.yaml": """\
jurisdiction: KZ
type: decree
designation: {ru: Указ Президента, en: Decree of the President}
title: {ru: О кластерах, en: On Clusters}
short: {ru: Указ № 1, en: Decree No. 1}
number: "1"
adopted: 2014-08-01
in_force: 2014-09-01
evidence: {source: book}
""",
    "legal_bases/new-act.yaml": """\
jurisdiction: KZ
type: law
designation: {ru: Закон, en: Law}
title: {ru: О новых кластерах, en: On New Clusters}
short: {ru: Закон № 2, en: Law No. 2}
number: "2"
adopted: 2026-01-01
in_force: 2027-01-01
evidence: {source: book}
""",
    "documents/briefs/first.yaml": """\
kind: brief
title: {ru: Первая, en: First}
date: 2026-11-16
as_of: 2026-11-01
outline:
  - section: law
    title: {ru: Право, en: Law}
    blocks:
      - prose: |
          Основание дано в указе [@old-act].
  - section: acts
    title: {ru: Акты, en: Acts}
    blocks:
      - legal-bases: {acts: [old-act]}
  - section: sources
    title: {ru: Источники, en: Sources}
    blocks: [sources: {}]
""",
    "documents/briefs/second.yaml": """\
kind: brief
title: {ru: Вторая, en: Second}
date: 2026-11-16
outline:
  - section: figures
    title: {ru: Числа, en: Figures}
    blocks:
      - prose: Участников в кластере — {alpha.members} [@report].
      - evidence-table: {caption: Числа, facts: [alpha.members]}
""",
}


RUSSIAN = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgctxt "units.member.forms.exact"
msgid "{n} member"
msgid_plural "{n} members"
msgstr[0] "{n} участник"
msgstr[1] "{n} участника"
msgstr[2] "{n} участников"

msgctxt "units.member.forms.more-than"
msgid "more than {n} member"
msgid_plural "more than {n} members"
msgstr[0] "более {n} участника"
msgstr[1] "более {n} участников"
msgstr[2] "более {n} участников"

msgctxt "units.percent.forms.exact"
msgid "{n}%"
msgid_plural "{n}%"
msgstr[0] "{n} %"
msgstr[1] "{n} %"
msgstr[2] "{n} %"
"""


def real_files() -> dict[str, bytes]:
    """Return the real templates and interface catalogs."""
    paths = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "locales").rglob("interface.po")]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="session")
def shared_files() -> dict[str, bytes]:
    return real_files()


@pytest.fixture(scope="session")
def whole_small(shared_files: dict[str, bytes]) -> dict[str, bytes]:
    """Return every file of the small workspace."""
    return small_files(shared_files, CONTENT)


def small_files(shared: dict[str, bytes], content: dict[str, str]) -> dict[str, bytes]:
    own = {f"content/{path}": words.encode() for path, words in content.items()}
    return {**shared, "locales/ru/LC_MESSAGES/content.po": RUSSIAN.encode(), **own}


@pytest.fixture
def small(shared_files: dict[str, bytes]) -> Callable[..., MemoryWorkspace]:
    """Return a maker of the small workspace; `changes` are content files in place of, or beside, its own."""

    def make(changes: dict[str, str] | None = None) -> MemoryWorkspace:
        return MemoryWorkspace(small_files(shared_files, {**CONTENT, **(changes or {})}))

    return make


def checked(project: Project, tmp_path: Path) -> Report:
    """Return what a check of a project finds."""
    assert project.library is not None
    builder = Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("a check makes no PDF"))
    return builder.check(project.publications, project.library.site.editions)


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Project], Report]:
    return lambda project: checked(project, tmp_path)


@pytest.fixture
def content() -> dict[str, str]:
    return dict(CONTENT)
