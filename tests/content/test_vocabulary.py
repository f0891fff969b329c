"""The words by which content is sorted are content: a workspace adds its own, and each prints its label in every language."""

from __future__ import annotations

import pytest

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.choices import ChoiceRef
from toolkit.content.library import Library
from toolkit.content.load import load
from toolkit.content.vocabulary import VOCABULARIES
from toolkit.locales.extract import extract
from toolkit.project import Project
from toolkit.render.layout import layout_of

MEMO = """
document_kinds:
  memo:
    label: {ru: Служебная записка, en: Memo}
    plural: {ru: Служебные записки, en: Memos}
"""
OWN = """
levels:
  union: {label: {ru: уровень союза, en: union level}}
link_kinds:
  sponsors: {label: Спонсорство}
"""


def library(workspace) -> Library:
    found, _ = load(workspace, ARGUMENTS)
    assert found is not None
    return found


def codes(workspace) -> dict[str, str]:
    return {one.code: one.hint for one in Project(workspace).diagnostics}


def words(kind: type[ChoiceRef] = ChoiceRef):
    """Yield every kind of reference to a word."""
    for sub in kind.__subclasses__():
        yield from (sub, *words(sub))


def test_every_vocabulary_is_asked_for_and_every_word_has_its_vocabulary(small) -> None:
    """A reference to a word names a vocabulary that there is, and the toolkit ships words for it."""
    known = library(small())

    assert {target for kind in words() for target in kind.targets} <= VOCABULARIES.keys()
    assert [name for name in VOCABULARIES if not known.items[name]] == []


def test_own_words_stand_before_those_of_the_toolkit(small) -> None:
    """A workspace's words come first, in their order; one with a shipped name takes its place."""
    own = "levels:\n  union: {label: Union}\n  cluster: {label: One cluster}\n"

    levels = library(small({"vocabulary.yaml": own})).items["levels"]

    assert list(levels)[:2] == ["union", "cluster"]
    assert levels["cluster"].label.source == "One cluster"
    assert list(levels).count("cluster") == 1
    assert "national" in levels


def test_own_words_are_extracted_for_translators(small) -> None:
    """A label in one language is asked of translators with the content; those that the toolkit ships, with the interface."""
    workspace = small({"vocabulary.yaml": OWN})

    found = {message.context: message for message in extract(workspace, library(workspace))}

    own, ours = found["vocabulary.link_kinds.sponsors.label"], found["vocabulary.link_kinds.member.label"]
    assert (own.domain, own.language, own.source) == ("content", "ru", "Спонсорство")
    assert (ours.domain, ours.language, ours.source) == ("interface", "en", "membership")
    assert tuple(found["vocabulary.levels.union.label"].official) == ("ru", "en")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("operatin", "did you mean `operating`?"),
        ("propsoed", "did you mean `proposed`?"),
        ("open", "add it with its label to `cluster_statuses` in content/vocabulary.yaml; known: operating"),
        ("proposals", "add it with its label"),
    ],
)
def test_an_unknown_word_is_told_where_words_are_kept(small, word: str, hint: str) -> None:
    """A slip of the keys is corrected; a word of its own is never replaced by one that means another thing."""
    cluster = small().read("content/clusters/alpha.yaml").decode().replace("countries:", f"status: {word}\ncountries:")

    assert codes(small({"clusters/alpha.yaml": cluster}))["unknown-value"].startswith(hint)


def test_legal_words_are_not_taken_for_each_other(small) -> None:
    """A regulation is no resolution: either is a type of act, and neither is guessed for the other."""
    act = small().read("content/legal_bases/old-act.yaml").decode()
    for kind in ("regulation", "code", "directive", "treaty"):
        changed = small({"legal_bases/old-act.yaml": act.replace("type: decree", f"type: {kind}")})
        assert codes(changed).keys() == codes(small()).keys()

    assert (
        "did you mean" not in codes(small({"legal_bases/old-act.yaml": act.replace("type: decree", "type: resolutive")}))["unknown-value"]
    )


def test_an_unknown_vocabulary_is_a_mistake_at_its_key(small) -> None:
    """A mistyped name of a vocabulary is an unknown key, with the nearest name."""
    (found,) = (one for one in Project(small({"vocabulary.yaml": "level:\n  x: {label: X}\n"})).diagnostics if one.code == "unknown-key")

    assert (str(found.place), found.hint) == ("content/vocabulary.yaml:1:1", "did you mean `levels`?")


def test_a_word_without_its_label_is_a_mistake(small) -> None:
    """Nothing prints a bare English id: a word says what pages print for it."""
    assert "missing-key" in codes(small({"vocabulary.yaml": "document_kinds:\n  memo: {label: Memo}\n"}))


def memo(small):
    first = small().read("content/documents/briefs/first.yaml").decode()
    return small({"vocabulary.yaml": MEMO, "documents/briefs/first.yaml": first.replace("kind: brief", "kind: memo")})


def test_an_own_kind_of_document_needs_one_entry(small) -> None:
    """With its entry the content is right; the template of all kinds lays it out, until it has one of its own."""
    workspace = memo(small)
    project = Project(workspace)
    (publication,) = (one for one in project.publications if one.id == "briefs/first")

    assert codes(workspace) == codes(small())
    assert layout_of(publication.document, workspace) == "documents/document.html"


def test_the_name_of_an_own_kind_is_on_its_pages(small, tmp_path) -> None:
    """Menus, lists and documents call it by its label in each language, and nowhere by its id."""
    from toolkit.build.builder import Builder, Request

    project = Project(memo(small))
    Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("no PDF is asked for")).build(
        Request(project.publications, ("ru", "en"), ("html",))
    )

    for tag, plural, label in (("ru", "Служебные записки", "Служебная записка"), ("en", "Memos", "Memo")):
        listed = (tmp_path / "site" / tag / "memos" / "index.html").read_text("utf-8")
        page = (tmp_path / "site" / tag / "briefs" / "first.html").read_text("utf-8")
        assert f">{plural}</a>" in listed
        assert f'<p class="kind">{label}</p>' in page
        assert f"kind:{label}" in page
