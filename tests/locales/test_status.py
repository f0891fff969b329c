"""How far each language, domain and document is; what to do next; what holds back a release."""

from __future__ import annotations

import json
from pathlib import Path

from tests.locales.conftest import CONTENT_PO, Small, run
from toolkit.language.localizer import State
from toolkit.locales.status import next_steps, status


def test_counts_words_by_domain_and_document(small: Small) -> None:
    """Words of sources are counted: by domain all that are asked for, by document those that it prints."""
    small.translate({"Кластеры растут.": "Clusters grow.", "Законы меняются.": "Laws change."})
    file = small.po()
    next(entry for entry in file if entry.msgid.startswith("Законы")).flags.append("fuzzy")
    small.save(file)
    (english,) = status(small.project, small.library, ("en",))
    first, second = (document.count for document in english.documents)

    assert first
    assert second
    assert english.domains["content"].words[State.DONE] == 2
    assert english.domains["content"].words[State.FUZZY] == 2
    assert (first.words[State.DONE], first.words[State.FUZZY]) == (2, 0)
    assert (second.words[State.DONE], second.words[State.FUZZY], second.percent) == (0, 2, 0)


def test_names_what_holds_a_document_back(small: Small) -> None:
    """Each message that a document waits for has its PO line."""
    small.translate_all()
    small.translate({"Законы меняются.": ""})
    (english,) = status(small.project, small.library, ("en",))
    (left,) = english.documents[1].left
    line = small.files[CONTENT_PO].decode().split("\n")[left.place.line - 1]

    assert english.ready == ("briefs/first",)
    assert line == f'msgctxt "{left.context}"'


def test_next_step_is_the_nearest_goal(small: Small) -> None:
    """The first message to do, and the document that is nearest to release."""
    small.translate_all()
    small.translate({"Законы меняются.": "", "Первая записка": "", "Кластеры растут.": ""})
    steps = list(next_steps(status(small.project, small.library)))

    assert steps[0].startswith("en: translate `documents.first.title` at locales/en/LC_MESSAGES/content.po:")
    assert "en: briefs/second is nearest to release, 2 words away" in steps[1]


def test_labels_that_are_not_printed_hold_nothing_back(small: Small) -> None:
    """A word for a value that no page of a document shows is no work for its release."""
    small.translate_all()
    file = small.po("locales/ru/LC_MESSAGES/interface.po")
    for entry in file:
        if (entry.msgctxt or "").startswith("vocabulary.link_kinds."):
            entry.msgstr = ""
    small.save(file, "locales/ru/LC_MESSAGES/interface.po")
    (russian,) = status(small.project, small.library, ("ru",))

    assert russian.ready == ("briefs/first", "briefs/second")
    assert not russian.domains["interface"].done


def test_json_has_it_all(small: Small, tmp_path: Path) -> None:
    """`--format json` is for programs: nothing else on stdout."""
    small.on_disk(tmp_path)
    ran = run(tmp_path, "locales", "status", "--format", "json")
    data = json.loads(ran.out)

    assert data["languages"]["en"]["documents"]["briefs/second"]["release"] is False
    assert data["languages"]["en"]["documents"]["briefs/second"]["left"][0]["file"] == CONTENT_PO
    assert data["next"]


def test_a_file_in_conflict_is_no_good_end(small: Small, tmp_path: Path) -> None:
    """What cannot be read is told with exit code 1; a template in conflict is made from content alone, and so made anew."""
    small.on_disk(tmp_path)
    marks = b"<<<<<<< ours\n=======\n>>>>>>> theirs\n"
    for path in (CONTENT_PO, "locales/content.pot"):
        (tmp_path / path).write_bytes(small.files[path] + marks)
    ran = run(tmp_path, "locales", "status")
    (tmp_path / CONTENT_PO).write_bytes(small.files[CONTENT_PO])
    updated = run(tmp_path, "locales", "update")

    assert (ran.code, ran.err.count("error[po-conflict]")) == (1, 1)
    assert updated.code == 0
    assert b"<<<<<<<" not in (tmp_path / "locales/content.pot").read_bytes()
