"""Every diagnostic code is explained, documented, and has its smallest wrong content in tests/wrong."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.content.values import Reference
from toolkit.core.codes import codes, page
from toolkit.core.diagnostic_formats import as_github, as_json, as_sarif
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.core.notes import Notes
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

ROOT = Path(__file__).parents[2]
WRONG = sorted((ROOT / "tests" / "wrong").glob("*.yaml"))
MAKERS = {"Broken", "Diagnostic", "Fault", "PydanticCustomError", "_fail", "refuse", "_refuse", "_fault", "doubt"}
OUTSIDE = {
    "no-content": "the folder has no content at all",
    "no-documents": "every document is removed",
    "unreadable": "a file is removed while the toolkit runs",
    "unwritable": "the build folder is a file",
    "bad-epoch": "a variable of the environment",
    "yaml-size": "a file of four megabytes",
    "untranslated": "a release",
    "fuzzy": "a release",
    "machine-draft": "a release",
    "draft-unreadable": "a file of another tool",
    "missing-font": "a machine without fonts",
    "font-not-embeddable": "a machine with fonts that are not free: tests/site/test_web_fonts.py has its case",
    "font-unusable": "a machine with a damaged font: tests/site/test_web_fonts.py has its case",
    "language-without-font": "a machine with few fonts: tests/checks/test_letters.py",
    "broken-extension": "an installed package: tests/start/test_extensions.py has its case",
    "unknown-theme": "a folder on disk: tests/start/test_themes.py has its case",
    "missing-glyph": "a machine with few fonts",
    "exchange-unreadable": "a file of another tool",
    "bad-import": "a file of another program: tests/exchange has its cases",
    "csl-unknown": "a file of another program: tests/exchange has its cases",
    "pdf-failed": "a damaged image",
    "report-threshold": "a release",
    "image-too-large": "a file of megabytes: tests/build/test_publishing.py has its case",
    "page-too-long": "a section of a hundred kilobytes: tests/site/test_in_parts.py has its case",
    "pdf-clipped-label": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-fallback-font": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-lost-text": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-nearly-empty-page": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-overfull-line": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-torn-pair": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-uneven-pair": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-early-line-end": "pages that are laid out: tests/build/pdf/test_line_breaks.py has its case",
    "pdf-parted-note": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-short-line": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "pdf-widow": "pages that are laid out: tests/build/pdf/test_findings.py has its case",
    "no-search": "a machine without Pagefind",
    "search-failed": "a fault of Pagefind",
    "broken-link": "a finished site, read as it is published: tests/site has its cases",
    "double-anchor": "a finished site, read as it is published: tests/site has its cases",
    "withheld": "a fault of the toolkit itself: tests/build/test_withholding.py has its case",
    "open-blank": "a copy for signature: tests/build/test_copies.py has its case",
    "unconfirmed-party": "a copy for signature: tests/build/test_copies.py has its case",
    "unverified-act": "a copy for signature: tests/build/test_copies.py has its case",
    "internal": "a fault of the toolkit itself",
}
"""Codes whose wrong content is no small change of files, and what they come from."""
LOCALES = frozenset(
    [
        "amount-mismatch",
        "bound-mismatch",
        "currency-mismatch",
        "days-mismatch",
        "effect-mismatch",
        "modal-mismatch",
        "enumeration-mismatch",
        "negation-mismatch",
        "party-mismatch",
        "place-mismatch",
        "term-capital",
        "unit-mismatch",
        "brace-format",
        "citation-mismatch",
        "glossary-term",
        "header",
        "header-language",
        "link-mismatch",
        "markup-mismatch",
        "msgfmt",
        "newline",
        "numbers",
        "out-of-step",
        "plural-forms",
        "reference-mismatch",
        "footnote-mismatch",
        "formula-mismatch",
        "source-language",
        "space",
        "too-long",
        "unknown-domain",
        "unlisted-language",
    ]
)
"""Codes of `toolkit locales check`: tests/locales/test_check.py has their cases."""


def changed(workspace: MemoryWorkspace, change: dict[str, dict]) -> MemoryWorkspace:
    """Return a workspace with the changes of a case."""
    files = dict(workspace.files)
    for path, how in change.items():
        if "write" in how:
            files[path] = how["write"].encode()
        if "bytes" in how:
            files[path] = bytes.fromhex(how["bytes"])
        for old, new in how.get("replace", ()):
            assert old.encode() in files[path], f"{path} does not hold {old!r}"
            files[path] = files[path].replace(old.encode(), new.encode(), 1)
    return MemoryWorkspace(files)


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    """What all cases keep of their checks, as in a workspace that goes from one mistake to the next."""
    return Notes.open(tmp_path_factory.mktemp("notes"))


@pytest.mark.parametrize("case", WRONG, ids=lambda path: path.stem)
def test_smallest_wrong_content_gives_its_code_alone(small, check, notes, case):
    """The case named after a code is found, with a hint or a list of places, and hides or adds nothing else."""
    asked = yaml.safe_load(case.read_text("utf-8"))
    project = Project(changed(small(), asked["change"]), kept=notes)

    found = project.diagnostics if project.library is None else check(project).diagnostics

    assert {one.code for one in found} == {case.stem, *asked.get("also", ())}
    assert all(one.hint or one.code == "act-state-unknown" for one in found)


def test_every_code_has_its_wrong_content():
    """A code without a case in tests/wrong says why there is none."""
    assert {case.stem for case in WRONG} | OUTSIDE.keys() | LOCALES == codes().keys()


def test_every_code_of_the_program_is_in_the_table():
    """No diagnostic is made whose code nobody can explain."""
    used = {code for path in sorted((ROOT / "toolkit").rglob("*.py")) for code in _codes_in(path)}
    nouns = {kind.unknown() for kind in _kinds(Reference)}

    assert used | nouns <= codes().keys()


def _codes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MAKERS:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)*", str(argument.value)):
                    yield argument.value
                    break


def _kinds(kind: type[Reference]) -> Iterator[type[Reference]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _kinds(sub)


def test_docs_are_made_from_the_table():
    """docs/diagnostics.md says what `toolkit explain` says; `toolkit explain --markdown` writes it anew."""
    assert (ROOT / "docs" / "diagnostics.md").read_text("utf-8") == page()


FOUND = (
    Diagnostic(
        "stale-fact", "`a` is, well: 100% old", Place("content/a.yaml", 3, 2), "look", Severity.WARNING, ((Place("b.yaml", 1), "here"),)
    ),
    Diagnostic("yaml-syntax", "not YAML", Place("content/b.yaml")),
)


def test_sarif_points_at_lines_and_explains_its_rules():
    """A result names its rule by index, its place from line 1, and other places; each rule carries its cure."""
    run = json.loads(as_sarif(FOUND))["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert run["results"][0]["level"] == "warning"
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 2}
    assert run["results"][0]["relatedLocations"][0]["message"]["text"] == "here"
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert all(codes()[rule["id"]].cure in rule["help"]["text"] for rule in rules)


def test_github_annotation_escapes_what_commands_are_made_of():
    """A workflow command is one line: per cent signs and new lines are escaped."""
    assert as_github(FOUND).splitlines() == [
        "::warning file=content/a.yaml,line=3,col=2,title=stale-fact::`a` is, well: 100%25 old%0Ab.yaml:1:1: here%0Ahint: look",
        "::error file=content/b.yaml,title=yaml-syntax::not YAML",
    ]


def test_an_info_is_what_sarif_and_github_call_it():
    """SARIF knows no level `info`, and GitHub no such command: it is a note there, and a notice here."""
    found = (Diagnostic("act-state-unknown", "nobody knows", Place("a.yaml", 1), "", Severity.INFO),)

    assert json.loads(as_sarif(found))["runs"][0]["results"][0]["level"] == "note"
    assert as_github(found).startswith("::notice file=a.yaml,line=1")


def test_json_counts_by_code():
    """The JSON holds every diagnostic and a summary."""
    data = json.loads(as_json(FOUND))

    assert data["summary"] == {"errors": 1, "warnings": 1, "codes": {"stale-fact": 1, "yaml-syntax": 1}}
    assert data["diagnostics"][0]["related"] == [{"path": "b.yaml", "line": 1, "column": 0, "message": "here"}]


def test_explain_knows_the_nearest_code():
    """A mistyped code is a wrong command line with the nearest code as its hint."""
    ran = CliRunner().invoke(app, ["explain", "stale-fct"])

    assert ran.exit_code == 2
    assert "did you mean `stale-fact`?" in ran.output
