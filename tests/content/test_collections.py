"""A collection is one file, several, or a folder."""

from __future__ import annotations

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.load import load

TERM = "{id}:\n  term: {{ru: Слово {id}, en: Word {id}}}\n  definition: {{ru: Речь., en: Speech.}}\n  evidence: {{source: report}}\n"


def test_a_long_file_is_cut_into_several(small) -> None:
    """What the parts hold is one collection, that of the plain name first; an id stands in one of them, and a part must be of a kind."""

    def read(plain: str, part: str, name: str = "glossary.a.yaml"):
        return load(small({"glossary.yaml": TERM.format(id=plain), name: TERM.format(id=part)}), ARGUMENTS)

    found, faults = read("b", "c")
    assert (found and list(found.items["glossary"]), faults) == (["b", "c"], ())

    _, faults = read("b", "b")
    assert [(one.code, str(one.place)) for one in faults] == [("duplicate-id", "content/glossary.a.yaml:2:3")]

    _, faults = read("b", "c", "glosary.a.yaml")
    assert [(one.code, one.hint) for one in faults] == [("unknown-collection", "did you mean `glossary`?")]
