"""Makes an example of every field of a record: from the sentence that tells of the field, else from what the field holds."""

from __future__ import annotations

import re
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from toolkit.content.document import BlockItem
from toolkit.content.field_words import fields_of
from toolkit.content.prose import Prose
from toolkit.content.text import Text
from toolkit.content.values import Reference

UNKNOWN = "…"
"""What stands for an example that cannot be made: the type of a package that nobody told of here."""

_SAID = re.compile(r"(?:: |\bas )(?:`([^`]+)`|«([^»]+)»|“([^”]+)”)")
"""An example in a sentence: what stands in backticks or quotation marks after a colon or the word “as”."""
_TYPES = MappingProxyType({
    "bool": "true", "Decimal": "40", "Day": "2026-11-16", "Moment": "2016", "Period": "2016", "Issued": "2016", "LanguageTag": "en",
    "Edition": "en-ru", "Address": "https://example.org/", "SiteAddress": "https://example.org/", "Email": "office@example.org",
    "FileName": "map.svg", "Version": "0.2", "SectionId": "conclusions", "OldAddress": "briefs/old-name", "ParagraphId": "withdrawal",
    "BlockItem": "{prose: Clusters grow where firms trust each other.}",
})  # fmt: skip
_IDS = MappingProxyType({
    "clusters": "alpha", "organisations": "university", "programmes": "growth", "legal_bases": "cluster-act", "sources": "porter-1998",
    "units": "jobs", "groups": "border", "glossary": "cluster", "corrections": "wrong-year", "recommendations": "one-register",
    "documents": "overview", "addressees": "ministry", "success_factors": "coordinator", "parties": "alpha-office", "tables": "jobs",
    "pages": "about",
    "clauses": "withdrawal", "facts": "alpha.jobs", "jurisdictions": "AT", "document_kinds": "brief", "act_types": "treaty",
    "cluster_statuses": "operating", "group_kinds": "typology", "organisation_kinds": "university", "link_kinds": "member",
    "link_statuses": "in-force", "levels": "national", "origins": "source", "settings": "general",
})  # fmt: skip
_WORDS = MappingProxyType({
    "caption": "{ru: Участники по годам, en: Members by year}",
    "note": "{ru: По данным самого кластера, en: As the cluster itself reports}",
    "summary": "{ru: Кластер объединяет 40 компаний., en: The cluster unites 40 firms.}",
    "title": "{ru: Кластеры без границ, en: Clusters without borders}",
    "label": "{ru: Участники, en: Members}",
    "name": "{ru: Северный кластер, en: Northern Cluster}",
    "short": "{ru: Северный, en: Northern}",
    "text": "{ru: Кластеры растут там, где фирмы доверяют друг другу., en: Clusters grow where firms trust each other.}",
    "description": "{ru: Что объединяет кластеры области., en: What the clusters of the region share.}",
    "definition": "{ru: Группа связанных фирм одной местности., en: A group of linked firms in one place.}",
    "claim": "{ru: Приграничные кластеры растут быстрее., en: Border clusters grow faster.}",
    "rationale": "{ru: Сегодня реестры ведутся порознь., en: Registers are kept apart today.}",
    "reason": "{ru: Нынешний текст не говорит о сроке., en: The present text names no term.}",
    "request": "{ru: Просим одобрить план., en: Please approve the plan.}",
    "key_messages": "{ru: Кластерам нужен общий реестр., en: Clusters need one register.}",
    "strengths": "{ru: сильный университет, en: a strong university}",
    "gaps": "{ru: число рабочих мест не названо, en: the number of jobs is not stated}",
    "plural": "{ru: Аналитические записки, en: Policy briefs}",
    "navigation": "{ru: Записки, en: Briefs}",
    "counted": "{ru: записки, en: briefs}",
    "what": "{ru: Исправлено число участников., en: The number of members was corrected.}",
    "says": "{ru: Кластеры вправе получать субсидии., en: Clusters may receive grants.}",
    "sender": "{ru: Северный кластер, en: Northern Cluster}",
    "recipient": "{ru: Южный кластер, en: Southern Cluster}",
    "position": "{ru: Директор, en: Director}",
    "by_when": "{ru: до конца 2027 года, en: by the end of 2027}",
    "measure": "{ru: число общих проектов, en: number of joint projects}",
    "target": "{ru: 10 проектов к 2028 году, en: 10 projects by 2028}",
    "addressee": "{ru: органы управления кластеров, en: managements of clusters}",
    "sets_up": "{ru: Координационный совет, en: Coordination Council}",
    "points": "{ru: обмен сведениями;, en: exchange of information;}",
    "to": "{ru: Министерство экономики, en: Ministry of Economy}",
    "enclosures": "{ru: Проект соглашения на 5 л. в 1 экз., en: 'Draft agreement, 5 sheets, 1 copy'}",
    "prepared_by": "{ru: 'А. Иванова, office@example.org', en: 'A. Ivanova, office@example.org'}",
    "alt": "{ru: Карта с пятью кластерами, en: A map with five clusters}",
    "source": "{ru: отчёт совета, en: report of the council}",
    "follows": "{ru: Структура всех PDF, en: The structure of all PDFs}",
    "memorandum": "{ru: Стороны намерены обмениваться опытом, en: The Parties intend to share experience}",
    "closing": "{ru: если Стороны не решат иначе, en: unless the Parties decide otherwise}",
    "parameters": "{ru: 'шесть месяцев', en: six months}",
    "now": "{ru: Реестр ведёт каждая область., en: Each region keeps a register.}",
    "proposed": "{ru: Реестр ведёт министерство., en: The ministry keeps the register.}",
    "about": "{ru: Обзоры и проекты для тех кто решает., en: Reviews and drafts for those who decide.}",
    "heading": "{ru: Выход из Соглашения, en: Withdrawal}",
})  # fmt: skip
_ANY_WORDS = "{ru: Текст на русском языке., en: Words in English.}"
_LATER = frozenset({"end", "ends", "expires", "repealed", "review_by", "deadline"})
"""Fields that tell when a time is over."""
_KEYS = MappingProxyType({
    "facts": "participants", "provisions": "article-5", "parameters": "notice_days", "clauses": "withdrawal", "forms": "ru",
})  # fmt: skip
"""The key of an entry, for mappings whose keys are names."""


def example(name: str, field: FieldInfo) -> str:
    """Return an example of a field, in YAML on one line."""
    said = _SAID.search(" ".join((field.description or "").split()))
    holds = _bare(field.annotation)
    words = next(filter(None, said.groups())) if said else ""
    if words and holds is not bool and (get_origin(holds) is not Literal or words in get_args(holds)):
        return _as_held(words, holds)
    if holds in (int, float):
        least = [one.ge for one in field.metadata if hasattr(one, "ge")]
        return str(field.default if isinstance(field.default, int) and field.default else [*least, 1][0])
    return _of(holds, name)


def _bare(annotation: Any) -> Any:
    """Return what a field holds, without what is said about it; of several things the first."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _bare(inner[0])
    if origin in (Union, UnionType):
        return _bare(next(part for part in inner if part is not NoneType))
    return annotation


def _as_held(words: str, holds: Any) -> str:
    """Return an example as YAML: one of a list stands in brackets, an entry in braces, and what YAML takes otherwise in quotes."""
    origin = get_origin(holds)
    if origin is tuple and not words.startswith("["):
        return f"[{words}]"
    if origin is dict and not words.startswith("{"):
        return f"{{{words}}}"
    return words if origin or words.startswith("{prevailing") else _quoted(words)


def _quoted(words: str) -> str:
    try:
        (read,) = yaml.safe_load(f"[{words}]")
        plain = not isinstance(read, dict | list)
    except (yaml.YAMLError, ValueError):
        plain = False
    return words if plain else f'"{words}"'


def _of(annotation: Any, name: str) -> str:
    holds = _bare(annotation)
    origin, inner = get_origin(holds), get_args(holds)
    if origin is Literal:
        return str(inner[0])
    if origin is tuple:
        return f"[{_of(inner[0], name)}]"
    if origin is dict:
        return f"{{{_key(inner[0], name)}: {_of(inner[1], name)}}}"
    return _plain(holds, name)


def _plain(holds: Any, name: str) -> str:
    if holds in (Text, Prose):
        return _WORDS.get(name, _ANY_WORDS)
    if isinstance(holds, type) and issubclass(holds, Reference):
        return next((_IDS[target] for target in holds.targets if target in _IDS), "alpha")
    if isinstance(holds, type) and issubclass(holds, Enum):
        return str(next(iter(holds)).value)
    if isinstance(holds, type) and issubclass(holds, BaseModel):
        return _model(holds)
    if name in _LATER:
        return "2027-11-16" if getattr(holds, "__name__", "") == "Day" else "2027"
    return _TYPES.get("BlockItem" if holds is BlockItem else getattr(holds, "__name__", ""), UNKNOWN)


def _key(annotation: Any, name: str) -> str:
    made = _of(annotation, name)
    return _KEYS.get(name, "example") if made == UNKNOWN else made


def _model(model: type[BaseModel]) -> str:
    """Return a record with the fields that it must have; with its first, where it must have none."""
    fields = {name: field for name, field in fields_of(model).items() if name != "language"}
    needed = [name for name, field in fields.items() if field.is_required()] or list(fields)[:1]
    return "{" + ", ".join(f"{fields[name].alias or name}: {example(name, fields[name])}" for name in needed) + "}"
