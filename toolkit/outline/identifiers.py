"""Gives acts and agreements the one identifier by which machines know them, whatever language a page is in.

It is an IRI of the Akoma Ntoso Naming Convention 1.0 (OASIS), as `/akn/kz/act/decree/2014-08-01/874`: see `docs/identifiers.md`.
"""

from __future__ import annotations

import datetime as dt
import re

from babel.core import get_global

from toolkit.content.agreements import Party
from toolkit.content.csl import latin
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Publication

UNDATED = "undated"
"""Stands in place of the day of an act whose record gives none."""


def act_identifier(act: LegalBasis, provision: str = "") -> str:
    """Return the European Legislation Identifier of an act, where its record gives one, or the IRI that its record makes.

    A provision that is asked for follows the IRI as its portion: `…/2014-05-29/water-code~art_3`.
    """
    if act.eli:
        return str(act.eli)
    number = _plain(act.number_latin or act.number or "") or act.id
    day = act.adopted.isoformat() if act.adopted else UNDATED
    portion = f"~{provision}" if provision else ""
    return f"/akn/{str(act.jurisdiction).lower()}/act/{act.type}/{day}/{number}{portion}"


def act_address(act: LegalBasis, base: Base) -> str:
    """Return the one address by which linked data know an act: its ELI, or its identifier below the address of the site.

    It names no language and no page, so that every page in every edition speaks of one act.
    """
    identifier = act_identifier(act)
    return identifier if "://" in identifier else base.url.rstrip("/") + identifier


def agreement_identifier(library: Library, publication: Publication, began: dt.date) -> str:
    """Return the IRI of a draft agreement: the country of its first party, the day of its first draft, and its own name."""
    terms = publication.document.agreement
    assert terms is not None
    party = library.get(Party, terms.parties[0])
    return f"/akn/{str(party.country).lower()}/doc/{terms.form}/{began.isoformat()}/{publication.id.rpartition('/')[2]}"


def language_code(tag: str) -> str:
    """Return the three letters by which ISO 639-2 knows a language (those of terminology): `rus` for `ru`, `deu` for `de`."""
    short = tag.partition("-")[0]
    known = sorted(code for code, found in get_global("language_aliases").items() if found == short and len(code) == 3)
    return next((code for code in known if code.startswith(short)), known[0] if known else short)


def _plain(number: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", latin(number)).strip("-")
