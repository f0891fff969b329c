"""PO files become translations with state and place; what is wrong with them is told, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.core.kept_files import KeptFiles
from toolkit.core.notes import Notes
from toolkit.core.workspace import MemoryWorkspace
from toolkit.language import catalogs
from toolkit.language.catalogs import Catalog, load_catalog, parse_po
from toolkit.language.po_pieces import read_alone
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


PATH = "locales/en/LC_MESSAGES/content.po"
LINES = (
    HEAD + '# a remark\n#, fuzzy\nmsgctxt "a"\nmsgid "{n} x"\nmsgstr "one {n}"\n\n#~ msgid "y"\n#~ msgstr "two"\n\n'
    'msgctxt "b"\nmsgid "z"\nmsgid_plural "zz"\nmsgstr[0] "w"\nmsgstr[1] "ww"\n\nmsgctxt "c"\nmsgid "{m} v"\nmsgstr ""\n"u {k}"\n'
).split("\n")
PUT = ("", "# more", "#, fuzzy", 'msgid "q"', 'msgstr "r"', '"s"', "#~ gone", "junk", 'msgctxt "b"')
EDIT = st.tuples(st.integers(0, len(LINES)), st.integers(0, 3), st.sampled_from(((), *((line,) for line in PUT))))


def read(words: str, kept: KeptFiles | None = None) -> Catalog:
    """Return the catalog of a file, as if it were read for the first time where nothing is kept."""
    workspace = MemoryWorkspace({PATH: words.encode()})
    return load_catalog(workspace, "en", kept) if kept else load_catalog(workspace, "en")


@given(st.lists(EDIT, min_size=1, max_size=4))
def test_an_edited_file_is_read_as_if_for_the_first_time(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int, tuple[str, ...]]]
) -> None:
    """Whatever lines are lost or put in, what is kept of the file before alters nothing of what is read now."""
    kept = Notes.open(tmp_path_factory.mktemp("notes"), "one")
    lines = list(LINES)
    read("\n".join(lines), kept)
    for at, lost, put in edits:
        lines[at : at + lost] = put
        words = "\n".join(lines)
        now, fresh = read(words, kept), read(words)

        assert (now.messages, now.diagnostics, now.unreadable) == (fresh.messages, fresh.diagnostics, fresh.unreadable)
        assert [now.plural(n) for n in range(9)] == [fresh.plural(n) for n in range(9)]
        assert fresh.diagnostics or fresh.messages == dict(catalogs._whole(words.encode(), PATH, prose=True).found)
    kept.close()


def test_only_the_piece_that_was_edited_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file in which a message was edited, that message is read, and the head."""
    kept = Notes.open(tmp_path, "one")
    read("\n".join(LINES), kept)
    pieces: list[str] = []
    monkeypatch.setattr(catalogs, "read_alone", lambda words: pieces.append(words) or read_alone(words))

    assert read("\n".join(LINES).replace('"ww"', '"www"'), kept).messages["b", "z"].strings == ("w", "www")
    assert [piece.split("\n")[0] for piece in pieces] == ['msgid ""', 'msgctxt "b"']
