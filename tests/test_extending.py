"""Every example of docs/extending.md works as it stands there."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.build.formats import Format, Made
from toolkit.content.document import Arguments, Placement
from toolkit.content.load import load
from toolkit.content.records import Cluster
from toolkit.content.text import Text
from toolkit.content.tree import parse
from toolkit.content.values import ClusterRef, Evidence, Item, Moment
from toolkit.content.words import read_words
from toolkit.core.diagnostics import Diagnostic, Severity
from toolkit.project import Project
from toolkit.render.design_tokens import tokens
from toolkit.render.fragments import Templates
from toolkit.render.layout import layout_of
from toolkit.site.listings import Listing, alphabetical, weighed
from toolkit.site.registers import Register

PAGE = (Path(__file__).parents[1] / "docs" / "extending.md").read_text("utf-8")
NAMES = {
    "Arguments": Arguments, "Placement": Placement, "ClassVar": ClassVar, "Text": Text, "ClusterRef": ClusterRef, "Cluster": Cluster,
    "Item": Item, "Moment": Moment, "Evidence": Evidence, "Register": Register, "Format": Format, "Made": Made, "dataclass": dataclass,
    "hashlib": hashlib, "Diagnostic": Diagnostic, "Severity": Severity, "Listing": Listing,
    "alphabetical": alphabetical, "weighed": weighed,
}  # fmt: skip


def example(heading: str, language: str, number: int = 0) -> str:
    """Return a block of code below a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)[number]


def defined(*code: str) -> SimpleNamespace:
    """Run code of our own page with the names that its module would import."""
    names: dict[str, Any] = {**NAMES, "__name__": __name__}
    for part in code:
        exec(compile(part, "docs/extending.md", "exec", dont_inherit=True), names)
    return SimpleNamespace(**names)


def plain(html: object) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", str(html)).split())


def test_a_word(small) -> None:
    """The example is a right vocabulary, and its words are known where they are used."""
    act = small().read("content/legal_bases/old-act.yaml").decode().replace("type: decree", "type: white-paper")
    changed = act.replace("jurisdiction: KZ", "jurisdiction: ASEAN")

    project = Project(small({"vocabulary.yaml": example("A word of a vocabulary", "yaml"), "legal_bases/old-act.yaml": changed}))

    assert project.diagnostics == Project(small()).diagnostics


def test_a_kind_of_document(small) -> None:
    """With the entry alone a document may be of that kind, and has a template."""
    brief = small().read("content/documents/briefs/first.yaml").decode().replace("kind: brief", "kind: memo")
    workspace = small({"vocabulary.yaml": example("A kind of document", "yaml"), "documents/briefs/first.yaml": brief})
    project = Project(workspace)

    assert project.diagnostics == Project(small()).diagnostics
    assert {layout_of(one.document, workspace) for one in project.publications} == {"documents/document.html"}


def test_a_block(small, monkeypatch) -> None:
    """The class reads the author's words, the view finds the record, the template prints both."""
    made = defined(example("A block", "python"), example("A block", "python", 1))
    monkeypatch.setattr(sys.modules[__name__], "MottoArguments", made.MottoArguments, raising=False)  # as an import would
    brief = small().read("content/documents/briefs/first.yaml").decode()
    brief = brief.replace("blocks: [sources: {}]", "blocks: [motto: {text: Вместе, cluster: alpha}]")
    library, found = load(small({"documents/briefs/first.yaml": brief}), {**ARGUMENTS, "motto": made.MottoArguments})
    assert library is not None
    assert not found
    (block,) = (one for section in library.items["documents"]["first"].outline for one in section.blocks if one.name == "motto")

    project = Project(small())
    context = project.context(project.publications[0], "ru")
    values = {"it": block.arguments, "context": context, **made.motto(library, None, block.arguments)}
    html = Templates(_with_template(small, "blocks/motto.html", example("A block", "html")), context.localizer).render(
        "blocks/motto.html", block.place, **values
    )

    assert plain(html) == "Вместе Альфа"


def _with_template(small, name: str, words: str):
    workspace = small()
    return type(workspace)({**workspace.files, f"templates/{name}": words.encode()})


def test_a_record_with_its_register(small) -> None:
    """The class reads a record, the vocabulary names its register, the view orders it and the template prints it."""
    heading = "A record, with its register"
    made = defined(example(heading, "python"), example(heading, "python", 1))
    node, _ = parse(b"name: Zavod\ncluster: alpha\nend: 2030\nevidence: {source: book}\n", "x.yaml", "investments.zavod", "ru")
    project = made.Investment.model_validate(node)
    assert (project.id, project.place.path) == ("zavod", "x.yaml")

    words = read_words(example(heading, "yaml").encode(), "en")
    assert not words.found
    assert "investments" in words.items["registers"]

    shown = Project(small())
    context = shown.context(shown.publications[0], "ru")
    listed = tuple(made.INVESTMENTS.order(SimpleNamespace(all=lambda _: (project,)), context))
    assert [(made.INVESTMENTS.name(it, context), made.INVESTMENTS.weight(it) > 200) for it in listed] == [("Zavod", True)]
    register = made.investments(SimpleNamespace(records=lambda _: listed))
    body = re.search(r"(<ul>.*</ul>)", example(heading, "html"))
    assert body
    workspace = _with_template(small, "site/investments.html", body.group(1))
    html = Templates(workspace, context.localizer).render("site/investments.html", project.place, context=context, **register.values)

    assert plain(html) == "Zavod, 2030"


def test_a_format() -> None:
    """The job of an edition is values, and makes the same bytes again."""
    made = defined(example("A format of files", "python"))
    part = SimpleNamespace(number="1", headings=[SimpleNamespace(html=SimpleNamespace(striptags=lambda: "Право"))])
    edition = SimpleNamespace(body=SimpleNamespace(parts=[part, SimpleNamespace(number="", headings=[])]))

    job, again = made.Headings().job(edition), made.Headings().job(edition)

    assert (job.make().data, job.size) == ("1 Право".encode(), 1)
    assert job.digest() == again.digest()


def test_a_check(small) -> None:
    """It yields a diagnostic with place and cure where it should, and none elsewhere."""
    made = defined(example("A check", "python"))
    cluster = small().read("content/clusters/alpha.yaml").decode().replace("countries:", "status: operating\ncountries:")

    (found,) = made.check_clusters(Project(small({"clusters/alpha.yaml": cluster})).library)

    assert (found.code, found.place.path) == ("no-founding", "content/clusters/alpha.yaml")
    assert list(made.check_clusters(Project(small()).library)) == []


def test_colours() -> None:
    """The tokens of the example are read as pages and drawings read them."""
    assert "#7a1f3d" in str(tokens(example("Colours, fonts and templates", "css")))


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:toolkit|templates|tests)/[\w./-]+)`", PAGE))))
def test_every_path_of_the_page_exists(path: str) -> None:
    """What the page names is there; `memo` and `CODE` stand for any name."""
    root = Path(__file__).parents[1]

    assert any(root.glob(path.replace("CODE", "*").replace("memo", "*")))
