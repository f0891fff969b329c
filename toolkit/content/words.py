"""Reads the words of every vocabulary: a workspace's own, then those of its theme, then those that the toolkit ships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.content.files import read_record, read_tree
from toolkit.content.tree import Fields, Node
from toolkit.content.values import Item
from toolkit.content.vocabulary import OWN, SHIPPED, SHIPPED_LANGUAGE, VOCABULARIES, Choice, shipped
from toolkit.core.diagnostics import Diagnostic, did_you_mean


@dataclass(slots=True)
class Words:
    """The words by vocabulary, own ones first; those that cannot be read, and what is wrong with them."""

    items: dict[str, dict[str, Item]] = field(default_factory=lambda: {name: {} for name in VOCABULARIES})
    broken: set[tuple[str, str]] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)


def read_words(own: bytes | None, language: str, themes: Sequence[tuple[str, bytes]] = ()) -> Words:
    """Return all words; `own` are the bytes of content/vocabulary.yaml, where there is one, `themes` path and bytes of others."""
    words = Words()
    given = [(OWN, own, language)] if own is not None else []
    for path, data, spoken in (*given, *((path, data, SHIPPED_LANGUAGE) for path, data in themes)):
        tree, found = read_tree(data, path, "vocabulary", spoken)
        words.found.extend(found)
        words.found.extend(_unknown(tree))
        if tree is None:
            words.broken.update((name, "*") for name in VOCABULARIES)
        _add(words, tree, path)
    _add(words, read_tree(shipped(), SHIPPED, "vocabulary", SHIPPED_LANGUAGE)[0], SHIPPED)
    return words


def _unknown(tree: Node) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each key that names no vocabulary."""
    if tree is not None and not isinstance(tree, Fields):
        yield Diagnostic("wrong-type", "expected a mapping of vocabularies", tree.place, "write `levels:` and below it `word: {label: …}`")
    if not isinstance(tree, Fields):
        return
    for name in tree:
        if name not in VOCABULARIES and name != "language":
            hint = did_you_mean(name, VOCABULARIES, "known: " + ", ".join(VOCABULARIES))
            yield Diagnostic("unknown-key", f"`{name}` is not a vocabulary", tree.key_place(name), hint)


def _add(words: Words, tree: Node, path: str) -> None:
    if not isinstance(tree, Fields):
        return
    for name, model in VOCABULARIES.items():
        held = tree.get(name)
        if held is not None and not isinstance(held, Fields):
            message = f"`{name}`: expected a mapping of words"
            words.found.append(Diagnostic("wrong-type", message, held.place, "write `word: {label: …}` lines"))
        elif held is not None:
            _add_vocabulary(words, name, model, held, path)


def _add_vocabulary(words: Words, name: str, model: type[Choice], held: Fields, path: str) -> None:
    for id, raw in held.items():
        if id in words.items[name] or (name, id) in words.broken:
            continue
        if not model.spelling.fullmatch(id):
            words.found.append(Diagnostic("bad-id", f"`{id[:60]}` is no word of `{name}`", held.key_place(id), model.spelt))
            continue
        word, found = read_record(model, raw, str(id), path, {})
        words.found.extend(found)
        if word is None:
            words.broken.add((name, str(id)))
        else:
            words.items[name][str(id)] = word
