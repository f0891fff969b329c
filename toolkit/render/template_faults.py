"""Turns whatever a template raises into a diagnostic at its line: the one boundary between templates and the program."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError

from toolkit.core import svg
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.image_size import too_large
from toolkit.core.workspace import Workspace, text_of

TEMPLATES = "templates"
_CHECK = "check the names that it prints"


@contextmanager
def template_boundary(name: str, used_at: Place, workspace: Workspace) -> Iterator[None]:
    """Let no exception of a template out but ContentError; `used_at` is where content asks for it, should it not exist."""
    try:
        yield
    except (ContentError, MemoryError):
        raise
    except Exception as error:
        raise ContentError(_fault(error, name, used_at, workspace)) from error


def syntax_fault(error: TemplateSyntaxError, name: str) -> Diagnostic:
    """Return the diagnostic of a template that does not compile."""
    place = Place(f"{TEMPLATES}/{error.name or name}", error.lineno)
    return Diagnostic("template-syntax", f"template syntax: {error.message}", place, "correct the template here")


def _fault(error: Exception, name: str, used_at: Place, workspace: Workspace) -> Diagnostic:
    place = _line(error)
    if isinstance(error, TemplateNotFound):
        path = f"{TEMPLATES}/{error.name}"
        return Diagnostic("missing-template", f"there is no template `{path}`", place or used_at, f"write {path}, or correct the name")
    if isinstance(error, TemplateSyntaxError):
        return syntax_fault(error, name)
    place = place or Place(f"{TEMPLATES}/{name}")
    if isinstance(error, RecursionError):
        hint = "break the circle: a template may not include, import or call what leads back to it without an end"
        return Diagnostic("template-error", "the template fails: it leads back to itself", place, hint)
    return _named(error, place, workspace)


def _line(error: Exception) -> Place | None:
    """Return the last line of a template that was running when an exception arose; nothing when none was."""
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(f"{TEMPLATES}/"):
            found = Place(frame.f_code.co_filename, line)
    return found


def _named(error: Exception, place: Place, workspace: Workspace) -> Diagnostic:
    """Return the diagnostic of a template that fails as it runs, at the name that it fails by where the message has one."""
    message = " ".join(str(error).split()) or type(error).__name__
    culprit = re.search(r"'(\w+)'(?: is undefined)?$", message)
    if culprit and place.line:
        lines = text_of(workspace, place.path).splitlines()
        found = re.search(rf"\b{culprit.group(1)}\b", lines[place.line - 1]) if place.line <= len(lines) else None
        place = Place(place.path, place.line, found.start() + 1 if found else 0)
    message = re.sub(r"'toolkit\.\w+(?:\.\w+)*\.(\w+) object'", r"\1", message)
    return Diagnostic("template-error", f"the template fails: {message[:300]}", place, _CHECK)


def check_templates(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with each template as it stands: that none can be read or compiled is known before a page asks for it."""
    parser = Environment()  # noqa: S701  # nothing is rendered
    for path in workspace.list(TEMPLATES, ".html"):
        name = path.removeprefix(f"{TEMPLATES}/")
        try:
            parser.parse(text_of(workspace, path), name, path)
        except ContentError as error:
            yield from error.diagnostics
        except TemplateSyntaxError as error:
            yield syntax_fault(error, name)


def check_assets(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with scripts and drawings that pages load."""
    for folder in ("assets", "scripts"):
        for path in workspace.list(f"{TEMPLATES}/{folder}", ""):
            try:
                if path.endswith(".js") and not text_of(workspace, path).strip():
                    yield Diagnostic("empty-file", "the file is empty", Place(path, 1), "fill it, or remove it")
            except ContentError as error:
                yield from error.diagnostics
            if heavy := too_large(workspace.read(path), path, Place(path)):
                yield heavy
            elif path.endswith(".svg"):
                yield from check_drawing(path, workspace)


def check_drawing(path: str, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with a drawing, told at its file."""
    drawing = svg.read(workspace.read(path))
    if isinstance(drawing, svg.Refused):
        yield Diagnostic("broken-image", f"`{path}` {drawing.message}", Place(path), drawing.hint)
