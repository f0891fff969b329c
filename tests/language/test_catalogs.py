"""PO files become translations with state and place; what is wrong with them is told, never guessed."""

from __future__ import annotations

import pytest

from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.catalogs import load_catalog, parse_po
from toolkit.locales.write import po_bytes

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def catalog(body: str, domain: str = "content", language: str = "en"):
    """Return the catalog of one file."""
    return load_catalog(MemoryWorkspace({f"locales/{language}/LC_MESSAGES/{domain}.po": (HEAD + body).encode()}), language)


def test_message_is_found_by_context_and_source() -> None:
    """The same words under two contexts are two messages."""
    found = catalog('msgctxt "a"\nmsgid "x"\nmsgstr "one"\n\nmsgctxt "b"\nmsgid "x"\nmsgstr "two"\n').messages

    assert {key: translation.strings for key, translation in found.items()} == {("a", "x"): ("one",), ("b", "x"): ("two",)}


def test_fuzzy_and_obsolete() -> None:
    """Fuzzy is a state; obsolete is no message any more."""
    found = catalog('#, fuzzy\nmsgctxt "a"\nmsgid "x"\nmsgstr "one"\n\n#~ msgctxt "b"\n#~ msgid "y"\n#~ msgstr "two"\n').messages

    assert [(key, translation.fuzzy) for key, translation in found.items()] == [(("a", "x"), True)]


@pytest.mark.parametrize(
    ("source", "translation", "said"),
    [
        ("{n} из {m}", "{m} of {n}", None),
        ("{party_a:gen} и", "{party_a} and", None),
        ("{n} мест", "places", "lost `{n}`"),
        ("{n} мест", "{n} places {m}", "not in the source `{m}`"),
        ("{n} мест", "{N} places", "lost `{n}`; not in the source `{N}`"),
        ("{n} мест", "", None),
    ],
)
def test_placeholders_are_a_set(source: str, translation: str, said: str | None) -> None:
    """Order and case forms are free; a lost or a new placeholder is a fault of the message, at its line."""
    found = catalog(f'msgctxt "a"\nmsgid "{source}"\nmsgstr "{translation}"\n').diagnostics

    assert [one.message.partition(": ")[2] for one in found] == ([said] if said else [])
    assert {one.place.path for one in found} <= {"locales/en/LC_MESSAGES/content.po"}


def test_fault_in_one_message_leaves_the_others() -> None:
    """A broken placeholder is told, and the next message is read."""
    found = catalog('msgctxt "a"\nmsgid "{n} x"\nmsgstr "y"\n\nmsgctxt "b"\nmsgid "z"\nmsgstr "w"\n')

    assert found.messages["a", "{n} x"].fault is not None
    assert found.messages["b", "z"].fault is None
    assert found.unreadable is None


def test_unreadable_file_is_remembered() -> None:
    """What a broken file held is not missing: the catalog says why it is not there."""
    found = catalog("<<<<<<< ours\n")

    assert found.messages == {}
    assert found.unreadable is not None
    assert found.unreadable.code == "po-conflict"


def test_domains_are_read_together() -> None:
    """Three files make one catalog; a broken one does not hide the others."""
    files = {"content": HEAD + 'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n', "clauses": "msgid\n", "interface": HEAD}
    workspace = MemoryWorkspace({f"locales/en/LC_MESSAGES/{name}.po": words.encode() for name, words in files.items()})

    found = load_catalog(workspace, "en")

    assert list(found.messages) == [("a", "x")]
    assert [one.code for one in found.diagnostics] == ["po-syntax"]


def test_tag_with_a_region_is_written_the_posix_way() -> None:
    """`pt-BR` lives in `locales/pt_BR`."""
    workspace = MemoryWorkspace({"locales/pt_BR/LC_MESSAGES/content.po": (HEAD + 'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n').encode()})

    assert load_catalog(workspace, "pt-BR").messages


def test_lines_are_those_of_the_file() -> None:
    """Each entry knows its line, for the editor to go to."""
    file = parse_po((HEAD + '#. comment\nmsgctxt "a"\nmsgid "x"\nmsgstr "y"\n').encode(), "x.po")

    assert 6 <= (file[0].linenum or 0) <= 9


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("[here](javascript:alert(1))", "unsafe-link"),
        ("<b>word</b>", "html-in-prose"),
        ("[](#talks:accus)", "unknown-value"),
        ("{north-x.y}", "broken-mark"),
    ],
)
def test_translation_of_prose_holds_what_prose_may(words: str, code: str) -> None:
    """What an author may not write a translator may not either; a label is no Markdown, and is escaped."""
    body = f'msgctxt "a"\nmsgid "x"\nmsgstr "{words}"\n'

    assert [(one.code, one.place.line) for one in catalog(body).diagnostics] == [(code, 6)]
    assert catalog(body, "interface").diagnostics == ()


@pytest.mark.parametrize(("charset", "words"), [("ISO-8859-1", "déjà"), ("windows-1251", "кластер"), ("KOI8-R", "кластер")])
def test_a_file_is_read_by_the_charset_of_its_header(charset: str, words: str) -> None:
    """What tools wrote in another charset than UTF-8 is read as its header says, and written as UTF-8."""
    made = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "a"\nmsgstr "{words}"\n'
    file = parse_po(made.encode(charset), "x.po")

    assert file[0].msgstr == words
    assert po_bytes(file) == made.replace(charset, "UTF-8").encode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_is_no_part_of_a_file(newline: str) -> None:
    """An editor's byte-order mark is passed over, and not written again; line ends stay."""
    made = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'.replace("\n", newline).encode()

    assert po_bytes(parse_po(b"\xef\xbb\xbf" + made, "x.po")) == made
