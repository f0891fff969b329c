"""A smallest agreement in memory: two parties, two topics, both languages owned by the author, nothing wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.core.diagnostics import Diagnostic
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

ROOT = Path(__file__).parents[2]

SITE = """
title: {ru: Сайт, en: Site}
description: {ru: Описание, en: Description}
publisher: {ru: Издатель, en: Publisher}
editions: [ru, en]
"""
SOURCES = """
references:
  - {id: book, type: book, title: Книга}
"""
CLUSTER = """
name: {{ru: Кластер, en: Cluster}}
short: {{ru: Кластер, en: Cluster}}
countries: [{country}]
borders: [{borders}]
summary: {{ru: Слова., en: Words.}}
evidence: []
"""
PARTIES = """
north:
  cluster: north
  country: RU
  name: {ru: Северная организация, en: North Body}
  gender: feminine
  short: {ru: Северный кластер, en: the North Cluster}
  forms: {ru: {gen: Северного кластера, ins: Северным кластером}}
  signatory:
    name: {ru: Иванова Мария Петровна, en: Maria Ivanova}
    position: {ru: директор, en: Director}
    basis: {ru: Устав, en: its Charter}
    gender: feminine
    forms: {ru: {name: {gen: Ивановой Марии Петровны}, position: {gen: директора}, basis: {gen: Устава}}}
south:
  cluster: south
  country: BY
  name: {ru: Южное управление, en: South Office}
  short: {ru: Южный кластер, en: the South Cluster}
  forms: {ru: {gen: Южного кластера, ins: Южным кластером}}
  gender: neuter
  signatory:
    name: {ru: Ли, en: Lee}
    forms: {ru: {name: {gen: Ли}}}
"""
TALKS = """
heading: {ru: Споры, en: Disputes}
parameters:
  talks_period: {label: {ru: срок, en: period}, width: 20}
clauses:
  parley:
    heading: {ru: Переговоры, en: Talks}
    text: {ru: "Спор {party_a:gen} и {party_b:gen} решают за 30 дней, как сказано в [](#scope:prep).",
           en: "A dispute of {party_a} and {party_b} is settled within 30 days, as [](#scope:prep) says."}
  court:
    heading: {ru: Суд, en: Court}
    text: {ru: Спор решает суд., en: A court settles the dispute.}
    status: alternative
    alternative_to: parley
  wait:
    heading: {ru: Срок, en: Period}
    text: {ru: "Ждут {talks_period}.", en: "They wait {talks_period}."}
    status: optional
"""
SUBJECT = """
heading: {ru: Предмет, en: Subject}
order: 1
usual: true
clauses:
  scope:
    heading: {ru: Предмет, en: Subject}
    text: {ru: Стороны сотрудничают., en: The Parties cooperate.}
    memorandum: {ru: Стороны намереваются сотрудничать., en: The Sides intend to cooperate.}
  near:
    heading: {ru: Соседство, en: Neighbours}
    text: {ru: Кластеры граничат., en: The clusters adjoin.}
    applies: {scope: transboundary}
  far:
    heading: {ru: Расстояние, en: Distance}
    text: {ru: Кластеры не граничат., en: The clusters do not adjoin.}
    applies: {scope: transnational}
    status: alternative
    alternative_to: near
  both:
    heading: {ru: Языки, en: Languages}
    text: {ru: Тексты равны., en: The texts are equal.}
    applies: {regime: equal}
  one:
    heading: {ru: Язык, en: Language}
    text: {ru: Русский текст важнее., en: The Russian text prevails.}
    applies: {regime: prevailing-ru}
    status: alternative
    alternative_to: both
"""
AGREEMENT = """
kind: agreement
title: {ru: Соглашение, en: Agreement}
date: 2026-11-16
agreement:
  version: "1"
  parties: [north, south]
  language_regime: equal
  recitals:
    - {ru: "желая сотрудничать,", en: "wishing to cooperate,"}
  articles:
    - topic: subject
    - topic: talks
"""
ACT = """
jurisdiction: RU
type: law
designation: {ru: Закон, en: Law}
short: {ru: Закон, en: Law}
number: "1"
adopted: 2010-01-01
in_force: 2010-01-01
expires: 2020-01-01
evidence: {source: book}
"""

FILES = {
    "content/site.yaml": SITE,
    "content/sources.yaml": SOURCES,
    "content/clusters/north.yaml": CLUSTER.format(country="RU", borders="BY"),
    "content/clusters/south.yaml": CLUSTER.format(country="BY", borders="RU"),
    "content/parties.yaml": PARTIES,
    "content/clauses/subject.yaml": SUBJECT,
    "content/clauses/talks.yaml": TALKS,
    "content/documents/agreements/pact.yaml": AGREEMENT,
    "content/legal_bases/act.yaml": ACT,
}
PACT = "content/documents/agreements/pact.yaml"

Make = Callable[..., Project]
Find = Callable[..., list[Diagnostic]]


def edited(*changes: tuple[str, str, str]) -> dict[str, str]:
    """Return the files with words replaced: path, old, new; nothing for old makes a new file."""
    files = dict(FILES)
    for path, old, new in changes:
        if not old:
            files[path] = new
            continue
        assert files[path].count(old) >= 1, f"`{old}` is not in {path}"
        files[path] = files[path].replace(old, new)
    return files


@pytest.fixture
def make() -> Make:
    """Return a function: changes of files in, the project out; templates are the real ones."""

    def build(*changes: tuple[str, str, str]) -> Project:
        templates = {
            path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()
        }
        catalog = (ROOT / "locales/ru/LC_MESSAGES/interface.po").read_bytes()
        content = {path: words.encode() for path, words in edited(*changes).items()}
        return Project(MemoryWorkspace({**templates, **content, "locales/ru/LC_MESSAGES/interface.po": catalog}))

    return build


@pytest.fixture
def find(make: Make) -> Find:
    """Return a function: a diagnostic code and changes of files in, the diagnostics of that code out."""

    def search(code: str, *changes: tuple[str, str, str]) -> list[Diagnostic]:
        return [one for one in make(*changes).diagnostics if one.code == code]

    return search
