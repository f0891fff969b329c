"""Every text of templates, phrases and content is asked for once, with what its translator must know."""

from __future__ import annotations

import pytest

from tests.locales.conftest import Small
from toolkit.core.diagnostics import ContentError
from toolkit.locales.comments import printed_texts
from toolkit.locales.extract import Message, extract


def messages(small: Small, source: str) -> list[Message]:
    """Return the messages of a source."""
    return [message for message in extract(small.workspace, small.library, printed_texts(small.project)) if message.source == source]


def test_content_message_says_what_it_is(small: Small) -> None:
    """A text of content says field, record, documents, and each placeholder with an example."""
    (message,) = messages(small, "В Северном кластере {north.participants}.")

    assert message.domain == "content"
    assert message.context == "documents.first.outline.facts.blocks.prose"
    assert message.flags == ()  # a case may follow the name of a placeholder, which gettext takes for a mistake
    assert message.comments[0] == "Document `first`: outline › facts › blocks › prose."
    assert "Printed in: briefs/first." in message.comments
    assert "{north.participants}: a figure, as “63 members”." in message.comments


def test_limited_field_says_its_limit(small: Small) -> None:
    """A field with a `Limit` gets the flag that Weblate checks, and words for editors that show no flags."""
    (message,) = messages(small, "Первая записка")

    assert message.flags == ("max-length:130",)
    assert message.comments[-1] == "At most 130 characters: the space is limited."


def test_template_speaks_to_translators(small: Small) -> None:
    """Comments of a template hold for their line, the next, and an expression begun there; not beyond."""
    small.files["templates/blocks/extra.html"] = (
        b"{# translators: {pages} is how many pages, as \xe2\x80\x9c12\xe2\x80\x9d #}\n{# max-length: 20 #}\n"
        b'<th>{{ pgettext("extra", "{pages} pages", pages=1) }}</th>\n<td>{{ pgettext("extra", "free") }}</td>\n'
        b'{# max-length: 9 #}\n{{ {\n "a": pgettext("extra", "in a table"),\n}["a"] }}\n'
    )
    first, second, third = (messages(small, source)[0] for source in ("{pages} pages", "free", "in a table"))

    assert first.flags == ("python-brace-format", "max-length:20")
    assert "{pages} is how many pages, as “12”" in first.comments
    assert not any("filled by" in comment for comment in first.comments)
    assert (second.limit, third.limit) == (0, 9)


def test_template_with_syntax_error_stops(small: Small) -> None:
    """Every template that does not compile is named with its line; nothing is extracted."""
    small.files["templates/blocks/bad.html"] = b"<p>\n{% if %}\n"
    small.files["templates/blocks/worse.html"] = b"{{ pgettext( }}"
    with pytest.raises(ContentError) as raised:
        extract(small.workspace, small.library)

    assert [(str(found.place), found.code) for found in raised.value.diagnostics] == [
        ("templates/blocks/bad.html:2:1", "template-syntax"), ("templates/blocks/worse.html:1:1", "template-syntax"),
    ]  # fmt: skip


def test_authors_own_forms_are_not_asked_for(small: Small) -> None:
    """What the author owns in a language is not in its catalog."""
    (message,) = messages(small, "Северный")

    assert set(message.official) == {"ru", "en"}
    assert not [entry for entry in small.po() if entry.msgid == "Северный"]


@pytest.mark.parametrize(("head", "language"), [("language: ru\n", "ru"), ("", "ru"), ("language: en\n", "en")])
def test_unit_is_in_the_language_of_its_file(small: Small, head: str, language: str) -> None:
    """Phrases of a unit are asked for in the language that the file says, or the site."""
    small.files["content/units.yaml"] = f"{head}member:\n  forms:\n    exact: {{one: '{{n}} член', other: '{{n}} члена'}}\n".encode()
    (message,) = messages(small, "{n} член")

    assert message.language == language
