"""docs/documents.md: each kind of document and each key of its life works in the samples of `toolkit init` as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.start.conftest import ROOT
from tests.start.test_init import NOW
from toolkit.build.builder import Builder
from toolkit.build.request import Request
from toolkit.core.archive import lower_files
from toolkit.core.codes import codes
from toolkit.core.diagnostics import Severity
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project
from toolkit.start.layout import Wish, laid_out

PAGE = (ROOT / "docs" / "documents.md").read_text("utf-8")


def test_each_example_is_built_without_a_warning(tmp_path: Path) -> None:
    """The examples stand beside the samples, nothing is wrong in them, and each key shows where the page says."""
    examples = {path: words.encode() for path, words in re.findall(r'^```yaml title="([^"]*)"\n(.*?)^```', PAGE, re.DOTALL | re.MULTILINE)}
    files = laid_out(Wish("en", ("en", "ru")), tmp_path, NOW)
    project = Project(MemoryWorkspace({**lower_files(tmp_path), **files, **examples}))
    assert project.library is not None
    request = Request(project.publications, ("en",), ("html",))
    report = Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("no PDF is asked for")).build(request)
    site = tmp_path / "site" / "en"

    told = [str(one) for one in (*project.diagnostics, *report.diagnostics) if one.severity in (Severity.ERROR, Severity.WARNING)]
    assert told == []
    assert len(examples) == 5
    assert "url=second.html" in (site / "briefs/working-title.html").read_text("utf-8")
    assert 'class="superseded"' in (site / "briefs/first.html").read_text("utf-8")
    assert "The number of members was corrected." in (site / "feed.xml").read_text("utf-8")
    assert "to be confirmed" in (site / "platform-profiles/riverside.html").read_text("utf-8")


def test_the_codes_that_the_page_names_are_codes() -> None:
    """A reader finds each warning by `toolkit explain`."""
    named = re.findall(r"^\| `([a-z-]+)` \| (?:a|two|no|an) ", PAGE, re.MULTILINE)

    assert len(named) == 6
    assert set(named) <= set(codes())
