"""The vocabulary of schema.org as pyshacl carries it, for tests: JSON-LD in, what is wrong with it out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

import pyshacl
from rdflib import RDF, RDFS, SH, XSD, Graph, Namespace, URIRef
from rdflib.term import Literal, Node

SCHEMA = Namespace("http://schema.org/")
BASE = "https://example.org/"
"""Where pages stand whose addresses are relative."""
LATER = {"ResearchOrganization": "Organization"}
"""Classes that came to schema.org after pyshacl's copy of April 2021 (this one in version 13), each with the class above it."""
LATER_WORDS = {"sha256": "MediaObject"}
"""Properties that came after it and take words (this one in version 13), each with its class."""


@dataclass(frozen=True)
class Vocabulary:
    """Classes, properties, and the shapes that say which property belongs to which class, with values of which kind."""

    graph: Graph

    @classmethod
    def load(cls) -> Vocabulary:
        """Read the vocabulary from the package."""
        graph = Graph().parse(str(resources.files("pyshacl") / "assets" / "schema.ttl"))
        for name, above in LATER.items():
            graph.add((SCHEMA[name], RDF.type, RDFS.Class))
            graph.add((SCHEMA[name], RDFS.subClassOf, SCHEMA[above]))
        for name, owner in LATER_WORDS.items():
            shape = SCHEMA[f"{owner}-{name}"]
            graph.add((SCHEMA[owner], SH.property, shape))
            graph += _part(graph, [(shape, RDF.type, SH.PropertyShape), (shape, SH.path, SCHEMA[name]), (shape, SH.datatype, XSD.string)])
        return cls(graph)

    def read(self, words: str) -> Graph:
        """Return what a block of JSON-LD says; its one context is schema.org, whose secure addresses mean the plain ones."""
        data = json.loads(words)
        assert data["@context"] == "https://schema.org"
        plain = json.dumps({**data, "@context": self.context}).replace('"https://schema.org/', f'"{SCHEMA}')
        return self._in_no_language(Graph().parse(data=plain, format="json-ld", base=BASE))

    def _in_no_language(self, graph: Graph) -> Graph:
        """Return a graph whose words name no language: the shapes of schema.org know text alone, which may be in one."""
        return _part(graph, [(a, b, Literal(str(c)) if isinstance(c, Literal) and c.language else c) for a, b, c in graph])

    def mistakes(self, data: Graph) -> Iterator[str]:
        """Yield what schema.org does not know, what stands where it may not, and values of a kind that is not taken."""
        for thing in set(data.subjects()):
            types = sorted(data.objects(thing, RDF.type))
            if not types:
                yield f"a thing without a type: {sorted(data.predicates(thing))}"
            yield from (f"no class of schema.org: {one}" for one in types if (one, RDF.type, RDFS.Class) not in self.graph)
            taken = {RDF.type, *self._taken(types)}
            yield from (f"{types} has no property {property}" for property in set(data.predicates(thing)) - taken)
        conforms, _, report = pyshacl.validate(data + self._members, shacl_graph=self.graph, ont_graph=self._classes)
        if not conforms:
            yield str(report)

    @cached_property
    def context(self) -> dict[str, object]:
        """The context as schema.org publishes it: words are addresses or days for a property that takes nothing else of that sort."""
        found: dict[str, object] = {"@vocab": str(SCHEMA)}
        for property, kinds in self._kinds.items():
            if SH.IRI in kinds and XSD.string not in kinds:
                found[property.removeprefix(SCHEMA)] = {"@id": property, "@type": "@id"}
            elif XSD.date in kinds and XSD.string not in kinds:
                found[property.removeprefix(SCHEMA)] = {"@id": property, "@type": str(XSD.date)}
        return found

    @cached_property
    def _kinds(self) -> dict[str, set[Node | None]]:
        found: dict[str, set[Node | None]] = {}
        for shape in self.graph.subjects(RDF.type, SH.PropertyShape):
            either = self.graph.value(shape, SH["or"])
            for one in self.graph.items(either) if either else (shape,):
                kind = self.graph.value(one, SH.datatype) or self.graph.value(one, SH.nodeKind) or self.graph.value(one, SH["class"])
                found.setdefault(str(self.graph.value(shape, SH.path)), set()).add(kind)
        return found

    def _taken(self, types: list[Node]) -> set[Node | None]:
        classes = {above for one in types for above in self.graph.transitive_objects(one, RDFS.subClassOf)}
        return {self.graph.value(shape, SH.path) for one in classes for shape in self.graph.objects(one, SH.property)}

    @cached_property
    def _classes(self) -> Graph:
        return _part(self.graph, [(one, RDFS.subClassOf, above) for one, above in self.graph.subject_objects(RDFS.subClassOf)])

    @cached_property
    def _members(self) -> Graph:
        """The members of enumerations, so that `InForce` is known to be a state of law."""
        kinds = self.graph.transitive_subjects(RDFS.subClassOf, SCHEMA.Enumeration)
        members = [(one, kind) for kind in kinds for one in self.graph.subjects(RDF.type, kind) if isinstance(one, URIRef)]
        return _part(self.graph, [(one, RDF.type, kind) for one, kind in members])


def _part(graph: Graph, triples: list[tuple[Node, Node, Node]]) -> Graph:
    part = Graph()
    for triple in triples:
        part.add(triple)
    return part
