"""Registers and lists of any length: light pages, an index, links that arrive, and an edit that touches what shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.small import CONTENT, small_files
from toolkit.build.builder import Builder, Report, Request
from toolkit.content.records import Organisation
from toolkit.core.notes import Notes
from toolkit.core.workspace import MemoryWorkspace
from toolkit.outline.addresses import SITE, Base
from toolkit.project import Project
from toolkit.site.links import broken
from toolkit.site.listings import ORGANISATIONS
from toolkit.site.pagination import LIMIT
from toolkit.site.ranges import ENTRIES, Range, below, split, tops

WORDS = "Слова о том, что это такое и зачем оно нужно, довольно длинные, как бывает. " * 3
BASE = Base.of("https://example.org/p/")


def many() -> dict[str, str]:
    """Return content in which every register is too long for one page."""
    found = dict(CONTENT)
    evidence = "  evidence: {source: book}\n"
    found["organisations.yaml"] = "".join(
        f"o{n:03}:\n  name: {{ru: Завод {n:03}, en: Works {n:03}}}\n  kind: company\n  role: Роль {n}. {WORDS}\n{evidence}"
        for n in range(150)
    )
    found["links.yaml"] = "".join(
        f"l{n:03}:\n  from: o{n:03}\n  to: alpha\n  kind: member\n  status: in-force\n  description: Связь {n}. {WORDS}\n{evidence}"
        for n in range(150)
    )
    found["glossary.yaml"] = "".join(
        f"t{n:03}:\n  term: {{ru: Термин {n:03}, en: Term {n:03}}}\n  definition: {WORDS}\n{evidence}" for n in range(120)
    )
    found["sources.yaml"] += "".join(
        f"  - id: s{n:03}\n    type: book\n    language: ru\n    title: Книга {n}. {WORDS}\n    issued: 2018\n" for n in range(90)
    )
    for n in range(30):
        found[f"legal_bases/a{n:02}.yaml"] = CONTENT["legal_bases/new-act.yaml"].replace("№ 2", f"№ {n}") + f"summary: {WORDS * 3}\n"
        found[f"clusters/c{n:02}.yaml"] = (
            CONTENT["clusters/alpha.yaml"]
            .replace("Альфа", f"Бета {n:02}")
            .replace(
                "facts:\n",
                "facts:\n" + "".join(f"  f{i}: {{label: Показатель {i}, value: {i}, unit: member, source: report}}\n" for i in range(8)),
            )
        )
    for n in range(40):
        found[f"documents/briefs/d{n:02}.yaml"] = CONTENT["documents/briefs/second.yaml"].replace("Вторая", f"Записка {n:02}")
    return found


class Site:
    """A site on disk, of content that can be edited and built again."""

    def __init__(self, shared: dict[str, bytes], folder: Path) -> None:
        self.shared, self.folder, self.content = shared, folder, many()

    def build(self) -> Report:
        project = Project(MemoryWorkspace(small_files(self.shared, self.content)), kept=Notes.open(self.folder))
        assert project.library
        request = Request(project.publications, ("ru",), ("html",), base=BASE)
        return Builder(project, project.library, self.folder, lambda: pytest.fail("no PDF is made")).build(request)

    def files(self) -> dict[str, bytes]:
        site = self.folder / SITE
        found = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
        return {name: data for name, data in found.items() if not name.startswith("pagefind/")}

    def changed(self, path: str, old: str, new: str) -> set[str]:
        """Edit a file, build, and return the files that are others now."""
        before = self.files()
        assert old in self.content[path]
        self.content[path] = self.content[path].replace(old, new, 1)
        self.build()
        after = self.files()
        return {name for name in before | after if before.get(name) != after.get(name)}


@pytest.fixture(scope="module")
def site(shared_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(shared_files, tmp_path_factory.mktemp("registers"))
    made.content["site.yaml"] = made.content["site.yaml"].replace("editions: [ru, en]", "editions: [ru]")
    made.build()
    return made


def showing(site: Site, words: str) -> set[str]:
    """Return the pages with some words on them."""
    return {name for name, data in site.files().items() if words in data.decode("utf-8", "replace")}


def test_no_page_of_a_long_register_is_heavy(site: Site) -> None:
    """Every page, list, index and feed of a large library has at most 100 KB; each long register stands on several pages."""
    files = site.files()

    assert {name: len(data) for name, data in files.items() if len(data) > LIMIT and not name.startswith("facts.")} == {}
    for register in ("organisations", "glossary", "sources", "legal-bases", "clusters", "facts"):
        assert sum(name.startswith(f"ru/{register}.from-") for name in files) > 1, register
    assert sum(name.startswith("ru/organisations.links-from-") for name in files) > 1
    assert sum(name.startswith("ru/briefs/index.from-") for name in files) >= 1


def test_every_record_is_shown_once_and_links_arrive(site: Site) -> None:
    """Each record stands on one page of its register, the index leads there, and no link of the site is broken."""
    around = [str(one) for one in broken(site.folder / SITE, BASE) if not re.search(r"briefs/(d\d|second)", str(one))]
    assert around == []
    for n in range(150):
        assert len(showing(site, f'id="o{n:03}"')) == 1, n
    index = site.files()["ru/organisations.html"].decode()
    leaves = {name.removeprefix("ru/") for name in site.files() if name.startswith("ru/organisations.") and "from-" in name}
    assert leaves == set(re.findall(r'href="(organisations\.[^"#]*from-[^"#]*)"', index))


def test_the_filter_knows_every_name(site: Site) -> None:
    """The files that the filter reads name each record once, with the page that shows it."""
    index = site.files()["ru/organisations.html"].decode()
    names = re.search(r'data-names="([^"]*)"', index)
    assert names

    listed = [pair for file in names.group(1).split() for pair in json.loads(site.files()[f"ru/{file}"])]

    assert sorted(id for _, records in listed for id, _ in records) == [f"o{n:03}" for n in range(150)]
    for page, records in listed:
        assert all(f'id="{id}"' in site.files()[f"ru/{page}"].decode() for id, _ in records)


def test_an_edit_touches_the_pages_that_show_it(site: Site) -> None:
    """A word of one organisation, one term, one source is written on the pages with that word, and nowhere else."""
    for path, old in (
        ("organisations.yaml", "Роль 77."),
        ("links.yaml", "Связь 31."),
        ("sources.yaml", "Книга 50."),
        ("glossary.yaml", "Термин 044"),
    ):
        shown = showing(site, old)
        changed = site.changed(path, old, f"{old[:-1]}7")
        assert changed <= shown | {"search-index"}, path
        assert len(changed) <= 3, changed


def test_every_figure_has_its_line(site: Site) -> None:
    """A figure stands once, with its value, what it is of and its source; a new value writes that page of figures and no other."""
    (page,) = showing(site, '<tr id="c07.f3"')
    line = re.search(r'<tr id="c07\.f3".*?</tr>', site.files()[page].decode(), re.DOTALL)
    assert line
    for words in ("Показатель 3", "Бета 07", "<strong>3", 'href="sources.'):
        assert words in line.group(), words

    changed = site.changed("clusters/c07.yaml", "value: 3,", "value: 33,")

    assert {name for name in changed if "/facts." in name} == {page}
    assert "facts.csv" in changed


def test_a_new_record_moves_few(site: Site) -> None:
    """A record put in at the beginning is put on one page: nearly all pages of its register stay as they are."""
    pages = sum("organisations.from-" in name for name in site.files())
    new = "z00:\n  name: {ru: Авиа, en: Avia}\n  kind: company\n  evidence: {source: book}\no000:"

    changed = {name for name in site.changed("organisations.yaml", "o000:", new) if "organisations.from-" in name}

    assert pages > 2
    assert len(changed) <= 3


def test_a_permanent_address_follows_its_record(site: Site) -> None:
    """The small page at a record's own address leads to where the record stands, before and after it moves; no script is needed."""

    def home() -> tuple[str, str]:
        html = site.files()["ru/organisations/o149.html"].decode()
        led = re.search(r'http-equiv="refresh" content="0; url=\.\./([^"#]*)#([^"]*)"', html)
        assert led
        assert f'href="../{led.group(1)}#{led.group(2)}"' in html
        return led.group(1), led.group(2)

    before, anchor = home()
    site.changed("organisations.yaml", "Завод 149", "Аавод 149")
    after, _ = home()

    assert before != after
    assert f'id="{anchor}"' in site.files()[f"ru/{after}"].decode()
    assert f'id="{anchor}"' not in site.files()[f"ru/{before}"].decode()


def test_a_split_keeps_order_and_room() -> None:
    """Runs follow each other without a gap, and only a record that is too heavy by itself is over the limit."""
    names = [f"n{n}" for n in range(500)]
    weights = [(n * 37) % 90 + 1 for n in range(500)]
    weights[250] = 1_000

    runs = split(names, weights, 400)

    assert [at for run in runs for at in run] == list(range(500))
    assert all(sum(weights[at] for at in run) <= 400 or len(run) == 1 for run in runs)


def test_an_index_is_never_long() -> None:
    """Of very many pages an index lists further indexes, and every page is reached."""
    leaves = [Range(f"p{n}", f"a{n}", f"b{n}", 10, f"r{n}") for n in range(40_000)]

    top = tops(leaves, lambda first, level: f"index-{level}-{first}")

    indexes = [*below(top)]
    assert len(top) <= ENTRIES
    assert all(len(one.within) <= ENTRIES for one in indexes)
    assert {one.path for index in indexes for one in index.within if not one.within} == {leaf.path for leaf in leaves}
    assert sum(one.count for one in top) == 400_000


def test_a_body_with_many_links_takes_more_room(shared_files: dict[str, bytes]) -> None:
    """A register counts what each link of a body adds to its page, so that a hundred partners do not make it heavy."""
    content = many()
    content["links.yaml"] = "".join(
        f"l{n}:\n  from: o000\n  to: c{n % 30:02}\n  kind: member\n  status: in-force\n  description: Связь\n"
        "  evidence: {source: report}\n"
        for n in range(105)
    )
    library = Project(MemoryWorkspace(small_files(shared_files, content))).library
    assert library

    busy, plain = (ORGANISATIONS.room(library.get(Organisation, id), library) for id in ("o000", "o001"))
    assert busy - plain == pytest.approx(100 * 90, abs=50)
