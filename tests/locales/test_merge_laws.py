"""A catalog is brought into step with its messages, and no translation is ever lost."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import polib
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.catalogs import parse_po
from toolkit.locales.extract import Message
from toolkit.locales.merge import merge
from toolkit.locales.write import po_bytes


def message(context: str, source: str, plural: str = "") -> Message:
    """Return a message of content."""
    return Message("content", context, source, "ru", "content/x.yaml", plural)


def catalog(*entries: polib.POEntry) -> polib.POFile:
    """Return an English catalog."""
    return empty("en", "nplurals=2; plural=(n != 1);", entries)


def empty(language: str, plurals: str, entries: Iterable[polib.POEntry] = ()) -> polib.POFile:
    """Return a catalog with the header that gettext asks for."""
    file = polib.POFile(wrapwidth=78)
    file.metadata = {
        "Project-Id-Version": "x 1", "PO-Revision-Date": "2026-11-16 12:00+0000", "Last-Translator": "A <a@example.org>",
        "Language-Team": "x <x@example.org>", "Language": language, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": plurals,
    }  # fmt: skip
    file.extend(entries)
    return file


def entry(context: str, source: str, translation: str, **more: object) -> polib.POEntry:
    """Return an entry of a catalog."""
    return polib.POEntry(msgctxt=context, msgid=source, msgstr=translation, **more)


def states(file: polib.POFile) -> dict[tuple[str, str], tuple[str, str]]:
    """Return translation and state of every entry."""
    return {
        (one.msgctxt or "", one.msgid): (one.msgstr, "obsolete" if one.obsolete else "fuzzy" if one.fuzzy else "")
        for one in file
    }  # fmt: skip


def test_translation_stays() -> None:
    """What has not changed keeps its translation, its comment and its place in the document's order."""
    old = catalog(entry("b", "два", "two", tcomment="mine"), entry("a", "раз", "one"))

    new = merge(old, [message("a", "раз"), message("b", "два")])

    assert list(states(new)) == [("a", "раз"), ("b", "два")]
    assert new[1].tcomment == "mine"
    assert new[1].msgstr == "two"


def test_changed_source_is_fuzzy_and_remembers() -> None:
    """A changed source keeps the old translation for review, with the old source beside it."""
    old = catalog(entry("a", "Первый вариант текста", "The first wording"))

    new = merge(old, [message("a", "Второй вариант текста")])

    assert states(new)["a", "Второй вариант текста"] == ("The first wording", "fuzzy")
    assert new[0].previous_msgid == "Первый вариант текста"


def test_changed_twice_remembers_the_translated_source() -> None:
    """Before a review, the source that the translation belongs to is kept, not the one between."""
    once = merge(catalog(entry("a", "раз два три", "x")), [message("a", "раз два четыре")])

    twice = merge(once, [message("a", "раз два пять")])

    assert twice[0].previous_msgid == "раз два три"


def test_nothing_is_guessed_across_contexts() -> None:
    """The same words under another context are a new message."""
    new = merge(catalog(entry("a", "текст", "text")), [message("b", "текст")])

    assert states(new) == {("b", "текст"): ("", ""), ("a", "текст"): ("text", "obsolete")}


def test_new_text_in_a_context_of_several_takes_the_most_alike() -> None:
    """Of several paragraphs, a changed one continues the one that it resembles; a new one is new."""
    old = catalog(entry("s", "Кластер появился в 2015 году.", "founded"), entry("s", "Партнёр кластера — академия.", "partner"))
    wanted = [message("s", "Кластер появился в 2016 году."), message("s", "Совсем новое."), message("s", "Партнёр кластера — академия.")]

    new = merge(old, wanted)

    assert {key: state for key, state in states(new).items() if state[1] != "obsolete"} == {
        ("s", "Кластер появился в 2016 году."): ("founded", "fuzzy"),
        ("s", "Совсем новое."): ("", ""),
        ("s", "Партнёр кластера — академия."): ("partner", ""),
    }


LIST = "documents.b.key_messages"


def test_inserted_item_takes_no_translation_along() -> None:
    """An item put in before others renumbers them; each keeps its translation, none becomes fuzzy, and the new one is new."""
    old = catalog(entry(f"{LIST}.1", "раз", "one"), entry(f"{LIST}.2", "два", "two"))

    new = merge(old, [message(f"{LIST}.1", "новое"), message(f"{LIST}.2", "раз"), message(f"{LIST}.3", "два")])

    assert states(new) == {(f"{LIST}.1", "новое"): ("", ""), (f"{LIST}.2", "раз"): ("one", ""), (f"{LIST}.3", "два"): ("two", "")}


def test_changed_item_is_fuzzy_at_its_number_or_where_it_moved() -> None:
    """An item that changed keeps its translation as fuzzy, moved or not; one that was rewritten does in a list of the same length."""
    old = catalog(entry(f"{LIST}.1", "Кластер растёт с 2015 года.", "grows"), entry(f"{LIST}.2", "Партнёр — академия.", "partner"))

    file = merge(old, [message(f"{LIST}.1", "Партнёр — академия."), message(f"{LIST}.2", "Кластер растёт с 2016 года.")])
    moved = states(file)
    rewritten = merge(file, [message(f"{LIST}.1", "Совсем другое."), message(f"{LIST}.2", "Кластер растёт с 2016 года.")])

    assert [state for state in moved.values() if state[1] != "obsolete"] == [("partner", ""), ("grows", "fuzzy")]
    assert states(rewritten)[f"{LIST}.1", "Совсем другое."] == ("partner", "fuzzy")


def test_catalogs_from_before_items_were_numbered_lose_nothing() -> None:
    """Items, sections and blocks that shared one context find their translations at the contexts that they have now."""
    outline = "documents.b.outline"
    old = catalog(
        entry(LIST, "раз", "one"), entry(LIST, "два", "two"), entry(f"{outline}.title", "Итог", "End"),
        entry(f"{outline}.blocks.prose", "Текст", "Text"), entry("clusters.k.facts.a.label", "Текст", "Other"),
    )  # fmt: skip

    keys = [f"{LIST}.1", f"{LIST}.2", f"{outline}.aims.title", f"{outline}.end.title", f"{outline}.aims.blocks.2.prose"]
    new = merge(old, [message(*pair) for pair in zip(keys, ("раз", "два", "Итог", "Итог", "Текст"), strict=True)])

    assert [one.msgstr for one in new if not one.obsolete] == ["one", "two", "End", "End", "Text"]
    assert [(one.msgctxt, one.msgstr) for one in new if one.obsolete] == [("clusters.k.facts.a.label", "Other")]


def test_obsolete_and_back() -> None:
    """A message that goes is kept as memory; when it comes back, so does its translation, not fuzzy."""
    gone = merge(catalog(entry("a", "раз", "one")), [])

    back = merge(gone, [message("a", "раз")])

    assert states(gone) == {("a", "раз"): ("one", "obsolete")}
    assert states(back) == {("a", "раз"): ("one", "")}


def test_untranslated_leaves_no_memory() -> None:
    """An entry that nobody translated is simply gone."""
    assert list(merge(catalog(entry("a", "раз", "")), [])) == []


def test_header_and_flags_stay() -> None:
    """What translators and their tools wrote is theirs."""
    old = catalog(entry("a", "раз", "one", flags=["no-wrap"]))
    old.metadata["X-Generator"] = "Poedit 3"
    old.header = "Names of those who translate"

    new = merge(old, [message("a", "раз")])

    assert new.metadata["X-Generator"] == "Poedit 3"
    assert "Names of those who translate" in new.header
    assert "no-wrap" in new[0].flags


def test_plural_forms_are_those_of_the_language() -> None:
    """A message with a plural has as many forms as the language; one that gains a plural keeps its words for review."""
    russian = empty("ru", "nplurals=3; plural=(n%10==1 ? 0 : n%10<=4 ? 1 : 2);")
    plural = Message("content", "u", "{n} member", "en", "x", "{n} members")

    new = merge(russian, [plural])

    assert sorted(new[0].msgstr_plural) == [0, 1, 2]
    assert "python-brace-format" in new[0].flags


WORDS = st.sampled_from(["раз", "два", "раз два", "раз два три", "три", "совсем другое"])
MESSAGES = st.lists(st.tuples(st.sampled_from(["a", "b", "d.x.list.1", "d.x.list.2"]), WORDS), unique=True, max_size=6).map(
    lambda pairs: [message(*pair) for pair in pairs]
)


@given(st.lists(MESSAGES, min_size=1, max_size=4))
def test_no_translation_is_ever_lost(history: list[list[Message]]) -> None:
    """Through any history of changes, every translation is in the file; and a merge repeated changes nothing."""
    file = catalog()
    made = set[str]()
    for number, wanted in enumerate(history):
        file = merge(file, wanted)
        assert [(one.msgctxt, one.msgid) for one in file if not one.obsolete] == [one.key for one in wanted]
        assert made <= {one.msgstr for one in file}
        assert po_bytes(merge(parse_po(po_bytes(file), "x.po"), wanted)) == po_bytes(file)
        for one in file.untranslated_entries():
            one.msgstr = f"translation {number} of {one.msgctxt} {one.msgid}"
            made.add(one.msgstr)


@given(st.lists(MESSAGES, min_size=2, max_size=3))
def test_gettext_accepts_the_file(history: list[list[Message]]) -> None:
    """What is written is read back entry for entry."""
    file = catalog()
    for wanted in history:
        file = merge(file, wanted)
        for one in file.untranslated_entries():
            one.msgstr = "x"

    again = polib.pofile(str(file))

    assert states(again) == states(file)


def test_msgfmt_accepts_the_file(tmp_path: Path) -> None:
    """`msgfmt -c` has nothing to say of a file with current, fuzzy and obsolete entries."""
    old = catalog(entry("a", "раз два", "one"), entry("b", "три", "three"), entry("c", "пять", "five"))
    file = merge(old, [message("a", "раз"), message("c", "пять")])
    path = tmp_path / "x.po"
    path.write_text(str(file), encoding="utf-8")

    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
