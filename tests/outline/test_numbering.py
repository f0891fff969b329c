"""Numbers and the targets of cross-references are made in the outline, the same for every edition and format."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import memory
from toolkit.content.text import Text
from toolkit.core.diagnostics import ContentError, Place, errors
from toolkit.language.catalogs import load_catalog
from toolkit.language.localizer import Localizer
from toolkit.outline.numbering import Outline, outline, publications
from toolkit.project import Project
from toolkit.render.context import Context

AGREEMENT = "content/documents/agreements/north-south.yaml"
BRIEF = "content/documents/briefs/small-brief.yaml"


def numbered(id: str, changes: dict[str, tuple[str, str]] | None = None) -> tuple[Project, Outline]:
    """Return a project, with words replaced by file, and the outline of one of its documents."""
    files = memory().files
    words = {path: files[path].decode().replace(old, new) for path, (old, new) in (changes or {}).items()}
    project = Project(memory(words))
    assert project.library
    assert errors(project.diagnostics) == ()
    return project, outline(next(one for one in project.publications if one.id == id), project.library)


def shape(found: Outline) -> str:
    """Return an outline as lines: section, then its blocks with what a reference to them prints."""
    lines = [f"{found.publication.id}"]
    for section in found.sections:
        lines.append(f"{section.kind} {section.number or '-'} #{section.id}")
        for block in section.blocks:
            target = f" {block.target.kind} {block.target.number}" if block.target else ""
            lines.append(f"  {block.name} #{block.id}{target}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("id", ["agreements/north-south", "briefs/small-brief", "profiles/north"])
def test_outline(id: str, golden: Callable[[str, str], None]) -> None:
    """Sections, tables, figures, articles, clauses, points and paragraphs are numbered in reading order."""
    _, found = numbered(id)

    golden(id.replace("/", "-") + ".txt", shape(found))


def test_section_that_would_be_empty_is_neither_printed_nor_numbered() -> None:
    """A cluster without acts has no section on law, one with a single date no timeline; the sections after them move up."""
    profile, timeline = (
        "content/documents/profiles/clusters.yaml",
        "  - section: dates\n    title: Даты\n    blocks:\n      - timeline: {caption: Даты, shows: events}\n",
    )
    dated = {profile: ("  - section: legal-bases", timeline + "  - section: legal-bases")}
    without = dated | {"content/clusters/south.yaml": ("legal_bases: [by-resolution]\n", "")}

    of = lambda changes, name: [(one.number, one.id) for one in numbered(name, changes)[1].sections if one.number]  # noqa: E731

    assert of(without, "profiles/south") == [("1", "overview"), ("2", "members"), ("3", "sources")]
    assert of(dated, "profiles/north") == [("1", "overview"), ("2", "members"), ("3", "dates"), ("4", "legal-bases"), ("5", "sources")]


def test_series_is_a_document_for_each_cluster() -> None:
    """A series gives one publication a cluster, in the folder of its kind."""
    project = Project(memory())
    assert project.library

    found = [one.id for one in publications(project.library)]

    assert found == ["agreements/north-south", "briefs/small-brief", "profiles/north", "profiles/south"]


def test_inserted_clause_moves_numbers_not_ids() -> None:
    """A clause more renumbers what follows; every reference follows, since ids stay."""
    _, before = numbered("agreements/north-south")
    _, after = numbered("agreements/north-south", {AGREEMENT: ("[disputes-talks, disputes-court]", "[disputes-court, disputes-talks]")})

    assert before.targets["disputes-talks"].number == "2.1"
    assert after.targets["disputes-talks"].number == "2.2"
    assert after.targets["disputes-talks.2"].number == "2.2.2"
    assert before.targets.keys() == after.targets.keys()


def test_standard_clauses_are_taken_when_none_are_named() -> None:
    """Without a list, an article has the standard clauses of its topic; optional ones only by name."""
    _, found = numbered("agreements/north-south")
    named = "- topic: subject\n      clauses: [subject-extra, subject-goals, subject-scope]\n"
    _, chosen = numbered("agreements/north-south", {AGREEMENT: ("- topic: subject\n", named)})

    assert "subject-extra" not in found.targets
    assert chosen.targets["subject-extra"].number == "1.1"


def test_second_block_of_a_name_has_its_own_id() -> None:
    """Two tables of one kind in a section are told apart, and the first keeps its id."""
    second = "      - comparison:\n          caption: Ещё\n          clusters: [south, north]\n          rows: [country]\n      - box:"
    _, found = numbered("briefs/small-brief", {BRIEF: ("      - box:", second)})

    assert found.targets["evidence.comparison"].number == "1"
    assert found.targets["evidence.comparison-2"].number == "4"
    assert found.targets["legal-bases.legal-bases"].number == "5"


def context(id: str, language: str) -> Context:
    """Return the context of a document."""
    project, found = numbered(id)
    assert project.library
    return Context(project.library, found, Localizer.of(language, load_catalog(project.workspace, language)))


@pytest.mark.parametrize(
    ("id", "form", "ru", "en"),
    [
        ("disputes", "", "статья 2", "Article 2"),
        ("disputes-talks", "", "пункт 2.1", "clause 2.1"),
        ("disputes-talks", "prep", "пункте 2.1", "clause 2.1"),
        ("disputes-talks.2", "gen", "пункта 2.1.2", "clause 2.1.2"),
        ("subject-goals.1", "", "подпункт «а» пункта 1.2", "point (a) of clause 1.2"),
        ("subject-goals.2", "ins", "подпунктом «б» пункта 1.2", "point (b) of clause 1.2"),
    ],
)
def test_cross_reference_says_noun_and_number(id: str, form: str, ru: str, en: str) -> None:
    """A reference prints noun and number in the case asked for, and leads to the block."""
    place = Place("x")

    russian = context("agreements/north-south", "ru").reference(id, form, place)
    english = context("agreements/north-south", "en").reference(id, form, place)

    assert f'href="#{id}"' in russian
    assert russian.striptags().replace("\u00a0", " ").replace("а)", "«а»").replace("б)", "«б»") == ru
    assert english.striptags() == en


def test_cross_reference_to_nothing() -> None:
    """A reference to what the document does not have is told where it stands, with the nearest id."""
    text = Text("[](#disputes-talk)", "ru", "x", Place("f.yaml", 3, 7))

    with pytest.raises(ContentError) as raised:
        context("agreements/north-south", "ru").inline(text)

    (found,) = raised.value.diagnostics
    assert str(found) == (
        "f.yaml:3:7: error[unknown-reference]: `#disputes-talk` is not in `agreements/north-south`\n  hint: did you mean `disputes-talks`?"
    )
