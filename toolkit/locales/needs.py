"""Tells what a new language needs besides its translations: plural forms, fonts, hyphenation, words of the site."""

from __future__ import annotations

from collections.abc import Iterator

import pyphen

from toolkit.checks.language_fonts import check_fonts
from toolkit.content.library import Library
from toolkit.content.walk import texts
from toolkit.core.workspace import Workspace
from toolkit.language.statements import knows
from toolkit.language.tags import right_to_left
from toolkit.locales.plurals import form_examples


def needs(workspace: Workspace, library: Library, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a language needs, or has: a heading and a sentence each."""
    examples = form_examples(language)
    yield "plural forms", f"{len(examples)}: " + "; ".join(f"msgstr[{form}] for {numbers}" for form, numbers in enumerate(examples))
    lacking = [found.hint for found in check_fonts(workspace, (language,))]
    yield "fonts", lacking[0] if lacking else "those of the theme have its letters"
    known = pyphen.language_fallback(language.replace("-", "_"))
    yield "hyphenation", f"by the patterns `{known}`" if known else "no patterns are known: PDFs are set without, their lines ragged"
    if right_to_left(language):
        yield "direction", "from right to left: pages and PDFs are set so; look at figures and tables in a draft"
    own = [text for text in texts(library.site) if language not in dict(text.official) and text.language != language]
    if own:
        yield (
            "the site's own words",
            f"{len(own)} messages, from `{own[0].context}` on, in content.po: title, publisher and what stands on every page",
        )
    chain = library.site.chain(language)
    yield (
        "until it is translated",
        f"{', then '.join(chain)} stands in, marked; `fallbacks: {{{language}: […]}}` in site.yaml says otherwise",
    )
    if not knows(language):
        told = "`locales check` compares numbers, placeholders, links and terms, not what sentences state: toolkit/language/statements.yaml"
        yield "checks", told
