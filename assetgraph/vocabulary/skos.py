"""The vocabulary as SKOS (W3C Recommendation, 2009) in Turtle, written by rdflib."""

from __future__ import annotations

from collections.abc import Mapping

from assetgraph.errors import AssetGraphError
from assetgraph.vocabulary.concepts import Concept

BASE = "https://w3id.org/assetgraph/vocabulary/"
"""A concept's URI is this and its id, which never changes."""


def turtle(concepts: Mapping[str, Concept]) -> str:
    """All concepts. Raises AssetGraphError where rdflib is not installed."""
    try:
        from rdflib import RDF, SKOS, Graph, Literal, URIRef  # noqa: PLC0415
    except ImportError:
        raise AssetGraphError("extra-missing", extra="skos") from None
    graph = Graph()
    graph.bind("skos", SKOS)
    scheme = URIRef(BASE.rstrip("/"))
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for one in concepts.values():
        uri = URIRef(BASE + one.id)
        graph.add((uri, RDF.type, SKOS.Concept))
        graph.add((uri, SKOS.inScheme, scheme))
        for language in one.labels:
            graph.add((uri, SKOS.prefLabel, Literal(one.label(language), lang=language)))
        for phrase in dict.fromkeys(phrase for phrase, _ in one.phrases()):
            if phrase != one.label("nl"):
                graph.add((uri, SKOS.altLabel, Literal(phrase, lang="nl")))
        for broad in one.broader:
            graph.add((uri, SKOS.broader, URIRef(BASE + broad)))
            graph.add((URIRef(BASE + broad), SKOS.narrower, uri))
        for other in one.related:
            if other not in one.broader:
                graph.add((uri, SKOS.related, URIRef(BASE + other)))
                graph.add((URIRef(BASE + other), SKOS.related, uri))
        if not one.broader:
            graph.add((scheme, SKOS.hasTopConcept, uri))
            graph.add((uri, SKOS.topConceptOf, scheme))
        if one.esco:
            graph.add((uri, SKOS.exactMatch, URIRef(one.esco)))
    text: str = graph.serialize(format="turtle")
    return text
