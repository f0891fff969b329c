"""Content edited, moved, renamed and deleted at random: no translation is lost, none is attached to another text."""

from __future__ import annotations

from dataclasses import dataclass, field

import polib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.language.catalogs import parse_po
from toolkit.locales.extract import Message
from toolkit.locales.merge import key_of, merge
from toolkit.locales.rename import rename
from toolkit.locales.write import po_bytes

WORDS = ("кластер", "закон", "не", "растёт", "Север", "{n}", "две стороны", "[@a, с. 5]", 'с "кавычками"', "и\\косой")
NAMES = ("clusters.north", "clusters.south", "documents.brief", "clauses.term")
FIELDS = ("summary", "title", "prose")

_text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
_slot = st.tuples(st.sampled_from(NAMES), st.sampled_from(FIELDS))
_step = st.one_of(
    st.tuples(st.just("put"), _slot, _text),
    st.tuples(st.just("edit"), st.integers(0, 20), st.sampled_from(WORDS)),
    st.tuples(st.just("move"), st.integers(0, 20), st.integers(0, 20)),
    st.tuples(st.just("delete"), st.integers(0, 20), st.none()),
    st.tuples(st.just("restore"), st.integers(0, 20), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("translate"), st.integers(0, 20), st.none()),
)


def translation(source: str) -> str:
    """Return the one right translation of a source."""
    return f"T<{source}>"


def empty() -> polib.POFile:
    """Return a catalog without entries."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    return file


@dataclass
class World:
    """Content as a list of texts with their contexts, its catalog, and every translation ever made."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    made: set[tuple[str, str]] = field(default_factory=set)
    file: polib.POFile = field(default_factory=empty)
    renamed: dict[str, str] = field(default_factory=dict)

    def take(self, step: tuple[str, object, object]) -> None:
        """Do one thing to content or catalog, then update as the command does."""
        getattr(self, f"_{step[0]}")(step[1], step[2])
        self.update()

    def update(self) -> None:
        messages = [Message("content", context, source, "ru", "content/x.yaml") for context, source in dict.fromkeys(self.texts)]
        self.file = parse_po(po_bytes(merge(self.file, messages)), "x.po")

    def _put(self, slot: tuple[str, str], text: str) -> None:
        self.texts.append((f"{self.renamed.get(slot[0], slot[0])}.{slot[1]}", text))

    def _edit(self, at: int, word: str) -> None:
        if self.texts:
            context, source = self.texts[at % len(self.texts)]
            self.texts[at % len(self.texts)] = (context, f"{source} {word}")

    def _move(self, at: int, to: int) -> None:
        if self.texts:
            self.texts.insert(to % len(self.texts), self.texts.pop(at % len(self.texts)))

    def _delete(self, at: int, _: None) -> None:
        if self.texts:
            self.gone.append(self.texts.pop(at % len(self.texts)))

    def _restore(self, at: int, _: None) -> None:
        if self.gone:
            self.texts.append(self.gone.pop(at % len(self.gone)))

    def _rename(self, name: str, _: None) -> None:
        old = self.renamed.get(name, name)
        new = f"{name}{len(old) - len(name) + 1}" if old == name else f"{old}x"
        self.renamed[name] = new

        def put(key: tuple[str, str]) -> tuple[str, str]:
            return (new + key[0][len(old) :], key[1]) if key[0].startswith(f"{old}.") else key

        self.texts, self.gone, self.made = [put(k) for k in self.texts], [put(k) for k in self.gone], {put(k) for k in self.made}
        rename(self.file, old, new)

    def _translate(self, at: int, _: None) -> None:
        current = [entry for entry in self.file if not entry.obsolete]
        if current:
            entry = current[at % len(current)]
            entry.msgstr = translation(entry.msgid)
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = entry.previous_msgctxt = None
            self.made.add(key_of(entry))


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_step, min_size=3, max_size=40))
def test_no_translation_is_lost_or_attached_to_another_text(steps: list[tuple[str, object, object]]) -> None:
    """After each step, every translation ever made stands under its own source, or waits there for it."""
    world = World()
    for step in steps:
        world.take(step)

        held = {key_of(entry): entry.msgstr for entry in world.file if not entry.fuzzy}
        assert {key for key in world.made if held.get(key) != translation(key[1])} == set()
        for entry in world.file:
            if entry.msgstr and not entry.fuzzy:
                assert entry.msgstr == translation(entry.msgid)
            elif entry.msgstr and not entry.obsolete:
                assert (entry.msgctxt, entry.msgstr) == (entry.previous_msgctxt, translation(entry.previous_msgid or ""))
        before = po_bytes(world.file)
        world.update()
        assert po_bytes(world.file) == before
