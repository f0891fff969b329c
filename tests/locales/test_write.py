"""What nobody touched is written in the lines in which it was read, whichever program wrote them."""

from __future__ import annotations

import polib
import pytest

from tests.locales.conftest import CONTENT_PO, FIRST, ROOT, Small
from toolkit.language.catalogs import parse_po
from toolkit.locales.comments import printed_in
from toolkit.locales.extract import Message
from toolkit.locales.merge import merge
from toolkit.locales.write import po_bytes

HEAD = """msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Generator: Weblate 5.14 and a name so long that another program would have broken this line\\n"

"""
ODD = {
    "not wrapped": '#: a.yaml\nmsgctxt "a"\nmsgid "x"\nmsgstr "' + "a long line that is not wrapped " * 6 + '"\n',
    "wrapped early": 'msgctxt "a"\nmsgid ""\n"x"\nmsgstr ""\n"one "\n"two"\n',
    "empty comment lines": '#\n# said\n#\n#.   told   widely\n#. and more\n#: a.yaml b.yaml:3\n#, no-wrap,fuzzy\nmsgid "x"\nmsgstr "y"\n',
    "previous": '#, fuzzy\n#| msgctxt "a"\n#| msgid "was"\nmsgctxt "a"\nmsgid "x"\nmsgstr "y"\n',
    "obsolete": '# said\n#, fuzzy\n#~| msgid "was"\n#~ msgctxt "a"\n#~ msgid "gone"\n#~ msgstr ""\n#~ "we"\n#~ "nt"\n',
    "escapes": 'msgid "a\\vb\\tc\\\\"\nmsgstr "\\a\\f\\"\\x41"\n',
    "signs that end lines elsewhere": 'msgid "a\u2028b\x85c"\nmsgstr "a\u2028b\x85c"\n',
    "plural": 'msgid "one"\nmsgid_plural ""\n"many"\nmsgstr[0] "1"\nmsgstr[1] ""\n"2"\n',
}


@pytest.mark.parametrize("name", sorted(ODD))
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_are_kept(name: str, newline: str) -> None:
    """A file that is read and written again is the same, byte for byte."""
    data = (HEAD + ODD[name]).replace("\n", newline).encode()

    assert po_bytes(parse_po(data, "x.po")) == data


@pytest.mark.parametrize("name", ["not wrapped", "wrapped early", "previous"])
def test_only_what_changes_is_wrapped_anew(name: str) -> None:
    """A new translation is broken into lines as gettext does; context, source and comments keep theirs."""
    file = parse_po((HEAD + ODD[name]).encode(), "x.po")
    file[0].msgstr = "new"
    written = po_bytes(file).decode()

    before, after = (HEAD + ODD[name]).split("msgstr")[:-1], written.split("msgstr")
    assert after[:-1] == before
    assert after[-1] == ' "new"\n'


def test_a_header_changes_field_by_field() -> None:
    """A field that gets another value is one changed line."""
    file = parse_po((HEAD + ODD["previous"]).encode(), "x.po")
    file.metadata["Language"] = "en_GB"

    assert po_bytes(file).decode() == (HEAD + ODD["previous"]).replace("Language: en", "Language: en_GB")


def test_a_file_without_its_last_line_end_is_read() -> None:
    """The format does not ask for it; the next writing adds it."""
    data = (HEAD + ODD["wrapped early"]).encode()

    assert po_bytes(parse_po(data.removesuffix(b"\n"), "x.po")) == data


def test_a_bare_line_of_flags_at_the_end_is_read() -> None:
    """Some tools leave one behind; nothing of a message is in it."""
    file = parse_po((HEAD + ODD["previous"] + "\n#, fuzzy\n").encode(), "x.po")

    assert [entry.msgid for entry in file] == ["x"]


def test_shipped_catalogs_come_back_as_they_are() -> None:
    """Every catalog and template of this repository is written as it was read."""
    changed = [
        path for path in sorted((ROOT / "locales").rglob("*.po*")) if po_bytes(parse_po(path.read_bytes(), "x")) != path.read_bytes()
    ]

    assert changed == []


def test_update_leaves_the_lines_of_other_programs(small: Small) -> None:
    """A file that another tool wrapped its own way, and one message that changes: the difference is that message."""
    small.translate_all()
    loose = polib.pofile(small.files[CONTENT_PO].decode(), wrapwidth=40)
    small.files[CONTENT_PO] = (str(loose).rstrip("\n") + "\n").encode()
    before = small.files[CONTENT_PO].decode().strip().split("\n\n")
    small.update()
    same = small.files[CONTENT_PO].decode().strip().split("\n\n")
    small.change(FIRST, "Кластеры растут.", "Кластеры растут быстро.")
    small.update()
    after = small.files[CONTENT_PO].decode().strip().split("\n\n")

    assert same == before
    assert len([part for part in after if part not in before]) == 2
    assert 'msgid "Кластеры растут быстро."' in next(part for part in after if part not in before)


def message(context: str, source: str) -> Message:
    """Return a message of content."""
    return Message("content", context, source, "ru", "content/x.yaml")


def through(data: bytes, *wanted: Message) -> bytes:
    """Return a file brought into step with some messages, by way of its bytes."""
    return po_bytes(merge(parse_po(data, "x.po"), wanted))


def test_a_doubt_comes_back_as_it_was() -> None:
    """Changed, removed and restored: the message is fuzzy with the source that was approved, as before it went."""
    start = (HEAD + 'msgctxt "a"\nmsgid "Кластер растёт быстро."\nmsgstr "The cluster grows fast."\n').encode()
    doubted = through(start, message("a", "Кластер растёт медленно."))
    gone = through(doubted)
    back = parse_po(through(gone, message("a", "Кластер растёт медленно.")), "x.po")

    assert b'#~| msgid "' in gone
    (entry,) = [entry for entry in back if not entry.obsolete]
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, "Кластер растёт быстро.", "The cluster grows fast.")
    assert through(through(gone), message("a", "Кластер растёт медленно.")) == through(gone, message("a", "Кластер растёт медленно."))


def test_a_removed_text_that_comes_back_changed_brings_its_translation() -> None:
    """What waits among the obsolete of a context is offered for review; a text that is not like it is new."""
    start = (HEAD + 'msgctxt "a"\nmsgid "Кластер растёт быстро."\nmsgstr "The cluster grows fast."\n').encode()
    gone = through(start)
    near = parse_po(through(gone, message("a", "Кластер растёт очень быстро.")), "x.po")
    far = parse_po(through(gone, message("a", "Закон принят в 2015 году.")), "x.po")
    elsewhere = parse_po(through(gone, message("b", "Кластер растёт очень быстро.")), "x.po")

    assert (near[0].fuzzy, near[0].previous_msgid, near[0].msgstr) == (True, "Кластер растёт быстро.", "The cluster grows fast.")
    assert (far[0].fuzzy, far[0].msgstr) == (False, "")
    assert (elsewhere[0].fuzzy, elsewhere[0].msgstr) == (False, "")


def test_new_documents_change_no_comment_of_others() -> None:
    """A comment names the documents that it named before, while they print the message, and counts none."""

    def printed(*documents: str) -> Message:
        comments = ("Cluster `north`: summary.", printed_in(documents))
        return Message("content", "a", "x", "ru", "content/x.yaml", notes=comments, printed=documents)

    first = through(HEAD.encode(), printed("briefs/c", "briefs/d"))
    more = through(first, printed("briefs/a", "briefs/b", "briefs/c", "briefs/d"))
    gone = through(more, printed("briefs/a", "briefs/b", "briefs/c", "briefs/e"))

    assert b"Printed in: briefs/c, briefs/d.\n" in first
    assert more == first
    assert b"Printed in: briefs/a, briefs/b, briefs/c and others.\n" in gone
