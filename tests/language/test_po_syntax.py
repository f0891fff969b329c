"""What is no PO is named by line, where polib would read past it; msgfmt agrees on every case."""

from __future__ import annotations

import subprocess

import pytest

from toolkit.core.diagnostics import ContentError
from toolkit.language.catalogs import parse_po
from toolkit.language.po_syntax import fault

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
BAD = {
    "no closing mark": ('msgid "a\nmsgstr "b"\n', 6),
    "mark inside": ('msgid "a "b" c"\nmsgstr "b"\n', 6),
    "unknown escape": ('msgid "a\\q"\nmsgstr "b"\n', 6),
    "no msgstr": ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 8),
    "breaks off": ('msgid "a"\n', 6),
    "breaks off in plural": ('msgid "a"\nmsgid_plural "b"\n', 7),
    "words outside": ('msgid "a"\nmsgstr "b"\nstray words\n', 8),
    "wrong index": ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 8),
    "string after a comment": ('msgid "a"\nmsgstr ""\n# more\n"b"\n', 9),
    "string first": ('"lost"\nmsgid "a"\nmsgstr "b"\n', 0),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_fault_has_its_line(name: str) -> None:
    """Each fault is found at the line where it is, and msgfmt refuses the file too."""
    words, line = BAD[name]
    found = fault(HEAD + words)
    done = subprocess.run(["msgfmt", "-o", "/dev/null", "-"], input=(HEAD + words).encode(), capture_output=True, check=False)

    if line:
        assert found is not None
        assert found[0] == line
        assert done.returncode == 1


def test_whole_file_has_no_fault() -> None:
    """Contexts, plurals, obsolete entries, previous sources and escapes are PO."""
    words = (
        '# said\n#. told\n#: a.yaml\n#, fuzzy\n#| msgid "was \\"so\\""\nmsgctxt "c"\nmsgid "a\\n"\n"b\\\\"\nmsgstr "x"\n\n'
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "1"\nmsgstr[1] "2"\n\n#~ msgctxt "c"\n#~ msgid "gone"\n#~ msgstr "weg"\n'
    )

    assert fault(HEAD + words) is None


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("\ufeffmsgid".encode("utf-16"), "po-encoding", 1),
        (HEAD.encode() + 'msgid "кластер"\nmsgstr "cluster"\n'.encode("cp1251"), "po-encoding", 6),
        (HEAD.replace("UTF-8", "windows-1251").encode() + 'msgid "кластер"\nmsgstr "x"\n'.encode(), "po-encoding", 3),
        (HEAD.replace("UTF-8", "windows-1252").encode() + b'msgid "\x81"\nmsgstr "x"\n', "po-encoding", 6),
        (HEAD.replace("UTF-8", "no-such-8").encode() + b'msgid "\xe9"\nmsgstr "x"\n', "po-encoding", 3),
        (HEAD.replace("UTF-8", "base64").encode() + b'msgid "\xe9"\nmsgstr "x"\n', "po-encoding", 3),
        ((HEAD + 'msgid "кластер"\n').encode()[:-3], "po-syntax", 6),
        (HEAD.encode() + b"#. a comment that break", "po-syntax", 6),
        (HEAD.encode() + b"<<<<<<< HEAD\n", "po-conflict", 6),
        (HEAD.encode() + b"=======\n", "po-conflict", 6),
    ],
    ids=[
        "UTF-16",
        "another encoding",
        "charset of another encoding",
        "not of its charset",
        "no charset",
        "a codec of bytes",
        "cut in a letter",
        "cut in a comment",
        "conflict",
        "conflict middle",
    ],
)
def test_file_that_cannot_be_read(data: bytes, code: str, line: int) -> None:
    """A file in another encoding, cut in the middle or with conflict markers is refused in one line."""
    with pytest.raises(ContentError) as raised:
        parse_po(data, "locales/en/LC_MESSAGES/content.po")

    (found,) = raised.value.diagnostics
    assert (found.code, found.place.line) == (code, line)


def test_every_cut_is_found() -> None:
    """A file cut anywhere but exactly between two entries is refused; only the end of the last line may be missing."""
    words = HEAD + '#. told\n#, fuzzy\nmsgctxt "c"\nmsgid "a \\" b"\nmsgstr "кластер"\n'
    data = words.encode()
    whole = {len(data), len(data) - 1, len(HEAD.encode()), len(HEAD.encode()) - 1}

    passed = []
    for end in range(len(HEAD.encode()), len(data) + 1):
        try:
            parse_po(data[:end], "x.po")
            passed.append(end)
        except ContentError:
            pass
    assert set(passed) <= whole
