"""What a machine drafted is marked, waits for a name, and never takes the place of what a person wrote."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tests.locales.conftest import CONTENT_PO, Small, run
from toolkit.language.catalogs import parse_po

PROSE = "documents.second.outline.facts.blocks.prose"
SOURCE = "Законы меняются."
MADE = {"engine": "DeepL", "model": "next-gen", "date": "2026-11-28"}
TITLE = "documents.second.title"


@pytest.fixture
def folder(small: Small, tmp_path: Path) -> Path:
    """Return a workspace on disk, all translated but one message."""
    small.translate_all()
    small.translate({SOURCE: ""})
    return small.on_disk(tmp_path)


def entry(folder: Path, context: str) -> polib.POEntry:
    """Return the entry of a context."""
    file = parse_po((folder / CONTENT_PO).read_bytes(), CONTENT_PO)
    return next(one for one in file if one.msgctxt == context and not one.obsolete)


def line(**more: object) -> str:
    """Return a draft of the message that nobody has translated, as a JSON line."""
    return json.dumps({"context": PROSE, "source": SOURCE, "translation": "The laws change.", **MADE, **more}, ensure_ascii=False)


def take(folder: Path, words: str, *options: str, suffix: str = "jsonl"):
    """Import drafts."""
    path = folder / f"drafts.{suffix}"
    path.write_text(words, encoding="utf-8")
    return run(folder, "locales", "drafts", str(path), "--lang", "en", *options)


def test_a_draft_says_who_made_it_and_stays_fuzzy(folder: Path) -> None:
    """A draft bears engine, model and date, and the marks `fuzzy` and `machine`."""
    ran = take(folder, line())

    made = entry(folder, PROSE)
    assert (ran.code, ran.out) == (0, "1 draft taken\n")
    assert made.msgstr == "The laws change."
    assert made.flags[:2] == ["fuzzy", "machine"]
    assert made.tcomment.startswith("machine: DeepL; next-gen; 2026-11-28; ")


@pytest.mark.parametrize("suffix", ["csv", "csv of Excel", "xliff"])
def test_other_formats_say_the_same(folder: Path, suffix: str) -> None:
    """CSV and XLIFF bring the same draft; who made them may be said on the command line; semicolons part cells too."""
    options = [word for name, value in MADE.items() for word in (f"--{name}", value)]
    if suffix.startswith("csv"):
        sign, suffix = ";" if suffix.endswith("Excel") else ",", "csv"
        words = f'context{sign}source{sign}translation\n{PROSE}{sign}{SOURCE}{sign}"The laws change."\n'
    else:
        run(folder, "locales", "export", "--lang", "en", "--to", str(folder / "x.xlf"))
        words = (folder / "x.xlf").read_text(encoding="utf-8")
        words = words.replace(f"<source>{SOURCE}</source>", f"<source>{SOURCE}</source>\n<target>The laws change.</target>")
    ran = take(folder, words, *options, suffix=suffix)

    assert ran.code == 0, ran.err
    assert ran.out.startswith("1 draft taken")
    assert entry(folder, PROSE).tcomment.startswith("machine: DeepL; next-gen; 2026-11-28; ")


def test_what_is_to_draft_goes_out_as_json_lines(folder: Path) -> None:
    """An export for machines has what nobody has translated; filled in, it comes back."""
    run(folder, "locales", "export", "--format", "jsonl", "--lang", "en", "--to", str(folder / "todo.jsonl"))
    rows = [json.loads(row) for row in (folder / "todo.jsonl").read_text(encoding="utf-8").splitlines()]
    ran = take(folder, "".join(f"{json.dumps({**row, **MADE, 'translation': 'Laws.'})}\n" for row in rows))

    assert [(row["context"], row["source"], row["from"], row["language"]) for row in rows] == [(PROSE, SOURCE, "ru", "en")]
    assert ran.out == "1 draft taken\n"


def test_what_a_person_wrote_stays(folder: Path) -> None:
    """A translation of a person stays, finished or fuzzy, and so does a draft that a person changed; an untouched draft is renewed."""
    take(folder, line())
    again = take(folder, line(translation="Laws are changing.", date="2026-11-29"))
    same = take(folder, line(translation="Laws are changing.", date="2026-11-29"))
    path = folder / CONTENT_PO
    path.write_bytes(path.read_bytes().replace(b"Laws are changing.", b"Law is changing."))
    edited = take(folder, line())
    person = take(folder, line(context=TITLE, source="Вторая записка"))

    assert (again.out, same.out) == ("1 draft taken\n", "0 drafts taken, 1 there already\n")
    assert (edited.out, person.out) == ("0 drafts taken, 1 kept as a person wrote them\n",) * 2
    assert entry(folder, PROSE).msgstr == "Law is changing."


def test_a_draft_is_released_by_name_only(folder: Path) -> None:
    """Neither taking the fuzzy mark away nor `accept` makes a draft final; a name does, and stands in the file."""
    take(folder, line())
    path = folder / CONTENT_PO
    path.write_bytes(path.read_bytes().replace(b"#, fuzzy, machine\n", b""))
    release = run(folder, "build", "briefs/second", "--lang", "en", "--format", "html", "--release")
    checked = run(folder, "locales", "check")
    refused = run(folder, "locales", "accept", PROSE)
    accepted = run(folder, "locales", "accept", PROSE, "--by", "Anna Petrova")
    after = run(folder, "build", "briefs/second", "--lang", "en", "--format", "html", "--release")

    assert (release.code, "error[machine-draft]" in release.err) == (1, True)
    assert f"warning[machine-draft]: translation of `{PROSE}`: DeepL next-gen, 2026-11-28 drafted it" in checked.err
    assert (refused.code, "nobody answers for it" in refused.err) == (1, True)
    assert accepted.out == "1 message accepted, 0 refused\n"
    assert "approved: Anna Petrova; 20" in entry(folder, PROSE).tcomment
    assert "machine-draft" not in after.err


def test_a_draft_shows_wherever_work_is_counted(folder: Path) -> None:
    """Page, preview, status and report tell a draft from a translation; the sheet on the edition names engine and approver."""
    take(folder, line())
    run(folder, "build", "briefs/second", "--lang", "en", "--format", "html")
    page = (folder / "build/site/en/briefs/second.html").read_text(encoding="utf-8")
    status = json.loads(run(folder, "locales", "status", "--json", "--lang", "en").out)["languages"]["en"]["documents"]["briefs/second"]
    report = json.loads(run(folder, "report", "--json").out)
    run(folder, "locales", "preview", "briefs/second", "--lang", "en")
    preview = (folder / "build/preview/en/briefs/second.html").read_text(encoding="utf-8")
    run(folder, "locales", "accept", PROSE, "--by", "Anna Petrova")
    run(folder, "build", "briefs/second", "--lang", "en", "--format", "html")
    approved = (folder / "build/site/en/briefs/second.html").read_text(encoding="utf-8")

    assert f'class="machine" data-message="{PROSE}"' in page
    assert "1 machine draft not approved" in page
    assert (status["messages"]["machine"], status["left"][0]["state"]) == (1, "machine")
    assert report["totals"]["machine"] == 1
    assert "is-machine" in preview
    assert "DeepL next-gen, 2026-11-28" in preview
    assert "drafted by DeepL next-gen and approved by Anna Petrova" in approved


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (line(translation=""), "the draft says no `translation`"),
        (line(engine=""), "the draft says no `engine`"),
        (line(date="yesterday"), "`yesterday` is no date"),
        (line(engine="a; b"), "is no name of an engine"),
        (line(language="ru"), "the draft is in `ru`"),
        (line(translation=[1]), "are words"),
        (line(tranlation="x"), "`tranlation` is not known here"),
        ("{", "not valid JSON"),
        ('{"a": 1}\n[]', "no JSON object"),
        ("context,source\na,b,c\n", "more cells"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(folder: Path, words: str, said: str) -> None:
    """A draft that says too little is an error at its line, and no catalog is touched."""
    before = (folder / CONTENT_PO).read_bytes()
    ran = take(folder, words)

    assert (ran.code, "error[draft-unreadable]" in ran.err, said in ran.err) == (1, True, True), ran.err
    assert (folder / CONTENT_PO).read_bytes() == before


def test_a_draft_that_lost_a_placeholder_is_passed_over(folder: Path) -> None:
    """Words that would print wrong are not taken, and told."""
    context = "clusters.north.summary"
    path = folder / CONTENT_PO
    path.write_bytes(path.read_bytes().replace(b"The cluster has {participants} [@petrov, p. 5].", b""))
    ran = take(folder, line(context=context, source="В кластере {participants} [@petrov, с. 5].", translation="It has many."))

    assert ran.out == "0 drafts taken, 1 passed over\n"
    assert "warning[placeholder-mismatch]: the draft of `clusters.north.summary` is passed over" in ran.err
