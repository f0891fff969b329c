"""What an act is on a day, and how each language cites it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import memory
from toolkit.content.records import LegalBasis
from toolkit.content.tree import Fields, parse
from toolkit.language.catalogs import Catalog, load_catalog
from toolkit.language.localizer import Localizer
from toolkit.outline.law import Standing, cite_act, standing

ACT = """jurisdiction: RU
type: {type}
designation: {{ru: Федеральный закон, en: Federal Law}}
short: {{ru: Закон, en: Law}}
evidence: {{source: x}}
"""


def act(more: str, type: str = "law") -> LegalBasis:
    """Return an act as it is written in content."""
    node, _ = parse((ACT.format(type=type) + more).encode(), "a.yaml", "legal_bases.x", "ru")
    assert isinstance(node, Fields)
    return LegalBasis.model_validate(node)


@pytest.mark.parametrize(
    ("dates", "day", "state"),
    [
        ("adopted: 2014-12-31\nin_force: 2015-06-30\n", "2015-06-29", Standing.NOT_YET),
        ("adopted: 2014-12-31\nin_force: 2015-06-30\n", "2015-06-30", Standing.IN_FORCE),
        ("adopted: 2014-12-31\nin_force: 2015-01-01\nexpires: 2020-12-31\n", "2020-12-31", Standing.IN_FORCE),
        ("adopted: 2014-12-31\nin_force: 2015-01-01\nexpires: 2020-12-31\n", "2021-01-01", Standing.EXPIRED),
        ("adopted: 2014-12-31\nin_force: 2015-01-01\nrepealed: 2020-12-31\n", "2020-12-30", Standing.IN_FORCE),
        ("adopted: 2014-12-31\nin_force: 2015-01-01\nrepealed: 2020-12-31\n", "2020-12-31", Standing.REPEALED),
        ("in_force: 2015-01-01\nexpires: 2019-01-01\nrepealed: 2018-01-01\n", "2021-01-01", Standing.REPEALED),
        ("adopted: 2014-12-31\n", "2021-01-01", Standing.UNKNOWN),
        ("adopted: 2014-12-31\n", "2014-01-01", Standing.NOT_YET),
        ("", "2021-01-01", Standing.UNKNOWN),
    ],
)
def test_standing(dates: str, day: str, state: Standing) -> None:
    """In force from its first day to its last; repealed from the day of repeal; unknown where no date tells."""
    assert standing(act(dates), dt.date.fromisoformat(day)) is state


NUMBERED = "number: 488-ФЗ\nnumber_latin: 488-FZ\nadopted: 2014-12-31\n"


@pytest.mark.parametrize(
    ("more", "type", "ru", "en"),
    [
        (
            NUMBERED + "title: {ru: О промышленной политике, en: On Industrial Policy}\n",
            "law",
            "Федеральный закон от 31 декабря 2014 г. № 488-ФЗ «О промышленной политике»",
            "Federal Law No. 488-FZ of 31 December 2014 “On Industrial Policy”",
        ),
        (NUMBERED, "law", "Федеральный закон от 31 декабря 2014 г. № 488-ФЗ", "Federal Law No. 488-FZ of 31 December 2014"),
        ("title: {ru: О кластерах, en: On Clusters}\n", "law", "Федеральный закон «О кластерах»", "Federal Law “On Clusters”"),
        ("", "law", "Федеральный закон", "Federal Law"),
        (
            "adopted: 2014-05-29\nplace_signed: {ru: г. Астане, en: Astana}\n",
            "treaty",
            "Федеральный закон (подписан в г. Астане 29 мая 2014 г.)",
            "Federal Law (signed in Astana on 29 May 2014)",
        ),
    ],
)
def test_citation(more: str, type: str, ru: str, en: str) -> None:
    """Date, number and title in the order and the marks of each language; a number in Latin letters outside Cyrillic."""
    russian = Localizer.of("ru", load_catalog(memory(), "ru"))
    english = Localizer.of("en", Catalog("en"))

    said = cite_act(act(more, type), russian).replace("\u00a0", " ")

    assert cite_act(act(more, type), english).replace("\u00a0", " ") == en
    assert said == ru or type == "treaty"
    assert "29 мая 2014" in said or type != "treaty"


def test_edition_of_an_act_is_named() -> None:
    """An act used in a later edition says which."""
    cited = cite_act(act(NUMBERED + "amended: {date: 2020-03-01}\n"), Localizer.of("en", Catalog("en")))

    assert cited.endswith("(as amended on 1 March 2020)")
