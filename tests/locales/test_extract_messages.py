"""Every text of templates, phrases and content is asked for once, with what a translator must know."""

from __future__ import annotations

import pytest

from tests.conftest import memory
from toolkit.core.diagnostics import ContentError
from toolkit.locales.comments import printed_texts
from toolkit.locales.extract import Message, extract
from toolkit.project import Project


def messages(changes: dict[str, str] | None = None) -> dict[tuple[str, str], Message]:
    """Return the messages of the small workspace by msgctxt and msgid."""
    workspace = memory(changes)
    project = Project(workspace)
    assert project.library
    found = extract(workspace, project.library, printed_texts(project))
    made = {message.key: message for message in found}
    assert len(made) == len(found)
    return made


def test_context_is_the_dotted_path() -> None:
    """A message is found by the record and the field that it stands in, whatever its line."""
    found = messages()

    assert found["clusters.north.strengths.1", "Сильный университет."].domain == "content"
    assert found["clauses.disputes.clauses.disputes-talks.paragraphs.1", "Переговоры начинает письмо."].domain == "clauses"
    assert found["documents.north-south.title", "Соглашение о сотрудничестве"].domain == "clauses"
    assert found["brief", "Key messages"].domain == "interface"


def test_paragraph_is_a_message() -> None:
    """Prose is asked for paragraph by paragraph."""
    found = [source for context, source in messages() if context == "clusters.north.summary"]

    assert len(found) == 2
    assert found[0].startswith("Кластер объединяет")


def test_what_is_not_language_is_not_asked_for() -> None:
    """Ids, numbers, dates, codes and addresses of content are no messages."""
    sources = {source for context, source in messages() if "." in context}

    assert not sources & {"north", "62", "5-ФЗ", "2014-12-31", "RU", "map.svg", "Петров", "profile"}


def test_official_forms_are_named() -> None:
    """Where the author owns both forms, the languages that have them are not asked."""
    found = messages()

    assert set(found["clusters.north.name", "Северный кластер"].official) == {"ru", "en"}
    assert found["clusters.north.specialisation", "Фармацевтика"].official == {}


def test_units_have_plural_forms() -> None:
    """A unit is a message with plural forms, in its own language."""
    found = messages()["units.member.forms.more-than", "more than {n} member"]

    assert (found.plural, found.language) == ("more than {n} members", "en")
    assert found.flags == ("python-brace-format",)


def test_translator_learns_what_a_placeholder_prints() -> None:
    """The comment gives an example of each placeholder, and says what marks to keep."""
    found = messages()

    comments = " ".join(found["clusters.north.summary", "Кластер объединяет {participants} [@petrov2018, с. 5]."].comments)
    clause = next(message for (context, _), message in found.items() if context.endswith("disputes-talks.text"))

    assert "{participants}: a figure, as “more than 62 members”." in comments
    assert "citation" in comments
    assert "profiles/north" in comments
    assert "what the parties fill in: срок переговоров" in " ".join(clause.comments)
    assert "cross-reference" in " ".join(clause.comments)


def test_templates_are_extracted_whole() -> None:
    """Singular and plural of a template's label are one message; its placeholders are explained."""
    found = messages({"templates/blocks/box.html": '{{ npgettext("x", "{n} box of {kind}", "{n} boxes of {kind}", 2, kind=1) }}'})

    message = found["x", "{n} box of {kind}"]

    assert message.plural == "{n} boxes of {kind}"
    assert any(comment.startswith("{n}: a number") for comment in message.comments)


def test_broken_template_stops_extraction() -> None:
    """A template that does not compile is told; its messages are not taken for gone."""
    with pytest.raises(ContentError) as raised:
        messages({"templates/blocks/box.html": "\n{% if %}"})

    assert str(raised.value.diagnostics[0].place) == "templates/blocks/box.html:2:1"


def test_translator_of_a_link_learns_where_it_is_printed() -> None:
    """A link's words name the documents that print them, and no other: each text of a record its own."""
    found = messages()

    links = {context: " ".join(message.comments) for (context, _), message in found.items() if context.startswith("links.")}

    assert any("Printed in: " in comments and context.endswith(".description") for context, comments in links.items())
    assert not any("Printed in: " in comments for context, comments in links.items() if context.endswith(".locator"))
