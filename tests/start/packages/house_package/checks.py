"""A check: a project that does not say when it ends."""

from collections.abc import Iterator

from house_package.kinds import Investment
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic, Severity


def check_investments(library: Library) -> Iterator[Diagnostic]:
    """Yield a warning for each project without an end."""
    for one in library.all(Investment):
        if one.end is None:
            yield Diagnostic("house-no-end", f"`{one.id}` does not say when it ends", one.place, "add `end: 2030`", Severity.WARNING)
