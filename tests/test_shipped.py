"""What is shipped: the content that `make build` builds, and the pages that tell of it."""

from __future__ import annotations

from functools import lru_cache

from typer.testing import CliRunner

from tests.conftest import REPOSITORY
from toolkit.blocks.arguments import ARGUMENTS
from toolkit.cli import app
from toolkit.content.facts import Fact
from toolkit.content.field_guide import PATH, guide
from toolkit.content.library import Library
from toolkit.content.vocabulary import VOCABULARIES
from toolkit.core.diagnostics import Severity
from toolkit.core.workspace import DiskWorkspace
from toolkit.language.catalogs import INTERFACE, load_catalog
from toolkit.locales.extract import extract
from toolkit.project import Project
from toolkit.site.registers import REGISTERS

SUPPORT = ("pages", "units", "corrections", "parties", "clauses", "documents", "links", "addressees")
"""Collections that no register lists whole: each of their records must be seen in some document."""


@lru_cache(maxsize=1)
def project() -> Project:
    """Return the shipped workspace."""
    return Project(DiskWorkspace(REPOSITORY))


def library() -> Library:
    """Return the shipped library."""
    found = project().library
    assert found is not None
    return found


def test_content_has_no_mistake() -> None:
    """The shipped content gives no error and no warning."""
    found = [one for one in project().diagnostics if one.severity is not Severity.INFO]

    assert found == []


def test_every_figure_has_a_source() -> None:
    """A figure has a source of its own, or is computed from figures that have."""
    without = [id for id, fact in library().facts.items() if isinstance(fact, Fact) and fact.source is None and fact.derived is None]

    assert without == []


def test_every_text_is_translated() -> None:
    """No message of any language is missing or fuzzy, and no label in a language that the toolkit ships beside its own content."""
    left = []
    others = library().site.interface_languages
    for language in (*library().languages, *others):
        catalog = load_catalog(project().workspace, language)
        for message in extract(project().workspace, library()):
            asked = message.domain == INTERFACE or language not in others
            if asked and message.language != language and language not in message.official:
                found = catalog.messages.get(message.key)
                if found is None or found.fuzzy or not all(found.strings):
                    left.append((language, message.context))

    assert left == []


def test_every_record_is_published() -> None:
    """Each record is asked for by a document as it is rendered, or listed in a register of the site."""
    with project().reader.recorder.noting() as reads:
        for one in project().publications:
            assert list(project().fragments(one, library().site.source_language).early())
    asked = [question.partition(" ") for question in reads]
    seen = {words.partition(".")[2] for kind, _, words in asked if kind == "record"}
    seen |= {
        fact.id
        for kind, _, words in asked
        if kind.startswith("fact") and (fact := library().facts.get(words) or library().fact_named(words))
    }
    # The register of clusters names the groups of each cluster.
    seen |= {group.id for id in library().items["clusters"] for group in library().groups_of(id)}
    listed = {name.replace("-", "_") for name in REGISTERS}
    unseen = [
        f"{name}.{item.id}" for name, item in library().records() if name not in (*listed, *SUPPORT, *VOCABULARIES) and item.id not in seen
    ]

    assert unseen == []


def test_readme_lists_the_documents() -> None:
    """README's table is what `toolkit list --markdown --lang en` prints, titles and editions included."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    table = "".join(line for line in readme.split("## Documents")[1].splitlines(keepends=True) if line.startswith("|"))
    ran = CliRunner().invoke(app, ["list", "--markdown", "--lang", "en", "--workspace", str(REPOSITORY)])

    assert table == ran.stdout


def test_guide_to_fields_is_current() -> None:
    """docs/content.md is what the models say."""
    assert (REPOSITORY / PATH).read_text(encoding="utf-8") == guide(ARGUMENTS)
