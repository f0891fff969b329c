"""The pictures beside links: they carry what a document says first, in lines that read well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REPOSITORY
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project
from toolkit.site.finding import finding
from toolkit.site.preview_card import WIDTH, balanced

SMALL = ["в", "на", "из", "и", "не", "для", "с"]
LONG = ["кластер", "соглашение", "право", "Беларуси", "общие", "деньги"]


@given(st.lists(st.sampled_from([*SMALL, *LONG]), min_size=2, max_size=24).filter(lambda words: words[-1] in LONG))
def test_lines_are_balanced_and_end_with_no_small_word(words: list[str]) -> None:
    """No word is lost or cut, no line but the last ends with a preposition, and no fewer lines would do."""
    found = balanced(" ".join(words), "ru", lambda line: len(line) * 40)

    assert " ".join(found).replace("\u00a0", " ").split() == words
    assert not any(line.replace("\u00a0", " ").split()[-1] in SMALL for line in found)
    assert all(len(line) * 40 <= WIDTH or " " not in line for line in found)


@pytest.mark.parametrize(
    ("id", "value", "words"),
    [
        ("briefs/international-pharma-cluster", "0 companies", "Kazakhstan or Belarus"),
        ("briefs/legal-bases-of-cluster-policy", "", "Article 92"),
        ("profiles/kaluga", "63 members", "Kaluga Pharmaceutical Cluster"),
        ("agreements/kaluga-vitebsk", "", ""),
    ],
)
def test_a_card_carries_the_finding(id: str, value: str, words: str) -> None:
    """The enlarged figure comes first, then the first message, then the first figure of a cluster; an agreement has its title alone."""
    project = Project(DiskWorkspace(REPOSITORY))
    publication = next(one for one in project.publications if one.id == id)
    fragments = project.fragments(publication, "en")
    found = finding(fragments.outline, fragments.context, fragments.templates)

    assert found.value.replace("\u00a0", " ") == value
    assert words in found.words.replace("\u00a0", " ")
    assert bool(found.words) == bool(words)
