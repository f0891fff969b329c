"""Fills the placeholders that stand for the parties of an agreement: one, all of them, the other one, and how many copies there are."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from toolkit.content.agreements import Agreement, Party
from toolkit.content.library import Library
from toolkit.language.localizer import Localizer
from toolkit.outline.agreement import ALL_PARTIES, ANOTHER_PARTY, OTHER_PARTY, PARTY_NAMES
from toolkit.outline.model import Target
from toolkit.outline.party_names import short_name
from toolkit.outline.phrases import reference_phrase, say
from toolkit.render.phrases import phrase_html


def agreement_word(library: Library, terms: Agreement, name: str, case: str, localizer: Localizer) -> Markup | None:
    """Return what a placeholder of an agreement stands for, in a case; nothing when it is no name of a party or of parties."""
    if name in PARTY_NAMES[: len(terms.parties)]:
        return _short(library, terms, PARTY_NAMES.index(name), case, localizer)
    if name == ALL_PARTIES:
        return Markup(localizer.listing(_short(library, terms, position, case, localizer) for position in range(len(terms.parties))))
    if name in (OTHER_PARTY, ANOTHER_PARTY):
        number, which = "two" if len(terms.parties) == 2 else "more", name.replace("_", "-")
        return localizer.marked(lambda: say(localizer, f"agreement.{which}.{terms.form}.{number}.{case or 'nom'}"))
    if name == "copies":
        return localizer.marked(lambda: say(localizer, f"agreement.copies.{len(terms.parties)}"))
    return None


def _short(library: Library, terms: Agreement, position: int, case: str, localizer: Localizer) -> Markup:
    return localizer.marked(lambda: short_name(library.get(Party, terms.parties[position]), case, localizer))


def provisions_named(targets: Iterable[Target], localizer: Localizer) -> Markup:
    """Return «статьи 11, 12 и 17, а также пункты 13.1 и 14.2», each number a link."""
    found = tuple(targets)
    articles, clauses = (_of_kind(found, kind, localizer) for kind in ("article", "clause"))
    if not (articles and clauses):
        return articles or clauses
    return phrase_html(localizer, "agreement.provisions.both", {"articles": articles, "clauses": clauses})


def _of_kind(found: tuple[Target, ...], kind: str, localizer: Localizer) -> Markup:
    alike = [target for target in found if target.kind == kind]
    if len(alike) == 1:
        words = localizer.marked(lambda: reference_phrase(localizer, alike[0], "nom"))
        return Markup('<a class="xref" href="#{}">{}</a>').format(alike[0].id, words)
    links = (str(Markup('<a class="xref" href="#{}">{}</a>').format(target.id, target.number)) for target in alike)
    return phrase_html(localizer, f"agreement.provisions.{kind}s", {"numbers": Markup(localizer.listing(links))}) if alike else Markup("")
