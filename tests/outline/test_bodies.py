"""A body that clauses name is set up by the agreement that has them."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

AGREEMENT = "content/documents/agreements/kaluga-vitebsk.yaml"
COUNCIL = re.compile(r"^ +(?:- topic: coordination-council|council_\w+: .*|chair_term: .*|minutes_period: .*)\n", re.MULTILINE)


def shipped() -> dict[str, bytes]:
    """Return the files of the shipped workspace that a check reads."""
    paths = (path for folder in ("content", "locales", "templates") for path in sorted((REPOSITORY / folder).rglob("*")))
    return {path.relative_to(REPOSITORY).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def test_a_council_that_nobody_sets_up_is_an_error_in_each_language() -> None:
    """Clauses that leave decisions to a council need the article that sets it up."""
    files = shipped()
    words, cut = COUNCIL.subn("", files[AGREEMENT].decode())
    assert cut == 6

    found = Project(MemoryWorkspace(files | {AGREEMENT: words.encode()})).diagnostics

    told = [one for one in found if one.code == "undefined-term"]
    assert [one.place.path for one in told] == [AGREEMENT, AGREEMENT]
    assert {"Coordination Council", "Координационный совет"} == {re.search("“(.+?)”", one.message)[1] for one in told}  # type: ignore[index]
