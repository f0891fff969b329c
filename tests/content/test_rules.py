"""What must hold between the fields of records: every breach is told at its place, and nothing right is refused."""

from __future__ import annotations

import pytest

from tests.small import CONTENT
from toolkit.content.records import LegalBasis, Programme
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

ALPHA, OLD, NEW = "clusters/alpha.yaml", "legal_bases/old-act.yaml", "legal_bases/new-act.yaml"
SECOND, SITE, UNITS, SOURCES = "documents/briefs/second.yaml", "site.yaml", "units.yaml", "sources.yaml"
TABLE = "- evidence-table: {caption: Числа, facts: [alpha.members]}"
EVIDENCE = "evidence: {source: book}\n"
PARTY = "one:\n  cluster: alpha\n  country: RU\n  gender: neuter\n  name: {ru: Первое, en: First}\n  short: {ru: Первое, en: First}\n"


def diagnostics(content: dict[str, str]) -> tuple[Diagnostic, ...]:
    """Return what is said of content; templates are there, and nothing renders them."""
    files = {f"content/{name}": words.encode() for name, words in content.items()}
    return Project(MemoryWorkspace({**files, "templates/documents/brief.html": b"", "templates/documents/agreement.html": b""})).diagnostics


def told(path: str, old: str, new: str) -> list[str]:
    """Return what is said of the small workspace with words of one file replaced, or a file added."""
    content = dict(CONTENT)
    if old:
        assert content[path].count(old) == 1, f"`{old}` stands {content[path].count(old)} times in {path}"
    content[path] = content[path].replace(old, new) if old else content.get(path, "") + new
    return [f"{one.place.line}:{one.place.column} {one.severity.value} {one.code}" for one in diagnostics(content)]


WRONG = {
    "a country that is none": (ALPHA, "countries: [RU]", "countries: [ZZ]", "3:13 error unknown-country"),
    "a country that was": (ALPHA, "countries: [RU]", "countries: [SU]", "3:13 error unknown-country"),
    "no country": (ALPHA, "countries: [RU]", "countries: []", "3:12 error too-few"),
    "a country twice": (ALPHA, "countries: [RU]", "countries: [RU, KZ, RU]", "3:21 error stands-twice"),
    "a jurisdiction that is none": (OLD, "jurisdiction: KZ", "jurisdiction: XX", "1:15 error unknown-country"),
    "a border twice": (ALPHA, "countries: [RU]", "countries: [RU]\nborders: [KZ, KZ]", "4:15 error stands-twice"),
    "in force before adopted": (OLD, "2014-09-01", "2013-09-01", "8:11 error dates-out-of-order"),
    "expires before in force": (OLD, EVIDENCE, EVIDENCE + "expires: 2014-08-15\n", "10:10 error dates-out-of-order"),
    "repealed before adopted": (OLD, EVIDENCE, EVIDENCE + "repealed: 2014-07-31\n", "10:11 error dates-out-of-order"),
    "amended before adopted": (OLD, EVIDENCE, EVIDENCE + "amended: {date: 2001-01-01}\n", "10:17 error dates-out-of-order"),
    "amendment in force before made": (
        OLD, EVIDENCE, EVIDENCE + "amended: {date: 2020-01-01, in_force: 2019-01-01}\n", "10:39 error dates-out-of-order",
    ),
    "replaced by itself": (OLD, EVIDENCE, EVIDENCE + "replaced_by: old-act\n", "10:14 error refers-to-itself"),
    "a year nobody lives in": (ALPHA, "as_of: 2016", "as_of: 9999", "6:63 error out-of-range"),
    "a day nobody lives in": (SECOND, "date: 2026-11-16", "date: 9999-12-31", "3:7 error out-of-range"),
    "arabic digits": (ALPHA, "value: 63", "value: ٦٣", "6:38 error wrong-type"),
    "an underscore in a number": (ALPHA, "value: 63", "value: 6_3", "6:38 error wrong-type"),
    "an exponent": (ALPHA, "value: 63", "value: 1e30", "6:38 error wrong-type"),
    "an exponent of a million": (ALPHA, "value: 63", "value: 1e999999", "6:38 error wrong-type"),
    "no number": (ALPHA, "value: 63", "value: nan", "6:38 error wrong-type"),
    "infinity": (ALPHA, "value: 63", "value: Infinity", "6:38 error wrong-type"),
    "more digits than anybody counts": (ALPHA, "value: 63", "value: 1234567890123456", "6:38 error out-of-range"),
    "below zero": (ALPHA, "value: 63", "value: -63", "6:12 warning below-zero"),
    "members below zero in a series": (ALPHA, "value: 63,", "series: {2014: -4, 2016: 63},", "6:12 warning below-zero"),
    "a value that its unit excludes": (UNITS, "member:\n", "member:\n  least: 100\n", "6:12 error out-of-range"),
    "the value is not that of its year": (ALPHA, "value: 63,", "value: 63, series: {2014: 4, 2016: 60},", "6:38 error contradicting-facts"),
    "part of itself": (ALPHA, "value: 63,", "value: 63, parts: [alpha.members],", "6:50 error refers-to-itself"),
    "supersedes itself": (
        ALPHA, "value: 63,", "value: 63, supersedes: {fact: alpha.members, reason: Так},", "6:61 error refers-to-itself",
    ),
    "a sum of two units": (
        ALPHA, "legal_bases: [old-act]",
        "  share: {label: Доля, value: 14, unit: percent, as_of: 2016, source: book}\n"
        "  all: {label: Все, unit: member, derived: {how: sum, of: [alpha.members, alpha.share]}}\nlegal_bases: [old-act]",
        "8:8 error mixed-units",
    ),
    "a sum in another unit": (
        ALPHA, "legal_bases: [old-act]",
        "  firms: {label: Фирмы, value: 14, unit: member, as_of: 2016, source: book}\n"
        "  all: {label: Все, unit: percent, derived: {how: sum, of: [alpha.members, alpha.firms]}}\nlegal_bases: [old-act]",
        "8:8 error mixed-units",
    ),
    "a difference of two units": (
        ALPHA, "legal_bases: [old-act]",
        "  share: {label: Доля, value: 14, unit: percent, as_of: 2016, source: book}\n"
        "  rest: {label: Все, unit: member, derived: {how: difference, of: [alpha.members, alpha.share]}}\nlegal_bases: [old-act]",
        "8:9 error mixed-units",
    ),
    "a share in members": (
        ALPHA, "legal_bases: [old-act]",
        "  firms: {label: Фирмы, value: 14, unit: member, as_of: 2016, source: book}\n"
        "  part: {label: Все, unit: member, derived: {how: share, of: [alpha.firms, alpha.members]}}\nlegal_bases: [old-act]",
        "8:9 error mixed-units",
    ),
    "a ratio in its own unit": (
        ALPHA, "legal_bases: [old-act]",
        "  firms: {label: Фирмы, value: 14, unit: member, as_of: 2016, source: book}\n"
        "  part: {label: Все, unit: member, derived: {how: ratio, of: [alpha.firms, alpha.members]}}\nlegal_bases: [old-act]",
        "8:9 error mixed-units",
    ),
    "a sum of two times": (
        ALPHA, "legal_bases: [old-act]",
        "  firms: {label: Фирмы, value: 14, unit: member, as_of: 2021, source: book}\n"
        "  all: {label: Все, unit: member, derived: {how: sum, of: [alpha.members, alpha.firms]}}\nlegal_bases: [old-act]",
        "8:8 warning mixed-times",
    ),
    "an input twice": (
        ALPHA, "legal_bases: [old-act]",
        "  all: {label: Все, unit: member, derived: {how: sum, of: [alpha.members, alpha.members]}}\nlegal_bases: [old-act]",
        "7:75 error stands-twice",
    ),
    "a form without its number": (UNITS, 'exact: {one: "{n} member",', "exact: {one: a member,", "4:18 error missing-placeholder"),
    "a form with Markdown": (UNITS, 'one: "{n} member",', 'one: "{n} **member**",', "4:18 error markdown-block"),
    "a form whose raised word has no letters": (UNITS, 'one: "{n} member",', 'one: "{n} m^abc^",', "4:18 error markdown-block"),
    "a form with two numbers": (UNITS, 'other: "{n}%"', 'other: "{n}–{n}%"', "6:47 error missing-placeholder"),
    "an address that runs": (
        SITE, "source_language", 'data_licence: {name: CC, url: "javascript:alert(1)"}\nsource_language', "4:31 error unsafe-link",
    ),
    "data for an address": (
        SITE, "source_language", 'data_licence: {name: CC, url: "data:text/html,x"}\nsource_language', "4:31 error unsafe-link",
    ),
    "an address with a name in it": (ALPHA, "countries", "website: https://me:pw@example.org/\ncountries", "3:10 error unsafe-link"),
    "an address without a host": (ALPHA, "countries", "website: https:///a\ncountries", "3:10 error unsafe-link"),
    "an address with a bad port": (ALPHA, "countries", "website: https://example.org:99999/\ncountries", "3:10 error unsafe-link"),
    "an address that turns round": (
        ALPHA, "countries", 'website: "https://example.org/\\u202Egnp"\ncountries', "3:10 error invisible-character",
    ),
    "a cited address that runs": (
        SOURCES, "    title: Книга", '    URL: "javascript:alert(1)"\n    title: Книга', "5:10 error unsafe-link",
    ),
    "a base with a query": (SITE, "source_language", "base_url: https://example.org/?a\nsource_language", "4:11 error unsafe-link"),
    "seen before it was published": (SOURCES, "issued: 2018", "issued: 2018\n    accessed: 2017-01-01", "8:15 error dates-out-of-order"),
    "a language that is none": (SITE, "source_language: ru", "source_language: qq", "4:18 error unknown-language"),
    "a form in no language": (ALPHA, "en: Alpha Cluster", "xq: Alpha Cluster", "1:7 error unknown-language"),
    "a style for no language": (
        SITE, "source_language", "citation_styles: {xq: gost-r-7-0-5-2008-numeric}\nsource_language", "4:19 error unknown-language",
    ),
    "a file in no language": (UNITS, "language: en", "language: xq", "1:11 error unknown-language"),
    "a threshold below zero": (SITE, "source_language", "thresholds: {stale: -1}\nsource_language", "4:21 error wrong-type"),
    "a control character by escape": (ALPHA, "short: {ru: Альфа", 'short: {ru: "\\e[31mАльфа"', "2:13 error invisible-character"),
    "a bell": (ALPHA, "short: {ru: Альфа", 'short: {ru: "\\aАльфа"', "2:13 error invisible-character"),
    "a name with a filler": (ALPHA, "short: {ru: Альфа", 'short: {ru: "\\u3164Альфа"', "2:13 error invisible-character"),
    "a title of a soft hyphen": (ALPHA, "short: {ru: Альфа", 'short: {ru: "\\u00ad"', "2:8 error empty-text"),
    "a direction turned": (ALPHA, "В кластере", "В \u202eкластере", "4:12 error invisible-character"),
    "a zero width in a name": (ALPHA, "ru: Альфа,", "ru: Аль\u200bфа,", "2:16 error invisible-character"),
    "a zero width in a key": (ALPHA, "countries", "coun\u200btries", "3:1 error invisible-character"),
    "a list of one strength twice": (ALPHA, "legal_bases", "strengths: [Наука, Наука]\nlegal_bases", "7:20 error stands-twice"),
    "a picture outside": (SECOND, TABLE, "- picture: {file: ../x.svg, alt: К, caption: К}", "9:25 error bad-file-name"),
    "a picture with a mark": (SECOND, TABLE, "- picture: {file: 'a#b.svg', alt: К, caption: К}", "9:25 error bad-file-name"),
    "a document named as a device": ("documents/briefs/nul.yaml", "", CONTENT[SECOND], "1:1 error bad-id"),
    "an id of 247 letters": (f"documents/briefs/{'a' * 247}.yaml", "", CONTENT[SECOND], "1:1 error bad-id"),
    "a party with itself": (
        "documents/agreements/pact.yaml", "",
        "kind: agreement\ntitle: Договор\ndate: 2026-11-16\nagreement:\n  version: '1'\n  parties: [one, one]\n"
        "  language_regime: equal\n  recitals: [желая]\n  articles: [{topic: subject}]\n",
        "6:18 error stands-twice",
    ),
    "an e-mail that is none": ("parties.yaml", "", PARTY + "  email: office at example.org\n", "7:10 error bad-email"),
    "two e-mails": ("parties.yaml", "", PARTY + "  email: a@b.org, c@d.org\n", "7:10 error bad-email"),
    "a programme that ends before it starts": (
        "programmes.yaml", "", "plan: {name: План, start: 2020, end: 2019-12, summary: Слова., evidence: {source: book}}\n",
        "1:38 error dates-out-of-order",
    ),
    "a link to itself": (
        "links.yaml", "",
        "one: {from: alpha, to: alpha, kind: cooperates, status: planned, description: Слова., evidence: {source: book}}\n",
        "1:24 error refers-to-itself",
    ),
}  # fmt: skip
"""By what is wrong: a file, words of it, what stands in their place, and what is said."""


@pytest.mark.parametrize("name", WRONG)
def test_a_breach_is_told_at_its_place(name: str) -> None:
    """What cannot be is said once, at the value itself."""
    path, old, new, expected = WRONG[name]

    found = told(path, old, new)

    assert expected in found
    assert [
        one for one in found if one != expected and " error " in one and not one.endswith(("unknown-clause-topic", "unknown-party"))
    ] == []


RIGHT = {
    "a region of its own": (ALPHA, "countries: [RU]", "countries: [RU, XK, EU]"),
    "adopted and in force on one day": (OLD, "2014-09-01", "2014-08-01"),
    "an act that was amended later": (OLD, EVIDENCE, EVIDENCE + "amended: {date: 2020-01-01, in_force: 2020-02-01}\n"),
    "a figure of fifteen digits": (ALPHA, "value: 63", "value: 123456789012345.5"),
    "a temperature below zero": (UNITS, "member:\n", "member:\n  least: -100\n"),
    "an address in Cyrillic": (ALPHA, "countries", "website: https://кластер.рф/путь?а=б\ncountries"),
    "an address of a machine": (ALPHA, "countries", "website: http://[2001:db8::1]:8080/a\ncountries"),
    "no-break spaces in text": (ALPHA, "ru: Альфа,", "ru: Альфа\u00a0и\u202fБета,"),
    "a soft hyphen in text": (ALPHA, "ru: Альфа,", "ru: Аль\u00adфа,"),
    "Persian with its joiner": (ALPHA, "en: Alpha Cluster", "en: Alpha Cluster, fa: خوشه\u200cها"),
    "an e-mail of another script": ("parties.yaml", "", PARTY + "  email: секретарь+пакт@пример.рф\n"),
    "a share of one unit": (
        ALPHA, "legal_bases: [old-act]",
        "  firms: {label: Фирмы, value: 14, unit: member, as_of: 2016-05, source: book}\n"
        "  part: {label: Доля, unit: percent, derived: {how: share, of: [alpha.firms, alpha.members]}}\nlegal_bases: [old-act]",
    ),
    "growth between two years of a series": (
        ALPHA, "value: 63,", "series: {2014: 40, 2016: 63},",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_not_refused(name: str) -> None:
    """Dates that touch, codes that are rare and letters of other scripts are no mistakes."""
    path, old, new = RIGHT[name]

    assert [one for one in told(path, old, new) if " error " in one or "below-zero" in one] == []


def test_relations_in_a_circle_are_told_once() -> None:
    """Two acts that replace each other lead nowhere; the circle is said where it closes."""
    content = {**CONTENT, OLD: CONTENT[OLD] + "replaced_by: new-act\n", NEW: CONTENT[NEW] + "replaced_by: old-act\n"}

    assert [one.message for one in diagnostics(content) if one.code == "refers-to-itself"] == [
        "`new-act` is replaced by itself, by way of others: new-act → old-act → new-act"
    ]


def test_rules_are_sentences_of_the_docs_and_of_the_schema() -> None:
    """What `check` refuses stands in the schema that an editor shows, in the same words."""
    assert "`start` is not after `end`." in Programme.model_json_schema()["description"]
    assert all(str(rule) in LegalBasis.model_json_schema()["description"] for rule in LegalBasis.rules)


def test_every_missing_key_of_a_record_is_told() -> None:
    """Three keys that are missing in one record are three mistakes, though they have one place."""
    said = diagnostics({**CONTENT, SITE: "editions: [ru, en]\n"})

    assert [one.message for one in said if one.code == "missing-key" and one.place.path.endswith(SITE)] == [
        f"key `{key}` is missing" for key in ("description", "publisher", "title")
    ]
