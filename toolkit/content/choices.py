"""Defines the references to words of the vocabularies, such as kinds, levels and countries."""

from __future__ import annotations

from typing import Any

from pydantic_core import CoreSchema

from toolkit.content.values import Reference


class ChoiceRef(Reference):
    """A word of a vocabulary, which pages print by its label."""

    code = "unknown-value"

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        words = f"A {cls.noun}: a word of `{cls.targets[0]}` in content/vocabulary.yaml, or one that the toolkit ships."
        return {"type": "string", "description": words}


class DocumentKindRef(ChoiceRef):
    targets, noun, code = ("document_kinds",), "kind of document", "unknown-kind"


class ActTypeRef(ChoiceRef):
    targets, noun = ("act_types",), "type of act"


class ClusterStatusRef(ChoiceRef):
    targets, noun = ("cluster_statuses",), "status of a cluster"


class GroupKindRef(ChoiceRef):
    targets, noun = ("group_kinds",), "kind of group"


class OrganisationKindRef(ChoiceRef):
    targets, noun = ("organisation_kinds",), "kind of organisation"


class LinkKindRef(ChoiceRef):
    targets, noun = ("link_kinds",), "kind of link"


class LinkStatusRef(ChoiceRef):
    targets, noun = ("link_statuses",), "status of a link"


class LevelRef(ChoiceRef):
    targets, noun = ("levels",), "level"


class OriginRef(ChoiceRef):
    targets, noun = ("origins",), "origin"


class SettingRef(ChoiceRef):
    targets, noun = ("settings",), "setting"


class Country(ChoiceRef):
    """A country by its code of ISO 3166, as `RU`, or a union of states of the vocabulary."""

    targets, noun, code = ("jurisdictions",), "country", "unknown-country"

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        words = "A code of ISO 3166 in two capitals, or a union of `jurisdictions` in content/vocabulary.yaml."
        return {"type": "string", "pattern": "^[A-Z]{2,8}$", "description": words}
